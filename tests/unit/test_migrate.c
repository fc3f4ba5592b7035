// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "migrate/migrate.h"
#include "migrate/text.h"
#include "scmi/early.h"
#include "unit.h"

static struct arena arena;

/* Xen's command line: the id, and the line without it. */
static void option(const char *line, const char *id, const char *without)
{
	const char *found = scmi_early_option(line);

	ck_assert_msg(!found == !id, "%s", line ? line : "none");
	if (!id)
		return;
	ck_assert_msg(!strncmp(found, id, strlen(id)), "%s: %s", line, found);
	ck_assert_str_eq(scmi_early_without(line, &arena), without);
}

START_TEST(test_option)
{
	option("dom0_scmi_agent_id=3", "3", "");
	option("a dom0_scmi_agent_id=3", "3", "a");
	option("a dom0_scmi_agent_id=3 b", "3", "a b");
	option("dom0_scmi_agent_id=0x3 b", "0x3", "b");
	option("dom0=sci-agent-id=1", "1", "");
	option("a dom0=sci-agent-id=1 b", "1", "a b");
	option("dom0=verbose,sci-agent-id=1 b", "1", "dom0=verbose b");
	option("dom0=sci-agent-id=1,verbose", "1", "dom0=verbose");
	option("dom0=a,sci-agent-id=1,b c", "1", "dom0=a,b c");
	option("xdom0_scmi_agent_id=3", NULL, NULL);
	option("sci-agent-id=3", NULL, NULL);
	option("dom0=verbose", NULL, NULL);
	option(NULL, NULL, NULL);
}
END_TEST

enum how { REMOVE, COMMENT };

/* What becomes of a text in which "S" to "E" is removed or made a comment. */
static void edited(enum how how, const char *text, const char *expected)
{
	struct buf in = { 0 }, out = { 0 };
	struct text_edits e = { .text = &in };
	size_t from = strcspn(text, "S"), to = strcspn(text, "E") + 1;

	buf_puts(&in, text);
	if (how == REMOVE)
		text_remove(&e, from, to);
	else if (!text_comment(&e, from, to))
		text_replace(&e, 0, in.len, "shared");
	text_apply(&e, &out);
	ck_assert_str_eq(buf_str(&out), expected);
	text_free(&e);
	buf_free(&in);
	buf_free(&out);
}

START_TEST(test_text)
{
	edited(REMOVE, "a\nSxE\nb\n", "a\nb\n");
	edited(REMOVE, "a\n  SxE ,  \nb\n", "a\nb\n");
	edited(REMOVE, "[ SxE, b ]", "[ b ]");
	edited(REMOVE, "a, SxE", "a, ");
	edited(REMOVE, "SxE # why\n", " # why\n");
	edited(REMOVE, "SxE; b\n", "b\n");
	edited(REMOVE, "SxE", "");
	edited(COMMENT, "a\nSx\ny\nE\nb", "a\n# Sx\n# y\n# E\nb");
	edited(COMMENT, "\tSxE # why", "# \tSxE # why");
	edited(COMMENT, "SxE; b", "shared");
	edited(COMMENT, "a; SxE", "shared");
}
END_TEST

START_TEST(test_overlap)
{
	struct buf in = { 0 }, out = { 0 };
	struct text_edits e = { .text = &in };

	buf_puts(&in, "abcdef");
	text_replace(&e, 1, 4, "X");
	text_replace(&e, 3, 5, "Y");
	text_replace(&e, 0, 0, "<");
	text_replace(&e, 6, 6, ">");
	text_apply(&e, &out);
	ck_assert_str_eq(buf_str(&out), "<aXef>");
	text_free(&e);
	buf_free(&in);
	buf_free(&out);
}
END_TEST

static void asks(const char *text, bool is_early, bool is_asking)
{
	struct sdc_error err = { 0 };
	struct xl_config c;

	ck_assert_msg(!xlcfg_parse(text, strlen(text), "t.cfg", &arena, &c, &err), "%s", err.text);
	ck_assert_msg(migrate_is_early(&c) == is_early, "%s", text);
	ck_assert_msg(migrate_asks(&c) == is_asking, "%s", text);
}

START_TEST(test_asks)
{
	asks("arm_sci = \"scmi_smc\"", true, true);
	asks("arm_sci = 'none'", true, false);
	asks("arm_sci = ''", false, false);
	asks("arm_sci = \"type=scmi_smc\"", false, false);
	asks("arm_sci = [ 'scmi_smc' ]", false, false);
	asks("sci = \"scmi_smc\"", true, true);
	asks("sci = 'scmi_smc'\narm_sci = 'type=none'", true, false);
	asks("iomem = [ '1,1,arm_mem_WB' ]", true, false);
	asks("iomem = [ '1,1@2', '3,4' ]", false, false);
	asks("iomem = [ '1,1,a\"b' ]", true, false);
	asks("iomem = [ '1\",1,arm_mem_WB' ]", false, false);
	asks("scmi = 'on'", true, false);
	asks("name = 'scmi'", false, false);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("migrate");
	TCase *c = tcase_create("texts");
	int ret;

	tcase_add_test(c, test_option);
	tcase_add_test(c, test_text);
	tcase_add_test(c, test_overlap);
	tcase_add_test(c, test_asks);
	suite_add_tcase(s, c);
	ret = unit_main(s);
	arena_free(&arena);
	return ret;
}
