// SPDX-License-Identifier: BSD-2-Clause
#include <getopt.h>
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

static int usage(FILE *to, int status)
{
	fputs("usage: dt-check-compatible [-h] [-q] [-v] [-V] -s SCHEMA compatible_str "
	      "[compatible_str ...]\n",
		to);
	return status;
}

struct question {
	const char *schema;
	bool quiet, invert;
};

/* Names those that some schema knows, or none; nothing named is a failure. */
static int answer(const struct question *q, char **strings)
{
	struct schema_session *session;
	struct schema_set *set;
	bool any = false;

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

int run_check_compatible(int argc, char **argv)
{
	struct question q = { 0 };
	struct arena a = ARENA_INIT;
	arg_list args = { 0 };
	int opt, ret = args_expand(argc, argv, &a, &args);

	while (!ret &&
		(opt = getopt_long((int)args.n - 1, args.v, "qvs:Vh", options, NULL)) != -1) {
		if (opt == 'q')
			q.quiet = true;
		else if (opt == 'v')
			q.invert = true;
		else if (opt == 's')
			q.schema = optarg;
		else if (opt == 'V')
			return puts(DROPIN_VERSION) < 0;
		else if (opt == 'h')
			return usage(stdout, 0);
		else
			ret = usage(stderr, EXIT_USAGE);
	}
	if (!ret && (!q.schema || !args.v[optind]))
		ret = usage(stderr, EXIT_USAGE);
	if (!ret)
		ret = answer(&q, args.v + optind);
	vec_free(&args);
	arena_free(&a);
	return ret;
}
