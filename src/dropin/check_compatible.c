// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>
#include <unistd.h>

#include "dropin/dropin.h"

static const struct option options[] = {
	{ "quiet", no_argument, NULL, 'q' },
	{ "invert-match", no_argument, NULL, 'v' },
	{ "schema", required_argument, NULL, 's' },
	{ "version", no_argument, NULL, 'V' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

struct question {
	const char *schema;
	bool quiet, invert;
};

/* Names those that some schema knows, or none; nothing named is a failure. */
static int answer(void *ctx, char **strings, size_t n)
{
	const struct question *q = ctx;
	struct schema_session *session;
	struct schema_set *set;
	bool any = false;

	if (!q->schema || !n)
		return ARGS_WRONG;
	if (access(q->schema, F_OK))
		return EXIT_LACKING;
	set = set_open(q->schema);
	if (!set)
		return EXIT_LACKING;
	session = schema_session_new(set, NULL);
	for (; *strings; strings++) {
		if (schema_session_knows(session, *strings) == q->invert)
			continue;
		any = true;
		if (!q->quiet)
			puts(*strings);
	}
	schema_session_free(session);
	schema_set_free(set);
	return any ? 0 : EXIT_LACKING;
}

static bool set(void *ctx, int opt, char *value)
{
	struct question *q = ctx;

	if (opt == 's')
		q->schema = value;
	q->quiet |= opt == 'q';
	q->invert |= opt == 'v';
	return opt != '?';
}

int run_check_compatible(int argc, char **argv)
{
	static const struct args_program program = {
		.usage = "dt-check-compatible [-h] [-q] [-v] [-V] -s SCHEMA compatible_str "
			 "[compatible_str ...]",
		.shorts = "qvs:Vh",
		.longs = options,
		.set = set,
		.work = answer,
	};
	struct question q = { 0 };

	return args_run(&program, argc, argv, &q);
}
