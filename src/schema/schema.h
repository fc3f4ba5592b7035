/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_SCHEMA_H
#define SDC_SCHEMA_SCHEMA_H

#include "dt/tree.h"

/*
 * Device tree bindings in the dialect of dt-schema, applied to a tree.
 */

struct failure;
struct schema_set;

/* Which schemas. */
struct schema_set_options {
	const char *file;        /* a compiled set, and nothing else; NULL: */
	const char *const *dirs; /* directories or files, added to what is built in */
	size_t n_dirs;
	bool no_builtin; /* without the bindings that are built in; the types of properties stay */
	/* Called for a file that is no schema, which is then left out; NULL: it is an error. */
	void (*ignored)(void *ctx, const char *path, const char *why);
	void *ctx;  /* for ignored() */
	bool cache; /* keep the set in the user's cache directory, and look there first */
};

/* schema_set_load - see sdc_schemas_open() */
int schema_set_load(
	const struct schema_set_options *opts, struct schema_set **out, struct sdc_error *err);

/* schema_set_open - a compiled set; -SDC_EIO, -SDC_EINPUT where it is damaged */
int schema_set_open(const char *path, struct schema_set **out, struct sdc_error *err);
void schema_set_free(struct schema_set *s);

/* What one schema says against one node. The strings live until the callback returns. */
struct schema_violation {
	const struct dt_node *selected; /* the node that the schema was applied to */
	const struct dt_node *node;     /* the one at fault, which may be below that */
	const char *prop; /* the property at fault, also a missing or unknown one; NULL: the node */
	int index;        /* entry of the property, -1: none */
	const char *message;   /* what is wrong, numbers in hexadecimal, without full stop */
	const char *schema_id; /* $id of the binding */
	const char *keyword;   /* the JSON Schema keyword that failed, "required" for instance */
	const char *help;      /* where somebody asked: what to do about it, or NULL */
	bool by_compatible;    /* the schema applies without "select" */
	bool deprecated;       /* no error: the property is deprecated */
	bool unmatched;        /* no error: no schema knows the compatible string @index */
	const struct failure *failure; /* what the message was made of; NULL where unmatched */
};

typedef void (*schema_report_fn)(void *ctx, const struct schema_violation *v);

struct schema_options {
	/*
	 * As dt-schema in all, also where it is less sensible: a wrong number of bytes is read as
	 * a matrix, a flag with a value as a number, and an excused mistake of a child makes the
	 * child unevaluated for its parent.
	 */
	bool strict;
	bool unmatched;           /* report nodes with a compatible string that no schema knows */
	bool explain;             /* say what helps */
	bool compatible_only;     /* only the schema that a compatible string leads to */
	const char *const *limit; /* only schemas with one of these in their $id */
	size_t n_limit;
};

/*
 * What validations have in common: schemas that were parsed and compiled, patterns and what they
 * match. For one thread at a time.
 */
struct schema_session;

/* schema_session_new - @set must live as long; @opts may be NULL */
struct schema_session *schema_session_new(
	const struct schema_set *set, const struct schema_options *opts);
void schema_session_free(struct schema_session *s);

/*
 * schema_session_misfits - name the properties whose bytes make up no value of their type
 *
 * In the order of the tree. @type is dt-schema's name of it.
 */
typedef void (*schema_misfit_fn)(
	void *ctx, const struct dt_node *n, const struct dt_prop *p, const char *type);
void schema_session_misfits(
	struct schema_session *s, const struct dt_tree *t, schema_misfit_fn misfit, void *ctx);

/* What stands for the $id where a compatible string is unknown, as in dt-schema. */
#define SCHEMA_KNOWN_COMPATIBLES "generated-compatibles"

/* schema_session_knows - some schema has that compatible string */
bool schema_session_knows(struct schema_session *s, const char *compatible);

/*
 * schema_session_validate - validate every node that a schema selects
 *
 * Nodes with status "disabled" may lack required properties, as with dt-validate.
 * Returns 0, or -SDC_EINPUT where a schema that is needed does not compile.
 */
int schema_session_validate(struct schema_session *s, const struct dt_tree *t,
	schema_report_fn report, void *ctx, struct sdc_error *err);

/* schema_validate - the same in a session of its own */
int schema_validate(const struct schema_set *s, const struct dt_tree *t,
	const struct schema_options *opts, schema_report_fn report, void *ctx,
	struct sdc_error *err);

#endif
