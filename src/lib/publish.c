// SPDX-License-Identifier: BSD-2-Clause
#include "lib/publish.h"

#include <stdlib.h>

#include "dt/load.h"
#include "lib/warnings.h"
#include "rules/rule.h"

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

static void publish_one(struct sdc_result *r, const struct finding *f, struct sdc_finding *out)
{
	struct dt_place place =
		f->prop ? dt_place_prop(r->tree, f->prop) : dt_place_node(r->tree, f->node);

	out->rule = f->rule ? f->rule->pub.name : "schema";
	out->node = dt_path_dup(&r->arena, f->node);
	out->label = f->node->label;
	out->property = f->prop_name;
	out->index = f->index;
	out->message = f->message;
	out->effect = f->effect ? f->effect : f->rule ? f->rule->pub.effect : NULL;
	out->hint = f->hint;
	out->place = to_place(place);
	publish_related(r, f, out);
}

static int by_node(const void *a, const void *b)
{
	const struct finding *x = *(const struct finding *const *)a;
	const struct finding *y = *(const struct finding *const *)b;
	uintptr_t p = (uintptr_t)x->prop, q = (uintptr_t)y->prop;

	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	if (p != q)
		return p < q ? -1 : 1;
	if (x->index != y->index)
		return x->index < y->index ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

void publish(struct sdc_result *r, const struct sdc_warnings *w)
{
	struct findings *f = &r->findings;

	if (f->list.n)
		qsort(f->list.v, f->list.n, sizeof(struct finding *), by_node);
	r->list = arena_array(&r->arena, f->list.n, sizeof(*r->list));
	for (size_t i = 0; i < f->list.n; i++) {
		struct sdc_finding *out = &r->list[r->n_list];

		if (!warnings_apply(w, f->list.v[i], &out->severity))
			continue;
		publish_one(r, f->list.v[i], out);
		r->counts[out->severity]++;
		r->n_list++;
	}
}
