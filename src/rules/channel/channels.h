/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_CHANNEL_CHANNELS_H
#define SDC_RULES_CHANNEL_CHANNELS_H

#include "diag/finding.h"
#include "scmi/model.h"

struct check;

/*
 * The channels of the container that Xen reads, put in order once for all rules:
 * a rule that compares channels with each other finds them sorted.
 */

/* A page of shared memory and who names it. */
struct named_page {
	const struct scmi_shmem *shmem;
	const struct scmi_agent *agent; /* NULL: the management channel */
};

struct channels {
	const struct scmi_container *container; /* NULL: no multi-agent driver, or none */
	const struct scmi_instance *management; /* NULL: none */
	/* The tuples of the table; none where it is not a whole number of them. */
	const struct scmi_agent *agents;
	size_t n_agents;
	/* Every page node once, with the first that names it; the management's first. */
	struct named_page *pages;
	size_t n_pages;
	/* The agents, sorted by id (only with the three-cell form), by doorbell, and those whose
	 * page has an address by that; equal ones in the order of the table. */
	const struct scmi_agent **by_id, **by_doorbell, **by_page;
	size_t n_by_id, n_by_doorbell, n_by_page;
	struct arena arena;
};

/* channels_init - linear in the table, but for the sorting; @ch is zeroed by the caller */
void channels_init(struct channels *ch, const struct check *c);
void channels_free(struct channels *ch);

/* channel_has_page - its phandle leads to a node with an address */
bool channel_has_page(const struct scmi_shmem *s);

/* channels_marks - a zeroed byte per node of the tree; NULL where the container names no page. In
 * the findings' memory. */
uint8_t *channels_marks(const struct check *c);

/* agent_number - an agent id for messages: decimal, but for numbers that can be none */
struct agent_number {
	char text[16];
};
struct agent_number agent_number(uint32_t id);

/* A name for messages: "agent 3", "the agent in tuple 2", "the management channel". */
struct channel_name {
	char text[40];
};
struct channel_name agent_name(const struct scmi_agent *a);
struct channel_name channel_name(const struct named_page *ch);

/* channel_relate - add to a finding who names the page */
void channel_relate(struct check *c, struct finding *f, const struct named_page *ch);

/* channel_reg_text - "reg = <0x0 0x47ff2000 0x0 0x1000>;": the node's first entry with another
 * size, and its address rounded down to a page; "" where that cannot be written */
const char *channel_reg_text(struct check *c, const struct dt_node *page, uint64_t size);

enum channel_place {
	CHANNEL_FREE,
	CHANNEL_IN_RAM,    /* that is not reserved */
	CHANNEL_ON_DEVICE, /* registers of an available device that is no shared memory */
};

/* channel_place - what else is at a page that has an address; @where is set to that node */
enum channel_place channel_place(
	const struct check *c, const struct scmi_shmem *s, const struct dt_node **where);

#endif
