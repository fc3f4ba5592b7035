/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_HTML_H
#define SDC_REPORT_HTML_H

#include "report/owners.h"
#include "report/report.h"
#include "report/uses.h"
#include "util/sha256.h"
#include "util/vec.h"

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
	const struct sdc_guest_tree *guests;
	const struct dt_tree *const *guest_trees; /* of the same order */
	size_t n_guests;
};

/* Who has a device of the host. */
enum {
	HTML_DOM0 = -1,
	HTML_A_GUEST = -2, /* kept for a guest that no partial tree tells */
	HTML_SEVERAL = -3, /* partial trees of several guests name it */
};

/* A device with SCMI resources, ids, or kept for a guest. */
struct html_device {
	const struct dt_node *node;
	struct device_uses uses; /* empty where it has none */
	int owner;               /* one of the above, or a guest's number */
};

/* A node and a finding that concerns it. */
struct html_concern {
	const struct dt_node *node;
	const char *property; /* or NULL */
	int index;            /* entry of the property, -1: the node or the whole property */
	size_t finding;       /* its number */
};

/* A rule and its first finding. */
struct html_cause {
	const char *rule;
	size_t finding;
};

struct html {
	struct buf *out;
	const struct sdc_result *r;
	const struct sdc_prediction *p;
	const struct html_page *page;
	struct owners owners;
	VEC(struct html_device) devices;   /* in the tree's order */
	VEC(struct html_concern) concerns; /* sorted by node, index, finding */
	VEC(struct html_cause) causes;     /* sorted by rule */
};

/* report_html - append the whole page */
void report_html(struct buf *out, const struct sdc_result *r, const struct html_page *page);

/* The sections, in the page's order. */
void html_prediction(struct html *h);
void html_drawing(struct html *h);
void html_devices_drawing(struct html *h);
void html_topology(struct html *h);
void html_matrix(struct html *h);
void html_shared(struct html *h);
void html_findings(struct html *h);
void html_inputs(struct html *h);

/* html_style - the style sheet; neither "<" nor "&" is in it */
extern const char html_style[];

/* What is read off the result before any section is written. */
void html_read_devices(struct html *h);
void html_read_concerns(struct html *h);

/* Text. */

/* html_text - append text of any origin: cleaned (text_clean()), then escaped */
void html_text(struct buf *out, const char *s);

/* html_textf - the same for a formatted text */
void html_textf(struct buf *out, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* html_short - at most @max characters of a text, the end replaced by an ellipsis */
void html_short(struct buf *out, const char *s, size_t max);

/* html_path - a node's path as code; "-" for NULL */
void html_path(struct buf *out, const struct dt_node *n);

/* html_hex - a number as code, "?" where it is not known */
void html_hex(struct buf *out, bool known, uint64_t value);

/* Tables. */

/* html_table - open one with its caption, head and body; @head ends in NULL */
void html_table(struct html *h, const char *id, const char *caption, const char *const *head);
void html_table_end(struct html *h);

/* Findings beside what they concern. */

/* One entry of a property, or anything about the node. */
struct html_about {
	const struct dt_node *node; /* NULL: nothing */
	const char *property;       /* NULL: anything */
	int index;                  /* of the property's entries; -1 without a property */
};

/* html_beside - append links to the findings that concern any of these; "none" for none */
void html_beside(struct html *h, const struct html_about *about, size_t n);

/* html_cause - append a link to the first finding of a rule, or the rule's name */
void html_cause(struct html *h, const char *rule);

/* Owners of devices. */

/* html_owner_name - for people, not escaped */
const char *html_owner_name(const struct html *h, int owner);

/* Agents, for tables and drawing. */

struct html_agent {
	bool management;
	bool has_id, has_smc_id, has_page;
	uint32_t id, smc_id;
	uint64_t page, size;
	const struct dt_node *shmem;
	const struct sdc_domain *domain; /* that holds it, or would; NULL */
	struct html_about about[2];
};

/* html_agents - every channel that the tree names; the array is the arena's */
struct html_agent *html_agents(const struct html *h, struct arena *a, size_t *n);

#endif
