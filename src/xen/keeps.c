// SPDX-License-Identifier: BSD-2-Clause
#include "xen/keeps.h"

#include "dt/irq.h"
#include "xen/iommu.h"

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

/* xen/arch/arm/domain_build.c, handle_node(): what no domain is given, and Xen makes anew. */
static const char *kind_of_node(const struct dt_node *n)
{
	static const char *const rows[][2] = { { "arm,armv8-timer", "the timer" },
		{ "arm,armv7-timer", "the timer" }, { "arm,psci", "PSCI" },
		{ "arm,psci-0.2", "PSCI" }, { "arm,psci-1.0", "PSCI" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (dt_compatible(n, rows[i][0]))
			return rows[i][1];
	return NULL;
}

const char *xen_keeps(const struct dt_node *n)
{
	const char *kind;

	if (dt_is_gic(n) || dt_compatible(n, "arm,gic-v3-its"))
		return "the interrupt controller";
	if (xen_drives_iommu(n))
		return "an IOMMU";
	kind = kind_of_node(n);
	return kind ? kind : kind_of_root(n);
}
