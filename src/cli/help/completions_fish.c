// SPDX-License-Identifier: BSD-2-Clause
#include "cli/help/completions.h"

#include <string.h>

#include "cli/command.h"

#define RULES "'(scmi-dtcheck list-rules --format=names)'"

/* How complete(1) is told what the argument of an option of that name is. */
static const char *argument(const char *arg)
{
	if (!strcmp(arg, "DIR"))
		return " -x -a '(__fish_complete_directories)'";
	if (!strncmp(arg, "RULE", 4))
		return " -x -a " RULES;
	if (!strcmp(arg, "PROGRAM"))
		return " -x -a '(__fish_complete_command)'";
	return " -r";
}

static void put_quoted(struct buf *b, const char *text)
{
	buf_putc(b, '\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			buf_putc(b, '\\');
		buf_putc(b, *text);
	}
	buf_putc(b, '\'');
}

static void put_complete(struct buf *b, const char *command)
{
	buf_printf(b, "complete -c scmi-dtcheck -n '__scmi_dtcheck_runs %s'", command);
}

static void put_option(struct buf *b, const char *command, const struct cli_option *o)
{
	struct buf choices = { 0 };

	put_complete(b, command);
	if (o->name)
		buf_printf(b, " -l %s", o->name);
	if (o->letter)
		buf_printf(b, " -s %c", o->letter);
	if (o->choices)
		option_choices(o, &choices);
	if (o->choices)
		buf_printf(b, " -x -a '%s'", buf_str(&choices));
	else if (o->kind != OPTION_FLAG)
		buf_puts(b, argument(o->arg));
	buf_puts(b, " -d ");
	put_quoted(b, o->help);
	buf_putc(b, '\n');
	buf_free(&choices);
}

static void put_command(struct buf *b, const struct command *c)
{
	buf_printf(b, "\ncomplete -c scmi-dtcheck -n __scmi_dtcheck_first -a %s -d ", c->name);
	put_quoted(b, c->summary);
	buf_putc(b, '\n');
	for (size_t i = 0; i < c->n_options; i++)
		put_option(b, c->name, &c->options[i]);
	if (!*c->operands || !strncmp(c->operands, "RULE", 4)) {
		put_complete(b, c->name);
		buf_printf(b, " -f%s\n", *c->operands ? " -a " RULES : "");
	}
}

static void put_names(struct buf *b)
{
	for (size_t i = 0; i < n_commands; i++)
		buf_printf(b, "%s ", commands[i]->name);
	buf_puts(b, "help");
}

void completions_fish(struct buf *b)
{
	buf_puts(b, "# fish completion for scmi-dtcheck, generated from its tables of options\n\n"
		    "function __scmi_dtcheck_first\n"
		    "\ttest (count (commandline -opc)) -eq 1\nend\n\n"
		    "function __scmi_dtcheck_runs\n"
		    "\tset -l words (commandline -opc)\n\tset -l command ");
	buf_puts(b, commands[0]->name);
	buf_puts(b, "\n\tcontains -- \"$words[2]\" ");
	put_names(b);
	buf_puts(b, "; and set command $words[2]\n\ttest $command = $argv[1]\nend\n\n"
		    "complete -c scmi-dtcheck -s h -l help -d 'print a help text'\n"
		    "complete -c scmi-dtcheck -s V -l version -d 'print the version'\n"
		    "complete -c scmi-dtcheck -n __scmi_dtcheck_first -a help "
		    "-d 'print the help of a command'\n"
		    "complete -c scmi-dtcheck -n '__scmi_dtcheck_runs help' -f -a '");
	put_names(b);
	buf_puts(b, "'\n");
	for (size_t i = 0; i < n_commands; i++)
		put_command(b, commands[i]);
}
