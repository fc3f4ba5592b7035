/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_VIEW_CONSUMERS_H
#define SDC_REPORT_VIEW_CONSUMERS_H

#include "base/buf.h"
#include "scmi/model.h"

/* What one device has to do with SCMI. */
struct device_consumers {
	const struct dt_node *device;
	const struct scmi_use *uses;
	size_t n_uses;
	const struct scmi_permission *permissions;
	size_t n_permissions;
};

/*
 * consumers_next - the next device, in the tree's order, that uses a resource or has a permission
 * id
 * @d: zeroed before the first call
 *
 * Returns false behind the last one.
 */
bool consumers_next(const struct scmi_model *m, struct device_consumers *d);

/* use_name - append "clock 0x3", or "protocol 0x80" for a vendor's */
void use_name(struct buf *out, const struct scmi_use *u);

#endif
