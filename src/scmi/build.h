/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_BUILD_H
#define SDC_SCMI_BUILD_H

#include "scmi/model.h"

/* The parts of scmi_model_build(), in the order in which they run. */

/* scmi_read_shmem - what cell @index of a property leads to; @p may be NULL */
struct scmi_shmem scmi_read_shmem(
	const struct scmi_model *m, const struct dt_prop *p, uint32_t index);

/* scmi_read_agents - the tuples of a container's table */
void scmi_read_agents(struct scmi_model *m, struct scmi_container *c);

/* scmi_read_domains - dom0less domains and Xen's command line */
void scmi_read_domains(struct scmi_model *m);

/* scmi_read_protocols - the protocol nodes of every instance */
void scmi_read_protocols(struct scmi_model *m);

/* scmi_read_uses - references to protocols, and permission ids */
void scmi_read_uses(struct scmi_model *m);

#endif
