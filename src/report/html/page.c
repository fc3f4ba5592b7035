// SPDX-License-Identifier: BSD-2-Clause
/* The frame of the page. */
#include "report/html/html.h"

#include "base/text.h"

static void put_head(struct html *h)
{
	buf_puts(h->out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'unsafe-inline'; img-src data:\"/>\n"
		"<link rel=\"icon\" href=\"data:,\"/>\n<title>SCMI under Xen: ");
	html_text(h->out, h->r->tree->file);
	buf_puts(h->out, "</title>\n<style>\n");
	buf_puts(h->out, html_style);
	buf_puts(h->out, "@media screen and (max-width:48rem){\n");
	buf_write(h->out, buf_str(&h->styles), h->styles.len);
	buf_puts(h->out,
		"}\n</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the "
		"report</a>\n");
}

static void put_model(struct html *h)
{
	const char *model = dt_prop_string(h->r->tree->nodes, "model");

	buf_puts(h->out, "<header>\n<h1>SCMI under Xen: ");
	html_text(h->out, h->r->tree->file);
	buf_puts(h->out, "</h1>\n");
	if (model) {
		buf_puts(h->out, "<p>Board: ");
		html_text(h->out, model);
		buf_puts(h->out, "</p>\n");
	}
}

static void put_navigation(struct html *h)
{
	static const char *const sections[][2] = {
		{ "prediction", "Domains" },
		{ "topology", "Topology" },
		{ "isolation", "Isolation" },
		{ "findings", "Findings" },
		{ "inputs", "Inputs" },
	};

	buf_puts(h->out, "<nav aria-label=\"Sections\"><ul>\n");
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		buf_printf(h->out, "<li><a href=\"#%s\">%s</a></li>\n", sections[i][0],
			sections[i][1]);
	buf_puts(h->out, "</ul></nav>\n</header>\n<main id=\"main\">\n");
}

static void open_section(struct html *h, const char *id, const char *title)
{
	buf_printf(h->out,
		"<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s</h2>\n",
		id, id, id, title);
}

static void put_sections(struct html *h)
{
	html_prediction(h);
	open_section(h, "topology", "Topology");
	html_lanes(h);
	html_uses(h);
	html_topology(h);
	buf_puts(h->out, "</section>\n");
	open_section(h, "isolation", "Isolation");
	html_channels(h);
	html_matrix(h);
	html_shared(h);
	buf_puts(h->out, "</section>\n");
	html_findings(h);
	html_inputs(h);
}

static void free_all(struct html *h)
{
	vec_free(&h->concerns);
	vec_free(&h->worries);
	vec_free(&h->causes);
	buf_free(&h->styles);
	view_free(&h->v);
}

/* The head comes last: the tables of the body bring styles of their own. */
void report_html(struct buf *out, const struct sdc_result *r, const struct html_page *page)
{
	struct buf body = { 0 };
	struct html h = {
		.out = &body,
		.r = r,
		.p = sdc_result_prediction(r),
		.page = page,
	};

	view_read(&h.v, r);
	html_read_concerns(&h);
	put_sections(&h);
	h.out = out;
	put_head(&h);
	put_model(&h);
	put_navigation(&h);
	buf_write(out, buf_str(&body), body.len);
	buf_printf(out,
		"</main>\n<footer><p>Written by scmi-dtcheck %s.</p></footer>\n</body>\n</html>\n",
		sdc_version());
	buf_free(&body);
	free_all(&h);
}
