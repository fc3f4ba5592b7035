/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_IDS_H
#define SDC_SCMI_IDS_H

#include "scmi/firmware/firmware.h"
#include "scmi/model.h"

/*
 * Agent ids that stand nowhere in a tree: the management agent's, and every
 * one of a two-cell table. Firmware numbers its agents by doorbell as a rule
 * (TF-A gives agent N the function id BASE + N), so they follow from the
 * doorbells: BASE is taken from the tuples that state both, or else is the
 * lowest doorbell of all. Where the firmware is described it says the ids itself.
 */
struct scmi_ids {
	const struct firmware *firmware; /* NULL: unknown */
	bool known;                      /* a base was found */
	uint32_t base;
};

/* scmi_ids - find the base. Linear in the table. */
struct scmi_ids scmi_ids(const struct scmi_model *m, const struct firmware *fw);

/* scmi_id_of - the id behind a doorbell. Returns false where the firmware does not say it, or else
 * where no base is known or the doorbell is below it or 255 and more above it. */
bool scmi_id_of(const struct scmi_ids *ids, uint32_t smc_id, uint32_t *id);

/* scmi_agent_id - the id of a tuple: stated, or following from its doorbell */
bool scmi_agent_id(const struct scmi_ids *ids, const struct scmi_agent *a, uint32_t *id);

/* scmi_management_id - the id of the management agent */
bool scmi_management_id(const struct scmi_model *m, const struct scmi_ids *ids, uint32_t *id);

#endif
