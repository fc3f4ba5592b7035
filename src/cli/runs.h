/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_RUNS_H
#define SDC_CLI_RUNS_H

#include "base/arena.h"
#include "base/vec.h"
#include "cli/inputs.h"

/* What a command is to be done for: the files that are named, or each variant of the project. */
struct run {
	struct input_values in;
	char **operands;    /* ends in NULL */
	const char *output; /* the project's directory for what is generated, or NULL */
};

struct runs {
	VEC(struct run) list;
	struct sdc_project *project; /* NULL: none */
	const char *project_file;    /* as --project names it; NULL: looked for */
	struct arena arena;
};

/*
 * runs_find - from the options and operands of a command
 *
 * Options that are given win over what the project says; settings of -W come behind its own.
 * Returns 0, or EXIT_FAILED after saying why. Call runs_free() in either case.
 */
int runs_find(
	struct runs *runs, const char *command, const struct input_values *given, char **operands);
void runs_free(struct runs *runs);

/* runs_find_one - the same for a command that does one thing: of several variants one is to be
 * chosen */
int runs_find_one(
	struct runs *runs, const char *command, const struct input_values *given, char **operands);

/* runs_variant - a run's inputs as the library takes them, in @a's memory and the run's */
struct sdc_variant runs_variant(const struct run *r, const char *host, struct arena *a);

/* runs_project - the project alone, as --project says or as it is found; NULL: said why */
struct sdc_project *runs_project(const char *command, const char *file);

#endif
