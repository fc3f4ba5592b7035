// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>

#include "base/files/output.h"
#include "dropin/dropin.h"
#include "schema/set/set.h"

static const struct option options[] = {
	{ "outfile", required_argument, NULL, 'o' },
	{ "json", no_argument, NULL, 'j' },
	{ "useronly", no_argument, NULL, 'u' },
	{ "version", no_argument, NULL, 'V' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static int make(void *ctx, char **paths, size_t n)
{
	const char *output = *(char **)ctx;
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

static bool set(void *ctx, int opt, char *value)
{
	if (opt == 'o')
		*(char **)ctx = value;
	return opt != '?';
}

int run_mk_schema(int argc, char **argv)
{
	static const struct args_program program = {
		.usage = "dt-mk-schema [-h] [-o OUTFILE] [-j] [-u] [-V] [schemas ...]",
		.shorts = "o:juVh",
		.longs = options,
		.set = set,
		.work = make,
	};
	char *output = NULL;

	return args_run(&program, argc, argv, &output);
}
