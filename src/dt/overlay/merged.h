/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_MERGED_H
#define SDC_DT_MERGED_H

#include "dt/tree.h"

/*
 * A tree that is changed: what is added or replaced stands beside the tree that it began with.
 * Every search and change takes the same time, however large the tree is. Names and values are not
 * copied: they must live as long.
 *
 * Searches find, and what is written is in, the order of libfdt's functions of the same purpose:
 * added properties and nodes come before those that were there, the last one first.
 */

struct merged;
struct merged_node;

struct merged_prop {
	const char *name;
	const uint8_t *data;
	uint32_t len;
	const struct dt_prop *replaced;
	struct merged_prop *next;
};

struct merged *merged_new(const struct dt_tree *base);
void merged_free(struct merged *m);
struct arena *merged_arena(struct merged *m);

struct merged_node *merged_root(struct merged *m);

/* merged_child - as fdt_subnode_offset_namelen(); NULL where there is none */
struct merged_node *merged_child(
	struct merged *m, const struct merged_node *parent, const char *name, size_t len);

struct merged_node *merged_add(struct merged *m, struct merged_node *parent, const char *name);

/* merged_prop - fill @out and return it; NULL where there is none */
const struct merged_prop *merged_prop(
	const struct merged_node *n, const char *name, struct merged_prop *out);
void merged_set(
	struct merged *m, struct merged_node *n, const char *name, const void *data, uint32_t len);

/* merged_phandle - as fdt_get_phandle(): 0 where there is none */
uint32_t merged_phandle(const struct merged_node *n);
struct merged_node *merged_by_phandle(struct merged *m, uint32_t phandle);

/* merged_by_path - an absolute path or one that starts with an alias; NULL where there is none */
struct merged_node *merged_by_path(struct merged *m, const char *path);
void merged_path(struct buf *out, const struct merged_node *n);

/*
 * merged_write - append a blob; false where it would be larger than one can be
 * @behind: added nodes come behind those that were there, in the order in which they were added;
 *          afterwards @m can only be freed
 */
bool merged_write(struct merged *m, bool behind, struct buf *out);

#endif
