// SPDX-License-Identifier: BSD-2-Clause
/* Xen finds SMCCC 1.1 through PSCI, and without SMCCC 1.1 it starts no mediator. */
#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/psci.h"

/* Something in the tree wants a mediator. */
static bool wants_mediator(const struct check *c)
{
	const struct scmi_model *m = c->model;

	if (c->sci->reads_container && m->n_containers)
		return true;
	for (size_t i = 0; i < m->n_domains; i++)
		if (m->domains[i].type != SCMI_TYPE_NONE)
			return true;
	return c->sci->forwards_host && m->host && m->host->transport == SCMI_SMC;
}

/* What Xen finds, where a mediator is wanted. */
static bool find_psci(const struct check *c, struct scmi_psci *psci)
{
	if (!wants_mediator(c))
		return false;
	*psci = scmi_psci(c->tree);
	return true;
}

static void plain_board(struct check *c, struct finding *f)
{
	if (!rules_for_xen(c))
		f->severity = SDC_NOTE;
}

static void check_absent(struct check *c, const struct rule *r)
{
	struct scmi_psci psci;
	struct finding *f;

	if (!find_psci(c, &psci) || psci.node)
		return;
	f = finding_add(c->findings, r, c->tree->nodes, NULL, -1,
		"the tree has no node compatible with arm,psci-1.0 or arm,psci-0.2");
	finding_hint(c->findings, f,
		"write psci { compatible = \"arm,psci-1.0\", \"arm,psci-0.2\"; method = \"smc\"; };");
	if (!dt_child(c->tree->nodes, "psci"))
		fix_add_child(c->findings, f, SDC_MAYBE_INCORRECT, c->tree, c->tree->nodes,
			"write a psci node",
			"psci {\n\tcompatible = \"arm,psci-1.0\", \"arm,psci-0.2\";\n"
			"\tmethod = \"smc\";\n};\n");
	plain_board(c, f);
}

static void check_version(struct check *c, const struct rule *r)
{
	struct scmi_psci psci;
	struct finding *f;

	if (!find_psci(c, &psci) || !psci.node || psci.recent)
		return;
	f = finding_add(c->findings, r, psci.node, "compatible", -1,
		psci.too_old ? "the node promises PSCI 0.1 only, which has no version to ask for"
			     : "the node promises PSCI 0.2 only");
	if (!psci.too_old) {
		f->severity = SDC_WARNING;
		finding_effect(c->findings, f,
			"asks the firmware for its version and goes on only with 1.0 or later");
	}
	finding_hint(c->findings, f,
		"where the firmware has PSCI 1.0, write compatible = \"arm,psci-1.0\", "
		"\"arm,psci-0.2\"");
	rules_maybe_set(c, f, psci.node, "compatible", "\"arm,psci-1.0\", \"arm,psci-0.2\"");
	plain_board(c, f);
}

static void check_method(struct check *c, const struct rule *r)
{
	struct scmi_psci psci;
	struct finding *f;

	if (!find_psci(c, &psci) || !psci.node || psci.too_old || scmi_psci_smc(&psci))
		return;
	if (psci.method)
		f = finding_add(c->findings, r, psci.node, "method", -1,
			"the PSCI method is \"%.32s\", not \"smc\"", psci.method);
	else
		f = finding_add(
			c->findings, r, psci.node, "method", -1, "the PSCI node has no method");
	finding_hint(
		c->findings, f, "write method = \"smc\": Xen runs at EL2, its firmware at EL3");
	rules_fix_set(c, f, psci.node, "method", "\"smc\"");
	plain_board(c, f);
}

static const struct rule_check checks[] = {
	{ RULE_PSCI_ABSENT, check_absent },
	{ RULE_PSCI_VERSION, check_version },
	{ RULE_PSCI_METHOD, check_method },
};

const struct rule_set rules_platform = { checks, sizeof(checks) / sizeof(checks[0]) };
