// SPDX-License-Identifier: BSD-2-Clause
#include "xen/boot/node.h"

#include <string.h>
#include <strings.h>

#include "base/search.h"

#define KEY_UNKNOWN 0xff

struct boot_nodes {
	uint8_t *keys;            /* by offset of the name in the strings block */
	unsigned int *classes;    /* per node */
	struct boot_cells *cells; /* per node; of those with children */
};

static enum boot_key classify(const char *name)
{
	static const char *const names[N_KEYS] = {
		[KEY_REG] = "reg",
		[KEY_RANGES] = "ranges",
		[KEY_COMPATIBLE] = "compatible",
		[KEY_STATUS] = "status",
		[KEY_DEVICE_TYPE] = "device_type",
		[KEY_ADDRESS_CELLS] = "#address-cells",
		[KEY_SIZE_CELLS] = "#size-cells",
		[KEY_INTERRUPTS] = "interrupts",
		[KEY_INTERRUPTS_EXTENDED] = "interrupts-extended",
		[KEY_INTERRUPT_PARENT] = "interrupt-parent",
		[KEY_INTERRUPT_CELLS] = "#interrupt-cells",
		[KEY_INTERRUPT_CONTROLLER] = "interrupt-controller",
		[KEY_INTERRUPT_MAP] = "interrupt-map",
		[KEY_INTERRUPT_MAP_MASK] = "interrupt-map-mask",
		[KEY_INTERRUPT_NAMES] = "interrupt-names",
		[KEY_ASSIGNED_ADDRESSES] = "assigned-addresses",
		[KEY_IOMMUS] = "iommus",
		[KEY_IOMMU_MAP] = "iommu-map",
		[KEY_PASSTHROUGH] = "xen,passthrough",
		[KEY_ACCESS_CONTROLLERS] = "access-controllers",
	};

	for (unsigned int i = 1; i < N_KEYS; i++)
		if (search_same(name, names[i]))
			return (enum boot_key)i;
	return KEY_OTHER;
}

static struct boot_props read_props(
	const struct boot_nodes *nodes, const struct dt_tree *t, const struct dt_node *n)
{
	struct boot_props out = { 0 };
	const struct dt_prop *p;

	dt_for_each_prop(n, p) {
		uint8_t *key = &nodes->keys[dt_name_offset(t, p)];

		if (*key == KEY_UNKNOWN)
			*key = (uint8_t)classify(p->name);
		if (*key && !out.v[*key])
			out.v[*key] = p;
	}
	return out;
}

/* In alphabetical order, without regard to case. */
static const struct {
	const char *compatible;
	unsigned int class;
} known[] = {
	{ "amlogic,meson-gx-uart", CLASS_UART },
	{ "amlogic,meson-uart", CLASS_UART },
	{ "amlogic,meson6-uart", CLASS_UART },
	{ "amlogic,meson8-uart", CLASS_UART },
	{ "amlogic,meson8b-uart", CLASS_UART },
	{ "arm,armv7-timer", CLASS_TIMER },
	{ "arm,armv7-timer-mem", CLASS_SKIPPED },
	{ "arm,armv8-pmuv3", CLASS_SKIPPED | CLASS_PMU },
	{ "arm,armv8-timer", CLASS_TIMER },
	{ "arm,cortex-a15-gic", CLASS_GIC_V2 },
	{ "arm,cortex-a15-pmu", CLASS_SKIPPED | CLASS_PMU },
	{ "arm,cortex-a53-edac", CLASS_SKIPPED | CLASS_PMU },
	{ "arm,cortex-a7-gic", CLASS_GIC_V2 },
	{ "arm,cortex-a7-pmu", CLASS_SKIPPED | CLASS_PMU },
	{ "arm,gic-400", CLASS_GIC_V2 },
	{ "arm,gic-v2m-frame", CLASS_V2M },
	{ "arm,gic-v3", CLASS_GIC_V3 },
	{ "arm,mmu-400", CLASS_IOMMU },
	{ "arm,mmu-401", CLASS_IOMMU },
	{ "arm,mmu-500", CLASS_IOMMU },
	{ "arm,pl011", CLASS_UART },
	{ "arm,psci", CLASS_SKIPPED | CLASS_PSCI },
	{ "arm,psci-0.2", CLASS_SKIPPED | CLASS_PSCI },
	{ "arm,psci-1.0", CLASS_SKIPPED | CLASS_PSCI },
	{ "arm,sbsa-uart", CLASS_SBSA_UART },
	{ "arm,smmu-v1", CLASS_IOMMU },
	{ "arm,smmu-v2", CLASS_IOMMU },
	{ "arm,smmu-v3", CLASS_OTHER_IOMMU },
	{ "brcm,bcm2835-aux-uart", CLASS_UART },
	{ "cavium,smmu-v2", CLASS_IOMMU },
	{ "cdns,uart-r1p12", CLASS_UART },
	{ "cdns,uart-r1p8", CLASS_UART },
	{ "fsl,imx6q-uart", CLASS_UART },
	{ "fsl,imx8qxp-lpuart", CLASS_UART },
	{ "fsl,s32v234-linflexuart", CLASS_UART },
	{ "marvell,armada-3700-uart", CLASS_UART },
	{ "multiboot,device-tree", CLASS_GUEST_DTB },
	{ "multiboot,kernel", CLASS_KERNEL },
	{ "multiboot,microcode", CLASS_MICROCODE },
	{ "multiboot,module", CLASS_SKIPPED | CLASS_MODULE },
	{ "multiboot,ramdisk", CLASS_RAMDISK },
	{ "ns16550", CLASS_UART },
	{ "ns16550a", CLASS_UART },
	{ "nxp,s32g2-linflexuart", CLASS_UART },
	{ "nxp,s32g3-linflexuart", CLASS_UART },
	{ "renesas,hscif", CLASS_UART },
	{ "renesas,ipmmu-r8a7795", CLASS_OTHER_IOMMU },
	{ "renesas,ipmmu-r8a7796", CLASS_OTHER_IOMMU },
	{ "renesas,ipmmu-r8a77961", CLASS_OTHER_IOMMU },
	{ "renesas,ipmmu-r8a77965", CLASS_OTHER_IOMMU },
	{ "renesas,ipmmu-r8a779f0", CLASS_OTHER_IOMMU },
	{ "renesas,ipmmu-r8a779g0", CLASS_OTHER_IOMMU },
	{ "renesas,scif", CLASS_UART },
	{ "renesas,scifa", CLASS_UART },
	{ "samsung,exynos4210-uart", CLASS_UART },
	{ "snps,dw-apb-uart", CLASS_UART },
	{ "ti,am654-uart", CLASS_UART },
	{ "ti,omap4-uart", CLASS_UART },
	{ "xen,domain", CLASS_SKIPPED | CLASS_DOMAIN },
	{ "xen,domain-shared-memory-v1", CLASS_SKIPPED | CLASS_SHM },
	{ "xen,evtchn-v1", CLASS_EVTCHN },
	{ "xen,linux-initrd", CLASS_RAMDISK },
	{ "xen,linux-zimage", CLASS_KERNEL },
	{ "xen,multiboot-module", CLASS_SKIPPED | CLASS_MODULE },
	{ "xen,sci", CLASS_SCI },
	{ "xen,vcpu", CLASS_VCPU },
	{ "xen,xen", CLASS_SKIPPED },
	{ "xen,xsm-policy", CLASS_XSM },
};

/* Xen compares compatible strings without regard to case (dt_compat_cmp()). */
static unsigned int class_of(const char *s)
{
	size_t lo = 0, hi = sizeof(known) / sizeof(known[0]);

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcasecmp(s, known[mid].compatible);

		if (!c)
			return known[mid].class;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return CLASS_NONE;
}

static unsigned int read_class(const struct dt_prop *compatible)
{
	const char *s = NULL;
	unsigned int class = 0;

	if (!compatible || !compatible->len)
		return 0;
	while ((s = dt_prop_next_string(compatible, s)))
		class |= class_of(s);
	if (compatible->data[compatible->len - 1])
		class |= CLASS_ENDLESS;
	return class;
}

static uint8_t cap(uint32_t cells)
{
	return cells < UINT8_MAX ? (uint8_t)cells : UINT8_MAX;
}

static bool type_is(const struct boot_props *p, const char *type)
{
	return p->v[KEY_DEVICE_TYPE] && dt_string_is(p->v[KEY_DEVICE_TYPE], type);
}

static enum boot_bus bus_of(const struct dt_node *n, const struct boot_props *p)
{
	if (type_is(p, "pci") || type_is(p, "pciex") || type_is(p, "vci") || type_is(p, "ht") ||
		dt_name_is(n, "pcie") || dt_name_is(n, "pci"))
		return BUS_PCI;
	return !n->parent || p->v[KEY_RANGES] ? BUS_DEFAULT : BUS_NONE;
}

static void read_cells(struct boot_nodes *nodes, const struct dt_tree *t, const struct dt_node *n,
	const struct boot_props *p)
{
	struct boot_cells *c = &nodes->cells[dt_index(t, n)];
	const struct boot_cells *up = n->parent ? &nodes->cells[dt_index(t, n->parent)] : NULL;

	c->address = p->v[KEY_ADDRESS_CELLS] ? cap(dt_raw_cell(t, p->v[KEY_ADDRESS_CELLS]))
		     : up                    ? up->address
					     : 2;
	c->size = p->v[KEY_SIZE_CELLS] ? cap(dt_raw_cell(t, p->v[KEY_SIZE_CELLS]))
		  : up                 ? up->size
				       : 1;
	c->bus = (uint8_t)bus_of(n, p);
	c->identity = c->bus == BUS_DEFAULT && c->address && c->address <= 2 && c->size &&
		      c->size <= 2 &&
		      (!up || (up->identity && p->v[KEY_RANGES] && !p->v[KEY_RANGES]->len &&
				      up->address >= c->address));
}

struct boot_nodes *boot_nodes_new(const struct dt_tree *t)
{
	struct boot_nodes *nodes = xmalloc(sizeof(*nodes));
	const struct dt_node *n;

	nodes->keys = xmalloc(t->n_strings + 1);
	memset(nodes->keys, KEY_UNKNOWN, t->n_strings + 1);
	nodes->classes = xmalloc(t->n_nodes * sizeof(*nodes->classes));
	nodes->cells = xmalloc(t->n_nodes * sizeof(*nodes->cells));
	dt_for_each_node(t, n) {
		struct boot_props p = read_props(nodes, t, n);

		nodes->classes[dt_index(t, n)] = read_class(p.v[KEY_COMPATIBLE]);
		if (n->child)
			read_cells(nodes, t, n, &p);
	}
	return nodes;
}

void boot_nodes_free(struct boot_nodes *n)
{
	if (!n)
		return;
	free(n->keys);
	free(n->classes);
	free(n->cells);
	free(n);
}

struct boot_props boot_props(const struct boot *b, const struct dt_node *n)
{
	return read_props(b->nodes, b->tree, n);
}

unsigned int boot_class(const struct boot *b, const struct dt_node *n)
{
	return b->nodes->classes[dt_index(b->tree, n)];
}

const struct dt_node *boot_class_first(const struct boot *b, unsigned int classes)
{
	for (size_t i = 0; i < b->tree->n_nodes; i++)
		if (b->nodes->classes[i] & classes)
			return &b->tree->nodes[i];
	return NULL;
}

const struct boot_cells *boot_cells(const struct boot *b, const struct dt_node *n)
{
	return &b->nodes->cells[dt_index(b->tree, n)];
}

bool boot_u32(const struct dt_node *n, const char *name, uint32_t *value)
{
	const struct dt_prop *p = dt_prop(n, name);

	if (!p || p->len < 4)
		return false;
	*value = dt_cell(p->data, 0);
	return true;
}
