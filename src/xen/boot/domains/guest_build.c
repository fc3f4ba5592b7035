// SPDX-License-Identifier: BSD-2-Clause
/* One dom0less domain (construct_domU() in common/device-tree/dom0less-build.c). */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "xen/boot/domains/domain.h"
#include "xen/boot/machine/early.h"
#include "xen/boot/node.h"

/* The ramdisk that the domain names was dropped: it starts without. */
static void check_ramdisk(struct boot *b, const struct boot_guest *g)
{
	const struct dt_node *n;

	dt_for_each_child(g->node, n)
		if (boot_class(b, n) & CLASS_RAMDISK && !g->ramdisk)
			boot_hint(b,
				boot_add(b, BOOT_LOSS, "module-overlap", n, "reg", 0,
					"the ramdisk overlaps another module or region"),
				"give it a place of its own");
}

/* Processors of the machine, as far as the tree names them; 0: unknown. */
static unsigned long processors(const struct boot *b)
{
	const struct dt_node *cpus = dt_by_full_path(b->tree, "/cpus"), *n;
	unsigned long count = 0;

	for (n = cpus ? cpus->child : NULL; n; n = n->next) {
		const struct dt_prop *type = dt_prop(n, "device_type");

		count += type && dt_string_is(type, "cpu");
	}
	return count;
}

/* The highest processor of a list such as "0-1,3"; what stands behind another character is not
 * read. */
static unsigned long highest(const char *list)
{
	unsigned long max = 0;

	while (*list) {
		char *end;
		unsigned long v = strtoul(list, &end, 0);

		if (*end == '-')
			v = strtoul(end + 1, &end, 0);
		max = v > max ? v : max;
		if (*end != ',')
			break;
		list = end + 1;
	}
	return max;
}

static void check_affinity(struct boot *b, const struct dt_node *vcpu)
{
	const char *list = dt_prop_string(vcpu, "hard-affinity");
	unsigned long have = processors(b), max = list ? highest(list) : 0;

	if (!list || !have || max < have)
		return;
	boot_hint(b,
		boot_add(b, BOOT_STOP, "domain-vcpu", vcpu, "hard-affinity", -1,
			"the machine has no processor %lu", max),
		"write numbers from 0 to %lu", have - 1);
}

static void check_vcpus(struct boot *b, const struct boot_guest *g)
{
	const struct dt_node *n;
	uint32_t id;

	if (!b->caps->vcpu_nodes)
		return;
	dt_for_each_child(g->node, n) {
		if (!(boot_class(b, n) & CLASS_VCPU))
			continue;
		if (boot_u32(n, "id", &id) && id < g->cpus) {
			check_affinity(b, n);
			continue;
		}
		boot_hint(b,
			boot_add(b, BOOT_STOP, "domain-vcpu", n, "id", -1,
				"the virtual processor has no number below the domain's cpus"),
			"write id = <0>; to one less than cpus");
	}
}

static void check_xenstore(struct boot *b, const struct boot_guest *g)
{
	const struct dt_prop *p = dt_prop(g->node, "xen,enhanced");

	if (!p)
		return;
	if (!p->len || p->data[p->len - 1] || !strcmp((const char *)p->data, "enabled") ||
		!strcmp((const char *)p->data, "legacy")) {
		if (!b->wants_xenstore)
			b->wants_xenstore = g->node;
	}
}

/* The tree that was given for the domain, or for another that names the same module. */
static const struct dt_tree *partial_of(const struct boot *b, const struct boot_guest *g)
{
	const struct dt_tree *shared = NULL;

	/* A module that overlaps another is not there; one that nobody names the bootloader adds.
	 */
	if (g->names_tree && !g->tree)
		return NULL;
	for (size_t k = 0; k < b->in->n_guests; k++) {
		const struct scmi_domain *d = b->in->guests[k].domain;
		struct boot_guest other = { .node = d ? d->node : NULL };

		if (other.node == g->node)
			return b->in->guests[k].tree;
		if (!other.node || !g->tree)
			continue;
		kernel_modules(b, &other);
		if (other.tree == g->tree)
			shared = b->in->guests[k].tree;
	}
	return shared;
}

bool boot_guest(struct boot *b, const struct scmi_domain *d)
{
	struct boot_guest g = { .node = d->node };
	size_t i = 0;

	while (i < b->domains.n && b->domains.v[i].scmi != d)
		i++;
	if (i == b->domains.n)
		return !b->stop;
	b->current = (int)i;
	guest_properties(b, &g);
	guest_memory(b, &g);
	shared_memory_given(b, &g);
	check_ramdisk(b, &g);
	g.partial = partial_of(b, &g);
	partial_scan(b, &g);
	check_vcpus(b, &g);
	check_xenstore(b, &g);
	if (!b->stop)
		b->domains.v[i].built = true;
	b->current = BOOT_XEN;
	return !b->stop;
}

/* Dom0's module stands in /chosen@0 or the like. */
static void check_chosen(struct boot *b)
{
	const struct dt_node *n = boot_class_first(b, CLASS_MODULE);

	if (!n || dt_by_full_path(b->tree, "/chosen"))
		return;
	while (n->depth > 1)
		n = n->parent;
	b->current = b->domains.n ? 0 : BOOT_XEN;
	boot_hint(b,
		boot_add(b, BOOT_CRASH, "chosen-name", n, NULL, -1,
			"the node with the boot modules is not called chosen"),
		"call it chosen, without a unit address");
	b->current = BOOT_XEN;
}

/* What concerns all domains, once each is built. */
bool boot_finish(struct boot *b)
{
	size_t i = 0;

	check_chosen(b);
	evtchn_connect(b);
	if (b->wants_xenstore && !b->have_xenstore && !boot_builds_dom0(b)) {
		while (i < b->domains.n &&
			(!b->domains.v[i].scmi || b->domains.v[i].scmi->node != b->wants_xenstore))
			i++;
		b->current = i < b->domains.n ? (int)i : BOOT_XEN;
		boot_hint(b,
			boot_add(b, BOOT_STOP, "domain-xenstore", b->wants_xenstore, "xen,enhanced",
				-1, "the domain wants xenstore, and no domain has it"),
			"write xen,enhanced = \"no-xenstore\", or capabilities = <4> into the "
			"domain that runs xenstore, or a kernel for Dom0");
		b->current = BOOT_XEN;
	}
	early_discard_modules(b);
	share_find(b);
	return !b->stop;
}
