// SPDX-License-Identifier: BSD-2-Clause
#include "dropin/diagnostic.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/vec.h"

void diagnostic_path(struct buf *out, const char *file)
{
	char *real = realpath(file, NULL), *cwd = getcwd(NULL, 0);
	size_t n = cwd ? strlen(cwd) : 0;

	if (real && cwd && !strncmp(real, cwd, n) && real[n] == '/')
		buf_puts(out, real + n + 1);
	else
		buf_puts(out, real ? real : file);
	free(real);
	free(cwd);
}

static const char *node_name(const struct dt_node *n)
{
	return *n->name ? n->name : "/";
}

static const char *first_compatible(const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "compatible");

	return p ? dt_prop_next_string(p, NULL) : NULL;
}

typedef VEC(const struct failure *) failure_list;

static bool is(const struct step *s, const char *word)
{
	return s->key && !strcmp(s->key, word);
}

struct lengths {
	size_t path, location;
};

/* jsonschema forgets the last step, in the value and in the schema, to a schema that is false. */
static struct lengths lengths(const struct failure *f)
{
	struct lengths n = { f->n_path, f->n_location };
	struct step last = { 0 }, before = { 0 };
	bool named, each;

	if (strcmp(f->keyword, "false") != 0 || !n.location)
		return n;
	last = f->location[n.location - 1];
	if (n.location > 1)
		before = f->location[n.location - 2];
	named = is(&before, "properties") || is(&before, "patternProperties") ||
		is(&before, "items");
	each = !named && is(&last, "items");
	n.path -= n.path && (named || each);
	n.location -= !each;
	return n;
}

static int compare_paths(const struct failure *a, const struct failure *b)
{
	size_t n = lengths(a).path, m = lengths(b).path;

	for (size_t i = 0; i < n && i < m; i++) {
		const struct step *x = &a->path[i], *y = &b->path[i];
		int c;

		if (!x->key || !y->key)
			c = x->key || y->key ? 0 : (x->index > y->index) - (x->index < y->index);
		else
			c = strcmp(x->key, y->key);
		if (c)
			return c;
	}
	return (n > m) - (n < m);
}

/* Stable, and lists are short. */
static void insert(failure_list *list, const struct failure *f)
{
	size_t i;

	vec_push(list, f);
	for (i = list->n - 1; i && compare_paths(list->v[i - 1], f) > 0; i--)
		list->v[i] = list->v[i - 1];
	list->v[i] = f;
}

/* Part of an error that is on the list for an earlier member. */
static bool is_counted(const struct failure *first, const struct failure *f)
{
	for (; first != f; first = first->next) {
		if (words_same(first, f))
			return true;
	}
	return false;
}

/* jsonschema gives context to alternatives only. */
static void context(const struct failure *f, failure_list *out)
{
	if (!strcmp(f->keyword, "unevaluatedProperties"))
		return;
	for (size_t i = 0; i < f->n_alternatives; i++) {
		const struct failure *first = f->alternatives[i];

		for (const struct failure *g = first; g; g = g->next) {
			if (!g->note && !is_counted(first, g))
				insert(out, g);
		}
	}
}

static void put_error(
	struct buf *out, const struct diagnostic *d, const struct failure *f, const char *prefix);

static void put_context(struct buf *out, const struct diagnostic *d, const struct failure *f,
	const failure_list *list, const char *prefix)
{
	struct buf text = { 0 }, deeper = { 0 };

	buf_printf(&deeper, "%s\t", prefix);
	buf_printf(&text, "'%s' conditional failed, one must be fixed:", f->keyword);
	for (size_t i = 0; i < list->n; i++) {
		struct words w = { d->v->selected, list->v[i] };
		struct buf message = { 0 };

		words_message(&message, &w);
		if (list->v[i]->n_alternatives) {
			buf_putc(&text, '\n');
			put_error(&text, d, list->v[i], buf_str(&deeper));
		} else if (!strstr(buf_str(&text), buf_str(&message))) {
			buf_printf(&text, "\n%s\t%s", prefix, buf_str(&message));
		}
		buf_free(&message);
	}
	buf_puts(out, buf_str(&text));
	buf_free(&text);
	buf_free(&deeper);
}

static void put_message(
	struct buf *out, const struct diagnostic *d, const struct failure *f, const char *prefix)
{
	struct words w = { d->v->selected, f };
	failure_list list = { 0 };

	context(f, &list);
	if (list.n == 1)
		w.first = list.v[0];
	if (list.n > 1)
		put_context(out, d, f, &list, prefix);
	else
		words_message(out, &w);
	vec_free(&list);
}

static void put_error(
	struct buf *out, const struct diagnostic *d, const struct failure *f, const char *prefix)
{
	const char *compatible = first_compatible(d->v->selected);
	size_t n = lengths(f).path;

	buf_printf(out, "%s%s: %s", prefix, d->file, node_name(d->v->selected));
	if (compatible)
		buf_printf(out, " (%s)", compatible);
	buf_puts(out, ": ");
	for (size_t i = 0; i < n; i++) {
		if (f->path[i].key)
			buf_printf(out, "%s:", f->path[i].key);
		else
			buf_printf(out, "%zu:", f->path[i].index);
	}
	if (n)
		buf_putc(out, ' ');
	put_message(out, d, f, prefix);
}

static void put_compatible(struct buf *out, const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "compatible");
	const char *s = NULL;
	json_t *list = json_array();

	while (p && (s = dt_prop_next_string(p, s)))
		json_array_append_new(list, json_string_nocheck(s));
	words_python(out, list, NULL);
	json_decref(list);
}

static void put_unmatched(struct buf *out, const struct diagnostic *d, bool place)
{
	if (place) {
		buf_printf(out, "%s: ", d->file);
		dt_path(out, d->v->selected);
		buf_puts(out, ": ");
	}
	buf_puts(out, "failed to match any schema with compatible: ");
	put_compatible(out, d->v->selected);
}

void diagnostic_text(struct buf *out, const struct diagnostic *d)
{
	if (d->v->unmatched) {
		put_unmatched(out, d, true);
		return;
	}
	put_error(out, d, d->v->failure, "");
	buf_printf(out, "\n\tfrom schema $id: %s", d->v->schema_id);
}

static json_t *steps(const struct step *v, size_t n, bool then)
{
	json_t *list = json_array();

	if (then)
		json_array_append_new(list, json_string("then"));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, v[i].key ? json_string_nocheck(v[i].key)
						     : json_integer((json_int_t)v[i].index));
	return list;
}

static json_t *text_json(const struct buf *b)
{
	return json_string_nocheck(buf_str(b));
}

static void set_message(json_t *out, const struct diagnostic *d, const struct failure *f)
{
	struct words w = { d->v->selected, f };
	struct buf text = { 0 };

	words_message(&text, &w);
	json_object_set_new(out, "message", text_json(&text));
	buf_free(&text);
}

static json_t *context_json(const struct diagnostic *d, const failure_list *list)
{
	json_t *out = json_array();

	for (size_t i = 0; i < list->n; i++) {
		const struct failure *f = list->v[i];
		json_t *one = json_object();

		set_message(one, d, f);
		json_object_set_new(one, "property_path", steps(f->path, lengths(f).path, false));
		json_object_set_new(one, "schema_path",
			steps(f->location, lengths(f).location, !d->v->by_compatible));
		json_object_set_new(one, "schema", json_null());
		json_array_append_new(out, one);
	}
	return out;
}

static json_t *place_json(const struct diagnostic *d, const char *type, const char *level)
{
	const struct dt_node *n = d->v->selected;
	struct buf path = { 0 };
	json_t *out = json_pack("{ss ss ss sn sn}", "type", type, "level", level, "file", d->file,
		"line", "column");

	dt_path(&path, n);
	json_object_set_new(out, "node", text_json(&path));
	json_object_set_new(out, "nodename", json_string_nocheck(node_name(n)));
	buf_free(&path);
	return out;
}

static json_t *unmatched_json(const struct diagnostic *d)
{
	json_t *out = place_json(d, "unmatched", "warning"), *list = json_array();
	const struct dt_prop *p = dt_prop(d->v->selected, "compatible");
	const char *s = NULL;
	struct buf text = { 0 };

	while (p && (s = dt_prop_next_string(p, s)))
		json_array_append_new(list, json_string_nocheck(s));
	json_object_set_new(out, "compatible", list);
	put_unmatched(&text, d, false);
	json_object_set_new(out, "message", text_json(&text));
	buf_free(&text);
	return out;
}

json_t *diagnostic_json(const struct diagnostic *d, const char *text)
{
	const struct failure *f = d->v->failure;
	failure_list list = { 0 };
	json_t *out;

	if (d->v->unmatched) {
		out = unmatched_json(d);
		json_object_set_new(out, "formatted", json_string_nocheck(text));
		return out;
	}
	out = place_json(d, "validation", "error");
	json_object_set_new(out, "compatible",
		first_compatible(d->v->selected)
			? json_string_nocheck(first_compatible(d->v->selected))
			: json_null());
	json_object_set_new(out, "property_path", steps(f->path, lengths(f).path, false));
	json_object_set_new(
		out, "schema_path", steps(f->location, lengths(f).location, !d->v->by_compatible));
	json_object_set_new(out, "schema", json_string_nocheck(d->v->schema_id));
	set_message(out, d, f);
	json_object_set_new(out, "formatted", json_string_nocheck(text));
	context(f, &list);
	if (list.n)
		json_object_set_new(out, "context", context_json(d, &list));
	vec_free(&list);
	return out;
}

json_t *diagnostic_decode(const char *file, const char *text)
{
	return json_pack("{ss ss ss sn sn ss}", "type", "decode", "level", "error", "file", file,
		"line", "column", "message", text);
}
