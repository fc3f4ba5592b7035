// SPDX-License-Identifier: BSD-2-Clause
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/help/help.h"
#include "cli/message.h"
#include "cli/options.h"

static int run(const struct command *c, void *values, int argc, char **argv, bool named)
{
	int first = options_parse(c, values, argc, argv), n;

	switch (first) {
	case OPTIONS_HELP:
		return help_print(named ? c : NULL);
	case OPTIONS_VERSION:
		return help_version();
	case OPTIONS_WRONG:
		return EXIT_FAILED;
	}
	n = argc - first;
	if (n < c->min_operands || (c->max_operands >= 0 && n > c->max_operands))
		return message_usage(c->name, "%s (%s)",
			n < c->min_operands ? "an argument is missing" : "too many arguments",
			*c->operands ? c->operands : "none");
	return c->run(values, argv + first);
}

int main(int argc, char **argv)
{
	static char name[] = "scmi-dtcheck";
	const struct command *c = argc > 1 ? command_find(argv[1]) : NULL;
	bool named = c != NULL;
	void *values;
	int status;

	/* No memory must not look like no value. */
	json_set_alloc_funcs(xmalloc, free);
	if (argc == 3 && !strcmp(argv[1], "--completions"))
		return help_completions(argv[2]);
	if (argc > 1 && !strcmp(argv[1], "help"))
		return help_command(argv[2]);
	if (!c)
		c = commands[0];
	argc -= named;
	argv += named;
	argv[0] = name; /* getopt_long() begins its messages with it */
	values = xmalloc(c->size);
	memset(values, 0, c->size);
	status = run(c, values, argc, argv, named);
	options_free(c, values);
	return status;
}
