/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_VIEW_OWNERS_H
#define SDC_REPORT_VIEW_OWNERS_H

#include "scmi-dtcheck.h"
#include "scmi/model.h"

/* Which domain has, or asks for, which agent: found in logarithmic time. */
struct owners {
	const struct sdc_domain **by_id; /* sorted by agent id */
	size_t n;
};

void owners_init(struct owners *o, const struct sdc_prediction *p);
void owners_free(struct owners *o);

/* owner_of - the domain that holds the channel, or NULL */
const struct sdc_domain *owner_of(
	const struct sdc_prediction *p, const struct sdc_channel *channel);

/* owner_of_agent - the domain that holds an agent of the table, or would if the mediator started */
const struct sdc_domain *owner_of_agent(
	const struct owners *o, const struct sdc_prediction *p, const struct scmi_agent *a);

/* owner_name - for people: a guest's name, or "Dom0" */
const char *owner_name(const struct sdc_domain *d);

/* owner_of_id - the domain that asks for that agent, or NULL */
const struct sdc_domain *owner_of_id(const struct owners *o, uint32_t agent_id);

/*
 * owners_agent_id - the id of an agent of the table
 * @a: NULL: the management agent
 *
 * Where the table does not state it, it is known if the prediction knows it: there the management
 * channel comes first and the table follows. Returns false where it is not known.
 */
bool owners_agent_id(
	const struct sdc_prediction *p, const struct scmi_agent *a, uint32_t *agent_id);

#endif
