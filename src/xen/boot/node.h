/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_BOOT_NODE_H
#define SDC_XEN_BOOT_NODE_H

#include "xen/boot/boot.h"
#include "xen/class.h"

/*
 * The tree as Xen looks at it: the properties that it asks for, the compatible strings that it
 * knows, what bus a node is. Read in one pass over each node, since every node of a board is asked
 * for all of them.
 */

enum boot_key {
	KEY_OTHER,
	KEY_REG,
	KEY_RANGES,
	KEY_COMPATIBLE,
	KEY_STATUS,
	KEY_DEVICE_TYPE,
	KEY_ADDRESS_CELLS,
	KEY_SIZE_CELLS,
	KEY_INTERRUPTS,
	KEY_INTERRUPTS_EXTENDED,
	KEY_INTERRUPT_PARENT,
	KEY_INTERRUPT_CELLS,
	KEY_INTERRUPT_CONTROLLER,
	KEY_INTERRUPT_MAP,
	KEY_INTERRUPT_MAP_MASK,
	KEY_INTERRUPT_NAMES,
	KEY_ASSIGNED_ADDRESSES,
	KEY_IOMMUS,
	KEY_IOMMU_MAP,
	KEY_PASSTHROUGH,
	KEY_ACCESS_CONTROLLERS,
	N_KEYS,
};

struct boot_props {
	const struct dt_prop *v[N_KEYS];
};

enum boot_bus {
	BUS_NONE, /* no ranges: the addresses of its children mean nothing */
	BUS_DEFAULT,
	BUS_PCI,
};

/* Of a node with children. */
struct boot_cells {
	uint8_t address, size; /* for its children; 255: that or more */
	uint8_t bus;           /* enum boot_bus */
	bool identity;         /* addresses on it are the processor's */
};

/* boot_nodes_new - look at every node once. Linear in the tree. */
struct boot_nodes *boot_nodes_new(const struct dt_tree *t);
void boot_nodes_free(struct boot_nodes *n);

/* boot_props - the properties of a node, by key */
struct boot_props boot_props(const struct boot *b, const struct dt_node *n);

/* boot_class - a set of enum xen_class */
unsigned int boot_class(const struct boot *b, const struct dt_node *n);

/* boot_class_first - the first node that has one of these classes, or NULL */
const struct dt_node *boot_class_first(const struct boot *b, unsigned int classes);

const struct boot_cells *boot_cells(const struct boot *b, const struct dt_node *n);

/* boot_u32 - dt_property_read_u32(): false where it is absent or shorter than a cell */
bool boot_u32(const struct dt_node *n, const char *name, uint32_t *value);

enum boot_address_error {
	ADDRESS_OK,
	ADDRESS_OUTSIDE, /* no ranges of a bus hold it */
	ADDRESS_NO_BUS,  /* a parent without ranges, or cell counts that cannot be */
	ADDRESS_CRASH,   /* an assertion: numbers of more than two cells */
};

/* A reg entry as Xen finds it. */
struct boot_address {
	uint64_t addr, size;
	enum boot_address_error error;
	const struct dt_node *at; /* the node that stopped the translation */
};

/* boot_reg_prop - the property with the addresses of a node, assigned-addresses below PCI; NULL */
const struct dt_prop *boot_reg_prop(
	const struct boot *b, const struct dt_node *n, const struct boot_props *p);

/* boot_reg_count - dt_number_of_address() */
uint32_t boot_reg_count(const struct boot *b, const struct dt_node *n, const struct boot_props *p);

/* boot_reg - dt_device_get_paddr() for an entry that counts */
struct boot_address boot_reg(
	const struct boot *b, const struct dt_node *n, const struct boot_props *p, uint32_t index);

/* boot_translate - __dt_translate_address(): a parent's address in the cells of @dev's parent */
struct boot_address boot_translate(
	const struct boot *b, const struct dt_node *dev, const uint8_t *cells);

/* boot_cells_sane - counts that Xen translates with */
bool boot_cells_sane(const struct boot_cells *c);

/* boot_bus_cells - those of a bus, three and two for PCI */
struct boot_cells boot_bus_cells(const struct boot *b, const struct dt_node *bus);

#endif
