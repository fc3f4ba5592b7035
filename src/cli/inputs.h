/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_INPUTS_H
#define SDC_CLI_INPUTS_H

#include "base/arena.h"
#include "base/vec.h"
#include "cli/command.h"
#include "scmi-dtcheck.h"

/* How a tree is read, and the row of options that say it. */
struct tree_values {
	struct option_list overlays, include_dirs, defines, undefines;
	const char *dtc, *cpp;
	bool verbose;
};

/* clang-format off */
#define TREE_OPTIONS(type, member)                                                               \
	{ "overlay", 0, OPTION_LIST, "FILE", NULL,                                               \
	  "apply an overlay first; may be repeated", offsetof(type, member.overlays) },          \
	{ "include-dir", 'I', OPTION_LIST, "DIR", NULL,                                          \
	  "look for headers of sources in DIR; may be repeated",                                 \
	  offsetof(type, member.include_dirs) },                                                 \
	{ "define", 'D', OPTION_LIST, "NAME[=VALUE]", NULL,                                      \
	  "define a macro for sources; may be repeated", offsetof(type, member.defines) },       \
	{ "undefine", 'U', OPTION_LIST, "NAME", NULL,                                            \
	  "leave a macro undefined; may be repeated", offsetof(type, member.undefines) },        \
	{ "cpp", 0, OPTION_TEXT, "PROGRAM", NULL,                                                \
	  "preprocess sources with PROGRAM instead of $CPP or cc -E",                            \
	  offsetof(type, member.cpp) },                                                          \
	{ "dtc", 0, OPTION_TEXT, "PROGRAM", NULL,                                                \
	  "compile sources with PROGRAM instead of $DTC or dtc", offsetof(type, member.dtc) },   \
	{ "verbose", 'v', OPTION_FLAG, NULL, NULL,                                               \
	  "say where headers are looked for, what sandbox there is, what is assumed", offsetof(type, member.verbose) }
/* clang-format on */

/* tree_options - the library's options; they point into @v. @overlays: apply them. */
struct sdc_load_options tree_options(const struct tree_values *v, bool overlays);

/* Why inputs could not be read, said and kept. */
struct failures {
	VEC(const char *) list;
	struct arena arena;
};

void failures_free(struct failures *f);

/* What is asked of every command that checks trees, and the row of options that fill it. */
struct input_values {
	struct option_list schema_dirs, guests, warnings;
	struct tree_values tree;
	bool no_schemas, no_builtin, no_cache, no_sandbox;
	const char *schema_set;
	bool unmatched;
	int strict;
	const char *firmware, *manifest;
	int xen;       /* enum sdc_xen, or a version past it: see inputs_driver() */
	int xen_build; /* enum sdc_xen_build */
	int toolstack; /* enum sdc_toolstack */
	const char *project, *variant;
	const struct sdc_variant *from; /* the project's, whose -W settings come first; NULL */
	struct failures *failures;      /* gets what cannot be read; NULL */
};

/* clang-format off */
#define INPUT_OPTIONS(type, member)                                                              \
	{ "schema-dir", 0, OPTION_LIST, "DIR", NULL,                                             \
	  "add the schemas in DIR, or replace built-in ones; may be repeated",                   \
	  offsetof(type, member.schema_dirs) },                                                  \
	{ "schema-set", 0, OPTION_TEXT, "SET", NULL,                                             \
	  "the compiled schemas in SET, see compile-schemas, and no others",                     \
	  offsetof(type, member.schema_set) },                                                   \
	{ "no-schemas", 0, OPTION_FLAG, NULL, NULL,                                              \
	  "apply the rules only", offsetof(type, member.no_schemas) },                           \
	{ "no-builtin-schemas", 0, OPTION_FLAG, NULL, NULL,                                      \
	  "leave out the bindings that are built in", offsetof(type, member.no_builtin) },       \
	{ "no-sandbox", 0, OPTION_FLAG, NULL, NULL,                                              \
	  "keep the rights to files that are not needed", offsetof(type, member.no_sandbox) },   \
	{ "no-schema-cache", 0, OPTION_FLAG, NULL, NULL,                                         \
	  "neither use nor keep compiled schemas in the user's cache directory",                 \
	  offsetof(type, member.no_cache) },                                                     \
	{ "show-unmatched", 'm', OPTION_FLAG, NULL, NULL,                                        \
	  "warn of compatible strings that no schema knows", offsetof(type, member.unmatched) }, \
	{ "strict", 0, OPTION_CHOICE, "LIKE", "none dt-schema",                                  \
	  "dt-schema: its verdicts also where they are less sensible",                           \
	  offsetof(type, member.strict) },                                                       \
	{ "firmware", 0, OPTION_TEXT, "FILE", NULL,                                              \
	  "what the firmware serves, see scmi-dtcheck-firmware(5)",                              \
	  offsetof(type, member.firmware) },                                                     \
	{ "guest", 0, OPTION_LIST, "NAME=FILE[,CONFIG]", NULL,                                   \
	  "the partial device tree of domain NAME and, for xl, its configuration; may be repeated", \
	  offsetof(type, member.guests) },                                                       \
	{ "guests", 0, OPTION_TEXT, "FILE", NULL,                                                \
	  "what each guest gets, see scmi-dtcheck-guests(5)",                                    \
	  offsetof(type, member.manifest) },                                                     \
	{ "xen", 0, OPTION_CHOICE, "DRIVER", "auto DRIVERS VERSIONS",                    \
	  "Xen's driver, where auto takes the one that the tree is written for, or its version",                       \
	  offsetof(type, member.xen) },                                                          \
	{ "xen-build", 0, OPTION_CHOICE, "BUILD", "auto default as-needed",                      \
	  "how Xen is configured: by default, or with what the tree asks for",                   \
	  offsetof(type, member.xen_build) },                                                    \
	{ "toolstack", 0, OPTION_CHOICE, "TOOLSTACK", "xl epam",                                 \
	  "who reads the configurations of xl's guests: mainline's xl, or EPAM's with keys of its own", \
	  offsetof(type, member.toolstack) },                                                    \
	{ "project", 0, OPTION_TEXT, "FILE", NULL,                                               \
	  "the project file; where no FILE is named, scmi-dtcheck.yaml here or above",           \
	  offsetof(type, member.project) },                                                      \
	{ "variant", 0, OPTION_TEXT, "NAME", NULL,                                               \
	  "of the project's variants, that one alone", offsetof(type, member.variant) },         \
	TREE_OPTIONS(type, member.tree)
/* clang-format on */

struct inputs;

/* inputs_open - load schemas, firmware description and guests' trees. NULL: said on standard error
 */
struct inputs *inputs_open(const struct input_values *v);
void inputs_close(struct inputs *in);

/* inputs_driver, inputs_version - what --xen names: a driver, or a version (NULL: the newest) */
enum sdc_xen inputs_driver(const struct input_values *v);
const char *inputs_version(const struct input_values *v);

/* inputs_choice - what --xen would hold for what a project file says */
int inputs_choice(const struct sdc_variant *v);

/* inputs_schemas, inputs_warnings - what was loaded; the former may be NULL */
const struct sdc_schemas *inputs_schemas(const struct inputs *in);
const struct sdc_warnings *inputs_warnings(const struct inputs *in);

/*
 * inputs_files - name every file that inputs_open() reads, and inputs_check() for @paths
 * @paths: ends in NULL
 *
 * Directories of schemas are named, too: a new file in one changes the result.
 * Returns 0, or EXIT_FAILED after saying why.
 */
int inputs_files(const struct input_values *v, char **paths, sdc_file_fn *file, void *ctx);

/*
 * inputs_check - load and check one tree
 *
 * Returns 0 with @result, which inputs_close() frees, or EXIT_FAILED after saying why.
 */
int inputs_check(struct inputs *in, const char *path, struct sdc_result **result);

/*
 * inputs_check_all - the same for @n trees, up to @jobs at once
 *
 * Where one fails its result is NULL. What is said is said in the order of the trees.
 */
int inputs_check_all(struct inputs *in, char *const *paths, size_t n, unsigned int jobs,
	struct sdc_result **results);

#endif
