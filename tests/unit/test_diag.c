// SPDX-License-Identifier: BSD-2-Clause
#include "unit.h"

#include <string.h>

#include "diag/finding.h"
#include "trees.h"

static const char source[] = "/dts-v1/; / { a { p = <1>; }; b { p = <2>; }; };";

static struct dt_tree *tree;
static struct findings findings;
static const struct dt_node *a, *b;

static void setup(void)
{
	tree = tree_of(source);
	memset(&findings, 0, sizeof(findings));
	findings_init(&findings, tree);
	a = dt_by_path(tree, "/a");
	b = dt_by_path(tree, "/b");
}

static void teardown(void)
{
	findings_free(&findings);
	dt_tree_free(tree);
}

static const char *add(enum rule_id rule, const struct dt_node *n, const char *prop)
{
	return finding_add(&findings, rule_row(rule), n, prop, -1, "x")->message;
}

/* host-doorbell has SAME_PROPERTY(MANAGEMENT_DOORBELL_SHARED). */
START_TEST(same_property_only)
{
	ck_assert_ptr_nonnull(add(RULE_MANAGEMENT_DOORBELL_SHARED, a, "shmem"));
	ck_assert_ptr_null(add(RULE_HOST_DOORBELL, a, "shmem"));
	ck_assert_ptr_nonnull(add(RULE_HOST_DOORBELL, a, "reg"));
	ck_assert_ptr_nonnull(add(RULE_HOST_DOORBELL, a, NULL));
	ck_assert_ptr_nonnull(add(RULE_HOST_DOORBELL, b, "shmem"));
}
END_TEST

/* What a finding is about as well counts like its own place. */
START_TEST(concerned_property)
{
	struct finding *f =
		finding_add(&findings, rule_row(RULE_MANAGEMENT_DOORBELL_SHARED), a, "x", -1, "x");

	finding_concerns(&findings, f, b, "shmem");
	ck_assert_ptr_null(add(RULE_HOST_DOORBELL, b, "shmem"));
	ck_assert(findings_about(&findings, b, "shmem"));
	ck_assert(findings_about(&findings, b, NULL));
	ck_assert(!findings_about(&findings, b, "reg"));
	ck_assert(!findings_about(&findings, a, "shmem"));
}
END_TEST

/* dom0-id-absent has ANYWHERE(DOM0_ID_MISSPELT). */
START_TEST(anywhere)
{
	ck_assert_ptr_nonnull(add(RULE_DOM0_ID_MISSPELT, a, "p"));
	ck_assert_ptr_null(add(RULE_DOM0_ID_ABSENT, b, NULL));
	ck_assert_ptr_null(findings_of(&findings, RULE_DOM0_ID_ABSENT));
	ck_assert_uint_eq(findings_cause(&findings, RULE_DOM0_ID_ABSENT), RULE_DOM0_ID_MISSPELT);
}
END_TEST

/* unit-address-mismatch has ANY_SAME_PROPERTY. */
START_TEST(any_rule)
{
	ck_assert_ptr_nonnull(add(RULE_HOST_PAGE, a, "reg"));
	ck_assert_ptr_null(add(RULE_UNIT_ADDRESS_MISMATCH, a, "reg"));
	ck_assert_ptr_nonnull(add(RULE_UNIT_ADDRESS_MISMATCH, b, "reg"));
}
END_TEST

/* EXPLAINED_BY names a cause and silences nothing. */
START_TEST(explained)
{
	ck_assert_uint_eq(findings_cause(&findings, RULE_AGENTS_LENGTH), RULE_AGENTS_LENGTH);
	ck_assert_ptr_nonnull(add(RULE_AGENTS_CELLS_MISREAD, a, "p"));
	ck_assert_uint_eq(findings_cause(&findings, RULE_AGENTS_LENGTH), RULE_AGENTS_CELLS_MISREAD);
	ck_assert_ptr_nonnull(add(RULE_AGENTS_LENGTH, a, "p"));
	ck_assert_uint_eq(findings_cause(&findings, RULE_AGENTS_LENGTH), RULE_AGENTS_LENGTH);
	ck_assert_uint_eq(findings_cause(&findings, RULE_NONE), RULE_NONE);
}
END_TEST

/* One below, at and above the number of a rule's findings that are listed. */
START_TEST(limit)
{
	for (size_t i = 0; i < FINDINGS_PER_RULE; i++)
		ck_assert_ptr_nonnull(add(RULE_HOST_PAGE, a, "reg"));
	findings_end_rule(&findings);
	ck_assert_uint_eq(findings.list.n, FINDINGS_PER_RULE);
	for (size_t i = 0; i <= FINDINGS_PER_RULE; i++)
		ck_assert_int_eq(!add(RULE_HOST_PAGE, b, "reg"), i == FINDINGS_PER_RULE);
	findings_end_rule(&findings);
	ck_assert_uint_eq(findings.list.n, 2 * FINDINGS_PER_RULE + 1);
	ck_assert_ptr_nonnull(
		strstr(findings.list.v[2 * FINDINGS_PER_RULE]->message, "and 1 more"));
}
END_TEST

static const char *add_entry(
	enum rule_id rule, const struct dt_node *n, const char *prop, int index)
{
	return finding_add(&findings, rule_row(rule), n, prop, index, "x")->message;
}

/* fw-agent-id has SAME_ENTRY(AGENT_DOORBELL_REPEATED). */
START_TEST(same_entry_only)
{
	ck_assert_ptr_nonnull(add_entry(RULE_AGENT_DOORBELL_REPEATED, a, "p", 1));
	ck_assert_ptr_null(add_entry(RULE_FW_AGENT_ID, a, "p", 1));
	ck_assert_ptr_nonnull(add_entry(RULE_FW_AGENT_ID, a, "p", 0));
	ck_assert_ptr_nonnull(add_entry(RULE_FW_AGENT_ID, a, "p", -1));
	ck_assert_ptr_nonnull(add_entry(RULE_FW_AGENT_ID, a, NULL, 1));
	ck_assert_ptr_nonnull(add_entry(RULE_FW_AGENT_ID, a, "q", 1));
	ck_assert_ptr_nonnull(add_entry(RULE_FW_AGENT_ID, b, "p", 1));
}
END_TEST

/* The first entry is one as well. */
START_TEST(errors_of_entries)
{
	ck_assert_int_eq(rule_row(RULE_AGENT_DOORBELL_REPEATED)->pub.severity, SDC_ERROR);
	ck_assert_ptr_nonnull(add_entry(RULE_AGENT_DOORBELL_REPEATED, a, "p", 0));
	ck_assert_uint_eq(findings_error_about(&findings, a, "p", 0), RULE_AGENT_DOORBELL_REPEATED);
	ck_assert_uint_eq(findings_error_about(&findings, a, "p", 1), RULE_NONE);
	ck_assert_uint_eq(
		findings_error_about(&findings, a, "p", -1), RULE_AGENT_DOORBELL_REPEATED);
	ck_assert_uint_eq(
		findings_error_about(&findings, a, NULL, -1), RULE_AGENT_DOORBELL_REPEATED);
	ck_assert_uint_eq(findings_error_about(&findings, b, "p", 0), RULE_NONE);
	/* What is no error is no reason to be silent about one. */
	ck_assert_int_ne(rule_row(RULE_UNIT_ADDRESS_MISMATCH)->pub.severity, SDC_ERROR);
	ck_assert_ptr_nonnull(add_entry(RULE_UNIT_ADDRESS_MISMATCH, b, "p", 0));
	ck_assert_uint_eq(findings_error_about(&findings, b, "p", 0), RULE_NONE);
	ck_assert(findings_about(&findings, b, "p"));
}
END_TEST

static const char *add_guest(enum rule_id rule, const char *domain)
{
	struct location where = location_file(SDC_INPUT_CONFIG, "guest.cfg");

	where.domain = domain;
	return finding_at(&findings, rule_row(rule), where, "x")->message;
}

/* A rule that is left to another is silent about that guest alone. */
START_TEST(same_guest_only)
{
	const struct rule *r = NULL;

	for (int id = RULE_NONE + 1; id < N_RULES && !r; id++)
		if (rule_row((enum rule_id)id)->prerequisites[0].scope == RULE_SAME_GUEST &&
			rule_row((enum rule_id)id)->prerequisites[0].rule)
			r = rule_row((enum rule_id)id);
	ck_assert_ptr_nonnull(r);
	ck_assert_ptr_nonnull(add_guest(r->prerequisites[0].rule, "domU1"));
	ck_assert_ptr_null(add_guest(r->id, "domU1"));
	ck_assert_ptr_nonnull(add_guest(r->id, "domU2"));
	ck_assert_ptr_nonnull(add_guest(r->id, NULL));
}
END_TEST

/* What one says is put to a finding that is shown, and to no other. */
START_TEST(silent_findings_stay_empty)
{
	struct finding *shown, *silent;

	shown = finding_add(&findings, rule_row(RULE_DOM0_ID_MISSPELT), a, "p", -1, "x");
	silent = finding_add(&findings, rule_row(RULE_DOM0_ID_ABSENT), a, NULL, -1, "x");
	finding_hint(&findings, shown, "hint %d", 1);
	finding_effect(&findings, shown, "effect %d", 1);
	finding_relate(&findings, shown, b, "other");
	finding_relate(&findings, shown, a, NULL);
	finding_hint(&findings, silent, "hint");
	finding_effect(&findings, silent, "effect");
	finding_relate(&findings, silent, b, "other");
	ck_assert_str_eq(shown->hint, "hint 1");
	ck_assert_str_eq(shown->effect, "effect 1");
	ck_assert_ptr_eq(shown->related->where.node, b);
	ck_assert_str_eq(shown->related->text, "other");
	ck_assert_ptr_eq(shown->related->next->where.node, a);
	ck_assert_ptr_null(shown->related->next->text);
	ck_assert_ptr_null(silent->hint);
	ck_assert_ptr_null(silent->effect);
	ck_assert_ptr_null(silent->related);
	ck_assert_uint_eq(findings.list.n, 1);
	ck_assert_uint_eq(shown->number, 0);
}
END_TEST

/* The sum is as bad as the worst of what it stands for. */
START_TEST(sum_takes_the_worst)
{
	const struct finding *sum;

	for (size_t i = 0; i < FINDINGS_PER_RULE; i++)
		add(RULE_DOM0_ID_MISSPELT, a, NULL);
	for (size_t i = 0; i < 3; i++)
		finding_add(&findings, rule_row(RULE_DOM0_ID_MISSPELT), b, NULL, -1, "x")
			->severity = i == 1 ? SDC_ERROR : SDC_NOTE;
	findings_end_rule(&findings);
	ck_assert_uint_eq(findings.list.n, FINDINGS_PER_RULE + 1);
	sum = findings.list.v[FINDINGS_PER_RULE];
	ck_assert_int_eq(sum->severity, SDC_ERROR);
	ck_assert_ptr_eq(sum->where.node, b);
	ck_assert_ptr_nonnull(strstr(sum->message, "and 3 more"));
	/* It is said once. */
	findings_end_rule(&findings);
	ck_assert_uint_eq(findings.list.n, FINDINGS_PER_RULE + 1);
	ck_assert_ptr_nonnull(add(RULE_DOM0_ID_MISSPELT, b, NULL));
}
END_TEST

START_TEST(rules_are_counted)
{
	ck_assert_uint_eq(sdc_rule_count(), N_RULES - 1);
	ck_assert_ptr_eq(sdc_rule_at(0), &rule_row((enum rule_id)(RULE_NONE + 1))->pub);
	ck_assert_ptr_eq(
		sdc_rule_at(sdc_rule_count() - 1), &rule_row((enum rule_id)(N_RULES - 1))->pub);
	ck_assert_ptr_null(sdc_rule_at(sdc_rule_count()));
	ck_assert_ptr_eq(sdc_rule_find("host-page"), &rule_row(RULE_HOST_PAGE)->pub);
	ck_assert_ptr_null(sdc_rule_find("host-pag"));
}
END_TEST

START_TEST(names)
{
	ck_assert_uint_eq(rule_find("host-page"), RULE_HOST_PAGE);
	ck_assert_uint_eq(rule_find("host-pag"), RULE_NONE);
	ck_assert_str_eq(rule_name(RULE_HOST_PAGE), "host-page");
	ck_assert_ptr_null(rule_name(RULE_NONE));
	for (int i = RULE_NONE + 1; i < N_RULES; i++)
		ck_assert_int_eq(rule_find(rule_name((enum rule_id)i)), i);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("findings");
	TCase *tc = tcase_create("findings");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, same_property_only);
	tcase_add_test(tc, concerned_property);
	tcase_add_test(tc, anywhere);
	tcase_add_test(tc, any_rule);
	tcase_add_test(tc, explained);
	tcase_add_test(tc, limit);
	tcase_add_test(tc, same_entry_only);
	tcase_add_test(tc, errors_of_entries);
	tcase_add_test(tc, same_guest_only);
	tcase_add_test(tc, silent_findings_stay_empty);
	tcase_add_test(tc, sum_takes_the_worst);
	tcase_add_test(tc, rules_are_counted);
	tcase_add_test(tc, names);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
