// SPDX-License-Identifier: BSD-2-Clause
#include "diag/rule.h"
#include "plan/rules.h"
#include "rules/subjects.h"

#define ROW(rule) [(rule)-PLAN_DEVICE_RULES]

static const struct rule rules[] = {
	ROW(PLAN_DEVICE_TWICE) = { { .name = "isolation-device-twice",
					   .subject = "guests",
					   .severity = SDC_ERROR,
					   .summary =
						   "a device is given to two guests, or twice to one",
					   .effect = "refuses the second domain",
					   .explanation =
						   "Each device has one owner. A device comes with its children, so a child "
						   "that stands in another list counts too, unless its parent is given "
						   "with-children: false." },
		NULL },
	ROW(PLAN_MMIO_SHARED) = { { .name = "isolation-mmio-shared",
					  .subject = "guests",
					  .severity = SDC_ERROR,
					  .summary =
						  "devices of different owners have registers in one page",
					  .effect =
						  "maps whole pages, so each owner reaches the other's registers",
					  .explanation =
						  "Memory is mapped in pages of 4 KiB. Two small devices in one page, or a "
						  "block of registers that covers another device's, cannot be kept apart: "
						  "both must have the same owner." },
		NULL },
	ROW(PLAN_INTERRUPT_SHARED) = { { .name = "isolation-interrupt-shared",
					       .subject = "guests",
					       .severity = SDC_ERROR,
					       .summary =
						       "devices of different owners share an interrupt",
					       .effect =
						       "routes an interrupt to one domain and refuses the second",
					       .explanation =
						       "Xen gives a shared interrupt (SPI) to one domain. Devices on one "
						       "line must have the same owner." },
		NULL },
	ROW(PLAN_STREAM_SHARED) = { { .name = "isolation-stream-shared",
					    .subject = "guests",
					    .severity = SDC_ERROR,
					    .summary =
						    "devices of different owners share a stream id",
					    .effect =
						    "gives a stream to one domain; the other device's DMA goes there too",
					    .explanation =
						    "An IOMMU tells devices apart by their stream ids alone. Devices with one "
						    "id are one device to it, and must have the same owner." },
		NULL },
	ROW(PLAN_SCMI_DEVICE_SHARED) = { { .name = "isolation-scmi-device-shared",
						 .subject = "guests",
						 .severity = SDC_ERROR,
						 .summary =
							 "devices of different owners have one SCMI permission id",
						 .effect =
							 "asks the firmware to let both agents use it",
						 .explanation =
							 "The id after access-controllers names a device to the firmware. With one "
							 "id for two devices, who may use the one may use the other." },
		NULL },
	ROW(PLAN_SCMI_RESOURCE_SHARED) = { { .name = "isolation-scmi-resource-shared",
						   .subject = "guests",
						   .severity = SDC_WARNING,
						   .summary =
							   "devices of different owners use one SCMI resource",
						   .effect = NULL,
						   .explanation =
							   "A clock, reset or power domain that two owners use can be changed by "
							   "either: a reset resets both devices, a rate changes under the other's "
							   "feet. Firmware that counts the users of a clock makes sharing a clock "
							   "harmless, which is why this is a warning." },
		NULL },
	ROW(PLAN_CHANNEL_SHARED) = { { .name = "isolation-channel-shared",
					     .subject = "guests",
					     .severity = SDC_ERROR,
					     .summary =
						     "an SCMI channel can be reached by two owners",
					     .effect =
						     "refuses the second domain with one agent id (-EEXIST); pages and "
						     "doorbells are not compared",
					     .explanation =
						     "Each domain has an agent, a doorbell and a page of its own. Two domains "
						     "with one agent id, two agents with one doorbell, two agents' pages that "
						     "overlap, and a device whose registers cover an agent's page all let one "
						     "domain speak in another's name." },
		NULL },
	ROW(PLAN_MANAGEMENT) = { { .name = "isolation-management-channel",
					 .subject = "guests",
					 .severity = SDC_ERROR,
					 .summary = "a guest can reach the management channel",
					 .effect =
						 "answers the guest's doorbell as the trusted agent",
					 .explanation =
						 "The management channel is Xen's own: it may give and take permissions "
						 "of every agent. Neither its agent id, its doorbell nor its page may be a "
						 "guest's." },
		NULL },
	ROW(PLAN_COLLISION) = { { .name = "isolation-guest-address",
					.subject = "guests",
					.severity = SDC_ERROR,
					.summary =
						"a guest address collides with something else in the guest",
					.effect =
						"maps one over the other, or fails to create the domain",
					.explanation =
						"A guest has its RAM, GIC, grant table and other things at addresses that "
						"Xen chooses (xen/include/public/arch-arm.h; not a stable interface). A "
						"device mapped 1:1 may fall onto them, and so may the SCMI page; "
						"guest-address moves it. The windows of the virtual PL011, PCI, virtio "
						"and ACPI are there only when the guest has these, so a collision with "
						"them is a warning. So is a device among the first 1 GiB of RAM where nothing "
						"says how much memory the guest has." },
		NULL },
};

const struct rule_set rules_plan_isolation = { rules, sizeof(rules) / sizeof(rules[0]) };

const struct rule *plan_rule(enum plan_rule rule)
{
	if (rule < PLAN_DEVICE_RULES)
		return &rules_plan_devices.rules[rule];
	return &rules_plan_isolation.rules[rule - PLAN_DEVICE_RULES];
}
