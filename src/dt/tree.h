/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_TREE_H
#define SDC_DT_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "scmi-dtcheck.h"

/*
 * A device tree, read once: one array of nodes and one of properties, both in
 * the order of the blob, whose values point into it. Nothing here knows SCMI.
 */

/* The #include through which a line came into a source, and the one above it. */
struct dt_inclusion {
	const char *file;
	unsigned int line;
	const struct dt_inclusion *next;
};

/* A place in a device tree source; line 0 means that no place is known. */
struct dt_place {
	const char *file;
	unsigned int line, column;
	unsigned int end_line, end_column;
	const struct dt_inclusion *from; /* NULL in the file that was named */
	bool overlay;                    /* it is in an overlay, or what that includes */
};

struct dt_prop {
	const char *name;
	const uint8_t *data;
	uint32_t len;
};

struct dt_lookup;

struct dt_node {
	const char *name;                            /* with the unit address; "" for the root */
	const char *label;                           /* NULL where the tree has no symbol for it */
	const struct dt_node *parent, *child, *next; /* first child, next sibling */
	const struct dt_prop *props;
	uint32_t n_props;
	uint32_t phandle; /* 0: none */
	uint32_t depth;
	uint32_t n_tree;                /* nodes in this subtree, itself included */
	const struct dt_lookup *lookup; /* by name, where there are many to search; else NULL */
};

struct dt_source;

struct dt_tree {
	const char *file;          /* as the user named it; "<stdin>" for "-" */
	enum sdc_input_kind input; /* what it was given as; the host's tree unless set */
	const void *blob;
	size_t blob_size;
	const char *strings;         /* the blob's strings block */
	size_t n_strings;            /* its size */
	const struct dt_node *nodes; /* nodes[0] is the root; a subtree is contiguous */
	size_t n_nodes;
	const struct dt_prop *props;
	size_t n_props;
	struct {
		uint32_t phandle, node;
	} * phandles; /* sorted by phandle, then by node */
	size_t n_phandles;
	bool broken; /* it could not be made: an empty tree, whose source has messages that say why
		      */
	struct dt_source *source; /* places in the source, NULL without one */
	void *owned; /* freed with the tree: the blob, where the tree was loaded; else NULL */
	struct arena arena;
};

/*
 * dt_tree_build - index a blob
 * @blob, @size: a flattened tree of version 16 or 17; stays the caller's and
 *               must live as long as the tree
 * @file: name for messages, copied
 *
 * Returns 0, or -SDC_EINPUT where libfdt's fdt_check_full() or the structure
 * refuses the blob. Devicetree Specification 5.
 */
int dt_tree_build(const void *blob, size_t size, const char *file, struct dt_tree **out,
	struct sdc_error *err);
void dt_tree_free(struct dt_tree *t);

#define dt_for_each_node(t, n)  for ((n) = (t)->nodes; (n) < (t)->nodes + (t)->n_nodes; (n)++)
#define dt_for_each_child(p, n) for ((n) = (p)->child; (n); (n) = (n)->next)
#define dt_for_each_prop(n, p)  for ((p) = (n)->props; (p) < (n)->props + (n)->n_props; (p)++)

/* dt_prop - the property of that exact name, or NULL */
const struct dt_prop *dt_prop(const struct dt_node *n, const char *name);

/* dt_prop_u32 - the first cell. Returns false where the property is absent or shorter. */
bool dt_prop_u32(const struct dt_node *n, const char *name, uint32_t *value);

/* dt_prop_string - the value where it is one NUL-terminated string, else NULL */
const char *dt_prop_string(const struct dt_node *n, const char *name);

/* dt_prop_next_string - iterate over a string list; start with NULL. NULL at the end or at
 * bytes that end in no NUL. */
const char *dt_prop_next_string(const struct dt_prop *p, const char *last);

/* dt_cell - cell @i of a value. The caller knows that it is there. */
uint32_t dt_cell(const uint8_t *data, size_t i);

/*
 * dt_raw_cell - four bytes from the start of a value, read on past its end where it is
 * shorter, as code does that checks no length. Zeros behind the end of the blob.
 */
uint32_t dt_raw_cell(const struct dt_tree *t, const struct dt_prop *p);

/* dt_number - the last 64 bits of @cells cells, big endian; 0 for no cells */
uint64_t dt_number(const uint8_t *data, uint32_t cells);

/* dt_compatible - one of the compatible strings equals @compat (Devicetree Specification 2.3.1) */
bool dt_compatible(const struct dt_node *n, const char *compat);

/* dt_string_is - the value is that string, or begins with it and a NUL. One that lacks its own NUL
 * ends where it ends: what follows in the blob is a zero byte, and so Linux and Xen read it. */
bool dt_string_is(const struct dt_prop *p, const char *s);

/* dt_available - status absent, "okay" or "ok" (Devicetree Specification 2.3.4) */
bool dt_available(const struct dt_node *n);

/* dt_by_phandle - the first node with that phandle, or NULL; NULL for 0 and 0xffffffff */
const struct dt_node *dt_by_phandle(const struct dt_tree *t, uint32_t phandle);

/* dt_by_path - the node at an absolute path or an alias ("serial0", "serial0/sub"), as libfdt finds
 * it: of a component without unit address the first child. NULL where there is none. */
const struct dt_node *dt_by_path(const struct dt_tree *t, const char *path);

/* dt_by_full_path - the node at an absolute path, every unit address included, without regard to
 * case as Xen does (dt_node_cmp()); or NULL */
const struct dt_node *dt_by_full_path(const struct dt_tree *t, const char *path);

/* dt_alias - the absolute path that an alias stands for, or NULL */
const char *dt_alias(const struct dt_tree *t, const char *alias);

/* dt_child - the child of that exact name, or NULL */
const struct dt_node *dt_child(const struct dt_node *n, const char *name);

/* dt_within - @n is @ancestor or below it */
bool dt_within(const struct dt_node *n, const struct dt_node *ancestor);

/* dt_name_is - the node's name without unit address equals @name */
bool dt_name_is(const struct dt_node *n, const char *name);

/* dt_path - append the node's full path */
void dt_path(struct buf *b, const struct dt_node *n);
char *dt_path_dup(struct arena *a, const struct dt_node *n);

/* dt_name_offset - where the property's name stands in the blob's strings; equal names that dtc
 * wrote share it, so that a table by offset (of t->n_strings entries) replaces comparisons */
size_t dt_name_offset(const struct dt_tree *t, const struct dt_prop *p);

/* dt_index - position of the node in the tree's array */
size_t dt_index(const struct dt_tree *t, const struct dt_node *n);

#endif
