// SPDX-License-Identifier: BSD-2-Clause
#include "rules/fixes.h"

#include <string.h>

#include "diag/fix_node.h"
#include "rules/lookup.h"
#include "scmi/cells.h"
#include "scmi/firmware/firmware.h"

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

const char *rules_cells(struct check *c, uint64_t addr, uint32_t na, uint64_t size, uint32_t ns)
{
	struct buf b = { 0 };
	const char *text;

	if ((na == 1 && addr >> 32) || (ns == 1 && size >> 32))
		return NULL;
	buf_putc(&b, '<');
	put(&b, addr, na);
	buf_putc(&b, ' ');
	put(&b, size, ns);
	buf_putc(&b, '>');
	text = findings_str(c->findings, "%s", buf_str(&b));
	buf_free(&b);
	return text;
}

const char *rules_reg(struct check *c, const struct dt_node *n, uint64_t addr, uint64_t size)
{
	struct scmi_cells k;

	if (!n->parent)
		return NULL;
	k = scmi_cells(c->tree, n->parent);
	if (!k.na || k.na > SCMI_MAX_CELLS || !k.ns || k.ns > SCMI_MAX_CELLS)
		return NULL;
	return rules_cells(c, addr, k.na, size, k.ns);
}

const char *rules_reg_as_is(struct check *c, const struct dt_node *n, uint64_t size)
{
	const struct dt_prop *reg = dt_prop(n, "reg");
	struct scmi_cells k;

	if (!reg || !n->parent)
		return NULL;
	k = scmi_cells(c->tree, n->parent);
	if (!k.na || k.na > 2 || reg->len < 4 * k.na)
		return NULL;
	return rules_reg(c, n, dt_number(reg->data, k.na) & ~(uint64_t)(SCMI_PAGE_SIZE - 1), size);
}

const char *rules_text(struct check *c, const char *s)
{
	for (const char *p = s; *p; p++)
		if (*p < ' ' || *p > '~' || *p == '"' || *p == '\\')
			return NULL;
	return findings_str(c->findings, "\"%s\"", s);
}

static const char *without(struct check *c, const char *line, const char *word)
{
	const char *at = line, *text;
	size_t len = strlen(word);
	struct buf b = { 0 };

	while ((at = strstr(at, word)) &&
		((at != line && at[-1] != ' ') || (at[len] && at[len] != ' ')))
		at += len;
	if (!at)
		return NULL;
	buf_write(&b, line, (size_t)(at - line));
	at += len;
	buf_puts(&b, at + (*at == ' '));
	if (b.len && !*at && b.data[b.len - 1] == ' ')
		b.len--;
	text = findings_str(c->findings, "%.*s", (int)b.len, buf_str(&b));
	buf_free(&b);
	return text;
}

void rules_maybe_option(struct check *c, struct finding *f, const char *word, bool add)
{
	const struct dt_node *chosen = dt_child(c->tree->nodes, "chosen");
	const char *name =
		chosen && dt_prop(chosen, "xen,xen-bootargs") ? "xen,xen-bootargs" : "bootargs";
	const char *line = chosen ? dt_prop_string(chosen, name) : NULL;
	const char *text = NULL;

	if (!f->message || !line)
		return;
	text = add ? findings_str(c->findings, "%s%s%s", line, *line ? " " : "", word)
		   : without(c, line, word);
	text = text ? rules_text(c, text) : NULL;
	if (text)
		rules_maybe_set(c, f, chosen, name, text);
}

bool rules_device_id(const struct check *c, const struct dt_node *n, uint32_t *id)
{
	const struct firmware *fw = c->firmware;

	for (size_t i = 0; fw && i < fw->n_devices; i++) {
		const char *name = fw->devices[i].node;

		if ((n->label && !strcmp(name, n->label)) || dt_by_path(c->tree, name) == n) {
			*id = fw->devices[i].id;
			return true;
		}
	}
	return false;
}

void rules_fix_permission(struct check *c, struct finding *f, const struct dt_node *n)
{
	uint32_t id;

	if (f->message && c->model->management && rules_device_id(c, n, &id))
		rules_fix_set(c, f, n, "access-controllers",
			findings_str(c->findings, "<%s %u>", rules_controller_ref(c), id));
}

void rules_fix_address(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct scmi_shmem *s, uint64_t to)
{
	struct fix *fix;

	if (!f->message || !s->node || s->region.error)
		return;
	fix = finding_fix(c->findings, f, how, "move the page to 0x%llx", (unsigned long long)to);
	fix_end(f, fix, edit_move_reg(c->findings, fix, c->tree, s->node, s->region.addr, to));
}
