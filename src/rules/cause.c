// SPDX-License-Identifier: BSD-2-Clause
#include "rules/cause.h"

#include <string.h>

#define MAX_CAUSES 5

/* A rule, and those that it leaves the word to. */
static const struct {
	const char *rule, *causes[MAX_CAUSES];
} causes[] = {
	{ "container-absent", { "container-misspelt", "legacy-chosen-agents", "legacy-xen-config",
				      "legacy-epam-agents" } },
	{ "agents-missing", { "agents-misspelt", "container-several" } },
	{ "agents-length", { "agents-cells-misread" } },
	{ "agent-id-management", { "management-doorbell-shared" } },
	{ "management-absent", { "management-transport", "container-several" } },
	{ "domain-id-missing", { "domain-id-misspelt" } },
	{ "domain-id-without-type", { "domain-type-misspelt", "legacy-arm-sci" } },
	{ "domain-type-unknown", { "domain-type-misspelt" } },
	{ "host-absent", { "host-elsewhere" } },
	{ "host-doorbell", { "management-doorbell-shared" } },
	{ "host-page", { "management-page-shared" } },
	{ "host-shmem", { "ranges-missing", "ranges-outside", "reg-missing", "cells-invalid" } },
	{ "ranges-outside", { "ranges-malformed" } },
	{ "domain-page-shared", { "isolation-mmio-shared", "isolation-device-twice",
					"guest-reg-foreign", "guest-visible-to-dom0" } },
	{ "guest-reg-unmapped", { "guest-reg-cells", "guest-reg-misplaced" } },
	{ "guest-reg-foreign", { "guest-reg-misplaced" } },
};

/* A second management node that is broken in whatever way. */
static const char *several(const struct findings *f, const char *rule)
{
	static const char *const rules[] = { "management-several", "container-several" };

	if (strncmp(rule, "management-", strlen("management-")) != 0)
		return rule;
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (finding_of(f, rules[i]))
			return rules[i];
	return rule;
}

const char *finding_cause(const struct findings *f, const char *rule)
{
	if (!rule || finding_of(f, rule))
		return rule;
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++) {
		if (strcmp(rule, causes[i].rule) != 0)
			continue;
		for (size_t k = 0; k < MAX_CAUSES && causes[i].causes[k]; k++)
			if (finding_of(f, causes[i].causes[k]))
				return causes[i].causes[k];
	}
	return several(f, rule);
}
