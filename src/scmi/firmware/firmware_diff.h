/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_FIRMWARE_DIFF_H
#define SDC_SCMI_FIRMWARE_DIFF_H

#include "scmi/firmware/firmware.h"

/* What two descriptions of the same firmware say differently. */

enum firmware_difference {
	DIFFERENCE_AGENT_GONE, /* @agent is the earlier one */
	DIFFERENCE_AGENT_NEW,
	DIFFERENCE_OTHER,
};

struct firmware_diff {
	const struct firmware *before, *after;
	bool changing; /* rates, states, readings and what else changes while a system runs */
	void (*say)(void *ctx, enum firmware_difference kind, const struct fw_agent *agent,
		const char *text);
	void *ctx;
};

/* firmware_diff - what the earlier one does not tell is no difference. Linear in both, but for the
 * protocols, of which an agent has a handful. */
void firmware_diff(const struct firmware_diff *d);

#endif
