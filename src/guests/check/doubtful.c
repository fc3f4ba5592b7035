// SPDX-License-Identifier: BSD-2-Clause
#include "guests/check/doubtful.h"

#include <string.h>

#include "dt/addr.h"
#include "dt/irq.h"
#include "xen/boot/boot.h"

#define LAST_SPI 1019

static bool has_odd_reg(const struct check *c, const struct dt_node *host)
{
	uint32_t n = dt_reg_count(c->tree, host, DT_CELLS_INHERIT);

	for (uint32_t i = 0; i < n; i++) {
		struct dt_region r = dt_reg(c->tree, host, i, DT_CELLS_INHERIT);

		if (!r.error && !r.size)
			return true;
	}
	return false;
}

static bool has_odd_irq(const struct check *c, const struct dt_node *host)
{
	struct dt_irq irq = { 0 };
	uint32_t n;

	while (dt_irq_next(c->tree, host, &irq))
		if (irq.error || (guest_spi(&irq, &n) && n > LAST_SPI))
			return true;
	return false;
}

static bool stops_at(const struct check *c, const struct dt_node *host, const char *prop)
{
	const struct boot_event *stop = c->boot ? c->boot->stop : NULL;

	return stop && stop->node == host && stop->prop && !strcmp(stop->prop, prop);
}

bool reg_is_doubtful(const struct check *c, const struct dt_node *host)
{
	return findings_error_about(c->findings, host, "reg", -1) || stops_at(c, host, "reg") ||
	       has_odd_reg(c, host);
}

bool irqs_are_doubtful(const struct check *c, const struct dt_node *host)
{
	return findings_error_about(c->findings, host, "interrupts", -1) ||
	       stops_at(c, host, "interrupts") || has_odd_irq(c, host);
}

static bool any_is(const struct check *c, const struct guest_view *g,
	bool (*is)(const struct check *c, const struct dt_node *host))
{
	for (size_t i = 0; i < g->devices.n; i++)
		if (g->devices.v[i].host && is(c, g->devices.v[i].host))
			return true;
	return false;
}

bool any_reg_is_doubtful(const struct check *c, const struct guest_view *g)
{
	return any_is(c, g, reg_is_doubtful);
}

bool any_irqs_are_doubtful(const struct check *c, const struct guest_view *g)
{
	return any_is(c, g, irqs_are_doubtful);
}
