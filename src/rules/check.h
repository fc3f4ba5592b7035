/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_CHECK_H
#define SDC_RULES_CHECK_H

#include "diag/finding.h"
#include "diag/rule.h"
#include "dt/tree.h"
#include "rules/channel/channels.h"
#include "scmi-dtcheck.h"
#include "scmi/ids.h"
#include "scmi/model.h"
#include "scmi/pages.h"
#include "xen/sci.h"

/*
 * To add a rule: a row in a file of diag/rules/, a function and its line in the checks of the
 * subject here, and the trees tests/rules/NAME.break*.dts and NAME.near*.dts.
 */

struct boot;
struct check;
struct guest_view;
struct xl_config;

/* A rule and what finds its breaches, each reported by finding_add(). */
struct rule_check {
	enum rule_id rule;
	void (*check)(struct check *c, const struct rule *r);
};

/* The checks of one subject. */
struct rule_set {
	const struct rule_check *checks;
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
	struct guest_view *guest_views; /* what each says; by guests_run() */
	enum sdc_xen xen;               /* never SDC_XEN_AUTO; for its name */
	const struct sci_caps *sci;     /* what that driver does */
	enum sdc_toolstack toolstack;   /* that reads the guests' configurations */
	struct channels channels; /* in order, for the rules about the container; by rules_run() */
	struct check_document {
		enum sdc_input_kind input;
		const char *file; /* NULL: none was given */
		const struct document_placeholder *placeholders;
		const struct document_problem *problems;
	} documents[2];          /* firmware and manifest */
	const struct boot *boot; /* what Xen comes to, or NULL */
	struct findings *findings;
};

/* rules_run - run every rule about the host's tree but those of rules_run_construction() */
void rules_run(struct check *c);

/* rules_run_construction - those about what Xen builds of the tree, which leave the word to what is
 * said of the guests' files */
void rules_run_construction(struct check *c);

/* rules_run_set - run the rules of one subject */
void rules_run_set(struct check *c, const struct rule_set *set);

#endif
