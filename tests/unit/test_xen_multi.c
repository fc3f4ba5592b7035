// SPDX-License-Identifier: BSD-2-Clause
/* Every stop of the multi-agent driver on the tree alone, with the rule that explains it. */
#include "unit.h"

#include "predictions.h"

static const struct {
	const char *added;
	enum sdc_verdict verdict;
	const char *rule;
} stops[] = {
	{ "", SDC_ACCEPT, NULL },

	/* SMCCC */
	{ "/delete-node/ &psci;", SDC_REJECT, "psci-absent" },
	{ "&psci { compatible = \"arm,psci\"; };", SDC_REJECT, "psci-version" },
	{ "&psci { method = \"hvc\"; };", SDC_REJECT, "psci-method" },
	{ "&psci { /delete-property/ method; };", SDC_REJECT, "psci-method" },

	/* Nothing is bound. */
	{ "&container { compatible = \"xen,other\"; };", SDC_REJECT, "container-absent" },
	{ "&management { status = \"disabled\"; };", SDC_REJECT, "management-disabled" },
	{ "&management { xen,passthrough; };", SDC_REJECT, "management-hidden" },
	{ "&management { compatible = \"arm,scmi\"; };", SDC_REJECT, "management-transport" },
	{ "&management { compatible = \"x\"; };", SDC_REJECT, "management-absent" },

	/* The management channel. */
	{ "&management { /delete-property/ arm,smc-id; };", SDC_REJECT, "management-smc-id" },
	{ "&management { /delete-property/ shmem; };", SDC_REJECT, "management-shmem-missing" },
	{ "&management { shmem; };", SDC_REJECT, "management-shmem-empty" },
	{ "&management { shmem = <0xdead>; };", SDC_REJECT, "management-shmem-dangling" },
	{ "&container { #size-cells = <0>; };", SDC_CRASH, "cells-invalid" },
	{ "&container { #size-cells = <0>; /delete-property/ ranges; };", SDC_REJECT,
		"cells-invalid" },
	{ "&container { #address-cells = <9>; };", SDC_REJECT, "cells-invalid" },
	{ "&container { /delete-property/ ranges; };", SDC_REJECT, "ranges-missing" },
	{ "&container { ranges = <0 0 0 0 0 0x1000>; };", SDC_REJECT, "ranges-outside" },
	{ "&container { ranges = <0 0 0 0 0>; };", SDC_REJECT, "ranges-malformed" },
	{ "&shm1 { /delete-property/ reg; };", SDC_REJECT, "reg-missing" },
	{ "&shm1 { reg = <0 0x2e001000>; };", SDC_REJECT, "reg-short" },
	{ "&shm1 { reg = <0 0x2e001000 0 0x800>; };", SDC_REJECT, "management-page-size" },
	{ "&shm1 { reg = <0 0 0 0x1000>; };", SDC_CRASH, "management-page-zero" },
	{ "&shm1 { reg = <0 0x70000000 0 0x1000>; };", SDC_CRASH, "management-page-unreachable" },
	{ "&shm1 { reg = <0x100000 0 0 0x1000>; };", SDC_CRASH, "management-page-unreachable" },
	{ "&shm1 { reg = <0 0x2e001800 0 0x1000>; };", SDC_REJECT, "management-page-unaligned" },

	/* The table. */
	{ "&container { #scmi-secondary-agents-cells = <1>; };", SDC_REJECT, "agents-cells" },
	{ "&container { /delete-property/ scmi-secondary-agents; };", SDC_REJECT,
		"agents-missing" },
	{ "&container { scmi-secondary-agents; };", SDC_REJECT, "agents-empty" },
	{ "&container { scmi-secondary-agents = <0x82000010 &shm0>; };", SDC_REJECT,
		"agents-length" },
	{ "&container { scmi-secondary-agents = <0x82000010 0xdead 0>; };", SDC_REJECT,
		"agent-shmem-dangling" },
	{ "&shm3 { /delete-property/ reg; };", SDC_REJECT, "reg-missing" },
	{ "&shm3 { reg = <0 0x2e003000 0 0x800>; };", SDC_REJECT, "agent-page-size" },
	{ "&shm3 { reg = <0 0x2e003800 0 0x1000>; };", SDC_REJECT, "agent-page-unaligned" },
	{ "&container { scmi-secondary-agents = <0x82000010 &shm0 1>, <0x82000012 &shm2 2>,"
	  " <0x82000013 &shm3 3>; };",
		SDC_REJECT, "agent-id-management" },
	{ "&container { scmi-secondary-agents = <0x82000010 &shm0 0>, <0x82000012 &shm2 2>,"
	  " <0x82000013 &shm3 2>, <0x82000014 &shm4 0>; };",
		SDC_REJECT, "agent-id-repeated" },

	/* The form with two cells: Xen asks every channel who it is. */
	{ "&container { #scmi-secondary-agents-cells = <2>; scmi-secondary-agents ="
	  " <0x82000010 &shm0>, <0x82000012 &shm2>, <0x82000013 &shm3>; };",
		SDC_ACCEPT, NULL },
	{ "&container { #scmi-secondary-agents-cells = <2>; scmi-secondary-agents ="
	  " <0x82000010 &shm0>; }; &shm0 { reg = <0 0 0 0x1000>; };",
		SDC_CRASH, "agent-page-zero" },
	{ "&container { #scmi-secondary-agents-cells = <2>; scmi-secondary-agents ="
	  " <0x82000010 &shm0>; }; &shm0 { reg = <0 0x70000000 0 0x1000>; };",
		SDC_CRASH, "agent-page-unreachable" },
	{ "&container { #scmi-secondary-agents-cells = <2>; scmi-secondary-agents ="
	  " <0x82000010 &shm0>, <0x82000011 &shm2>; };",
		SDC_REJECT, "management-doorbell-shared" },
	{ "&container { #scmi-secondary-agents-cells = <2>; scmi-secondary-agents ="
	  " <0x82000010 &shm0>, <0x82000012 &shm1>; };",
		SDC_REJECT, "management-page-shared" },
	{ "&container { #scmi-secondary-agents-cells = <2>; scmi-secondary-agents ="
	  " <0x82000010 &shm0>, <0x82000012 &shm2>; }; &shm2 { reg = <0 0x1c020000 0 0x1000>; };",
		SDC_REJECT, "agent-page-on-device" },

	/* Several instances. */
	{ "&container { second { compatible = \"arm,scmi-smc\"; arm,smc-id = <0x82000011>;"
	  " shmem = <&shm1>; }; };",
		SDC_DOMAIN_REJECTED, "management-several" },

	/* Dom0. */
	{ "&container { xen,dom0-sci-agent-id = <9>; };", SDC_DOMAIN_REJECTED, "dom0-id-unknown" },
	{ "&container { xen,dom0-sci-agent-id = <1>; };", SDC_DOMAIN_REJECTED,
		"dom0-id-management" },
	{ "&container { xen,dom0-sci-agent-id = <255>; };", SDC_ACCEPT, NULL },
	{ "&container { /delete-property/ xen,dom0-sci-agent-id; };", SDC_ACCEPT, NULL },
	{ "&scmi { compatible = \"x\"; };", SDC_ACCEPT_UNUSABLE, "host-absent" },
	{ "&scmi { status = \"disabled\"; };", SDC_ACCEPT_UNUSABLE, "host-disabled" },
	{ "&scmi { compatible = \"arm,scmi\"; };", SDC_ACCEPT_UNUSABLE, "host-transport" },
	{ "&scmi { arm,smc-id = <0x82000012>; };", SDC_ACCEPT_UNUSABLE, "host-doorbell" },
	{ "&scmi { /delete-property/ arm,smc-id; };", SDC_ACCEPT_UNUSABLE, "host-doorbell" },
	{ "&scmi { shmem = <0xdead>; };", SDC_ACCEPT_UNUSABLE, "host-shmem" },
	{ "&scmi { shmem = <&shm0>; };", SDC_ACCEPT_UNUSABLE, "host-shmem-in-container" },
	{ "&host_shm { reg = <0 0x2e004000 0 0x1000>; };", SDC_ACCEPT_UNUSABLE, "host-page" },
	{ "&scmi { compatible = \"x\"; }; &soc { elsewhere { compatible = \"arm,scmi-smc\";"
	  " arm,smc-id = <0x82000010>; shmem = <&host_shm>; }; };"
	  " &container { /delete-property/ xen,dom0-sci-agent-id; };",
		SDC_ACCEPT_UNUSABLE, "host-elsewhere" },
	{ "/delete-node/ &dom0_kernel; &container { xen,dom0-sci-agent-id = <9>; };", SDC_ACCEPT,
		NULL },

	/* Domains. */
	{ "&domu1 { xen,sci_type = \"scmi_smc\"; };", SDC_DOMAIN_REJECTED, "domain-type-driver" },
	{ "&domu1 { xen,sci_type = \"scmi\"; };", SDC_DOMAIN_REJECTED, "domain-type-unknown" },
	{ "&domu1 { xen,sci_type = \"none\"; };", SDC_ACCEPT, NULL },
	{ "&domu1 { /delete-property/ xen,sci-agent-id; };", SDC_DOMAIN_REJECTED,
		"domain-id-missing" },
	{ "&domu1 { xen,sci-agent-id; };", SDC_DOMAIN_REJECTED, "domain-id-empty" },
	{ "&domu1 { xen,sci-agent-id = <255>; };", SDC_DOMAIN_REJECTED, "domain-id-range" },
	{ "&domu1 { xen,sci-agent-id = <17>; };", SDC_DOMAIN_REJECTED, "domain-id-unknown" },
	{ "&domu1 { xen,sci-agent-id = <0>; };", SDC_DOMAIN_REJECTED, "domain-id-taken" },
	{ "&domu1 { xen,sci-agent-id = <1>; };", SDC_DOMAIN_REJECTED, "domain-id-management" },
	{ "&domu1 { /delete-property/ xen,sci_type; };", SDC_ACCEPT_UNUSABLE,
		"domain-id-without-type" },
	{ "&domu1 { /delete-property/ xen,sci_type; xen,sci-type = \"scmi_smc_multiagent\"; };",
		SDC_ACCEPT_UNUSABLE, "domain-type-misspelt" },
	{ "&container { scmi-secondary-agents = <0x82000010 &shm0 0>, <0x84000012 &shm2 2>,"
	  " <0x82000013 &shm3 3>; };",
		SDC_ACCEPT_UNUSABLE, "agent-doorbell-not-sip" },
	{ "&container { scmi-secondary-agents = <0x82000010 &shm0 0>, <0x82000011 &shm2 2>,"
	  " <0x82000013 &shm3 3>; };",
		SDC_ACCEPT_UNUSABLE, "management-doorbell-shared" },
};

START_TEST(every_stop_has_its_rule)
{
	struct prediction x;

	predict_tree(&x, stops[_i].added, SDC_XEN_MULTI_AGENT, NULL, NULL);
	expect_verdict(&x, stops[_i].verdict, stops[_i].rule);
	prediction_free(&x);
}
END_TEST

START_TEST(channels_and_domains_are_told)
{
	struct prediction x;
	const struct sdc_prediction *p = &x.p;

	predict_tree(&x, "", SDC_XEN_MULTI_AGENT, NULL, NULL);
	ck_assert(p->registered);
	ck_assert(!p->firmware_decides);
	ck_assert_uint_eq(p->n_channels, 5);
	ck_assert(p->channels[0].management);
	ck_assert_uint_eq(p->channels[0].smc_id, 0x82000011);
	ck_assert_uint_eq(p->channels[2].address, 0x2e002000);
	ck_assert_uint_eq(p->channels[2].agent_id, 2);
	ck_assert_uint_eq(p->n_domains, 3);
	ck_assert_str_eq(p->domains[0].name, "dom0");
	ck_assert_ptr_null(p->domains[0].node);
	ck_assert_str_eq(p->domains[1].node, "/chosen/domU1");
	ck_assert_uint_eq(p->domains[2].agent_id, 3);
	ck_assert_int_eq(p->domains[2].outcome, SDC_GRANTED);
	prediction_free(&x);
}
END_TEST

START_TEST(a_stopped_boot_reaches_no_later_domain)
{
	struct prediction x;

	predict_tree(&x, "&domu1 { xen,sci-agent-id = <17>; };", SDC_XEN_MULTI_AGENT, NULL, NULL);
	ck_assert_int_eq(x.p.domains[1].outcome, SDC_REFUSED);
	ck_assert_str_eq(x.p.domains[1].rule, "domain-id-unknown");
	ck_assert_int_eq(x.p.domains[2].outcome, SDC_NOT_REACHED);
	prediction_free(&x);
}
END_TEST

START_TEST(domains_boot_without_a_mediator)
{
	struct prediction x;

	predict_tree(
		&x, "&management { status = \"disabled\"; };", SDC_XEN_MULTI_AGENT, NULL, NULL);
	ck_assert(!x.p.registered);
	ck_assert_uint_eq(x.p.n_channels, 0);
	ck_assert_uint_eq(x.p.n_domains, 3);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(x.p.domains[i].outcome, SDC_REFUSED);
		ck_assert_str_eq(x.p.domains[i].rule, "management-disabled");
	}
	prediction_free(&x);
}
END_TEST

static const struct {
	const char *added;
	enum sdc_xen xen;
} drivers[] = {
	{ "", SDC_XEN_MULTI_AGENT },
	{ "&container { compatible = \"x\"; };", SDC_XEN_MULTI_AGENT },
	{ "&container { compatible = \"x\"; }; &domu1 { xen,sci_type = \"scmi_smc\"; };"
	  "&domu2 { xen,sci_type = \"none\"; };",
		SDC_XEN_SINGLE_AGENT },
};

START_TEST(the_tree_tells_the_driver)
{
	struct dt_tree *t = base_tree(drivers[_i].added);
	struct scmi_model *m = scmi_model_build(t);

	ck_assert_int_eq(sci_driver(m), drivers[_i].xen);
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

#define LOOP(tc, test, table) tcase_add_loop_test(tc, test, 0, sizeof(table) / sizeof((table)[0]))

int main(void)
{
	Suite *s = suite_create("xen/multi_agent");
	TCase *tc = tcase_create("multi_agent");

	LOOP(tc, every_stop_has_its_rule, stops);
	tcase_add_test(tc, channels_and_domains_are_told);
	tcase_add_test(tc, a_stopped_boot_reaches_no_later_domain);
	tcase_add_test(tc, domains_boot_without_a_mediator);
	LOOP(tc, the_tree_tells_the_driver, drivers);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
