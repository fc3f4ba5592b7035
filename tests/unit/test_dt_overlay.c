// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>

#include "unit.h"

#include "dt/load.h"
#include "dt/overlay/overlay.h"
#include "trees.h"

static char dir[] = "/tmp/unit-overlay-XXXXXX";

static void make_dir(void)
{
	strcpy(dir, "/tmp/unit-overlay-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void remove_dir(void)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", dir);
	ck_assert_int_eq(system(command), 0);
}

static const char base_source[] =
	"/dts-v1/; / { soc: soc { uart: uart { status = \"disabled\"; }; };"
	" user { refs = <&uart>; }; };";

static const char *put(const char *name, const char *text)
{
	static char paths[4][128];
	static int next;
	char *path = paths[next++ % 4];
	FILE *f;

	snprintf(path, sizeof(paths[0]), "%s/%s", dir, name);
	f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
	return path;
}

static void expect_place(struct dt_place p, const char *file, unsigned int column)
{
	ck_assert_str_eq(strrchr(p.file, '/') + 1, file);
	ck_assert_uint_eq(p.line, 1);
	ck_assert_uint_eq(p.column, column);
}

START_TEST(overlays_apply_in_their_order)
{
	const char *overlays[] = {
		put("1.dtso", "/dts-v1/; /plugin/; &uart { status = \"okay\"; added = <&soc>; };"),
		put("2.dtso", "/dts-v1/; /plugin/; &uart { status = \"fail\"; };"
			      " &soc { spi { ref = <&uart>; }; };"),
	};
	struct sdc_load_options opts = {
		.size = sizeof(opts), .overlays = overlays, .n_overlays = 2
	};
	struct sdc_error err;
	const struct dt_node *uart;
	struct dt_tree *t;
	uint32_t v;
	int ret = dt_load(put("base.dts", base_source), &opts, &t, &err);

	ck_assert_msg(!ret, "%s", ret ? err.text : "");
	uart = node_at(t, "/soc/uart");
	ck_assert_str_eq(dt_prop_string(uart, "status"), "fail");
	ck_assert(dt_prop_u32(uart, "added", &v));
	ck_assert_ptr_eq(dt_by_phandle(t, v), node_at(t, "/soc"));
	ck_assert(dt_prop_u32(node_at(t, "/soc/spi"), "ref", &v));
	ck_assert_ptr_eq(dt_by_phandle(t, v), uart);
	/* A node stands where it was first written, a property where it was last. */
	expect_place(dt_place_node(t, uart), "base.dts", 37);
	expect_place(dt_place_prop(t, dt_prop(uart, "status")), "2.dtso", 29);
	expect_place(dt_place_prop(t, dt_prop(uart, "added")), "1.dtso", 46);
	expect_place(dt_place_node(t, node_at(t, "/soc/spi")), "2.dtso", 60);
	dt_tree_free(t);
}
END_TEST

static void expect_error(const char *overlay, int status, const char *text)
{
	struct sdc_load_options opts = {
		.size = sizeof(opts), .overlays = &overlay, .n_overlays = 1
	};
	struct sdc_error err = { 0 };
	struct dt_tree *t = NULL;

	ck_assert_int_eq(dt_load(put("base.dts", base_source), &opts, &t, &err), -status);
	ck_assert_ptr_null(t);
	ck_assert_msg(strstr(err.text, text) != NULL, "\"%s\" lacks \"%s\"", err.text, text);
}

START_TEST(overlays_that_do_not_fit_are_refused)
{
	expect_error("/nowhere.dtbo", SDC_EIO, "/nowhere.dtbo: No such file");
	expect_error(put("n.dtso", "/dts-v1/; /plugin/; &none { a; };"), SDC_EINPUT,
		"base.dts has no label none");
	expect_error(put("s.dtso", "/dts-v1/; /plugin/; &uart { a };"), SDC_EINPUT,
		"s.dtso:1:31: syntax error");
	expect_error(put("t.txt", "no overlay"), SDC_EINPUT, "t.txt: neither a device tree");
}
END_TEST

START_TEST(a_label_that_is_missing_is_named_at_its_use)
{
	expect_error(put("m.dtso", "/dts-v1/; /plugin/;\n&uart { a = <1 &sok>; };"), SDC_EINPUT,
		"m.dtso:2:16: ");
	expect_error(put("p.dtso", "/dts-v1/; /plugin/;\n&uart { a = <&{/soc}>; };"), SDC_EINPUT,
		"p.dtso:2:14: an overlay can refer to /soc through a label only");
}
END_TEST

START_TEST(an_overlay_is_no_tree)
{
	struct sdc_error err = { 0 };
	struct dt_tree *t = NULL;
	struct buf b = blob_of("/dts-v1/; /plugin/; &a { b; };", true);
	char path[128];
	FILE *f;

	ck_assert_int_eq(dt_load(put("o.dtso", "/dts-v1/;\n/plugin/; &a { b; };"), NULL, &t, &err),
		-SDC_EINPUT);
	ck_assert_msg(strstr(err.text, "o.dtso:2:1: this is an overlay") != NULL, "%s", err.text);
	snprintf(path, sizeof(path), "%s/o.dtbo", dir);
	f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(b.data, 1, b.len, f), b.len);
	fclose(f);
	ck_assert_int_eq(dt_load(path, NULL, &t, &err), -SDC_EINPUT);
	ck_assert_msg(strstr(err.text, "o.dtbo: this is an overlay") != NULL, "%s", err.text);
	buf_free(&b);
}
END_TEST

START_TEST(a_refused_overlay_leaves_the_base)
{
	struct buf base = blob_of("/dts-v1/; / { a { b; }; };", false), copy = { 0 };
	struct buf overlay = blob_of("/dts-v1/; /plugin/; &missing { x; };", true);
	struct sdc_error err;

	buf_write(&copy, base.data, base.len);
	ck_assert_int_eq(dt_overlay_apply(&base, "base", &overlay, "over", &err), -SDC_EINPUT);
	ck_assert_uint_eq(base.len, copy.len);
	ck_assert_int_eq(memcmp(base.data, copy.data, copy.len), 0);
	overlay.len = 20;
	ck_assert_int_eq(dt_overlay_apply(&base, "base", &overlay, "over", &err), -SDC_EINPUT);
	ck_assert_str_eq(err.text, "over: too short for a device tree blob");
	buf_free(&overlay);
	overlay = blob_of("/dts-v1/; /plugin/; &{/a} { x; };", true);
	base.len = 30;
	ck_assert_int_eq(dt_overlay_apply(&base, "base", &overlay, "over", &err), -SDC_EINPUT);
	ck_assert_str_eq(err.text, "base: too short for a device tree blob");
	buf_free(&base);
	buf_free(&copy);
	buf_free(&overlay);
}
END_TEST

/* What dtc makes of references, and what libfdt would follow out of its properties. */
static const struct {
	const char *nodes, *error; /* NULL: applied */
} fixups[] = {
	{ "__fixups__ { a = \"/fragment@0/__overlay__:x:0\"; };", NULL },
	{ "__fixups__ { a = \"/fragment@0/__overlay__:x:4\"; };", NULL },
	{ "__fixups__ { a = \"/fragment@0/__overlay__:x:5\"; };", "outside of its property" },
	{ "__fixups__ { a = \"/fragment@0/__overlay__:x:4294967280\"; };", "malformed" },
	{ "__fixups__ { a = \"/fragment@0/__overlay__:x:-16\"; };", "malformed" },
	{ "__fixups__ { a = \"/fragment@0/__overlay__:x:\"; };", "malformed" },
	{ "__fixups__ { a = \"/fragment@0/__overlay__:x\"; };", "malformed" },
	{ "__fixups__ { a = \"fragment@0:x:0\"; };", "malformed" },
	{ "__fixups__ { a = [2f]; };", "malformed" },
	{ "__fixups__ { a; };", "malformed" },
	{ "__fixups__ { a = \"/fragment@0/__overlay__:y:0\"; };", "leads to nothing" },
	{ "__fixups__ { a = \"/nowhere:x:0\"; };", "leads to nothing" },
	{ "__fixups__ { a = \"/__fixups__:a:0\"; };", "leads to fixups" },
	{ "__local_fixups__ { fragment@0 { __overlay__ { x = <0 4>; }; }; };", NULL },
	{ "__local_fixups__ { fragment@0 { __overlay__ { x = <0 5>; }; }; };",
		"outside of its property" },
	{ "__local_fixups__ { fragment@0 { __overlay__ { x = <0xfffffff0>; }; }; };",
		"outside of its property" },
	{ "__local_fixups__ { fragment@0 { __overlay__ { s = <0>; }; }; };",
		"outside of its property" },
	{ "__local_fixups__ { fragment@0 { __overlay__ { x = [00]; }; }; };", "malformed" },
	{ "__local_fixups__ { fragment@0 { __overlay__ { y = <0>; }; }; };", "leads to nothing" },
	{ "__local_fixups__ { fragment@1 { }; };", "leads to nothing" },
	{ "__local_fixups__ { fragment@0 { __overlay__ { x = <0>; }; };"
	  " __local_fixups__ { fragment@0 { __overlay__ { x = <0>; }; }; }; };",
		"leads to fixups" },
	{ "__local_fixups__ { fragment@0 { __overlay__ { phandle = <5>; }; }; };", "malformed" },
};

START_TEST(fixups_stay_in_their_properties)
{
	struct buf base = blob_of("/dts-v1/; / { a: a { }; };", true), overlay, source = { 0 };
	struct sdc_error err = { 0 };
	int ret;

	buf_printf(&source,
		"/dts-v1/; / { fragment@0 { target-path = \"/a\"; __overlay__ { x = <1 2>; s = [00];"
		" phandle = <1>; }; }; %s };",
		fixups[_i].nodes);
	overlay = blob_of(source.data, false);
	ret = dt_overlay_apply(&base, "base", &overlay, "over", &err);
	ck_assert_int_eq(ret, fixups[_i].error ? -SDC_EINPUT : 0);
	if (ret)
		ck_assert_msg(strstr(err.text, fixups[_i].error) != NULL, "%s", err.text);
	buf_free(&base);
	buf_free(&overlay);
	buf_free(&source);
}
END_TEST

/* The names of a node's children, each with a blank behind it. */
static const char *children(const struct buf *blob, const char *path)
{
	static char names[64];
	struct dt_tree *t;
	const struct dt_node *c;

	names[0] = '\0';
	ck_assert_int_eq(dt_tree_build(blob->data, blob->len, "x", &t, NULL), 0);
	dt_for_each_child(node_at(t, path), c)
		strcat(strcat(names, c->name), " ");
	dt_tree_free(t);
	return names;
}

START_TEST(new_nodes_stand_before_or_behind)
{
	struct buf base = blob_of("/dts-v1/; / { a: a { old { one { }; }; }; };", true),
		   copy = { 0 };
	struct buf over =
		blob_of("/dts-v1/; /plugin/;"
			" &a { x { p { }; q { }; }; y { }; old { two { }; three { }; }; };",
			true);
	struct buf over2 = { 0 };

	buf_write(&copy, base.data, base.len);
	buf_write(&over2, over.data, over.len);
	ck_assert_int_eq(dt_overlay_apply(&base, "base", &over, "over", NULL), 0);
	ck_assert_int_eq(dt_overlay_append(&copy, "base", &over2, "over", NULL), 0);
	ck_assert_str_eq(children(&base, "/a"), "y x old ");
	ck_assert_str_eq(children(&base, "/a/old"), "three two one ");
	ck_assert_str_eq(children(&copy, "/a"), "old x y ");
	ck_assert_str_eq(children(&copy, "/a/x"), "p q ");
	ck_assert_str_eq(children(&copy, "/a/old"), "one two three ");
	buf_free(&base);
	buf_free(&copy);
	buf_free(&over);
	buf_free(&over2);
}
END_TEST

START_TEST(a_large_overlay_finds_room)
{
	struct buf base = blob_of("/dts-v1/; / { a: a { b; }; };", true), source = { 0 }, overlay;
	struct dt_tree *t;

	buf_puts(&source, "/dts-v1/; /plugin/; &a {");
	for (int i = 0; i < 2000; i++)
		buf_printf(&source, "l%d: node%d { p%d = \"%d\"; };", i, i, i, i);
	buf_puts(&source, "};");
	overlay = blob_of(source.data, true);
	ck_assert_int_eq(dt_overlay_apply(&base, "base", &overlay, "over", NULL), 0);
	ck_assert_int_eq(dt_tree_build(base.data, base.len, "x", &t, NULL), 0);
	ck_assert_str_eq(node_at(t, "/a/node1999")->label, "l1999");
	dt_tree_free(t);
	buf_free(&base);
	buf_free(&overlay);
	buf_free(&source);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("dt/overlay");
	TCase *tc = tcase_create("overlay");

	tcase_add_checked_fixture(tc, make_dir, remove_dir);
	tcase_add_test(tc, overlays_apply_in_their_order);
	tcase_add_test(tc, overlays_that_do_not_fit_are_refused);
	tcase_add_test(tc, a_label_that_is_missing_is_named_at_its_use);
	tcase_add_test(tc, an_overlay_is_no_tree);
	tcase_add_test(tc, a_refused_overlay_leaves_the_base);
	tcase_add_loop_test(
		tc, fixups_stay_in_their_properties, 0, sizeof(fixups) / sizeof(fixups[0]));
	tcase_add_test(tc, new_nodes_stand_before_or_behind);
	tcase_add_test(tc, a_large_overlay_finds_room);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
