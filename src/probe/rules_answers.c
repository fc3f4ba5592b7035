// SPDX-License-Identifier: BSD-2-Clause
#include "probe/rules.h"

/* What can be wrong with what the firmware says, and where it differs from the tree. In the order
 * of enum probe_rule. */

static const struct rule rules[] = {
	{ .pub = { .name = "probe-mandatory-message",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "the firmware refuses a message that every platform must have",
		  .effect = "gives up where it depends on the message",
		  .explanation =
			  "PROTOCOL_VERSION, PROTOCOL_ATTRIBUTES and "
			  "PROTOCOL_MESSAGE_ATTRIBUTES are mandatory in every protocol, "
			  "BASE_DISCOVER_VENDOR, BASE_DISCOVER_IMPLEMENTATION_VERSION and "
			  "BASE_DISCOVER_LIST_PROTOCOLS in the base protocol (DEN0056 chapter "
			  "4.2)." } },
	{ .pub = { .name = "probe-discover-agent",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "BASE_DISCOVER_AGENT does not work",
		  .effect = "does not start the mediator: it asks for its own id first",
		  .explanation =
			  "Xen asks BASE_DISCOVER_AGENT with 0xffffffff on the management "
			  "channel, and on every channel where the table has two cells. On "
			  "other channels nobody needs the message, so there it is a warning: "
			  "the agent behind the doorbell cannot be told." } },
	{ .pub = { .name = "probe-version",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a protocol's version makes no sense",
		  .explanation = "The major version is in the upper 16 bits and is at least 1." } },
	{ .pub = { .name = "probe-version-newer",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "a protocol is newer than Linux knows",
		  .explanation =
			  "Linux warns about a protocol version with a major number above its "
			  "own, and goes on with the messages it knows; those whose layout has "
			  "changed it reads wrongly." } },
	{ .pub = { .name = "probe-protocol-list",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "the list of protocols is broken",
		  .explanation =
			  "BASE_DISCOVER_LIST_PROTOCOLS gives the protocols from 0x11 on, each "
			  "once, without the base protocol, in as many parts as it takes; a "
			  "part never says more than its length covers (DEN0056 chapter 4.2)." } },
	{ .pub = { .name = "probe-protocol-count",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "the list of protocols is not as long as the firmware says",
		  .explanation = "PROTOCOL_ATTRIBUTES of the base protocol says how many protocols "
				 "there are, the base protocol not counted." } },
	{ .pub = { .name = "probe-protocol-dead",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a protocol is listed but does not answer",
		  .effect = "is not concerned; a driver in the domain fails to start",
		  .explanation =
			  "The protocol is in the list for this agent, and its PROTOCOL_VERSION "
			  "fails." } },
	{ .pub = { .name = "probe-name",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "a name is no text",
		  .explanation =
			  "Vendor and agent names are 16 bytes of ASCII and end in NUL (DEN0056 "
			  "chapter 4.2)." } },
	{ .pub = { .name = "probe-resource-name",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "a resource's name is missing or no text",
		  .explanation =
			  "Linux registers clocks and domains under the names that the firmware "
			  "gives them. A resource whose attributes cannot be read is left out." } },
	{ .pub = { .name = "probe-agent-count",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "the firmware's number of agents cannot be true",
		  .explanation =
			  "PROTOCOL_ATTRIBUTES of the base protocol says how many agents there "
			  "are. There is at least the one that asks." } },
	{ .pub = { .name = "probe-agent-name",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "an agent has two names",
		  .explanation =
			  "BASE_DISCOVER_AGENT with 0xffffffff and with the agent's own id ask for "
			  "the same name." } },
	{ .pub = { .name = "probe-firmware-differs",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "two channels tell of different firmware",
		  .explanation =
			  "Vendor, implementation version and number of agents do not depend on "
			  "who asks. Where they differ, two channels lead to different servers, "
			  "or one of them to a stale answer." } },
	{ .pub = { .name = "probe-permission-refused",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "the firmware refuses a permission that was to be set",
		  .effect = "stops the construction of the domain where the same happens to it",
		  .explanation =
			  "BASE_SET_DEVICE_PERMISSIONS was sent because --set-permission asked "
			  "for it, and did not succeed." } },
	{ .pub = { .name = "probe-agent-id",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "behind a doorbell is another agent than in the table",
		  .effect = "gives the domain another agent than its configuration says",
		  .explanation =
			  "In the three-cell form Xen believes the agent id in the table and "
			  "never asks. The domain then has the rights of the agent that really "
			  "is behind the doorbell, and permissions are given to another one." } },
	{ .pub = { .name = "probe-agent-repeated",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "two doorbells lead to one agent",
		  .effect = "gives one agent to two domains",
		  .explanation =
			  "Two channels of the table report the same agent id, so two domains "
			  "share one agent's rights: what is allowed to one is allowed to the "
			  "other." } },
	{ .pub = { .name = "probe-agent-fewer",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "the firmware has fewer agents than the table",
		  .effect = "creates domains for agents that are not there",
		  .explanation =
			  "The number of agents that the firmware reports is below the number "
			  "of channels in the table, management included." } },
	{ .pub = { .name = "probe-management-not-trusted",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "the management agent is not trusted",
		  .effect = "cannot give devices to domains: each permission is refused",
		  .explanation =
			  "BASE_SET_DEVICE_PERMISSIONS and BASE_RESET_AGENT_CONFIGURATION are "
			  "there for the trusted agent alone (DEN0056 chapter 4.2). The channel "
			  "that the tree gives to Xen does not have them: most likely another "
			  "channel is the trusted one." } },
	{ .pub = { .name = "probe-agent-trusted",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "an agent of a domain reports trusted messages",
		  .effect = "forwards whatever the domain sends: it could change every agent's "
			    "permissions",
		  .explanation =
			  "The channel of a domain says that BASE_SET_DEVICE_PERMISSIONS is "
			  "implemented. If the firmware means it, the domain can give itself "
			  "any device. Some firmware answers the question alike for everybody "
			  "and refuses the command itself; its configuration tells." } },
	{ .pub = { .name = "probe-protocol-not-served",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a protocol in the tree is not served to the agent",
		  .explanation =
			  "The tree has a protocol node below the SCMI node, but the firmware "
			  "does not list the protocol for the agent behind that node's "
			  "doorbell. The drivers of its consumers wait for a provider that "
			  "never comes." } },
	{ .pub = { .name = "probe-resource-beyond",
		  .subject = "probe",
		  .severity = SDC_ERROR,
		  .summary = "a device uses a resource that the firmware does not have",
		  .explanation =
			  "The number in the device's clocks, resets, power-domains or other "
			  "reference is not below the number of resources that the protocol "
			  "reports to this agent." } },
	{ .pub = { .name = "probe-max-msg-size",
		  .subject = "probe",
		  .severity = SDC_WARNING,
		  .summary = "arm,max-msg-size is more than the page holds",
		  .explanation =
			  "arm,max-msg-size is the longest payload that a driver may send. It "
			  "does not fit the page behind the 28 bytes of fields and header, so a "
			  "long message would run past its end." } },
};

const struct rule_set rules_probe_answers = { rules, sizeof(rules) / sizeof(rules[0]) };

const struct rule *probe_rule(enum probe_rule r)
{
	if (r < N_PROBE_CHANNEL_RULES)
		return &rules_probe_channel.rules[r];
	return &rules[r - N_PROBE_CHANNEL_RULES];
}
