// SPDX-License-Identifier: BSD-2-Clause
#include "cli/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/near.h"
#include "base/vec.h"
#include "cli/message.h"

enum {
	FIRST = 0x100, /* value of the first option of the table */
	HELP = 'h',
	VERSION = 'V',
};

static int choose(const struct command *c, const struct cli_option *o, const char *arg, int *value)
{
	size_t len = strlen(arg);
	struct buf choices = { 0 };
	const char *word;
	int ret = -1;

	option_choices(o, &choices);
	word = buf_str(&choices);
	for (int i = 0; *word && ret; i++) {
		size_t n = strcspn(word, " ");

		if (n == len && !strncmp(word, arg, n)) {
			*value = i;
			ret = 0;
		}
		word += n + (word[n] == ' ');
	}
	if (ret)
		message_usage(
			c->name, "--%s=%s: expected one of %s", o->name, arg, buf_str(&choices));
	buf_free(&choices);
	return ret;
}

static int store(const struct command *c, const struct cli_option *o, void *values, const char *arg)
{
	void *value = (char *)values + o->offset;

	switch (o->kind) {
	case OPTION_FLAG:
		*(bool *)value = true;
		break;
	case OPTION_TEXT:
		*(const char **)value = arg;
		break;
	case OPTION_LIST:
		vec_push((struct option_list *)value, arg);
		break;
	case OPTION_CHOICE:
		return choose(c, o, arg, value);
	}
	return 0;
}

/* The tables of getopt_long(), made of the command's. */
struct tables {
	struct option *longs;
	char *shorts;
};

static struct tables tables_make(const struct command *c)
{
	struct tables t = {
		.longs = xmalloc((c->n_options + 3) * sizeof(*t.longs)),
		.shorts = xmalloc(c->n_options * 2 + 5),
	};
	char *s = t.shorts;
	size_t i;

	*s++ = ':';
	*s++ = 'h';
	*s++ = 'V';
	for (i = 0; i < c->n_options; i++) {
		const struct cli_option *o = &c->options[i];
		bool arg = o->kind != OPTION_FLAG;

		t.longs[i] = (struct option){ o->name, arg ? required_argument : no_argument, NULL,
			FIRST + (int)i };
		if (!o->letter)
			continue;
		*s++ = o->letter;
		if (arg)
			*s++ = ':';
	}
	*s = '\0';
	t.longs[i++] = (struct option){ "help", no_argument, NULL, HELP };
	t.longs[i++] = (struct option){ "version", no_argument, NULL, VERSION };
	t.longs[i] = (struct option){ 0 };
	return t;
}

static const struct cli_option *by_value(const struct command *c, int value)
{
	if (value >= FIRST)
		return &c->options[value - FIRST];
	for (size_t i = 0; i < c->n_options; i++)
		if (c->options[i].letter == value)
			return &c->options[i];
	return NULL;
}

/* Which options a shortened name may mean. */
static size_t count_matches(const struct tables *t, const char *name, size_t len)
{
	size_t n = 0;

	for (const struct option *o = t->longs; o->name; o++)
		n += !strncmp(o->name, name, len);
	return n;
}

static void say_unknown(
	const struct command *c, const struct tables *t, const char *arg, const char *name)
{
	struct buf word = { 0 };
	struct near near;

	buf_write(&word, name, strcspn(name, "="));
	near = near_start(buf_str(&word));
	for (const struct option *o = t->longs; o->name; o++)
		near_try(&near, o->name);
	if (near.best)
		message_usage(c->name, "unknown option %s; did you mean '--%s'?", arg, near.best);
	else
		message_usage(c->name, "unknown option %s", arg);
	buf_free(&word);
}

/* @arg: the last argument that was looked at; of letters in one word, the word */
static void say_wrong(const struct command *c, const struct tables *t, int value, const char *arg)
{
	const char *name = !strncmp(arg, "--", 2) ? arg + 2 : NULL;
	size_t len = name ? strcspn(name, "=") : 0;

	if (optopt && optopt < FIRST && value == ':')
		message_usage(c->name, "option -%c requires an argument", optopt);
	else if (optopt && optopt < FIRST)
		message_usage(c->name, "unknown option -%c", optopt);
	else if (optopt && value == ':')
		message_usage(c->name, "option --%s requires an argument",
			c->options[optopt - FIRST].name);
	else if (optopt)
		message_usage(
			c->name, "option --%.*s takes no argument", (int)len, name ? name : arg);
	else if (name && count_matches(t, name, len) > 1)
		message_usage(c->name, "option --%.*s is ambiguous", (int)len, name);
	else
		say_unknown(c, t, arg, name ? name : "");
}

static int parse(
	const struct command *c, const struct tables *t, void *values, int argc, char **argv)
{
	int value;

	/* getopt() would print what was given as it is. */
	opterr = 0;
	while ((value = getopt_long(argc, argv, t->shorts, t->longs, NULL)) != -1) {
		const struct cli_option *o;

		if (value == HELP)
			return OPTIONS_HELP;
		if (value == VERSION)
			return OPTIONS_VERSION;
		o = by_value(c, value);
		if (!o) {
			say_wrong(c, t, value, argv[optind - 1]);
			return OPTIONS_WRONG;
		}
		if (store(c, o, values, optarg))
			return OPTIONS_WRONG;
	}
	return optind;
}

int options_parse(const struct command *c, void *values, int argc, char **argv)
{
	struct tables t = tables_make(c);
	int ret = parse(c, &t, values, argc, argv);

	free(t.longs);
	free(t.shorts);
	return ret;
}

void options_free(const struct command *c, void *values)
{
	for (size_t i = 0; i < c->n_options; i++)
		if (c->options[i].kind == OPTION_LIST)
			vec_free((struct option_list *)((char *)values + c->options[i].offset));
	free(values);
}
