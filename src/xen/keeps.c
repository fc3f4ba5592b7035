// SPDX-License-Identifier: BSD-2-Clause
#include "xen/keeps.h"

#include <strings.h>

#include "dt/irq.h"
#include "xen/class.h"

/* Names in the root whose nodes and what is below them are no devices. */
static const char *kind_of_root(const struct dt_node *n)
{
	static const struct {
		const char *name, *kind;
	} rows[] = { { "chosen", "part of /chosen" }, { "cpus", "part of /cpus" },
		{ "memory", "memory" }, { "reserved-memory", "memory" } };

	while (n->parent && n->parent->parent)
		n = n->parent;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (dt_name_is(n, rows[i].name))
			return rows[i].kind;
	return NULL;
}

const char *xen_keeps(const struct dt_node *n)
{
	unsigned int class = xen_class(n);

	if (dt_is_gic(n) || dt_compatible(n, "arm,gic-v3-its"))
		return "the interrupt controller";
	if (class & (CLASS_IOMMU | CLASS_OTHER_IOMMU))
		return "an IOMMU";
	if (class & CLASS_TIMER)
		return "the timer";
	if (class & CLASS_PSCI)
		return "PSCI";
	return kind_of_root(n);
}

/* xen/arch/arm/domain_build.c, handle_node() */
static bool is_skipped(const struct dt_node *n)
{
	const struct dt_prop *type = dt_prop(n, "device_type");

	return xen_class(n) &
		       (CLASS_SKIPPED | CLASS_TIMER | CLASS_GIC_V2 | CLASS_GIC_V3 | CLASS_IOMMU) ||
	       (type && dt_string_is(type, "memory")) ||
	       (n->depth == 1 && !strcasecmp(n->name, "cpus"));
}

bool xen_skips(const struct dt_node *n)
{
	while (n && !is_skipped(n))
		n = n->parent;
	return n;
}
