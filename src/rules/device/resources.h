/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_DEVICE_RESOURCES_H
#define SDC_RULES_DEVICE_RESOURCES_H

#include "rules/check.h"
#include "scmi/firmware/firmware.h"

/* resources_host_agent - what the firmware serves behind the host's doorbell; *known is false where
 * nothing says it */
const struct fw_agent *resources_host_agent(const struct check *c, bool *known);

/* resources_number - the number that a use asks for: regulators are numbered by their reg below the
 * voltage protocol's node, everything else by the first argument */
bool resources_number(const struct scmi_use *u, uint32_t *number);

/*
 * resources_rights - what another agent may set of a clock, "state and rate"; NULL: nothing
 * @own: the clock as its user's agent is told of it
 *
 * Each agent may have numbers of its own: the same clock has the same number and the same name.
 */
const char *resources_rights(
	const struct firmware *fw, const struct fw_agent *other, const struct fw_resource *own);

#endif
