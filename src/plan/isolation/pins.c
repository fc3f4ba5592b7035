// SPDX-License-Identifier: BSD-2-Clause
#include "plan/isolation/pins.h"

#include <string.h>

#define PINS_TOLD 256

/* Cells of an entry, and how the pin's number stands in the first of them. */
struct form {
	uint32_t cells, shift, mask;
};

struct walk {
	const struct dt_node *controller;
	void (*fn)(void *user, const struct pin *pin);
	void *user;
	size_t n;
};

const struct dt_node *pins_controller(const struct dt_node *group)
{
	const struct dt_node *n = group->parent;

	while (n && n->parent && !dt_prop(n, "compatible"))
		n = n->parent;
	return n && n->parent ? n : group;
}

static bool is_of(const struct dt_node *n, const char *vendor)
{
	const struct dt_prop *p = dt_prop(n, "compatible");
	const char *s = NULL;

	while (p && (s = dt_prop_next_string(p, s)))
		if (!strncmp(s, vendor, strlen(vendor)))
			return true;
	return false;
}

static void tell(struct walk *w, const char *name, uint32_t number)
{
	struct pin pin = { w->controller, name, number };

	if (w->n++ < PINS_TOLD)
		w->fn(w->user, &pin);
}

static void tell_names(struct walk *w, const struct dt_prop *p)
{
	const char *s = NULL;

	while ((s = dt_prop_next_string(p, s)))
		tell(w, s, 0);
}

static void tell_numbers(struct walk *w, const struct dt_prop *p, struct form f)
{
	for (uint32_t i = 0; i + f.cells <= p->len / 4; i += f.cells)
		tell(w, NULL, dt_cell(p->data, i) >> f.shift & f.mask);
}

/* rockchip,pins: bank and pin, function, configuration. */
static void tell_rockchip(struct walk *w, const struct dt_prop *p)
{
	for (uint32_t i = 0; i + 4 <= p->len / 4; i += 4)
		tell(w, NULL, dt_cell(p->data, i) * 32 + dt_cell(p->data, i + 1));
}

/* Linux, drivers/pinctrl/freescale: the pad by its multiplexer's register, or by its number. */
static struct form form_fsl(const struct dt_node *controller)
{
	if (is_of(controller, "fsl,imx8ulp") || is_of(controller, "fsl,imx7ulp"))
		return (struct form){ 5, 0, UINT32_MAX };
	if (is_of(controller, "fsl,imx8q") || is_of(controller, "fsl,imx8dx"))
		return (struct form){ 3, 0, UINT32_MAX };
	return (struct form){ 6, 0, UINT32_MAX };
}

/* The function stands above the pin with some vendors, below it with most. */
static struct form form_pinmux(const struct dt_node *controller)
{
	if (is_of(controller, "renesas,") || is_of(controller, "apple,") ||
		is_of(controller, "sophgo,"))
		return (struct form){ 1, 0, 0xffff };
	if (is_of(controller, "nxp,s32"))
		return (struct form){ 1, 4, UINT32_MAX };
	return (struct form){ 1, 8, UINT32_MAX };
}

/* pinctrl-single: the register's offset, then as many cells as the controller says. */
static struct form form_single(const struct dt_node *controller)
{
	uint32_t cells;

	if (!dt_prop_u32(controller, "#pinctrl-cells", &cells) || cells > 8)
		cells = 1;
	return (struct form){ cells + 1, 0, UINT32_MAX };
}

static bool is_list_of_names(const char *name)
{
	static const char *const known[] = { "pins", "groups", "samsung,pins", "nvidia,pins",
		"marvell,pins", "nuvoton,pins" };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(name, known[i]))
			return true;
	return false;
}

static void tell_prop(struct walk *w, const struct dt_prop *p)
{
	if (is_list_of_names(p->name))
		tell_names(w, p);
	else if (!strcmp(p->name, "fsl,pins"))
		tell_numbers(w, p, form_fsl(w->controller));
	else if (!strcmp(p->name, "rockchip,pins"))
		tell_rockchip(w, p);
	else if (!strcmp(p->name, "pinmux"))
		tell_numbers(w, p, form_pinmux(w->controller));
	else if (!strcmp(p->name, "pinctrl-single,pins"))
		tell_numbers(w, p, form_single(w->controller));
	else if (!strcmp(p->name, "brcm,pins"))
		tell_numbers(w, p, (struct form){ 1, 0, UINT32_MAX });
}

size_t pins_each(
	const struct dt_node *group, void (*fn)(void *user, const struct pin *pin), void *user)
{
	struct walk w = { pins_controller(group), fn, user, 0 };
	const struct dt_prop *p;

	for (const struct dt_node *n = group; n < group + group->n_tree && w.n < PINS_TOLD; n++)
		dt_for_each_prop(n, p)
			tell_prop(&w, p);
	return w.n;
}
