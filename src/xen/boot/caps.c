// SPDX-License-Identifier: BSD-2-Clause
/* Sources: xen/arch/arm and xen/common/device-tree of the releases. */
#include "xen/boot/caps.h"

#include <string.h>

#define SINCE_4_18                                                                     \
	.checks_overlaps = true, .timer_names = true, .partial_errors_stop = true,     \
	.irq_map_errors_stop = true, .hides_evtchn = true, .vpl011_errors_stop = true, \
	.sve = true, .sbsa_uart = true, .grants = true, .timer_rate = true, .xl_nr_spis = true
#define SINCE_4_19                                                            \
	SINCE_4_18, .early_errors_stop = true, .skips_disabled_memory = true, \
		    .counts_memreserve = true
#define SINCE_4_20 SINCE_4_19, .strict_memory = true, .colours = true
#define SINCE_4_21 SINCE_4_20, .capabilities = true, .vcpu_nodes = true, .sci = true
#define SINCE_4_22                                                     \
	SINCE_4_21, .reads_deep_trees = true, .checks_phandles = true, \
		    .checks_partial_cells = true, .v8r = true
#define SINCE_4_23 SINCE_4_22, .refuses_static_memory = true, .debug = true

static const struct xen_caps versions[] = {
	{ .version = "4.17" },
	{ .version = "4.18", SINCE_4_18 },
	{ .version = "4.19", SINCE_4_19 },
	{ .version = "4.20", SINCE_4_20 },
	{ .version = "4.21", SINCE_4_21 },
	{ .version = "4.22", SINCE_4_22 },
	{ .version = "4.23-dev", SINCE_4_23 },
};

#define N_VERSIONS (sizeof(versions) / sizeof(versions[0]))

const struct xen_caps *xen_caps_at(size_t index)
{
	return index < N_VERSIONS ? &versions[index] : NULL;
}

const struct xen_caps *xen_caps_find(const char *version)
{
	if (!version)
		return &versions[N_VERSIONS - 1];
	for (size_t i = 0; i < N_VERSIONS; i++)
		if (!strcmp(versions[i].version, version))
			return &versions[i];
	return NULL;
}
