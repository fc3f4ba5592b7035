// SPDX-License-Identifier: BSD-2-Clause
/* Who can reach which channel and which device. */
#include <inttypes.h>

#include "report/html.h"
#include "report/html_reach.h"

#define MAX_COLUMNS 8 /* domains that get a column each; more are named in one column */

static const char *domain_name(const struct sdc_domain *d)
{
	return d->node ? d->name : "Dom0";
}

/* Whether the domain really reaches its channel. */
static bool reaches(const struct html *h, const struct html_agent *a, const struct sdc_domain *d)
{
	return h->p->registered && a->domain == d &&
	       (d->outcome == SDC_GRANTED || d->outcome == SDC_UNUSABLE);
}

static const char *how(const struct sdc_domain *d)
{
	return d->outcome == SDC_GRANTED ? "yes" : "unusable";
}

static void put_reached(struct html *h, bool yes, const char *word)
{
	if (yes)
		buf_printf(h->out, "<td class=\"yes\">%s</td>", word);
	else
		buf_puts(h->out, "<td>no</td>");
}

static void put_one_column(struct html *h, const struct html_agent *a)
{
	buf_puts(h->out, "<td>");
	if (a->management && h->p->registered) {
		buf_puts(h->out, "Xen");
	} else if (a->domain && reaches(h, a, a->domain)) {
		html_text(h->out, domain_name(a->domain));
		buf_puts(h->out, a->domain->outcome == SDC_GRANTED ? "" : " (unusable)");
	} else {
		buf_puts(h->out, "nobody");
	}
	buf_puts(h->out, "</td>");
}

static void put_channel(struct html *h, const struct html_agent *a)
{
	buf_puts(h->out, "<tr><th scope=\"row\">");
	if (a->management)
		buf_puts(h->out, "management");
	else if (a->has_id)
		buf_printf(h->out, "agent %" PRIu32, a->id);
	else
		buf_puts(h->out, "agent ?");
	buf_puts(h->out, "</th><td>");
	html_hex(h->out, a->has_smc_id, a->smc_id);
	buf_puts(h->out, "</td><td>");
	html_hex(h->out, a->has_page, a->page);
	buf_puts(h->out, "</td>");
	if (h->p->n_domains > MAX_COLUMNS) {
		put_one_column(h, a);
	} else {
		put_reached(h, a->management && h->p->registered, "yes");
		for (size_t i = 0; i < h->p->n_domains; i++) {
			const struct sdc_domain *d = &h->p->domains[i];

			put_reached(h, reaches(h, a, d), how(d));
		}
	}
	buf_puts(h->out, "<td>");
	html_beside(h, a->about, 2);
	buf_puts(h->out, "</td></tr>\n");
}

static void put_channels(struct html *h)
{
	const char *head[MAX_COLUMNS + 6] = { "Channel", "Doorbell", "Page" };
	struct arena arena = ARENA_INIT;
	size_t n, columns = 3;
	const struct html_agent *list = html_agents(h, &arena, &n);

	if (h->p->n_domains > MAX_COLUMNS) {
		head[columns++] = "Reached by";
	} else {
		head[columns++] = "Xen";
		for (size_t i = 0; i < h->p->n_domains; i++)
			head[columns++] = domain_name(&h->p->domains[i]);
	}
	head[columns] = "Findings";
	if (n) {
		html_table(h, "table-channels", "Doorbells and pages of SCMI channels", head);
		for (size_t i = 0; i < n; i++)
			put_channel(h, &list[i]);
		html_table_end(h);
	}
	arena_free(&arena);
}

static void put_kind(struct html *h, const reach_vec *list, enum reach_kind kind)
{
	bool any = false;

	buf_puts(h->out, "<td>");
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].kind != kind)
			continue;
		buf_puts(h->out, any ? "<br/>" : "");
		reach_put(h->out, &list->v[i]);
		any = true;
	}
	buf_puts(h->out, any ? "</td>" : "-</td>");
}

static void put_device(struct html *h, const struct html_device *d, reach_vec *list)
{
	list->n = 0;
	reach_read(h, d, list);
	buf_puts(h->out, "<tr><th scope=\"row\">");
	html_path(h->out, d->node);
	buf_puts(h->out, "</th><td class=\"yes\">");
	html_text(h->out, html_owner_name(h, d->owner));
	buf_puts(h->out, "</td>");
	put_kind(h, list, REACH_REGISTERS);
	put_kind(h, list, REACH_INTERRUPT);
	put_kind(h, list, REACH_STREAM);
	put_kind(h, list, REACH_RESOURCE);
	buf_puts(h->out, "</tr>\n");
}

static void put_devices(struct html *h)
{
	static const char *const head[] = { "Device", "Reached by", "Registers (size)",
		"Interrupts", "Streams", "SCMI resources", NULL };
	reach_vec list = { 0 };

	if (!h->devices.n)
		return;
	html_table(h, "table-reach", "Devices: who reaches what is theirs", head);
	for (size_t i = 0; i < h->devices.n; i++)
		put_device(h, &h->devices.v[i], &list);
	html_table_end(h);
	vec_free(&list);
}

void html_matrix(struct html *h)
{
	if (!h->p->registered)
		buf_puts(h->out, "<p>The mediator does not start, so that no domain reaches a "
				 "channel through Xen.</p>\n");
	buf_puts(h->out,
		"<p>A domain reaches a channel where Xen forwards its doorbell and maps its page. "
		"Of devices, the host tree tells only which ones are kept from Dom0 "
		"(<code>xen,passthrough</code>); which guest has one is read from the guests' "
		"partial trees, as far as they were given. Listed are devices with SCMI resources "
		"or device ids, and those kept for guests.</p>\n");
	put_channels(h);
	put_devices(h);
}
