// SPDX-License-Identifier: BSD-2-Clause
#include "schema/document.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "schema/jsonschema/engine.h"
#include "schema/message.h"

/* Documents are small; a schema of ours applies each of its parts a few times per value. */
#define BUDGET 10000000ul

static json_t *find_none(void *ctx, const char *uri)
{
	(void)ctx;
	(void)uri;
	return NULL;
}

static const struct yaml_mark *mark_of(const struct document *doc, const struct failure *f)
{
	const struct yaml_mark *m = doc->marks;

	for (size_t i = 0; i < f->n_path && m; i++) {
		const struct step *s = &f->path[i];
		const struct yaml_mark *next =
			s->key ? yaml_mark_member(m, s->key) : yaml_mark_entry(m, s->index);

		m = next ? next : m;
	}
	return m;
}

int document_error(const struct document *doc, const struct yaml_mark *at, struct sdc_error *err,
	const char *fmt, ...)
{
	va_list ap;
	int rc;

	if (!at)
		at = doc->marks;
	va_start(ap, fmt);
	rc = set_place_error(err, doc->file, at->line, at->column, fmt, ap);
	va_end(ap);
	return rc;
}

static int report(const struct document *doc, const struct failure *f, struct sdc_error *err)
{
	struct buf text = { 0 }, path = { 0 };

	f = message_helpful(f);
	for (size_t i = 0; i < f->n_path; i++) {
		if (f->path[i].key)
			buf_printf(&path, "%s%s", i ? "." : "", f->path[i].key);
		else
			buf_printf(&path, "[%zu]", f->path[i].index);
	}
	message_write(&text, f, path.len ? buf_str(&path) : NULL, "document");
	document_error(doc, mark_of(doc, f), err, "%s", buf_str(&text));
	buf_free(&text);
	buf_free(&path);
	return -(int)SDC_EINPUT;
}

static int validate(const struct document *doc, const char *schema, struct sdc_error *err)
{
	struct engine *e = engine_new(find_none, NULL, NULL);
	struct failure *failures = NULL;
	json_t *compiled;
	int ret;

	ret = yaml_parse(schema, strlen(schema), "schema", &compiled, NULL, NULL, err);
	if (ret) {
		engine_free(e);
		return ret;
	}
	ret = engine_check(e, compiled, "", doc->value, BUDGET, &failures, err);
	while (!ret && failures && failures->note)
		failures = failures->next;
	if (!ret && failures)
		ret = report(doc, failures, err);
	engine_free(e);
	json_decref(compiled);
	return ret;
}

int document_read(const char *path, const char *schema, struct document *doc, struct sdc_error *err)
{
	int ret;

	memset(doc, 0, sizeof(*doc));
	doc->file = strcmp(path, "-") ? path : "<stdin>";
	ret = yaml_read(path, &doc->value, &doc->arena, &doc->marks, err);
	if (!ret)
		ret = validate(doc, schema, err);
	if (ret)
		document_free(doc);
	return ret;
}

void document_free(struct document *doc)
{
	json_decref(doc->value);
	doc->value = NULL;
	arena_free(&doc->arena);
}
