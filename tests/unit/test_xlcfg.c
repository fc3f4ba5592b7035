// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/buf.h"
#include "unit.h"
#include "xl/config.h"

static struct arena arena;

static struct xl_config good(const char *text)
{
	struct sdc_error err = { 0 };
	struct xl_config c;
	int ret = xlcfg_parse(text, strlen(text), "t.cfg", &arena, &c, &err);

	ck_assert_msg(!ret, "%s", err.text);
	return c;
}

static void bad_bytes(const char *text, size_t len, const char *message)
{
	struct sdc_error err = { 0 };
	struct xl_config c;

	ck_assert_int_eq(xlcfg_parse(text, len, "t.cfg", &arena, &c, &err), -SDC_EINPUT);
	ck_assert_msg(strstr(err.text, message), "\"%s\" in \"%s\"", message, err.text);
}

static void bad(const char *text, const char *message)
{
	bad_bytes(text, strlen(text), message);
}

/* The value of key "a": items parted by "|", "()" for an inner list. */
static void same(const char *text, bool is_list, const char *items)
{
	struct xl_config c = good(text);
	const struct xl_setting *s = xlcfg_find(&c, "a");
	struct buf b = { 0 };

	ck_assert_ptr_nonnull(s);
	ck_assert_int_eq(s->is_list, is_list);
	for (size_t i = 0; i < s->n_items; i++) {
		buf_puts(&b, i ? "|" : "");
		buf_puts(&b, s->items[i].text ? s->items[i].text : "()");
	}
	ck_assert_str_eq(buf_str(&b), items);
	buf_free(&b);
}

START_TEST(test_scalars)
{
	same("a = 1", false, "1");
	same("a=0x1f\n", false, "0x1f");
	same("a\t=\t\"x y\";", false, "x y");
	same("a = 'x\"y' # why\n", false, "x\"y");
	same("a = \"#;[],=\"", false, "#;[],=");
	same("\n\n;;a = ''", false, "");
}
END_TEST

START_TEST(test_escapes)
{
	same("a = \"\\\"\\'\\\\\"", false, "\"'\\");
	same("a = '\\a\\b\\f\\n\\r\\t\\v'", false, "\a\b\f\n\r\t\v");
	/* xl skips these and takes nothing for them. */
	same("a = \"x\\101y\"", false, "xy");
	same("a = \"x\\10123\"", false, "x3");
	same("a = \"x\\1 +5y\"", false, "xy");
	same("a = \"\\000\"", false, "");
	same("a = \"\\777x\"", false, "x");
	same("a = \"x\\101ay\"", false, "xay");
	bad("a = \"\\77x\"", "an escape that xl does not take");
	bad("a = \"\\80\"", "an escape that xl does not take");
	bad("a = \"\\7\"", "t.cfg:1: an escape that xl does not take");
	bad("a = \"\\x41\"", "an escape that xl does not take");
	bad("a = \"\\q\"", "an escape that xl does not take");
}
END_TEST

START_TEST(test_lists)
{
	same("a = []", true, "");
	same("a = [ 1, \"x\", 'y', ]", true, "1|x|y");
	same("a = [\n1 # one\n,\n2\n]\n", true, "1|2");
	same("a = [ 1, [ 2, [ 3 ], ], 4 ]", true, "1|()|4");
	same("a = [[],[]]", true, "()|()");
	bad("a = [ , ]", "expected a string, a number or a list");
	bad("a = [ 1,, 2 ]", "expected a string, a number or a list");
	bad("a = [ 1 2 ]", "expected ',' or ']'");
	bad("a = [ 1; 2 ]", "expected ',' or ']'");
	bad("a = [ 1\n", "t.cfg:2: expected ',' or ']'");
	bad("a = [ 1 ]]", "the line should end");
}
END_TEST

START_TEST(test_add)
{
	same("a += [ 1 ]", true, "1");
	same("a = [ 1 ]\nb = 2\na += [ 2, 3 ]\na += [ 4 ]", true, "1|2|3|4");
	same("a = [ 1 ]\na += [ 2 ]\na = [ 3 ]\na += [ 4 ]", true, "3|4");
	same("a = \"x\"\na += \"y\"\na += 1", false, "xy1");
	same("a = [ 1 ]\na = \"x\"", false, "x");
	bad("a = [ 1 ]\na += \"x\"", "t.cfg:2: += joins");
	bad("a = 1\na += [ 1 ]\na = 2", "t.cfg:2: += joins");
	bad("a + = 1", "expected '='");
}
END_TEST

START_TEST(test_keys)
{
	struct xl_config c = good("a.b_9 = 1\nb = 2; b = 3");

	ck_assert_uint_eq(c.n, 3);
	ck_assert_str_eq(c.file, "t.cfg");
	ck_assert_str_eq(c.settings[0].key, "a.b_9");
	ck_assert_uint_eq(c.settings[2].line, 2);
	ck_assert_str_eq(xlcfg_find(&c, "b")->items[0].text, "3");
	ck_assert_ptr_null(xlcfg_find(&c, "a"));
	bad("A = 1", "t.cfg:1: expected a key in small letters");
	bad("_a = 1", "expected a key in small letters");
	bad("aB = 1", "expected '='");
	bad("\n9 = 1", "t.cfg:2: expected a key in small letters");
	bad("a", "expected '='");
	bad("a\n= 1", "expected '='");
	bad("a =\n1", "expected a string, a number or a list");
}
END_TEST

START_TEST(test_refused)
{
	char deep[4096] = "a = ";

	bad("a = b", "expected a string, a number or a list");
	bad("a = 12g", "the line should end");
	bad("a = -1", "expected a string, a number or a list");
	bad("a = 1.5", "the line should end");
	bad("a = \"x", "unterminated string");
	bad("a = \"x\n\"", "unterminated string");
	bad("a = \"x\\", "unterminated string");
	bad("a = \"x\\\n\"", "unterminated string");
	bad("a = 1\r\nb = 2", "the line should end");
	bad("a = 1 # no end", "xl wants a line end behind a comment");
	bad("# no end", "xl wants a line end behind a comment");
	bad_bytes("a = \"\0\"\n", 8, "unterminated string");
	bad_bytes("\0a = 1", 6, "expected a key in small letters");
	memset(deep + 4, '[', sizeof(deep) - 5);
	bad(deep, "lists are too deep");
	ck_assert_uint_eq(good("").n, 0);
	/* xl's lexer ends before it refuses the last character. */
	same("a = 1\r", false, "1");
	same("a = 1 #", false, "1");
}
END_TEST

/* Lists in a list, closed again: the limit is on how many are open. */
static void deep(size_t depth, bool right)
{
	struct buf b = { 0 };

	buf_puts(&b, "a = ");
	buf_pad(&b, b.len, depth, '[');
	buf_pad(&b, b.len, depth, ']');
	if (right)
		same(buf_str(&b), true, depth > 1 ? "()" : "");
	else
		bad(buf_str(&b), "lists are too deep");
	buf_free(&b);
}

START_TEST(test_depth)
{
	deep(1, true);
	deep(2, true);
	deep(999, true);
	deep(1000, true);
	deep(1001, false);
}
END_TEST

static void at(const struct xl_item *i, unsigned int line, unsigned int column, unsigned int end)
{
	ck_assert_uint_eq(i->line, line);
	ck_assert_uint_eq(i->column, column);
	ck_assert_uint_eq(i->end_column, end);
}

/* Findings point there. */
START_TEST(test_positions)
{
	struct xl_config c = good("# first\n  ab = [ 12,\n\t'x\\'y', [ 3 ] ]\nc=\"\"; d = 5\n");

	ck_assert_uint_eq(c.n, 3);
	ck_assert_uint_eq(c.settings[0].line, 2);
	ck_assert_uint_eq(c.settings[0].column, 3);
	ck_assert_uint_eq(c.settings[0].end_column, 4);
	ck_assert_uint_eq(c.settings[0].n_items, 3);
	at(&c.settings[0].items[0], 2, 10, 11);
	at(&c.settings[0].items[1], 3, 2, 7);
	at(&c.settings[0].items[2], 3, 10, 10);
	at(&c.settings[1].items[0], 4, 3, 4);
	ck_assert_uint_eq(c.settings[2].line, 4);
	ck_assert_uint_eq(c.settings[2].column, 7);
	ck_assert_uint_eq(c.settings[2].end_column, 7);
	at(&c.settings[2].items[0], 4, 11, 11);
}
END_TEST

START_TEST(test_joined_positions)
{
	struct xl_config c = good("a = [ 1 ]\na += [ 2 ]\nb = \"x\"\nb += \"y\"\n");

	ck_assert_uint_eq(c.n, 4);
	ck_assert_uint_eq(c.settings[1].n_items, 2);
	at(&c.settings[1].items[0], 1, 7, 7);
	at(&c.settings[1].items[1], 2, 8, 8);
	at(&c.settings[3].items[0], 3, 0, 0);
	/* What was there before stays as it is. */
	ck_assert_uint_eq(c.settings[0].n_items, 1);
	ck_assert_str_eq(c.settings[2].items[0].text, "x");
}
END_TEST

/* The last character of a file is dropped where nothing begins with it, and only there. */
START_TEST(test_last_character)
{
	same("a = 1 %", false, "1");
	same("a = 1\n%", false, "1");
	same("a = [ 1 ] Z", true, "1");
	bad("a = 1 %%", "the line should end");
	bad("a = 1 z", "the line should end");
	bad("a = 1 =", "the line should end");
	bad("a = 1\n=", "expected a key in small letters");
	bad("a = 1 2", "the line should end");
	bad("a = %\n", "expected a string, a number or a list");
	bad("a = %", "expected a string, a number or a list");
}
END_TEST

START_TEST(test_memory)
{
	struct xl_config c = good("memory = 16\n");

	ck_assert_uint_eq(xlcfg_memory(&c), UINT64_C(16) << 20);
	c = good("memory = 16\nmaxmem = \"0x20\"\n");
	ck_assert_uint_eq(xlcfg_memory(&c), UINT64_C(32) << 20);
	c = good("maxmem = 0\nmemory = 16\n");
	ck_assert_uint_eq(xlcfg_memory(&c), UINT64_C(16) << 20);
	c = good("memory = [ 16 ]\n");
	ck_assert_uint_eq(xlcfg_memory(&c), 0);
	c = good("");
	ck_assert_uint_eq(xlcfg_memory(&c), 0);
	/* The most that fits into 64 bits in bytes, and one more. */
	c = good("memory = 17592186044414\n");
	ck_assert_uint_eq(xlcfg_memory(&c), UINT64_C(17592186044414) << 20);
	c = good("memory = 17592186044416\n");
	ck_assert_uint_eq(xlcfg_memory(&c), 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("xlcfg");
	TCase *c = tcase_create("reader");
	int ret;

	tcase_add_test(c, test_scalars);
	tcase_add_test(c, test_escapes);
	tcase_add_test(c, test_lists);
	tcase_add_test(c, test_add);
	tcase_add_test(c, test_keys);
	tcase_add_test(c, test_refused);
	tcase_add_test(c, test_depth);
	tcase_add_test(c, test_positions);
	tcase_add_test(c, test_joined_positions);
	tcase_add_test(c, test_last_character);
	tcase_add_test(c, test_memory);
	suite_add_tcase(s, c);
	ret = unit_main(s);
	arena_free(&arena);
	return ret;
}
