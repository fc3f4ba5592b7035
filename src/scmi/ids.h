/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_IDS_H
#define SDC_SCMI_IDS_H

#include "scmi/model.h"

/*
 * Agent ids that stand nowhere in a tree: the management agent's, and every
 * one of a two-cell table. Firmware numbers its agents by doorbell as a rule
 * (TF-A gives agent N the function id BASE + N), so they follow from the
 * doorbells: BASE is taken from the tuples that state both, or else is the
 * lowest doorbell of all.
 */
struct scmi_ids {
	bool known; /* a base was found */
	uint32_t base;
};

/* scmi_ids - find the base. Linear in the table. */
struct scmi_ids scmi_ids(const struct scmi_model *m);

/* scmi_id_of - the id behind a doorbell. Returns false where no base is known or the doorbell
 * is below it or 255 and more above it. */
bool scmi_id_of(const struct scmi_ids *ids, uint32_t smc_id, uint32_t *id);

#endif
