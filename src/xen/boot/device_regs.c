// SPDX-License-Identifier: BSD-2-Clause
/* Registers of a device (handle_device() and map_range_to_domain() in arch/arm/device.c). */
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "xen/boot/device.h"
#include "xen/boot/machine/machine.h"
#include "xen/boot/machine/memory.h"

static bool in_reserved_memory(const struct dt_node *n)
{
	while (n->depth > 1)
		n = n->parent;
	return n->depth == 1 && !strcasecmp(n->name, "reserved-memory");
}

/* Where the region touches one of a node's first @max. */
static bool touches(
	struct boot *b, const struct dt_node *n, uint32_t i, uint64_t start, uint64_t end)
{
	struct boot_props p = boot_props(b, n);
	struct boot_address a;

	if (i >= boot_reg_count(b, n, &p))
		return false;
	a = boot_reg(b, n, &p, i);
	return !a.error && start < a.addr + a.size && a.addr < end;
}

void device_hazards(struct boot *b, const struct boot_device *d, const char *prop, int index,
	uint64_t start, uint64_t end)
{
	const struct boot_region *bank = memory_bank(b, start, end);
	struct boot_event *e = NULL;

	if (bank && !memory_reserved(b, start, end)) {
		e = boot_add(b, BOOT_HAZARD, "device-over-memory", d->node, prop, index,
			"the registers at 0x%" PRIx64 " are memory that Xen gives away", start);
		boot_other(e, bank->node, "the memory");
	} else if (b->console && touches(b, b->console, 0, start & SCMI_PAGE_MASK, end)) {
		e = boot_add(b, BOOT_HAZARD, "device-over-xen", d->node, prop, index,
			"the registers at 0x%" PRIx64 " share a page with Xen's console", start);
		boot_other(e, b->console, "the console");
	} else if (b->gic_v2 &&
		   (touches(b, b->gic, 2, start, end) || touches(b, b->gic, 3, start, end))) {
		e = boot_add(b, BOOT_HAZARD, "device-over-xen", d->node, prop, index,
			"the registers at 0x%" PRIx64 " are the GIC's virtualisation interface",
			start);
		boot_other(e, b->gic, "the GIC");
	}
	if (e)
		boot_hint(b, e, "look reg up in the chip's manual, and the ranges above");
}

static bool beyond(struct boot *b, const struct boot_device *d, const char *prop, int index,
	uint64_t addr, const char *why)
{
	struct boot_event *e = boot_add(b, BOOT_STOP, "device-beyond", d->node, prop, index,
		"the region at 0x%" PRIx64 " %s", addr, why);

	boot_hint(b, e, "look at the cell counts and the order of the cells");
	return false;
}

static bool empty(
	struct boot *b, const struct boot_device *d, const char *prop, int index, uint64_t addr)
{
	struct boot_event *e;

	if (in_reserved_memory(d->node)) {
		/* One that the firmware is to fill in stands there disabled. */
		e = boot_add(b, dt_available(d->node) ? BOOT_LOSS : BOOT_NOTE, "device-empty",
			d->node, prop, index, "the region at 0x%" PRIx64 " has no size", addr);
		boot_effect(b, e, "reserves and maps nothing");
	} else if (addr && addr % SCMI_PAGE_SIZE == 0) {
		/* At 0 the last page wraps to the last there is, and the assertion holds. */
		e = boot_add(b, BOOT_ASSERT, "device-empty", d->node, prop, index,
			"the region at 0x%" PRIx64 " has no size", addr);
	} else {
		return true;
	}
	boot_hint(b, e, "write the size, or remove the entry");
	return e->how != BOOT_CRASH;
}

bool device_map(struct boot *b, const struct boot_device *d, const char *prop, int index,
	uint64_t addr, uint64_t size)
{
	unsigned int bits = b->address_bits;
	uint64_t end = addr + size;

	if (UINT64_MAX - addr < size)
		return beyond(b, d, prop, index, addr, "ends beyond 64 bits");
	if (!size)
		return empty(b, d, prop, index, addr);
	if (!d->own)
		return true;
	if (bits < 64 && (end - 1) >> bits)
		return beyond(b, d, prop, index, addr, "is wider than the processor's addresses");
	if (memory_covered(b, addr, end)) {
		boot_hint(b,
			boot_add(b, BOOT_STOP, "device-covers-memory", d->node, prop, index,
				"the region at 0x%" PRIx64 " covers all memory", addr),
			"look at the size");
		return false;
	}
	if (!in_reserved_memory(d->node) &&
		!(boot_class(b, d->node) & (CLASS_KERNEL | CLASS_RAMDISK | CLASS_GUEST_DTB)))
		device_hazards(b, d, prop, index, addr, end);
	if (b->domains.n > 1 || b->in->n_guests)
		vec_push(&b->dom0_regions, ((struct boot_region){ addr, end, d->node }));
	return true;
}

static void untranslatable(
	struct boot *b, const struct boot_device *d, int index, const struct boot_address *a)
{
	struct boot_event *e;
	const char *name = boot_reg_prop(b, d->node, &d->props)->name;

	if (a->error == ADDRESS_CRASH) {
		e = boot_add(b, BOOT_ASSERT, "device-cells", d->node, name, index,
			"a number of more than two cells stands in the way of this address");
		boot_hint(b, e, "write #address-cells and #size-cells of 1 or 2 into the bus");
	} else if (a->error == ADDRESS_NO_BUS) {
		e = boot_add(b, BOOT_STOP, "device-no-bus", d->node, name, index,
			"entry %d of %s lies on a bus, above which a bus has no ranges", index,
			name);
		boot_hint(b, e, "write ranges; into that bus, or remove ranges from the one below");
	} else {
		e = boot_add(b, BOOT_STOP, "device-outside", d->node, name, index,
			"entry %d of %s is outside the ranges of its bus", index, name);
		boot_hint(b, e, "add it to ranges of the bus, or remove the entry or the node");
	}
	boot_other(e, a->at, "the bus");
	/* What is wrong with the bus is said once. */
	if (a->error != ADDRESS_OUTSIDE && a->at == b->blamed_bus)
		e->message = NULL;
	if (a->error != ADDRESS_OUTSIDE)
		b->blamed_bus = a->at;
}

/* A reg that means registers, and of which Xen makes none. */
static bool means_registers(const struct boot *b, const struct boot_device *d)
{
	const struct dt_prop *reg = d->props.v[KEY_REG];
	const struct dt_node *bus = d->node->parent;
	const struct boot_cells *c = bus ? boot_cells(b, bus) : NULL;

	if (!reg || reg->len < 4 || !c || !c->size)
		return false;
	if (c->bus == BUS_DEFAULT)
		return true;
	/* Small numbers are no addresses of the processor's. */
	return c->bus == BUS_NONE && c->address && c->address <= 2 && reg->len / 4 >= c->address &&
	       dt_number(reg->data, c->address) >= SCMI_PAGE_SIZE &&
	       (dt_compatible(bus, "simple-bus") || dt_compatible(bus, "simple-pm-bus"));
}

static void not_used(struct boot *b, const struct boot_device *d)
{
	const struct boot_cells *c = boot_cells(b, d->node->parent);
	struct boot_event *e;

	e = boot_add(b, BOOT_LOSS, "device-reg-lost", d->node, "reg", -1,
		c->bus == BUS_NONE ? "the bus has no ranges, so that reg means no registers"
				   : "reg is shorter than one entry of its bus");
	boot_other(e, d->node->parent, "the bus");
	boot_hint(b, e,
		c->bus == BUS_NONE ? "write ranges; into the bus"
				   : "write as many cells as #address-cells and #size-cells say");
}

static void map_regs(struct boot *b, const struct boot_device *d)
{
	uint32_t n = boot_reg_count(b, d->node, &d->props);

	if (!n && d->own && means_registers(b, d))
		not_used(b, d);
	for (uint32_t i = 0; i < n; i++) {
		struct boot_address a = boot_reg(b, d->node, &d->props, i);

		if (a.error)
			untranslatable(b, d, (int)i, &a);
		else
			device_map(b, d, "reg", (int)i, a.addr, a.size);
	}
}

static void ask_firmware(struct boot *b, const struct boot_device *d)
{
	const char *rule;

	if (!b->sci.assign || !d->props.v[KEY_ACCESS_CONTROLLERS])
		return;
	rule = b->sci.assign(b->sci.ctx, d->node);
	if (rule)
		boot_add(b, BOOT_STOP, rule, d->node, NULL, -1, NULL);
}

void device_handle(struct boot *b, const struct boot_device *d)
{
	if (d->own)
		ask_firmware(b, d);
	device_irqs(b, d, d->own);
	map_regs(b, d);
	device_pci(b, d);
}
