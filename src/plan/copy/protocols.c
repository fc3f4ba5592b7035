// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "plan/build.h"
#include "plan/copy/node.h"

static bool is_wanted(const struct builder *b, uint32_t id)
{
	return !b->g.want->protocols_given ||
	       memchr(b->g.want->protocols, (int)id, b->g.want->n_protocols);
}

static struct pending_node scmi_work(struct assigned_device *top)
{
	return (struct pending_node){ .kind = COPY_SCMI, .top = top, .device = SIZE_MAX };
}

/* The guest's node for a host protocol; one per id, whichever host instance it is of. */
static struct plan_node *copy_protocol(
	struct builder *b, const struct dt_node *host, uint32_t id, struct assigned_device *top)
{
	struct plan_node *n = b->g.protocols[id];

	if (n)
		copy_register(b, host, n);
	else
		n = b->g.protocols[id] = copy_node(b, host, b->g.scmi, scmi_work(top));
	return n;
}

static void copy_below(struct builder *b, const struct dt_node *from, struct plan_node *to,
	struct assigned_device *top)
{
	const struct dt_node *c;

	dt_for_each_child(from, c)
		if (!copy_of(b, c))
			copy_below(b, c, copy_node(b, c, to, scmi_work(top)), top);
}

/* The path from the protocol down to a node, which is at most as long as the tree is deep. */
static struct plan_node *copy_path(struct builder *b, const struct dt_node *protocol,
	const struct dt_node *host, uint32_t id, struct assigned_device *top)
{
	struct plan_node *parent, *n = copy_of(b, host);

	if (n)
		return n;
	if (host == protocol)
		return copy_protocol(b, host, id, top);
	parent = copy_path(b, protocol, host->parent, id, top);
	return copy_node(b, host, parent, scmi_work(top));
}

static const struct dt_node *protocol_of(
	const struct builder *b, const struct dt_node *n, uint32_t *id)
{
	const struct dt_node *instance = scmi_instance_of(b->m, n)->node;

	while (n != instance && n->parent != instance)
		n = n->parent;
	if (n == instance || !dt_prop_u32(n, "reg", id) || *id < 0x10 || *id > 0xff)
		return NULL;
	return n;
}

struct plan_node *scmi_provider(struct builder *b, const struct pending_node *w,
	const struct dt_prop *prop, const struct dt_ref *ref)
{
	uint32_t id = 0;
	const struct dt_node *protocol = protocol_of(b, ref->provider, &id);
	struct plan_node *n;

	if (!protocol || b->g.want->sci == PLAN_SCI_NONE || !is_wanted(b, id)) {
		struct issue *i = issue_add(&b->issues, RULE_GUEST_PROTOCOL, w->host, prop->name,
			(int)ref->index, "guest %s: %s needs SCMI %s", b->g.want->name, prop->name,
			protocol ? arena_printf(b->a, "protocol 0x%x, which %s", id,
					   b->g.want->sci == PLAN_SCI_NONE
						   ? "a guest without an agent does not have"
						   : "its list of protocols leaves out")
				 : "but no protocol of it");

		issue_relate(&b->issues, i, ref->provider, "the provider");
		issue_hint(&b->issues, i, "%s, or remove: [%s]",
			b->g.want->sci == PLAN_SCI_NONE ? "give the guest an agent-id"
							: "write protocols: auto",
			prop->name);
		return NULL;
	}
	/* Without a channel the guest has been told of already. */
	if (!b->g.scmi)
		return NULL;
	n = copy_path(b, protocol, ref->provider, id, w->top);
	if (ref->provider != protocol)
		copy_below(b, ref->provider, n, w->top);
	return n;
}

/* The host's node for a protocol, the host's own instance first. */
static const struct dt_node *host_protocol(const struct builder *b, uint32_t id)
{
	const struct dt_node *found = NULL;

	for (size_t i = 0; i < b->m->n_protocols; i++) {
		const struct scmi_protocol *p = &b->m->protocols[i];

		if (!p->has_id || p->id != id)
			continue;
		if (p->instance == b->m->host)
			return p->node;
		if (!found)
			found = p->node;
	}
	return found;
}

/* A protocol that no node of the host describes; the cells are those of its binding. */
static void make_protocol(struct builder *b, uint32_t id)
{
	static const char *const cells[] = { [0x11] = "#power-domain-cells",
		[0x13] = "#power-domain-cells",
		[0x14] = "#clock-cells",
		[0x15] = "#thermal-sensor-cells",
		[0x16] = "#reset-cells" };
	struct plan_node *n = node_new(b->a, arena_printf(b->a, "protocol@%x", id));

	b->g.protocols[id] = n;
	node_append(b->g.scmi, n);
	node_cell(b->a, n, "reg", id);
	if (id < sizeof(cells) / sizeof(cells[0]) && cells[id])
		node_cell(b->a, n, cells[id], 1);
}

static void add_listed(struct builder *b)
{
	for (size_t i = 0; i < b->g.want->n_protocols; i++) {
		uint32_t id = b->g.want->protocols[i];
		const struct dt_node *host = host_protocol(b, id);

		if (host)
			copy_below(b, host, copy_protocol(b, host, id, NULL), NULL);
		else if (!b->g.protocols[id])
			make_protocol(b, id);
	}
}

void scmi_listed(struct builder *b)
{
	if (b->g.scmi && b->g.want->protocols_given)
		add_listed(b);
}

void scmi_end(struct builder *b)
{
	uint8_t *ids = arena_alloc(b->a, 256);

	if (!b->g.scmi)
		return;
	b->g.scmi->child = NULL;
	b->g.scmi->child_end = &b->g.scmi->child;
	for (uint32_t id = 0; id < 256; id++) {
		if (!b->g.protocols[id])
			continue;
		b->g.protocols[id]->next = NULL;
		node_append(b->g.scmi, b->g.protocols[id]);
		ids[b->g.guest->n_protocols++] = (uint8_t)id;
	}
	b->g.guest->protocols = ids;
}
