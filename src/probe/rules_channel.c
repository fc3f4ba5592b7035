// SPDX-License-Identifier: BSD-2-Clause
#include "probe/rules.h"

/* What can be wrong with a channel, and with an answer whatever the message. In the order of enum
 * probe_rule. */

static const struct rule rules[] = {
	{ .pub = { .name = "probe-page-unreachable",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a channel's page cannot be read",
		  .effect = "maps the page without asking; an access to an address with nothing "
			    "behind it stops the machine",
		  .explanation =
			  "The tree gives no page, or it could not be mapped or read: an address "
			  "where nothing answers gives a bus error. In a domain of Xen a read of "
			  "a page that Xen has not mapped for this domain is killed (signal 9); "
			  "that says nothing about the page itself." } },
	{ .pub = { .name = "probe-page-claimed",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "a driver of the running kernel has claimed a channel's page",
		  .explanation =
			  "The page lies below an mmio-sram node. Linux's sram driver claims "
			  "the whole SRAM, the pages of all agents with it, and then nothing "
			  "but that driver may map it.\n\n"
			  "Unbind the sram driver while probing, or start the kernel with "
			  "iomem=relaxed." } },
	{ .pub = { .name = "probe-page-refused",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "the running kernel does not let a channel's page be mapped",
		  .explanation =
			  "Through /dev/mem a kernel built with CONFIG_STRICT_DEVMEM refuses RAM, "
			  "reserved or not, and one with CONFIG_IO_STRICT_DEVMEM refuses what a "
			  "driver has claimed. That says nothing about the page.\n\n"
			  "The kernel module of this project reaches pages in RAM that the device "
			  "tree names and sets aside under /reserved-memory; for claimed pages "
			  "unbind the driver, or start the kernel with iomem=relaxed." } },
	{ .pub = { .name = "probe-page-dead",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a channel's page reads as ones",
		  .effect = "waits in vain: the channel never looks as the protocol says",
		  .explanation =
			  "Every field of the shared memory reads 0xffffffff. That is what a "
			  "bus gives where nothing answers, or a memory that is powered down or "
			  "protected: the address is wrong, or the firmware does not let the "
			  "non-secure world in." } },
	{ .pub = { .name = "probe-page-blank",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a channel's page was never set up",
		  .effect = "finds the channel busy and sends nothing",
		  .explanation =
			  "Every field of the shared memory is 0, so the channel is not free "
			  "and never will be. The firmware sets the free bit when it starts "
			  "(DEN0056 chapter 5.1); here it did not, or it uses another page for "
			  "this agent." } },
	{ .pub = { .name = "probe-page-garbage",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a channel's page does not look like SCMI shared memory",
		  .effect = "may take what lies there for a free channel and write over it",
		  .explanation =
			  "The reserved bits of status or flags are set, the length is beyond "
			  "the page or the header is none that SCMI has. Most likely the "
			  "address in the tree is not the one that the firmware uses. Nothing "
			  "is written to such a page." } },
	{ .pub = { .name = "probe-channel-owned",
		  .subject = "probe",
		  .severity = SDC_NOTE,
		  .summary = "a channel was left alone because the running kernel owns it",
		  .explanation =
			  "An arm-scmi device of the running kernel is bound to the channel's "
			  "node. Two callers in one channel overwrite each other's messages. "
			  "The scmi_raw transport asks through the kernel; --force asks all the "
			  "same." } },
	{ .pub = { .name = "probe-channel-of-guest",
		  .subject = "probe",
		  .severity = SDC_NOTE,
		  .summary = "a channel was left alone because a started guest owns it",
		  .explanation =
			  "The agent is configured for a domain that runs. Two callers in one "
			  "channel overwrite each other's messages. --force asks all the same." } },
	{ .pub = { .name = "probe-channel-busy",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a channel is busy before anything was asked",
		  .effect = "finds the channel busy and gives up",
		  .explanation =
			  "The free bit of the channel is 0 though nobody here has sent a "
			  "message. Somebody else uses the channel, an earlier request was "
			  "never answered, or the firmware has not set the channel up. Nothing "
			  "was written." } },
	{ .pub = { .name = "probe-error-before",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "a channel reports an error before anything was asked",
		  .explanation =
			  "The error bit of the channel was set: the last request of whoever "
			  "used the channel ended in a transmission error. It is cleared by the "
			  "next request." } },
	{ .pub = { .name = "probe-channel-error",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a channel reports a transmission error",
		  .effect = "takes the answer as lost",
		  .explanation =
			  "The firmware has freed the channel with the error bit set (DEN0056 "
			  "chapter 5.1), so what the page holds is no answer." } },
	{ .pub = { .name = "probe-channel-stuck",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a channel is not given back in time",
		  .effect = "waits for the channel without end, or gives up, depending on the "
			    "message",
		  .explanation =
			  "The doorbell was rung and the channel stayed busy for the whole time "
			  "allowed (--timeout-ms). The firmware did not see the message in this "
			  "page, or died over it. The channel is left as it is, since it "
			  "belongs to the firmware now." } },
	{ .pub = { .name = "probe-doorbell-failed",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a doorbell could not be rung",
		  .explanation =
			  "The request did not reach the firmware: the kernel module, the "
			  "socket or the debug interface refused it. The channel was given back "
			  "free." } },
	{ .pub = { .name = "probe-doorbell-unsupported",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "the firmware does not know a doorbell",
		  .effect = "gets -1 for every message on this channel",
		  .explanation =
			  "The call came back with -1, not supported (DEN0028). The function id "
			  "in the tree is not one of the firmware's, or the conduit is the "
			  "wrong one." } },
	{ .pub = { .name = "probe-doorbell-invalid",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "the firmware refuses a doorbell with -3",
		  .effect = "gets -3 for every message on this channel",
		  .explanation =
			  "The call came back with -3, invalid parameter (DEN0028): the "
			  "firmware knows the function id but not this use of it, for instance "
			  "from this world or without its arguments." } },
	{ .pub = { .name = "probe-doorbell-result",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "a doorbell returns a value that has no meaning",
		  .effect = "takes anything but 0 as a failure",
		  .explanation =
			  "A doorbell returns 0, -1 or -3 in a0. The message was answered all "
			  "the same, so Linux works with this firmware; callers that look at a0 "
			  "do not." } },
	{ .pub = { .name = "probe-hypervisor-refuses",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "the hypervisor does not forward a doorbell",
		  .explanation =
			  "Under Xen a domain's calls go to Xen first, which forwards the "
			  "doorbell of the channel that the domain owns and no other. A call "
			  "that comes back as not supported says nothing about the firmware.\n\n"
			  "Probe other agents' channels before Xen is started, or from a Linux "
			  "without it." } },
	{ .pub = { .name = "probe-token",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "an answer carries another token than the request",
		  .effect = "takes the answer as somebody else's",
		  .explanation =
			  "The token in the header must come back as it was sent (DEN0056 "
			  "chapter 4.1). A stale page or a second caller in the same channel "
			  "look like this." } },
	{ .pub = { .name = "probe-header",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "an answer belongs to another message",
		  .effect = "takes the answer as somebody else's",
		  .explanation =
			  "Protocol and message in the header must come back as they were sent "
			  "(DEN0056 chapter 4.1)." } },
	{ .pub = { .name = "probe-type",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "an answer is not the response to a command",
		  .effect = "takes the answer as somebody else's",
		  .explanation =
			  "The type in the header must be 0. A delayed response or a "
			  "notification does not belong into the channel from agent to platform "
			  "(DEN0056 chapter 4.1)." } },
	{ .pub = { .name = "probe-length-short",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "an answer is too short for a status",
		  .effect = "reads a status that was never written",
		  .explanation =
			  "The length counts the header, so an answer has at least 8 bytes: "
			  "header and status. A channel that is freed without an answer often "
			  "looks like this." } },
	{ .pub = { .name = "probe-length-beyond-page",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "an answer is longer than the page",
		  .effect = "reads beyond the page, or refuses the answer",
		  .explanation =
			  "The length field says more than the page holds. Either the page is "
			  "larger than the tree says, or the firmware writes garbage." } },
	{ .pub = { .name = "probe-response-truncated",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "an answer has fewer bytes than its message needs",
		  .effect = "reads values that were never written",
		  .explanation =
			  "The status is success, but the length does not cover the values that "
			  "DEN0056 defines for this message." } },
	{ .pub = { .name = "probe-response-long",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "an answer has more bytes than its message can have",
		  .explanation =
			  "The length covers more than DEN0056 defines for this message of the "
			  "base protocol. The values that belong to it are there." } },
	{ .pub = { .name = "probe-status-unknown",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "an answer's status is none that SCMI has",
		  .effect = "takes any status but 0 as a failure",
		  .explanation =
			  "A status is 0 or negative: 0 to -11 are defined, those down to "
			  "-127 reserved, those below the vendor's (DEN0056 chapter 4.1)." } },
	{ .pub = { .name = "probe-status-busy",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "the firmware stays busy",
		  .effect = "takes busy for a failure: it does not ask again",
		  .explanation =
			  "Status -6 says that the platform cannot answer now. It was asked again, "
			  "after longer and longer pauses, for as long as one answer may take. "
			  "Whether the message is there is not known." } },
};

const struct rule_set rules_probe_channel = { rules, sizeof(rules) / sizeof(rules[0]) };
