/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DIAG_RULE_H
#define SDC_DIAG_RULE_H

#include "diag/finding.h"
#include "dt/tree.h"
#include "rules/channel/channels.h"
#include "scmi-dtcheck.h"
#include "scmi/ids.h"
#include "scmi/model.h"
#include "scmi/pages.h"

/*
 * A rule is a row in the table of its subject, beside its check function. To
 * add one: write the function and the row in the file of the subject, and the
 * trees tests/rules/NAME.break*.dts and NAME.near*.dts.
 */

struct check;
struct boot;
struct guest_view;
struct xl_config;

struct rule {
	struct sdc_rule pub;
	/* Finds every breach and reports each by finding_add(); NULL where a later room does. */
	void (*check)(struct check *c, const struct rule *r);
};

struct rule_set {
	const struct rule *rules;
	size_t n;
};

/* What a check function may look at. */
struct check {
	const struct dt_tree *tree;
	const struct scmi_model *model;
	const struct firmware *firmware; /* NULL: unknown */
	const struct scmi_ids *ids;
	const struct scmi_map *map;
	const struct check_guest {
		const char *name;
		const struct dt_node *domain; /* NULL: none of the host tree, but one of xl */
		const struct dt_tree *tree;
		const struct xl_config *config; /* NULL: a dom0less domain */
	} * guests;                             /* partial trees that the user gave */
	size_t n_guests;
	struct guest_view *guest_views; /* what each says; by rules_run() */
	enum sdc_xen xen;               /* never SDC_XEN_AUTO */
	struct channels channels; /* in order, for the rules about the container; by rules_run() */
	const struct boot *boot; /* what Xen comes to, or NULL */
	struct findings *findings;
};

/* The subjects, in the order in which their rules run. A later subject may ask
 * finding_about() whether an earlier one has named the cause already. */
extern const struct rule_set *const rule_subjects[];
extern const size_t n_rule_subjects;

/* rules_run - run every rule; what the guests' files say is left for those of later rooms */
void rules_run(struct check *c);

/* rules_end - give that back */
void rules_end(struct check *c);

/* rule_by_name - NULL where there is none */
const struct rule *rule_by_name(const char *name);

#endif
