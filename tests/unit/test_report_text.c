// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/jsonw.h"
#include "base/text.h"
#include "unit.h"

static void clean_is(const char *in, enum text_lines lines, const char *want)
{
	struct buf b = { 0 };

	text_clean(&b, in, lines);
	ck_assert_str_eq(buf_str(&b), want);
	buf_free(&b);
}

START_TEST(test_clean)
{
	clean_is("plain ~", TEXT_ONE_LINE, "plain ~");
	clean_is("", TEXT_ONE_LINE, "");
	clean_is("a\033[31m\x7f\t", TEXT_ONE_LINE, "a\\x1b[31m\\x7f\\x09");
	clean_is("a\nb", TEXT_ONE_LINE, "a\\x0ab");
	clean_is("a\nb", TEXT_LINES, "a\nb");
}
END_TEST

START_TEST(test_clean_utf8)
{
	clean_is("gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80", TEXT_ONE_LINE,
		"gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80");
	/* C1 control, lone continuation, cut short, overlong, surrogate, beyond Unicode */
	clean_is("\xc2\x9b", TEXT_ONE_LINE, "\\xc2\\x9b");
	clean_is("\x80", TEXT_ONE_LINE, "\\x80");
	clean_is("\xe2\x82", TEXT_ONE_LINE, "\\xe2\\x82");
	clean_is("\xc0\xaf", TEXT_ONE_LINE, "\\xc0\\xaf");
	clean_is("\xe0\x80\x8a", TEXT_ONE_LINE, "\\xe0\\x80\\x8a");
	clean_is("\xed\xa0\x80", TEXT_ONE_LINE, "\\xed\\xa0\\x80");
	clean_is("\xf4\x90\x80\x80", TEXT_ONE_LINE, "\\xf4\\x90\\x80\\x80");
	/* right-to-left override, isolate, mark */
	clean_is("\xe2\x80\xae", TEXT_ONE_LINE, "\\xe2\\x80\\xae");
	clean_is("\xe2\x81\xa6", TEXT_ONE_LINE, "\\xe2\\x81\\xa6");
	clean_is("\xe2\x80\x8f", TEXT_ONE_LINE, "\\xe2\\x80\\x8f");
}
END_TEST

START_TEST(test_counts)
{
	static const struct {
		size_t n;
		const char *want;
	} cases[] = { { 0, "0 nodes" }, { 1, "1 node" }, { 999, "999 nodes" },
		{ 1000, "1,000 nodes" }, { 1263, "1,263 nodes" }, { 1002003, "1,002,003 nodes" } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = { 0 };

		text_plural(&b, cases[i].n, "node", "nodes");
		ck_assert_str_eq(buf_str(&b), cases[i].want);
		buf_free(&b);
	}
}
END_TEST

START_TEST(test_wrap)
{
	struct buf b = { 0 };

	text_wrap(&b, "one two three\nfour\n\n five-and-longer-than-a-line six", 2, 11);
	ck_assert_str_eq(buf_str(&b),
		"  one two\n  three\n  four\n\n  five-and-longer-than-a-line\n  six\n");
	buf_free(&b);
	text_wrap(&b, "", 2, 10);
	ck_assert_str_eq(buf_str(&b), "");
	buf_free(&b);
}
END_TEST

START_TEST(test_json)
{
	struct buf b = { 0 };
	struct jsonw w = { .out = &b };

	jsonw_object(&w);
	jsonw_key(&w, "list");
	jsonw_array(&w);
	jsonw_number(&w, UINT64_MAX);
	jsonw_bool(&w, true);
	jsonw_end_array(&w);
	jsonw_key(&w, "none");
	jsonw_array(&w);
	jsonw_end_array(&w);
	jsonw_key_string(&w, "text", "a\"\\\n\x01\xff");
	jsonw_key_string(&w, "null", NULL);
	jsonw_key_optional(&w, "known", true, 7);
	jsonw_key_optional(&w, "unknown", false, 7);
	jsonw_key_bool(&w, "no", false);
	jsonw_end_object(&w);
	ck_assert_str_eq(buf_str(&b), "{\n"
				      "  \"list\": [\n"
				      "    \"18446744073709551615\",\n"
				      "    true\n"
				      "  ],\n"
				      "  \"none\": [],\n"
				      "  \"text\": \"a\\\"\\\\\\n\\\\x01\\\\xff\",\n"
				      "  \"null\": null,\n"
				      "  \"known\": 7,\n"
				      "  \"unknown\": null,\n"
				      "  \"no\": false\n"
				      "}");
	buf_free(&b);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("report_text");
	TCase *tc = tcase_create("text");

	tcase_add_test(tc, test_clean);
	tcase_add_test(tc, test_clean_utf8);
	tcase_add_test(tc, test_counts);
	tcase_add_test(tc, test_wrap);
	tcase_add_test(tc, test_json);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
