/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DROPIN_DROPIN_H
#define SDC_DROPIN_DROPIN_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/vec.h"
#include "schema/schema.h"

/*
 * The programs of dt-schema, with its options, outputs and exit statuses, in one binary that
 * looks at the name under which it was called.
 */

#define DROPIN_VERSION "2026.6"

struct program {
	const char *name;
	int (*run)(int argc, char **argv);
};

int run_validate(int argc, char **argv);
int run_mk_schema(int argc, char **argv);
int run_doc_validate(int argc, char **argv);
int run_extract_example(int argc, char **argv);
int run_check_compatible(int argc, char **argv);

/* dt-schema's programs end with -1 where they lack what they were told to use. */
#define EXIT_LACKING 255
/* Arguments that make no sense: as with Python's argparse. */
#define EXIT_USAGE 2

/* The options of one program. All have --help, and those with a "V" in @shorts --version. */
struct args_program {
	const char *usage;
	const char *shorts;
	const struct option *longs;
	/* Takes one option; false where there is no such. */
	bool (*set)(void *ctx, int opt, char *value);
	/* Returns the exit status, or ARGS_WRONG. @operands ends in NULL. */
	int (*work)(void *ctx, char **operands, size_t n);
};

#define ARGS_WRONG (-1)

/* args_run - read the arguments, each "@FILE" replaced by the lines of FILE, and do the work */
int args_run(const struct args_program *p, int argc, char **argv, void *ctx);

/*
 * core_dir - the directory with dt-schema's own schemas and meta-schemas, or NULL
 * @what: "schemas" or "meta-schemas"
 *
 * $DT_SCHEMA_DIR, the data directory, then where Python's packages are, if that dt-schema is of
 * 2024 or later.
 */
const char *core_dir(struct arena *a, const char *what);

/*
 * set_open - a compiled set (dt-mk-schema's), or one made of a file or directory of schemas
 *
 * Returns NULL after saying why.
 */
struct schema_set *set_open(const char *path);

/* set_options - schemas at @paths and dt-schema's own; unreadable ones are named and left out */
struct schema_set_options set_options(char *const *paths, size_t n, struct arena *a);

#endif
