/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_HTML_HTML_H
#define SDC_REPORT_HTML_HTML_H

#include "base/sha256.h"
#include "base/vec.h"
#include "report/report.h"
#include "report/view/reach.h"
#include "report/view/view.h"

/*
 * The HTML page: one file per part. The page is well-formed XML as well, so that any XML reader
 * can check it, and it has neither script nor anything that a browser would have to fetch.
 */

/* An input, as its last section lists it. */
struct html_input {
	const char *role, *path;
	bool hashed;
	size_t size;
	char sha256[SHA256_TEXT];
};

struct html_page {
	const struct html_input *inputs;
	size_t n_inputs;
};

/* A node and a finding that concerns it. */
struct html_concern {
	const struct dt_node *node;
	const char *property; /* or NULL */
	int index;            /* entry of the property, -1: the node or the whole property */
	size_t finding;       /* its number */
};

/* A guest and a finding about a device of its own. */
struct html_worry {
	int party;
	enum sdc_severity severity;
	size_t finding;
};

/* A rule and its first finding. */
struct html_cause {
	const char *rule;
	size_t finding;
};

struct html {
	struct buf *out;
	struct buf styles; /* of tables: names of columns, for narrow windows */
	const struct sdc_result *r;
	const struct sdc_prediction *p;
	const struct html_page *page;
	struct view v;
	VEC(struct html_concern) concerns; /* sorted by node, index, finding */
	VEC(struct html_worry) worries;    /* by party, the worst first */
	VEC(struct html_cause) causes;     /* sorted by rule */
};

/* report_html - append the whole page */
void report_html(struct buf *out, const struct sdc_result *r, const struct html_page *page);

/* The sections, in the page's order. */
void html_prediction(struct html *h);
void html_cards(struct html *h);
void html_lanes(struct html *h);
void html_uses(struct html *h);
void html_topology(struct html *h);
void html_channels(struct html *h);
void html_matrix(struct html *h);
void html_shared(struct html *h);
void html_findings(struct html *h);
void html_inputs(struct html *h);

/* html_style - the style sheet; neither "<" nor "&" is in it */
extern const char html_style[];

/* html_read_concerns - which finding stands beside what, before any section is written */
void html_read_concerns(struct html *h);

/* Text. */

/* html_text - append text of any origin: cleaned (text_clean()), then escaped */
void html_text(struct buf *out, const char *s);

/* html_short - at most @max characters of a text, the end replaced by an ellipsis */
void html_short(struct buf *out, const char *s, size_t max);

/* html_path - a node's path, which wraps anywhere (samp; code does not wrap); "-" for NULL */
void html_path(struct buf *out, const struct dt_node *n);

/* html_hex - a number as code, "?" where it is not known */
void html_hex(struct buf *out, bool known, uint64_t value);

/* html_reach - what can be reached, as text */
void html_reach(struct buf *out, const struct reach *r);

/* html_colour - append the class of a party's colour
 * html_mark - append its shape, in that colour
 * html_party - append its shape and name */
void html_colour(struct buf *out, int party);
void html_mark(struct buf *out, int party);
void html_party(struct html *h, int party);

/* Tables. */

/* html_table - open one with its caption, head and body; @head ends in NULL. @id is unique. */
void html_table(struct html *h, const char *id, const char *caption, const char *const *head);
void html_table_end(struct html *h);

/* Findings beside what they concern. */

/* html_beside - append links to the findings that concern any of these; "none" for none */
void html_beside(struct html *h, const struct view_about *about, size_t n);

/* html_worst - the worst severity of findings that concern a node; false: there is none */
bool html_worst(const struct html *h, const struct dt_node *n, enum sdc_severity *severity);

/* html_cause - append a link to the first finding of a rule, or the rule's name */
void html_cause(struct html *h, const char *rule);

/* html_beside_party - the same for a guest: about its own node, or a device of its own */
void html_beside_party(struct html *h, int party, const struct view_about *about);

#endif
