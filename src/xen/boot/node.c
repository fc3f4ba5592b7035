// SPDX-License-Identifier: BSD-2-Clause
#include "xen/boot/node.h"

#include <string.h>

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
	static const struct boot_cells above_root = { .address = 2, .size = 1 };
	struct boot_cells *c = &nodes->cells[dt_index(t, n)];
	const struct boot_cells *up =
		n->parent ? &nodes->cells[dt_index(t, n->parent)] : &above_root;

	c->address = p->v[KEY_ADDRESS_CELLS] ? cap(dt_raw_cell(t, p->v[KEY_ADDRESS_CELLS]))
					     : up->address;
	c->size = p->v[KEY_SIZE_CELLS] ? cap(dt_raw_cell(t, p->v[KEY_SIZE_CELLS])) : up->size;
	c->bus = (uint8_t)bus_of(n, p);
	c->identity = c->bus == BUS_DEFAULT && c->address && c->address <= 2 && c->size &&
		      c->size <= 2 &&
		      (!n->parent || (up->identity && p->v[KEY_RANGES] && !p->v[KEY_RANGES]->len &&
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

		nodes->classes[dt_index(t, n)] = xen_class_of(p.v[KEY_COMPATIBLE]);
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
