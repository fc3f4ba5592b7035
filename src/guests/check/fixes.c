// SPDX-License-Identifier: BSD-2-Clause
#include "guests/check/fixes.h"

/* An insertion behind a column, 0: before the line. */
static struct span behind(const struct guest_view *g, unsigned int line, unsigned int column)
{
	return (struct span){ .input = SDC_INPUT_CONFIG,
		.file = g->config->file,
		.line = line,
		.column = column + 1,
		.end_line = line,
		.end_column = column };
}

void guest_fix_append(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct guest_view *g, const char *key, const char *entry)
{
	const struct xl_setting *s = g->config ? xlcfg_find(g->config, key) : NULL;
	const struct xl_item *last =
		s && s->is_list && s->n_items ? &s->items[s->n_items - 1] : NULL;
	struct fix *fix;

	/* Where a value that is joined of several ends is not known. */
	if (!g->config || (s && !s->is_list) || (last && !last->end_column))
		return;
	fix = finding_fix(c->findings, f, how, "add %s to %s", entry, key);
	if (last)
		fix_edit(c->findings, fix, behind(g, last->line, last->end_column),
			findings_str(c->findings, ", %s", entry));
	else if (s)
		fix_edit(c->findings, fix, behind(g, s->open_line, s->open_column),
			findings_str(c->findings, " %s", entry));
	else
		fix_edit(c->findings, fix, behind(g, 1, 0),
			findings_str(c->findings, "%s = [ %s ]\n", key, entry));
}

void guest_fix_key(struct check *c, struct finding *f, const struct guest_view *g,
	const struct xl_setting *s, const char *key)
{
	const struct location at = location_setting(g->config, s, -1);
	struct fix *fix =
		finding_fix(c->findings, f, SDC_MACHINE_APPLICABLE, "rename %s to %s", s->key, key);

	fix_edit(c->findings, fix, at.span, key);
}

void guest_fix_value(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct guest_view *g, const struct xl_setting *s, int item, const char *value)
{
	struct fix *fix;

	if (!g->config || !s || item < 0 || (size_t)item >= s->n_items ||
		!s->items[item].end_column)
		return;
	fix = finding_fix(c->findings, f, how, "write %s", value);
	fix_edit(c->findings, fix, location_setting(g->config, s, item).span, value);
}

void guest_fix_line(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct guest_view *g, const char *key, const char *value)
{
	struct fix *fix;

	if (!g->config)
		return;
	fix = finding_fix(c->findings, f, how, "write %s = %s", key, value);
	fix_edit(c->findings, fix, behind(g, 1, 0),
		findings_str(c->findings, "%s = %s\n", key, value));
}

void guest_fix_drop(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct guest_view *g, const struct xl_setting *s, int item)
{
	const struct xl_item *before, *last;
	struct span at;
	struct fix *fix;

	if (!g->config || !s || item < 0 || (size_t)item >= s->n_items ||
		!s->items[item].end_column)
		return;
	at = location_setting(g->config, s, item).span;
	before = item ? &s->items[item - 1] : NULL;
	last = &s->items[s->n_items - 1];
	if (!s->is_list) {
		/* The key with its value, where both stand on the line. */
		if (s->line != s->items[0].line)
			return;
		at.column = s->column;
	} else if (before && before->end_column) {
		at.line = before->line;
		at.column = before->end_column + 1;
	} else if (!item && s->n_items > 1 && s->items[1].end_column) {
		at.end_line = s->items[1].line;
		at.end_column = s->items[1].column - 1;
	} else if (last != &s->items[item]) {
		return;
	}
	fix = finding_fix(c->findings, f, how, "remove %s%s%s", s->is_list ? "" : s->key,
		s->is_list ? s->items[item].text : "", s->is_list ? "" : " from the file");
	fix_edit(c->findings, fix, at, "");
}

void guest_fix_set(struct check *c, struct finding *f, const struct guest_view *g,
	const struct dt_node *n, const char *name, const char *value)
{
	fix_set_prop(c->findings, f, SDC_MACHINE_APPLICABLE, g->tree, n, name, value);
}
