// SPDX-License-Identifier: BSD-2-Clause
/* Dom0's device tree, node by node (handle_node() in arch/arm/domain_build.c). */
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "xen/boot/device.h"
#include "xen/boot/domains/domain.h"
#include "xen/boot/machine/cmdline.h"
#include "xen/boot/machine/memory.h"
#include "xen/boot/machine/platform.h"

#define DEFAULT_MEMORY MIB(512)
#define GIC_V2_CPUS    8

static void dropped(struct boot *b, const struct dt_node *n, enum boot_how how, const char *rule,
	const char *prop, const char *why, const char *hint)
{
	boot_hint(b, boot_add(b, how, rule, n, prop, -1, "%s", why), "%s", hint);
}

/* Xen makes that node anew. */
static bool is_hypervisor(const struct dt_node *n)
{
	return n->depth == 1 && !strcasecmp(n->name, "hypervisor");
}

/* What a node is dropped for that the author meant Dom0 to have. */
static void say_skipped(struct boot *b, const struct dt_node *n, unsigned int class)
{
	if (class & CLASS_PMU)
		dropped(b, n, BOOT_LOSS, "device-kept", "compatible",
			"Xen keeps this node from Dom0",
			"nothing: no version of Xen gives it to Dom0");
	else if (class & CLASS_DOMAIN || !n->parent)
		return;
	else if (class & CLASS_SKIPPED && !(class & (CLASS_PSCI | CLASS_MODULE | CLASS_DOMAIN)) &&
		 n->parent != b->chosen && !(class & CLASS_SHM) && !is_hypervisor(n))
		dropped(b, n, BOOT_LOSS, "device-kept", "compatible",
			"Xen keeps this node from Dom0", "");
}

static bool is_memory_type(const struct boot_device *d)
{
	return d->props.v[KEY_DEVICE_TYPE] && dt_string_is(d->props.v[KEY_DEVICE_TYPE], "memory");
}

static bool is_gic(const struct boot *b, const struct boot_device *d, unsigned int class)
{
	return d->node == b->gic || class & (CLASS_GIC_V2 | CLASS_GIC_V3);
}

/* Xen makes the node anew, with the frames and the ITSs that its driver knows. */
static void say_below_gic(struct boot *b)
{
	const struct dt_node *n;

	dt_for_each_child(b->gic, n)
		if (dt_prop(n, "compatible") && !(boot_class(b, n) & CLASS_V2M) &&
			!dt_compatible(n, "arm,gic-v3-its"))
			dropped(b, n, BOOT_LOSS, "device-kept", NULL,
				"a child of the interrupt controller",
				"move the node out of the controller's");
}

/* dt_match_node() over the lists of handle_node(): true where the node goes with all below. */
static bool skipped(struct boot *b, const struct boot_device *d)
{
	const struct dt_node *n = d->node;
	unsigned int class = boot_class(b, n);

	if (class & CLASS_SKIPPED || (class & CLASS_EVTCHN && b->caps->hides_evtchn)) {
		say_skipped(b, n, class);
		return true;
	}
	if (platform_drops(b->unwanted, n)) {
		dropped(b, n, BOOT_LOSS, "device-kept", "compatible",
			"Xen's code for this platform keeps the node from Dom0",
			"nothing: no version of Xen gives it to Dom0");
		return true;
	}
	if (class & CLASS_SCI && b->sci.skips_container)
		return true;
	if (n->depth == 1 && !strcasecmp(n->name, "cpus"))
		return true;
	if (is_memory_type(d)) {
		if (n->depth > 1)
			dropped(b, n, BOOT_LOSS, "device-memory-type", "device_type",
				"a node of device_type memory that is not in the root",
				"remove device_type");
		return true;
	}
	if (is_gic(b, d, class)) {
		if (n != b->gic)
			dropped(b, n, BOOT_LOSS, "device-second-gic", "compatible",
				"another interrupt controller of a kind that Xen drives",
				"Dom0 cannot have it");
		else
			say_below_gic(b);
		return true;
	}
	if (n == b->console && n->child)
		dropped(b, n->child, BOOT_LOSS, "device-kept", NULL,
			"a child of the UART that is Xen's console", "");
	if (class & CLASS_TIMER || n == b->console || n == b->timer)
		return true;
	if (class & CLASS_IOMMU) {
		if (!b->iommu && b->whole && b->gic)
			dropped(b, n, BOOT_LOSS, "iommu-unused", NULL,
				"Xen hides this IOMMU from Dom0 and does not use it itself",
				"the node needs #global-interrupts, interrupts and reg, must not be "
				"disabled, and iommu=no not be on Xen's command line");
		return true;
	}
	if (b->sci.hides && b->sci.hides(b->sci.ctx, n))
		return true;
	if (b->gic && device_uses_ppi(b, d)) {
		if (d->own)
			dropped(b, n, BOOT_LOSS, "device-ppi",
				d->props.v[KEY_INTERRUPTS_EXTENDED] ? "interrupts-extended"
								    : "interrupts",
				"Xen takes an interrupt of the node for a private one (PPI), which Dom0 "
				"cannot get",
				"remove the interrupt if the device works without");
		return true;
	}
	return false;
}

/* iommus that lead to an IOMMU which nobody uses then. */
static void check_iommus(struct boot *b, const struct boot_device *d)
{
	const struct dt_prop *p = d->props.v[KEY_IOMMUS];
	const struct dt_node *iommu;

	if (!p || p->len < 4 || b->iommu || !d->own)
		return;
	iommu = dt_by_phandle(b->tree, dt_cell(p->data, 0));
	if (iommu && boot_class(b, iommu) & CLASS_IOMMU && b->whole && b->gic)
		boot_other(boot_add(b, BOOT_LOSS, "iommu-unused", d->node, "iommus", -1,
				   "Xen takes iommus from the device and uses no IOMMU itself"),
			iommu, "the IOMMU");
}

static void walk(struct boot *b)
{
	const struct dt_node *n = b->tree->nodes, *end = n + b->tree->n_nodes;

	while (n < end) {
		struct boot_device d = { .node = n, .props = boot_props(b, n) };

		d.own = !d.props.v[KEY_PASSTHROUGH];
		if (skipped(b, &d)) {
			n += n->n_tree;
			continue;
		}
		check_iommus(b, &d);
		device_handle(b, &d);
		n++;
	}
}

/* make_cpus_node() */
static void check_cpus(struct boot *b)
{
	const struct dt_node *cpus = dt_by_full_path(b->tree, "/cpus"), *n;

	if (!b->whole)
		return;
	for (n = cpus ? cpus->child : NULL; n; n = n->next) {
		const struct dt_prop *type = dt_prop(n, "device_type");

		if (type && dt_string_is(type, "cpu") && dt_prop(n, "compatible"))
			return;
	}
	boot_hint(b,
		boot_add(b, BOOT_STOP, "cpu-missing", cpus ? cpus : b->tree->nodes, NULL, -1,
			cpus ? "no node below /cpus has device_type = \"cpu\" and a compatible"
			     : "the tree has no /cpus"),
		"write a node for each processor, with device_type, compatible and reg");
}

static void check_vcpus(struct boot *b)
{
	uint64_t n;

	if (!b->gic_v2 || !cmdline_number(b, "dom0_max_vcpus", &n) || n <= GIC_V2_CPUS)
		return;
	boot_hint(b,
		boot_add(b, BOOT_STOP, "dom0-vcpus", b->chosen, "xen,xen-bootargs", -1,
			"dom0_max_vcpus=%" PRIu64 " with a GICv2", n),
		"a GICv2 serves %d processors", GIC_V2_CPUS);
}

static void check_memory(struct boot *b)
{
	uint64_t size = 0, left;
	bool said = cmdline_size(b, "dom0_mem", &size) && size;
	struct boot_event *e;

	if (!said)
		size = DEFAULT_MEMORY;
	/* Who has yet to add modules may add memory and the command line as well. */
	if (!b->free || (b->assumed & BOOT_ASSUMED_KERNEL && !said))
		return;
	left = memory_dom0(b->free, size);
	if (!left && !kernel_dom0_fits(b, size))
		boot_hint(b,
			boot_add(b, BOOT_STOP, "dom0-memory",
				b->chosen ? b->chosen : b->tree->nodes, "xen,xen-bootargs", -1,
				"%" PRIu64 " KiB do not hold Dom0's kernel, ramdisk and tree",
				size >> 10),
			"dom0_mem is in KiB where it has no unit; write dom0_mem=512M");
	if (!left)
		return;
	e = boot_add(b, BOOT_STOP, "dom0-memory", b->chosen ? b->chosen : b->tree->nodes,
		said ? "xen,xen-bootargs" : NULL, -1,
		"Dom0 is to have %" PRIu64 " MiB%s, and the tree's memory lacks %" PRIu64
		" MiB of that",
		size >> 20, said ? "" : ", as nothing says how many", (left >> 20) + 1);
	boot_hint(b, e, "write dom0_mem=SIZE into xen,xen-bootargs");
}

bool boot_dom0(struct boot *b)
{
	b->current = 0;
	check_vcpus(b);
	kernel_dom0(b);
	check_memory(b);
	walk(b);
	check_cpus(b);
	if (!b->stop)
		b->domains.v[0].built = true;
	b->current = BOOT_XEN;
	return !b->stop;
}
