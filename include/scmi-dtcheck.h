/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libscmi-dtcheck - device tree configuration of Arm SCMI for several agents under Xen
 *
 * A host device tree goes in; out come findings that say what Xen will do with its SCMI
 * configuration and how to fix it.
 *
 * The library keeps no state of its own. Functions that can fail return 0 or a negative
 * enum sdc_status and fill a struct sdc_error, which may be NULL; what an out parameter points
 * to is then of no meaning. Objects that a function
 * hands out through a pointer to a pointer belong to the caller, who gives them back with
 * the free function of their type; freeing NULL does nothing. Everything reached through an
 * object lives as long as the object. When memory runs out the process is aborted.
 *
 * A structure of options begins with its own size, by which the library knows what the program was
 * compiled with: struct sdc_check_options opts = { .size = sizeof(opts) }. What is not set is 0,
 * the default; so is what a later version of this header has at the end. An option that the library
 * is too old for, or a size of 0, gives -SDC_EARG.
 *
 * Different objects may be used in different threads; one object in one thread at a time,
 * except for struct sdc_schemas and struct sdc_firmware, which are only read after loading.
 */
#ifndef SCMI_DTCHECK_H
#define SCMI_DTCHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "scmi-dtcheck-error.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

/* sdc_version - the version of the library, "MAJOR.MINOR.PATCH" */
const char *sdc_version(void);

/*
 * Trees
 */

struct sdc_tree;

struct sdc_load_options {
	size_t size;                 /* sizeof(struct sdc_load_options) */
	const char *const *overlays; /* overlay blobs or sources, applied in this order */
	size_t n_overlays;
	const char *dtc; /* the compiler for sources; NULL: $DTC, else "dtc" */
	/*
	 * The C preprocessor for sources that have directives. Words of its command are separated
	 * by blanks; no shell is run. NULL: $CPP, else "cc -E".
	 */
	const char *cpp;
	const char *const *include_dirs; /* where headers are looked for */
	size_t n_include_dirs;
	const char *const *defines; /* macros: "NAME" or "NAME=VALUE" */
	size_t n_defines;
	const char *const *undefines; /* names; stronger than a definition */
	size_t n_undefines;
	/*
	 * Where a source does not compile or an overlay does not fit, make a tree all the same, of
	 * which sdc_check() says what is wrong, and nothing else. See sdc_result_broken().
	 */
	bool keep_broken;
	void (*say)(void *ctx, const char *line); /* what was found without asking; may be NULL */
	void *ctx;
};

/*
 * sdc_tree_load - read a device tree
 * @path: a blob (version 16 or 17), a source (compiled by dtc), a directory in the form of
 *        /proc/device-tree, or "-" for a blob or source on standard input. What it is is found
 *        from its content. A tree is at most 64 nodes deep, a file at most 1 GiB.
 * @opts: may be NULL
 *
 * Of a source, file, line and column of every node and property are kept for the findings, those
 * that an overlay brought in the overlay's source. A source with directives goes through the C
 * preprocessor, with -nostdinc -undef -D__DTS__ -x assembler-with-cpp; in a source tree of Linux,
 * U-Boot or devicetree-rebasing headers are found from the source's path. Overlays are applied
 * through libfdt (fdt_overlay_apply()).
 *
 * Returns 0; -SDC_EIO where a file cannot be read or is too large; -SDC_ETOOL where dtc cannot be
 * run; -SDC_EINPUT where the blob is damaged (libfdt's fdt_check_full(); Devicetree Specification
 * 5), the source does not compile, the directory is no device tree, an overlay does not fit, or
 * @path is an overlay.
 */
int sdc_tree_load(const char *path, const struct sdc_load_options *opts, struct sdc_tree **out,
	struct sdc_error *err);

void sdc_tree_free(struct sdc_tree *tree);

/* Called with one name after the other; @path is valid during the call. */
typedef void sdc_file_fn(void *ctx, const char *path);

/*
 * sdc_input_files - name the files that sdc_tree_load() reads for the same arguments
 *
 * Of a source also what it includes, as dtc lists it (-d); of a directory also what is in it, at
 * any depth; of standard input nothing. A name may come twice.
 *
 * Returns 0, -SDC_EIO, -SDC_ETOOL, or -SDC_EINPUT where a source does not compile.
 */
int sdc_input_files(const char *path, const struct sdc_load_options *opts, sdc_file_fn *file,
	void *ctx, struct sdc_error *err);

/*
 * Schemas
 */

struct sdc_schemas;

/*
 * sdc_schemas_load - the schemas to validate nodes with
 * @dirs, @n_dirs: directories whose .yaml files, at any depth, are added to the schemas that
 *                 are compiled into the library; one with the $id of an earlier one replaces it
 *
 * The dialect is that of dt-schema. A schema is compiled when a node first needs it.
 *
 * Returns 0, -SDC_EIO, or -SDC_EINPUT where a file is no YAML or no schema.
 */
int sdc_schemas_load(
	const char *const *dirs, size_t n_dirs, struct sdc_schemas **out, struct sdc_error *err);

/* Which schemas. */
struct sdc_schema_options {
	size_t size;     /* sizeof(struct sdc_schema_options) */
	const char *set; /* a compiled set, in place of all others; NULL: none */
	const char *const *dirs;
	size_t n_dirs;
	bool no_builtin; /* without the bindings that are compiled into the library */
	bool cache;      /* keep the set of the directories in the user's cache directory */
	bool unmatched;  /* warn of compatible strings that no schema knows */
	bool strict;     /* as dt-schema also where it is less sensible, see scmi-dtcheck(1) */
};

/*
 * sdc_schemas_open - the same with more to choose from
 *
 * A compiled set is a file that sdc_schemas_compile() made. It is mapped, and may be replaced but
 * not changed while it is open. Returns -SDC_EINPUT where it is damaged or of another version.
 */
int sdc_schemas_open(
	const struct sdc_schema_options *opts, struct sdc_schemas **out, struct sdc_error *err);

/*
 * sdc_schemas_compile - write the schemas as one file
 * @path: replaced in one step, where all goes well
 *
 * Returns 0, -SDC_EIO or -SDC_EINPUT.
 */
int sdc_schemas_compile(
	const struct sdc_schema_options *opts, const char *path, struct sdc_error *err);

/*
 * sdc_schemas_show - print the binding that applies, as a table of properties
 * @tree: where @what is the path of a node; else NULL
 * @what: a compatible string, or the path
 *
 * Returns 0, -SDC_EIO, or -SDC_EARG where there is no such node or no binding.
 */
int sdc_schemas_show(FILE *out, const struct sdc_schemas *schemas, const struct sdc_tree *tree,
	const char *what, struct sdc_error *err);

void sdc_schemas_free(struct sdc_schemas *schemas);

/*
 * Firmware descriptions
 */

struct sdc_firmware;

/*
 * sdc_firmware_load - read a description of the firmware (scmi-dtcheck-firmware(5))
 *
 * Returns 0, -SDC_EIO, or -SDC_EINPUT with file, line and column in the text.
 */
int sdc_firmware_load(const char *path, struct sdc_firmware **out, struct sdc_error *err);

/*
 * sdc_firmware_read - the same for sdc_check(), which reports what is wrong with it
 *
 * Where the file is YAML but not what it should be, sdc_check() gives each mistake as a finding,
 * and takes the firmware for unknown. Other functions must not be given such a description. Returns
 * 0, -SDC_EIO, or -SDC_EINPUT where it is no YAML.
 */
int sdc_firmware_read(const char *path, struct sdc_firmware **out, struct sdc_error *err);

void sdc_firmware_free(struct sdc_firmware *fw);

/*
 * Rules
 */

enum sdc_severity {
	SDC_NOTE,
	SDC_WARNING,
	SDC_ERROR,
};

struct sdc_rule {
	const char *name;    /* stable, kebab-case */
	const char *subject; /* the group: "container", "agents", ... */
	enum sdc_severity severity;
	const char *summary; /* one line: what is wrong */
	const char *effect;  /* one line: what Xen does about it, without "Xen:" */
	const char
		*explanation; /* paragraphs separated by empty lines; mostly ends in the source */
};

/* sdc_rule_count, sdc_rule_at - all rules, in a stable order; NULL past the end */
size_t sdc_rule_count(void);
const struct sdc_rule *sdc_rule_at(size_t index);

/* sdc_rule_find - the rule of that name, or NULL */
const struct sdc_rule *sdc_rule_find(const char *name);

struct sdc_warnings;

/* sdc_warnings_new - every rule with its own severity */
struct sdc_warnings *sdc_warnings_new(void);

/*
 * sdc_warnings_set - one -W option: "no-RULE", "RULE", "error=RULE", "no-error=RULE", "error"
 *
 * As RULE, "schema" stands for all that schemas say. "RULE" gives back its own severity, "error"
 * makes every warning an error but those named in "no-error=". Of several settings for one rule
 * the last holds. Returns 0, or -SDC_EARG where no rule has that name.
 */
int sdc_warnings_set(struct sdc_warnings *w, const char *arg, struct sdc_error *err);

/* sdc_warnings_set_for - the same for findings in files whose names fit a pattern (fnmatch(3)); a
 * later setting holds before an earlier one, and both before those of sdc_warnings_set() */
int sdc_warnings_set_for(
	struct sdc_warnings *w, const char *pattern, const char *arg, struct sdc_error *err);

void sdc_warnings_free(struct sdc_warnings *w);

/*
 * Checking
 */

enum sdc_xen {
	SDC_XEN_AUTO,         /* multi-agent where the tree has a container, or asks for an agent */
	SDC_XEN_MULTI_AGENT,  /* xen/arch/arm/firmware/scmi-smc-multiagent.c, posted series, v10 */
	SDC_XEN_SINGLE_AGENT, /* xen/arch/arm/firmware/scmi-smc.c, Xen 4.21 */
};

/* Who reads the configurations of xl's guests. */
enum sdc_toolstack {
	SDC_TOOLSTACK_XL,   /* mainline's xl */
	SDC_TOOLSTACK_EPAM, /* with EPAM's keys: dt_passthrough_nodes and so on */
};

/* How Xen is configured. */
enum sdc_xen_build {
	SDC_XEN_BUILD_AUTO, /* as needed where neither driver nor version is named, else default */
	SDC_XEN_BUILD_DEFAULT,   /* without static memory, shared memory, SVE, cache colouring */
	SDC_XEN_BUILD_AS_NEEDED, /* with what the tree asks for; see assumed in struct sdc_boot */
};

/* A guest's partial device tree, for a domain of the host tree or for a guest that xl makes. */
struct sdc_guest_tree {
	const char *domain; /* name of the xen,domain node; not looked up for a guest of xl */
	const struct sdc_tree *tree;
	const char *config; /* the file with xl's configuration; NULL: a dom0less domain */
};

struct sdc_guests;

struct sdc_check_options {
	size_t size; /* sizeof(struct sdc_check_options) */
	enum sdc_xen xen;
	const struct sdc_schemas *schemas;   /* NULL: no schema is applied */
	const struct sdc_firmware *firmware; /* NULL: unknown */
	const struct sdc_warnings *warnings; /* NULL: every rule with its own severity */
	const struct sdc_guest_tree *guests;
	size_t n_guests;
	const struct sdc_guests *manifest; /* NULL: none; see sdc_result_plan() */
	enum sdc_toolstack toolstack;
	const char *xen_version; /* as sdc_xen_version() has it; NULL: the newest */
	enum sdc_xen_build xen_build;
};

struct sdc_result;

/*
 * sdc_check - apply schemas and rules, and predict what Xen will do
 * @tree: must outlive the result
 * @opts: may be NULL: no schemas, no firmware. What it points to is not needed after the call.
 *
 * A broken tree is no failure: what is wrong comes as findings, at most 20 of each rule, with
 * one more that counts the rest.
 *
 * Returns 0; -SDC_EARG where @opts names a guest for which the tree has no domain, or a version of
 * Xen that is not known; -SDC_EIO where
 * a guest's configuration cannot be read; -SDC_EINPUT where its syntax is broken, a schema that a
 * node needs does not compile, or the manifest names what the tree does not have.
 */
int sdc_check(const struct sdc_tree *tree, const struct sdc_check_options *opts,
	struct sdc_result **out, struct sdc_error *err);

void sdc_result_free(struct sdc_result *result);

/* Which of the files that were given. */
enum sdc_input_kind {
	SDC_INPUT_HOST,     /* the host's tree, or what it includes */
	SDC_INPUT_OVERLAY,  /* an overlay on the host's tree */
	SDC_INPUT_GUEST,    /* a guest's partial tree */
	SDC_INPUT_CONFIG,   /* a domain's configuration for xl */
	SDC_INPUT_MANIFEST, /* the guests manifest */
	SDC_INPUT_FIRMWARE, /* the description of the firmware */
	SDC_INPUT_SCHEMA,
};

/* sdc_input_name - "host", "overlay", ..., as in reports */
const char *sdc_input_name(enum sdc_input_kind input);

struct sdc_place {
	const char *file;                  /* never NULL */
	unsigned int line, column;         /* from 1, columns count bytes; 0: unknown */
	unsigned int end_line, end_column; /* the last character */
	enum sdc_input_kind input;
	const struct sdc_place *included_from; /* the line that includes the file, or NULL */
};

/* Another place that a finding concerns. */
struct sdc_related {
	const char *node;    /* its path; NULL: not in a tree */
	const char *label;   /* or NULL */
	const char *pointer; /* as in struct sdc_finding */
	const char *text;    /* what it has to do with the finding, or NULL */
	struct sdc_place place;
};

/* How sure a fix is, as rustc has it. */
enum sdc_applicability {
	SDC_MACHINE_APPLICABLE, /* surely what was meant */
	SDC_MAYBE_INCORRECT,    /* valid, but perhaps not what was meant */
	SDC_HAS_PLACEHOLDERS,   /* something has to be filled in */
};

/* sdc_applicability_name - "machine-applicable", ..., as in reports */
const char *sdc_applicability_name(enum sdc_applicability how);

/* A stretch of a file and what stands there afterwards. */
struct sdc_edit {
	struct sdc_place place; /* an insertion ends one column before it begins */
	const char *text;
};

/* Edits that make a finding go away, all or none. */
struct sdc_fix {
	const char *title;
	enum sdc_applicability how;
	const struct sdc_edit *edits;
	size_t n_edits;
};

struct sdc_finding {
	const char *rule; /* name; "schema" for what a schema says */
	enum sdc_severity severity;
	const char *node;     /* path in the tree of place.input; NULL: not in a tree */
	const char *label;    /* of the node, or NULL */
	const char *property; /* or NULL */
	int index;            /* entry of the property or setting, -1: none */
	const char *pointer;  /* JSON pointer into YAML, key of an xl configuration; or NULL */
	const char *domain;   /* the guest whose file it is, or NULL */
	const char *message;
	const char *effect; /* what Xen does, or NULL */
	const char *hint;   /* what to write, or NULL */
	const char *schema; /* $id of the binding that says it, or NULL */
	struct sdc_place place;
	const struct sdc_related *related;
	size_t n_related;
	const struct sdc_fix *fixes;
	size_t n_fixes;
};

/* sdc_result_finding_count, sdc_result_finding - by place in the source, else in the tree; NULL
 * past the end */
size_t sdc_result_finding_count(const struct sdc_result *result);
const struct sdc_finding *sdc_result_finding(const struct sdc_result *result, size_t index);

/* sdc_result_broken - a tree could not be made (keep_broken of struct sdc_load_options): the
 * findings say why, no rule was applied and there is no prediction */
bool sdc_result_broken(const struct sdc_result *result);

/* sdc_result_count - how many findings of that severity there are, as the -W options made it */
size_t sdc_result_count(const struct sdc_result *result, enum sdc_severity severity);

/*
 * Prediction
 */

enum sdc_verdict {
	SDC_ACCEPT,          /* the mediator starts, each domain that asks gets a usable agent */
	SDC_ACCEPT_UNUSABLE, /* started, but a domain that asked cannot use its agent */
	SDC_REJECT,          /* the mediator does not start; domains boot without */
	SDC_DOMAIN_REJECTED, /* the boot stops while a domain is created */
	SDC_CRASH,           /* Xen crashes (a release build may get further) */
};

enum sdc_outcome {
	SDC_OUTCOME_NONE, /* asks for no SCMI */
	SDC_GRANTED,
	SDC_UNUSABLE,
	SDC_REFUSED,
	SDC_NOT_REACHED, /* the boot stopped before */
};

/* A channel as Xen will hold it. */
struct sdc_channel {
	bool id_known; /* else only the firmware knows it */
	uint32_t agent_id;
	uint32_t smc_id;  /* the doorbell, a function id of SMCCC */
	uint64_t address; /* of the page, as the processor sees it */
	bool management;
	int domain; /* which of the domains holds it, -1: none */
};

struct sdc_domain {
	const char *name; /* "dom0", or the node's name */
	const char *node; /* path, or NULL for dom0 */
	bool has_id;      /* it asks for, or has, an agent */
	uint32_t agent_id;
	enum sdc_outcome outcome;
	const char *rule; /* why it is not granted, or NULL */
};

enum sdc_boot_verdict {
	SDC_BOOTS,
	SDC_BOOTS_WITH_LOSS, /* domains run, without something that the tree gives them */
	SDC_EARLY_PANIC,     /* Xen stops before it builds a domain, mostly without a word */
	SDC_DOM0_PANIC,      /* Xen stops while it builds Dom0 */
	SDC_DOMAIN_PANIC,    /* Xen stops while it builds a dom0less domain */
	SDC_HANG,            /* Xen stops without a message */
};

/* A node that a domain does not get, or gets and should not. */
struct sdc_boot_item {
	const char *node; /* path, in the host tree or in the guest's partial tree */
	const char *rule; /* the finding that explains it */
};

struct sdc_boot_domain {
	const char *name; /* "dom0", or the node's name */
	bool built;
	const struct sdc_boot_item *lost;
	size_t n_lost;
	const struct sdc_boot_item *hazards;
	size_t n_hazards;
};

/* How Xen gets from the tree to running domains. */
struct sdc_boot {
	enum sdc_boot_verdict verdict;
	const char *domain; /* that Xen stops at, or NULL */
	const char *rule;   /* the finding that explains the stop, or NULL */
	const char *xen;    /* the version */
	const struct sdc_boot_domain *domains;
	size_t n_domains;
	const struct sdc_boot_item *lost; /* by Xen itself: its console */
	size_t n_lost;
	const char *const *assumed; /* sentences: what the tree does not say */
	size_t n_assumed;
};

struct sdc_prediction {
	bool none; /* none was made: not all of the live firmware is known; the rest is zeroed */
	enum sdc_xen xen;
	enum sdc_verdict verdict;
	bool registered;       /* the mediator starts */
	bool firmware_decides; /* the tree alone does not decide */
	const char *past_xen;  /* the transport of Dom0's own SCMI, which needs no Xen; or NULL */
	const char *rule;      /* the finding that explains the verdict, or NULL */
	const struct sdc_channel *channels;
	size_t n_channels;
	const struct sdc_domain *domains;
	size_t n_domains;
	struct sdc_boot boot;
};

/* sdc_result_prediction - never NULL; belongs to the result */
const struct sdc_prediction *sdc_result_prediction(const struct sdc_result *result);

/* sdc_verdict_name, sdc_outcome_name, sdc_severity_name, sdc_xen_name - as in reports. The last is
 * NULL past the drivers that are known, of which there may be more than enum sdc_xen names. */
const char *sdc_verdict_name(enum sdc_verdict verdict);
const char *sdc_outcome_name(enum sdc_outcome outcome);
const char *sdc_severity_name(enum sdc_severity severity);
const char *sdc_xen_name(enum sdc_xen xen);
const char *sdc_boot_verdict_name(enum sdc_boot_verdict verdict);

/* sdc_xen_version - the versions of Xen that are known, the oldest first; NULL past the end */
const char *sdc_xen_version(size_t index);

/*
 * Guests
 */

/*
 * sdc_guests_load - read a guests manifest (scmi-dtcheck-guests(5)), YAML or JSON
 *
 * Returns 0, -SDC_EIO, or -SDC_EINPUT with file, line and column in the text.
 */
int sdc_guests_load(const char *path, struct sdc_guests **out, struct sdc_error *err);

/*
 * sdc_guests_read - the same for sdc_check(), which reports what is wrong with it
 *
 * Where the file is YAML but not what it should be, sdc_check() gives each mistake as a finding,
 * and makes no plan. Other functions must not be given such a manifest. Returns 0, -SDC_EIO, or
 * -SDC_EINPUT where it is no YAML.
 */
int sdc_guests_read(const char *path, struct sdc_guests **out, struct sdc_error *err);

void sdc_guests_free(struct sdc_guests *guests);

struct sdc_plan;

/*
 * sdc_result_plan - what each guest of the manifest gets
 *
 * NULL where no manifest was given to sdc_check(). What stands against the plan is among the
 * result's findings. Both the manifest and the tree must outlive the result.
 */
const struct sdc_plan *sdc_result_plan(const struct sdc_result *result);

/* sdc_plan_complete - no error stands against writing it */
bool sdc_plan_complete(const struct sdc_plan *plan);

/*
 * Outputs
 */

struct sdc_output {
	const char *name; /* of the file, without directory */
	const void *data;
	size_t size;
};

struct sdc_outputs_options {
	size_t size;  /* sizeof(struct sdc_outputs_options) */
	bool sources; /* NAME.dts beside every NAME.dtb */
	bool merge;   /* host-merged.dtb, the host tree with the overlay applied */
	const char *const
		*inputs; /* more files that the result was made from: overlays and so on */
	size_t n_inputs;
};

struct sdc_outputs;

/*
 * sdc_outputs_make - what is to be written for the guests of a result's manifest
 * @opts: may be NULL
 *
 * Equal inputs under equal names give equal outputs, byte for byte. The result is not needed
 * any more afterwards.
 *
 * Returns 0; -SDC_EARG where the result has no plan, or one that is not complete; -SDC_EINPUT
 * where an output cannot hold what the plan says; -SDC_EIO where an input cannot be read again,
 * for its checksum.
 */
int sdc_outputs_make(const struct sdc_result *result, const struct sdc_outputs_options *opts,
	struct sdc_outputs **out, struct sdc_error *err);

void sdc_outputs_free(struct sdc_outputs *outputs);

/* sdc_outputs_at - in the order of their names; NULL past the end */
const struct sdc_output *sdc_outputs_at(const struct sdc_outputs *outputs, size_t index);

struct sdc_write_options {
	size_t size;         /* sizeof(struct sdc_write_options) */
	bool force;          /* overwrite files that are not as an earlier call left them */
	const char *depfile; /* a rule for make, that the outputs depend on the inputs; or NULL */
	int lock_timeout;    /* seconds to wait for another process that writes to the directory;
				0: 60; negative: none */
	/* Called when that has taken a second; may be NULL. */
	void (*waiting)(void *ctx, const char *dir);
	void *ctx;
};

/*
 * sdc_outputs_write - write them into a directory, all or none
 * @dir: created where missing, in a directory that exists
 * @opts: may be NULL
 *
 * Files there that an earlier call wrote, according to its outputs.json, are replaced, or removed
 * where they are not among the outputs any more. Others are left alone, also those that come while
 * this runs. outputs.json goes before the first file is replaced, each by one rename, and the new
 * one comes behind the last: while it is there, the files are what it says. What a kill leaves
 * half done the next call finishes.
 *
 * Returns 0; -SDC_EIO where that fails; -SDC_EARG where a file is in the way that no earlier
 * call wrote, or that has been changed since. In both cases nothing has changed.
 */
int sdc_outputs_write(const struct sdc_outputs *outputs, const char *dir,
	const struct sdc_write_options *opts, struct sdc_error *err);

/*
 * Projects
 */

struct sdc_project_guest {
	const char *name;
	const char *tree;
	const char *config; /* NULL: a dom0less domain */
};

struct sdc_project_warning {
	const char *path;    /* a pattern as of fnmatch(3) for the file of a finding; NULL: any */
	const char *setting; /* as for sdc_warnings_set() */
};

/* A board, and what goes with it. Names of files are as seen from the current directory. */
struct sdc_variant {
	const char *name; /* NULL: the project has no variants */
	const char *host;
	const char *const *overlays;
	size_t n_overlays;
	const char *const *include_dirs;
	size_t n_include_dirs;
	const char *const *defines;
	size_t n_defines;
	const struct sdc_project_guest *guests;
	size_t n_guests;
	const char *manifest; /* or NULL */
	const char *firmware; /* or NULL */
	enum sdc_xen xen;
	const char *xen_version; /* as sdc_xen_version() has it; NULL: the newest */
	enum sdc_toolstack toolstack;
	const char *const *schema_dirs;
	size_t n_schema_dirs;
	const struct sdc_project_warning *warnings;
	size_t n_warnings;
	const char *output; /* a directory for what is generated, or NULL */
};

struct sdc_project;

/* sdc_project_find - the project file, scmi-dtcheck.yaml in the current directory or the nearest
 * one above it. To be freed with free(); NULL: there is none. */
char *sdc_project_find(void);

/*
 * sdc_project_load - read a project file (scmi-dtcheck-project(5))
 *
 * Returns 0, -SDC_EIO, or -SDC_EINPUT with file, line and column in the text.
 */
int sdc_project_load(const char *path, struct sdc_project **out, struct sdc_error *err);

void sdc_project_free(struct sdc_project *project);

/* sdc_project_variant - in the order of the file, one for a project without; NULL past the end */
const struct sdc_variant *sdc_project_variant(const struct sdc_project *project, size_t index);

/*
 * sdc_project_print - write a project as it was understood, as a project file
 * @variant: that one alone; NULL: all
 *
 * Returns 0 or -SDC_EIO.
 */
int sdc_project_print(
	FILE *out, const struct sdc_project *project, const char *variant, struct sdc_error *err);

/*
 * Fixing
 */

struct sdc_fix_options {
	size_t size; /* sizeof(struct sdc_fix_options) */
	/* dtc, cpp, undefines; the rest is the variant's. NULL: as for sdc_tree_load(). */
	const struct sdc_load_options *load;
	const struct sdc_schemas *schemas;
	const struct sdc_warnings *warnings;
	bool unsafe;      /* fixes that may be wrong as well; never those with placeholders */
	const char *only; /* findings of that rule; NULL: of all */
	const char *const *also; /* directories besides the host tree's whose files may be edited */
	size_t n_also;
};

struct sdc_fixed;

/* A fix that was applied. */
struct sdc_applied {
	const char *rule, *title, *file;
	unsigned int line; /* of the finding, when the fix was applied */
};

/*
 * sdc_fix - edit the files of a variant so that findings with a fix go away
 *
 * Works on copies, in at most ten rounds. Of edits that overlap the first is made, the others in
 * the next round; what leaves neither fewer nor less severe findings is taken back. Text outside
 * the edits stays as it is. No file is changed before sdc_fixed_write().
 *
 * Returns 0, or what sdc_tree_load(), sdc_check() and so on return for the files as they are.
 */
int sdc_fix(const struct sdc_variant *variant, const struct sdc_fix_options *opts,
	struct sdc_fixed **out, struct sdc_error *err);

void sdc_fixed_free(struct sdc_fixed *fixed);

/* sdc_fixed_applied, sdc_fixed_file - the fixes, and the files that they change; NULL past the
 * end. sdc_fixed_findings - how many there were, or are left. */
const struct sdc_applied *sdc_fixed_applied(const struct sdc_fixed *fixed, size_t index);
const char *sdc_fixed_file(const struct sdc_fixed *fixed, size_t index);
size_t sdc_fixed_findings(const struct sdc_fixed *fixed, bool after);

/* sdc_fixed_diff - the changes for patch -p0 or git apply. Returns 0, -SDC_EIO, or -SDC_ETOOL where
 * diff(1) cannot be run. */
int sdc_fixed_diff(FILE *out, const struct sdc_fixed *fixed, struct sdc_error *err);

/*
 * sdc_fixed_write - replace the files, each in one step
 *
 * Mode and owner are kept, links are followed. Returns 0, or -SDC_EIO; a file that has changed
 * since it was read is an error, and where one is found before the first file is replaced none is.
 */
int sdc_fixed_write(const struct sdc_fixed *fixed, struct sdc_error *err);

/*
 * sdc_fixed_is_blob - the host's tree is a blob, which sdc_fixed_write() leaves alone
 * sdc_fixed_write_blob, sdc_fixed_write_overlay - write the fixed tree then
 *
 * As a blob, symbols included; or as the source of an overlay that makes the one of the other.
 * Returns 0, -SDC_EIO, -SDC_ETOOL where dtc cannot be run, or -SDC_EARG: the tree is no blob, or an
 * overlay cannot say what was done, as something was removed or renamed.
 */
bool sdc_fixed_is_blob(const struct sdc_fixed *fixed);
int sdc_fixed_write_blob(const struct sdc_fixed *fixed, const char *path, struct sdc_error *err);
int sdc_fixed_write_overlay(const struct sdc_fixed *fixed, const char *path, struct sdc_error *err);

/*
 * From a board to a configuration
 */

struct sdc_init_options {
	size_t size;      /* sizeof(struct sdc_init_options) */
	const char *name; /* of the board, for file names */
	bool include;     /* NAME-xen.dtsi as well, to be included */
	/* The tree has the table of agents in an early form: NAME-migrated.dtb is made, the tree in
	 * today's form, and NAME-xen.dtsi, which does the same to a source that includes it. */
	bool migrate;
	const struct sdc_firmware *firmware; /* NULL: unknown; firmware.yaml is made */
	const struct sdc_guests *guests;     /* NULL: none; guests.yaml is made */
	const char *dtc;                     /* as in struct sdc_load_options */
	/* Names for the project file; NULL: the tree's, and those of the files that are made. */
	const char *host, *firmware_path, *guests_path;
};

/*
 * sdc_init - what a board's tree lacks for several agents: files to begin with
 *
 * NAME-xen.dtso with the container, its pages, the table of agents, and what follows from them in
 * the rest of the tree; scmi-dtcheck.yaml, the project file; guests.yaml and firmware.yaml, where
 * they are not given. sdc_outputs_write() puts them where no files of these names are.
 *
 * Returns 0; -SDC_EARG with the reason where the board, or the firmware as described, cannot have
 * Xen's mediator, or the tree has a container; -SDC_EINPUT where the manifest or a path does not
 * fit; -SDC_ETOOL where dtc cannot be run.
 */
int sdc_init(const struct sdc_tree *tree, const struct sdc_init_options *opts,
	struct sdc_outputs **out, struct sdc_error *err);

/*
 * Migrating
 */

struct sdc_migrate_options {
	size_t size; /* sizeof(struct sdc_migrate_options) */
	/* As in struct sdc_fix_options. */
	const struct sdc_load_options *load;
	const char *const *also;
	size_t n_also;
	const char *name; /* of the board, for file names */
	bool files;       /* make new files; else the files themselves are edited */
};

/* What is not carried over, or has to be filled in. */
struct sdc_migrate_note {
	const char *file;
	unsigned int line, column; /* 0: the file as a whole */
	const char *text;
};

struct sdc_migrated;

/*
 * sdc_migrate - a host's tree and guests' files of early forms in today's form
 * @variant: host, overlays, guests and firmware are looked at
 *
 * The host's tree may be that of any posting of the multi-agent driver or of EPAM's products, the
 * guests' files those of EPAM's toolstack. Files in today's form are left alone.
 *
 * Returns 0; -SDC_EARG with the reason where the tree cannot be carried over, or a blob would have
 * to be edited; what sdc_tree_load() returns for one of the files.
 */
int sdc_migrate(const struct sdc_variant *variant, const struct sdc_migrate_options *opts,
	struct sdc_migrated **out, struct sdc_error *err);

void sdc_migrated_free(struct sdc_migrated *migrated);

/* sdc_migrated_note - what is not carried over; NULL past the end */
const struct sdc_migrate_note *sdc_migrated_note(const struct sdc_migrated *migrated, size_t index);

/* sdc_migrated_outputs - the new files: NAME-migrated.dtb and NAME-xen.dtsi, firmware.yaml where
 * something is proposed, guests' trees as blobs, and their configurations */
const struct sdc_outputs *sdc_migrated_outputs(const struct sdc_migrated *migrated);

/* sdc_migrated_edits - the files as they are to be, for sdc_fixed_diff() and sdc_fixed_write();
 * NULL where new files are made */
const struct sdc_fixed *sdc_migrated_edits(const struct sdc_migrated *migrated);

/*
 * Reports
 */

enum sdc_format {
	SDC_TEXT,
	SDC_GCC, /* file:line:col: severity: message [rule] */
	SDC_JSON,
	SDC_SARIF, /* 2.1.0 */
};

struct sdc_report_options {
	size_t size; /* sizeof(struct sdc_report_options) */
	enum sdc_format format;
	bool color;
	bool quiet;                  /* text: nothing for a tree without findings */
	bool list;                   /* JSON: an array for one result as well */
	bool notes;                  /* gcc: a note with the way out after a finding that has one */
	size_t max_findings;         /* text: so many of each result, and how many more; 0: all */
	const char *const *failures; /* SARIF: why inputs could not be read */
	size_t n_failures;
};

/*
 * sdc_report - write results
 * @opts: NULL: text without colour
 *
 * Text and gcc write one result after the other; JSON is an object for one result and an
 * array for several; SARIF is one run. Returns 0 or -SDC_EIO.
 */
int sdc_report(FILE *out, const struct sdc_result *const *results, size_t n,
	const struct sdc_report_options *opts, struct sdc_error *err);

enum sdc_show_format {
	SDC_SHOW_TABLES,
	SDC_SHOW_DOT, /* a graph for Graphviz */
};

/* sdc_show - print the topology: agents, domains, devices. Returns 0 or -SDC_EIO. */
int sdc_show(FILE *out, const struct sdc_result *result, enum sdc_show_format format,
	struct sdc_error *err);

/* A file that a result was made of. */
struct sdc_input {
	const char *role; /* for people: "host tree", "overlay", "firmware description" */
	const char *path;
};

struct sdc_html_options {
	size_t size;                    /* sizeof(struct sdc_html_options) */
	const struct sdc_input *inputs; /* hashed when the page is written */
	size_t n_inputs;
};

/*
 * sdc_html - write a result as one HTML page that needs nothing else
 * @opts: may be NULL: no inputs but the tree itself
 *
 * Where the result has a plan (sdc_result_plan()), guests and their devices are the plan's. The
 * same result and inputs give the same bytes. Of an input that is no regular file no hash is given;
 * of a source the files that it includes are hashed, too. Returns 0 or -SDC_EIO.
 */
int sdc_html(FILE *out, const struct sdc_result *result, const struct sdc_html_options *opts,
	struct sdc_error *err);

/*
 * Probing
 *
 * Asks the live firmware, over the channels that a tree names, and compares.
 */

enum sdc_transport {
	SDC_TRANSPORT_AUTO,    /* smc or hvc where /dev/scmi-doorbell is there, else passive */
	SDC_TRANSPORT_PASSIVE, /* the page is looked at, nothing is written */
	SDC_TRANSPORT_SMC,     /* doorbells through /dev/scmi-doorbell */
	SDC_TRANSPORT_HVC,
	SDC_TRANSPORT_MMIO, /* a doorbell register */
	SDC_TRANSPORT_RAW,  /* Linux's scmi_raw: the kernel's own channel alone */
	SDC_TRANSPORT_UNIX, /* a server behind a socket (scmi-dtcheck-unix(7)) */
	SDC_TRANSPORT_SIM,  /* a platform simulated from a firmware description */
};

struct sdc_mmio_doorbell {
	uint64_t address;
	unsigned int width; /* bits: 8, 16, 32, 64; 0: taken from the tree's mailbox */
	uint64_t value;
	uint64_t mask; /* bits that are written, the others are kept; 0: all */
};

struct sdc_permission {
	uint32_t agent, device;
	bool allow;
};

struct sdc_probe_options {
	size_t size; /* sizeof(struct sdc_probe_options) */
	enum sdc_transport transport;
	const char *root; /* of /dev, /proc, /sys and /var/lib/xen; NULL: "" */
	const char *mem;  /* file with the pages; NULL: /dev/mem, or the socket's name and ".mem" */
	uint64_t mem_base;     /* address of the file's first byte */
	const char *socket;    /* SDC_TRANSPORT_UNIX */
	unsigned int instance; /* SDC_TRANSPORT_RAW: which directory of the debug interface */
	struct sdc_mmio_doorbell mmio;
	const struct sdc_firmware *firmware; /* SDC_TRANSPORT_SIM */
	const char *fault;                   /* SDC_TRANSPORT_SIM: see sdc_sim_fault_name() */
	const uint32_t *agents;              /* only the channels of these agents of the table, */
	size_t n_agents;
	const uint32_t *smc_ids; /* or with these doorbells; none given: every channel */
	size_t n_smc_ids;
	bool all;                /* every channel; one that may not be asked is an error */
	unsigned int timeout_ms; /* for one answer; 0: 1000 */
	unsigned int time_limit; /* seconds for all channels together; 0: 600 */
	unsigned int count;      /* round trips to time; 0: none */
	bool names;              /* ask for every resource's name */
	bool deep;               /* ask all that can be read; names and permissions included */
	bool permissions;        /* ask whether trusted commands are there; they are not sent */
	bool force;              /* ask on channels that the kernel or a started guest owns, too */
	bool drop_privileges;    /* give all capabilities up once the pages are open */
	const struct sdc_permission *set; /* BASE_SET_DEVICE_PERMISSIONS to send, trusted channel */
	size_t n_set;
	const uint32_t
		*release; /* doorbells of channels to be freed if busy, once confirm() says so */
	size_t n_release;
	bool (*confirm)(void *ctx, const char *question); /* NULL: no */
	FILE *trace; /* every request and answer is written there; may be NULL */
	const struct sdc_firmware *expected; /* what differs from it is a finding; may be NULL */
	bool negative; /* ask what has to be refused, too; never where somebody owns the channel */
	const struct sdc_raw *raw; /* send this alone; may be NULL */
	enum sdc_xen xen;
	const struct sdc_warnings *warnings;
	void (*say)(void *ctx, const char *line); /* what is about to be touched; may be NULL */
	void *ctx;
};

/* One message, to one agent of the table or doorbell. */
struct sdc_raw {
	uint8_t protocol, message;
	const uint32_t *words; /* of the payload, up to 16 */
	size_t n_words;
	bool allow_writes; /* send what changes something, or is not known */
};

enum sdc_role {
	SDC_ROLE_MANAGEMENT, /* the node arm,scmi-smc in the container */
	SDC_ROLE_AGENT,      /* an entry of the table */
	SDC_ROLE_HOST,       /* /firmware/scmi, where its doorbell and page are not in the table */
};

enum sdc_channel_state {
	SDC_CHANNEL_LEFT_ALONE,  /* not chosen, or somebody else's */
	SDC_CHANNEL_UNREACHABLE, /* the page or the doorbell cannot be reached */
	SDC_CHANNEL_LOOKED_AT,   /* passive */
	SDC_CHANNEL_SILENT,      /* no usable answer to the first question */
	SDC_CHANNEL_BROKEN,      /* answered, then failed */
	SDC_CHANNEL_ANSWERS,
};

struct sdc_probe_protocol {
	uint32_t id;
	bool has_version;
	uint32_t version; /* major in the upper half */
	bool has_count;
	uint32_t count;             /* resources: clocks, domains, sensors, pins */
	uint32_t groups, functions; /* pin control */
	uint32_t messages[2];       /* bit set of the messages 0x0 to 0x3f that are implemented */
	const char *const *names;   /* of the resources; an entry may be NULL */
	size_t n_names;
};

struct sdc_probe_agent {
	uint32_t id;
	const char *name;
};

enum sdc_answer {
	SDC_UNKNOWN, /* not asked, or no answer */
	SDC_NO,
	SDC_YES,
};

struct sdc_probe_channel {
	enum sdc_role role;
	const char *node; /* path of the node that names the channel */
	bool has_table_id;
	uint32_t table_id; /* agent id in the tree's table */
	bool has_smc_id;
	uint32_t smc_id;
	uint64_t page;
	uint64_t page_size;
	enum sdc_channel_state state;
	bool looked; /* the four fields of the page below were read */
	uint32_t page_status, page_flags, page_length, page_header;
	/* the base protocol */
	bool has_version, has_attributes, has_list, has_implementation;
	uint32_t version;
	uint32_t n_agents;               /* that the firmware has */
	const char *vendor, *sub_vendor; /* NULL: unknown */
	uint32_t implementation;
	enum sdc_answer discover_agent; /* the message is there */
	bool has_id;
	uint32_t id;      /* of the agent behind the doorbell */
	const char *name; /* or NULL */
	const struct sdc_probe_agent *agents;
	size_t n_names;                 /* in agents */
	struct sdc_probe_protocol base; /* id 0x10 */
	const struct sdc_probe_protocol *protocols;
	size_t n_protocols;
	enum sdc_answer set_device_permissions, reset_agent_configuration;
	/* figures */
	uint64_t messages;                  /* requests that reached the doorbell */
	uint64_t words_written;             /* into the page */
	uint64_t doorbell_ns;               /* spent in doorbells; 0 without count */
	uint64_t min_ns, median_ns, p99_ns; /* of n_timed round trips */
	size_t n_timed;
};

struct sdc_probe;

/*
 * sdc_probe - ask the firmware on the channels that a tree names
 * @tree: must outlive the probe
 *
 * A firmware that misbehaves, or a page that cannot be reached, is no failure: it comes as a
 * finding. Unless asked to set permissions, nothing is sent that changes anything.
 *
 * Returns 0; -SDC_EARG where the options make no sense together, or name a channel that the
 * tree does not have or, without force, that the running kernel or a started guest owns;
 * -SDC_EINPUT where the tree names no channel; -SDC_EIO where the transport cannot be opened;
 * -SDC_EBUSY where another prober uses the channels. A channel that the running kernel or a
 * started guest owns is never released, with force neither.
 */
int sdc_probe(const struct sdc_tree *tree, const struct sdc_probe_options *opts,
	struct sdc_probe **out, struct sdc_error *err);

void sdc_probe_free(struct sdc_probe *probe);

/* sdc_probe_result - the findings, for sdc_report(); belongs to the probe */
const struct sdc_result *sdc_probe_result(const struct sdc_probe *probe);

size_t sdc_probe_channel_count(const struct sdc_probe *probe);
const struct sdc_probe_channel *sdc_probe_channel(const struct sdc_probe *probe, size_t index);

/*
 * sdc_probe_report - write the findings, and what the channels answered
 *
 * Text: the channels, then what sdc_report() writes. JSON: an object of "channels" and
 * "report". The other formats: sdc_report() alone. Returns 0 or -SDC_EIO.
 */
int sdc_probe_report(FILE *out, const struct sdc_probe *probe,
	const struct sdc_report_options *opts, struct sdc_error *err);

/* sdc_probe_raw_report - the answer to the one message that was sent, decoded and as words */
int sdc_probe_raw_report(FILE *out, const struct sdc_probe *probe, struct sdc_error *err);

/*
 * sdc_probe_changes - write what a later probe found other than an earlier one, a line each
 *
 * Returns how many changes there are, or -SDC_EIO.
 */
int sdc_probe_changes(FILE *out, const struct sdc_probe *before, const struct sdc_probe *after,
	struct sdc_error *err);

/* sdc_message_find - "clock:CLOCK_ATTRIBUTES", "CLOCK_ATTRIBUTES" or "clock:3" */
bool sdc_message_find(const char *name, uint8_t *protocol, uint8_t *message);

/* sdc_probe_html - the same as an HTML page that needs nothing else. Returns 0 or -SDC_EIO. */
int sdc_probe_html(FILE *out, const struct sdc_probe *probe, struct sdc_error *err);

/*
 * sdc_probe_save - write what was learned as a firmware description
 *
 * sdc_firmware_load() reads it. Returns 0, -SDC_EINPUT where no channel answered, -SDC_EIO.
 */
int sdc_probe_save(FILE *out, const struct sdc_probe *probe, struct sdc_error *err);

const char *sdc_role_name(enum sdc_role role);
const char *sdc_channel_state_name(enum sdc_channel_state state);

/*
 * sdc_sim_fault_name - what the simulator can do wrong, NULL past the end
 *
 * A fault is "NAME[=VALUE][@DOORBELL][:PROTOCOL[.MESSAGE]][+CALLS]": struck on that doorbell,
 * protocol and message alone, after so many calls that went well.
 */
const char *sdc_sim_fault_name(size_t index);

/*
 * sdc_sim_serve - serve a simulated platform behind a socket
 * @fault: or NULL
 * @ready: called once clients may connect; may be NULL
 *
 * Serves up to 32 clients at once until reading @stop_fd (-1: none) gives anything.
 * Returns 0, -SDC_EIO or -SDC_EARG.
 */
int sdc_sim_serve(const struct sdc_firmware *fw, const char *socket, const char *mem,
	uint64_t mem_base, const char *fault, int stop_fd, void (*ready)(void *ctx), void *ctx,
	struct sdc_error *err);

/* sdc_sim_replay - the same with the answers of a trace; -SDC_EINPUT where it is none */
int sdc_sim_replay(const char *trace, const char *socket, const char *mem, uint64_t mem_base,
	int stop_fd, void (*ready)(void *ctx), void *ctx, struct sdc_error *err);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}
#endif

#endif
