// SPDX-License-Identifier: BSD-2-Clause
/* What a PCI bridge has besides its registers (map_device_children() in arch/arm/device.c). */
#include <inttypes.h>
#include <string.h>

#include "xen/boot/device.h"

#define MAX_SPEC 4

struct map_entry {
	const struct dt_node *controller;
	const uint8_t *spec;
	uint32_t cells;
};

/* Four bytes of the map, which the caller knows to be there. */
static uint32_t cell(const struct dt_prop *p, uint64_t i)
{
	return dt_cell(p->data + i * 4, 0);
}

static void broken(struct boot *b, const struct boot_device *d, int index, const char *why)
{
	struct boot_event *e = boot_add(
		b, BOOT_STOP, "pci-interrupt-map", d->node, "interrupt-map", index, "%s", why);

	boot_hint(b, e,
		"write each entry as the address, the pin, the controller's phandle, and "
		"as many cells as the controller's #address-cells and #interrupt-cells say");
}

static void give(struct boot *b, const struct boot_device *d, int index, const struct map_entry *m)
{
	struct boot_irq irq = irq_translate(m->spec, m->cells);
	struct irq_typed first;
	struct boot_event *e;

	if (!irq.translated || irq.irq < IRQ_LOCAL) {
		broken(b, d, index, "an entry leads to an interrupt of the GIC that is no SPI");
	} else if (!irq_set_type(b, &irq, d->node, &first)) {
		if (!first.node) {
			broken(b, d, index, "an entry leads to an SPI that no GIC has");
			return;
		}
		e = boot_add(b, BOOT_STOP, "device-irq-type", d->node, "interrupt-map", index,
			"SPI %" PRIu32 " has another trigger type where the tree names it before",
			irq.irq - IRQ_LOCAL);
		e->trigger = irq_trigger(d->node, &irq, &first);
		boot_other(e, first.node, "the node that names it first");
		boot_hint(b, e, "write the same trigger type in both nodes");
	} else if (d->own && b->caps->irq_map_errors_stop) {
		device_route(b, d->node, "interrupt-map", index, irq.irq);
	}
}

/* #address-cells of the node or of the nearest above it, as long as the property is whole */
static uint32_t address_cells(const struct dt_node *n)
{
	uint32_t cells = 2;

	for (; n; n = n->parent)
		if (boot_u32(n, "#address-cells", &cells))
			break;
	return cells;
}

/* dt_for_each_irq_map() */
static void walk_map(struct boot *b, const struct boot_device *d)
{
	const struct dt_prop *map = d->props.v[KEY_INTERRUPT_MAP];
	uint64_t own, n = map->len / 4, i = 0;
	int index = 0;

	if (!dt_prop(d->node, "#interrupt-cells") || irq_cells(b, d->node) > MAX_SPEC) {
		broken(b, d, -1, "the bridge has an interrupt-map and no usable #interrupt-cells");
		return;
	}
	own = (uint64_t)irq_cells(b, d->node) + address_cells(d->node);
	while (n - i > own + 1) {
		struct map_entry m = { 0 };
		uint32_t parent_address = 0;

		i += own;
		m.controller = dt_by_phandle(b->tree, cell(map, i++));
		if (!m.controller) {
			broken(b, d, index, "an entry names a phandle that leads nowhere");
			return;
		}
		if (!dt_prop(m.controller, "#interrupt-cells")) {
			broken(b, d, index, "an entry names a node without #interrupt-cells");
			return;
		}
		m.cells = irq_cells(b, m.controller);
		boot_u32(m.controller, "#address-cells", &parent_address);
		if (m.cells > MAX_SPEC || n - i < (uint64_t)m.cells + parent_address) {
			broken(b, d, index, "an entry is cut off");
			return;
		}
		m.spec = map->data + (i + parent_address) * 4;
		if (m.controller == b->gic)
			give(b, d, index, &m);
		i += (uint64_t)m.cells + parent_address;
		index++;
	}
}

static void window(
	struct boot *b, const struct boot_device *d, int index, const uint8_t *to, uint64_t size)
{
	struct boot_address a = boot_translate(b, d->node, to);
	struct boot_event *e;

	if (!a.error) {
		device_map(b, d, "ranges", index, a.addr, size);
		return;
	}
	e = boot_add(b, a.error == ADDRESS_CRASH ? BOOT_ASSERT : BOOT_STOP, "pci-window", d->node,
		"ranges", index, "window %d is outside the ranges of the bus above", index);
	boot_other(e, a.at, "the bus");
	boot_hint(b, e, "widen ranges of the bus, or remove the window");
}

/* dt_for_each_range() */
static void walk_ranges(struct boot *b, const struct boot_device *d)
{
	const struct dt_prop *ranges = d->props.v[KEY_RANGES];
	struct boot_event *e;
	struct boot_cells up;
	uint32_t one;

	if (!d->node->parent)
		return;
	if (!ranges) {
		e = boot_add(b, BOOT_STOP, "pci-ranges", d->node, "ranges", -1,
			"the PCI bridge has no ranges");
		boot_hint(b, e, "write ranges; or its windows, in each bridge and root port");
		return;
	}
	if (!ranges->len)
		return;
	/* Xen asks for the counts that hold for the bridge itself, not for its children. */
	up = boot_bus_cells(b, d->node->parent);
	one = 3 + 2 + (uint32_t)up.address;
	if (up.bus == BUS_NONE || !boot_cells_sane(&up)) {
		e = boot_add(b, BOOT_STOP, "pci-ranges", d->node, "ranges", -1,
			"the PCI bridge stands on a bus without addresses");
		boot_hint(b, e, "write ranges; into the bus above");
		return;
	}
	for (uint32_t i = 0; i < ranges->len / 4 / one; i++) {
		const uint8_t *r = ranges->data + (size_t)i * one * 4;

		window(b, d, (int)i, r + 12, dt_number(r + (size_t)(3 + up.address) * 4, 2));
	}
}

static bool named_pci(const struct dt_node *n)
{
	return dt_name_is(n, "pcie") || dt_name_is(n, "pci");
}

void device_pci(struct boot *b, const struct boot_device *d)
{
	const struct dt_prop *type = d->props.v[KEY_DEVICE_TYPE];
	struct boot_event *e;

	if (type && dt_string_is(type, "pci")) {
		if (d->props.v[KEY_INTERRUPT_MAP] && b->gic)
			walk_map(b, d);
		walk_ranges(b, d);
	} else if (!type && named_pci(d->node) && d->own && d->props.v[KEY_RANGES] &&
		   d->props.v[KEY_RANGES]->len) {
		e = boot_add(b, BOOT_LOSS, "pci-device-type", d->node, "device_type", -1,
			"the bridge has no device_type");
		boot_hint(b, e, "write device_type = \"pci\";");
	}
}
