// SPDX-License-Identifier: BSD-2-Clause
/* The places of nodes and properties in a source, as dtc's annotations give them. */
#include <stdlib.h>
#include <sys/stat.h>

#include "unit.h"

#include "dt/load.h"
#include "dt/source/annotated.h"
#include "dt/source/source.h"
#include "trees.h"

static char dir[] = "/tmp/unit-source-XXXXXX";

static void make_dir(void)
{
	strcpy(dir, "/tmp/unit-source-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void remove_dir(void)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", dir);
	ck_assert_int_eq(system(command), 0);
}

static void put(const char *name, const char *text)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

static struct dt_tree *load(const char *name)
{
	struct sdc_error err;
	char path[128];
	struct dt_tree *t;
	int ret;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	ret = dt_load(path, NULL, &t, &err);
	ck_assert_msg(!ret, "%s", ret ? err.text : "");
	ck_assert_ptr_nonnull(t->source);
	return t;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void expect_place(
	struct dt_place p, const char *file, unsigned int line, unsigned int column)
{
	ck_assert_str_eq(base_name(p.file), file);
	ck_assert_uint_eq(p.line, line);
	ck_assert_uint_eq(p.column, column);
}

static void expect_node(const struct dt_tree *t, const char *path, const char *file,
	unsigned int line, unsigned int column)
{
	expect_place(dt_place_node(t, node_at(t, path)), file, line, column);
}

static void expect_prop(const struct dt_tree *t, const char *path, const char *prop,
	const char *file, unsigned int line, unsigned int column)
{
	const struct dt_prop *p = dt_prop(node_at(t, path), prop);

	ck_assert_msg(p != NULL, "%s has no %s", path, prop);
	expect_place(dt_place_prop(t, p), file, line, column);
}

START_TEST(nodes_and_properties_have_places)
{
	struct dt_tree *t;
	struct dt_place p;

	put("a.dts", "/dts-v1/;\n"
		     "/ {\n"
		     "\tempty;\n"
		     "\tlab: node@1 {\n"
		     "\t\treg = <0x1\n"
		     "\t\t       0x2>;\n"
		     "\t};\n"
		     "};\n");
	t = load("a.dts");
	expect_node(t, "/", "a.dts", 2, 3);
	expect_prop(t, "/", "empty", "a.dts", 3, 2);
	expect_node(t, "/node@1", "a.dts", 4, 14);
	expect_prop(t, "/node@1", "reg", "a.dts", 5, 3);
	p = dt_place_prop(t, dt_prop(node_at(t, "/node@1"), "reg"));
	ck_assert_uint_eq(p.end_line, 6);
	ck_assert_uint_eq(p.end_column, 14);
	ck_assert_str_eq(node_at(t, "/node@1")->label, "lab");
	ck_assert_str_eq(dt_source_line(t, p.file, 5), "\t\treg = <0x1");
	ck_assert_str_eq(dt_source_line(t, p.file, 1), "/dts-v1/;");
	ck_assert_ptr_null(dt_source_line(t, p.file, 9));
	ck_assert_ptr_null(dt_source_line(t, p.file, 0));
	ck_assert_ptr_null(dt_source_line(t, "/nowhere.dts", 1));
	dt_tree_free(t);
}
END_TEST

START_TEST(includes_keep_their_own_places)
{
	struct dt_tree *t;

	put("common.dtsi",
		"/ {\n\tsoc: soc {\n\t\tuart: uart { status = \"disabled\"; };\n\t};\n};\n");
	put("b.dts", "/dts-v1/;\n/include/ \"common.dtsi\"\n&uart { status = \"okay\"; x; };\n");
	t = load("b.dts");
	expect_node(t, "/soc", "common.dtsi", 2, 11);
	expect_prop(t, "/soc/uart", "x", "b.dts", 3, 26);
	expect_prop(t, "/soc/uart", "status", "b.dts", 3, 9);
	ck_assert_str_eq(node_at(t, "/soc/uart")->label, "uart");
	dt_tree_free(t);
}
END_TEST

START_TEST(the_last_of_several_definitions_counts)
{
	struct dt_tree *t;

	put("c.dts", "/dts-v1/;\n"
		     "/ { n: n { a = <1>; }; };\n"
		     "/ { n { b = <2>; }; };\n"
		     "&n { c = <3>; };\n"
		     "&{/n} { a = <4>; };\n");
	t = load("c.dts");
	expect_node(t, "/n", "c.dts", 5, 7);
	expect_prop(t, "/n", "a", "c.dts", 5, 9);
	expect_prop(t, "/n", "b", "c.dts", 3, 9);
	expect_prop(t, "/n", "c", "c.dts", 4, 6);
	dt_tree_free(t);
}
END_TEST

START_TEST(line_markers_of_a_preprocessor_are_followed)
{
	struct dt_tree *t;

	put("p.dts", "# 1 \"board.dts\"\n/dts-v1/;\n# 40 \"soc.dtsi\" 1\n/ {\n\tx;\n};\n");
	t = load("p.dts");
	expect_prop(t, "/", "x", "soc.dtsi", 41, 2);
	dt_tree_free(t);
}
END_TEST

/* Each holds what a naive reader of the annotations stumbles over; the node behind must be found.
 */
static const char *const tricky[] = {
	"a = \"} {\";",
	"a = \"x { /* f:1:2-3:4 */\";",
	"a = \"*/ /* \";",
	"a = \"quote \\\" brace {\";",
	"a = \"back\\\\slash\", \"new\\nline\";",
	"a = \"two\", \"strings: with colon\";",
	"l1: a = <1 l2: 2 l3:>;",
	"l1: l2: a = \"x\";",
	"a: b { };",
	"a: b: c@1,2 { };",
	"a; /* comment { */ b; // another {\n",
	"a = [00 11 22]; b = /bits/ 8 <1 2>;",
	"a = <&{/n}>, <&lab>;",
	"a = &lab;",
	"#size-cells = <1>; a,b-c.d_e+f?g = <1>;",
	"gone = <1>; /delete-property/ gone;",
	"gone { x; y { }; }; }; }; &lab { /delete-node/ gone; }; / { o {",
	"a = \"\";",
	"a = \"x\", <1>, [02], \"y\";",
	"/* { */ a = <0x1 /* } */ 0x2>;",
};

START_TEST(tricky_sources_keep_their_places)
{
	struct buf b = { 0 };
	struct dt_tree *t;
	unsigned int line = 5;

	buf_printf(&b,
		"/dts-v1/;\n/memreserve/ 0x1000 0x2000;\nm: /memreserve/ 0x0 0x1;\n"
		"/ { lab: n { %s };\nz { last; sub { inner; }; }; };\n",
		tricky[_i]);
	line += tricky[_i][strlen(tricky[_i]) - 1] == '\n';
	put("t.dts", b.data);
	t = load("t.dts");
	expect_prop(t, "/z", "last", "t.dts", line, 5);
	expect_node(t, "/z/sub", "t.dts", line, 15);
	expect_prop(t, "/z/sub", "inner", "t.dts", line, 17);
	ck_assert(t->source->read);
	dt_tree_free(t);
	buf_free(&b);
}
END_TEST

static void same_place(const struct dt_place *a, const struct dt_place *b)
{
	if (!b->line)
		return;
	ck_assert_str_eq(a->file, b->file);
	ck_assert_uint_eq(a->line, b->line);
	ck_assert_uint_eq(a->column, b->column);
	ck_assert_uint_eq(a->end_line, b->end_line);
	ck_assert_uint_eq(a->end_column, b->end_column);
}

/* What the reading of the source itself stumbles over. */
static const char *const structures[] = {
	"/dts-v1/; / { b = <';' '\\'' '\\\\'>; c { }; };",
	"/dts-v1/; / { x: y: a { b; }; }; &x { c; }; &y { d { }; }; &{/a/d} { e; };",
	"/dts-v1/; / { x: a { }; }; z: &x { }; / { w: a { b; }; };",
	"/dts-v1/; / { x: a { y: b { }; }; }; / { /delete-node/ a; }; / { a { b { }; }; };",
	"/dts-v1/; / { x: a { y: b { }; }; }; /delete-node/ &x; / { a { b { c; }; }; };",
	"/dts-v1/; / { a { b { }; }; }; /delete-node/ &{/a/b}; / { a { b { }; }; };",
	"/dts-v1/; / { c = <&x>; /omit-if-no-ref/ x: a { }; /omit-if-no-ref/ y: b { }; };",
	"/dts-v1/; / { x: a { }; b { }; }; /omit-if-no-ref/ &x;",
	"/dts-v1/; / { \\a = <1>; #b; c,d; 1e = <2>; f@1,2 { reg = <1>; }; };",
	"/dts-v1/; / { a\n\n=\n<1\n2>\n;\tb /* ; */ ; // ; }\n c\n{ }\n; };",
	"/dts-v1/; / { y; /include/ \"part.dtsi\"\n }; /include/ \"whole.dtsi\"\n / { z; };",
	"/dts-v1/; / { a = /bits/ 8 <1>, [00], &{/}, \"a;b\"; };",
	"/dts-v1/; /memreserve/ 0x1 0x2; / { a = <(1 ? 2 : 3)>, <(1 << 2)>; };",
	"/dts-v1/; / { a; }; / { a = <1>; b { }; }; / { b { c; }; b { d; }; };",
};

/* The tree's labels, which it then has no more. */
static const char **take_labels(struct dt_tree *t, struct arena *a)
{
	const char **labels = arena_array(a, t->n_nodes, sizeof(*labels));

	for (size_t i = 0; i < t->n_nodes; i++) {
		labels[i] = t->nodes[i].label;
		((struct dt_node *)t->nodes)[i].label = NULL;
	}
	return labels;
}

START_TEST(structures_are_read_as_dtc_reads_them)
{
	struct dt_place *nodes, *props;
	struct buf text = { 0 };
	struct arena a = ARENA_INIT;
	const char **labels;
	struct dt_tree *t;

	put("part.dtsi", "p = <1>;\n q { r; };\n");
	put("whole.dtsi", "\n/ { w { }; };\n");
	put("s.dts", structures[_i]);
	t = load("s.dts");
	nodes = arena_array(&a, t->n_nodes, sizeof(*nodes));
	props = arena_array(&a, t->n_props + 1, sizeof(*props));
	labels = take_labels(t, &a);
	ck_assert_int_eq(unit_annotate(t->source->units.v[0], false, NULL, &text), 0);
	ck_assert(annotated_read(buf_str(&text), t, &a, nodes, props));
	for (size_t i = 0; i < t->n_nodes; i++)
		same_place(&t->source->nodes[i].place, &nodes[i]);
	for (size_t i = 0; i < t->n_nodes; i++)
		ck_assert_pstr_eq(labels[i], t->nodes[i].label);
	for (size_t i = 0; i < t->n_props; i++)
		same_place(&t->source->props[i].place, &props[i]);
	/* dtc was not asked. */
	ck_assert(t->source->read);
	dt_tree_free(t);
	buf_free(&text);
	arena_free(&a);
}
END_TEST

START_TEST(an_included_place_says_from_where)
{
	const struct dt_inclusion *from;
	struct dt_tree *t;

	put("in.dtsi", "in { };\n");
	put("out.dtsi", "/ {\n\n/include/ \"in.dtsi\"\n};\n");
	put("m.dts", "#define X\n/dts-v1/;\n\n/include/ \"out.dtsi\"\n");
	t = load("m.dts");
	from = dt_place_node(t, node_at(t, "/in")).from;
	ck_assert_ptr_nonnull(from);
	ck_assert_str_eq(base_name(from->file), "out.dtsi");
	ck_assert_uint_eq(from->line, 3);
	ck_assert_str_eq(base_name(from->next->file), "m.dts");
	ck_assert_uint_eq(from->next->line, 4);
	dt_tree_free(t);
}
END_TEST

START_TEST(file_names_may_hold_anything)
{
	static const char *const names[] = { "a b.dts", "x:1:2-3:4.dts", "y, z.dts", "c*.dts" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct dt_tree *t;

		put(names[i], "/dts-v1/;\n/ { n { last; }; };\n");
		t = load(names[i]);
		expect_prop(t, "/n", "last", names[i], 2, 9);
		dt_tree_free(t);
	}
}
END_TEST

START_TEST(line_ends_of_other_systems_are_cut_off)
{
	struct dt_tree *t;
	struct dt_place p;

	put("w.dts", "/dts-v1/;\r\n/ { a; };\r\n");
	t = load("w.dts");
	p = dt_place_prop(t, dt_prop(t->nodes, "a"));
	ck_assert_str_eq(dt_source_line(t, p.file, p.line), "/ { a; };");
	dt_tree_free(t);
}
END_TEST

/* Annotations that are not those of the tree: no place is better than a wrong one. */
static const char *const foreign[] = {
	"",
	"garbage\n",
	"/dts-v1/;\n/ {\n};\n",
	"/dts-v1/;\n/ {\n\tb;\n\tn {\n\t};\n};\n",
	"/dts-v1/;\n/ {\n\ta;\n\tb;\n\tn {\n\t};\n};\n",
	"/dts-v1/;\n/ {\n\ta;\n\tn {\n\t};\n\tm {\n\t};\n};\n",
	"\ta;\n",
};

START_TEST(foreign_annotations_are_refused)
{
	struct buf b = blob_of("/dts-v1/; / { a; n {}; };", false);
	struct dt_place nodes[2] = { 0 }, props[1] = { 0 };
	struct dt_tree *t;

	ck_assert_int_eq(dt_tree_build(b.data, b.len, "x", &t, NULL), 0);
	ck_assert(!annotated_read(foreign[_i], t, &t->arena, nodes, props));
	dt_tree_free(t);
	buf_free(&b);
}
END_TEST

/* Comments that are no places leave a property without one. */
static const char *const placeless[] = {
	"/ {\n\ta;\n\tn {\n\t};\n};",
	"/ { /* */\n\ta; /* x */\n\tn { /* f:1 */\n\t};\n};",
	"/ {\n\ta; /* f:1:2:3:4 */\n\tn {\n\t};\n};\n",
	"/ {\n\ta; /* 1:2-3:4 */\n\tn {\n\t};\n};\n",
};

START_TEST(annotations_without_places_are_read)
{
	struct buf b = blob_of("/dts-v1/; / { a; n {}; };", false);
	struct dt_place nodes[2] = { 0 }, props[1] = { 0 };
	struct dt_tree *t;

	ck_assert_int_eq(dt_tree_build(b.data, b.len, "x", &t, NULL), 0);
	ck_assert(annotated_read(placeless[_i], t, &t->arena, nodes, props));
	ck_assert_uint_eq(props[0].line, 0);
	ck_assert_uint_eq(nodes[0].line, 0);
	dt_tree_free(t);
	buf_free(&b);
}
END_TEST

#define LOOP(tc, test, table) tcase_add_loop_test(tc, test, 0, sizeof(table) / sizeof((table)[0]))

int main(void)
{
	Suite *s = suite_create("dt/source");
	TCase *tc = tcase_create("source");

	tcase_add_checked_fixture(tc, make_dir, remove_dir);
	tcase_add_test(tc, nodes_and_properties_have_places);
	tcase_add_test(tc, includes_keep_their_own_places);
	tcase_add_test(tc, the_last_of_several_definitions_counts);
	tcase_add_test(tc, line_markers_of_a_preprocessor_are_followed);
	LOOP(tc, tricky_sources_keep_their_places, tricky);
	LOOP(tc, structures_are_read_as_dtc_reads_them, structures);
	tcase_add_test(tc, an_included_place_says_from_where);
	tcase_add_test(tc, file_names_may_hold_anything);
	tcase_add_test(tc, line_ends_of_other_systems_are_cut_off);
	LOOP(tc, foreign_annotations_are_refused, foreign);
	LOOP(tc, annotations_without_places_are_read, placeless);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
