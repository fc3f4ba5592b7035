/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_DOCUMENT_H
#define SDC_SCHEMA_DOCUMENT_H

#include <jansson.h>

#include "schema/yaml/yaml.h"

/* Stands for a number that somebody has still to fill in. */
#define DOCUMENT_PLACEHOLDER "FILL-IN"

/* Where one stands. */
struct document_placeholder {
	const char *file;
	const char *path; /* a JSON pointer, "/agents/1/page" */
	unsigned int line, column;
	const struct document_placeholder *next;
};

enum document_fault {
	DOCUMENT_KEY_UNKNOWN,
	DOCUMENT_KEY_MISSING,
	DOCUMENT_VALUE,    /* of a wrong type, out of range, ... */
	DOCUMENT_CONFLICT, /* each value is right, but they do not go together */
};

/* Something that is wrong with what a document says. */
struct document_problem {
	enum document_fault fault;
	struct yaml_mark mark;
	const char *pointer; /* JSON pointer of the value, or of where the key is missing */
	const char *text;
	const char *key;   /* that is unknown, or NULL */
	const char *meant; /* the key that was meant, or NULL */
	const struct document_problem *next;
};

/* A document that a user writes: read, and validated by a schema of ours. */
struct document {
	const char *file;
	json_t *value;
	const struct yaml_mark *marks;
	const struct document_placeholder *placeholders; /* in order; NULL: none */
	const struct document_problem *problems;         /* likewise */
	const struct document_problem **problems_end;
	struct arena arena;
};

/*
 * document_read - read a YAML or JSON file and validate it
 * @schema: the schema as YAML text
 * @doc: filled on success; given back by document_free()
 *
 * A placeholder is read as 0. What the schema does not allow are problems of the document; values
 * that it has must not be read then. Returns 0, -SDC_EIO, or -SDC_EINPUT with
 * "file:line:column: text" where the file is no YAML.
 */
int document_read(
	const char *path, const char *schema, struct document *doc, struct sdc_error *err);
void document_free(struct document *doc);

/* document_placeholders - a copy of the list, to outlive the document */
const struct document_placeholder *document_placeholders(
	const struct document *doc, struct arena *a);

/* document_problems - a copy of the list, to outlive the document */
const struct document_problem *document_problems(const struct document *doc, struct arena *a);

/* document_conflict - one more problem, at a place of the document; @at may be NULL */
void document_conflict(struct document *doc, const struct yaml_mark *at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* document_fail - the first of the problems as an error; 0 where there is none */
int document_fail(const char *file, const struct document_problem *problems, struct sdc_error *err);

#endif
