// SPDX-License-Identifier: BSD-2-Clause
/* What devices of different domains have in common. */
#include "plan/issue.h"
#include "report/html/html.h"
#include "report/view/reach.h"

#define MAX_NAMED  8 /* devices named for one thing */
#define MAX_ISSUES 2000

static bool differ(const reach_vec *list, size_t i, size_t end)
{
	for (size_t j = i + 1; j < end; j++)
		if (list->v[j].device->owner != list->v[i].device->owner)
			return true;
	return list->v[i].device->owner == PARTY_SEVERAL;
}

static void put_group(struct html *h, const reach_vec *list, size_t i, size_t end)
{
	static const char *const kinds[] = { "page", "interrupt", "stream", "SCMI resource" };
	const struct view_device *last = NULL;
	int first_owner = list->v[i].device->owner;
	size_t n = 0, of_first = 0;
	bool more = false;

	buf_printf(h->out, "<tr><th scope=\"row\">%s</th><td>", kinds[list->v[i].kind]);
	html_reach(h->out, &list->v[i]);
	buf_puts(h->out, "</td><td><ul>");
	for (; i < end && n < MAX_NAMED; i++) {
		const struct view_device *d = list->v[i].device;

		if (d == last)
			continue;
		last = d;
		/* The others must not be crowded out. */
		if (d->owner == first_owner && ++of_first > MAX_NAMED / 2) {
			more = true;
			continue;
		}
		n++;
		buf_puts(h->out, "<li>");
		html_party(h, d->owner);
		buf_puts(h->out, " through ");
		html_path(h->out, d->node);
		buf_puts(h->out, "</li>");
	}
	if (more || i < end)
		buf_puts(h->out, "<li>and more</li>");
	buf_puts(h->out, "</ul></td></tr>\n");
}

static void shared_by_trees(struct html *h)
{
	static const char *const head[] = { "What", "Which", "Reached by", NULL };
	reach_vec list = { 0 };
	bool any = false;

	reach_read_all(&h->v, &list);
	for (size_t i = 0, end; i < list.n; i = end) {
		end = reach_group_end(&list, i);
		if (!differ(&list, i, end))
			continue;
		if (!any)
			html_table(h, "table-shared",
				"Shared: what devices of different domains reach", head);
		any = true;
		put_group(h, &list, i, end);
	}
	if (any)
		html_table_end(h);
	else if (h->v.devices.n)
		buf_puts(h->out, "<p>As far as the trees tell, no page, interrupt, stream or SCMI "
				 "resource of these devices is reached by Dom0 and a guest, or by "
				 "two guests.</p>\n");
	vec_free(&list);
}

static void put_owner(struct html *h, const struct dt_node *n)
{
	int owner = h->v.owner[dt_index(h->r->tree, n)];

	buf_puts(h->out, "<li>");
	html_party(h, owner);
	buf_puts(h->out, " through ");
	html_path(h->out, n);
	buf_puts(h->out, "</li>");
}

static void put_issue(struct html *h, const char *what, bool devices, const struct issue *i)
{
	const char *severity = sdc_severity_name(i->severity);

	buf_printf(h->out, "<tr><th scope=\"row\">%s</th><td><span class=\"%s\">%s</span>: ", what,
		severity, severity);
	html_text(h->out, i->message);
	buf_puts(h->out, "</td><td>");
	if (devices) {
		buf_puts(h->out, "<ul>");
		if (i->where.node)
			put_owner(h, i->where.node);
		if (i->related)
			put_owner(h, i->related);
		buf_puts(h->out, "</ul>");
	} else {
		html_path(h->out, i->where.node ? i->where.node : i->related);
	}
	buf_puts(h->out, "</td></tr>\n");
}

/* The plan compares every device of the tree: what stands against it is all that is shared. */
static void shared_by_plan(struct html *h, const struct issues *issues)
{
	static const char *const head[] = { "What", "Which", "Where", NULL };
	static const struct {
		enum rule_id rule;
		const char *what;
		bool devices; /* nodes of devices, which have an owner */
	} rows[] = {
		{ RULE_ISOLATION_DEVICE_TWICE, "device", true },
		{ RULE_ISOLATION_MMIO_SHARED, "page", true },
		{ RULE_ISOLATION_INTERRUPT_SHARED, "interrupt", true },
		{ RULE_ISOLATION_STREAM_SHARED, "stream", true },
		{ RULE_ISOLATION_SUPPLY_SHARED, "supply", true },
		{ RULE_ISOLATION_SCMI_DEVICE_SHARED, "SCMI device id", true },
		{ RULE_ISOLATION_SCMI_RESOURCE_SHARED, "SCMI resource", true },
		{ RULE_ISOLATION_CHANNEL_SHARED, "SCMI channel", false },
		{ RULE_ISOLATION_MANAGEMENT_CHANNEL, "management channel", false },
	};
	bool any = false;
	size_t n = 0;

	for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++)
		for (const struct issue *i = issues->first[rows[r].rule]; i; i = i->next) {
			if (!any)
				html_table(h, "table-shared",
					"Shared: what different domains reach", head);
			any = true;
			if (n++ < MAX_ISSUES)
				put_issue(h, rows[r].what, rows[r].devices, i);
		}
	if (any)
		html_table_end(h);
	if (n > MAX_ISSUES)
		buf_printf(h->out, "<p>Listed are the first %d of %zu.</p>\n", MAX_ISSUES, n);
	if (!any)
		buf_puts(h->out, "<p>No device, page, interrupt, stream, SCMI channel "
				 "or SCMI resource is reached by Dom0 and a guest, or by two "
				 "guests.</p>\n");
}

void html_shared(struct html *h)
{
	if (h->v.plan)
		shared_by_plan(h, h->v.plan->issues);
	else
		shared_by_trees(h);
}
