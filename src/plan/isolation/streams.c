// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "plan/isolation/isolate.h"
#include "xen/class.h"

/* So many different masks of one IOMMU are compared with each other; hostile trees have more. */
#define MAX_MASKS 32

/* Bits that a stream mask can have in an SMMU: SMR_MASK_MASK of Xen's and Linux' drivers. */
#define MASK_BITS 0x7fffu

/* An entry of iommus: all ids that are equal to @id but for the bits of @mask. */
struct stream {
	size_t controller;
	uint32_t id, mask, owner;
	uint32_t key; /* what is compared */
	const struct dt_node *node;
	bool reported;
};

struct streams {
	struct stream *v;
	size_t n, cap;
};

static uint32_t mask_of(const struct dt_ref *ref)
{
	uint32_t mask = 0;

	if (!(xen_class(ref->provider) & CLASS_IOMMU))
		return 0;
	if (ref->n_args > 1)
		mask = dt_cell(ref->args, 1);
	else
		dt_prop_u32(ref->provider, "stream-match-mask", &mask);
	return mask & MASK_BITS;
}

static void collect(struct builder *b, struct streams *s)
{
	const struct dt_node *n;

	dt_for_each_node(b->t, n) {
		const struct dt_prop *p = dt_prop(n, "iommus");
		struct dt_ref ref = { 0 };
		uint32_t owner;

		if (!p)
			continue;
		owner = isolate_owner(b, n);
		while (owner != PLAN_NOBODY && dt_ref_next(b->t, p, "#iommu-cells", &ref)) {
			struct stream one = { .owner = owner, .node = n };

			if (ref.error)
				continue;
			one.controller = dt_index(b->t, ref.provider);
			one.id = ref.n_args ? dt_cell(ref.args, 0) : 0;
			one.mask = mask_of(&ref);
			vec_push(s, one);
		}
	}
}

/* Order within what can be one stream: findings are the guests', who come first. */
static int by_owner(const struct stream *x, const struct stream *y)
{
	if (x->owner != y->owner)
		return x->owner > y->owner ? -1 : 1;
	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static int by_controller(const void *a, const void *b)
{
	const struct stream *x = a, *y = b;

	if (x->controller != y->controller)
		return x->controller < y->controller ? -1 : 1;
	if (x->mask != y->mask)
		return x->mask < y->mask ? -1 : 1;
	return by_owner(x, y);
}

static int by_key(const void *a, const void *b)
{
	const struct stream *x = *(struct stream *const *)a, *y = *(struct stream *const *)b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->mask != y->mask)
		return x->mask < y->mask ? -1 : 1;
	return by_owner(x, y);
}

static void report(struct builder *b, const struct stream *first, struct stream *other)
{
	const char *ids = arena_printf(b->a, "id 0x%x", first->id);
	struct issue *i;

	if (other->reported)
		return;
	other->reported = true;
	if (first->mask || other->mask)
		ids = arena_printf(b->a, "ids: 0x%x with mask 0x%x, and 0x%x with mask 0x%x",
			first->id, first->mask, other->id, other->mask);
	i = issue_add(&b->issues, RULE_ISOLATION_STREAM_SHARED, first->node, "iommus", -1,
		"%s and %s share stream %s", isolate_name(b, first->owner),
		isolate_name(b, other->owner), ids);
	issue_relate(&b->issues, i, other->node, "the other device");
	issue_hint(&b->issues, i, "give both devices to one owner");
}

/* Sorts entries by what they are equal in but for the bits of @masks. */
static void sort(struct stream **list, size_t n, uint32_t masks)
{
	for (size_t i = 0; i < n; i++)
		list[i]->key = list[i]->id & ~masks;
	if (n)
		qsort(list, n, sizeof(struct stream *), by_key);
}

/* Entries of one mask. */
static void compare_equal(struct builder *b, struct stream **list, size_t n, uint32_t mask)
{
	const struct stream *first = NULL;

	sort(list, n, mask);
	for (size_t i = 0; i < n; i++) {
		if (!first || first->key != list[i]->key)
			first = list[i];
		else if (list[i]->owner != list[i - 1]->owner)
			report(b, first, list[i]);
	}
}

/* The guest's first. */
static void report_either(struct builder *b, struct stream *x, struct stream *y)
{
	if (by_owner(x, y) < 0)
		report(b, x, y);
	else
		report(b, y, x);
}

/* Entries of two masks: those of the lower one with those of the other. */
static void compare_mixed(
	struct builder *b, struct stream **list, size_t n, uint32_t lower, uint32_t higher)
{
	struct stream *low[2] = { NULL, NULL }; /* of two owners */

	sort(list, n, lower | higher);
	for (size_t i = 0; i < n; i++) {
		struct stream *s = list[i];

		if (!i || list[i - 1]->key != s->key)
			low[0] = low[1] = NULL;
		if (s->mask == higher) {
			for (int k = 0; k < 2; k++)
				if (low[k] && low[k]->owner != s->owner)
					report_either(b, low[k], s);
		} else if (!low[0]) {
			low[0] = s;
		} else if (!low[1] && s->owner != low[0]->owner) {
			low[1] = s;
		}
	}
}

/* A run of entries with one mask. */
struct run {
	struct stream *v;
	size_t n;
};

static size_t take(struct stream **list, size_t n, const struct run *run)
{
	for (size_t i = 0; i < run->n; i++)
		list[n++] = &run->v[i];
	return n;
}

/* The entries of one IOMMU, sorted by mask. */
static void compare_masks(struct builder *b, struct stream *v, size_t n, struct stream **list)
{
	struct run runs[MAX_MASKS];
	size_t n_runs = 0;

	for (size_t i = 0; i < n; i++) {
		if (i && v[i].mask == v[i - 1].mask) {
			runs[n_runs - 1].n++;
			continue;
		}
		if (n_runs == MAX_MASKS)
			break;
		runs[n_runs++] = (struct run){ &v[i], 1 };
	}
	for (size_t i = 0; i < n_runs; i++) {
		compare_equal(b, list, take(list, 0, &runs[i]), runs[i].v->mask);
		for (size_t k = i + 1; k < n_runs; k++)
			compare_mixed(b, list, take(list, take(list, 0, &runs[i]), &runs[k]),
				runs[i].v->mask, runs[k].v->mask);
	}
}

void isolate_streams(struct builder *b)
{
	struct streams s = { 0 };
	struct stream **list;

	collect(b, &s);
	if (s.n)
		qsort(s.v, s.n, sizeof(*s.v), by_controller);
	list = xmalloc((s.n + 1) * sizeof(struct stream *));
	for (size_t i = 0, n; i < s.n; i += n) {
		for (n = 1; i + n < s.n && s.v[i + n].controller == s.v[i].controller;)
			n++;
		compare_masks(b, &s.v[i], n, list);
	}
	free(list);
	vec_free(&s);
}
