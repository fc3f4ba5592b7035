// SPDX-License-Identifier: BSD-2-Clause
/* Static event channels (common/device-tree/static-evtchn.c). */
#include <inttypes.h>

#include "xen/boot/domain.h"
#include "xen/boot/node.h"

struct channel {
	const struct dt_node *node;
	uint32_t port, peer;
};

static bool read_channel(const struct dt_node *n, struct channel *c)
{
	const struct dt_prop *p = dt_prop(n, "xen,evtchn");

	if (!p || p->len < 8)
		return false;
	*c = (struct channel){ n, dt_cell(p->data, 0), dt_cell(p->data, 1) };
	return true;
}

/* Whether the node stands in a domain that is built; those of /chosen are Dom0's. */
static bool in_domain(const struct boot *b, const struct dt_node *n)
{
	if (!n->parent)
		return false;
	if (n->parent == b->chosen)
		return boot_builds_dom0(b);
	return n->parent->parent == b->chosen && boot_class(b, n->parent) & CLASS_DOMAIN;
}

static const char *wrong(const struct boot *b, const struct dt_node *n)
{
	const struct dt_node *peer;
	struct channel c, other;

	if (!read_channel(n, &c))
		return "xen,evtchn is no port and phandle";
	peer = dt_by_phandle(b->tree, c.peer);
	if (!peer)
		return "the other end's phandle leads nowhere";
	if (!read_channel(peer, &other))
		return "the other end has no xen,evtchn of its own";
	if (other.peer != n->phandle || !n->phandle)
		return "the other end does not name this one";
	if (!in_domain(b, n) || !in_domain(b, peer))
		return "one of the ends stands in no domain";
	return NULL;
}

static void check(struct boot *b, const struct dt_node *n)
{
	const char *why;

	if (!(boot_class(b, n) & CLASS_EVTCHN))
		return;
	why = wrong(b, n);
	if (why)
		boot_hint(b,
			boot_add(b, BOOT_STOP, "domain-evtchn", n, "xen,evtchn", -1, "%s", why),
			"write xen,evtchn = <PORT &OTHER> into a node of each of the two domains");
}

void evtchn_connect(struct boot *b)
{
	const struct dt_node *n, *e;

	if (!b->chosen || !b->caps->hides_evtchn)
		return;
	dt_for_each_child(b->chosen, n) {
		if (boot_builds_dom0(b))
			check(b, n);
		dt_for_each_child(n, e)
			check(b, e);
	}
}
