/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_EARLY_H
#define SDC_SCMI_EARLY_H

#include "scmi/model.h"

/* How postings before today's form, and products, wrote the agents. Xen reads none of it. */

#define SCMI_EARLY_CHOSEN_TABLE "xen,scmi-secondary-agents"
#define SCMI_EARLY_EPAM_TABLE   "epam,secondary-agents"
#define SCMI_EARLY_NODE_NAME    "xen,config"

enum scmi_early_kind {
	SCMI_EARLY_NONE,
	SCMI_EARLY_TABLE, /* <agent-id smc-id &shmem> in /chosen or the host's SCMI node */
	SCMI_EARLY_NODE,  /* all of the container but its compatible */
	SCMI_EARLY_PAGES, /* no table: one doorbell for all, and a page for each agent */
};

struct scmi_early {
	enum scmi_early_kind kind;
	const struct dt_node *node; /* that has the table, or xen,config, or the host's SCMI node */
	const struct dt_prop *table; /* SCMI_EARLY_TABLE alone */
};

/*
 * scmi_early - the early form that the tree is in
 * @asked: a guest's configuration asks for an agent in an early form
 *
 * Pages without a table are an early form only where something else is one, too: a scmi_devid, a
 * domain that asks in an early form, or @asked.
 */
struct scmi_early scmi_early(const struct scmi_model *m, bool asked);

/* scmi_early_unnamed - a page that neither an SCMI node names nor a container has */
bool scmi_early_unnamed(const struct scmi_model *m, const struct dt_node *page);

/*
 * scmi_early_pages - of SCMI_EARLY_PAGES, the pages besides the host's, in the tree's order
 *
 * The nodes that nothing names; where there are none, what follows the host's page in its node or
 * in the reserved region around it, as the first posting had it.
 */
const uint64_t *scmi_early_pages(const struct scmi_model *m, struct arena *a, size_t *n);

/* scmi_early_asks - a domain asks for an agent in an early form; its id where it has one */
bool scmi_early_asks(const struct dt_node *domain, bool *has_id, uint32_t *id);

/* scmi_early_option - where Dom0's agent id stands on Xen's command line, or NULL; what stands
 * before is the option, alone or in the list of dom0= */
const char *scmi_early_option(const char *args);

/* scmi_early_without - the command line without that option; @args has it */
char *scmi_early_without(const char *args, struct arena *a);

#endif
