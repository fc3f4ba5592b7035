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

/* Collects placeholders and puts numbers in their place. */
struct fill {
	struct document *doc;
	const struct document_placeholder **end;
};

static bool is_placeholder(const json_t *v)
{
	return json_is_string(v) && !strcmp(json_string_value(v), DOCUMENT_PLACEHOLDER);
}

/* Most documents have none, and need no paths. */
static bool has_placeholder(const json_t *v)
{
	bool found = is_placeholder(v);
	json_t *x;
	const char *key;
	size_t i;

	json_object_foreach((json_t *)v, key, x)
		found = found || has_placeholder(x);
	json_array_foreach(v, i, x)
		found = found || has_placeholder(x);
	return found;
}

static void add_placeholder(struct fill *f, const struct yaml_mark *m, const char *path)
{
	struct document_placeholder *p = arena_alloc(&f->doc->arena, sizeof(*p));

	p->file = f->doc->file;
	p->path = path;
	p->line = m->line;
	p->column = m->column;
	*f->end = p;
	f->end = &p->next;
}

static void fill_value(struct fill *f, json_t *v, const struct yaml_mark *m, const char *path)
{
	struct arena *a = &f->doc->arena;
	size_t i = 0;

	for (const struct yaml_mark *c = m->child; c; c = c->next, i++) {
		bool member = json_is_object(v);
		json_t *x = member ? json_object_get(v, c->key) : json_array_get(v, i);
		const char *to = member ? arena_printf(a, "%s/%s", path, c->key)
					: arena_printf(a, "%s/%zu", path, i);

		if (!is_placeholder(x)) {
			fill_value(f, x, c, to);
			continue;
		}
		add_placeholder(f, c, to);
		if (member)
			json_object_set_new(v, c->key, json_integer(0));
		else
			json_array_set_new(v, i, json_integer(0));
	}
}

const struct document_placeholder *document_placeholders(
	const struct document *doc, struct arena *a)
{
	const struct document_placeholder *first = NULL, **end = &first;

	for (const struct document_placeholder *p = doc->placeholders; p; p = p->next) {
		struct document_placeholder *copy = arena_alloc(a, sizeof(*copy));

		*copy = *p;
		copy->file = arena_strdup(a, p->file);
		copy->path = arena_strdup(a, p->path);
		copy->next = NULL;
		*end = copy;
		end = &copy->next;
	}
	return first;
}

int document_read(const char *path, const char *schema, struct document *doc, struct sdc_error *err)
{
	int ret;

	memset(doc, 0, sizeof(*doc));
	doc->file = strcmp(path, "-") ? path : "<stdin>";
	ret = yaml_read(path, &doc->value, &doc->arena, &doc->marks, err);
	if (!ret) {
		struct fill f = { doc, &doc->placeholders };

		if (has_placeholder(doc->value))
			fill_value(&f, doc->value, doc->marks, "");
		ret = validate(doc, schema, err);
	}
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
