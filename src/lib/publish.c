// SPDX-License-Identifier: BSD-2-Clause
#include "lib/publish.h"

#include <stdlib.h>
#include <string.h>

#include "diag/fix.h"
#include "diag/rule.h"
#include "lib/warnings.h"

/* The lines through which a file came in; no longer than dtc's and cpp's own limits of nesting. */
static const struct sdc_place *to_chain(
	struct sdc_result *r, enum sdc_input_kind input, const struct dt_inclusion *from)
{
	struct sdc_place *first = NULL, *last = NULL;

	for (; from; from = from->next) {
		struct sdc_place *p = arena_alloc(&r->arena, sizeof(*p));

		p->input = input;
		p->file = from->file;
		p->line = from->line;
		if (last)
			last->included_from = p;
		else
			first = p;
		last = p;
	}
	return first;
}

static struct sdc_place to_place(struct sdc_result *r, const struct span *s)
{
	struct sdc_place p = { s->file, s->line, s->column, s->end_line, s->end_column, s->input,
		NULL };

	p.included_from = to_chain(r, s->input, s->from);
	return p;
}

static void publish_related(struct sdc_result *r, const struct finding *f, struct sdc_finding *out)
{
	struct sdc_related *list;
	size_t n = 0;

	for (const struct finding_related *x = f->related; x; x = x->next)
		n++;
	list = arena_array(&r->arena, n, sizeof(*list));
	out->related = list;
	out->n_related = n;
	for (const struct finding_related *x = f->related; x; x = x->next, list++) {
		struct span span = location_span(&x->where);

		if (x->where.node) {
			list->node = dt_path_dup(&r->arena, x->where.node);
			list->label = x->where.node->label;
		}
		list->pointer = x->where.pointer;
		list->text = x->text;
		list->place = to_place(r, &span);
	}
}

static void publish_edits(struct sdc_result *r, const struct fix *f, struct sdc_fix *out)
{
	struct sdc_edit *list = arena_array(&r->arena, f->n_edits, sizeof(*list));

	out->title = f->title;
	out->how = f->how;
	out->edits = list;
	out->n_edits = f->n_edits;
	for (const struct edit *e = f->edits; e; e = e->next, list++) {
		list->place = to_place(r, &e->span);
		list->text = e->text;
	}
}

static void publish_fixes(struct sdc_result *r, const struct finding *f, struct sdc_finding *out)
{
	struct sdc_fix *list;
	size_t n = 0;

	for (const struct fix *x = f->fixes; x; x = x->next)
		n++;
	list = arena_array(&r->arena, n, sizeof(*list));
	out->fixes = list;
	out->n_fixes = n;
	for (const struct fix *x = f->fixes; x; x = x->next, list++)
		publish_edits(r, x, list);
}

/* A finding and its place, looked up once. */
struct entry {
	const struct finding *finding;
	struct span span;
	unsigned int file; /* 0: the one that was named, 1: included, then the other inputs */
};

static void publish_one(struct sdc_result *r, const struct entry *e, struct sdc_finding *out)
{
	const struct finding *f = e->finding;

	out->rule = f->rule ? f->rule->pub.name : "schema";
	if (f->where.node) {
		out->node = dt_path_dup(&r->arena, f->where.node);
		out->label = f->where.node->label;
	}
	out->property = f->where.property;
	out->index = f->where.index;
	out->pointer = f->where.pointer;
	out->domain = f->where.domain;
	out->message = f->message;
	out->effect = f->effect ? f->effect : f->rule ? f->rule->pub.effect : NULL;
	out->hint = f->hint;
	out->schema = f->schema;
	out->place = to_place(r, &e->span);
	publish_related(r, f, out);
	publish_fixes(r, f, out);
}

static int order(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static const struct dt_prop *property_of(const struct location *l)
{
	return l->node && l->property ? dt_prop(l->node, l->property) : NULL;
}

static int by_tree(const struct finding *x, const struct finding *y)
{
	int ret = order((uintptr_t)x->where.node, (uintptr_t)y->where.node);

	if (!ret)
		ret = order((uintptr_t)property_of(&x->where), (uintptr_t)property_of(&y->where));
	if (!ret)
		ret = (x->where.index > y->where.index) - (x->where.index < y->where.index);
	return ret ? ret : order(x->number, y->number);
}

/* Without a source every place is the same, and the tree's order decides. */
static int by_place(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int ret = order(x->file, y->file);

	if (!ret && x->file)
		ret = strcmp(x->span.file, y->span.file);
	if (!ret)
		ret = order(x->span.line, y->span.line);
	if (!ret)
		ret = order(x->span.column, y->span.column);
	return ret ? ret : by_tree(x->finding, y->finding);
}

static struct entry *sort(struct sdc_result *r)
{
	const struct findings *f = &r->findings;
	struct entry *list = arena_array(&r->arena, f->list.n, sizeof(*list));

	for (size_t i = 0; i < f->list.n; i++) {
		const struct finding *x = f->list.v[i];

		list[i].finding = x;
		list[i].span = location_span(&x->where);
		list[i].file = list[i].span.input != SDC_INPUT_HOST
				       ? 1 + (unsigned int)list[i].span.input
				       : strcmp(list[i].span.file, r->tree->file) != 0;
	}
	if (f->list.n)
		qsort(list, f->list.n, sizeof(*list), by_place);
	return list;
}

/* It is why nothing was checked, which cannot be left out. */
static bool is_why(const struct sdc_result *r, const struct finding *f)
{
	return r->broken && f->severity == SDC_ERROR;
}

void publish(struct sdc_result *r, const struct sdc_warnings *w)
{
	size_t n = r->findings.list.n;
	const struct entry *list = sort(r);

	r->list = arena_array(&r->arena, n, sizeof(*r->list));
	for (size_t i = 0; i < n; i++) {
		struct sdc_finding *out = &r->list[r->n_list];

		if (list[i].finding->allowed ||
			(!warnings_apply(w, list[i].finding, list[i].span.file, &out->severity) &&
				!is_why(r, list[i].finding)))
			continue;
		publish_one(r, &list[i], out);
		r->counts[out->severity]++;
		r->n_list++;
	}
}
