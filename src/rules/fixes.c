// SPDX-License-Identifier: BSD-2-Clause
#include "rules/fixes.h"

#include "scmi/cells.h"

void rules_fix_set(struct check *c, struct finding *f, const struct dt_node *n, const char *name,
	const char *value)
{
	fix_set_prop(c->findings, f, SDC_MACHINE_APPLICABLE, c->tree, n, name, value);
}

void rules_maybe_set(struct check *c, struct finding *f, const struct dt_node *n, const char *name,
	const char *value)
{
	fix_set_prop(c->findings, f, SDC_MAYBE_INCORRECT, c->tree, n, name, value);
}

void rules_fix_rename(struct check *c, struct finding *f, const struct dt_node *n, const char *old,
	const char *name)
{
	fix_rename_prop(c->findings, f, SDC_MACHINE_APPLICABLE, c->tree, n, old, name);
}

void rules_fix_remove(struct check *c, struct finding *f, const struct dt_node *n, const char *name)
{
	fix_remove_prop(c->findings, f, SDC_MACHINE_APPLICABLE, c->tree, n, name);
}

void rules_maybe_remove(
	struct check *c, struct finding *f, const struct dt_node *n, const char *name)
{
	fix_remove_prop(c->findings, f, SDC_MAYBE_INCORRECT, c->tree, n, name);
}

void rules_fix_cell(struct check *c, struct finding *f, const struct dt_node *n, const char *name,
	uint32_t cell, const char *text)
{
	fix_set_cell(c->findings, f, SDC_MACHINE_APPLICABLE, c->tree, n, name, cell, text);
}

void rules_maybe_cell(struct check *c, struct finding *f, const struct dt_node *n, const char *name,
	uint32_t cell, const char *text)
{
	fix_set_cell(c->findings, f, SDC_MAYBE_INCORRECT, c->tree, n, name, cell, text);
}

void rules_fix_move(struct check *c, struct finding *f, const struct dt_node *from, const char *old,
	const struct dt_node *to, const char *name, const char *value)
{
	struct fix *fix;

	if (from == to) {
		rules_fix_rename(c, f, from, old, name);
		return;
	}
	if (!value)
		return;
	fix = finding_fix(c->findings, f, SDC_MACHINE_APPLICABLE, "move it to %s as %s = %s",
		to->name, name, value);
	fix_end(f, fix,
		edit_remove_prop(c->findings, fix, c->tree, from, old) &&
			edit_set_prop(c->findings, fix, c->tree, to, name, value));
}

const char *rules_value(struct check *c, const struct dt_node *n, const char *name)
{
	const struct dt_prop *p = dt_prop(n, name);
	struct buf b = { 0 };
	const char *text;

	if (!p || !p->len || p->len % 4 || p->len > 64)
		return NULL;
	for (uint32_t i = 0; i < p->len / 4; i++)
		buf_printf(&b, "%s0x%x", i ? " " : "<", dt_cell(p->data, i));
	buf_putc(&b, '>');
	text = findings_str(c->findings, "%s", buf_str(&b));
	buf_free(&b);
	return text;
}

static void put(struct buf *b, uint64_t v, uint32_t cells)
{
	for (uint32_t i = cells; i > 2; i--)
		buf_puts(b, "0x0 ");
	if (cells > 1)
		buf_printf(b, "0x%x ", (uint32_t)(v >> 32));
	buf_printf(b, "0x%x", (uint32_t)v);
}

const char *rules_reg(struct check *c, const struct dt_node *n, uint64_t addr, uint64_t size)
{
	struct scmi_cells k;
	struct buf b = { 0 };
	const char *text;

	if (!n->parent)
		return NULL;
	k = scmi_cells(c->tree, n->parent);
	if (!k.na || k.na > SCMI_MAX_CELLS || !k.ns || k.ns > SCMI_MAX_CELLS ||
		(k.na == 1 && addr >> 32) || (k.ns == 1 && size >> 32))
		return NULL;
	buf_putc(&b, '<');
	put(&b, addr, k.na);
	buf_putc(&b, ' ');
	put(&b, size, k.ns);
	buf_putc(&b, '>');
	text = findings_str(c->findings, "%s", buf_str(&b));
	buf_free(&b);
	return text;
}
