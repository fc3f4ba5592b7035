/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_MANIFEST_DEVICE_H
#define SDC_PLAN_MANIFEST_DEVICE_H

#include "plan/manifest/manifest.h"
#include "schema/document.h"

/* The parts of manifest_load() that read devices. The document fits its schema. */

/* manifest_read_devices - the guest's list; @mark is the guest's place */
void manifest_read_devices(struct arena *a, struct manifest_guest *g, const json_t *guest,
	const struct yaml_mark *mark);

/* manifest_read_replaces - "replace" of a guest or of a device */
struct manifest_replaces manifest_read_replaces(
	struct arena *a, const json_t *from, const struct yaml_mark *mark);

/* manifest_check_devices - what no device can lose or get: conflicts of the document */
void manifest_check_devices(const struct manifest_guest *g, struct document *doc);

#endif
