// SPDX-License-Identifier: BSD-2-Clause
#include "plan/isolation/isolate.h"
#include "scmi/near_miss.h"

uint32_t isolate_owner(const struct builder *b, const struct dt_node *n)
{
	uint32_t top = b->owner[dt_index(b->t, n)];

	if (top)
		return b->assigned.v[top - 1].guest + 1;
	return b->unused[dt_index(b->t, n)] ? PLAN_NOBODY : PLAN_DOM0;
}

const char *isolate_name(struct builder *b, uint32_t owner)
{
	if (owner == PLAN_DOM0)
		return "Dom0";
	return arena_printf(b->a, "guest %s", b->manifest->guests[owner - 1].name);
}

/* Disabled or hidden from Dom0, itself or by a parent; or there is no Dom0. */
static void find_unused(struct builder *b)
{
	bool dom0 = scmi_has_dom0(b->m);

	b->unused = arena_array(b->a, b->t->n_nodes, sizeof(*b->unused));
	b->unused[0] = !dom0;
	for (size_t i = 1; i < b->t->n_nodes; i++) {
		const struct dt_node *n = &b->t->nodes[i];

		b->unused[i] = b->unused[dt_index(b->t, n->parent)] || !dt_available(n) ||
			       dt_prop(n, "xen,passthrough");
	}
}

#define NAMED 4 /* so many nodes are named in one message */

/* Of guests whose files exist, these tell what Dom0 still has. */
static void check_visible(struct builder *b, const struct plan_guest *g, bool derived)
{
	const struct dt_node *first = NULL;
	struct buf list = { 0 };
	struct issue *issue;
	size_t n = 0;

	for (size_t i = 0; i < g->n_devices && !b->unused[0] && !derived; i++) {
		const struct plan_device *d = &g->devices[i];

		if (dt_prop(d->host, "xen,passthrough"))
			continue;
		first = first ? first : d->host;
		if (++n <= NAMED)
			buf_printf(&list, "%s%s", n > 1 ? ", " : "", d->path);
	}
	if (n > NAMED)
		buf_printf(&list, " and %zu more", n - NAMED);
	if (n) {
		const struct dt_prop *near = scmi_near_miss(first, "xen,passthrough");

		issue = issue_add(&b->issues, RULE_GUEST_VISIBLE_TO_DOM0, first,
			near ? near->name : "xen,passthrough", -1,
			"guest %s is given %s, which Dom0 still sees", g->name, buf_str(&list));
		issue_hint(&b->issues, issue,
			"add xen,passthrough; to %s, as the generated host overlay does",
			n > 1 ? "each of these nodes" : "the node");
	}
	buf_free(&list);
}

static void keep_owners(struct builder *b)
{
	uint32_t *owners = arena_array(b->a, b->t->n_nodes, sizeof(*owners));

	for (size_t i = 0; i < b->t->n_nodes; i++)
		owners[i] = isolate_owner(b, &b->t->nodes[i]);
	b->plan->owners = owners;
}

void isolate(struct builder *b)
{
	find_unused(b);
	keep_owners(b);
	for (size_t g = 0; g < b->plan->n_guests; g++)
		check_visible(b, &b->plan->guests[g], b->manifest->guests[g].derived);
	isolate_memory(b);
	isolate_interrupts(b);
	isolate_streams(b);
	isolate_scmi(b);
	isolate_supplies(b);
	isolate_channels(b);
	isolate_layout(b);
}
