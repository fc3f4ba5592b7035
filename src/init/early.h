/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_INIT_EARLY_H
#define SDC_INIT_EARLY_H

#include "init/init.h"

/* init_early_channels - the channels as the early form and the host's SCMI node say; what they do
 * not say is proposed */
int init_early_channels(struct init_plan *p, struct sdc_error *err);

/* init_early_keeps - the node of that page stays, as it is Dom0's and something may name it */
bool init_early_keeps(const struct init_plan *p, const struct dt_node *page);

/*
 * init_early_remove - what is left of the early form in a merged blob
 *
 * Returns 0, or -SDC_EINPUT with libfdt's reason.
 */
int init_early_remove(const struct init_plan *p, void *fdt, struct sdc_error *err);

/* init_early_deletions - the same for a source */
void init_early_deletions(const struct init_plan *p, struct buf *out);

/* init_early_leftovers - what those are: a property, or with @prop NULL a node;
 * init_early_delete - a statement that deletes one */
typedef void init_leftover_fn(void *ctx, const struct dt_node *n, const char *prop);
void init_early_leftovers(const struct init_plan *p, init_leftover_fn *each, void *ctx);
void init_early_delete(struct buf *out, const struct dt_node *n, const char *prop);

#endif
