/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_GUESTS_READ_READ_H
#define SDC_GUESTS_READ_READ_H

#include "guests/view.h"
#include "rules/lookup.h"

/* The parts of guest_views_new(), in the order in which they run, and what all guests share. */

/* Registers of a host node. */
struct guest_place {
	struct range pages, bytes;
	uint64_t reach; /* the furthest end of this one and those before */
	const struct dt_node *node;
};

/* An interrupt of a host node. */
struct guest_line {
	uint32_t irq;
	bool marked; /* xen,passthrough */
	const struct dt_node *node;
};

struct guest_host {
	const struct check *c;
	struct agent_list agents;
	struct arena arena;
	VEC(struct guest_place) places; /* sorted by address */
	VEC(struct guest_line) lines;   /* sorted by number, of one number marked nodes first */
	const struct guest_view **seen; /* per node: the last guest that names it */
};

/* guest_config_read - dtdev, iomem, irqs, arm_sci and so on of a configuration for xl */
void guest_config_read(struct guest_view *v);

/* guest_assigns_read - xen,path and xen,reg of a dom0less guest's tree, and its host domain */
void guest_assigns_read(struct guest_view *v, const struct guest_host *h);

/* guest_hosts_find - the host nodes that the files name */
void guest_hosts_find(struct guest_view *v, const struct guest_host *h);

/* guest_channel_find - what the domain gets of SCMI, and what its tree says */
void guest_channel_find(struct guest_view *v, const struct guest_host *h);

/* guest_owned_find - pages and interrupts of the devices that are named; which mappings and
 * interrupts are of no such device */
void guest_owned_find(struct guest_view *v, const struct guest_host *h);

/* guest_nodes_read - where the nodes of the guest's tree look for registers and interrupts */
void guest_nodes_read(struct guest_view *v);

/* guest_places_find - fill h->places and h->lines */
void guest_places_find(struct guest_host *h);

/* guest_line_find - a host node that has an interrupt, one that is hidden from Dom0 before others;
 * or NULL */
const struct dt_node *guest_line_find(const struct guest_host *h, uint32_t irq);

/* guest_shown_find - host nodes whose registers mappings show that belong to no device that is
 * named; sets device and master of these mappings */
void guest_shown_find(struct guest_view *v, const struct guest_host *h);

#endif
