// SPDX-License-Identifier: BSD-2-Clause
#include "probe/compare/failing.h"

#include <inttypes.h>

static struct failing_group *group_of(struct failing *f, const struct message_row *row,
	enum failing_how how, int32_t status, unsigned int kind)
{
	struct failing_group new = { .row = row, .how = how, .status = status, .kind = kind };

	for (size_t i = 0; i < f->groups.n; i++) {
		struct failing_group *g = &f->groups.v[i];

		if (g->row == row && g->how == how && g->status == status && g->kind == kind)
			return g;
	}
	/* A status of its own for every resource is somebody's joke. */
	if (f->groups.n >= 64)
		return &f->groups.v[63];
	vec_push(&f->groups, new);
	return &f->groups.v[f->groups.n - 1];
}

static void close_run(struct failing_group *g)
{
	if (g->ids.len)
		buf_puts(&g->ids, ", ");
	buf_printf(&g->ids, "%" PRIu32, g->first);
	if (g->last > g->first)
		buf_printf(&g->ids, "-%" PRIu32, g->last);
}

void failing_add(struct failing *f, const struct message_row *row, enum failing_how how,
	int32_t status, unsigned int kind, uint32_t id)
{
	struct failing_group *g = group_of(f, row, how, status, kind);

	if (g->n && id == g->last + 1) {
		g->last = id;
	} else {
		if (g->n)
			close_run(g);
		g->first = g->last = id;
	}
	g->n++;
}

static enum rule_id rule_of(const struct failing_group *g, const struct protocol_table *t)
{
	switch (g->how) {
	case FAILING_NAME:
		return RULE_PROBE_RESOURCE_NAME;
	case FAILING_LIST:
		return RULE_PROBE_RESOURCE_LIST;
	default:
		return g->row->id == t->name_message ? RULE_PROBE_RESOURCE_ATTRIBUTES
						     : RULE_PROBE_RESOURCE_ANSWER;
	}
}

static void report_group(struct sdc_probe *p, struct probe_channel *c,
	const struct protocol_table *t, const struct failing_group *g)
{
	const char *what = protocol_resource(t->id, g->kind, g->n > 1), *ids = buf_str(&g->ids);
	enum rule_id r = rule_of(g, t);

	switch (g->how) {
	case FAILING_NAME:
		probe_report_more(
			p, c, r, "%s of %s %s: no text that ends in NUL", g->row->name, what, ids);
		break;
	case FAILING_LIST:
		probe_report_more(p, c, r,
			"%s of %s %s: the list says more than it holds, or has no end",
			g->row->name, what, ids);
		break;
	default:
		probe_report_more(p, c, r, "%s of %s %s: status %" PRId32 ", %s", g->row->name,
			what, ids, g->status, scmi_status_name(g->status));
	}
}

void failing_report(struct failing *f, struct sdc_probe *p, struct probe_channel *c,
	const struct protocol_table *t)
{
	for (size_t i = 0; i < f->groups.n; i++) {
		close_run(&f->groups.v[i]);
		report_group(p, c, t, &f->groups.v[i]);
		buf_free(&f->groups.v[i].ids);
	}
	vec_free(&f->groups);
}
