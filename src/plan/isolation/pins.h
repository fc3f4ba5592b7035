/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_ISOLATION_PINS_H
#define SDC_PLAN_ISOLATION_PINS_H

#include "dt/tree.h"

/* A pin, or a group of them, that a node of configuration sets up. */
struct pin {
	const struct dt_node *controller;
	const char *name; /* in the tree; NULL: it has a number */
	uint32_t number;
};

/* pins_controller - the node that drives the pins of a configuration */
const struct dt_node *pins_controller(const struct dt_node *group);

/*
 * pins_each - the pins of a configuration, as far as its binding is known
 *
 * Known are pins and groups by name, of any vendor, and the numbers of fsl,pins, rockchip,pins,
 * brcm,pins, pinctrl-single,pins and pinmux. Returns how many there are; of one node the first
 * 256 are told.
 */
size_t pins_each(
	const struct dt_node *group, void (*fn)(void *user, const struct pin *pin), void *user);

#endif
