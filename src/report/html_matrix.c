// SPDX-License-Identifier: BSD-2-Clause
/* Who can reach which channel and which device. */
#include <inttypes.h>
#include <stdlib.h>

#include "report/html.h"
#include "report/html_reach.h"
#include "util/search.h"

#define PAGE_SIZE   0x1000u
#define MAX_COLUMNS 8 /* domains that get a column each; more are named in one column */

/* Whether the domain really reaches its channel. */
static bool reaches(const struct html *h, const struct html_agent *a, const struct sdc_domain *d)
{
	return h->p->registered && a->domain == d &&
	       (d->outcome == SDC_GRANTED || d->outcome == SDC_UNUSABLE);
}

/* A channel that a domain holds, under its page or its doorbell. */
struct held {
	uint64_t key;
	const struct html_agent *agent;
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
	return (a->agent > b->agent) - (a->agent < b->agent);
}

static void read_held(
	const struct html *h, const struct html_agent *list, size_t n, struct reached *r)
{
	for (size_t i = 0; i < n; i++) {
		const struct html_agent *a = &list[i];

		if (!a->domain || !reaches(h, a, a->domain))
			continue;
		if (a->has_page)
			vec_push(&r->pages, (struct held){ a->page / PAGE_SIZE, a });
		if (a->has_smc_id)
			vec_push(&r->doorbells, (struct held){ a->smc_id, a });
	}
	if (r->pages.n)
		qsort(r->pages.v, r->pages.n, sizeof(*r->pages.v), by_key);
	if (r->doorbells.n)
		qsort(r->doorbells.v, r->doorbells.n, sizeof(*r->doorbells.v), by_key);
}

static size_t first_held(const held_vec *list, uint64_t key)
{
	size_t i;

	search_sorted(i, list->n, list->v[i].key < key);
	return i;
}

/* Whether that domain has the same page, or doorbell, through another channel. */
static bool has_too(const held_vec *list, uint64_t key, const struct sdc_domain *d)
{
	for (size_t i = first_held(list, key), n = 0; i < list->n && n < MAX_COLUMNS; i++, n++)
		if (list->v[i].key == key && list->v[i].agent->domain == d)
			return true;
	return false;
}

/* Other domains whose own channel has the same page, or doorbell. */
static size_t put_others(struct html *h, const held_vec *list, uint64_t key,
	const struct html_agent *a, const char *what, size_t before)
{
	size_t n = 0;

	for (size_t i = first_held(list, key); i < list->n && list->v[i].key == key; i++) {
		if (n == MAX_COLUMNS) {
			buf_puts(h->out, "<br/>and more");
			break;
		}
		if (list->v[i].agent == a)
			continue;
		buf_puts(h->out, before + n ? "<br/>" : "");
		html_text(h->out, owner_name(list->v[i].agent->domain));
		buf_printf(h->out, " (%s)", what);
		n++;
	}
	return n;
}

static void put_one_column(struct html *h, const struct html_agent *a, const struct reached *r)
{
	size_t n = 0;

	buf_puts(h->out, "<td>");
	if (a->management && h->p->registered) {
		buf_puts(h->out, "Xen");
		n = 1;
	} else if (a->domain && reaches(h, a, a->domain)) {
		html_text(h->out, owner_name(a->domain));
		buf_puts(h->out, a->domain->outcome == SDC_GRANTED ? "" : " (unusable)");
		n = 1;
	}
	if (a->has_page)
		n += put_others(h, &r->pages, a->page / PAGE_SIZE, a, "the page", n);
	if (a->has_smc_id)
		n += put_others(h, &r->doorbells, a->smc_id, a, "the doorbell", n);
	buf_puts(h->out, n ? "</td>" : "nobody</td>");
}

static const char *how(const struct html *h, const struct html_agent *a, const struct sdc_domain *d,
	const struct reached *r)
{
	bool page = a->has_page && has_too(&r->pages, a->page / PAGE_SIZE, d);
	bool doorbell = a->has_smc_id && has_too(&r->doorbells, a->smc_id, d);

	if (reaches(h, a, d))
		return d->outcome == SDC_GRANTED ? "yes" : "unusable";
	if (page)
		return doorbell ? "page and doorbell" : "the page";
	return doorbell ? "the doorbell" : NULL;
}

static void put_reached(struct html *h, const char *word)
{
	if (word)
		buf_printf(h->out, "<td class=\"yes\">%s</td>", word);
	else
		buf_puts(h->out, "<td>no</td>");
}

static void put_columns(struct html *h, const struct html_agent *a, const struct reached *r)
{
	put_reached(h, a->management && h->p->registered ? "yes" : NULL);
	for (size_t i = 0; i < h->p->n_domains; i++)
		put_reached(h, how(h, a, &h->p->domains[i], r));
}

static void put_channel(struct html *h, const struct html_agent *a, const struct reached *r)
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
	if (h->p->n_domains > MAX_COLUMNS)
		put_one_column(h, a, r);
	else
		put_columns(h, a, r);
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
	struct reached r = { 0 };

	read_held(h, list, n, &r);
	if (h->p->n_domains > MAX_COLUMNS) {
		head[columns++] = "Reached by";
	} else {
		head[columns++] = "Xen";
		for (size_t i = 0; i < h->p->n_domains; i++)
			head[columns++] = owner_name(&h->p->domains[i]);
	}
	head[columns] = "Findings";
	if (n) {
		html_table(h, "table-channels", "Doorbells and pages of SCMI channels", head);
		for (size_t i = 0; i < n; i++)
			put_channel(h, &list[i], &r);
		html_table_end(h);
	}
	vec_free(&r.pages);
	vec_free(&r.doorbells);
	arena_free(&arena);
}

static void put_kind(struct html *h, const reach_vec *list, enum reach_kind kind)
{
	bool any = false;

	buf_puts(h->out, kind == REACH_REGISTERS ? "<td>" : "<td class=\"wrap\">");
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
		"<p>A domain reaches a channel where Xen forwards its doorbell and maps its page; where "
		"channels have a page or a doorbell in common, the domain of one reaches that of "
		"the other, too. "
		"Of devices, the host tree tells only which ones are kept from Dom0 "
		"(<code>xen,passthrough</code>); which guest has one is read from the guests' "
		"partial trees, as far as they were given. Listed are devices with SCMI resources "
		"or device ids, and those kept for guests.</p>\n");
	put_channels(h);
	put_devices(h);
}
