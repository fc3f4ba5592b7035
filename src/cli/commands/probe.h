/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_PROBE_H
#define SDC_CLI_PROBE_H

#include <stdio.h>

#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/stream.h"
#include "scmi-dtcheck.h"

/* The command probe: its options, and what they mean. */

#define FORMAT_HTML (SDC_SARIF + 1)

struct probe_values {
	struct option_list agents, channels, set_permissions, release, warnings;
	struct tree_values tree;
	const char *mem, *mem_base, *mmio, *socket, *instance, *firmware, *fault, *root;
	const char *timeout, *time_limit, *count, *save, *output, *trace, *expect, *watch,
		*tree_file;
	bool all, names, deep, negative, permissions, allow_writes, force, yes, quiet;
	int transport; /* enum sdc_transport */
	int format;    /* enum sdc_format, or FORMAT_HTML */
	int xen;       /* enum sdc_xen */
};

/* What is freed at the end. */
struct session {
	struct sdc_probe_options options;
	uint32_t *agents, *smc_ids, *release;
	struct sdc_permission *set;
	struct sdc_firmware *firmware, *expected;
	struct sdc_warnings *warnings;
	struct sdc_tree *tree;
	struct sdc_probe *probe;
	struct stream trace; /* its file NULL: none */
	struct sdc_raw raw;
	uint32_t *words;             /* of raw */
	uint32_t watch, watch_times; /* seconds; 0: once; 0: without end */
};

/*
 * probe_read_options - read what the options say
 * @raw: the operands after "raw": an agent, a message, its words; or NULL
 *
 * Returns 0, or EXIT_FAILED after saying why.
 */
int probe_read_options(const struct probe_values *v, char *const *raw, struct session *s);

#endif
