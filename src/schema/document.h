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

/* A document that a user writes: read, and validated by a schema of ours. */
struct document {
	const char *file;
	json_t *value;
	const struct yaml_mark *marks;
	const struct document_placeholder *placeholders; /* in order; NULL: none */
	struct arena arena;
};

/*
 * document_read - read a YAML or JSON file and validate it
 * @schema: the schema as YAML text
 * @doc: filled on success; given back by document_free()
 *
 * A placeholder is read as 0. Returns 0, -SDC_EIO, or -SDC_EINPUT with "file:line:column: text" for
 * the first thing that is wrong.
 */
int document_read(
	const char *path, const char *schema, struct document *doc, struct sdc_error *err);
void document_free(struct document *doc);

/* document_placeholders - a copy of the list, to outlive the document */
const struct document_placeholder *document_placeholders(
	const struct document *doc, struct arena *a);

/* document_error - an error at a place of the document; returns -SDC_EINPUT. @at may be NULL. */
int document_error(const struct document *doc, const struct yaml_mark *at, struct sdc_error *err,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
