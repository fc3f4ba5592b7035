// SPDX-License-Identifier: BSD-2-Clause
#include "cli/help/completions.h"

#include <string.h>

#include "cli/command.h"

/* What completes the argument of an option or operand of that name. */
static const char *action(const char *arg)
{
	if (!strcmp(arg, "DIR"))
		return "_files -/";
	if (!strncmp(arg, "RULE", 4))
		return "_scmi_dtcheck_rules";
	if (!strcmp(arg, "PROGRAM"))
		return "_command_names -e";
	return "_files";
}

/* @text within single quotes, with a backslash before each of @special. */
static void put_text(struct buf *b, const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'') {
			buf_puts(b, "'\\''");
			continue;
		}
		if (strchr(special, *text))
			buf_putc(b, '\\');
		buf_putc(b, *text);
	}
}

/* The option as _arguments has it: one name, or two that exclude each other. */
static void put_names(struct buf *b, const struct cli_option *o)
{
	const char *letter_end = o->kind == OPTION_FLAG ? "" : "+";
	const char *name_end = o->kind == OPTION_FLAG ? "" : "=";

	if (o->name && o->letter && o->kind == OPTION_LIST)
		buf_printf(b, "'*'{-%c+,--%s=}'", o->letter, o->name);
	else if (o->name && o->letter)
		buf_printf(b, "'(-%c --%s)'{-%c%s,--%s%s}'", o->letter, o->name, o->letter,
			letter_end, o->name, name_end);
	else if (o->name)
		buf_printf(b, "'%s--%s%s", o->kind == OPTION_LIST ? "*" : "", o->name, name_end);
	else
		buf_printf(b, "'%s-%c%s", o->kind == OPTION_LIST ? "*" : "", o->letter, letter_end);
}

static void put_option(struct buf *b, const struct cli_option *o)
{
	struct buf choices = { 0 };

	buf_puts(b, " \\\n\t\t");
	put_names(b, o);
	buf_putc(b, '[');
	put_text(b, o->help, "[]\\");
	buf_putc(b, ']');
	if (o->kind != OPTION_FLAG) {
		buf_putc(b, ':');
		put_text(b, o->arg, ":\\");
		buf_putc(b, ':');
		if (o->choices) {
			option_choices(o, &choices);
			buf_printf(b, "(%s)", buf_str(&choices));
			buf_free(&choices);
		} else {
			buf_puts(b, action(o->arg));
		}
	}
	buf_putc(b, '\'');
}

static void put_command(struct buf *b, const struct command *c)
{
	buf_printf(b, "\n_scmi_dtcheck_%s()\n{\n\t_arguments -s -S", c->name);
	for (size_t i = 0; i < c->n_options; i++)
		put_option(b, &c->options[i]);
	buf_puts(b, " \\\n\t\t'(- *)'{-h,--help}'[print a help text]'"
		    " \\\n\t\t'(- *)'{-V,--version}'[print the version]'");
	if (*c->operands)
		buf_printf(b, " \\\n\t\t'%s:%s:%s'", c->max_operands == 1 ? "" : "*", c->operands,
			action(c->operands));
	buf_puts(b, "\n}\n");
}

static void put_commands(struct buf *b)
{
	buf_puts(b, "\tcommands=(\n");
	for (size_t i = 0; i < n_commands; i++) {
		buf_printf(b, "\t\t'%s:", commands[i]->name);
		put_text(b, commands[i]->summary, ":\\");
		buf_puts(b, "'\n");
	}
	buf_puts(b, "\t\t'help:print the help of a command'\n\t)\n");
}

void completions_zsh(struct buf *b)
{
	buf_puts(b, "#compdef scmi-dtcheck\n"
		    "# zsh completion for scmi-dtcheck, generated from its tables of options\n\n"
		    "_scmi_dtcheck_rules()\n{\n\tlocal -a rules\n"
		    "\trules=(${(f)\"$(scmi-dtcheck list-rules --format=names)\"})\n"
		    "\tcompadd -a rules\n}\n");
	for (size_t i = 0; i < n_commands; i++)
		put_command(b, commands[i]);
	buf_puts(b, "\n_scmi_dtcheck()\n{\n\tlocal -a commands\n");
	put_commands(b);
	buf_printf(b,
		"\tif ((CURRENT == 2)) && [[ $words[2] != -* ]]; then\n"
		"\t\t_describe command commands\n\tfi\n"
		"\tif ((CURRENT > 2)) && [[ $words[2] == help ]]; then\n"
		"\t\t_describe command commands\n"
		"\telif ((CURRENT > 2)) && (( $+functions[_scmi_dtcheck_$words[2]] )); then\n"
		"\t\tlocal command=$words[2]\n\t\tshift words\n\t\t((CURRENT--))\n"
		"\t\t_scmi_dtcheck_$command\n"
		"\telse\n\t\t_scmi_dtcheck_%s\n\tfi\n}\n\n_scmi_dtcheck \"$@\"\n",
		commands[0]->name);
}
