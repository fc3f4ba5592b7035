// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>
#include <string.h>

#include "base/files/path.h"
#include "dropin/dropin.h"

static const struct program programs[] = {
	{ "dt-validate", run_validate },
	{ "dt-mk-schema", run_mk_schema },
	{ "dt-doc-validate", run_doc_validate },
	{ "dt-extract-example", run_extract_example },
	{ "dt-check-compatible", run_check_compatible },
};

static const struct program *find(const char *path)
{
	const char *name = path_name(path);

	for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
		if (!strcmp(programs[i].name, name))
			return &programs[i];
	}
	return NULL;
}

int main(int argc, char **argv)
{
	const struct program *p = argc ? find(argv[0]) : NULL;

	if (!p && argc > 1) {
		p = find(argv[1]);
		argc--;
		argv++;
	}
	if (p)
		return p->run(argc, argv);
	fputs("usage: dt-schema PROGRAM [ARGUMENT...]\nprograms:", stderr);
	for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++)
		fprintf(stderr, " %s", programs[i].name);
	fputs("\n", stderr);
	return EXIT_USAGE;
}
