// SPDX-License-Identifier: BSD-2-Clause
#include "lib/publish.h"

#include <stdlib.h>
#include <string.h>

#include "diag/rule.h"
#include "dt/load.h"
#include "lib/warnings.h"

static struct sdc_place to_place(struct dt_place p)
{
	return (struct sdc_place){ p.file, p.line, p.column, p.end_line, p.end_column };
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
		list->node = dt_path_dup(&r->arena, x->node);
		list->label = x->node->label;
		list->text = x->text;
		list->place = to_place(dt_place_node(r->tree, x->node));
	}
}

/* A finding and its place, looked up once. */
struct entry {
	const struct finding *finding;
	struct dt_place place;
	bool included; /* the place is in another file than the one that was named */
};

static void publish_one(struct sdc_result *r, const struct entry *e, struct sdc_finding *out)
{
	const struct finding *f = e->finding;

	out->rule = f->rule ? f->rule->pub.name : "schema";
	out->node = dt_path_dup(&r->arena, f->node);
	out->label = f->node->label;
	out->property = f->prop_name;
	out->index = f->index;
	out->message = f->message;
	out->effect = f->effect ? f->effect : f->rule ? f->rule->pub.effect : NULL;
	out->hint = f->hint;
	out->place = to_place(e->place);
	publish_related(r, f, out);
}

static int order(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int by_tree(const struct finding *x, const struct finding *y)
{
	int ret = order((uintptr_t)x->node, (uintptr_t)y->node);

	if (!ret)
		ret = order((uintptr_t)x->prop, (uintptr_t)y->prop);
	if (!ret)
		ret = (x->index > y->index) - (x->index < y->index);
	return ret ? ret : order(x->number, y->number);
}

/* Without a source every place is the same, and the tree's order decides. */
static int by_place(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int ret = order(x->included, y->included);

	if (!ret && x->included)
		ret = strcmp(x->place.file, y->place.file);
	if (!ret)
		ret = order(x->place.line, y->place.line);
	if (!ret)
		ret = order(x->place.column, y->place.column);
	return ret ? ret : by_tree(x->finding, y->finding);
}

static struct entry *sort(struct sdc_result *r)
{
	const struct findings *f = &r->findings;
	struct entry *list = arena_array(&r->arena, f->list.n, sizeof(*list));

	for (size_t i = 0; i < f->list.n; i++) {
		const struct finding *x = f->list.v[i];

		list[i].finding = x;
		list[i].place =
			x->prop ? dt_place_prop(r->tree, x->prop) : dt_place_node(r->tree, x->node);
		list[i].included = strcmp(list[i].place.file, r->tree->file) != 0;
	}
	if (f->list.n)
		qsort(list, f->list.n, sizeof(*list), by_place);
	return list;
}

void publish(struct sdc_result *r, const struct sdc_warnings *w)
{
	size_t n = r->findings.list.n;
	const struct entry *list = sort(r);

	r->list = arena_array(&r->arena, n, sizeof(*r->list));
	for (size_t i = 0; i < n; i++) {
		struct sdc_finding *out = &r->list[r->n_list];

		if (!warnings_apply(w, list[i].finding, &out->severity))
			continue;
		publish_one(r, &list[i], out);
		r->counts[out->severity]++;
		r->n_list++;
	}
}
