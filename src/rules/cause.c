// SPDX-License-Identifier: BSD-2-Clause
#include "rules/cause.h"

#include <string.h>

#define MAX_CAUSES 4

/* A rule, and those that it leaves the word to. */
static const struct {
	const char *rule, *causes[MAX_CAUSES];
} causes[] = {
	{ "container-absent", { "container-misspelt", "legacy-chosen-agents", "legacy-xen-config",
				      "legacy-epam-agents" } },
	{ "agents-missing", { "agents-misspelt" } },
	{ "domain-id-missing", { "domain-id-misspelt" } },
	{ "domain-id-without-type", { "domain-type-misspelt", "legacy-arm-sci" } },
	{ "host-doorbell", { "management-doorbell-shared" } },
	{ "host-page", { "management-page-shared" } },
	{ "host-shmem", { "ranges-missing", "ranges-outside", "reg-missing", "cells-invalid" } },
};

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
	return rule;
}
