// SPDX-License-Identifier: BSD-2-Clause
/* Domains by name, shape and colour, the same throughout the page. */
#include "report/html/html.h"

#define COLOURS 8

void html_colour(struct buf *out, int party)
{
	if (party >= 0)
		buf_printf(out, "p%d", party % COLOURS);
	else
		buf_puts(out, party == PARTY_XEN ? "px" : "pn");
}

void html_mark(struct buf *out, int party)
{
	buf_puts(out, "<span class=\"mark ");
	html_colour(out, party);
	buf_printf(out, "\" aria-hidden=\"true\">%s</span>", party_shape(party));
}

void html_party(struct html *h, int party)
{
	html_mark(h->out, party);
	buf_putc(h->out, ' ');
	html_text(h->out, party_name(&h->v, party));
}
