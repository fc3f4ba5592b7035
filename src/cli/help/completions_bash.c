// SPDX-License-Identifier: BSD-2-Clause
#include "cli/help/completions.h"

#include <string.h>

#include "cli/command.h"

/* What completes the argument of an option or operand of that name. */
static const char *action(const char *arg)
{
	if (!strcmp(arg, "DIR"))
		return "compgen -d -- \"$cur\"";
	if (!strncmp(arg, "RULE", 4))
		return "compgen -W \"$(scmi-dtcheck list-rules --format=names)\" -- \"$cur\"";
	if (!strcmp(arg, "PROGRAM"))
		return "compgen -c -- \"$cur\"";
	return "compgen -f -- \"$cur\"";
}

static void put_reply(struct buf *b, const struct cli_option *o)
{
	struct buf choices = { 0 };

	if (o->choices) {
		option_choices(o, &choices);
		buf_printf(b, "compgen -W '%s' -- \"$cur\"", buf_str(&choices));
		buf_free(&choices);
	} else {
		buf_puts(b, action(o->arg));
	}
}

/* One case per option with an argument: its value completes in its own way. */
static void put_values(struct buf *b, const struct command *c)
{
	for (size_t i = 0; i < c->n_options; i++) {
		const struct cli_option *o = &c->options[i];

		if (o->kind == OPTION_FLAG)
			continue;
		buf_putc(b, '\t');
		if (o->name)
			buf_printf(b, "%s:--%s", c->name, o->name);
		if (o->letter)
			buf_printf(b, "%s%s:-%c", o->name ? "|" : "", c->name, o->letter);
		buf_puts(b, ") COMPREPLY=($(");
		put_reply(b, o);
		buf_puts(b, ")); return ;;\n");
	}
}

static void put_words(struct buf *b, const struct command *c)
{
	buf_printf(b, "\t%s) words='", c->name);
	for (size_t i = 0; i < c->n_options; i++)
		if (c->options[i].name)
			buf_printf(b, "--%s%s ", c->options[i].name,
				c->options[i].kind == OPTION_FLAG ? "" : "=");
	buf_puts(b, "--help --version' ;;\n");
}

static void put_operands(struct buf *b)
{
	for (size_t i = 0; i < n_commands; i++)
		if (*commands[i]->operands)
			buf_printf(b, "\t%s) COMPREPLY+=($(%s)) ;;\n", commands[i]->name,
				action(commands[i]->operands));
}

void completions_bash(struct buf *b)
{
	buf_puts(b, "# bash completion for scmi-dtcheck, generated from its tables of options\n\n"
		    "_scmi_dtcheck()\n{\n"
		    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
		    "\tlocal command=${COMP_WORDS[1]} words commands='");
	for (size_t i = 0; i < n_commands; i++)
		buf_printf(b, "%s ", commands[i]->name);
	buf_printf(b,
		"help'\n\tcase \" $commands \" in *\" $command \"*) ;; *) command=%s ;; esac\n",
		commands[0]->name);
	buf_puts(b, "\t[[ $cur == = ]] && cur=\n"
		    "\t[[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}\n"
		    "\tcase $command:$prev in\n");
	for (size_t i = 0; i < n_commands; i++)
		put_values(b, commands[i]);
	buf_puts(b, "\tesac\n\tcase $command in\n");
	for (size_t i = 0; i < n_commands; i++)
		put_words(b, commands[i]);
	buf_puts(b, "\tesac\n\tif [[ $cur == -* ]]; then\n"
		    "\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
		    "\t\t[[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace\n"
		    "\t\treturn\n\tfi\n\tCOMPREPLY=()\n"
		    "\t((COMP_CWORD == 1)) && COMPREPLY=($(compgen -W \"$commands\" -- \"$cur\"))\n"
		    "\tcase $command in\n");
	put_operands(b);
	buf_puts(b, "\tesac\n}\ncomplete -o filenames -F _scmi_dtcheck scmi-dtcheck\n");
}
