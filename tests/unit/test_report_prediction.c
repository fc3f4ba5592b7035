// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "report/report.h"
#include "report/view/owners.h"
#include "unit.h"

static const struct sdc_channel channels[] = {
	{ false, 0, 0x82000003, 0x47ff1000, true, -1 },
	{ true, 0, 0x82000002, 0x47ff0000, false, 0 },
	{ true, 2, 0x82000004, 0x47ff2000, false, 1 },
	{ true, 3, 0x82000005, 0xffff000000000000, false, -1 },
};

static struct sdc_domain domains[] = {
	{ "dom0", NULL, true, 0, SDC_GRANTED, NULL },
	{ "domU1", "/chosen/domU1", true, 2, SDC_GRANTED, NULL },
	{ "domU2", "/chosen/domU2", false, 0, SDC_OUTCOME_NONE, NULL },
};

static struct sdc_prediction prediction(enum sdc_verdict verdict)
{
	return (struct sdc_prediction){
		.xen = SDC_XEN_MULTI_AGENT,
		.verdict = verdict,
		.registered = true,
		.channels = channels,
		.n_channels = 4,
		.domains = domains,
		.n_domains = 3,
	};
}

/* Lines end before column 100, and go on behind two spaces. Joins them. */
static void unwrap(struct buf *b)
{
	char *s = b->len ? b->data : NULL, *nl;

	for (; s && (nl = strchr(s, '\n')); s = nl) {
		ck_assert_int_le(nl - s, 100);
		if (strncmp(++nl, "  ", 2) != 0)
			continue;
		nl[-1] = ' ';
		memmove(nl, nl + 2, strlen(nl + 2) + 1);
		s = nl;
	}
}

static void says(const struct sdc_prediction *p, const char *want)
{
	struct buf b = { 0 };

	report_prediction(&b, p);
	unwrap(&b);
	ck_assert_str_eq(buf_str(&b), want);
	buf_free(&b);
}

static void set(size_t i, enum sdc_outcome outcome, const char *rule)
{
	domains[i].outcome = outcome;
	domains[i].rule = rule;
}

START_TEST(test_accept)
{
	struct sdc_prediction p = prediction(SDC_ACCEPT);

	says(&p, "Xen (multi-agent): the mediator starts with 4 channels; Dom0 and 1 guest get "
		 "SCMI\n");
	set(0, SDC_OUTCOME_NONE, NULL);
	says(&p, "Xen (multi-agent): the mediator starts with 4 channels; 1 guest gets SCMI\n");
	set(1, SDC_OUTCOME_NONE, NULL);
	says(&p, "Xen (multi-agent): the mediator starts with 4 channels; no domain asks for it\n");
	p.xen = SDC_XEN_SINGLE_AGENT;
	p.n_channels = 1;
	set(0, SDC_GRANTED, NULL);
	says(&p, "Xen (single-agent): the mediator starts with 1 channel; Dom0 gets SCMI\n");
}
END_TEST

START_TEST(test_unusable)
{
	struct sdc_prediction p = prediction(SDC_ACCEPT_UNUSABLE);

	set(0, SDC_UNUSABLE, "host-doorbell");
	set(1, SDC_UNUSABLE, "guest-page");
	set(2, SDC_UNUSABLE, NULL);
	says(&p, "Xen (multi-agent): the mediator starts with 4 channels; Dom0 cannot use agent 0 "
		 "[host-doorbell]; domU1 cannot use agent 2 [guest-page]; domU2 cannot use its "
		 "agent\n");
}
END_TEST

START_TEST(test_reject)
{
	struct sdc_prediction p = prediction(SDC_REJECT);

	p.registered = false;
	p.rule = "ranges-missing";
	says(&p, "Xen (multi-agent): the mediator does not start [ranges-missing]; Dom0 and 2 "
		 "guests boot without SCMI\n");
	p.n_domains = 1;
	says(&p, "Xen (multi-agent): the mediator does not start [ranges-missing]; Dom0 boots "
		 "without SCMI\n");
	p.n_domains = 0;
	says(&p, "Xen (multi-agent): the mediator does not start [ranges-missing]\n");
	p.n_domains = 1;
	p.rule = NULL;
	says(&p, "Xen (multi-agent): this tree has no SCMI for Xen; Dom0 boots without SCMI\n");
}
END_TEST

START_TEST(test_boot_stops)
{
	struct sdc_prediction p = prediction(SDC_DOMAIN_REJECTED);

	set(1, SDC_REFUSED, "domain-id-taken");
	set(2, SDC_NOT_REACHED, NULL);
	p.rule = "domain-id-taken";
	says(&p, "Xen (multi-agent): the boot stops while domU1 is created [domain-id-taken]\n");
	p.registered = false;
	set(0, SDC_REFUSED, "ranges-missing");
	says(&p, "Xen (multi-agent): the mediator does not start [ranges-missing]; the boot stops "
		 "while domU1 is created [domain-id-taken]\n");
}
END_TEST

START_TEST(test_others)
{
	struct sdc_prediction p = prediction(SDC_CRASH);

	p.rule = "management-page-zero";
	says(&p, "Xen (multi-agent): Xen crashes [management-page-zero]\n");
	p.firmware_decides = true;
	says(&p, "Xen (multi-agent): Xen crashes [management-page-zero]\n"
		 "Xen (multi-agent): the tree alone does not decide, the firmware does; describe "
		 "it with --firmware FILE\n");
}
END_TEST

START_TEST(test_agents)
{
	struct scmi_model model = { 0 };
	struct sdc_result r = { .model = &model, .prediction = prediction(SDC_ACCEPT_UNUSABLE) };
	struct buf b = { 0 };

	set(0, SDC_UNUSABLE, "host-doorbell");
	report_agents(&b, &r);
	ck_assert_str_eq(buf_str(&b), "  agent  doorbell    page                domain\n"
				      "  ?      0x82000003  0x47ff1000          Xen (management)\n"
				      "  0      0x82000002  0x47ff0000          Dom0 (unusable)\n"
				      "  2      0x82000004  0x47ff2000          domU1\n"
				      "  3      0x82000005  0xffff000000000000  -\n");
	buf_free(&b);
	r.prediction.n_channels = 0;
	report_agents(&b, &r);
	ck_assert_uint_eq(b.len, 0);
}
END_TEST

static const struct sdc_boot_item items[] = {
	{ "/soc/i2c@e66d8000", "reg-outside-ranges" },
	{ "/soc/bus/usb@1", NULL },
	{ "/soc/mmc@2", "irq-unknown" },
};

static void boot_says(const struct sdc_boot *b, const char *want)
{
	struct buf out = { 0 };

	report_boot(&out, b);
	unwrap(&out);
	ck_assert_str_eq(buf_str(&out), want);
	buf_free(&out);
}

START_TEST(test_boot)
{
	struct sdc_boot_domain list[] = {
		{ .name = "dom0", .built = true },
		{ .name = "domU1", .built = true },
		{ .name = "domU2", .built = true, .lost = items, .n_lost = 1 },
		{ .name = "bad\033name", .built = true },
	};
	struct sdc_boot b = { .domains = list, .n_domains = 3 };

	boot_says(&b, "");
	b.xen = "4.23";
	b.verdict = SDC_BOOTS_WITH_LOSS;
	boot_says(&b, "Xen 4.23: Dom0 and 2 guests boot; domU2 loses i2c@e66d8000 "
		      "[reg-outside-ranges]\n");
	list[2].n_lost = 3;
	b.n_lost = 1;
	b.lost = items + 1;
	boot_says(&b, "Xen 4.23: Dom0 and 2 guests boot; domU2 loses i2c@e66d8000 "
		      "[reg-outside-ranges], usb@1 and 1 more; Xen itself loses usb@1\n");
	b.n_lost = 0;
	b.n_domains = 1;
	boot_says(&b, "Xen 4.23: Dom0 boots\n");
	b.n_domains = 0;
	boot_says(&b, "Xen 4.23: no domain is built\n");
	b.n_domains = 4;
	b.verdict = SDC_DOMAIN_PANIC;
	b.domain = list[3].name;
	b.rule = "kernel-missing";
	boot_says(&b, "Xen 4.23: the boot stops while bad\\x1bname is built [kernel-missing]\n");
	b.verdict = SDC_HANG;
	b.domain = NULL;
	boot_says(&b, "Xen 4.23: it hangs [kernel-missing]\n");
	b.verdict = SDC_EARLY_PANIC;
	b.rule = NULL;
	boot_says(&b, "Xen 4.23: the boot stops before any domain is built\n");
}
END_TEST

START_TEST(test_owners)
{
	static const struct sdc_domain list[] = {
		{ "a", "/a", true, 7, SDC_GRANTED, NULL },
		{ "b", "/b", true, 3, SDC_REFUSED, NULL },
		{ "c", "/c", true, 7, SDC_REFUSED, NULL },
		{ "d", "/d", false, 0, SDC_GRANTED, NULL },
	};
	struct sdc_prediction p = { .xen = SDC_XEN_MULTI_AGENT, .domains = list, .n_domains = 4 };
	struct sdc_channel c = { .id_known = true, .agent_id = 7, .domain = 0 };
	struct owners o;

	owners_init(&o, &p);
	ck_assert_ptr_eq(owner_of(&p, &c), &list[0]);
	ck_assert_ptr_eq(owner_of_id(&o, 3), &list[1]);
	ck_assert_ptr_null(owner_of_id(&o, 8));
	c.domain = -1;
	ck_assert_ptr_null(owner_of(&p, &c));
	owners_free(&o);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("report_prediction");
	TCase *tc = tcase_create("prediction");

	tcase_add_test(tc, test_accept);
	tcase_add_test(tc, test_unusable);
	tcase_add_test(tc, test_reject);
	tcase_add_test(tc, test_boot_stops);
	tcase_add_test(tc, test_others);
	tcase_add_test(tc, test_agents);
	tcase_add_test(tc, test_boot);
	tcase_add_test(tc, test_owners);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
