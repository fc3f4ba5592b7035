// SPDX-License-Identifier: BSD-2-Clause
#include "schema/document.h"

#include <string.h>

#include "base/buf.h"
#include "base/files/file.h"
#include "base/near.h"
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

static const char *pointer_of(struct arena *a, const struct failure *f)
{
	struct buf b = { 0 };
	const char *text;

	for (size_t i = 0; i < f->n_path; i++) {
		if (f->path[i].key)
			buf_printf(&b, "/%s", f->path[i].key);
		else
			buf_printf(&b, "/%zu", f->path[i].index);
	}
	text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}

static struct document_problem *add_problem(
	struct document *doc, enum document_fault fault, const struct yaml_mark *at)
{
	struct document_problem *p = arena_alloc(&doc->arena, sizeof(*p));

	p->fault = fault;
	p->mark = at ? *at : *doc->marks;
	*doc->problems_end = p;
	doc->problems_end = &p->next;
	return p;
}

void document_conflict(struct document *doc, const struct yaml_mark *at, const char *fmt, ...)
{
	struct document_problem *p = add_problem(doc, DOCUMENT_CONFLICT, at);
	va_list ap;

	va_start(ap, fmt);
	p->text = arena_vprintf(&doc->arena, fmt, ap);
	va_end(ap);
}

int document_fail(const char *file, const struct document_problem *problems, struct sdc_error *err)
{
	if (!problems)
		return 0;
	if (problems->meant)
		return set_error(err, SDC_EINPUT, "%s:%u:%u: %s; did you mean '%s'?", file,
			problems->mark.line, problems->mark.column, problems->text,
			problems->meant);
	return set_error(err, SDC_EINPUT, "%s:%u:%u: %s", file, problems->mark.line,
		problems->mark.column, problems->text);
}

static bool is(const struct failure *f, const char *keyword)
{
	return !strcmp(f->keyword, keyword);
}

/* The known key that is near an unknown one and not there itself; NULL where there is none. */
static const char *meant_by(const struct failure *f, const char *name)
{
	json_t *known = json_object_get(f->schema, "properties"), *v;
	struct near n = near_start(name);
	const char *key;

	json_object_foreach(known, key, v)
		if (!json_object_get(f->value, key))
			near_try(&n, key);
	return n.best;
}

/* A key that is missing because it is misspelt is said to be that. */
static bool is_misspelt(const struct failure *missing, const struct failure *all)
{
	for (const struct failure *f = all; f; f = f->next) {
		const char *meant;

		if (!f->name || f->value != missing->value || !is(f, "additionalProperties"))
			continue;
		meant = meant_by(f, f->name);
		if (meant && !strcmp(meant, missing->name))
			return true;
	}
	return false;
}

static void add_key(struct document *doc, const struct failure *f)
{
	const struct yaml_mark *at = yaml_mark_member(mark_of(doc, f), f->name);
	struct document_problem *p = add_problem(doc, DOCUMENT_KEY_UNKNOWN, at);

	if (at) {
		p->mark.line = at->key_line;
		p->mark.column = at->key_column;
		p->mark.key_end = at->key_end;
	}
	p->key = arena_strdup(&doc->arena, f->name);
	p->text = arena_printf(&doc->arena, "unknown key '%s'", f->name);
	p->meant = meant_by(f, f->name);
	if (p->meant)
		p->meant = arena_strdup(&doc->arena, p->meant);
	p->pointer = arena_printf(&doc->arena, "%s/%s", pointer_of(&doc->arena, f), f->name);
}

static void add_failure(struct document *doc, const struct failure *f)
{
	bool missing = is(f, "required");
	struct buf text = { 0 }, path = { 0 };
	struct document_problem *p;

	for (size_t i = 0; i < f->n_path; i++) {
		if (f->path[i].key)
			buf_printf(&path, "%s%s", i ? "." : "", f->path[i].key);
		else
			buf_printf(&path, "[%zu]", f->path[i].index);
	}
	message_write(&text, f, path.len ? buf_str(&path) : NULL, "document");
	p = add_problem(doc, missing ? DOCUMENT_KEY_MISSING : DOCUMENT_VALUE, mark_of(doc, f));
	p->text = arena_strdup(&doc->arena, buf_str(&text));
	p->pointer = pointer_of(&doc->arena, f);
	buf_free(&text);
	buf_free(&path);
}

/* One mistake in a value: a size of 3 is too small and no multiple of a page, too. */
static bool is_told(const struct document *doc, const struct failure *f)
{
	const struct document_problem *last = doc->problems;

	while (last && last->next)
		last = last->next;
	return last && last->fault == DOCUMENT_VALUE && !f->name &&
	       !strcmp(last->pointer, pointer_of((struct arena *)&doc->arena, f));
}

/* So many are listed; a file that is no document of ours would have one in every line. */
#define MAX_PROBLEMS 50

static void add_failures(struct document *doc, const struct failure *list)
{
	size_t n = 0;

	for (const struct failure *f = list; f && n < MAX_PROBLEMS; f = f->next) {
		const struct failure *best = message_helpful(f);

		if (f->note)
			continue;
		if (best->name && is(best, "additionalProperties"))
			add_key(doc, best);
		else if (best->name && is(best, "required") && is_misspelt(best, list))
			continue;
		else if (!is_told(doc, best))
			add_failure(doc, best);
		n++;
	}
}

static int validate(struct document *doc, const char *schema, struct sdc_error *err)
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
	if (!ret)
		add_failures(doc, failures);
	engine_free(e);
	json_decref(compiled);
	return ret;
}

const struct document_problem *document_problems(const struct document *doc, struct arena *a)
{
	const struct document_problem *first = NULL, **end = &first;

	for (const struct document_problem *p = doc->problems; p; p = p->next) {
		struct document_problem *copy = arena_alloc(a, sizeof(*copy));

		*copy = *p;
		copy->mark.key = NULL;
		copy->mark.child = copy->mark.next = NULL;
		copy->text = arena_strdup(a, p->text);
		copy->pointer = p->pointer ? arena_strdup(a, p->pointer) : NULL;
		copy->key = p->key ? arena_strdup(a, p->key) : NULL;
		copy->meant = p->meant ? arena_strdup(a, p->meant) : NULL;
		copy->next = NULL;
		*end = copy;
		end = &copy->next;
	}
	return first;
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
	doc->problems_end = &doc->problems;
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
