/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef TESTS_FOREIGN_FOREIGN_H
#define TESTS_FOREIGN_FOREIGN_H

#include <stddef.h>

/*
 * Between the server behind scmi-dtcheck-unix(7) and the firmware whose sources are not part of
 * this project: four agents with the doorbells and pages of tests/probe/platform.dts.
 */

#define AGENTS 4

/* What a firmware's platform provides: */

/* platform_channel - the page of an agent, cleared; called for each before anything else */
void platform_channel(unsigned int agent, void *page, size_t size);

/* platform_ring - answer what stands in the agent's page */
void platform_ring(unsigned int agent);

/* platform_run - start the firmware, and call serve_doorbells() from where it would wait */
void platform_run(void);

/* serve_doorbells - what platform_run() calls; does not return */
void serve_doorbells(void);

#endif
