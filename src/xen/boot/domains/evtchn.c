// SPDX-License-Identifier: BSD-2-Clause
/* Static event channels (common/device-tree/static-evtchn.c). */
#include <inttypes.h>
#include <stdlib.h>

#include "xen/boot/domains/domain.h"
#include "xen/boot/node.h"

#define MAX_PORT 1023u /* of a domain that is neither the hardware's nor xenstore's */

struct channel {
	const struct dt_node *node;
	uint32_t port, peer;
};

/* A port that is taken, and the node that takes it. */
struct port {
	const struct dt_node *domain, *node;
	uint32_t number;
	size_t order;
};

struct connector {
	struct boot *b;
	VEC(struct port) ports;
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

static bool port_fits(const struct boot *b, const struct channel *c)
{
	uint32_t caps = 0;

	if (c->node->parent == b->chosen)
		return true;
	if (b->caps->capabilities)
		boot_u32(c->node->parent, "capabilities", &caps);
	return caps & (CAP_HARDWARE | CAP_XENSTORE) || c->port <= MAX_PORT;
}

static void take(struct connector *k, const struct channel *c)
{
	vec_push(&k->ports, ((struct port){ c->node->parent, c->node, c->port, k->ports.n }));
}

static const char *wrong(struct connector *k, const struct dt_node *n)
{
	const struct boot *b = k->b;
	const struct dt_node *peer;
	struct channel c, other = { 0 };

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
	if (n == peer)
		return "the channel leads to itself";
	/* The end that stands behind has been connected with the one before. */
	if (n > peer)
		return NULL;
	if (!c.port)
		return "the port is 0, which stands for any";
	if (!port_fits(b, &c) || !port_fits(b, &other))
		return "the port is above 1023";
	take(k, &c);
	take(k, &other);
	return NULL;
}

static void report(struct boot *b, const struct dt_node *n, const char *why)
{
	boot_hint(b, boot_add(b, BOOT_STOP, "domain-evtchn", n, "xen,evtchn", -1, "%s", why),
		"write xen,evtchn = <PORT &OTHER> into a node of each of the two domains");
}

static void check(struct connector *k, const struct dt_node *n)
{
	const char *why;

	if (!(boot_class(k->b, n) & CLASS_EVTCHN))
		return;
	why = wrong(k, n);
	if (why)
		report(k->b, n, why);
}

static int by_port(const void *a, const void *b)
{
	const struct port *x = a, *y = b;

	if (x->domain != y->domain)
		return x->domain < y->domain ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static void check_repeated(struct connector *k)
{
	if (k->ports.n)
		qsort(k->ports.v, k->ports.n, sizeof(*k->ports.v), by_port);
	for (size_t i = 1; i < k->ports.n; i++)
		if (k->ports.v[i].domain == k->ports.v[i - 1].domain &&
			k->ports.v[i].number == k->ports.v[i - 1].number && k->ports.v[i].number)
			report(k->b, k->ports.v[i].node,
				"another channel of the domain has the port already");
}

void evtchn_connect(struct boot *b)
{
	struct connector k = { .b = b };
	const struct dt_node *n, *e;

	if (!b->chosen)
		return;
	/* No domain is built then: the last one has just been. */
	b->current = (int)b->domains.n - 1;
	dt_for_each_child(b->chosen, n) {
		if (boot_builds_dom0(b))
			check(&k, n);
		dt_for_each_child(n, e)
			check(&k, e);
	}
	check_repeated(&k);
	vec_free(&k.ports);
	b->current = BOOT_XEN;
}
