/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_COPY_NODE_H
#define SDC_PLAN_COPY_NODE_H

#include "base/buf.h"
#include "plan/plan.h"

/* Building blocks of a guest's tree. Everything lives in the plan's memory. */

/* node_new - a node without parent; @name is not copied */
struct plan_node *node_new(struct arena *a, const char *name);

/* node_append - make it the last child */
void node_append(struct plan_node *parent, struct plan_node *child);

/* node_prop - a property with those bytes, not copied */
struct plan_prop *node_prop(struct arena *a, struct plan_node *n, const char *name,
	enum plan_type type, const void *data, size_t len);

/* node_cells - a property of @n_cells cells */
struct plan_prop *node_cells(struct arena *a, struct plan_node *n, const char *name,
	const uint32_t *cells, size_t n_cells);
struct plan_prop *node_cell(struct arena *a, struct plan_node *n, const char *name, uint32_t cell);
struct plan_prop *node_string(
	struct arena *a, struct plan_node *n, const char *name, const char *s);
struct plan_prop *node_empty(struct arena *a, struct plan_node *n, const char *name);

/* node_find - the property of that name, or NULL */
struct plan_prop *node_find(const struct plan_node *n, const char *name);

/* node_drop - remove the property of that name, where there is one */
void node_drop(struct plan_node *n, const char *name);

/* A property of cells as it grows. Zero-initialise, give back with cells_end(). */
struct cells {
	struct buf data;
	struct buf refs; /* struct plan_ref */
};

void cells_put(struct cells *c, uint32_t cell);
void cells_put64(struct cells *c, uint64_t v);

/* cells_ref - a phandle; @target NULL: the guest's GIC under xl */
void cells_ref(struct cells *c, const struct plan_node *target);

/* cells_end - make a property of them */
struct plan_prop *cells_end(
	struct arena *a, struct cells *c, struct plan_node *n, const char *name);
void cells_free(struct cells *c);

/* node_path - append the path in the guest's tree */
void node_path(struct buf *b, const struct plan_node *n);

/* node_type - what the bytes of a host property look like */
enum plan_type node_type(const uint8_t *data, uint32_t len);

#endif
