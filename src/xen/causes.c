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
	{ "domain-id-missing", "domain-id-misspelt" },
	{ "domain-type-unknown", "domain-type-misspelt" },
	{ "host-absent", "host-elsewhere" },
	{ "ranges-outside", "ranges-malformed" },
};

const char *causes_specific(const char *rule, unsigned int i)
{
	for (size_t k = 0; k < sizeof(causes) / sizeof(causes[0]); k++)
		if (!strcmp(causes[k].rule, rule) && !i--)
			return causes[k].specific;
	return NULL;
}
