// SPDX-License-Identifier: BSD-2-Clause
#include <libfdt.h>

#include "unit.h"

#include "base/sha256.h"
#include "emit/emit.h"
#include "plan/copy/node.h"
#include "trees.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

/* / { a { child-of-a; }; b: b { r = <&b 1 65000>; }; }; */
static struct plan_node *small_tree(void)
{
	struct plan_node *root = node_new(&arena, ""), *a = node_new(&arena, "a");
	struct plan_node *b = node_new(&arena, "b");
	struct cells c = { 0 };

	node_append(root, a);
	node_append(a, node_new(&arena, "below"));
	node_append(root, b);
	b->phandle = 7;
	b->label = "b";
	cells_ref(&c, b);
	cells_put(&c, 1);
	cells_ref(&c, NULL);
	cells_end(&arena, &c, b, "r");
	/* The plan's last step. */
	memcpy((void *)b->props->data, "\0\0\0\7", 4);
	return root;
}

START_TEST(blob_holds_the_tree)
{
	struct buf blob = { 0 };
	struct dt_tree *t;
	struct sdc_error err;
	const struct dt_node *b;

	ck_assert_int_eq(emit_blob(small_tree(), "test", &blob, &err), 0);
	ck_assert_int_eq(fdt_check_full(blob.data, blob.len), 0);
	ck_assert_uint_eq(fdt_totalsize(blob.data), blob.len);
	ck_assert_int_eq(dt_tree_build(blob.data, blob.len, "test", &t, &err), 0);
	b = node_at(t, "/b");
	ck_assert_uint_eq(b->phandle, 7);
	ck_assert_uint_eq(dt_cell(dt_prop(b, "r")->data, 2), PLAN_GIC);
	node_at(t, "/a/below");
	dt_tree_free(t);
	buf_free(&blob);
}
END_TEST

START_TEST(blob_of_many_names)
{
	struct plan_node *root = node_new(&arena, "");
	struct buf blob = { 0 };
	struct sdc_error err;

	for (unsigned int i = 0; i < 20000; i++)
		node_cell(&arena, root, arena_printf(&arena, "p%u", i), i);
	ck_assert_int_eq(emit_blob(root, "test", &blob, &err), 0);
	ck_assert_int_eq(fdt_check_full(blob.data, blob.len), 0);
	buf_free(&blob);
}
END_TEST

START_TEST(blob_of_a_deep_tree)
{
	struct plan_node *root = node_new(&arena, ""), *n = root;
	struct buf blob = { 0 };
	struct sdc_error err;

	for (unsigned int i = 0; i < 100000; i++) {
		struct plan_node *below = node_new(&arena, "n");

		node_append(n, below);
		n = below;
	}
	ck_assert_int_eq(emit_blob(root, "test", &blob, &err), 0);
	ck_assert_int_eq(fdt_check_header(blob.data), 0);
	buf_free(&blob);
}
END_TEST

static void compare_blobs(const struct buf *one, const struct buf *two)
{
	struct dt_tree *a, *b;

	ck_assert_int_eq(dt_tree_build(one->data, one->len, "one", &a, NULL), 0);
	ck_assert_int_eq(dt_tree_build(two->data, two->len, "two", &b, NULL), 0);
	ck_assert_uint_eq(a->n_nodes, b->n_nodes);
	ck_assert_uint_eq(a->n_props, b->n_props);
	for (size_t i = 0; i < a->n_nodes; i++) {
		ck_assert_str_eq(a->nodes[i].name, b->nodes[i].name);
		ck_assert_uint_eq(a->nodes[i].depth, b->nodes[i].depth);
	}
	for (size_t i = 0; i < a->n_props; i++) {
		ck_assert_str_eq(a->props[i].name, b->props[i].name);
		ck_assert_uint_eq(a->props[i].len, b->props[i].len);
		ck_assert_mem_eq(a->props[i].data, b->props[i].data, a->props[i].len);
	}
	dt_tree_free(a);
	dt_tree_free(b);
}

START_TEST(source_is_the_same_tree)
{
	struct plan_node *root = small_tree();
	struct buf source = { 0 }, blob = { 0 }, again;
	struct sdc_error err;

	node_string(&arena, root, "s", "quote \" backslash \\ bell \a umlaut \xc3\xa4");
	node_prop(&arena, root, "bytes", PLAN_BYTES, "\1\2\3", 3);
	root->comment = "a comment that ends */ early";
	ck_assert_int_eq(emit_source(root, "head */ too", false, "test", &source, &err), 0);
	ck_assert_ptr_nonnull(strstr(source.data, "r = <&b 0x1>, <0xfde8>;"));
	ck_assert_int_eq(emit_blob(root, "test", &blob, &err), 0);
	again = blob_of(source.data, false);
	compare_blobs(&blob, &again);
	buf_free(&source);
	buf_free(&blob);
	buf_free(&again);
}
END_TEST

START_TEST(source_refuses_names)
{
	struct plan_node *root = node_new(&arena, "");
	struct buf source = { 0 };
	struct sdc_error err;

	node_append(root, node_new(&arena, "a b"));
	ck_assert_int_eq(emit_source(root, "head", false, "test", &source, &err), -(int)SDC_EINPUT);
	ck_assert_str_eq(err.text, "test: the name \"a b\" cannot stand in a source");
	buf_free(&source);
}
END_TEST

/* What hostile text must not break out of. */
static struct plan_guest hostile_guest(const char *const *dtdev)
{
	return (struct plan_guest){ .name = "g", .dtdev = dtdev, .n_dtdev = 1 };
}

START_TEST(xl_escapes)
{
	static const char *const path[] = { "/a\"b\\c" };
	static const struct plan_iomem iomem[] = { { 0x1000, 0x2000, 0x3000, "x\ny" } };
	struct plan p = { .manifest = "m\n\"" };
	struct plan_guest g = hostile_guest(path);
	struct buf out = { 0 };
	struct sdc_error err;

	g.iomem = iomem;
	g.n_iomem = 1;
	ck_assert_int_eq(emit_xl(&p, &g, &out, &err), 0);
	ck_assert_ptr_nonnull(strstr(out.data, "\"/a\\\"b\\\\c\",\n"));
	ck_assert_ptr_nonnull(strstr(out.data, "\t\"1,3@2\", # x\\x0ay\n"));
	ck_assert_ptr_nonnull(strstr(out.data, "from m\\x0a\".\n"));
	buf_free(&out);
}
END_TEST

/* Xen fails to assign a device that no IOMMU protects, and xl wants an IOMMU for passthrough. */
START_TEST(xl_names_unprotected_devices)
{
	struct plan_device d = { .top = true, .path = "/a" };
	struct plan p = { .manifest = "m" };
	struct plan_guest g = { .name = "g", .devices = &d, .n_devices = 1 };
	struct buf out = { 0 };
	struct sdc_error err;

	ck_assert_int_eq(emit_xl(&p, &g, &out, &err), 0);
	ck_assert_ptr_nonnull(strstr(out.data, "# Behind no IOMMU"));
	ck_assert_ptr_nonnull(strstr(out.data, "\n#   /a\n"));
	ck_assert_ptr_null(strstr(out.data, "passthrough ="));
	out.len = 0;
	d.protected_by_iommu = true;
	ck_assert_int_eq(emit_xl(&p, &g, &out, &err), 0);
	ck_assert_ptr_null(strstr(buf_str(&out), "# Behind no IOMMU"));
	buf_free(&out);
}
END_TEST

START_TEST(xl_gets_the_planned_gic)
{
	static const char *const path[] = { "/a" };
	static const struct plan_extra own = { "gic_version", "\"v3\"" };
	struct plan p = { .manifest = "m" };
	struct plan_guest g = hostile_guest(path);
	struct buf out = { 0 };
	struct sdc_error err;

	ck_assert_int_eq(emit_xl(&p, &g, &out, &err), 0);
	ck_assert_ptr_null(strstr(buf_str(&out), "gic_version"));
	g.gic_version = 2;
	out.len = 0;
	ck_assert_int_eq(emit_xl(&p, &g, &out, &err), 0);
	ck_assert_ptr_nonnull(strstr(buf_str(&out), "\ngic_version = \"v2\"\n"));
	g.extras = &own;
	g.n_extras = 1;
	out.len = 0;
	ck_assert_int_eq(emit_xl(&p, &g, &out, &err), 0);
	ck_assert_ptr_null(strstr(buf_str(&out), "v2"));
	buf_free(&out);
}
END_TEST

START_TEST(xl_refuses_control_characters)
{
	static const char *const path[] = { "/a\nb" };
	struct plan p = { .manifest = "m" };
	struct plan_guest g = hostile_guest(path);
	struct buf out = { 0 };
	struct sdc_error err;

	ck_assert_int_eq(emit_xl(&p, &g, &out, &err), -(int)SDC_EINPUT);
	buf_free(&out);
}
END_TEST

START_TEST(imagebuilder_quotes)
{
	struct plan_guest g = { .name = "g", .boot = PLAN_DOM0LESS, .bootargs = "a'b $(c)" };
	struct plan p = { .manifest = "m", .guests = &g, .n_guests = 1 };
	struct buf out = { 0 };

	emit_imagebuilder(&p, &out);
	ck_assert_ptr_nonnull(strstr(out.data, "DOMU_CMD[0]='a'\\''b $(c)'\n"));
	ck_assert_ptr_nonnull(strstr(out.data, "NUM_DOMUS=1\n"));
	buf_free(&out);
}
END_TEST

START_TEST(imagebuilder_marks_every_device)
{
	static const struct plan_device d[] = { { .path = "/bus/a", .top = true },
		{ .path = "/bus/a/b" } };
	struct plan_guest g[] = {
		{ .name = "x", .boot = PLAN_XL, .devices = d, .n_devices = 1 },
		{ .name = "g",
			.boot = PLAN_DOM0LESS,
			.sci = PLAN_SCI_MULTI_AGENT,
			.agent_id = 5,
			.devices = d,
			.n_devices = 2 },
	};
	struct plan p = { .manifest = "m", .guests = g, .n_guests = 2 };
	struct buf out = { 0 };

	emit_imagebuilder(&p, &out);
	ck_assert_ptr_nonnull(strstr(out.data, "DOMU_PASSTHROUGH_PATHS[0]='/bus/a /bus/a/b'\n"));
	ck_assert_ptr_nonnull(strstr(out.data, "#   fdt set /bus/a xen,passthrough\n"));
	ck_assert_ptr_nonnull(strstr(out.data, "#   fdt set /chosen/domU0 xen,sci-agent-id <5>\n"));
	buf_free(&out);
}
END_TEST

START_TEST(overlay_writes_whole_domains_only)
{
	struct plan_guest g[] = {
		{ .name = "whole",
			.boot = PLAN_DOM0LESS,
			.cpus = 2,
			.memory = 0x10000000,
			.sci = PLAN_SCI_MULTI_AGENT,
			.agent_id = 5,
			.dtb = { .known = true, .has_address = true, .address = 0x58000000 } },
		{ .name = "half", .boot = PLAN_DOM0LESS, .cpus = 2 },
		{ .name = "xl", .boot = PLAN_XL, .cpus = 2, .memory = 0x10000000 },
	};
	struct plan p = { .manifest = "m", .guests = g, .n_guests = 3 };
	const size_t sizes[] = { 0x123, 0, 0 };
	const struct plan_node *root = emit_overlay(&p, sizes, &arena);
	const struct plan_node *domain = root->child->child->child, *module = domain->child;
	struct buf head = { 0 };

	ck_assert_ptr_null(root->child->next);
	ck_assert_str_eq(domain->name, "whole");
	ck_assert_uint_eq(dt_cell(node_find(domain, "memory")->data, 1), 0x40000);
	ck_assert_uint_eq(dt_cell(node_find(domain, "xen,sci-agent-id")->data, 0), 5);
	ck_assert_str_eq(module->name, "module@58000000");
	ck_assert_uint_eq(dt_cell(node_find(module, "reg")->data, 3), 0x123);
	emit_overlay_head(&p, &head);
	ck_assert_ptr_nonnull(strstr(head.data, "half: no node"));
	buf_free(&head);
}
END_TEST

START_TEST(overlay_completes_interrupts)
{
	static const uint32_t cells[] = { 0, 90, 1 };
	const struct plan_mark marks[] = {
		{ .path = "/a", .guest = "g", .marked = true },
		{ .path = "/b",
			.guest = "g",
			.marked = true,
			.interrupts = cells,
			.n_interrupts = 3 },
		{ .path = "/c", .guest = "g", .interrupts = cells, .n_interrupts = 3 },
	};
	struct plan p = { .manifest = "m", .marks = marks, .n_marks = 3 };
	const struct plan_node *b = emit_overlay(&p, NULL, &arena)->child, *c = b->next;
	struct buf out = { 0 };

	ck_assert_str_eq((const char *)node_find(b, "target-path")->data, "/b");
	ck_assert_ptr_null(node_find(b->child, "xen,passthrough"));
	ck_assert_uint_eq(dt_cell(node_find(b->child, "interrupts")->data, 1), 90);
	ck_assert_ptr_nonnull(node_find(c->child, "xen,passthrough"));
	ck_assert_ptr_nonnull(node_find(c->child, "interrupts"));
	ck_assert_ptr_null(c->next);
	emit_imagebuilder(&p, &out);
	ck_assert_ptr_nonnull(strstr(out.data, "#   fdt set /c interrupts <0x0 0x5a 0x1>\n"));
	ck_assert_ptr_null(strstr(out.data, "fdt set /a"));
	buf_free(&out);
}
END_TEST

/* https://csrc.nist.gov: FIPS 180-4's examples, and lengths around a block's end. */
START_TEST(sha256_vectors)
{
	static const struct {
		const char *text, *sum;
	} v[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	};
	char sum[SHA256_TEXT];
	char *million = arena_alloc(&arena, 1000000);

	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		sha256_text(v[i].text, strlen(v[i].text), sum);
		ck_assert_str_eq(sum, v[i].sum);
	}
	memset(million, 'a', 1000000);
	sha256_text(million, 1000000, sum);
	ck_assert_str_eq(sum, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	sha256_text(million, 55, sum);
	ck_assert_str_eq(sum, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
	sha256_text(million, 64, sum);
	ck_assert_str_eq(sum, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("emit");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, blob_holds_the_tree);
	tcase_add_test(c, blob_of_many_names);
	tcase_add_test(c, blob_of_a_deep_tree);
	tcase_add_test(c, source_is_the_same_tree);
	tcase_add_test(c, source_refuses_names);
	tcase_add_test(c, xl_escapes);
	tcase_add_test(c, xl_refuses_control_characters);
	tcase_add_test(c, xl_gets_the_planned_gic);
	tcase_add_test(c, xl_names_unprotected_devices);
	tcase_add_test(c, imagebuilder_quotes);
	tcase_add_test(c, imagebuilder_marks_every_device);
	tcase_add_test(c, overlay_writes_whole_domains_only);
	tcase_add_test(c, overlay_completes_interrupts);
	tcase_add_test(c, sha256_vectors);
	suite_add_tcase(s, c);
	return unit_main(s);
}
