// SPDX-License-Identifier: BSD-2-Clause
/* What boots, and who gets what: one card for each domain. */
#include <inttypes.h>

#include "report/html/html.h"
#include "report/view/domain.h"

#define MAX_ITEMS   6
#define MAX_DEVICES 12 /* named on a card; the table of devices has all */

static void open_row(struct html *h, const char *name)
{
	buf_printf(h->out, "<dt>%s</dt><dd>", name);
}

static void put_text(struct html *h, const char *name,
	void (*put)(struct buf *, const struct view *, int), int party)
{
	struct buf b = { 0 };

	put(&b, &h->v, party);
	if (b.len) {
		open_row(h, name);
		html_text(h->out, buf_str(&b));
		buf_puts(h->out, "</dd>\n");
	}
	buf_free(&b);
}

static void put_others(struct html *h, const struct view_agent *a, int party)
{
	struct buf b = { 0 };

	agent_holders(&b, &h->v, a);
	buf_puts(h->out, ": <strong class=\"error\">error: one agent for ");
	html_text(h->out, buf_str(&b));
	buf_puts(h->out, "</strong>");
	buf_free(&b);
	(void)party;
}

static void put_agent(struct html *h, int party)
{
	const struct view_agent *a = agent_of(&h->v, party);
	const char *word = a ? agent_word(&h->v, a, party) : NULL;

	open_row(h, "Agent");
	if (!a) {
		buf_puts(h->out, "none</dd>\n");
		return;
	}
	if (a->has_id)
		buf_printf(h->out, "%" PRIu32, a->id);
	else
		buf_puts(h->out, h->v.sci->numbers_agents ? "?" : "the only one");
	if (word)
		buf_printf(h->out, " (%s)", word);
	if (a->n_domains > 1)
		put_others(h, a, party);
	buf_puts(h->out, "</dd>\n<dt>Doorbell</dt><dd>");
	html_hex(h->out, a->has_smc_id, a->smc_id);
	buf_puts(h->out, "</dd>\n<dt>Page</dt><dd>");
	html_hex(h->out, a->has_page, a->page);
	buf_puts(h->out, "</dd>\n");
}

static void put_devices(struct html *h, int party)
{
	const struct view_device *const *list;
	size_t n;

	list = party_devices(&h->v, party, &n);
	open_row(h, "Devices");
	if (!n)
		buf_puts(h->out, party == PARTY_DOM0 ? "all that no guest has" : "none");
	else if (party == PARTY_DOM0)
		buf_puts(h->out, "all that no guest has; with SCMI or shared: ");
	for (size_t i = 0; i < n && i < MAX_DEVICES; i++) {
		buf_puts(h->out, i ? ", <samp>" : "<samp>");
		html_short(h->out, list[i]->node->name, 40);
		buf_puts(h->out, "</samp>");
	}
	if (n > MAX_DEVICES)
		buf_printf(h->out, ", <a href=\"#table-reach\">and %zu more</a>", n - MAX_DEVICES);
	buf_puts(h->out, "</dd>\n");
}

/* Lines of many devices would fill the card. */
static void put_interrupts(struct html *h, int party)
{
	struct buf b = { 0 };

	domain_interrupts(&b, &h->v, party);
	if (b.len) {
		open_row(h, "Interrupts");
		html_short(h->out, buf_str(&b), 160);
		buf_puts(h->out, "</dd>\n");
	}
	buf_free(&b);
}

/* What the manifest says, where the tree has a word of its own. */
static void put_manifest(struct html *h, const struct view_party *p)
{
	const struct plan_guest *g = p->guest;

	if (!g)
		return;
	open_row(h, p->by_files ? "Its files" : "Manifest");
	if (g->sci == PLAN_SCI_NONE)
		buf_puts(h->out, "no SCMI");
	else if (!g->page_size)
		buf_puts(h->out, "no channel for it");
	else if (g->sci == PLAN_SCI_MULTI_AGENT)
		buf_printf(h->out, "agent %" PRIu32, g->agent_id);
	else
		buf_puts(h->out, "the host's channel");
	buf_puts(h->out, g->boot == PLAN_XL ? ", started by xl</dd>\n" : ", built by Xen</dd>\n");
}

/* The worst of how it boots and how its agent is. */
static const char *state_class(const struct html *h, const struct view_party *p)
{
	enum sdc_outcome outcome = p->domain ? p->domain->outcome : SDC_OUTCOME_NONE;

	if (p->boot && (!p->boot->built || h->p->boot.verdict > SDC_BOOTS_WITH_LOSS))
		return "bad";
	if (outcome == SDC_GRANTED)
		return p->boot && p->boot->n_lost ? "open" : "good";
	return outcome == SDC_OUTCOME_NONE ? "open" : "bad";
}

static void put_state(struct html *h, int party)
{
	const struct view_party *p = &h->v.parties.v[party];
	struct buf b = { 0 };

	domain_boot(&b, &h->v, party);
	buf_printf(h->out, "<p class=\"state %s\"><strong>", state_class(h, p));
	html_text(h->out, buf_str(&b));
	buf_puts(h->out, b.len ? "; " : "");
	b.len = 0;
	domain_state(&b, &h->v, party);
	html_text(h->out, buf_str(&b));
	buf_puts(h->out, "</strong>");
	if (p->domain && p->domain->rule) {
		buf_puts(h->out, ", because of ");
		html_cause(h, p->domain->rule);
	}
	buf_puts(h->out, "</p>\n");
	buf_free(&b);
}

/* What it does not get, or gets and should not; each with a link to the finding. */
static void put_items(struct html *h, const char *name, const struct sdc_boot_item *items, size_t n)
{
	if (!n)
		return;
	open_row(h, name);
	buf_puts(h->out, "<ul>");
	for (size_t i = 0; i < n && i < MAX_ITEMS; i++) {
		buf_puts(h->out, "<li><samp>");
		html_text(h->out, items[i].node);
		buf_puts(h->out, "</samp> ");
		if (items[i].rule)
			html_cause(h, items[i].rule);
		buf_puts(h->out, "</li>");
	}
	if (n > MAX_ITEMS)
		buf_printf(h->out, "<li>and %zu more</li>", n - MAX_ITEMS);
	buf_puts(h->out, "</ul></dd>\n");
}

static void put_findings(struct html *h, int party)
{
	struct view_about about = { party_node(&h->v, party), NULL, -1 };

	if (party == PARTY_DOM0 && h->r->model->host)
		about.node = h->r->model->host->node;
	open_row(h, "Findings");
	html_beside_party(h, party, &about);
	buf_puts(h->out, "</dd>\n");
}

static void put_card(struct html *h, int party)
{
	const struct sdc_boot_domain *boot = h->v.parties.v[party].boot;

	buf_puts(h->out, "<article class=\"card ");
	html_colour(h->out, party);
	buf_puts(h->out, "\">\n<h3>");
	html_party(h, party);
	buf_puts(h->out, "</h3>\n");
	put_state(h, party);
	buf_puts(h->out, "<dl>\n");
	put_text(h, "Memory", domain_memory, party);
	put_text(h, "Modules", domain_modules, party);
	put_agent(h, party);
	put_devices(h, party);
	put_interrupts(h, party);
	put_manifest(h, &h->v.parties.v[party]);
	if (boot) {
		put_items(h, "Loses", boot->lost, boot->n_lost);
		put_items(h, "Hazards", boot->hazards, boot->n_hazards);
	}
	put_findings(h, party);
	buf_puts(h->out, "</dl>\n</article>\n");
}

void html_cards(struct html *h)
{
	buf_puts(h->out, "<div class=\"cards\">\n");
	for (size_t i = 0; i < h->v.parties.n; i++)
		put_card(h, (int)i);
	buf_puts(h->out, "</div>\n");
}
