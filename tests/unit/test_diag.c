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
	tcase_add_test(tc, names);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
