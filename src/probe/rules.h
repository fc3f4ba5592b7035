/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_RULES_H
#define SDC_PROBE_RULES_H

#include "rules/rule.h"

/*
 * The prober's rules. They have no check function: what they find comes from
 * the live firmware. Their names are these in lower case with dashes.
 */
enum probe_rule {
	/* the channel: rules_channel.c */
	PROBE_PAGE_UNREACHABLE,
	PROBE_PAGE_CLAIMED,
	PROBE_PAGE_DEAD,
	PROBE_PAGE_BLANK,
	PROBE_PAGE_GARBAGE,
	PROBE_CHANNEL_OWNED,
	PROBE_CHANNEL_OF_GUEST,
	PROBE_CHANNEL_BUSY,
	PROBE_ERROR_BEFORE,
	PROBE_CHANNEL_ERROR,
	PROBE_CHANNEL_STUCK,
	PROBE_DOORBELL_FAILED,
	PROBE_DOORBELL_UNSUPPORTED,
	PROBE_DOORBELL_INVALID,
	PROBE_DOORBELL_RESULT,
	PROBE_HYPERVISOR_REFUSES,
	PROBE_TOKEN,
	PROBE_HEADER,
	PROBE_TYPE,
	PROBE_LENGTH_SHORT,
	PROBE_LENGTH_BEYOND_PAGE,
	PROBE_RESPONSE_TRUNCATED,
	PROBE_RESPONSE_LONG,
	PROBE_STATUS_UNKNOWN,
	N_PROBE_CHANNEL_RULES,
	/* the answers: rules_answers.c */
	PROBE_MANDATORY_MESSAGE = N_PROBE_CHANNEL_RULES,
	PROBE_DISCOVER_AGENT,
	PROBE_VERSION,
	PROBE_VERSION_NEWER,
	PROBE_PROTOCOL_LIST,
	PROBE_PROTOCOL_COUNT,
	PROBE_PROTOCOL_DEAD,
	PROBE_NAME,
	PROBE_RESOURCE_NAME,
	PROBE_AGENT_COUNT,
	PROBE_FIRMWARE_DIFFERS,
	PROBE_PERMISSION_REFUSED,
	/* the comparison with the tree */
	PROBE_AGENT_ID,
	PROBE_AGENT_REPEATED,
	PROBE_AGENT_FEWER,
	PROBE_MANAGEMENT_NOT_TRUSTED,
	PROBE_AGENT_TRUSTED,
	PROBE_PROTOCOL_NOT_SERVED,
	PROBE_RESOURCE_BEYOND,
	PROBE_MAX_MSG_SIZE,
	N_PROBE_RULES,
};

/* Each channel remembers in one word which rules it has broken. */
_Static_assert(N_PROBE_RULES <= 64, "more rules than bits");

extern const struct rule_set rules_probe_channel, rules_probe_answers;

/* probe_rule - the row */
const struct rule *probe_rule(enum probe_rule r);

#endif
