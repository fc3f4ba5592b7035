// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>

#include "plan/build.h"
#include "plan/copy/node.h"

/* A provider that the manifest replaces, for one device or for all of the guest. */
struct replace_row {
	const struct dt_node *provider;
	const struct manifest_device *want; /* NULL: all */
	const struct manifest_replace *by;
	struct plan_node *node; /* once it is needed */
};

static int by_provider(const void *a, const void *b)
{
	const struct replace_row *x = a, *y = b;

	if (x->provider != y->provider)
		return x->provider < y->provider ? -1 : 1;
	return (x->want > y->want) - (x->want < y->want);
}

static void add_rows(
	struct builder *b, const struct manifest_replaces *list, const struct manifest_device *want)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct manifest_replace *by = &list->v[i];
		const struct dt_node *provider = dt_named(b->t, b->by_label, by->selector);

		if (provider)
			b->g.replaces[b->g.n_replaces++] = (struct replace_row){
				.by = by, .want = want, .provider = provider
			};
		else
			select_unknown(b, by->selector, by->place);
	}
}

void replaces_read(struct builder *b)
{
	const struct manifest_guest *g = b->g.want;
	size_t n = g->replaces.n;

	for (size_t i = 0; i < g->n_devices; i++)
		n += g->devices[i].replaces.n;
	b->g.replaces = arena_array(b->a, n, sizeof(*b->g.replaces));
	b->g.n_replaces = 0;
	add_rows(b, &g->replaces, NULL);
	for (size_t i = 0; i < g->n_devices; i++)
		add_rows(b, &g->devices[i].replaces, &g->devices[i]);
	if (n)
		qsort(b->g.replaces, b->g.n_replaces, sizeof(*b->g.replaces), by_provider);
	for (size_t i = 1; i < b->g.n_replaces; i++)
		if (!by_provider(&b->g.replaces[i - 1], &b->g.replaces[i]))
			issue_at(&b->issues, RULE_DOCUMENT_CONFLICT,
				manifest_at(b->manifest, b->g.replaces[i].by->place),
				"\"%.200s\" and \"%.200s\" are one node, replaced twice",
				b->g.replaces[i - 1].by->selector, b->g.replaces[i].by->selector);
}

static struct plan_node *make(struct builder *b, const struct replace_row *row)
{
	const char *kind = row->by->regulator ? "regulator" : "clock";
	struct plan_node *n = node_new(b->a, NULL);
	const char *name;

	do
		name = arena_printf(b->a, "%s-replaced-%u", kind, ++b->g.n_replaced);
	while (!name_set_add(b->g.used, name));
	n->name = name;
	n->comment = arena_printf(b->a, "in place of host %s", dt_path_dup(b->a, row->provider));
	node_append(b->g.guest->passthrough, n);
	if (row->by->regulator) {
		node_string(b->a, n, "compatible", "regulator-fixed");
		node_string(b->a, n, "regulator-name", name);
		node_cell(b->a, n, "regulator-min-microvolt", row->by->value);
		node_cell(b->a, n, "regulator-max-microvolt", row->by->value);
		node_empty(b->a, n, "regulator-always-on");
	} else {
		node_string(b->a, n, "compatible", "fixed-clock");
		node_cell(b->a, n, "#clock-cells", 0);
		node_cell(b->a, n, "clock-frequency", row->by->value);
	}
	return n;
}

static struct replace_row *row_of(
	struct builder *b, const struct dt_node *provider, const struct manifest_device *want)
{
	struct replace_row key = { .provider = provider, .want = want };

	return bsearch(&key, b->g.replaces, b->g.n_replaces, sizeof(*b->g.replaces), by_provider);
}

static struct plan_node *node_of(struct builder *b, struct replace_row *row, bool regulator)
{
	if (!row || row->by->regulator != regulator)
		return NULL;
	if (!row->node)
		row->node = make(b, row);
	return row->node;
}

struct plan_node *replace_find(struct builder *b, const struct pending_node *w,
	const struct dt_node *provider, bool regulator)
{
	struct plan_node *n = NULL;

	if (!b->g.n_replaces)
		return NULL;
	if (w->top)
		n = node_of(b, row_of(b, provider, w->top->want), regulator);
	return n ? n : node_of(b, row_of(b, provider, NULL), regulator);
}

void replaces_check(struct builder *b)
{
	for (size_t i = 0; i < b->g.n_replaces; i++) {
		const struct replace_row *row = &b->g.replaces[i];
		struct issue *issue;

		if (row->node)
			continue;
		issue = issue_at(&b->issues, RULE_GUEST_MANIFEST_UNUSED,
			manifest_at(b->manifest, row->by->place),
			"guest %s: replace names %.200s, to which no device refers as a %s",
			b->g.want->name, row->by->selector,
			row->by->regulator ? "supply" : "clock");
		issue_hint(&b->issues, issue, "take it out, or fix its name");
		issue_relate(&b->issues, issue, row->provider, "what it names");
	}
}
