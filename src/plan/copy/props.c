// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "dt/pci.h"
#include "plan/build.h"
#include "plan/copy/node.h"

/* Of use to the host alone, or written anew. */
static bool is_host_only(const char *name)
{
	static const char *const names[] = { "access-controller-names", "access-controllers",
		"interrupt-parent", "iommu-map", "iommu-map-mask", "iommus", "linux,phandle",
		"phandle", "scmi_devid" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(name, names[i]))
			return true;
	return !strncmp(name, "xen,", 4);
}

static bool is_one_of(const char *name, const char *const *names)
{
	while (*names && strcmp(name, *names))
		names++;
	return *names != NULL;
}

/* What other functions write, by the kind of the node. */
static bool is_done_elsewhere(const struct pending_node *w, const char *name)
{
	static const char *const of_root[] = { "#address-cells", "#size-cells", "compatible",
		"dma-ranges", "ranges", "reg", "status", NULL };
	static const char *const of_passive[] = { "reg", NULL };
	static const char *const of_scmi[] = { "arm,smc-id", "mbox-names", "mboxes", "shmem",
		NULL };

	switch (w->kind) {
	case COPY_TOP:
		return is_one_of(name, of_root);
	case COPY_PASSIVE:
		return w->is_root && is_one_of(name, of_passive);
	case COPY_SCMI:
		return is_one_of(name, of_scmi);
	default:
		return false;
	}
}

static size_t listed(const struct manifest_device *want, const char *name)
{
	size_t i = 0;

	while (i < want->n_remove && strcmp(want->remove[i], name))
		i++;
	return i;
}

static bool is_listed(const struct manifest_device *want, const char *name)
{
	return listed(want, name) < want->n_remove;
}

/* What only names or sets up the entries of a property that is removed. */
static bool is_listed_by_entries(const struct manifest_device *want, const char *name)
{
	static const char *const pairs[][2] = {
		{ "assigned-clock-parents", "assigned-clocks" },
		{ "assigned-clock-rates", "assigned-clocks" },
		{ "clock-names", "clocks" },
		{ "dma-names", "dmas" },
		{ "interconnect-names", "interconnects" },
		{ "interrupt-names", "interrupts" },
		{ "interrupt-names", "interrupts-extended" },
		{ "io-channel-names", "io-channels" },
		{ "mbox-names", "mboxes" },
		{ "memory-region-names", "memory-region" },
		{ "nvmem-cell-names", "nvmem-cells" },
		{ "phy-names", "phys" },
		{ "pinctrl-names", "pinctrl-0" },
		{ "power-domain-names", "power-domains" },
		{ "pwm-names", "pwms" },
		{ "reset-names", "resets" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (!strcmp(name, pairs[i][0]) && is_listed(want, pairs[i][1]))
			return true;
	return false;
}

static bool is_removed(struct builder *b, const struct pending_node *w, const char *name)
{
	const struct manifest_device *want = w->top ? w->top->want : NULL;

	if (!want || (w->kind != COPY_TOP && w->kind != COPY_CHILD))
		return false;
	if (is_listed(want, name)) {
		if (dt_prop(w->host, name))
			unused_mark(b, want, listed(want, name));
		return true;
	}
	if (is_listed_by_entries(want, name))
		return true;
	for (size_t i = 0; w->kind == COPY_TOP && i < want->n_sets; i++)
		if (!strcmp(want->sets[i].name, name))
			return true;
	return false;
}

/* Message interrupts go to a controller that the guest has to have, which is never the host's ITS.
 */
static bool write_msi(struct builder *b, const struct pending_node *w, const struct dt_prop *p)
{
	struct dt_ref ref = { 0 };

	if (strcmp(p->name, "msi-parent") != 0)
		return false;
	while (dt_ref_next(b->t, p, "#msi-cells", &ref))
		if (ref.error || (ref.provider != w->host && !copy_of(b, ref.provider)))
			return false;
	write_refs(b, w, p, "#msi-cells");
	return true;
}

/* Other message interrupts and interrupt maps lead past the list of interrupts that a guest can
 * have. */
static bool write_interrupt_prop(
	struct builder *b, const struct pending_node *w, const struct dt_prop *p)
{
	static const char *const names[] = { "interrupt-map", "msi-map", "msi-parent", NULL };
	struct issue *i;

	if (!strcmp(p->name, "msi-ranges"))
		return write_msi_ranges(b, w, p);
	if (!is_one_of(p->name, names))
		return false;
	if (write_msi(b, w, p) || write_map(b, w, p))
		return true;
	i = issue_add(&b->issues, RULE_GUEST_INTERRUPT, w->host, p->name, -1,
		"guest %s: %s cannot be passed to a guest", b->g.want->name, p->name);
	issue_hint(&b->issues, i,
		*p->name == 'm'
			? "Xen keeps the host's ITS, and a guest has none: give the guest "
			  "another MSI controller too, or remove: [%s] where the driver works "
			  "with legacy interrupts"
			: "leave the device to Dom0, or remove: [%s] from the guest's node",
		p->name);
	return true;
}

static void write_prop(struct builder *b, const struct pending_node *w, const struct dt_prop *p)
{
	const char *cells;

	if (is_removed(b, w, p->name) || is_host_only(p->name) || is_done_elsewhere(w, p->name))
		return;
	if (!strcmp(p->name, "interrupts") || !strcmp(p->name, "interrupts-extended") ||
		(!strcmp(p->name, "interrupt-map-mask") && !dt_is_pci(w->host)))
		return;
	if (write_interrupt_prop(b, w, p))
		return;
	cells = dt_ref_cells(w->host, p);
	if (cells && p->len) {
		write_refs(b, w, p, cells);
		return;
	}
	if (!dt_is_hog(w->host, p))
		guess_reference(b, w, p);
	node_prop(b->a, w->node, p->name, node_type(p->data, p->len), p->data, p->len);
}

static void write_sets(struct builder *b, const struct pending_node *w)
{
	const struct manifest_device *want = w->top->want;

	for (size_t i = 0; i < want->n_sets; i++) {
		const struct manifest_set *s = &want->sets[i];

		node_drop(w->node, s->name);
		node_prop(b->a, w->node, s->name, s->type, s->data, s->len);
	}
}

void write_props(struct builder *b, const struct pending_node *w)
{
	const struct dt_prop *p;

	if (w->kind == COPY_TOP) {
		p = dt_prop(w->host, "compatible");
		if (p && !is_removed(b, w, "compatible"))
			node_prop(b->a, w->node, p->name, node_type(p->data, p->len), p->data,
				p->len);
		registers_write(b, &b->g.devices.v[w->device]);
	}
	dt_for_each_prop(w->host, p)
		write_prop(b, w, p);
	/* Bindings ask it of every interrupt controller, as do checks of interrupt maps. */
	if (w->kind != COPY_TOP && dt_prop(w->host, "interrupt-controller") &&
		!dt_prop(w->host, "#address-cells"))
		node_cell(b->a, w->node, "#address-cells", 0);
	if (w->device != SIZE_MAX) {
		streams_read(b, w);
		permission_read(b, w);
	}
	if (is_removed(b, w, "interrupts") || is_removed(b, w, "interrupts-extended"))
		interrupts_left_out(b, w);
	else
		write_interrupts(b, w);
	if (w->kind == COPY_TOP)
		write_sets(b, w);
}
