/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_CHANNEL_H
#define SDC_SCMI_CHANNEL_H

#include "base/vec.h"
#include "scmi/ids.h"

/* Which channel a domain gets, as far as the host's tree says it. */

/* The agents of the table, sorted by id and, for equal ids, by place. */
struct agent_list {
	VEC(struct agent_entry {
		uint32_t id;
		const struct scmi_agent *agent;
	})
	list;
};

/* agent_list_read - those that have an id; @k may be NULL. Give it back with vec_free(&l->list). */
void agent_list_read(
	struct agent_list *l, const struct scmi_container *k, const struct scmi_ids *ids);

/* agent_list_find - the first agent of that id, or NULL. Logarithmic. */
const struct scmi_agent *agent_list_find(const struct agent_list *l, uint32_t id);

struct scmi_channel {
	const struct dt_node *from; /* container or host node */
	bool has_smc_id;
	uint32_t smc_id;
	const struct scmi_shmem *shmem;
};

/* scmi_forwarded - the node whose channel a driver forwards that knows one agent: the first
 * arm,scmi-smc node that Xen sees, or else the one that is meant; NULL */
const struct scmi_instance *scmi_forwarded(const struct scmi_model *m);

/*
 * scmi_channel_of - the channel of a domain
 * @type: as the domain asks for it, and the driver that Xen has takes it
 * @id: for SCMI_TYPE_MULTI_AGENT
 *
 * Whether Xen gives it to the domain is another matter. Returns false where there is none.
 */
bool scmi_channel_of(const struct scmi_model *m, const struct agent_list *agents,
	enum scmi_domain_type type, uint32_t id, struct scmi_channel *out);

#endif
