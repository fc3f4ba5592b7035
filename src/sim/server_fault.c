// SPDX-License-Identifier: BSD-2-Clause
#include "sim/server.h"

#include <stddef.h>

const char *server_fault_name(enum server_fault_kind kind)
{
	static const char *const names[SERVER_N_FAULTS] = {
		[SERVER_NO_FAULT] = "no-fault",
		[SERVER_CALL_NOT_SUPPORTED] = "call-not-supported",
		[SERVER_CALL_INVALID] = "call-invalid",
		[SERVER_CALL_GARBAGE] = "call-garbage",
		[SERVER_NEVER_FREE] = "never-free",
		[SERVER_FREE_WITHOUT_ANSWER] = "free-without-answer",
		[SERVER_CHANNEL_ERROR] = "channel-error",
		[SERVER_PAGE_ZERO] = "page-zero",
		[SERVER_PAGE_ONES] = "page-ones",
		[SERVER_WRONG_TOKEN] = "wrong-token",
		[SERVER_WRONG_PROTOCOL] = "wrong-protocol",
		[SERVER_WRONG_MESSAGE] = "wrong-message",
		[SERVER_WRONG_TYPE] = "wrong-type",
		[SERVER_LENGTH_ZERO] = "length-zero",
		[SERVER_LENGTH_NO_STATUS] = "length-no-status",
		[SERVER_LENGTH_SHORT] = "length-short",
		[SERVER_LENGTH_LONG] = "length-long",
		[SERVER_LENGTH_BEYOND_PAGE] = "length-beyond-page",
		[SERVER_LENGTH_HUGE] = "length-huge",
		[SERVER_STATUS] = "status",
		[SERVER_BUSY_FIRST] = "busy-first",
		[SERVER_VERSION_VALUE] = "version-value",
		[SERVER_ATTRIBUTES_VALUE] = "attributes-value",
		[SERVER_LIST_EMPTY] = "list-empty",
		[SERVER_LIST_ENDLESS] = "list-endless",
		[SERVER_LIST_COUNT] = "list-count",
		[SERVER_LIST_TWICE] = "list-twice",
		[SERVER_LIST_BASE] = "list-base",
		[SERVER_AGENT_ID] = "agent-id",
		[SERVER_NAME_UNENDED] = "name-unended",
		[SERVER_NAME_BINARY] = "name-binary",
		[SERVER_TRUSTS_ALL] = "trusts-all",
		[SERVER_TRUSTS_NONE] = "trusts-none",
		[SERVER_START_BUSY] = "start-busy",
		[SERVER_START_ERROR] = "start-error",
		[SERVER_START_ZERO] = "start-zero",
		[SERVER_START_ONES] = "start-ones",
		[SERVER_START_GARBAGE] = "start-garbage",
	};

	return (unsigned int)kind < SERVER_N_FAULTS ? names[kind] : NULL;
}
