// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>
#include <string.h>

#include "dropin/dropin.h"
#include "dropin/example.h"
#include "schema/yaml/yaml.h"

static const struct option options[] = {
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static int extract(void *ctx, char **paths, size_t n)
{
	struct buf out = { 0 };
	struct sdc_error err;
	json_t *binding;
	bool ok;

	(void)ctx;
	if (n != 1)
		return ARGS_WRONG;
	if (yaml_read(paths[0], &binding, NULL, NULL, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	if (json_is_object(binding))
		example_source(&out, binding);
	json_decref(binding);
	ok = fwrite(buf_str(&out), 1, out.len, stdout) == out.len && !fflush(stdout);
	buf_free(&out);
	return ok ? 0 : 1;
}

int run_extract_example(int argc, char **argv)
{
	static const struct args_program program = {
		.usage = "dt-extract-example [-h] yamlfile",
		.shorts = "h",
		.longs = options,
		.work = extract,
	};

	return args_run(&program, argc, argv, NULL);
}
