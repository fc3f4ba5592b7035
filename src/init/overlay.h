/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_INIT_OVERLAY_H
#define SDC_INIT_OVERLAY_H

#include "base/map.h"
#include "base/vec.h"
#include "emit/emit.h"
#include "init/init.h"
#include "plan/copy/node.h"

/* What is added to the host's tree, node by node, and why. */

struct overlay {
	struct init_plan *plan;
	struct arena *a;
	struct map labels; /* of the host's tree, and those that are given here */
	VEC(struct emit_fragment) list;
	bool plugin;
	struct plan_node *dom0_page;  /* NULL: the tree has it already */
	struct plan_node *controller; /* that devices name in access-controllers */
	uint64_t too_high;            /* an address that the root's cells cannot hold; 0: none */
};

/* The parts behind the container. */
void overlay_host(struct overlay *o);
void overlay_reserved(struct overlay *o);
void overlay_early(struct overlay *o); /* in place of a container */
void overlay_cmdline(struct overlay *o);
void overlay_domains(struct overlay *o);
void overlay_permissions(struct overlay *o);
void overlay_triggers(struct overlay *o);

/* overlay_fragment - start to add to the node at a path; overlay_child - a new node;
 * overlay_bus - a node of the root as it is or as it becomes, whose children have addresses */
struct plan_node *overlay_fragment(struct overlay *o, const char *target, const char *comment);
struct plan_node *overlay_child(struct overlay *o, struct plan_node *parent, const char *name);
struct plan_node *overlay_bus(struct overlay *o, const char *name, const char *comment);

/* overlay_label - one that neither the host's tree nor another node here has */
const char *overlay_label(struct overlay *o, const char *wanted);

/* overlay_reg, overlay_cells - the properties; overlay_root_cells - what holds in the root */
struct plan_prop *overlay_reg(struct overlay *o, struct plan_node *n, uint64_t addr, uint64_t size,
	uint32_t na, uint32_t ns);
void overlay_cells(struct overlay *o, struct plan_node *n, uint32_t na, uint32_t ns);
uint32_t overlay_root_cells(const struct overlay *o, bool size);

/* overlay_page - a page of shared memory, with @name as its label */
struct plan_node *overlay_page(struct overlay *o, struct plan_node *parent,
	const struct init_channel *ch, const char *name, uint32_t na, uint32_t ns);

#endif
