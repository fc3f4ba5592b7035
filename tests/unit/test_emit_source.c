// SPDX-License-Identifier: BSD-2-Clause
#include "unit.h"

#include "emit/emit.h"
#include "plan/copy/node.h"
#include "trees.h"

/* How sources are laid out, letter by letter. */

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static void fill(uint32_t *cells, uint8_t *bytes)
{
	for (uint32_t i = 0; i < 18; i++)
		cells[i] = i;
	for (uint8_t i = 0; i < 26; i++)
		bytes[i] = i;
}

START_TEST(source)
{
	struct plan_node *root = node_new(&arena, ""), *a = node_new(&arena, "a");
	struct plan_node *b = node_new(&arena, "b@1"), *c = node_new(&arena, "c");
	struct plan_prop *p;
	struct cells refs = { 0 };
	struct buf out = { 0 };
	static uint32_t cells[18];
	static uint8_t bytes[26];

	fill(cells, bytes);
	a->label = "label";
	a->phandle = 0x12;
	a->comment = "what a is";
	node_empty(&arena, root, "empty");
	node_cells(&arena, root, "cells", cells, 18);
	node_cells(&arena, root, "entries", cells, 12)->entry = 3;
	node_prop(&arena, root, "bytes", PLAN_BYTES, bytes, 26);
	node_prop(&arena, root, "odd", PLAN_CELLS, bytes, 5);
	node_prop(&arena, root, "unended", PLAN_STRINGS, "ab", 2);
	node_prop(&arena, root, "strings", PLAN_STRINGS, "one\0\0\x7f\x1f \"\\", 11)->comment =
		"two of them are odd";
	p = node_string(&arena, root, "path", "/a");
	p->path = a;
	node_string(&arena, root, "no-label", "/c");
	cells_ref(&refs, a);
	cells_put(&refs, 1);
	cells_ref(&refs, a);
	cells_ref(&refs, NULL);
	cells_put(&refs, 2);
	cells_end(&arena, &refs, root, "refs");
	node_append(root, a);
	node_append(a, b);
	node_append(root, c);
	node_cell(&arena, c, "x", 1);
	node_append(c, node_new(&arena, "d"));
	ck_assert_int_eq(emit_source(root, "first\n\nthird */ line", false, "s", &out, NULL), 0);
	ck_assert_str_eq(buf_str(&out),
		"/*\n"
		" * first\n"
		" *\n"
		" * third * / line\n"
		" */\n"
		"/dts-v1/;\n"
		"\n"
		"/ {\n"
		"\tempty;\n"
		"\tcells = <0x0 0x1 0x2 0x3 0x4 0x5 0x6 0x7\n"
		"\t\t0x8 0x9 0xa 0xb 0xc 0xd 0xe 0xf\n"
		"\t\t0x10 0x11>;\n"
		"\tentries = <0x0 0x1 0x2>,\n"
		"\t\t<0x3 0x4 0x5>,\n"
		"\t\t<0x6 0x7 0x8>,\n"
		"\t\t<0x9 0xa 0xb>;\n"
		"\tbytes = [00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17\n"
		"\t\t18 19];\n"
		"\todd = [00 01 02 03 04];\n"
		"\tunended = [61 62];\n"
		"\t/* two of them are odd */\n"
		"\tstrings = \"one\", \"\", \"\\177\\037 \\\"\\\\\";\n"
		"\tpath = &label;\n"
		"\tno-label = \"/c\";\n"
		"\trefs = <&label 0x1>, <&label>, <0xfde8 0x2>;\n"
		"\n"
		"\t/* what a is */\n"
		"\tlabel: a {\n"
		"\t\tphandle = <0x12>;\n"
		"\t\tb@1 {\n"
		"\t\t};\n"
		"\t};\n"
		"\n"
		"\tc {\n"
		"\t\tx = <0x1>;\n"
		"\n"
		"\t\td {\n"
		"\t\t};\n"
		"\t};\n"
		"};\n");
	buf_free(&out);
}
END_TEST

START_TEST(fragments)
{
	struct plan_node *one = node_new(&arena, ""), *two = node_new(&arena, "");
	struct plan_node *below = node_new(&arena, "below");
	const struct emit_fragment list[] = {
		{ "/bus/a@1", "the first", one },
		{ "/", NULL, two },
	};
	struct buf out = { 0 };

	node_empty(&arena, one, "x");
	node_append(two, below);
	node_append(two, node_new(&arena, "next"));
	ck_assert_int_eq(emit_fragments(list, 2, "head", true, "f", &out, NULL), 0);
	ck_assert_str_eq(buf_str(&out), "/*\n"
					" * head\n"
					" */\n"
					"/dts-v1/;\n"
					"/plugin/;\n"
					"\n"
					"/* the first */\n"
					"&{/bus/a@1} {\n"
					"\tx;\n"
					"};\n"
					"\n"
					"&{/} {\n"
					"\tbelow {\n"
					"\t};\n"
					"\n"
					"\tnext {\n"
					"\t};\n"
					"};\n");
	out.len = 0;
	ck_assert_int_eq(emit_fragments(list, 1, "head", false, "f", &out, NULL), 0);
	ck_assert_str_eq(buf_str(&out), "/*\n"
					" * head\n"
					" */\n"
					"\n"
					"/* the first */\n"
					"&{/bus/a@1} {\n"
					"\tx;\n"
					"};\n");
	buf_free(&out);
}
END_TEST

START_TEST(fragments_refuse_paths)
{
	static const char *const bad[] = { "/a b", "/a{", "/\"", "/a;" };
	struct emit_fragment f = { NULL, NULL, node_new(&arena, "") };
	struct buf out = { 0 };
	struct sdc_error err;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		f.target = bad[i];
		ck_assert_int_eq(
			emit_fragments(&f, 1, "h", true, "f", &out, &err), -(int)SDC_EINPUT);
	}
	ck_assert_str_eq(err.text, "f: the path \"/a;\" cannot stand in a source");
	f.target = "/a,._+*#?^@-z/9";
	ck_assert_int_eq(emit_fragments(&f, 1, "h", true, "f", &out, &err), 0);
	buf_free(&out);
}
END_TEST

/* Lines of a head are cut where they are longer than any text of a plan. */
START_TEST(source_cuts_long_lines)
{
	char head[1200], *end;
	struct buf out = { 0 };

	memset(head, 'h', sizeof(head));
	head[511] = '\n';
	head[sizeof(head) - 1] = '\0';
	ck_assert_int_eq(emit_source(node_new(&arena, ""), head, false, "s", &out, NULL), 0);
	ck_assert_int_eq(strncmp(buf_str(&out), "/*\n * hhh", 9), 0);
	end = strchr(out.data + 3, '\n');
	ck_assert_int_eq(end - (out.data + 3), 3 + 511);
	ck_assert_int_eq(strchr(end + 1, '\n') - (end + 1), 3 + 511);
	ck_assert_ptr_nonnull(strstr(out.data, "h\n */\n/dts-v1/;\n\n/ {\n};\n"));
	buf_free(&out);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("emit source");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, source);
	tcase_add_test(c, fragments);
	tcase_add_test(c, fragments_refuse_paths);
	tcase_add_test(c, source_cuts_long_lines);
	suite_add_tcase(s, c);
	return unit_main(s);
}
