// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/overlay_source.h"

#include <string.h>

#include "base/near.h"
#include "dt/lookup.h"
#include "dt/source/cpp/tokens.h"

#define FAR 512 /* characters between a label's use and the place that is known */

struct checker {
	struct dt_source *s;
	const struct layer *layers;
	size_t n;
	const struct layer *overlay; /* the last of them */
};

static const struct dt_node *child(const struct dt_node *n, const char *name)
{
	return dt_lookup_child(n, name, strlen(name), true);
}

/* The node and property in which a label is used: PATH:PROPERTY:OFFSET. */
static const struct dt_node *user_of(
	const struct dt_tree *t, struct arena *a, const char *place, const struct dt_prop **prop)
{
	char *path = arena_strdup(a, place), *name = strchr(path, ':'), *number;
	const struct dt_node *n;

	number = name ? strchr(name + 1, ':') : NULL;
	if (!number)
		return NULL;
	*name++ = '\0';
	*number = '\0';
	n = dt_by_path(t, path);
	*prop = n ? dt_prop(n, name) : NULL;
	return n;
}

/* A reference that is a node by itself is known by its brace, which follows it. */
static struct dt_place place_of(
	const struct checker *c, const struct dt_node *n, const struct dt_prop *p)
{
	const struct layer *l = c->overlay;
	const struct dt_node *content = child(n, "__overlay__");
	struct dt_place place = { 0 };

	if (p)
		place = l->props[p - l->tree->props];
	if (!place.line && content)
		place = l->nodes[dt_index(l->tree, content)];
	if (!place.line)
		return (struct dt_place){ .file = l->unit->name };
	unit_place(l->unit, &c->s->lines, &place);
	return place;
}

/* &LABEL, or &{PATH} */
static bool is_label(struct tokens *t, const char *label, struct token *name)
{
	size_t len = strlen(label);

	*name = token_next(t);
	if (token_is(name, '{'))
		return (size_t)(t->end - t->at) > len && !memcmp(t->at, label, len) &&
		       t->at[len] == '}';
	return name->kind == TOKEN_NAME && strlen(label) == name->len &&
	       !memcmp(name->start, label, name->len);
}

/* Narrows a place to the label, where it is written there or just before. */
static void narrow(struct lines *lines, const char *label, struct dt_place *p)
{
	const struct line_file *f = lines_open(lines, p->file);
	const char *line = lines_at(f, p->line), *at, *from, *end, *found = NULL;
	struct token t, name;

	if (!line || !p->column || line + p->column > lines_end(f))
		return;
	at = line + p->column - 1;
	end = lines_at(f, p->end_line) ? lines_at(f, p->end_line) + p->end_column : at;
	from = *at == '{' && at - f->text.data > FAR ? at - FAR : *at == '{' ? f->text.data : at;
	if (*at == '{')
		end = at;
	if (end > lines_end(f))
		end = lines_end(f);
	for (struct tokens all = tokens_begin(from, end); all.at < all.end;) {
		t = token_next(&all);
		if (token_is(&t, '&') && is_label(&all, label, &name)) {
			found = t.start;
			if (*at != '{')
				break;
		}
	}
	if (!found)
		return;
	lines_find(f, found, &p->line, &p->column);
	p->end_line = p->line;
	p->end_column = p->column + (unsigned int)strlen(label) + (found[1] == '{' ? 2 : 0);
}

static bool is_known(const struct checker *c, const char *label)
{
	for (size_t i = 0; i + 1 < c->n; i++)
		if (layer_label(&c->layers[i], label))
			return true;
	return false;
}

static bool has_symbols(const struct checker *c)
{
	for (size_t i = 0; i + 1 < c->n; i++)
		if (child(c->layers[i].tree->nodes, "__symbols__"))
			return true;
	return false;
}

static const char *near_miss(const struct checker *c, const char *label)
{
	struct near search = near_start(label);

	for (size_t i = 0; i + 1 < c->n; i++) {
		const struct dt_node *symbols = child(c->layers[i].tree->nodes, "__symbols__");
		const struct dt_prop *p;

		if (!symbols)
			continue;
		dt_for_each_prop(symbols, p)
			near_try(&search, p->name);
	}
	return search.best;
}

static void report(const struct checker *c, const struct dt_prop *fixup)
{
	struct dt_messages *m = &c->s->messages;
	const char *label = fixup->name, *base = c->layers[0].unit->name, *near;
	const char *use = dt_prop_next_string(fixup, NULL);
	const struct dt_prop *p = NULL;
	const struct dt_node *n = use ? user_of(c->overlay->tree, &m->arena, use, &p) : NULL;
	struct dt_place place = { .file = c->overlay->unit->name };
	struct dt_message *x;

	if (n)
		place = place_of(c, n, p);
	narrow(&c->s->lines, label, &place);
	if (*label == '/')
		x = messages_add(m, DT_OVERLAY_LABEL, true, place,
			"an overlay can refer to %s through a label only", label);
	else
		x = messages_add(
			m, DT_OVERLAY_LABEL, true, place, "%s has no label %s", base, label);
	if (n)
		x->node = dt_path_dup(&m->arena, n);
	if (p)
		x->prop = arena_strdup(&m->arena, p->name);
	near = near_miss(c, label);
	if (near)
		x->help = arena_printf(&m->arena, "did you mean &%s?", near);
	else if (!has_symbols(c))
		x->help = arena_printf(
			&m->arena, "%s has no __symbols__; compile it with dtc -@", base);
}

/* Labels that are near each other are looked for in the whole tree: not for each of thousands. */
#define MAX_REPORTS 20

int overlay_labels_check(
	struct dt_source *s, const struct layer *layers, size_t n, struct sdc_error *err)
{
	struct checker c = { s, layers, n, &layers[n - 1] };
	const struct dt_node *fixups = child(c.overlay->tree->nodes, "__fixups__");
	size_t first = s->messages.list.n;
	const struct dt_prop *p;

	if (!fixups)
		return 0;
	dt_for_each_prop(fixups, p)
		if (s->messages.list.n - first < MAX_REPORTS && !is_known(&c, p->name))
			report(&c, p);
	return messages_fail(&s->messages, first, c.overlay->unit->name, err);
}

/* The deepest node of a path that is there, and the name below it that is not. */
static const struct dt_node *deepest(const struct dt_tree *t, const char *path, struct buf *lost)
{
	const struct dt_node *n = t->nodes, *next;
	size_t len;

	for (path += *path == '/'; *path; path += path[len] == '/' ? len + 1 : len) {
		len = strcspn(path, "/");
		next = dt_lookup_child(n, path, len, memchr(path, '@', len) != NULL);
		if (!next) {
			buf_write(lost, path, len);
			return n;
		}
		n = next;
	}
	return n;
}

static void report_path(struct checker *c, const struct dt_node *fragment, const char *path)
{
	struct dt_messages *m = &c->s->messages;
	const struct layer *base = &c->layers[0];
	struct dt_place place = place_of(c, fragment, NULL);
	struct buf lost = { 0 };
	const struct dt_node *above = deepest(base->tree, path, &lost), *n;
	struct near search = near_start(buf_str(&lost));
	struct dt_message *x;

	narrow(&c->s->lines, path, &place);
	x = messages_add(
		m, DT_OVERLAY_LABEL, true, place, "%s has no node %s", base->unit->name, path);
	dt_for_each_child(above, n)
		near_try(&search, n->name);
	if (search.best)
		x->help = arena_printf(
			&m->arena, "did you mean '%s' for '%s'?", search.best, buf_str(&lost));
	buf_free(&lost);
}

int overlay_paths_check(
	struct dt_source *s, const struct layer *layers, size_t n, struct sdc_error *err)
{
	struct checker c = { s, layers, n, &layers[n - 1] };
	size_t first = s->messages.list.n;
	const struct dt_node *fragment;

	dt_for_each_child(c.overlay->tree->nodes, fragment) {
		const char *path = dt_prop_string(fragment, "target-path");

		if (path && child(fragment, "__overlay__") && !dt_by_path(layers[0].tree, path) &&
			s->messages.list.n - first < MAX_REPORTS)
			report_path(&c, fragment, path);
	}
	return messages_fail(&s->messages, first, c.overlay->unit->name, err);
}

static bool is_overlay(const struct dt_tree *t)
{
	const struct dt_node *n;

	if (child(t->nodes, "__fixups__"))
		return true;
	dt_for_each_child(t->nodes, n)
		if (child(n, "__overlay__"))
			return true;
	return false;
}

/* Where a source says that it is an overlay. */
static struct dt_place plugin_place(struct dt_source *s, const struct unit *u)
{
	struct dt_place p = { .file = u->name };
	const struct line_file *f;
	const char *at;

	if (u->kind != UNIT_SOURCE)
		return p;
	f = lines_open(&s->lines, u->name);
	at = f->starts.n ? strstr(f->text.data, "/plugin/") : NULL;
	if (!at)
		return p;
	lines_find(f, at, &p.line, &p.column);
	p.end_line = p.line;
	p.end_column = p.column + 7;
	return p;
}

void overlay_unmarked(
	struct dt_source *s, const struct unit *u, size_t first, struct sdc_error *err)
{
	const struct buf *text = u->expanded ? &u->expansion.text : &u->text;
	const struct line_file *f;
	struct dt_place p = { .file = u->name };
	struct dt_message *x;
	const char *at;

	if (s->messages.list.n == first || !text->len || strstr(buf_str(text), "/plugin/"))
		return;
	f = lines_open(&s->lines, u->name);
	at = f->starts.n ? strstr(f->text.data, "/dts-v1/") : NULL;
	if (at) {
		lines_find(f, at, &p.line, &p.column);
		p.end_line = p.line;
		p.end_column = p.column + 7;
	}
	/* Each of its references is an error of dtc's. */
	s->messages.list.n = first;
	x = messages_add(&s->messages, DT_DTC, true, p, "an overlay needs /plugin/;");
	x->help = "write /plugin/; behind /dts-v1/;";
	messages_fail(&s->messages, s->messages.list.n - 1, u->name, err);
}

int overlay_refuse(
	struct dt_source *s, const struct dt_tree *t, const struct unit *u, struct sdc_error *err)
{
	size_t first = s->messages.list.n;
	struct dt_message *x;

	if (!is_overlay(t))
		return 0;
	x = messages_add(&s->messages, DT_OVERLAY_ALONE, true, plugin_place(s, u),
		"this is an overlay, not a tree: see --overlay");
	x->help = arena_printf(
		&s->messages.arena, "check the tree that it changes, with --overlay=%s", u->name);
	return messages_fail(&s->messages, first, u->name, err);
}
