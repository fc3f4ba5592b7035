// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "dt/addr.h"
#include "plan/isolation/isolate.h"
#include "plan/isolation/spans.h"

#define ADDRESS_END (UINT64_C(1) << 52)

void isolate_add_guests(struct builder *b, struct spans *s)
{
	for (uint32_t g = 0; g < b->plan->n_guests; g++) {
		const struct plan_guest *guest = &b->plan->guests[g];

		for (size_t i = 0; i < guest->n_devices; i++) {
			const struct plan_device *d = &guest->devices[i];

			for (size_t k = 0; k < d->n_regions; k++) {
				const struct plan_region *r = &d->regions[k];
				struct owned_range one = { { r->host, r->host + r->size }, g + 1, 0,
					r->node };

				vec_push(s, one);
			}
		}
	}
}

/* Memory and descriptions of buses are no registers that a driver would touch. */
static bool has_registers(const struct dt_node *n)
{
	const char *type = dt_prop_string(n, "device_type");

	return !(type && !strcmp(type, "memory")) && !dt_compatible(n, "simple-bus") &&
	       !dt_compatible(n, "arm,scmi-shmem") && !dt_compatible(n, "mmio-sram");
}

typedef VEC(struct range) range_vec;

/* Only what meets a guest's pages: that is little of what Dom0 has. */
static void add_node(struct builder *b, struct spans *s, const range_vec *taken,
	const struct dt_bus *bus, const struct dt_node *n)
{
	for (uint32_t i = 0;; i++) {
		struct dt_region r = dt_bus_reg(b->t, bus, n, i);
		struct owned_range one = { .owner = PLAN_DOM0, .node = n };

		if (r.error || !r.size || r.addr >= ADDRESS_END || r.size > ADDRESS_END - r.addr)
			return;
		one.at = scmi_pages_of(r.addr, r.addr + r.size);
		if (!ranges_meet(taken->v, taken->n, one.at.start, one.at.end))
			continue;
		if (!has_registers(n))
			return;
		vec_push(s, one);
	}
}

static void add_dom0(struct builder *b, struct spans *s, const range_vec *taken)
{
	struct dt_bus bus = { 0 };
	size_t i = 1;

	while (i < b->t->n_nodes) {
		const struct dt_node *n = &b->t->nodes[i];

		/* Neither holds devices. */
		if (n->depth == 1 && (!strcmp(n->name, "chosen") || !strcmp(n->name, "cpus") ||
					     !strcmp(n->name, "reserved-memory"))) {
			i += n->n_tree;
			continue;
		}
		if (isolate_owner(b, n) == PLAN_DOM0) {
			if (n->parent != bus.node)
				bus = dt_bus_read(b->t, n->parent, DT_CELLS_INHERIT);
			add_node(b, s, taken, &bus, n);
		}
		i++;
	}
}

static void report(
	struct builder *b, const struct owned_range *first, const struct owned_range *second)
{
	const struct owned_range *guest = second->owner ? second : first;
	const struct owned_range *other = second->owner ? first : second;
	uint64_t end = first->at.end < second->at.end ? first->at.end : second->at.end;
	struct issue *i;

	/* Of several devices of one guest at that place the first is enough. */
	if (b->shared_with == other->node && b->shared_by == guest->owner &&
		b->shared_at == second->at.start)
		return;
	b->shared_with = other->node;
	b->shared_by = guest->owner;
	b->shared_at = second->at.start;

	i = issue_add(&b->issues, RULE_ISOLATION_MMIO_SHARED, guest->node, "reg", -1,
		"%s and %s share the page%s at 0x%" PRIx64, isolate_name(b, guest->owner),
		isolate_name(b, other->owner), end - second->at.start > SCMI_PAGE_SIZE ? "s" : "",
		second->at.start);
	issue_relate(&b->issues, i, other->node, "the other device");
	issue_hint(&b->issues, i, "give both devices to one owner%s",
		other->owner ? "" : ", or disable the one that Dom0 does not need");
}

void isolate_memory(struct builder *b)
{
	struct spans s = { 0 };
	range_vec taken = { 0 };

	isolate_add_guests(b, &s);
	for (size_t i = 0; i < s.n; i++)
		vec_push(&taken, s.v[i].at);
	taken.n = ranges_merge(taken.v, taken.n);
	add_dom0(b, &s, &taken);
	spans_sweep(b, &s, report);
	vec_free(&s);
	vec_free(&taken);
}
