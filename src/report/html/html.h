/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_HTML_HTML_H
#define SDC_REPORT_HTML_HTML_H

#include "base/sha256.h"
#include "base/vec.h"
#include "plan/plan.h"
#include "report/consumers.h"
#include "report/owners.h"
#include "report/report.h"

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

/* Who can have an agent or a device: Dom0, which is always the first, or a guest. */
struct html_party {
	const char *name;                /* for people, not escaped */
	const struct sdc_domain *domain; /* as predicted; NULL: the host tree does not have it */
	const struct plan_guest *guest;  /* as planned; NULL: no manifest has it */
};

/* Numbers of parties, and what stands in place of one. */
enum {
	HTML_DOM0 = 0,
	HTML_NONE = -1,    /* of an agent: nobody; of a device: it is disabled */
	HTML_A_GUEST = -2, /* kept for a guest that nothing given tells */
	HTML_SEVERAL = -3, /* several guests */
	HTML_XEN = -4,
};

/* A name and whose it is. */
struct html_name {
	const char *name;
	int party;
};

/* An agent's id, and who is to have it by the manifest, or asks for it in the tree. */
struct html_claim {
	uint32_t id;
	int party;
};

typedef VEC(struct html_claim) html_claim_vec;

/* A device with SCMI resources, ids, or of a guest. */
struct html_device {
	const struct dt_node *node;
	struct device_consumers uses;      /* empty where it has none */
	int owner;                         /* a party's number, or HTML_NONE to HTML_SEVERAL */
	const struct plan_device *planned; /* NULL: the manifest does not give it to a guest */
	bool visible;                      /* planned for a guest, and Dom0 still sees it */
};

/* What else of a device's somebody reaches. */
enum {
	MEET_PAGE = 1,
	MEET_INTERRUPT = 2,
	MEET_STREAM = 4,
	MEET_RESOURCE = 8,
	MEET_DEVICE_ID = 16,
};

/* A device, and one who is not its owner but reaches something of it. */
struct html_meet {
	const struct dt_node *node;
	int party;
	unsigned int kinds;
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
	struct owners owners;
	VEC(struct html_party) parties;
	VEC(struct html_name) names;         /* of all parties but Dom0, sorted */
	html_claim_vec planned, asked;       /* sorted by id */
	int *party_of_guest, *party_of_tree; /* by numbers of the plan and of page->guests */
	int *owner;                          /* per node of the tree, as of devices */
	VEC(struct html_device) devices;     /* in the tree's order */
	VEC(struct html_meet) meets;         /* sorted by node, party */
	VEC(struct html_concern) concerns;   /* sorted by node, index, finding */
	VEC(struct html_worry) worries;      /* sorted by party, finding */
	VEC(struct html_cause) causes;       /* sorted by rule */
	struct arena arena;
};

/* report_html - append the whole page */
void report_html(struct buf *out, const struct sdc_result *r, const struct html_page *page);

/* The sections, in the page's order. */
void html_prediction(struct html *h);
void html_drawing(struct html *h);
void html_devices_drawing(struct html *h);
void html_topology(struct html *h);
void html_channels(struct html *h);
void html_matrix(struct html *h);
void html_shared(struct html *h);
void html_findings(struct html *h);
void html_inputs(struct html *h);

/* html_style - the style sheet; neither "<" nor "&" is in it */
extern const char html_style[];

/* What is read off the result before any section is written, in this order. */
void html_read_parties(struct html *h);
void html_read_devices(struct html *h);
void html_read_concerns(struct html *h);

/* html_read_plan_meets, html_read_meets - parts of html_read_devices(): before the devices are
 * chosen, and after that */
void html_read_plan_meets(struct html *h, const struct issues *issues);
void html_read_meets(struct html *h);

/* html_shared_access - who else reaches something of a device: the first of them, and how many */
const struct html_meet *html_shared_access(
	const struct html *h, const struct dt_node *node, size_t *n);

/* Text. */

/* html_text - append text of any origin: cleaned (text_clean()), then escaped */
void html_text(struct buf *out, const char *s);

/* html_short - at most @max characters of a text, the end replaced by an ellipsis */
void html_short(struct buf *out, const char *s, size_t max);

/* html_path - a node's path, which wraps anywhere (samp; code does not wrap); "-" for NULL */
void html_path(struct buf *out, const struct dt_node *n);

/* html_hex - a number as code, "?" where it is not known */
void html_hex(struct buf *out, bool known, uint64_t value);

/* Tables. */

/* html_table - open one with its caption, head and body; @head ends in NULL. @id is unique. */
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

/* html_worst - the worst severity of findings that concern a node; false: there is none */
bool html_worst(const struct html *h, const struct dt_node *n, enum sdc_severity *severity);

/* html_cause - append a link to the first finding of a rule, or the rule's name */
void html_cause(struct html *h, const char *rule);

/* html_beside_party - the same for a guest: about its own node, or a device of its own */
void html_beside_party(struct html *h, int party, const struct html_about *about);

/* Parties. */

/* html_party_name - of any number, for people, not escaped */
const char *html_party_name(const struct html *h, int party);

/* html_party_of_domain - the number of a predicted domain; HTML_NONE for NULL */
int html_party_of_domain(const struct html *h, const struct sdc_domain *d);

/* html_claims - those of an id: the first of them, and how many */
const struct html_claim *html_claims(const html_claim_vec *list, uint32_t id, size_t *n);

/* html_reaches - whether Xen, as predicted, lets the party use the channel that it holds */
bool html_reaches(const struct html *h, int party);

/* Agents, for tables and drawing. */

struct html_agent {
	bool management;
	bool has_id, has_smc_id, has_page;
	uint32_t id, smc_id;
	uint64_t page, size;
	const struct dt_node *shmem;
	int party; /* that holds it, or would; HTML_XEN for the management channel, or HTML_NONE */
	const struct html_claim *planned; /* who is to have it by the manifest */
	size_t n_planned;
	size_t n_domains; /* that have it, or would; more than one is a mistake */
	struct html_about about[2];
};

/* html_agents - every channel that the tree names; the array is the arena's */
struct html_agent *html_agents(const struct html *h, struct arena *a, size_t *n);

#endif
