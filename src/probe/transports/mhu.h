/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_TRANSPORTS_MHU_H
#define SDC_PROBE_TRANSPORTS_MHU_H

#include "probe/transports/window.h"
#include "scmi/model.h"

/* Doorbells that are a register. */

/*
 * mhu_from_tree - the register behind the mboxes of an SCMI node
 *
 * Knows arm,mhu-doorbell (Arm's first message handling unit, DDI0515 chapter 3.6): a register
 * SET per channel, a bit per doorbell.
 * Returns 0, or -SDC_EIO with a text where the mailbox is none of these.
 */
int mhu_from_tree(const struct scmi_model *m, const struct scmi_instance *instance,
	struct sdc_mmio_doorbell *out, struct sdc_error *err);

int mhu_open(struct window *w, int fd, uint64_t base, enum window_how how,
	const struct sdc_mmio_doorbell *reg, struct sdc_error *err);

/* mhu_ring - write the value, in the register's width; other bits are kept where a mask says so */
int mhu_ring(const struct window *w, const struct sdc_mmio_doorbell *reg, struct sdc_error *err);

#endif
