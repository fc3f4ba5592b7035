// SPDX-License-Identifier: BSD-2-Clause
#include <getopt.h>
#include <stdio.h>

#include "base/output.h"
#include "dropin/dropin.h"
#include "schema/set.h"

static const struct option options[] = {
	{ "outfile", required_argument, NULL, 'o' },
	{ "json", no_argument, NULL, 'j' },
	{ "useronly", no_argument, NULL, 'u' },
	{ "version", no_argument, NULL, 'V' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static int usage(FILE *to, int status)
{
	fputs("usage: dt-mk-schema [-h] [-o OUTFILE] [-j] [-u] [-V] [schemas ...]\n", to);
	return status;
}

static int make(const char *output, char *const *paths, size_t n)
{
	struct arena a = ARENA_INIT;
	struct schema_set_options opts = set_options(paths, n, &a);
	struct buf image = { 0 };
	struct sdc_error err;
	int ret = set_build(&opts, &image, &err);

	if (!ret)
		ret = write_file(output ? output : "-", image.data, image.len, &err);
	if (ret)
		fprintf(stderr, "dt-mk-schema: %s\n", err.text);
	buf_free(&image);
	arena_free(&a);
	return ret ? EXIT_LACKING : 0;
}

int run_mk_schema(int argc, char **argv)
{
	const char *output = NULL;
	struct arena a = ARENA_INIT;
	arg_list args = { 0 };
	int opt, ret = args_expand(argc, argv, &a, &args);

	while (!ret &&
		(opt = getopt_long((int)args.n - 1, args.v, "o:juVh", options, NULL)) != -1) {
		if (opt == 'o')
			output = optarg;
		else if (opt == 'V')
			return puts(DROPIN_VERSION) < 0;
		else if (opt == 'h')
			return usage(stdout, 0);
		else if (opt == '?')
			ret = usage(stderr, EXIT_USAGE);
	}
	if (!ret)
		ret = make(output, args.v + optind, args.n - 1 - (size_t)optind);
	vec_free(&args);
	arena_free(&a);
	return ret;
}
