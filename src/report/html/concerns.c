// SPDX-License-Identifier: BSD-2-Clause
/* Which findings concern which node, so that they can stand beside it. */
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "report/html/html.h"

#define MAX_BESIDE 12 /* the others are among the findings */
#define MAX_CARD   6  /* the same on a domain's card, the worst of them */

static int by_node(const void *x, const void *y)
{
	const struct html_concern *a = x, *b = y;

	if (a->node != b->node)
		return a->node < b->node ? -1 : 1;
	if (a->index != b->index)
		return a->index < b->index ? -1 : 1;
	return (a->finding > b->finding) - (a->finding < b->finding);
}

static int by_rule(const void *x, const void *y)
{
	const struct html_cause *a = x, *b = y;
	int order = strcmp(a->rule, b->rule);

	return order ? order : (a->finding > b->finding) - (a->finding < b->finding);
}

static int by_party(const void *x, const void *y)
{
	const struct html_worry *a = x, *b = y;

	if (a->party != b->party)
		return a->party < b->party ? -1 : 1;
	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	return (a->finding > b->finding) - (a->finding < b->finding);
}

/* Dom0's are those of the host tree. */
static void add_party(struct html *h, int party, size_t finding)
{
	if (party > PARTY_DOM0)
		vec_push(&h->worries,
			(struct html_worry){
				.party = party,
				.severity = sdc_result_finding(h->r, finding)->severity,
				.finding = finding,
			});
}

static void add(struct html *h, const char *path, const char *property, int index, size_t finding)
{
	const struct dt_node *n = path ? dt_by_path(h->r->tree, path) : NULL;
	int owner;

	if (!n)
		return;
	vec_push(&h->concerns, (struct html_concern){ n, property, index, finding });
	owner = h->v.owner[dt_index(h->r->tree, n)];
	add_party(h, owner, finding);
}

/* The nodes of other trees have places of their own, if by the same path. */
static bool is_host(const struct sdc_place *p)
{
	return p->input == SDC_INPUT_HOST || p->input == SDC_INPUT_OVERLAY;
}

void html_read_concerns(struct html *h)
{
	for (size_t i = 0; i < sdc_result_finding_count(h->r); i++) {
		const struct sdc_finding *f = sdc_result_finding(h->r, i);

		if (f->domain)
			add_party(h, party_named(&h->v, f->domain), i);
		if (is_host(&f->place))
			add(h, f->node, f->property, f->index, i);
		for (size_t j = 0; j < f->n_related; j++)
			if (is_host(&f->related[j].place))
				add(h, f->related[j].node, NULL, -1, i);
		vec_push(&h->causes, (struct html_cause){ f->rule, i });
	}
	if (h->concerns.n)
		qsort(h->concerns.v, h->concerns.n, sizeof(*h->concerns.v), by_node);
	if (h->worries.n)
		qsort(h->worries.v, h->worries.n, sizeof(*h->worries.v), by_party);
	if (h->causes.n)
		qsort(h->causes.v, h->causes.n, sizeof(*h->causes.v), by_rule);
}

/* The first concern that is not before that node and index. */
static size_t first_from(const struct html *h, const struct dt_node *node, int index)
{
	const struct html_concern *c = h->concerns.v;
	size_t i;

	search_sorted(
		i, h->concerns.n, c[i].node < node || (c[i].node == node && c[i].index < index));
	return i;
}

static bool has(const size_t *list, size_t n, size_t finding)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == finding)
			return true;
	return false;
}

/* Adds those of one place, up to one more than are shown. */
static void collect(const struct html *h, const struct view_about *a, size_t *list, size_t *n)
{
	size_t i = a->node ? first_from(h, a->node, a->index) : h->concerns.n;

	for (; i < h->concerns.n && *n <= MAX_BESIDE; i++) {
		const struct html_concern *c = &h->concerns.v[i];

		if (c->node != a->node || (a->property && c->index != a->index))
			return;
		if (a->property && (!c->property || strcmp(c->property, a->property)))
			continue;
		if (!has(list, *n, c->finding))
			list[(*n)++] = c->finding;
	}
}

static void put_link(struct html *h, size_t finding)
{
	const struct sdc_finding *f = sdc_result_finding(h->r, finding);
	const char *severity = sdc_severity_name(f->severity);

	buf_printf(h->out, "<li><a class=\"%s\" href=\"#finding-%zu\">%s</a>: ", severity,
		finding + 1, severity);
	html_text(h->out, f->message);
	buf_puts(h->out, "</li>");
}

/* The worst come first. */
static void put_beside(struct html *h, const size_t *list, size_t n, size_t max)
{
	if (!n) {
		buf_puts(h->out, "none");
		return;
	}
	buf_puts(h->out, "<ul>");
	for (int severity = SDC_ERROR; severity >= SDC_NOTE; severity--)
		for (size_t i = 0; i < n && i < max; i++)
			if ((int)sdc_result_finding(h->r, list[i])->severity == severity)
				put_link(h, list[i]);
	if (n > max)
		buf_puts(h->out, "<li><a href=\"#findings\">and more</a></li>");
	buf_puts(h->out, "</ul>");
}

void html_beside(struct html *h, const struct view_about *about, size_t n_about)
{
	size_t list[MAX_BESIDE + 1], n = 0;

	for (size_t i = 0; i < n_about; i++)
		collect(h, &about[i], list, &n);
	put_beside(h, list, n, MAX_BESIDE);
}

void html_beside_party(struct html *h, int party, const struct view_about *about)
{
	const struct html_worry *w = h->worries.v;
	size_t list[MAX_BESIDE + 1], n = 0, i;

	collect(h, about, list, &n);
	search_sorted(i, h->worries.n, w[i].party < party);
	for (; i < h->worries.n && w[i].party == party && n <= MAX_BESIDE; i++)
		if (!has(list, n, w[i].finding))
			list[n++] = w[i].finding;
	put_beside(h, list, n, MAX_CARD);
}

bool html_worst(const struct html *h, const struct dt_node *n, enum sdc_severity *severity)
{
	size_t i = first_from(h, n, -1);
	bool any = false;

	for (; i < h->concerns.n && h->concerns.v[i].node == n; i++) {
		const struct sdc_finding *f = sdc_result_finding(h->r, h->concerns.v[i].finding);

		if (!any || f->severity > *severity)
			*severity = f->severity;
		any = true;
	}
	return any;
}

void html_cause(struct html *h, const char *rule)
{
	size_t i;

	search_sorted(i, h->causes.n, strcmp(h->causes.v[i].rule, rule) < 0);
	if (i < h->causes.n && !strcmp(h->causes.v[i].rule, rule))
		buf_printf(h->out, "<a href=\"#finding-%zu\"><code>%s</code></a>",
			h->causes.v[i].finding + 1, rule);
	else
		buf_printf(h->out, "<code>%s</code>", rule);
}
