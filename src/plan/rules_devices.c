// SPDX-License-Identifier: BSD-2-Clause
#include "diag/rule.h"
#include "plan/rules.h"
#include "rules/subjects.h"

static const struct rule rules[] = {
	[PLAN_REGISTERS] = { { .name = "guest-registers",
				     .subject = "guests",
				     .severity = SDC_ERROR,
				     .summary =
					     "registers of a guest's device cannot be mapped into the guest",
				     .effect =
					     "maps what iomem or xen,reg says, which cannot be derived here",
				     .explanation =
					     "A device is mapped into a guest page by page, so each entry of its reg "
					     "must have a CPU address: every parent needs ranges that cover it, and "
					     "its bus must be one of memory. A device on an I2C or SPI bus comes with "
					     "the controller of that bus.\n\n"
					     "A guest address must keep the place within the page, since the hardware "
					     "decides that." },
		NULL },
	[PLAN_REFERENCE] = { { .name = "guest-reference",
				     .subject = "guests",
				     .severity = SDC_ERROR,
				     .summary =
					     "a guest's device needs a provider that the guest does not have",
				     .effect =
					     "shows the guest the node as it is; the driver waits for the provider "
					     "forever",
				     .explanation =
					     "Every phandle in a guest's tree must lead to a node of that tree. "
					     "Resources that the host takes from SCMI are taken from the guest's own "
					     "SCMI node; fixed clocks, fixed regulators, tables and connectors are "
					     "copied; a provider that the guest owns as well is referred to. "
					     "Everything else is a device of Dom0 or of another guest, and the guest "
					     "cannot reach it.\n\n"
					     "The ways out: give the guest the provider too, let the firmware serve the "
					     "resource through SCMI, replace the provider by a fixed clock or "
					     "regulator, or leave the property out." },
		NULL },
	[PLAN_REFERENCE_BROKEN] = { { .name = "guest-reference-broken",
					    .subject = "guests",
					    .severity = SDC_ERROR,
					    .summary =
						    "a property of a guest's device refers to nothing",
					    .effect = "shows the guest the property as it is",
					    .explanation =
						    "The phandle leads nowhere in the host's tree, the provider does not say "
						    "how many arguments it takes, or the last entry is cut short. No guest's "
						    "tree is written with such a reference." },
		NULL },
	[PLAN_INTERRUPT] = { { .name = "guest-interrupt",
				     .subject = "guests",
				     .severity = SDC_ERROR,
				     .summary = "an interrupt of a guest's device cannot be passed",
				     .effect =
					     "passes shared interrupts (SPI) of the GIC only, to one domain each",
				     .explanation =
					     "Xen routes shared interrupts of the GIC to guests. Private interrupts of "
					     "a CPU, extended ones, message signalled ones (msi-parent, msi-map), those "
					     "behind an interrupt-map and those of another controller cannot be named "
					     "in irqs. An interrupt of a controller that the guest has too is the "
					     "guest's own affair and is kept.\n\n"
					     "Of a dom0less guest, Xen learns interrupts from xen,path, which it only "
					     "reads where xen,reg can be read: on a bus with one or two cells for both "
					     "addresses and sizes." },
		NULL },
	[PLAN_INTERRUPT_BROKEN] = { { .name = "guest-interrupt-broken",
					    .subject = "guests",
					    .severity = SDC_ERROR,
					    .summary =
						    "an interrupt of a guest's device cannot be read",
					    .effect = "fails to create the domain",
					    .explanation =
						    "No interrupt-parent leads to a controller, the controller lacks "
						    "#interrupt-cells, or the specifier is cut short." },
		NULL },
	[PLAN_NO_CHANNEL] = { { .name = "guest-no-channel",
				      .subject = "guests",
				      .severity = SDC_ERROR,
				      .summary = "a guest's agent has no channel",
				      .effect = "refuses to create the domain (-ENOENT)",
				      .explanation =
					      "The guest's tree holds the doorbell and the page of its agent, which are "
					      "those of the entry of scmi-secondary-agents with that agent id. With "
					      "the single-agent driver they are those of /firmware/scmi, which a guest "
					      "gets only with scmi-smc-passthrough on Xen's command line." },
		NULL },
	[PLAN_PROTOCOL] = { { .name = "guest-protocol",
				    .subject = "guests",
				    .severity = SDC_ERROR,
				    .summary =
					    "a guest's device needs an SCMI protocol that the guest does not have",
				    .effect = NULL,
				    .explanation =
					    "A device that takes clocks, resets or power domains from SCMI finds them "
					    "at the guest's own SCMI node. So the guest needs an agent, and its list "
					    "of protocols, where one is given, must hold those that its devices use. "
					    "With protocols: auto it does." },
		NULL },
	[PLAN_DMA_UNPROTECTED] = { { .name = "guest-dma-unprotected",
					   .subject = "guests",
					   .severity = SDC_ERROR,
					   .summary =
						   "a guest's device may reach all memory by DMA",
					   .effect =
						   "refuses a dom0less guest without xen,force-assign-without-iommu; under "
						   "xl nothing stops it",
					   .explanation =
						   "A device without iommus that does DMA can read and write the memory of "
						   "Xen and of every domain, and its addresses are the host's, not the "
						   "guest's. A tree does not tell such a device from one that does no DMA: "
						   "the author has to, with force-assign-without-iommu for the device or for "
						   "the guest. A few devices that are known to have no DMA of their own "
						   "(PL011, PL031, PL061 and the like) need no such word.\n\n"
						   "xl has no key for it: in the generated fragment it is a comment." },
		NULL },
	[PLAN_IOMMU_DISABLED] = { { .name = "guest-iommu-disabled",
					  .subject = "guests",
					  .severity = SDC_ERROR,
					  .summary =
						  "the IOMMU of a guest's device is disabled, unknown to Xen or cannot be read",
					  .effect =
						  "does not protect the device, and refuses a dom0less guest",
					  .explanation =
						  "iommus names the controller that stands between the device and memory. "
						  "Where its status is not okay, Xen does not drive it, and the device "
						  "reaches memory as if there were none. So it does where Xen has no "
						  "driver for the controller: it knows Arm's SMMU and Renesas' IPMMU. With "
						  "force-assign-without-iommu this is a warning." },
		NULL },
	[PLAN_VISIBLE] = { { .name = "guest-visible-to-dom0",
				   .subject = "guests",
				   .severity = SDC_WARNING,
				   .summary = "a guest's device is still visible to Dom0",
				   .effect =
					   "gives Dom0 the registers and the interrupt, which the guest then cannot "
					   "have",
				   .explanation =
					   "xen,passthrough in the host's node hides a device from Dom0. The overlay "
					   "that generate writes adds it; load it, or merge it, before Xen starts." },
		NULL },
	[PLAN_DISABLED] = { { .name = "guest-device-disabled",
				    .subject = "guests",
				    .severity = SDC_WARNING,
				    .summary =
					    "a guest is given a device that the host's tree disables",
				    .effect = NULL,
				    .explanation =
					    "A node with another status than okay describes hardware that the board "
					    "does not use: it may have no clock, no pins or no connector. The guest "
					    "sees the device as usable." },
		NULL },
	[PLAN_KEPT] = { { .name = "guest-kept-by-xen",
				.subject = "guests",
				.severity = SDC_ERROR,
				.summary = "a guest is given something that Xen keeps to itself",
				.effect =
					"fails to create the domain, or loses control of the host",
				.explanation =
					"Xen drives the interrupt controller and the IOMMUs, owns the memory "
					"and the CPUs, and reads /chosen: none of these is a device that a "
					"guest can have. The UART of Xen's console (dtuart= on its command "
					"line, or stdout-path) is a warning: Xen keeps its interrupt, and "
					"the tree alone does not say whether Xen is built with a driver for "
					"it." },
		NULL },
	[PLAN_DMA_RANGES] = { { .name = "guest-dma-ranges",
				      .subject = "guests",
				      .severity = SDC_ERROR,
				      .summary =
					      "devices of a guest reach memory at different addresses",
				      .effect =
					      "shows the guest the addresses as the CPU has them; DMA goes "
					      "elsewhere",
				      .explanation =
					      "dma-ranges of a bus says at which addresses its devices find "
					      "memory, and how much of it. The guest's devices stand together in "
					      "/passthrough, which gets the dma-ranges of their buses where these "
					      "are the same for all that may do DMA. Where they are not, the bus "
					      "itself, given to the guest with its children, keeps its own." },
		NULL },
	[PLAN_REFERENCE_GUESSED] = { { .name = "guest-reference-guessed",
					     .subject = "guests",
					     .severity = SDC_WARNING,
					     .summary =
						     "a vendor's property of a guest's device seems to hold a phandle",
					     .effect = "shows the guest the number as it is",
					     .explanation =
						     "The properties of common bindings that refer to nodes are known, "
						     "and some of vendors. In another one a phandle looks like any "
						     "number, which in the guest's tree leads to another node or to "
						     "none. It is reported where the value is the phandle of a node "
						     "that goes by a word of the property's name." },
		NULL },
	[PLAN_UNUSED] = { { .name = "guest-manifest-unused",
				  .subject = "guests",
				  .severity = SDC_WARNING,
				  .summary =
					  "the manifest leaves out or replaces what is not there",
				  .effect = NULL,
				  .explanation =
					  "A property that remove names stands neither in the device nor in a "
					  "node below it, or nothing that the guest gets refers to the provider "
					  "that replace names. The name may be misspelt, or the host's tree may "
					  "have changed." },
		NULL },
	[PLAN_NO_DOMAIN] = { { .name = "guest-no-domain",
				     .subject = "guests",
				     .severity = SDC_WARNING,
				     .summary =
					     "a dom0less guest has no domain node, and gets none",
				     .effect = "starts no such domain",
				     .explanation =
					     "Xen starts the xen,domain nodes of /chosen. Where the host's tree has "
					     "none of the guest's name, the host overlay adds one, for which it "
					     "needs cpus and memory: Xen stops the boot at a domain without them. "
					     "A boot loader or ImageBuilder may add the node as well." },
		NULL },
	[PLAN_UNASKED] = { { .name = "guest-permission-unasked",
				   .subject = "guests",
				   .severity = SDC_NOTE,
				   .summary =
					   "nobody asks the firmware for the devices of a guest of xl",
				   .effect =
					   "asks for a device when it is assigned; dtdev, with which xl "
					   "assigns, is refused for a device behind no IOMMU",
				   .explanation =
					   "access-controllers names the firmware's id of a device, for which "
					   "Xen asks on behalf of the domain that gets the device. For a guest "
					   "of xl that is when xl assigns the devices of dtdev, and Xen "
					   "assigns those behind an IOMMU alone. The firmware's own default "
					   "decides for the others. A dom0less guest has no such limit." },
		NULL },
};

const struct rule_set rules_plan_devices = { rules, sizeof(rules) / sizeof(rules[0]) };
