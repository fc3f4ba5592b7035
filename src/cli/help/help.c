// SPDX-License-Identifier: BSD-2-Clause
#include "cli/help/help.h"

#include <string.h>

#include "base/files/output.h"
#include "base/text.h"
#include "cli/message.h"
#include "scmi-dtcheck.h"

#define COLUMN 28 /* where the descriptions begin */
#define WIDTH  80

int print_all(struct buf *text)
{
	struct sdc_error err;
	int ret = EXIT_CLEAN;

	if (write_file("-", text->data, text->len, &err))
		ret = message_error("%s", err.text);
	buf_free(text);
	return ret;
}

/* "text|gcc|json" for a choice. */
static void put_argument(struct buf *b, const struct cli_option *o)
{
	struct buf choices = { 0 };

	if (o->choices)
		option_choices(o, &choices);
	for (const char *p = o->choices ? buf_str(&choices) : o->arg; *p; p++)
		buf_putc(b, *p == ' ' ? '|' : *p);
	buf_free(&choices);
}

/* The description in its column, below the option where that is long. */
static void put_description(struct buf *b, size_t start, const char *text)
{
	struct buf wrapped = { 0 };

	if (b->len - start >= COLUMN) {
		buf_putc(b, '\n');
		start = b->len;
	}
	buf_pad(b, start, COLUMN, ' ');
	text_wrap(&wrapped, text, COLUMN, WIDTH);
	buf_puts(b, buf_str(&wrapped) + (wrapped.len ? COLUMN : 0));
	buf_free(&wrapped);
}

static void put_option(struct buf *b, const struct cli_option *o)
{
	size_t start = b->len;

	if (o->letter)
		buf_printf(b, "  -%c", o->letter);
	else
		buf_puts(b, "    ");
	if (o->name) {
		buf_puts(b, o->letter ? ", --" : "  --");
		buf_puts(b, o->name);
	}
	if (o->kind != OPTION_FLAG) {
		buf_putc(b, o->name ? '=' : ' ');
		put_argument(b, o);
	}
	put_description(b, start, o->help);
}

static void put_options(struct buf *b, const struct command *c)
{
	static const struct cli_option common[] = {
		{ .name = "help", .letter = 'h', .help = "print this help" },
		{ .name = "version", .letter = 'V', .help = "print the version" },
	};

	buf_puts(b, "\nOptions:\n");
	for (size_t i = 0; i < c->n_options; i++)
		put_option(b, &c->options[i]);
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		put_option(b, &common[i]);
}

static void put_program(struct buf *b)
{
	const struct command *c = commands[0];

	buf_printf(b,
		"Usage: scmi-dtcheck [OPTION...] %s\n"
		"       scmi-dtcheck COMMAND [OPTION...] [ARGUMENT...]\n\n"
		"Tells what Xen will do with the SCMI configuration of host device trees, and how\n"
		"to fix it. FILE is a blob, a source, a directory in the form of\n"
		"/proc/device-tree, or - for standard input.\n\nCommands:\n",
		c->operands);
	for (size_t i = 0; i < n_commands; i++) {
		size_t start = b->len;

		buf_printf(b, "  %s %s", commands[i]->name, commands[i]->operands);
		put_description(b, start, commands[i]->summary);
	}
	put_options(b, c);
	buf_puts(b, "\nExit status: 0 no errors, 1 errors found, 2 could not check.\n");
}

int help_print(const struct command *c)
{
	struct buf b = { 0 };

	if (c) {
		buf_printf(&b, "Usage: scmi-dtcheck %s [OPTION...] %s\n\n", c->name, c->operands);
		text_wrap(&b, c->summary, 0, WIDTH);
		put_options(&b, c);
	} else {
		put_program(&b);
	}
	return print_all(&b);
}

int help_command(const char *name)
{
	const struct command *c = name ? command_find(name) : NULL;

	if (name && !c)
		return message_usage(NULL, "no command is named %s", name);
	return help_print(c);
}

int help_version(void)
{
	struct buf b = { 0 };

	buf_printf(&b, "scmi-dtcheck %s\n", sdc_version());
	return print_all(&b);
}
