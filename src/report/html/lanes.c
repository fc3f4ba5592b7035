// SPDX-License-Identifier: BSD-2-Clause
/*
 * Memory as a scale of rising addresses, with a lane for each domain: the pages of SCMI channels
 * and the registers of devices. A region stands in the lane of each domain that reaches it, so that
 * one which two domains reach stands across lanes.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/html/html.h"
#include "report/html/scale.h"
#include "report/view/domain.h"

#define MAX_LANES   6 /* of one figure */
#define MAX_FIGURES 8
#define MAX_ROWS    400
#define MAX_NAMED   3 /* things of one bar */
#define MAX_HOLDERS 16
#define RUN         3 /* so many rows of one domain alone become one */

/* So many lanes as fit one drawing. */
struct figure {
	const struct scale *s;
	size_t number;
	const int *lanes;
	size_t n_lanes;
	size_t *groups; /* that any of them reaches */
	size_t n_groups;
};

static bool in_figure(const struct figure *f, int party)
{
	for (size_t i = 0; i < f->n_lanes; i++)
		if (f->lanes[i] == party)
			return true;
	return false;
}

/* A page that nobody has stands in the first drawing. */
static void choose_groups(struct figure *f)
{
	f->n_groups = 0;
	for (size_t g = 0; g < f->s->groups.n; g++) {
		const struct group *group = &f->s->groups.v[g];
		bool here = group->party == PARTY_NONE && f->number == 1;

		for (size_t i = group->first; i < group->end && !here; i++)
			here = in_figure(f, f->s->regions.v[i].party);
		if (here)
			f->groups[f->n_groups++] = g;
	}
}

/* "2.3 GiB": of a gap the order is what matters. */
static void put_about(struct buf *out, uint64_t size)
{
	static const char *const units[] = { "bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" };
	double value = (double)size;
	size_t unit = 0;

	for (; value >= 1024 && unit + 1 < sizeof(units) / sizeof(units[0]); unit++)
		value /= 1024;
	buf_printf(out, "%.*f %s", value < 10 && value > (double)(int)value ? 1 : 0, value,
		units[unit]);
}

/* How high a bar is, by the order of its size. */
static unsigned int height_of(uint64_t size)
{
	unsigned int height = 0;

	for (size >>= 14; size && height < 6; size >>= 4)
		height++;
	return height;
}

static void put_name(struct html *h, const struct region *r)
{
	const char *word, *at;
	struct arena a = ARENA_INIT;

	if (r->agent) {
		word = agent_word(&h->v, r->agent, r->party);
		if (r->agent->management)
			buf_puts(h->out, "management page");
		else if (r->agent->has_id)
			buf_printf(h->out, "page of agent %" PRIu32, r->agent->id);
		else
			buf_puts(h->out, "page of an agent");
		if (word && !r->agent->management)
			buf_printf(h->out, " (%s)", word);
		return;
	}
	if (r->memory) {
		buf_puts(h->out, "memory");
		return;
	}
	at = strchr(r->node->name, '@');
	if (at) {
		html_short(
			h->out, arena_strndup(&a, r->node->name, (size_t)(at - r->node->name)), 24);
		buf_puts(h->out, "<wbr/>");
	}
	html_short(h->out, at ? at : r->node->name, 24);
	arena_free(&a);
}

/* The things of one party in one group, each once. */
static void put_names(struct html *h, const struct figure *f, const struct group *g, int party)
{
	const struct region *last = NULL;
	size_t n = 0;

	for (size_t i = g->first; i < g->end; i++) {
		const struct region *r = &f->s->regions.v[i];

		if (r->party != party || (last && last->node == r->node && last->agent == r->agent))
			continue;
		last = r;
		if (n++ >= MAX_NAMED)
			continue;
		buf_puts(h->out, n > 1 ? "<br/>" : "");
		put_name(h, r);
	}
	if (n > MAX_NAMED)
		buf_printf(h->out, "<br/>and %zu more", n - MAX_NAMED);
}

static bool reaches(const struct figure *f, const struct group *g, int party)
{
	for (size_t i = g->first; i < g->end; i++)
		if (f->s->regions.v[i].party == party)
			return true;
	return false;
}

static void open_bar(struct html *h, int party, uint64_t size)
{
	buf_printf(h->out, "<div class=\"bar h%u ", height_of(size));
	html_colour(h->out, party);
	buf_puts(h->out, "\">");
	html_mark(h->out, party);
	buf_putc(h->out, ' ');
}

static void put_gap(struct html *h, const struct figure *f, uint64_t size)
{
	buf_puts(h->out, "<tr class=\"gap\"><th scope=\"row\">gap of ");
	put_about(h->out, size);
	buf_puts(h->out, "</th>");
	for (size_t i = 0; i < f->n_lanes; i++)
		buf_puts(h->out, "<td></td>");
	buf_puts(h->out, "</tr>\n");
}

/* Lanes of other drawings count as well. */
static size_t count_parties(const struct figure *f, const struct group *g)
{
	size_t n = 0;

	for (size_t i = g->first; i < g->end; i++) {
		bool first = true;

		for (size_t j = g->first; j < i && j < g->first + MAX_HOLDERS && first; j++)
			first = f->s->regions.v[j].party != f->s->regions.v[i].party;
		n += first && i < g->first + MAX_HOLDERS;
	}
	return n;
}

static void put_label(struct html *h, const struct figure *f, const struct group *g)
{
	buf_printf(h->out, "<th scope=\"row\"><code>0x%" PRIx64 "</code> <small>", g->from);
	put_about(h->out, g->to - g->from + 1);
	buf_puts(h->out, "</small>");
	if (g->party == PARTY_NONE)
		buf_puts(h->out, " <small>no domain</small>");
	if (g->party == PARTY_SEVERAL)
		buf_printf(h->out, " <strong class=\"alarm\">reached by %zu domains</strong>",
			count_parties(f, g));
	buf_puts(h->out, "</th>");
}

static void put_group(struct html *h, const struct figure *f, const struct group *g)
{
	buf_puts(h->out, g->party == PARTY_SEVERAL ? "<tr class=\"shared\">" : "<tr>");
	put_label(h, f, g);
	for (size_t i = 0; i < f->n_lanes; i++) {
		buf_puts(h->out, "<td>");
		if (reaches(f, g, f->lanes[i])) {
			open_bar(h, f->lanes[i], g->to - g->from + 1);
			put_names(h, f, g, f->lanes[i]);
			buf_puts(h->out, "</div>");
		}
		buf_puts(h->out, "</td>");
	}
	buf_puts(h->out, "</tr>\n");
}

/* Many regions of one domain, and of nobody else between them. */
static void put_run(struct html *h, const struct figure *f, const struct group *first,
	const struct group *last, size_t n)
{
	buf_printf(h->out,
		"<tr><th scope=\"row\"><code>0x%" PRIx64 "</code> to <code>0x%" PRIx64
		"</code></th>",
		first->from, last->to);
	for (size_t i = 0; i < f->n_lanes; i++) {
		buf_puts(h->out, "<td>");
		if (f->lanes[i] == first->party) {
			open_bar(h, first->party, last->to - first->from + 1);
			put_name(h, &f->s->regions.v[first->first]);
			buf_printf(h->out, "<br/>and %zu more regions</div>", n - 1);
		}
		buf_puts(h->out, "</td>");
	}
	buf_puts(h->out, "</tr>\n");
}

static const struct group *group_at(const struct figure *f, size_t i)
{
	return &f->s->groups.v[f->groups[i]];
}

/* How many rows from @i on can be one. */
static size_t run_length(const struct figure *f, size_t i)
{
	const struct group *g = group_at(f, i);
	size_t n = 0;

	if (g->party == PARTY_SEVERAL || g->party == PARTY_NONE)
		return 1;
	while (i + n < f->n_groups && group_at(f, i + n)->party == g->party &&
		!f->s->regions.v[group_at(f, i + n)->first].agent)
		n++;
	return n > RUN ? n : 1;
}

/* Returns whether there was room for all. */
static bool put_rows(struct html *h, const struct figure *f)
{
	const struct group *last = NULL;
	size_t rows = 0, i = 0;

	for (size_t n; i < f->n_groups && rows < MAX_ROWS; i += n, rows++) {
		const struct group *g = group_at(f, i);

		if (last && g->from > last->to + 1)
			put_gap(h, f, g->from - last->to - 1);
		n = run_length(f, i);
		last = group_at(f, i + n - 1);
		if (n > 1)
			put_run(h, f, g, last, n);
		else
			put_group(h, f, g);
	}
	return i == f->n_groups;
}

/* Of Xen, the management channel. */
static const struct view_agent *lane_agent(const struct view *v, int party)
{
	if (party >= 0)
		return agent_of(v, party);
	return party == PARTY_XEN ? v->agents : NULL;
}

static void put_lane_head(struct html *h, int party)
{
	const struct view_agent *a = lane_agent(&h->v, party);

	buf_puts(h->out, "<th scope=\"col\" class=\"lane ");
	html_colour(h->out, party);
	buf_puts(h->out, "\">");
	html_party(h, party);
	if (a && a->has_id && !a->management)
		buf_printf(h->out, "<small>agent %" PRIu32 "</small>", a->id);
	if (a && a->has_smc_id)
		buf_printf(h->out, "<small>doorbell <wbr/><code>0x%" PRIx32 "</code></small>",
			a->smc_id);
	buf_puts(h->out, "</th>");
}

static void put_figure(struct html *h, const struct figure *f)
{
	bool whole;

	buf_printf(&h->styles, "#map-%zu tr{grid-template-columns:repeat(%zu,minmax(0,1fr))}\n",
		f->number, f->n_lanes);
	buf_printf(h->out,
		"<table id=\"map-%zu\" class=\"map\">\n<caption>Memory by rising address, a lane for "
		"each domain",
		f->number);
	if (f->n_lanes < f->s->lanes.n)
		buf_printf(h->out, ": drawing %zu", f->number);
	buf_puts(h->out, "</caption>\n<thead><tr><th scope=\"col\">Address</th>");
	for (size_t i = 0; i < f->n_lanes; i++)
		put_lane_head(h, f->lanes[i]);
	buf_puts(h->out, "</tr></thead>\n<tbody>\n");
	whole = put_rows(h, f);
	buf_puts(h->out, "</tbody>\n</table>\n");
	if (!whole)
		buf_printf(h->out, "<p>Drawn are the first %d rows; the tables have all.</p>\n",
			MAX_ROWS);
}

static void put_figures(struct html *h, const struct scale *s)
{
	struct arena a = ARENA_INIT;
	struct figure f = { .s = s, .groups = arena_array(&a, s->groups.n, sizeof(size_t)) };
	size_t drawn = 0;

	for (; drawn < s->lanes.n && f.number < MAX_FIGURES; drawn += f.n_lanes) {
		f.number++;
		f.lanes = s->lanes.v + drawn;
		f.n_lanes = s->lanes.n - drawn < MAX_LANES ? s->lanes.n - drawn : MAX_LANES;
		choose_groups(&f);
		put_figure(h, &f);
	}
	if (drawn < s->lanes.n)
		buf_printf(h->out, "<p>Drawn are %zu of %zu domains; the tables have all.</p>\n",
			drawn, s->lanes.n);
	arena_free(&a);
}

void html_lanes(struct html *h)
{
	struct scale s = { 0 };

	scale_read(&s, &h->v);
	if (s.groups.n)
		put_figures(h, &s);
	scale_free(&s);
}
