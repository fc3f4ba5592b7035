// SPDX-License-Identifier: BSD-2-Clause
/* The devices of each domain, and which SCMI resources each uses, as a drawing. There is room for
 * so many; the table has all. */
#include "report/html/html.h"

#define MAX_DEVICES 100
#define MAX_CHIPS   12

static void put_chips(struct html *h, const struct view_device *d)
{
	for (size_t i = 0; i < d->uses.n_uses && i < MAX_CHIPS; i++) {
		struct buf name = { 0 };

		use_name(&name, &d->uses.uses[i]);
		buf_puts(h->out, "<span class=\"chip\">");
		html_short(h->out, buf_str(&name), 32);
		buf_puts(h->out, "</span> ");
		buf_free(&name);
	}
	if (d->uses.n_uses > MAX_CHIPS)
		buf_printf(h->out, "<span class=\"chip\">and %zu more</span>",
			d->uses.n_uses - MAX_CHIPS);
}

static void put_device(struct html *h, const struct view_device *d)
{
	enum sdc_severity worst;
	size_t shared;

	buf_puts(h->out, "<li><span class=\"name\">");
	html_short(h->out, d->node->name, 48);
	buf_puts(h->out, "</span> ");
	if (html_worst(h, d->node, &worst)) {
		const char *severity = sdc_severity_name(worst);

		buf_printf(h->out, "<span class=\"%s\">%s</span> ", severity, severity);
	}
	if (view_shared(&h->v, d->node, &shared))
		buf_puts(h->out, "<span class=\"alarm\">shared</span> ");
	put_chips(h, d);
	buf_puts(h->out, "</li>\n");
}

/* The devices of one owner stand together. */
static size_t put_owner(struct html *h, size_t first, size_t end)
{
	const struct view_device *const *list = h->v.ranked;
	int owner = list[first]->owner;
	size_t i = first;

	buf_puts(h->out, "<div class=\"own ");
	html_colour(h->out, owner);
	buf_puts(h->out, "\">\n<p>");
	html_party(h, owner);
	buf_puts(h->out, "</p>\n<ul>\n");
	for (; i < end && list[i]->owner == owner; i++)
		put_device(h, list[i]);
	buf_puts(h->out, "</ul>\n</div>\n");
	return i;
}

void html_uses(struct html *h)
{
	size_t drawn = h->v.devices.n < MAX_DEVICES ? h->v.devices.n : MAX_DEVICES;

	if (!drawn)
		return;
	buf_puts(h->out, "<figure>\n<figcaption>Devices, whose they are and what they use"
			 "</figcaption>\n");
	for (size_t i = 0; i < drawn;)
		i = put_owner(h, i, drawn);
	buf_puts(h->out, "</figure>\n");
	if (drawn < h->v.devices.n)
		buf_printf(h->out,
			"<p>Drawn are %zu of %zu devices, those of guests first; the table has "
			"all.</p>\n",
			drawn, h->v.devices.n);
}
