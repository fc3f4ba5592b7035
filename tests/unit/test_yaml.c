// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/buf.h"
#include "schema/yaml/yaml.h"
#include "unit.h"

static json_t *good(const char *text)
{
	struct sdc_error err = { 0 };
	json_t *v;
	int ret = yaml_parse(text, strlen(text), "t.yaml", &v, NULL, NULL, &err);

	ck_assert_msg(!ret, "%s", err.text);
	return v;
}

/* Refused, with that text. */
static void bad_bytes(const char *text, size_t len, const char *message)
{
	struct sdc_error err = { 0 };
	json_t *v = NULL;

	ck_assert_int_eq(yaml_parse(text, len, "t.yaml", &v, NULL, NULL, &err), -SDC_EINPUT);
	ck_assert_ptr_null(v);
	ck_assert_msg(strstr(err.text, message), "\"%s\" in \"%s\"", message, err.text);
	ck_assert_int_eq(err.status, SDC_EINPUT);
}

static void bad(const char *text, const char *message)
{
	bad_bytes(text, strlen(text), message);
}

/* The document as compact JSON. */
static void same(const char *text, const char *json)
{
	json_t *v = good(text);
	char *s = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);

	ck_assert_str_eq(s, json);
	free(s);
	json_decref(v);
}

START_TEST(scalars_follow_the_core_schema)
{
	same("[~, null, Null, NULL, ]", "[null,null,null,null]");
	same("- \n- a", "[null,\"a\"]");
	same("[true, True, TRUE, false, False, FALSE]", "[true,true,true,false,false,false]");
	same("[yes, no, on, off, y, n, tRUE]",
		"[\"yes\",\"no\",\"on\",\"off\",\"y\",\"n\",\"tRUE\"]");
	same("[0, -0, +7, 012, 0o17, 0x1F, 0xff]", "[0,0,7,12,15,31,255]");
	same("[0x, 0o8, 0xg, 1_000, '12', \"0x10\", 0b1]",
		"[\"0x\",\"0o8\",\"0xg\",\"1_000\",\"12\",\"0x10\",\"0b1\"]");
	same("[1.5, .5, 1., 1e3, -2.5E-1]", "[1.5,0.5,1.0,1000.0,-0.25]");
	same("[., 1e, e3, 1.2.3, -, +, 1e+]",
		"[\".\",\"1e\",\"e3\",\"1.2.3\",\"-\",\"+\",\"1e+\"]");
	same("!!str 12", "\"12\"");
	same("!!int '12'", "12");
}
END_TEST

START_TEST(integers_keep_64_bits)
{
	json_t *v = good("[9223372036854775807, -9223372036854775808, 0x7fffffffffffffff,"
			 " 9223372036854775808, 0xffffffffffffffff, 0x10000000000000000,"
			 " -9223372036854775809]");

	ck_assert_int_eq(json_integer_value(json_array_get(v, 0)), INT64_MAX);
	ck_assert_int_eq(json_integer_value(json_array_get(v, 1)), INT64_MIN);
	ck_assert_int_eq(json_integer_value(json_array_get(v, 2)), INT64_MAX);
	for (size_t i = 3; i < 7; i++)
		ck_assert(json_is_real(json_array_get(v, i)));
	ck_assert(json_real_value(json_array_get(v, 3)) == 0x1p63);
	ck_assert(json_real_value(json_array_get(v, 5)) == 0x1p64);
	json_decref(v);
}
END_TEST

START_TEST(numbers_beyond_a_double_are_refused)
{
	struct buf b = { 0 };

	for (int i = 0; i < 400; i++)
		buf_putc(&b, '9');
	bad(buf_str(&b), "t.yaml:1:1: a number out of range");
	bad("1e999", "out of range");
	buf_free(&b);
}
END_TEST

START_TEST(json_is_read_too)
{
	same("{\"a\": [1, -2, 3.5], \"b\": {\"c\": null}, \"d\": \"\\u00e4\\n\"}",
		"{\"a\":[1,-2,3.5],\"b\":{\"c\":null},\"d\":\"\xc3\xa4\\n\"}");
}
END_TEST

START_TEST(a_document_is_read_with_directives_and_comments)
{
	same("# x\n%YAML 1.2\n---\na: |\n  text\n  more\nb: >-\n  one\n  two\n...\n",
		"{\"a\":\"text\\nmore\\n\",\"b\":\"one two\"}");
}
END_TEST

START_TEST(broken_documents_name_the_place)
{
	bad("", "t.yaml:1:1: there is no document");
	bad("a: 1\n---\nb: 2\n", "t.yaml:2:1: a second document");
	bad("# \xc3\xa4\n{ \"\xe2\x82\xac\": 1, a: 1, a: 2 }\n", "t.yaml:2:19: duplicate key 'a'");
	bad("a: 1\nb: 2\na: 3\n", "t.yaml:3:1: duplicate key 'a'");
	bad("a: [1, 2", "t.yaml:2:1: ");
	bad("a: b: c", "t.yaml:1:5: ");
	bad("? [a, b]\n: 1\n", "t.yaml:1:3: a key that is no plain word");
	bad("a: !foo 1", "t.yaml:1:4: this tag has no meaning here");
	bad("a: !foo [1]", "this tag has no meaning here");
	bad("a: !!map [1]", "this tag has no meaning here");
	bad("a: \"x\\0y\"", "t.yaml:1:4: a string with a NUL in it");
	bad("\"x\\0y\": 1", "a key with a NUL in it");
	bad("a: \t- b", "t.yaml:1:");
	bad("a: \xff\xfe", "t.yaml:1:");
	bad_bytes("a: \0b", 5, "t.yaml:1:");
}
END_TEST

START_TEST(aliases_stand_for_their_value)
{
	same("a: &x [1, {b: 2}]\nc: *x\nd: [*x, *x]\n",
		"{\"a\":[1,{\"b\":2}],\"c\":[1,{\"b\":2}],\"d\":[[1,{\"b\":2}],[1,{\"b\":2}]]}");
	same("- &x 1\n- &x 2\n- *x\n", "[1,2,2]");
	bad("a: *x", "t.yaml:1:4: the alias has no anchor");
	bad("a: &x [1, *x]", "t.yaml:1:11: the alias refers to what it is part of");
}
END_TEST

START_TEST(aliases_share_nothing)
{
	json_t *v = good("a: &x {b: 1}\nc: *x\n");

	json_object_set_new(json_object_get(v, "a"), "b", json_integer(2));
	ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(v, "c"), "b")), 1);
	json_decref(v);
}
END_TEST

START_TEST(nested_aliases_are_stopped)
{
	struct buf b = { 0 };

	buf_puts(&b, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 12; i++) {
		buf_printf(&b, "a%d: &a%d [", i, i);
		for (int j = 0; j < 10; j++)
			buf_printf(&b, "%s*a%d", j ? ", " : "", i - 1);
		buf_puts(&b, "]\n");
	}
	bad(buf_str(&b), "more values than a description needs");
	buf_free(&b);
}
END_TEST

START_TEST(aliases_cannot_nest_beyond_the_limit)
{
	struct buf b = { 0 };

	buf_puts(&b, "a0: &a0 [x]\n");
	for (int i = 1; i < 99; i++)
		buf_printf(&b, "a%d: &a%d [*a%d]\n", i, i, i - 1);
	bad(buf_str(&b), "nested too deeply");
	buf_free(&b);
}
END_TEST

START_TEST(depth_is_limited)
{
	struct buf b = { 0 };

	for (int i = 0; i < 96; i++)
		buf_putc(&b, '[');
	for (int i = 0; i < 96; i++)
		buf_putc(&b, ']');
	json_decref(good(buf_str(&b)));
	buf_free(&b);
	for (int i = 0; i < 100; i++)
		buf_putc(&b, '[');
	bad(buf_str(&b), "nested too deeply");
	buf_free(&b);
	for (int i = 0; i < 100000; i++)
		buf_putc(&b, '{');
	bad(buf_str(&b), "t.yaml:1:");
	buf_free(&b);
}
END_TEST

START_TEST(anchors_are_limited)
{
	struct buf b = { 0 };

	for (int i = 0; i < 101; i++)
		buf_printf(&b, "- &a%d x\n", i);
	bad(buf_str(&b), "more than 100 anchors");
	buf_free(&b);
}
END_TEST

START_TEST(size_is_limited)
{
	struct buf b = { 0 };

	memset(buf_reserve(&b, YAML_MAX_SIZE + 1), ' ', YAML_MAX_SIZE + 1);
	bad_bytes(b.data, YAML_MAX_SIZE + 1, "larger than 16 MiB");
	buf_free(&b);
}
END_TEST

START_TEST(places_are_kept)
{
	static const char text[] = "a: 1\nb:\n  c: [x, y]\n  d: {e: 5}\nf: &z [7]\ng: *z\n";
	struct arena arena = ARENA_INIT;
	const struct yaml_mark *root, *m;
	struct sdc_error err;
	json_t *v;

	ck_assert_int_eq(yaml_parse(text, strlen(text), "t", &v, &arena, &root, &err), 0);
	m = yaml_mark_member(root, "a");
	ck_assert_uint_eq(m->line, 1);
	ck_assert_uint_eq(m->column, 4);
	ck_assert_uint_eq(m->key_column, 1);
	m = yaml_mark_member(root, "b");
	ck_assert_uint_eq(m->key_line, 2);
	ck_assert_uint_eq(m->line, 3);
	m = yaml_mark_entry(yaml_mark_member(m, "c"), 1);
	ck_assert_uint_eq(m->line, 3);
	ck_assert_uint_eq(m->column, 10);
	m = yaml_mark_member(yaml_mark_member(yaml_mark_member(root, "b"), "d"), "e");
	ck_assert_uint_eq(m->line, 4);
	ck_assert_uint_eq(m->column, 10);
	m = yaml_mark_member(root, "g");
	ck_assert_uint_eq(m->line, 6);
	ck_assert_uint_eq(yaml_mark_entry(m, 0)->line, 5);
	ck_assert_ptr_null(yaml_mark_member(root, "none"));
	ck_assert_ptr_null(yaml_mark_entry(yaml_mark_member(root, "f"), 1));
	ck_assert_ptr_null(yaml_mark_member(NULL, "a"));
	json_decref(v);
	arena_free(&arena);
}
END_TEST

START_TEST(files_that_cannot_be_read_are_named)
{
	struct sdc_error err;
	json_t *v;

	ck_assert_int_eq(yaml_read("/nonexistent.yaml", &v, NULL, NULL, &err), -SDC_EIO);
	ck_assert_ptr_nonnull(strstr(err.text, "/nonexistent.yaml"));
	ck_assert_ptr_null(v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("yaml");
	TCase *tc = tcase_create("yaml");

	tcase_add_test(tc, scalars_follow_the_core_schema);
	tcase_add_test(tc, integers_keep_64_bits);
	tcase_add_test(tc, numbers_beyond_a_double_are_refused);
	tcase_add_test(tc, json_is_read_too);
	tcase_add_test(tc, a_document_is_read_with_directives_and_comments);
	tcase_add_test(tc, broken_documents_name_the_place);
	tcase_add_test(tc, aliases_stand_for_their_value);
	tcase_add_test(tc, aliases_share_nothing);
	tcase_add_test(tc, nested_aliases_are_stopped);
	tcase_add_test(tc, aliases_cannot_nest_beyond_the_limit);
	tcase_add_test(tc, depth_is_limited);
	tcase_add_test(tc, anchors_are_limited);
	tcase_add_test(tc, size_is_limited);
	tcase_add_test(tc, places_are_kept);
	tcase_add_test(tc, files_that_cannot_be_read_are_named);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
