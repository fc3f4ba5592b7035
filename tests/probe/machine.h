/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_TESTS_PROBE_MACHINE_H
#define SDC_TESTS_PROBE_MACHINE_H

#include "../unit/unit.h"
#include "fixture.h"
#include "scmi/proto.h"
#include "sim/server.h"

/* What stands for a machine: a directory with its files, and the platform and tree of the fixture.
 */

#define MACHINE_BASE   0x47ff0000u
#define MACHINE_AGENTS 4u

struct machine {
	char dir[32];
	struct fixture fixture;
	struct sdc_tree *tree;
	struct sdc_error error;
};

/* machine_setup, machine_teardown - before and after each test */
void machine_setup(struct machine *m);
void machine_teardown(struct machine *m);

/* machine_at - the path of a file of the machine; the last four stay valid */
const char *machine_at(const struct machine *m, const char *name);

/* machine_shell - run a command in the machine's directory; it has to succeed */
void machine_shell(const struct machine *m, const char *command);

/* machine_pages - make a file with the four pages, set up as a platform does */
void machine_pages(const struct machine *m, const char *name);

/* machine_bind_driver - bind the kernel's driver to /firmware/scmi, whose channel is agent 0's */
void machine_bind_driver(const struct machine *m);

/* machine_probe - probe the tree; that has to succeed */
struct sdc_probe *machine_probe(struct machine *m, const struct sdc_probe_options *o);

/* machine_in_state - how many channels are in that state */
unsigned int machine_in_state(const struct sdc_probe *p, enum sdc_channel_state state);

#endif
