/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_SCI_H
#define SDC_XEN_SCI_H

#include "scmi/model.h"

/* What one of Xen's drivers for SCMI does and another does not; asked by name. Who wants to know
 * never asks which driver it is. */
struct sci_caps {
	enum scmi_domain_type type; /* that a domain asks with */
	bool reads_container;       /* its management channel and its table of agents */
	bool numbers_agents;        /* a domain asks for one by its id; else there is one channel */
	bool maps_pages;            /* itself, and so wants whole ones */
	bool forwards_host;         /* the channel of the host's node, to Dom0 or to one domain */
};

/* sci_caps - of a driver; nothing for SDC_XEN_AUTO */
const struct sci_caps *sci_caps(enum sdc_xen xen);

/* sci_driver - which driver SDC_XEN_AUTO means for this tree */
enum sdc_xen sci_driver(const struct scmi_model *m);

#endif
