// SPDX-License-Identifier: BSD-2-Clause
/* The characters of text: one below, at and one above each bound. */
#include "unit.h"

#include <stdint.h>
#include <string.h>

#include "base/jsonw.h"
#include "base/text.h"

/* A code point in UTF-8, by the bits alone: surrogates and what is past Unicode's end too. */
static const char *utf8(uint32_t code)
{
	static char s[5];
	int n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	memset(s, 0, sizeof(s));
	for (int i = n - 1; i > 0; i--, code >>= 6)
		s[i] = (char)(0x80 | (code & 0x3f));
	s[0] = (char)(n == 1 ? code : (0xf00u >> n & 0xffu) | code);
	return s;
}

static const struct {
	uint32_t first, last;
	size_t width;
} widths[] = {
	{ 0x41, 0x2ff, 1 },
	{ 0x300, 0x36f, 0 },
	{ 0x483, 0x489, 0 },
	{ 0x591, 0x5bd, 0 },
	{ 0x64b, 0x65f, 0 },
	{ 0x1100, 0x115f, 2 },
	{ 0x1ab0, 0x1aff, 0 },
	{ 0x1dc0, 0x1dff, 0 },
	{ 0x200b, 0x200d, 0 },
	{ 0x20d0, 0x20ff, 0 },
	{ 0x2e80, 0x303e, 2 },
	{ 0x3041, 0xa4cf, 2 },
	{ 0xa960, 0xa97f, 2 },
	{ 0xac00, 0xd7a3, 2 },
	{ 0xf900, 0xfaff, 2 },
	{ 0xfe00, 0xfe0f, 0 },
	{ 0xfe20, 0xfe2f, 0 },
	{ 0xfe30, 0xfe6f, 2 },
	{ 0xfeff, 0xfeff, 0 },
	{ 0xff00, 0xff60, 2 },
	{ 0xffe0, 0xffe6, 2 },
	{ 0x1f300, 0x1f64f, 2 },
	{ 0x1f680, 0x1f6ff, 2 },
	{ 0x1f900, 0x1f9ff, 2 },
	{ 0x20000, 0x3fffd, 2 },
	{ 0xe0100, 0xe01ef, 0 },
};

static size_t width_of(uint32_t code)
{
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++)
		if (code >= widths[i].first && code <= widths[i].last)
			return widths[i].width;
	return 1;
}

START_TEST(width_changes_at_the_bounds)
{
	const uint32_t first = widths[_i].first, last = widths[_i].last;

	for (uint32_t code = first - 1; code <= first + 1; code++)
		ck_assert_msg(text_width(utf8(code)) == width_of(code), "U+%04x", code);
	for (uint32_t code = last - 1; code <= last + 1; code++)
		ck_assert_msg(text_width(utf8(code)) == width_of(code), "U+%04x", code);
}
END_TEST

/* What is no character is escaped byte by byte, a column for each. */
START_TEST(no_character_is_one_column)
{
	ck_assert_uint_eq(text_width("\x80"), 1);
	ck_assert_uint_eq(text_width("\xcc"), 1);
	ck_assert_uint_eq(text_width("\xed\xa0\x80"), 1);
}
END_TEST

static const struct {
	uint32_t code;
	size_t utf8, printable;
} lengths[] = {
	{ 0x1f, 1, 0 },
	{ 0x20, 1, 1 },
	{ 0x7e, 1, 1 },
	{ 0x7f, 1, 0 },
	{ 0x80, 2, 0 },
	{ 0x9f, 2, 0 },
	{ 0xa0, 2, 2 },
	{ 0x61b, 2, 2 },
	{ 0x61c, 2, 0 },
	{ 0x61d, 2, 2 },
	{ 0x7ff, 2, 2 },
	{ 0x800, 3, 3 },
	{ 0x200d, 3, 3 },
	{ 0x200e, 3, 0 },
	{ 0x200f, 3, 0 },
	{ 0x2010, 3, 3 },
	{ 0x2027, 3, 3 },
	{ 0x2028, 3, 0 },
	{ 0x2029, 3, 0 },
	{ 0x202e, 3, 0 },
	{ 0x202f, 3, 3 },
	{ 0x2065, 3, 3 },
	{ 0x2066, 3, 0 },
	{ 0x2069, 3, 0 },
	{ 0x206a, 3, 3 },
	{ 0xd7ff, 3, 3 },
	{ 0xd800, 0, 0 },
	{ 0xdfff, 0, 0 },
	{ 0xe000, 3, 3 },
	{ 0xffff, 3, 3 },
	{ 0x10000, 4, 4 },
	{ 0x10ffff, 4, 4 },
	{ 0x110000, 0, 0 },
	{ 0x1fffff, 0, 0 },
};

START_TEST(printable_characters_have_bounds)
{
	ck_assert_uint_eq(text_utf8(utf8(lengths[_i].code)), lengths[_i].utf8);
	ck_assert_uint_eq(text_char(utf8(lengths[_i].code)), lengths[_i].printable);
}
END_TEST

static const struct {
	const char *bytes;
	size_t len;
} forms[] = {
	{ "\xc1\xbf", 0 },             /* U+007F in two bytes */
	{ "\xc2\x80", 2 },             /* the first that needs two */
	{ "\xe0\x9f\xbf", 0 },         /* U+07FF in three */
	{ "\xe0\xa0\x80", 3 },         /* the first that needs three */
	{ "\xf0\x8f\xbf\xbf", 0 },     /* U+FFFF in four */
	{ "\xf0\x90\x80\x80", 4 },     /* the first that needs four */
	{ "\xf8\x88\x80\x80\x80", 0 }, /* five */
	{ "\xbf", 0 },                 /* a byte that goes on */
	{ "\xe2\x82\x41", 0 },
	{ "\xe2\x41\x82", 0 },
};

START_TEST(forms_are_the_shortest)
{
	ck_assert_uint_eq(text_utf8(forms[_i].bytes), forms[_i].len);
}
END_TEST

/* Integers that others hold in 64 bits with a sign are numbers. */
START_TEST(json_numbers_have_a_bound)
{
	struct buf b = { 0 };
	struct jsonw w = { .out = &b };

	jsonw_array(&w);
	jsonw_number(&w, INT64_MAX - 1);
	jsonw_number(&w, INT64_MAX);
	jsonw_number(&w, (uint64_t)INT64_MAX + 1);
	jsonw_signed(&w, INT64_MIN);
	jsonw_signed(&w, -1);
	jsonw_end_array(&w);
	ck_assert_str_eq(buf_str(&b), "[\n"
				      "  9223372036854775806,\n"
				      "  9223372036854775807,\n"
				      "  \"9223372036854775808\",\n"
				      "  -9223372036854775808,\n"
				      "  -1\n"
				      "]");
	buf_free(&b);
}
END_TEST

/* Text for programs: what is no character is replaced, what controls is written as JSON writes it.
 */
START_TEST(json_text_keeps_what_can_be_kept)
{
	struct buf b = { 0 };
	struct jsonw w = { .out = &b };

	jsonw_object(&w);
	jsonw_key_text(&w, "t", "a\"\\\n\x1f \x7f\xc3\xa4\xc2\x85\x80\xff");
	jsonw_end_object(&w);
	ck_assert_str_eq(buf_str(&b), "{\n"
				      "  \"t\": \"a\\\"\\\\\\u000a\\u001f \\u007f\xc3\xa4"
				      "\\ufffd\\ufffd\\ufffd\\ufffd\"\n"
				      "}");
	buf_free(&b);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("text");
	TCase *tc = tcase_create("characters");

	tcase_add_loop_test(tc, width_changes_at_the_bounds, 0, sizeof(widths) / sizeof(widths[0]));
	tcase_add_test(tc, no_character_is_one_column);
	tcase_add_loop_test(
		tc, printable_characters_have_bounds, 0, sizeof(lengths) / sizeof(lengths[0]));
	tcase_add_loop_test(tc, forms_are_the_shortest, 0, sizeof(forms) / sizeof(forms[0]));
	tcase_add_test(tc, json_numbers_have_a_bound);
	tcase_add_test(tc, json_text_keeps_what_can_be_kept);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
