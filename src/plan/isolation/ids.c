// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "dt/pci.h"
#include "plan/isolation/isolate.h"

/* Things with a number that only one owner may use. */
struct use {
	uint64_t space, id; /* two uses are of one thing where both are equal */
	uint32_t owner;
	const struct dt_node *node;
	const char *prop;
	int index;
};

struct uses {
	struct use *v;
	size_t n, cap;
};

static int by_id(const void *a, const void *b)
{
	const struct use *x = a, *y = b;

	if (x->space != y->space)
		return x->space < y->space ? -1 : 1;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	/* Guests first: findings are theirs. */
	if (x->owner != y->owner)
		return x->owner > y->owner ? -1 : 1;
	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	return x->index - y->index;
}

/* Calls @fn once for every owner of a thing but the first. */
static void uses_compare(struct builder *b, struct uses *u,
	void (*fn)(struct builder *b, const struct use *first, const struct use *other))
{
	const struct use *first = NULL;

	if (u->n)
		qsort(u->v, u->n, sizeof(*u->v), by_id);
	for (size_t i = 0; i < u->n; i++) {
		const struct use *x = &u->v[i];

		if (!first || first->space != x->space || first->id != x->id)
			first = x;
		else if (x->owner != x[-1].owner)
			fn(b, first, x);
	}
	vec_free(u);
}

static void report_irq(struct builder *b, const struct use *first, const struct use *other)
{
	struct issue *i = issue_add(&b->issues, RULE_ISOLATION_INTERRUPT_SHARED, first->node,
		first->prop, -1, "%s and %s share SPI %u, interrupt %u of the GIC",
		isolate_name(b, first->owner), isolate_name(b, other->owner),
		(unsigned int)first->id, (unsigned int)first->id + DT_GIC_FIRST_SPI);

	issue_relate(&b->issues, i, other->node, "the other device");
	issue_hint(&b->issues, i, "give both devices to one owner");
}

static const char *irq_prop(const struct dt_node *n)
{
	return dt_prop(n, "interrupts-extended") ? "interrupts-extended" : "interrupts";
}

static void add_guest_irqs(struct builder *b, struct uses *u)
{
	for (uint32_t g = 0; g < b->plan->n_guests; g++) {
		const struct plan_guest *guest = &b->plan->guests[g];

		for (size_t i = 0; i < guest->n_devices; i++)
			for (size_t k = 0; k < guest->devices[i].n_irqs; k++) {
				const struct plan_irq *irq = &guest->devices[i].irqs[k];
				struct use one = { 0, irq->spi, g + 1, irq->node,
					irq_prop(irq->node), -1 };

				vec_push(u, one);
			}
	}
}

void isolate_interrupts(struct builder *b)
{
	const struct dt_node *n, *gic = NULL;
	struct uses u = { 0 };

	add_guest_irqs(b, &u);
	dt_for_each_node(b->t, n) {
		struct dt_irq_all all = { 0 };

		if (isolate_owner(b, n) != PLAN_DOM0)
			continue;
		while (dt_irq_all_next(b->t, n, &all)) {
			struct dt_irq irq = all.irq;
			struct use one = { .node = n, .prop = irq.prop->name, .index = -1 };

			if (irq.error || (irq.controller != gic && !dt_is_gic(irq.controller)))
				continue;
			gic = irq.controller;
			if (dt_gic_irq(&irq).kind != DT_GIC_SPI)
				continue;
			one.id = dt_gic_irq(&irq).number;
			vec_push(&u, one);
		}
	}
	uses_compare(b, &u, report_irq);
}

static void report_device(struct builder *b, const struct use *first, const struct use *other)
{
	struct issue *i = issue_add(&b->issues, RULE_ISOLATION_SCMI_DEVICE_SHARED, first->node,
		first->prop, first->index, "%s and %s both have the SCMI device id 0x%x",
		isolate_name(b, first->owner), isolate_name(b, other->owner),
		(unsigned int)first->id);

	issue_relate(&b->issues, i, other->node, "the other device");
	issue_hint(&b->issues, i, "use the id that the firmware has for each device");
}

static void isolate_permissions(struct builder *b)
{
	struct uses u = { 0 };

	for (size_t i = 0; i < b->m->n_permissions; i++) {
		const struct scmi_permission *p = &b->m->permissions[i];
		struct use one = { .id = p->id, .node = p->device, .prop = p->prop->name };

		one.owner = isolate_owner(b, p->device);
		one.index = p->legacy ? -1 : (int)p->ref.index;
		if (p->has_id && one.owner != PLAN_NOBODY &&
			(p->legacy || (p->controller && p->controller == b->m->management)))
			vec_push(&u, one);
	}
	uses_compare(b, &u, report_device);
}

static void report_resource(struct builder *b, const struct use *first, const struct use *other)
{
	uint32_t protocol = (uint32_t)first->space;
	const char *name = scmi_protocol_name(protocol);
	struct issue *i;

	i = issue_add(&b->issues, RULE_ISOLATION_SCMI_RESOURCE_SHARED, first->node, first->prop,
		first->index, "%s and %s both use resource 0x%x of SCMI protocol 0x%x (%s)",
		isolate_name(b, first->owner), isolate_name(b, other->owner),
		(unsigned int)first->id, protocol, name ? name : "of a vendor");
	issue_relate(&b->issues, i, other->node, "the other device");
	issue_hint(
		&b->issues, i, "give both devices to one owner, or let the firmware count users");
}

static void isolate_resources(struct builder *b)
{
	struct uses u = { 0 };

	for (size_t i = 0; i < b->m->n_uses; i++) {
		const struct scmi_use *s = &b->m->uses[i];
		struct use one = { .node = s->device, .prop = s->prop->name };
		uint32_t owner = isolate_owner(b, s->device);
		uint32_t reg;

		if (s->ref.error || !s->protocol->has_id || owner == PLAN_NOBODY)
			continue;
		one.owner = owner;
		one.index = (int)s->ref.index;
		one.space = s->protocol->id;
		if (s->ref.n_args)
			one.id = dt_cell(s->ref.args, 0);
		else if (s->ref.provider != s->protocol->node &&
			 dt_prop_u32(s->ref.provider, "reg", &reg))
			one.id = reg;
		else
			continue;
		vec_push(&u, one);
	}
	uses_compare(b, &u, report_resource);
}

void isolate_scmi(struct builder *b)
{
	isolate_permissions(b);
	isolate_resources(b);
}
