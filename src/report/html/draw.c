// SPDX-License-Identifier: BSD-2-Clause
/*
 * The channels as a drawing: each domain, its agent with the doorbell, and the agent's page on a
 * line of addresses. Agents stand in the order of their pages, so that no two lines cross; many
 * agents make several drawings, each of which fits on a printed page.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/html/html.h"

#define PER_FIGURE 16
#define ROW        48
#define TOP        30
#define WIDTH      760
#define BOX        34 /* height */
#define DOMAIN_X   10
#define AGENT_X    260
#define BOX_W      190
#define AXIS_X     520
#define PAGE_X     545
#define PAGE_W     205

static int by_page(const void *x, const void *y)
{
	const struct view_agent *a = x, *b = y;

	if (a->has_page != b->has_page)
		return a->has_page ? -1 : 1;
	if (a->page != b->page)
		return a->page < b->page ? -1 : 1;
	if (a->about[0].index != b->about[0].index)
		return a->about[0].index < b->about[0].index ? -1 : 1;
	return 0;
}

static bool same_page(const struct view_agent *a, const struct view_agent *b)
{
	return a->has_page && b->has_page && a->page / 0x1000 == b->page / 0x1000;
}

static unsigned int middle(size_t row)
{
	return TOP + (unsigned int)row * ROW + ROW / 2;
}

static void put_box(struct html *h, unsigned int x, size_t row, size_t rows, unsigned int width,
	const char *class)
{
	buf_printf(h->out,
		"<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%zu\" rx=\"4\"/>\n",
		class, x, middle(row) - BOX / 2, width, BOX + (rows - 1) * ROW);
}

static void open_text(struct html *h, unsigned int x, size_t row, int dy, const char *class)
{
	buf_printf(h->out, "<text class=\"%s\" x=\"%u\" y=\"%d\">", class, x + 8,
		(int)middle(row) + dy);
}

static const char *state(const struct html *h, const struct view_agent *a)
{
	const struct sdc_domain *d;

	if (a->management)
		return h->p->registered ? "runs the mediator" : "mediator does not start";
	d = h->v.parties.v[a->party].domain;
	if (!party_reaches(&h->v, a->party) && a->n_planned)
		return "planned";
	if (!d || d->outcome == SDC_OUTCOME_NONE)
		return "asks for it";
	return d->outcome == SDC_NOT_REACHED ? "not reached" : sdc_outcome_name(d->outcome);
}

static bool is_good(const struct html *h, const struct view_agent *a)
{
	const struct sdc_domain *d = a->management ? NULL : h->v.parties.v[a->party].domain;

	if (a->n_domains > 1)
		return false;
	if (a->management || !party_reaches(&h->v, a->party))
		return h->p->registered && (a->management || a->n_planned == 1);
	return d->outcome == SDC_GRANTED;
}

static void put_domain(struct html *h, size_t row, const struct view_agent *a)
{
	bool good;

	if (a->party == PARTY_NONE)
		return;
	good = is_good(h, a);
	put_box(h, DOMAIN_X, row, 1, BOX_W, good ? "own" : "bad");
	open_text(h, DOMAIN_X, row, -2, "name");
	html_short(h->out, party_name(&h->v, a->party), 24);
	buf_puts(h->out, "</text>\n");
	open_text(h, DOMAIN_X, row, 12, good ? "small" : "small alarm");
	if (a->n_domains > 1)
		buf_printf(h->out, "one agent for %zu domains", a->n_domains);
	else
		buf_puts(h->out, state(h, a));
	buf_puts(h->out, "</text>\n");
	buf_printf(h->out, "<path class=\"%s\" d=\"M%u %uH%u\"/>\n", good ? "own" : "bad",
		DOMAIN_X + BOX_W, middle(row), AGENT_X);
}

static void put_agent(struct html *h, size_t row, const struct view_agent *a)
{
	put_box(h, AGENT_X, row, 1, BOX_W, "");
	open_text(h, AGENT_X, row, -2, "");
	if (a->management)
		buf_puts(h->out, "management");
	else
		buf_puts(h->out, "agent");
	if (a->has_id)
		buf_printf(h->out, " %" PRIu32, a->id);
	buf_puts(h->out, "</text>\n");
	open_text(h, AGENT_X, row, 12, "small");
	if (a->has_smc_id)
		buf_printf(h->out, "doorbell 0x%" PRIx32, a->smc_id);
	else
		buf_puts(h->out, "no doorbell");
	buf_puts(h->out, "</text>\n");
	buf_printf(h->out, "<path class=\"%s\" d=\"M%u %uH%u\"/>\n", a->has_page ? "" : "bad",
		AGENT_X + BOX_W, middle(row), a->has_page ? PAGE_X : AXIS_X);
}

static void put_page(struct html *h, size_t row, size_t rows, const struct view_agent *a)
{
	put_box(h, PAGE_X, row, rows, PAGE_W, rows > 1 || !a->has_page ? "bad" : "");
	open_text(h, PAGE_X, row, -2, "");
	if (a->has_page)
		buf_printf(h->out, "page 0x%" PRIx64, a->page);
	else
		buf_puts(h->out, "page without address");
	buf_puts(h->out, "</text>\n");
	if (a->has_page) {
		open_text(h, PAGE_X, row, 12, "small");
		buf_printf(h->out, "size 0x%" PRIx64 "</text>\n", a->size);
	}
	if (rows > 1) {
		open_text(h, PAGE_X, row + 1, -2, "alarm");
		buf_printf(h->out, "one page for %zu agents</text>\n", rows);
	}
}

/* The line from this page to the next one: whole where they touch, dotted across a gap. */
static void put_axis(
	struct html *h, size_t row, const struct view_agent *a, const struct view_agent *next)
{
	uint64_t size = a->size ? a->size : 0x1000;
	bool gap = next && next->has_page && next->page > a->page && next->page - a->page > size;

	if (!next || !next->has_page || !a->has_page)
		return;
	buf_printf(h->out, "<path class=\"axis%s\" d=\"M%u %uV%u\"/>\n", gap ? " gap" : "", AXIS_X,
		middle(row), middle(row + 1));
	if (gap)
		buf_printf(h->out,
			"<text class=\"small\" x=\"%u\" y=\"%u\">gap 0x%" PRIx64 "</text>\n",
			AXIS_X + 6, middle(row) + ROW / 2 + 4, next->page - a->page - size);
}

static void open_figure(struct html *h, size_t number, size_t first, size_t n, size_t total)
{
	buf_puts(h->out, "<figure>\n<figcaption>Domains, agents and their pages");
	if (n < total)
		buf_printf(h->out, ": %zu to %zu of %zu channels", first + 1, first + n, total);
	buf_printf(h->out,
		"</figcaption>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
		"aria-label=\"Drawing %zu of channels\">\n<svg viewBox=\"0 0 %u %zu\" role=\"img\" "
		"aria-labelledby=\"drawing-%zu-title drawing-%zu-desc\">\n"
		"<title id=\"drawing-%zu-title\">Domains, agents and their pages, drawing %zu"
		"</title>\n"
		"<desc id=\"drawing-%zu-desc\">%zu rows: a domain on the left, its agent with the "
		"doorbell in the middle, the page of shared memory on a line of rising addresses "
		"on the right. The table of agents below says the same.</desc>\n",
		number, WIDTH, (size_t)TOP + n * ROW + 6, number, number, number, number, number,
		n);
	buf_printf(h->out,
		"<text class=\"small\" x=\"%u\" y=\"16\">domain</text>\n"
		"<text class=\"small\" x=\"%u\" y=\"16\">agent and doorbell</text>\n"
		"<text class=\"small\" x=\"%u\" y=\"16\">shared memory, by address</text>\n",
		DOMAIN_X, AGENT_X, PAGE_X);
}

static void put_figure(struct html *h, size_t number, const struct view_agent *list, size_t first,
	size_t n, size_t total)
{
	const struct view_agent *a = list + first;

	open_figure(h, number, first, n, total);
	for (size_t i = 0; i < n; i++)
		put_axis(h, i, &a[i], i + 1 < n ? &a[i + 1] : NULL);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && same_page(&a[i], &a[end]);)
			end++;
		put_page(h, i, end - i, &a[i]);
	}
	for (size_t i = 0; i < n; i++) {
		put_agent(h, i, &a[i]);
		put_domain(h, i, &a[i]);
	}
	buf_puts(h->out, "</svg>\n</div>\n</figure>\n");
}

/* How many rows the next drawing has: those that share a page stay together if they can. */
static size_t figure_rows(const struct view_agent *list, size_t left)
{
	size_t n = left < PER_FIGURE ? left : PER_FIGURE;

	while (n < left && n < 2 * (size_t)PER_FIGURE && same_page(&list[n - 1], &list[n]))
		n++;
	return n;
}

void html_drawing(struct html *h)
{
	struct arena arena = ARENA_INIT;
	size_t total = h->v.n_agents, number = 1;
	struct view_agent *list = arena_array(&arena, total, sizeof(*list));

	memcpy(list, h->v.agents, total * sizeof(*list));

	if (total)
		qsort(list, total, sizeof(*list), by_page);
	for (size_t first = 0, n; first < total; first += n, number++) {
		n = figure_rows(list + first, total - first);
		put_figure(h, number, list, first, n, total);
	}
	arena_free(&arena);
}
