// SPDX-License-Identifier: BSD-2-Clause
#include "scmi-dtcheck.h"

const char *sdc_role_name(enum sdc_role role)
{
	switch (role) {
	case SDC_ROLE_MANAGEMENT:
		return "management";
	case SDC_ROLE_AGENT:
		return "agent";
	default:
		return "host";
	}
}

const char *sdc_channel_state_name(enum sdc_channel_state state)
{
	switch (state) {
	case SDC_CHANNEL_UNREACHABLE:
		return "unreachable";
	case SDC_CHANNEL_LOOKED_AT:
		return "looked-at";
	case SDC_CHANNEL_SILENT:
		return "silent";
	case SDC_CHANNEL_BROKEN:
		return "broken";
	case SDC_CHANNEL_ANSWERS:
		return "answers";
	default:
		return "left-alone";
	}
}
