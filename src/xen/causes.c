// SPDX-License-Identifier: BSD-2-Clause
#include "xen/causes.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *rule, *specific;
} causes[] = {
	{ "container-absent", "container-misspelt" },
	{ "container-absent", "legacy-chosen-agents" },
	{ "container-absent", "legacy-xen-config" },
	{ "container-absent", "legacy-epam-agents" },
	{ "agents-missing", "agents-misspelt" },
	{ "agents-missing", "container-several" },
	{ "agents-length", "agents-cells-misread" },
	{ "management-absent", "management-transport" },
	{ "management-absent", "container-several" },
	{ "agent-id-management", "management-doorbell-shared" },
	{ "domain-id-missing", "domain-id-misspelt" },
	{ "domain-id-without-type", "domain-type-misspelt" },
	{ "domain-id-without-type", "legacy-arm-sci" },
	{ "domain-type-unknown", "domain-type-misspelt" },
	{ "host-absent", "host-elsewhere" },
	{ "host-doorbell", "management-doorbell-shared" },
	{ "host-page", "management-page-shared" },
	{ "guest-page", "fw-page" },
	{ "ranges-outside", "ranges-malformed" },
};

/* A second management node that is broken in whatever way. */
static const char *const several[] = { "management-several", "container-several" };

const char *causes_specific(const char *rule, unsigned int i)
{
	for (size_t k = 0; k < sizeof(causes) / sizeof(causes[0]); k++)
		if (!strcmp(causes[k].rule, rule) && !i--)
			return causes[k].specific;
	if (!strncmp(rule, "management-", strlen("management-")) &&
		i < sizeof(several) / sizeof(several[0]))
		return several[i];
	return NULL;
}
