// SPDX-License-Identifier: BSD-2-Clause
/* What the page was made of. */
#include "report/html/html.h"

static void put_input(struct html *h, const struct html_input *in)
{
	buf_puts(h->out, "<tr><th scope=\"row\">");
	html_text(h->out, in->role);
	buf_puts(h->out, "</th><td><samp>");
	html_text(h->out, in->path);
	buf_puts(h->out, "</samp></td><td>");
	if (in->hashed)
		buf_printf(
			h->out, "%zu</td><td class=\"hash\"><samp>%s</samp>", in->size, in->sha256);
	else
		buf_puts(h->out, "-</td><td>no regular file");
	buf_puts(h->out, "</td></tr>\n");
}

void html_inputs(struct html *h)
{
	static const char *const head[] = { "Role", "File", "Bytes", "SHA-256", NULL };

	buf_puts(h->out,
		"<section id=\"inputs\" aria-labelledby=\"inputs-title\">\n"
		"<h2 id=\"inputs-title\">Inputs</h2>\n"
		"<p>Built-in rules and schemas are those of the version at the foot of this "
		"page.</p>\n");
	html_table(h, "table-inputs", "Inputs and their hashes", head);
	for (size_t i = 0; i < h->page->n_inputs; i++)
		put_input(h, &h->page->inputs[i]);
	html_table_end(h);
	buf_puts(h->out, "</section>\n");
}
