/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_GUESTS_READ_READ_H
#define SDC_GUESTS_READ_READ_H

#include "guests/view.h"
#include "plan/names.h"
#include "rules/lookup.h"

/* The parts of guest_views_new(), in the order in which they run, and what all guests share. */

struct guest_host {
	const struct check *c;
	struct agent_list agents;
	struct names *names;
	struct arena arena;
	/* Host nodes with registers, sorted by address. */
	VEC(struct guest_place {
		uint64_t start;
		const struct dt_node *node;
	})
	places;
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

/* guest_places_find - fill h->places */
void guest_places_find(struct guest_host *h);

#endif
