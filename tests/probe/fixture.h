/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_TESTS_PROBE_FIXTURE_H
#define SDC_TESTS_PROBE_FIXTURE_H

#include "scmi-dtcheck.h"
#include "scmi/firmware/firmware.h"

/* The platform that tests/probe/platform.dts describes: agents 0 to 3 with doorbells from
 * 0x82000002 and pages from 0x47ff0000 on, 1 being the trusted one. */
struct fixture {
	struct firmware fw;
	struct sdc_firmware handle;
	struct fw_agent agents[255];
	struct fw_protocol protocols[9];
};

void fixture_init(struct fixture *f, unsigned int n_agents);

/* fixture_newest - protocols in their newest versions, power capping and groups of pins among them
 */
void fixture_newest(struct fixture *f);

/* fixture_tree - the tree, with pairs of texts replaced in its source; ends the program where
 * it cannot be read */
struct sdc_tree *fixture_tree(const char *const *replace);

/* fixture_big_tree - a tree with that many agents, management included */
struct sdc_tree *fixture_big_tree(unsigned int n_agents);

/* fixture_two_cells - what makes the table one without ids, for fixture_tree() */
extern const char *const fixture_two_cells[];

/* fixture_probe - probe the platform itself, through the simulator; ends the program where that
 * fails */
struct sdc_probe *fixture_probe(
	const struct fixture *f, const struct sdc_tree *tree, struct sdc_probe_options o);

/* fixture_run - both of them anew: what @tree and @probe hold is freed first */
void fixture_run(const struct fixture *f, const char *const *replace, struct sdc_probe_options o,
	struct sdc_tree **tree, struct sdc_probe **probe);

/* fixture_listen - a listening socket of that name, or -1 */
int fixture_listen(const char *path);

/* fixture_finding - the first finding of that rule, or NULL */
const struct sdc_finding *fixture_finding(const struct sdc_probe *p, const char *rule);

#endif
