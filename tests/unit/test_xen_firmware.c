// SPDX-License-Identifier: BSD-2-Clause
/* The multi-agent driver where the firmware or a guest's partial tree decides. */
#include "unit.h"

#include "predictions.h"
#include "xen/partial.h"

/* Firmware that fits the base tree; each case changes one thing. */
struct fw_case {
	const char *added;
	enum sdc_verdict verdict;
	const char *rule;
	int drop;         /* this agent is not served; -1: all are */
	uint64_t page;    /* in place of the second agent's, 0: its own */
	uint32_t trusted; /* the agent that may set permissions */
	bool no_discover, no_permissions;
	uint32_t shift; /* added to the id of the agent at the third doorbell */
};

static const struct fw_case cases[] = {
	{ "", SDC_ACCEPT, NULL, -1, 0, 1, false, false, 0 },
	{ "", SDC_REJECT, "fw-doorbell-unknown", 1, 0, 1, false, false, 0 },
	{ "", SDC_REJECT, "fw-page", -1, 0x2e00f000, 1, false, false, 0 },
	{ "&shm1 { reg = <0 0x2e001800 0 0x1000>; };", SDC_REJECT, "management-page-unaligned", -1,
		0, 1, false, false, 0 },
	{ "", SDC_REJECT, "fw-no-discover", -1, 0, 1, true, false, 0 },
	{ "", SDC_DOMAIN_REJECTED, "fw-no-permissions", -1, 0, 1, false, true, 0 },
	{ "", SDC_DOMAIN_REJECTED, "fw-not-trusted", -1, 0, 0, false, false, 0 },
	{ "&uart1 { access-controllers = <&management 0x1000>; };", SDC_DOMAIN_REJECTED,
		"fw-device-unknown", -1, 0, 1, false, false, 0 },
	{ "&uart1 { access-controllers = <&osc 0x1000>, <&management 0x1000>; };", SDC_ACCEPT, NULL,
		-1, 0, 1, false, false, 0 },
	{ "&uart1 { /delete-property/ access-controllers; scmi_devid = <0x1000>; };", SDC_ACCEPT,
		NULL, -1, 0, 1, false, false, 0 },
	{ "&uart0 { access-controllers = <&management 0x1000>; };", SDC_ACCEPT, NULL, -1, 0, 1,
		false, false, 0 },
	{ "&chosen { xen,xen-bootargs = \"dtuart=/soc/serial@1c010000 x\"; };"
	  "&uart0 { access-controllers = <&management 0x1000>; };",
		SDC_DOMAIN_REJECTED, "fw-device-unknown", -1, 0, 1, false, false, 0 },
	{ "&chosen { /delete-property/ stdout-path; xen,xen-bootargs = \"dtuart=\"; };"
	  "&uart0 { access-controllers = <&management 0x1000>; };",
		SDC_DOMAIN_REJECTED, "fw-device-unknown", -1, 0, 1, false, false, 0 },
	{ "&ethernet0 { access-controllers = <&management 0x1000>; };", SDC_ACCEPT, NULL, -1, 0, 1,
		false, false, 0 },
	{ "", SDC_ACCEPT_UNUSABLE, "fw-doorbell-unknown", 3, 0, 1, false, false, 0 },
	{ "", SDC_DOMAIN_REJECTED, "fw-doorbell-unknown", 0, 0, 1, false, false, 0 },
	{ "&uart1 { /delete-property/ access-controllers; };"
	  "&mmc0 { /delete-property/ access-controllers; };",
		SDC_ACCEPT_UNUSABLE, "fw-doorbell-unknown", 0, 0, 1, false, false, 0 },
	{ "", SDC_ACCEPT_UNUSABLE, "fw-agent-id", -1, 0, 1, false, false, 5 },
	{ "&container { #scmi-secondary-agents-cells = <2>; scmi-secondary-agents ="
	  " <0x82000010 &shm0>, <0x82000012 &shm2>, <0x82000013 &shm3>; };",
		SDC_DOMAIN_REJECTED, "domain-id-unknown", -1, 0, 1, false, false, 5 },
};

static void describe(struct firmware *fw, struct fw_agent *agents, const struct fw_case *c)
{
	static const struct fw_range known = { 0, 0xfff };

	for (uint32_t i = 0; i < 5; i++) {
		struct fw_agent *a = &agents[fw->n_agents];

		if ((int)i == c->drop)
			continue;
		*a = (struct fw_agent){ .has_id = true,
			.id = i,
			.smc_id = 0x82000010 + i,
			.page = 0x2e000000 + i * 0x1000,
			.trusted = i == c->trusted };
		if (i == 1 && c->page)
			a->page = c->page;
		if (i == 2)
			a->id += c->shift;
		fw->n_agents++;
	}
	fw->agents = agents;
	fw->discover_agent = !c->no_discover;
	fw->set_device_permissions = !c->no_permissions;
	fw->has_device_ids = true;
	fw->device_ids = &known;
	fw->n_device_ids = 1;
}

START_TEST(firmware_decides_as_described)
{
	struct fw_agent agents[5];
	struct firmware fw = { 0 };
	struct prediction x;

	describe(&fw, agents, &cases[_i]);
	predict_tree(&x, cases[_i].added, SDC_XEN_MULTI_AGENT, &fw, NULL);
	expect_verdict(&x, cases[_i].verdict, cases[_i].rule);
	ck_assert(!x.p.firmware_decides);
	prediction_free(&x);
}
END_TEST

/* With one that has no PSCI 1.0 in its tree, the firmware's version decides. */
START_TEST(an_older_psci_leaves_it_to_the_firmware)
{
	struct prediction x;

	predict_tree(
		&x, "&psci { compatible = \"arm,psci-0.2\"; };", SDC_XEN_MULTI_AGENT, NULL, NULL);
	expect_verdict(&x, SDC_ACCEPT, NULL);
	ck_assert(x.p.firmware_decides);
	prediction_free(&x);
}
END_TEST

#define PARTIAL(shmem, scmi, device)                                                            \
	"/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; passthrough {"                  \
	" compatible = \"simple-bus\"; ranges; #address-cells = <2>; #size-cells = <2>;"        \
	" shm: sram@22001000 { compatible = \"arm,scmi-shmem\"; reg = <0 0x22001000 0 0x1000>;" \
	" " shmem " }; s { " scmi " }; d { " device " }; }; };"
#define FORCE " xen,force-assign-without-iommu;"
#define SHMEM "xen,reg = <0 0x2e002000 0 0x1000 0 0x22001000>;" FORCE
#define DEVICE(path) \
	"xen,path = \"" path "\"; xen,reg = <0 0x1c050000 0 0x1000 0 0x23000000>;" FORCE
#define SCMI "compatible = \"arm,scmi-smc\"; arm,smc-id = <0x82000012>; shmem = <&shm>;"

static const struct {
	const char *partial;
	enum sdc_verdict verdict;
	const char *rule;
} partials[] = {
	{ PARTIAL(SHMEM, SCMI, ""), SDC_ACCEPT, NULL },
	{ PARTIAL(SHMEM, "", ""), SDC_ACCEPT_UNUSABLE, "guest-no-scmi" },
	{ "/dts-v1/; / { };", SDC_ACCEPT_UNUSABLE, "guest-passthrough-missing" },
	{ PARTIAL(SHMEM, "compatible = \"arm,scmi-smc\"; shmem = <&shm>;", ""), SDC_ACCEPT_UNUSABLE,
		"guest-doorbell" },
	{ PARTIAL(SHMEM, "compatible = \"arm,scmi-smc\"; arm,smc-id = <0x82000013>;", ""),
		SDC_ACCEPT_UNUSABLE, "guest-doorbell" },
	{ PARTIAL("xen,reg = <0 0x2e003000 0 0x1000 0 0x22001000>;" FORCE, SCMI, ""),
		SDC_ACCEPT_UNUSABLE, "guest-page" },
	{ PARTIAL("", SCMI, ""), SDC_ACCEPT_UNUSABLE, "guest-page" },
	{ PARTIAL("xen,reg = <0>;" FORCE, SCMI, ""), SDC_ACCEPT_UNUSABLE, "guest-page" },
	{ PARTIAL(SHMEM, "compatible = \"arm,scmi-smc\"; arm,smc-id = <0x82000012>;", ""),
		SDC_ACCEPT_UNUSABLE, "guest-page" },
	{ PARTIAL(SHMEM, SCMI, DEVICE("/soc/ethernet@1c030000")), SDC_ACCEPT, NULL },
	{ PARTIAL(SHMEM, SCMI, DEVICE("/soc/mmc@1c020000")), SDC_DOMAIN_REJECTED,
		"fw-device-unknown" },
	{ PARTIAL(SHMEM, SCMI, DEVICE("/soc/gpio@1c040000")), SDC_DOMAIN_REJECTED,
		"domain-irq-taken" },
	{ PARTIAL(SHMEM, SCMI, DEVICE("/none")), SDC_DOMAIN_REJECTED, "guest-path-unknown" },
};

START_TEST(a_partial_tree_decides_for_its_guest)
{
	struct fw_agent agents[5];
	struct firmware fw = { 0 };
	struct dt_tree *guest = tree_of(partials[_i].partial);
	struct prediction x;

	describe(&fw, agents, &cases[0]);
	/* A device that is passed through, so that only its guest asks. */
	predict_tree(&x,
		"&mmc0 { xen,passthrough; access-controllers = <&management 1>, <&management 0x1000>; };",
		SDC_XEN_MULTI_AGENT, &fw, guest);
	expect_verdict(&x, partials[_i].verdict, partials[_i].rule);
	prediction_free(&x);
	dt_tree_free(guest);
}
END_TEST

START_TEST(a_page_that_is_not_the_tables_leaves_it_to_the_firmware)
{
	struct dt_tree *guest =
		tree_of(PARTIAL("xen,reg = <0 0x2e003000 0 0x1000 0 0x22001000>;" FORCE, SCMI, ""));
	struct prediction x;

	predict_tree(&x, "", SDC_XEN_MULTI_AGENT, NULL, guest);
	expect_verdict(&x, SDC_ACCEPT_UNUSABLE, "guest-page");
	ck_assert(x.p.firmware_decides);
	prediction_free(&x);
	dt_tree_free(guest);
}
END_TEST

#define LOOP(tc, test, table) tcase_add_loop_test(tc, test, 0, sizeof(table) / sizeof((table)[0]))

int main(void)
{
	Suite *s = suite_create("xen/firmware");
	TCase *tc = tcase_create("firmware");

	LOOP(tc, firmware_decides_as_described, cases);
	tcase_add_test(tc, an_older_psci_leaves_it_to_the_firmware);
	LOOP(tc, a_partial_tree_decides_for_its_guest, partials);
	tcase_add_test(tc, a_page_that_is_not_the_tables_leaves_it_to_the_firmware);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
