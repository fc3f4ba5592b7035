// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "dt/pci.h"
#include "plan/build.h"
#include "plan/copy/node.h"
#include "xen/iommu.h"

struct plan_node *copy_of(const struct builder *b, const struct dt_node *host)
{
	size_t i = dt_index(b->t, host);

	return b->in_copy[i] == b->g.guest_index + 1 ? b->copies[i] : NULL;
}

void copy_register(struct builder *b, const struct dt_node *host, struct plan_node *node)
{
	size_t i = dt_index(b->t, host);

	b->in_copy[i] = b->g.guest_index + 1;
	b->copies[i] = node;
}

/* A name that nobody in /passthrough has: "clk@0" of two buses becomes "clk" and "clk-2". */
static const char *unique_name(struct builder *b, const char *name)
{
	size_t base = strcspn(name, "@");
	const char *free_name = name;

	/* One count for all names, so that a thousand equal ones take a thousand steps. */
	while (!name_set_add(b->g.used, free_name))
		free_name = arena_printf(
			b->a, "%.*s-%u%s", (int)base, name, ++b->g.n_renamed + 1, name + base);
	return free_name;
}

struct plan_node *copy_node(struct builder *b, const struct dt_node *host, struct plan_node *parent,
	struct pending_node w)
{
	struct plan_node *n = node_new(b->a, host->name);

	n->host = host;
	node_append(parent, n);
	copy_register(b, host, n);
	w.host = host;
	w.node = n;
	vec_push(&b->g.pending, w);
	return n;
}

/* Something that Xen has to be told about. */
static bool has_resources(const struct dt_node *n)
{
	return dt_prop(n, "reg") || dt_prop(n, "interrupts") || dt_prop(n, "interrupts-extended") ||
	       dt_prop(n, "iommus") || dt_prop(n, "access-controllers") || dt_prop(n, "scmi_devid");
}

static size_t add_device(struct builder *b, struct assigned_device *top, const struct dt_node *host)
{
	struct device d = { .top = top };

	d.pub.host = host;
	d.pub.top = host == top->node;
	d.pub.consent = top->want->consent;
	vec_push(&b->g.devices, d);
	return b->g.devices.n - 1;
}

static void copy_children(struct builder *b, struct assigned_device *top,
	const struct dt_node *from, struct plan_node *to)
{
	const struct dt_node *c;

	dt_for_each_child(from, c) {
		struct pending_node w = { .kind = COPY_CHILD, .top = top, .device = SIZE_MAX };
		struct plan_node *n;

		if (!dt_available(c))
			continue;
		if (has_resources(c))
			w.device = add_device(b, top, c);
		xen_reserved_check(b, c);
		n = copy_node(b, c, to, w);
		if (w.device != SIZE_MAX)
			b->g.devices.v[w.device].pub.node = n;
		copy_children(b, top, c, n);
	}
}

/* <rid &iommu base length>..., Linux, Documentation/devicetree/bindings/pci/pci-iommu.txt */
static bool is_behind_iommu(const struct builder *b, const struct dt_node *bridge)
{
	const struct dt_prop *p = dt_prop(bridge, "iommu-map");

	for (uint32_t at = 1; p && !b->iommu_off && at < p->len / 4; at += 4) {
		const struct dt_node *iommu = dt_by_phandle(b->t, dt_cell(p->data, at));

		if (!iommu || xen_uses_iommu(iommu))
			return true;
	}
	return false;
}

/* What of a PCI host bridge cannot be given. */
static void check_pci(struct builder *b, const struct assigned_device *top)
{
	const struct dt_node *n = top->node;
	struct issue *i;

	/* Files speak for themselves. */
	if (!dt_is_pci(n) || b->g.want->derived)
		return;
	if (is_behind_iommu(b, n)) {
		i = issue_add(&b->issues, RULE_GUEST_REGISTERS, n, "iommu-map", -1,
			"guest %s: the devices of this PCI host bridge stand behind an IOMMU, "
			"which Xen sets up for none of them",
			b->g.want->name);
		issue_hint(&b->issues, i, "leave the bridge to Dom0");
	}
	if (top->want->n_addresses)
		issue_add(&b->issues, RULE_GUEST_REGISTERS, n, "ranges", -1,
			"guest %s: a PCI host bridge keeps the host's addresses", b->g.want->name);
}

void copy_top(struct builder *b, struct assigned_device *top)
{
	size_t device = add_device(b, top, top->node);
	struct pending_node w = { .kind = COPY_TOP, .top = top, .is_root = true, .device = device };
	struct plan_node *n = copy_node(b, top->node, b->g.guest->passthrough, w);

	b->g.devices.v[device].pub.node = n;
	if (top->want->with_children)
		copy_children(b, top, top->node, n);
	registers_read(b, &b->g.devices.v[device]);
	n->name = unique_name(b, n->name);
	n->comment = arena_printf(b->a, "host %s", dt_path_dup(b->a, top->node));
	check_pci(b, top);
	xen_reserved_check(b, top->node);
	if (!dt_available(top->node) && !top->want->shown)
		issue_add(&b->issues, RULE_GUEST_DEVICE_DISABLED, top->node, "status", -1,
			"guest %s is given a device that the host's tree disables",
			b->g.want->name);
}

/* Nodes that only say something and that every guest may have a copy of. */
static bool is_passive(const struct dt_node *n)
{
	static const char *const names[] = {
		"fixed-clock",
		"fixed-factor-clock",
		"regulator-fixed",
		"operating-points-v2",
		"usb-nop-xceiv",
		"mmc-pwrseq-simple",
		"mmc-pwrseq-emmc",
		"mmc-pwrseq-sd8787",
		"hdmi-connector",
		"usb-c-connector",
		"usb-a-connector",
		"usb-b-connector",
		"gpio-usb-b-connector",
		"dp-connector",
		"vga-connector",
		"composite-video-connector",
		"svideo-connector",
		"dvi-connector",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (dt_compatible(n, names[i]))
			return true;
	/* Tables that bindings know by name alone. */
	return !n->child && !dt_prop(n, "compatible") &&
	       (dt_name_is(n, "stmmac-axi-config") || dt_name_is(n, "rx-queues-config") ||
		       dt_name_is(n, "tx-queues-config"));
}

static void copy_below(struct builder *b, struct assigned_device *top, const struct dt_node *from,
	struct plan_node *to)
{
	const struct dt_node *c;

	dt_for_each_child(from, c) {
		struct pending_node w = { .kind = COPY_PASSIVE, .top = top, .device = SIZE_MAX };

		copy_below(b, top, c, copy_node(b, c, to, w));
	}
}

struct plan_node *copy_passive(
	struct builder *b, const struct dt_node *host, struct assigned_device *top)
{
	struct pending_node w = {
		.kind = COPY_PASSIVE, .top = top, .is_root = true, .device = SIZE_MAX
	};
	const struct dt_node *root = host;
	struct plan_node *n;

	while (root && !is_passive(root))
		root = root->parent;
	if (!root || !dt_available(root))
		return NULL;
	if (copy_of(b, root))
		return copy_of(b, host);
	n = copy_node(b, root, b->g.guest->passthrough, w);
	n->name = unique_name(b, arena_strndup(b->a, root->name, strcspn(root->name, "@")));
	n->comment = arena_printf(b->a, "copy of host %s", dt_path_dup(b->a, root));
	copy_below(b, top, root, n);
	return copy_of(b, host);
}
