/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_INIT_EARLY_H
#define SDC_INIT_EARLY_H

#include "init/init.h"

/* init_early_table - the table in an early form, with the node that has it; NULL: none */
const struct dt_prop *init_early_table(const struct scmi_model *m, const struct dt_node **at);

/* init_early_channels - the channels as that table, and the host's SCMI node, say */
int init_early_channels(struct init_plan *p, struct sdc_error *err);

/* init_early_asks - the domain asks for an agent in an early form */
bool init_early_asks(const struct dt_node *domain);

/*
 * init_early_remove - what is left of the early form in a merged blob
 *
 * Returns 0, or -SDC_EINPUT with libfdt's reason.
 */
int init_early_remove(const struct init_plan *p, void *fdt, struct sdc_error *err);

/* init_early_deletions - the same for a source */
void init_early_deletions(const struct init_plan *p, struct buf *out);

#endif
