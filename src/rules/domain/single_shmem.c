// SPDX-License-Identifier: BSD-2-Clause
/* What mainline's driver for one agent leaves unsaid. */
#include "rules/machine/report.h"
#include "rules/subjects.h"

static const struct rule rules[] = {
	CONSTRUCTION("single-shmem", "single", SDC_ERROR,
		"the page of the SCMI node cannot be used",
		"forwards Dom0's calls, and Dom0's driver has no page to write them to",
		"Xen does not look at the page; Dom0's kernel does. Source: "
		"xen/arch/arm/firmware/scmi-smc.c."),
	CONSTRUCTION("single-stays", "single", SDC_WARNING,
		"an SCMI node stays in Dom0's tree without its page",
		"takes /firmware/scmi and each arm,scmi-shmem out of Dom0's tree, but not this node",
		"With scmi-smc-passthrough SCMI belongs to a guest. Dom0's driver finds a node whose "
		"calls are refused and whose page is gone. Source: "
		"xen/arch/arm/firmware/scmi-smc.c, scmi_smc_dt_handle_node()."),
	CONSTRUCTION("single-transport", "single", SDC_WARNING,
		"an SCMI node with a doorbell is not compatible with arm,scmi-smc",
		"forwards nothing: its driver does not take the node",
		"arm,scmi is SCMI over a mailbox, which Dom0 uses without Xen. Source: "
		"xen/arch/arm/firmware/scmi-smc.c."),
};

const struct rule_set rules_single_unsaid = { rules, sizeof(rules) / sizeof(rules[0]) };
