// SPDX-License-Identifier: BSD-2-Clause
/* The index over a blob: what it finds, and which blobs it refuses. */
#include <libfdt.h>

#include "unit.h"

#include "trees.h"

static const char sample[] =
	"/dts-v1/;\n"
	"/ {\n"
	"	#address-cells = <1>;\n"
	"	aliases { serial0 = \"/soc/uart@1000\"; bad = [ 2f ]; rel = \"soc\"; };\n"
	"	soc { uart@1000 { phandle = <5>; sub {}; }; uart@2000 { phandle = <9>; }; x {}; };\n"
	"	lab: other { compatible = \"a\", \"b\"; empty; one = <7>; bytes = [01 02]; };\n"
	"	s1 { status = \"okay\"; }; s2 { status = \"ok\"; }; s3 { status = \"disabled\"; };\n"
	"	s4 { status; }; s5 { status = [6f 6b]; };\n"
	"};\n";

START_TEST(nodes_are_in_order_and_linked)
{
	struct dt_tree *t = tree_of(sample);
	const struct dt_node *soc = node_at(t, "/soc"), *n;
	size_t count = 0;

	ck_assert_str_eq(t->nodes[0].name, "");
	ck_assert_uint_eq(t->nodes[0].n_tree, t->n_nodes);
	ck_assert_uint_eq(soc->n_tree, 5);
	ck_assert_uint_eq(soc->depth, 1);
	ck_assert_str_eq(soc->child->name, "uart@1000");
	ck_assert_str_eq(soc->child->next->name, "uart@2000");
	ck_assert_ptr_eq(soc->child->child->parent, soc->child);
	dt_for_each_child(soc, n)
		count++;
	ck_assert_uint_eq(count, 3);
	ck_assert(dt_within(soc->child->child, soc));
	ck_assert(dt_within(soc, soc));
	ck_assert(!dt_within(soc, soc->child));
	ck_assert(!dt_within(soc->next, soc));
	dt_tree_free(t);
	dt_tree_free(NULL);
}
END_TEST

static const struct {
	const char *path, *found;
} paths[] = {
	{ "/", "/" },
	{ "/soc", "/soc" },
	{ "/soc/", "/soc" },
	{ "//soc//x", "/soc/x" },
	{ "/soc/uart", "/soc/uart@1000" },
	{ "/soc/uart@2000", "/soc/uart@2000" },
	{ "/soc/uart@3000", NULL },
	{ "/soc/uar", NULL },
	{ "/so", NULL },
	{ "/soc/uart/sub/none", NULL },
	{ "serial0", "/soc/uart@1000" },
	{ "serial0/sub", "/soc/uart@1000/sub" },
	{ "serial0/none", NULL },
	{ "serial", NULL },
	{ "bad", NULL },
	{ "rel", NULL },
	{ "", NULL },
};

START_TEST(paths_and_aliases_lead_to_nodes)
{
	struct dt_tree *t = tree_of(sample);
	const struct dt_node *n = dt_by_path(t, paths[_i].path);

	if (paths[_i].found) {
		struct buf b = { 0 };

		ck_assert_ptr_nonnull(n);
		dt_path(&b, n);
		ck_assert_str_eq(b.data, paths[_i].found);
		buf_free(&b);
	} else {
		ck_assert_ptr_null(n);
	}
	dt_tree_free(t);
}
END_TEST

START_TEST(an_alias_needs_an_aliases_node)
{
	struct dt_tree *t = tree_of("/dts-v1/; / { x {}; };");

	ck_assert_ptr_null(dt_by_path(t, "x"));
	dt_tree_free(t);
}
END_TEST

START_TEST(phandles_lead_to_nodes)
{
	struct dt_tree *t = tree_of(sample);

	ck_assert_ptr_eq(dt_by_phandle(t, 5), node_at(t, "/soc/uart@1000"));
	ck_assert_ptr_eq(dt_by_phandle(t, 9), node_at(t, "/soc/uart@2000"));
	ck_assert_ptr_null(dt_by_phandle(t, 6));
	ck_assert_ptr_null(dt_by_phandle(t, 10));
	ck_assert_ptr_null(dt_by_phandle(t, 0));
	ck_assert_ptr_null(dt_by_phandle(t, UINT32_MAX));
	dt_tree_free(t);
}
END_TEST

START_TEST(values_are_read_by_form)
{
	struct dt_tree *t = tree_of(sample);
	const struct dt_node *n = node_at(t, "/other");
	const struct dt_prop *p = dt_prop(n, "compatible");
	const char *s = dt_prop_next_string(p, NULL);
	uint32_t v = 1;

	ck_assert_str_eq(n->label, "lab");
	ck_assert_str_eq(s, "a");
	s = dt_prop_next_string(p, s);
	ck_assert_str_eq(s, "b");
	ck_assert_ptr_null(dt_prop_next_string(p, s));
	ck_assert(dt_compatible(n, "b"));
	ck_assert(!dt_compatible(n, "c"));
	ck_assert(!dt_compatible(t->nodes, "a"));
	ck_assert_ptr_null(dt_prop_string(n, "compatible"));
	ck_assert_ptr_null(dt_prop_string(n, "empty"));
	ck_assert_ptr_null(dt_prop_string(n, "none"));
	ck_assert_ptr_null(dt_prop_string(n, "bytes"));
	ck_assert_ptr_null(dt_prop_next_string(dt_prop(n, "bytes"), NULL));
	ck_assert(dt_prop_u32(n, "one", &v));
	ck_assert_uint_eq(v, 7);
	ck_assert(!dt_prop_u32(n, "bytes", &v));
	ck_assert(!dt_prop_u32(n, "none", &v));
	ck_assert_uint_eq(v, 7);
	dt_tree_free(t);
}
END_TEST

START_TEST(status_decides_availability)
{
	static const bool available[] = { true, true, false, false, true };
	struct dt_tree *t = tree_of(sample);
	char path[] = "/s0";

	ck_assert(dt_available(node_at(t, "/soc")));
	for (int i = 0; i < 5; i++) {
		path[2] = (char)('1' + i);
		ck_assert_int_eq(dt_available(node_at(t, path)), available[i]);
	}
	dt_tree_free(t);
}
END_TEST

START_TEST(names_are_compared_without_unit_address)
{
	struct dt_tree *t = tree_of(sample);
	const struct dt_node *n = node_at(t, "/soc/uart@1000");

	ck_assert(dt_name_is(n, "uart"));
	ck_assert(dt_name_is(n, "uart@1000"));
	ck_assert(!dt_name_is(n, "uar"));
	ck_assert(!dt_name_is(n, "uart@"));
	ck_assert_ptr_eq(dt_child(n, "sub"), n->child);
	ck_assert_ptr_null(dt_child(n->parent, "uart"));
	dt_tree_free(t);
}
END_TEST

START_TEST(numbers_are_big_endian)
{
	static const uint8_t bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };

	ck_assert_uint_eq(dt_number(bytes, 0), 0);
	ck_assert_uint_eq(dt_number(bytes, 1), 0x01020304);
	ck_assert_uint_eq(dt_number(bytes, 2), 0x0102030405060708);
	ck_assert_uint_eq(dt_number(bytes, 3), 0x05060708090a0b0c);
}
END_TEST

START_TEST(a_short_cell_is_read_on_past_its_end)
{
	struct buf b = blob_of("/dts-v1/; / { x = [11 22]; y = [33]; };", false);
	struct dt_tree *t;

	ck_assert_int_eq(dt_tree_build(b.data, b.len, "x", &t, NULL), 0);
	ck_assert_uint_eq(dt_raw_cell(t, dt_prop(t->nodes, "x")), 0x11220000);
	t->blob_size = (size_t)(dt_prop(t->nodes, "y")->data - (const uint8_t *)b.data) + 1;
	ck_assert_uint_eq(dt_raw_cell(t, dt_prop(t->nodes, "y")), 0x33000000);
	dt_tree_free(t);
	buf_free(&b);
}
END_TEST

/* Nodes with many properties or children are searched through a table. */
START_TEST(many_names_are_found_as_few_are)
{
	struct buf source = { 0 };
	struct dt_tree *t;
	const struct dt_node *n;

	buf_puts(&source, "/dts-v1/; / { few { x; }; many {");
	for (int i = 0; i < 300; i++)
		buf_printf(&source, " p%d = <%d>;", i, i);
	buf_puts(&source, " a-long-name-of-a-property = <7>; both@1 { }; both { }; other { };");
	for (int i = 0; i < 300; i++)
		buf_printf(&source, " c%d@%x { }; u@%x { };", i, (unsigned int)i, (unsigned int)i);
	buf_puts(&source, " both@2 { }; other@1 { }; }; };");
	t = tree_of(source.data);
	n = node_at(t, "/many");
	ck_assert_ptr_nonnull(n->lookup);
	ck_assert_ptr_null(node_at(t, "/few")->lookup);
	for (uint32_t i = 0; i < 300; i++) {
		char path[32];
		uint32_t v;

		snprintf(path, sizeof(path), "p%u", i);
		ck_assert(dt_prop_u32(n, path, &v));
		ck_assert_uint_eq(v, i);
		snprintf(path, sizeof(path), "/many/c%u", i);
		ck_assert_ptr_eq(dt_by_path(t, path)->parent, n);
		snprintf(path, sizeof(path), "/many/u@%x", i);
		ck_assert_str_eq(dt_by_path(t, path)->name, path + 6);
	}
	ck_assert_ptr_null(dt_prop(n, "p300"));
	ck_assert_ptr_null(dt_prop(n, ""));
	ck_assert_ptr_nonnull(dt_prop(n, "a-long-name-of-a-property"));
	ck_assert_ptr_null(dt_by_path(t, "/many/c300"));
	ck_assert_str_eq(dt_by_path(t, "/many/u")->name, "u@0");
	ck_assert_str_eq(dt_by_path(t, "/many/both")->name, "both@1");
	ck_assert_str_eq(dt_by_path(t, "/many/other")->name, "other");
	ck_assert_str_eq(dt_by_path(t, "/many/both@2")->name, "both@2");
	ck_assert_str_eq(dt_child(n, "both")->name, "both");
	ck_assert_ptr_null(dt_child(n, "u"));
	dt_tree_free(t);
	buf_free(&source);
}
END_TEST

START_TEST(many_properties_among_few_children_are_found)
{
	struct buf source = { 0 };
	struct dt_tree *t;

	buf_puts(&source, "/dts-v1/; / { props {");
	for (int i = 0; i < 40; i++)
		buf_printf(&source, " p%d;", i);
	buf_puts(&source, " child { }; }; children { p;");
	for (int i = 0; i < 40; i++)
		buf_printf(&source, " c%d { };", i);
	buf_puts(&source, " }; };");
	t = tree_of(source.data);
	ck_assert_ptr_nonnull(dt_by_path(t, "/props/child"));
	ck_assert_ptr_null(dt_by_path(t, "/props/p1"));
	ck_assert_ptr_nonnull(dt_prop(node_at(t, "/children"), "p"));
	ck_assert_ptr_null(dt_prop(node_at(t, "/children"), "c1"));
	dt_tree_free(t);
	buf_free(&source);
}
END_TEST

static void expect_refusal(const void *blob, size_t len, const char *text)
{
	struct sdc_error err = { 0 };
	struct dt_tree *t = NULL;

	ck_assert_int_eq(dt_tree_build(blob, len, "x.dtb", &t, &err), -SDC_EINPUT);
	ck_assert_ptr_null(t);
	ck_assert_msg(strstr(err.text, text) != NULL, "\"%s\" lacks \"%s\"", err.text, text);
}

START_TEST(damaged_headers_are_refused)
{
	struct buf b = blob_of(sample, false);
	struct fdt_header *h = (struct fdt_header *)b.data;

	expect_refusal(b.data, 0, "too short");
	expect_refusal(b.data, 39, "too short");
	expect_refusal(b.data, b.len - 1, "truncated: ");
	h->magic = 0;
	expect_refusal(b.data, b.len, "FDT_ERR_BADMAGIC");
	h->magic = cpu_to_fdt32(FDT_MAGIC);
	h->version = cpu_to_fdt32(15);
	h->last_comp_version = cpu_to_fdt32(15);
	expect_refusal(b.data, b.len, "older than 16");
	h->version = cpu_to_fdt32(17);
	h->last_comp_version = cpu_to_fdt32(99);
	expect_refusal(b.data, b.len, "FDT_ERR_BADVERSION");
	buf_free(&b);
}
END_TEST

START_TEST(version_16_is_read)
{
	struct buf b = blob_of(sample, false);
	struct fdt_header *h = (struct fdt_header *)b.data;
	struct dt_tree *t;

	h->version = cpu_to_fdt32(16);
	h->size_dt_struct = 0;
	ck_assert_int_eq(dt_tree_build(b.data, b.len, "x", &t, NULL), 0);
	ck_assert_ptr_nonnull(dt_by_phandle(t, 9));
	dt_tree_free(t);
	buf_free(&b);
}
END_TEST

/* A blob whose structure block is made of the tags given. */
static struct buf blob_of_tags(const uint32_t *tags, size_t n)
{
	struct buf b = { 0 };
	struct fdt_header h = { 0 };
	size_t structure = sizeof(h) + 16, strings = structure + n * 4;

	h.magic = cpu_to_fdt32(FDT_MAGIC);
	h.totalsize = cpu_to_fdt32((uint32_t)strings + 8);
	h.off_dt_struct = cpu_to_fdt32((uint32_t)structure);
	h.off_dt_strings = cpu_to_fdt32((uint32_t)strings);
	h.off_mem_rsvmap = cpu_to_fdt32(sizeof(h));
	h.version = cpu_to_fdt32(17);
	h.last_comp_version = cpu_to_fdt32(16);
	h.size_dt_strings = cpu_to_fdt32(8);
	h.size_dt_struct = cpu_to_fdt32((uint32_t)n * 4);
	buf_write(&b, &h, sizeof(h));
	buf_write(&b, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
	for (size_t i = 0; i < n; i++) {
		fdt32_t tag = cpu_to_fdt32(tags[i]);

		buf_write(&b, &tag, 4);
	}
	buf_write(&b, "phandle", 8);
	return b;
}

#define ROOT  FDT_BEGIN_NODE, 0
#define NODE  FDT_BEGIN_NODE, 0x61000000
#define PROP  FDT_PROP, 4, 0, 0x11
#define CLOSE FDT_END_NODE
#define END   FDT_END

static const struct {
	uint32_t tags[16];
	size_t n;
	bool good;
} structures[] = {
	{ { ROOT, PROP, CLOSE, END }, 8, true },
	{ { ROOT, PROP, NODE, CLOSE, CLOSE, END }, 11, true },
	{ { FDT_NOP, ROOT, FDT_NOP, CLOSE, END }, 6, true },
	{ { END }, 1, false },
	{ { ROOT, END }, 3, false },
	{ { ROOT, NODE, CLOSE, END }, 6, false },
	{ { ROOT, CLOSE, CLOSE, END }, 5, false },
	{ { CLOSE, END }, 2, false },
	{ { PROP, ROOT, CLOSE, END }, 8, false },
	{ { ROOT, CLOSE, PROP, END }, 8, false },
	{ { ROOT, CLOSE, ROOT, CLOSE, END }, 7, false },
	{ { ROOT, NODE, CLOSE, PROP, CLOSE, END }, 11, false },
	{ { ROOT, 7, CLOSE, END }, 5, false },
	{ { ROOT, FDT_PROP, 4, 99, 0x11, CLOSE, END }, 8, false },
	{ { ROOT, FDT_PROP, 400, 0, 0x11, CLOSE, END }, 8, false },
	{ { ROOT, FDT_PROP, 0xffffffff, 0, 0x11, CLOSE, END }, 8, false },
	{ { ROOT, CLOSE }, 3, false },
};

START_TEST(structures_are_checked)
{
	struct buf b = blob_of_tags(structures[_i].tags, structures[_i].n);
	struct dt_tree *t = NULL;
	struct sdc_error err = { 0 };
	int ret = dt_tree_build(b.data, b.len, "x.dtb", &t, &err);

	if (structures[_i].good) {
		ck_assert_msg(!ret, "%s", err.text);
		ck_assert_str_eq(t->nodes[0].name, "");
	} else {
		ck_assert_int_eq(ret, -SDC_EINPUT);
		ck_assert_ptr_null(t);
	}
	dt_tree_free(t);
	buf_free(&b);
}
END_TEST

static struct buf nested(unsigned int depth)
{
	struct buf b = { 0 };

	buf_reserve(&b, 1 << 16);
	b.len = 1 << 16;
	ck_assert_int_eq(fdt_create(b.data, (int)b.len), 0);
	fdt_finish_reservemap(b.data);
	for (unsigned int i = 0; i < depth; i++)
		fdt_begin_node(b.data, i ? "n" : "");
	for (unsigned int i = 0; i < depth; i++)
		fdt_end_node(b.data);
	ck_assert_int_eq(fdt_finish(b.data), 0);
	return b;
}

START_TEST(depth_is_limited)
{
	struct buf b = nested(64);
	struct buf path = { 0 };
	struct dt_tree *t;

	ck_assert_int_eq(dt_tree_build(b.data, b.len, "x", &t, NULL), 0);
	dt_path(&path, &t->nodes[63]);
	ck_assert_uint_eq(path.len, 63 * 2);
	buf_free(&path);
	dt_tree_free(t);
	buf_free(&b);
	b = nested(65);
	expect_refusal(b.data, b.len, "nested more than 64 deep");
	buf_free(&b);
}
END_TEST

START_TEST(the_first_node_of_a_repeated_phandle_counts)
{
	struct dt_tree *t;
	struct buf b = blob_of("/dts-v1/; / { a { x = <1>; phandle = <3>; };"
			       " b { phandle = <4>; }; c { linux,phandle = <6>; };"
			       " d { phandle = <0x12345678>; }; };",
		false);
	const struct dt_node *n;

	ck_assert_int_eq(dt_tree_build(b.data, b.len, "x", &t, NULL), 0);
	/* dtc writes no repeated phandle, so the second one is made here. */
	((uint8_t *)(uintptr_t)dt_prop(node_at(t, "/b"), "phandle")->data)[3] = 3;
	dt_tree_free(t);
	ck_assert_int_eq(dt_tree_build(b.data, b.len, "x", &t, NULL), 0);
	n = dt_by_phandle(t, 3);
	ck_assert_str_eq(n->name, "a");
	ck_assert_str_eq(dt_by_phandle(t, 6)->name, "c");
	ck_assert_str_eq(dt_by_phandle(t, 0x12345678)->name, "d");
	dt_tree_free(t);
	buf_free(&b);
}
END_TEST

#define LOOP(tc, test, table) tcase_add_loop_test(tc, test, 0, sizeof(table) / sizeof((table)[0]))

int main(void)
{
	Suite *s = suite_create("dt/tree");
	TCase *tc = tcase_create("reading"), *hostile = tcase_create("hostile");

	tcase_add_test(tc, nodes_are_in_order_and_linked);
	LOOP(tc, paths_and_aliases_lead_to_nodes, paths);
	tcase_add_test(tc, an_alias_needs_an_aliases_node);
	tcase_add_test(tc, phandles_lead_to_nodes);
	tcase_add_test(tc, values_are_read_by_form);
	tcase_add_test(tc, status_decides_availability);
	tcase_add_test(tc, names_are_compared_without_unit_address);
	tcase_add_test(tc, numbers_are_big_endian);
	tcase_add_test(tc, many_names_are_found_as_few_are);
	tcase_add_test(tc, many_properties_among_few_children_are_found);
	tcase_add_test(tc, the_first_node_of_a_repeated_phandle_counts);
	tcase_add_test(hostile, a_short_cell_is_read_on_past_its_end);
	tcase_add_test(hostile, damaged_headers_are_refused);
	tcase_add_test(hostile, version_16_is_read);
	LOOP(hostile, structures_are_checked, structures);
	tcase_add_test(hostile, depth_is_limited);
	suite_add_tcase(s, tc);
	suite_add_tcase(s, hostile);
	return unit_main(s);
}
