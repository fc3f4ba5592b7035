/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_RULES_H
#define SDC_PLAN_RULES_H

struct rule;

/*
 * The rules about guests: rows without a check function, since it is the plan that meets the
 * breaches. What a device needs comes first, what guests must not share second.
 */
enum plan_rule {
	/* rules_devices.c */
	PLAN_REGISTERS,
	PLAN_REFERENCE,
	PLAN_REFERENCE_BROKEN,
	PLAN_INTERRUPT,
	PLAN_INTERRUPT_BROKEN,
	PLAN_NO_CHANNEL,
	PLAN_PROTOCOL,
	PLAN_DMA_UNPROTECTED,
	PLAN_IOMMU_DISABLED,
	PLAN_VISIBLE,
	PLAN_DISABLED,
	PLAN_KEPT,
	PLAN_DMA_RANGES,
	PLAN_REFERENCE_GUESSED,
	PLAN_UNUSED,
	PLAN_NO_DOMAIN,
	PLAN_UNASKED,
	PLAN_DEVICE_RULES,

	/* rules_isolation.c */
	PLAN_DEVICE_TWICE = PLAN_DEVICE_RULES,
	PLAN_MMIO_SHARED,
	PLAN_INTERRUPT_SHARED,
	PLAN_STREAM_SHARED,
	PLAN_SCMI_DEVICE_SHARED,
	PLAN_SCMI_RESOURCE_SHARED,
	PLAN_CHANNEL_SHARED,
	PLAN_MANAGEMENT,
	PLAN_COLLISION,
	PLAN_RULES,
};

/* plan_rule - the row */
const struct rule *plan_rule(enum plan_rule rule);

#endif
