// SPDX-License-Identifier: BSD-2-Clause
/* Every stop of mainline's driver for one agent, with the rule that explains it. */
#include "unit.h"

#include "predictions.h"
#include "xen/xen.h"

/* A host without a container, whose two domains ask for nothing. */
#define PLAIN                                                                      \
	"&container { compatible = \"x\"; }; &management { compatible = \"x\"; };" \
	"&domu1 { xen,sci_type = \"none\"; }; &domu2 { xen,sci_type = \"none\"; };"
#define PASS "&chosen { xen,xen-bootargs = \"scmi-smc-passthrough\"; };"

static const struct {
	const char *added;
	enum sdc_verdict verdict;
	const char *rule;
	enum sdc_outcome outcomes[3];
} stops[] = {
	{ PLAIN, SDC_ACCEPT, NULL, { SDC_GRANTED } },
	{ PLAIN "&scmi { status = \"disabled\"; };", SDC_REJECT, "single-disabled",
		{ SDC_OUTCOME_NONE } },
	{ PLAIN "&scmi { compatible = \"arm,scmi\"; };", SDC_REJECT, "single-transport",
		{ SDC_OUTCOME_NONE } },
	{ PLAIN "&scmi { compatible = \"x\"; };", SDC_REJECT, "single-transport",
		{ SDC_OUTCOME_NONE } },
	{ PLAIN "&scmi { /delete-property/ arm,smc-id; };", SDC_REJECT, "single-smc-id",
		{ SDC_OUTCOME_NONE } },
	{ PLAIN "&psci { method = \"hvc\"; };", SDC_REJECT, "psci-method", { SDC_OUTCOME_NONE } },
	{ PLAIN "&scmi { arm,smc-id = <0x84000010>; };", SDC_ACCEPT_UNUSABLE,
		"single-doorbell-not-sip", { SDC_UNUSABLE } },
	{ PLAIN "&soc { s { compatible = \"arm,scmi-smc\"; arm,smc-id = <0x82000020>; }; };",
		SDC_ACCEPT_UNUSABLE, "single-several", { SDC_UNUSABLE } },
	{ PLAIN "&domu1 { xen,sci_type = \"scmi_smc_multiagent\"; };", SDC_DOMAIN_REJECTED,
		"domain-type-driver", { SDC_GRANTED, SDC_REFUSED, SDC_NOT_REACHED } },
	{ PLAIN "&domu1 { xen,sci_type = \"x\"; };", SDC_DOMAIN_REJECTED, "domain-type-unknown",
		{ SDC_GRANTED, SDC_REFUSED, SDC_NOT_REACHED } },
	{ PLAIN "&domu1 { xen,sci_type = \"scmi_smc\"; };", SDC_DOMAIN_REJECTED,
		"domain-passthrough-missing", { SDC_GRANTED, SDC_REFUSED, SDC_NOT_REACHED } },
	{ PLAIN PASS "&domu1 { xen,sci_type = \"scmi_smc\"; };", SDC_ACCEPT, NULL,
		{ SDC_OUTCOME_NONE, SDC_GRANTED, SDC_OUTCOME_NONE } },
	{ PLAIN PASS "&domu1 { xen,sci_type = \"scmi_smc\"; }; &domu2 { xen,sci_type = "
		     "\"scmi_smc\"; };",
		SDC_DOMAIN_REJECTED, "domain-passthrough-twice",
		{ SDC_OUTCOME_NONE, SDC_GRANTED, SDC_REFUSED } },
	{ PLAIN PASS "&domu1 { xen,sci_type = \"scmi_smc\"; };"
		     "&scmi { arm,smc-id = <0x84000010>; };",
		SDC_ACCEPT_UNUSABLE, "single-doorbell-not-sip",
		{ SDC_OUTCOME_NONE, SDC_UNUSABLE, SDC_OUTCOME_NONE } },
	{ PLAIN PASS "&domu1 { xen,sci_type = \"scmi_smc\"; };"
		     "&scmi { compatible = \"arm,scmi\"; };",
		SDC_REJECT, "single-absent", { SDC_OUTCOME_NONE, SDC_REFUSED } },
	{ PLAIN PASS "&domu1 { xen,sci_type = \"scmi_smc\"; }; &scmi { status = \"disabled\"; };",
		SDC_REJECT, "single-disabled", { SDC_OUTCOME_NONE, SDC_REFUSED } },
};

START_TEST(every_stop_has_its_rule)
{
	struct prediction x;

	predict_tree(&x, stops[_i].added, SDC_XEN_SINGLE_AGENT, NULL, NULL);
	expect_verdict(&x, stops[_i].verdict, stops[_i].rule);
	ck_assert_uint_eq(x.p.n_domains, 3);
	for (size_t i = 0; i < 3; i++)
		ck_assert_int_eq(x.p.domains[i].outcome, stops[_i].outcomes[i]);
	prediction_free(&x);
}
END_TEST

START_TEST(the_second_doorbell_replaces_the_first)
{
	struct prediction x;

	predict_tree(&x,
		PLAIN "&soc { s { compatible = \"arm,scmi-smc\"; arm,smc-id = <0x82000020>; }; };",
		SDC_XEN_SINGLE_AGENT, NULL, NULL);
	ck_assert_uint_eq(x.p.n_channels, 1);
	ck_assert_uint_eq(x.p.channels[0].smc_id, 0x82000020);
	ck_assert_uint_eq(x.p.channels[0].address, 0x2e000000);
	prediction_free(&x);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("xen/single_agent");
	TCase *tc = tcase_create("single_agent");

	tcase_add_loop_test(tc, every_stop_has_its_rule, 0, sizeof(stops) / sizeof(stops[0]));
	tcase_add_test(tc, the_second_doorbell_replaces_the_first);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
