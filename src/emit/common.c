// SPDX-License-Identifier: BSD-2-Clause
#include "emit/emit.h"

void emit_dtb_path(const struct plan_guest *g, const char *dir, struct buf *out)
{
	if (g->dtb.file)
		buf_puts(out, g->dtb.file);
	else
		buf_printf(out, "%s%s.dtb", dir, g->name);
}

void emit_partial_head(const struct plan *p, const struct plan_guest *g, struct buf *out)
{
	buf_printf(out,
		"The devices of domain %s, for %s: a partial device tree, made by\n"
		"scmi-dtcheck generate from %s.",
		g->name, g->boot == PLAN_XL ? "xl" : "dom0less", p->manifest);
}
