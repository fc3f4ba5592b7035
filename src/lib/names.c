// SPDX-License-Identifier: BSD-2-Clause
#include "scmi-dtcheck.h"
#include "xen/boot/caps.h"

const char *sdc_verdict_name(enum sdc_verdict verdict)
{
	switch (verdict) {
	case SDC_ACCEPT:
		return "accept";
	case SDC_ACCEPT_UNUSABLE:
		return "accept-but-agent-unusable";
	case SDC_REJECT:
		return "reject";
	case SDC_DOMAIN_REJECTED:
		return "domain-rejected";
	default:
		return "crash";
	}
}

const char *sdc_outcome_name(enum sdc_outcome outcome)
{
	switch (outcome) {
	case SDC_GRANTED:
		return "granted";
	case SDC_UNUSABLE:
		return "unusable";
	case SDC_REFUSED:
		return "refused";
	default:
		return "none";
	}
}

const char *sdc_severity_name(enum sdc_severity severity)
{
	switch (severity) {
	case SDC_ERROR:
		return "error";
	case SDC_WARNING:
		return "warning";
	default:
		return "note";
	}
}

const char *sdc_xen_name(enum sdc_xen xen)
{
	static const char *const names[] = {
		"auto",
#define DRIVER(name, driver) name,
#include "xen/drivers/drivers.def"
#undef DRIVER
	};

	return (size_t)xen < sizeof(names) / sizeof(names[0]) ? names[xen] : NULL;
}

const char *sdc_input_name(enum sdc_input_kind input)
{
	static const char *const names[] = {
		[SDC_INPUT_HOST] = "host",
		[SDC_INPUT_OVERLAY] = "overlay",
		[SDC_INPUT_GUEST] = "guest",
		[SDC_INPUT_CONFIG] = "config",
		[SDC_INPUT_MANIFEST] = "manifest",
		[SDC_INPUT_FIRMWARE] = "firmware",
		[SDC_INPUT_SCHEMA] = "schema",
	};

	return names[input];
}

const char *sdc_applicability_name(enum sdc_applicability how)
{
	static const char *const names[] = {
		[SDC_MACHINE_APPLICABLE] = "machine-applicable",
		[SDC_MAYBE_INCORRECT] = "maybe-incorrect",
		[SDC_HAS_PLACEHOLDERS] = "has-placeholders",
	};

	return names[how];
}

const char *sdc_boot_verdict_name(enum sdc_boot_verdict verdict)
{
	static const char *const names[] = {
		[SDC_BOOTS] = "boots",
		[SDC_BOOTS_WITH_LOSS] = "boots-with-loss",
		[SDC_EARLY_PANIC] = "early-panic",
		[SDC_DOM0_PANIC] = "dom0-panic",
		[SDC_DOMAIN_PANIC] = "domain-panic",
		[SDC_HANG] = "hang",
	};

	return names[verdict];
}

const char *sdc_xen_version(size_t index)
{
	const struct xen_caps *caps = xen_caps_at(index);

	return caps ? caps->version : NULL;
}
