// SPDX-License-Identifier: BSD-2-Clause
/* Who can reach which channel: the doorbell that Xen forwards, the page that it maps. */
#include <inttypes.h>

#include "base/search.h"
#include "report/html/html.h"
#include "scmi/pages.h"

#define MAX_COLUMNS 8 /* domains that get a column each; more are named in one column */

/* Who holds, or is to hold, an agent; under its page or its doorbell. */
struct held {
	uint64_t key;
	const struct view_agent *agent;
	int party;
};

typedef VEC(struct held) held_vec;

struct reached {
	held_vec pages, doorbells;
};

static int by_key(const void *x, const void *y)
{
	const struct held *a = x, *b = y;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->agent != b->agent)
		return a->agent < b->agent ? -1 : 1;
	return (a->party > b->party) - (a->party < b->party);
}

static void add_held(struct reached *r, const struct view_agent *a, int party)
{
	if (a->has_page)
		vec_push(&r->pages, (struct held){ a->page / SCMI_PAGE_SIZE, a, party });
	if (a->has_smc_id)
		vec_push(&r->doorbells, (struct held){ a->smc_id, a, party });
}

static bool is_predicted(const struct html *h, const struct view_agent *a, int party)
{
	return a->party == party && party_reaches(&h->v, party);
}

static bool is_planned(const struct view_agent *a, int party)
{
	for (size_t i = 0; i < a->n_planned; i++)
		if (a->planned[i].party == party)
			return true;
	return false;
}

static void sort_held(held_vec *list)
{
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_key);
}

static void read_held(
	const struct html *h, const struct view_agent *list, size_t n, struct reached *r)
{
	for (size_t i = 0; i < n; i++) {
		const struct view_agent *a = &list[i];

		if (is_predicted(h, a, a->party))
			add_held(r, a, a->party);
		for (size_t j = 0; j < a->n_planned; j++)
			if (!is_predicted(h, a, a->planned[j].party))
				add_held(r, a, a->planned[j].party);
	}
	sort_held(&r->pages);
	sort_held(&r->doorbells);
}

static size_t first_held(const held_vec *list, uint64_t key)
{
	size_t i;

	search_sorted(i, list->n, list->v[i].key < key);
	return i;
}

/* Whether that domain has the same page, or doorbell, through any channel. */
static bool has_too(const held_vec *list, uint64_t key, int party)
{
	for (size_t i = first_held(list, key); i < list->n && list->v[i].key == key; i++)
		if (list->v[i].party == party)
			return true;
	return false;
}

/* As the domain itself has the channel; NULL: it does not. */
static const char *own(const struct html *h, const struct view_agent *a, int party)
{
	if (!is_predicted(h, a, party))
		return is_planned(a, party) ? "planned" : NULL;
	if (party == PARTY_XEN || h->v.parties.v[party].domain->outcome == SDC_GRANTED)
		return "yes";
	return "unusable";
}

static void put_name(struct html *h, int party, const char *what, size_t *n)
{
	buf_puts(h->out, (*n)++ ? "<br/>" : "");
	html_text(h->out, party_name(&h->v, party));
	if (what)
		buf_printf(h->out, " (%s)", what);
}

/* Other domains whose own channel has the same page, or doorbell. */
static void put_others(struct html *h, const held_vec *list, uint64_t key,
	const struct view_agent *a, const char *what, size_t *n)
{
	size_t shown = 0;

	for (size_t i = first_held(list, key); i < list->n && list->v[i].key == key; i++) {
		if (list->v[i].agent == a)
			continue;
		if (shown++ == MAX_COLUMNS) {
			buf_puts(h->out, "<br/>and more");
			return;
		}
		put_name(h, list->v[i].party, what, n);
	}
}

static void put_one_column(struct html *h, const struct view_agent *a, const struct reached *r)
{
	const char *word = own(h, a, a->party);
	size_t n = 0;

	buf_puts(h->out, "<td>");
	if (word)
		put_name(h, a->party, *word == 'y' ? NULL : word, &n);
	for (size_t i = 0; i < a->n_planned && i < MAX_COLUMNS; i++)
		if (a->planned[i].party != a->party)
			put_name(h, a->planned[i].party, "planned", &n);
	if (a->n_planned > MAX_COLUMNS)
		buf_puts(h->out, "<br/>and more");
	if (a->has_page)
		put_others(h, &r->pages, a->page / SCMI_PAGE_SIZE, a, "the page", &n);
	if (a->has_smc_id)
		put_others(h, &r->doorbells, a->smc_id, a, "the doorbell", &n);
	buf_puts(h->out, n ? "</td>" : "nobody</td>");
}

static void put_reached(
	struct html *h, const struct view_agent *a, int party, const struct reached *r)
{
	const char *word = own(h, a, party);
	bool page = !word && a->has_page && has_too(&r->pages, a->page / SCMI_PAGE_SIZE, party);
	bool doorbell = !word && a->has_smc_id && has_too(&r->doorbells, a->smc_id, party);

	if (page)
		word = doorbell ? "page and doorbell" : "the page";
	else if (doorbell)
		word = "the doorbell";
	if (word)
		buf_printf(h->out, "<td class=\"yes\">%s</td>", word);
	else
		buf_puts(h->out, "<td>no</td>");
}

static void put_channel(struct html *h, const struct view_agent *a, const struct reached *r)
{
	buf_puts(h->out, "<tr><th scope=\"row\">");
	if (a->management)
		buf_puts(h->out, "<code>management</code>");
	else if (a->has_id)
		buf_printf(h->out, "agent %" PRIu32, a->id);
	else
		buf_puts(h->out, "agent ?");
	buf_puts(h->out, "</th><td>");
	html_hex(h->out, a->has_smc_id, a->smc_id);
	buf_puts(h->out, "</td><td>");
	html_hex(h->out, a->has_page, a->page);
	buf_puts(h->out, "</td>");
	if (h->v.parties.n > MAX_COLUMNS) {
		put_one_column(h, a, r);
	} else {
		put_reached(h, a, PARTY_XEN, r);
		for (size_t i = 0; i < h->v.parties.n; i++)
			put_reached(h, a, (int)i, r);
	}
	buf_puts(h->out, "<td>");
	html_beside(h, a->about, 2);
	buf_puts(h->out, "</td></tr>\n");
}

static void put_table(struct html *h, const struct view_agent *list, size_t n)
{
	const char *head[MAX_COLUMNS + 6] = { "Channel", "Doorbell", "Page" };
	struct reached r = { 0 };
	size_t columns = 3;

	read_held(h, list, n, &r);
	if (h->v.parties.n > MAX_COLUMNS) {
		head[columns++] = "Reached by";
	} else {
		head[columns++] = "Xen";
		for (size_t i = 0; i < h->v.parties.n; i++)
			head[columns++] = h->v.parties.v[i].name;
	}
	head[columns] = "Findings";
	html_table(h, "table-channels", "Doorbells and pages of SCMI channels", head);
	for (size_t i = 0; i < n; i++)
		put_channel(h, &list[i], &r);
	html_table_end(h);
	vec_free(&r.pages);
	vec_free(&r.doorbells);
}

void html_channels(struct html *h)
{
	const struct view_agent *list = h->v.agents;
	size_t n = h->v.n_agents;

	if (!h->p->registered)
		buf_puts(h->out, "<p>The mediator does not start, so that no domain reaches a "
				 "channel through Xen.</p>\n");
	buf_puts(h->out,
		"<p>A domain reaches a channel where Xen forwards its doorbell and maps its page; where "
		"channels have a page or a doorbell in common, the domain of one reaches that of "
		"the other, too.");
	if (h->v.plan)
		buf_puts(h->out,
			" <em>Planned</em> is what the manifest or a guest's files give to "
			"it, and the host tree alone does not.");
	buf_puts(h->out, "</p>\n");
	if (n)
		put_table(h, list, n);
}
