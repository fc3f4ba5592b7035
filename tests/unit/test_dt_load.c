// SPDX-License-Identifier: BSD-2-Clause
/* Where a tree may come from: a blob, a source, a directory, standard input. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "unit.h"

#include "base/files/file.h"
#include "dt/dir.h"
#include "dt/load.h"
#include "dt/source/source.h"
#include "trees.h"

static char dir[] = "/tmp/unit-load-XXXXXX";

static void make_dir(void)
{
	strcpy(dir, "/tmp/unit-load-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void remove_dir(void)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", dir);
	ck_assert_int_eq(system(command), 0);
}

/* A file in the directory of the test; returns its path, which the next call overwrites. */
static const char *put(const char *name, const void *data, size_t len)
{
	static char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(data, 1, len, f), len);
	fclose(f);
	return path;
}

static const char *put_text(const char *name, const char *text)
{
	return put(name, text, strlen(text));
}

static struct dt_tree *load(const char *path, const struct sdc_load_options *opts)
{
	struct sdc_error err;
	struct dt_tree *t;
	int ret = dt_load(path, opts, &t, &err);

	ck_assert_msg(!ret, "%s", ret ? err.text : "");
	return t;
}

static void expect_error(
	const char *path, const struct sdc_load_options *opts, int status, const char *text)
{
	struct sdc_error err = { 0 };
	struct dt_tree *t = NULL;

	ck_assert_int_eq(dt_load(path, opts, &t, &err), -status);
	ck_assert_ptr_null(t);
	ck_assert_msg(strstr(err.text, text) != NULL, "\"%s\" lacks \"%s\"", err.text, text);
}

START_TEST(a_blob_is_known_by_its_magic)
{
	struct buf b = blob_of("/dts-v1/; / { a {}; };", false);
	struct dt_tree *t = load(put("x.dts", b.data, b.len), NULL);

	ck_assert_ptr_nonnull(dt_by_path(t, "/a"));
	ck_assert_ptr_null(t->source->nodes);
	ck_assert_uint_eq(dt_place_node(t, t->nodes).line, 0);
	ck_assert_ptr_null(dt_source_line(t, "x", 1));
	dt_tree_free(t);
	buf_free(&b);
}
END_TEST

START_TEST(a_source_is_compiled)
{
	struct dt_tree *t = load(put_text("x.dtb", "/dts-v1/;\n/ { a {}; };\n"), NULL);

	ck_assert_ptr_nonnull(dt_by_path(t, "/a"));
	ck_assert_uint_eq(dt_place_node(t, node_at(t, "/a")).line, 2);
	dt_tree_free(t);
}
END_TEST

static void feed_stdin(const void *data, size_t len)
{
	int fd = open(put("stdin", data, len), O_RDONLY);

	ck_assert_int_ge(fd, 0);
	dup2(fd, STDIN_FILENO);
	close(fd);
}

START_TEST(standard_input_is_a_blob_or_a_source)
{
	static const char text[] = "/dts-v1/; / { a {}; };";
	struct buf b = blob_of(text, false);
	struct dt_tree *t;

	feed_stdin(b.data, b.len);
	t = load("-", NULL);
	ck_assert_str_eq(t->file, "<stdin>");
	ck_assert_ptr_nonnull(dt_by_path(t, "/a"));
	dt_tree_free(t);
	feed_stdin(text, strlen(text));
	t = load("-", NULL);
	ck_assert_ptr_nonnull(dt_by_path(t, "/a"));
	ck_assert_uint_eq(dt_place_node(t, node_at(t, "/a")).line, 1);
	ck_assert_str_eq(dt_source_line(t, "<stdin>", 1), text);
	dt_tree_free(t);
	feed_stdin("/dts-v1/; / {", 13);
	expect_error("-", NULL, SDC_EINPUT, "<stdin>:1:13: syntax error");
	buf_free(&b);
}
END_TEST

START_TEST(what_is_no_tree_is_refused)
{
	const struct sdc_load_options no_dtc = { .size = sizeof(no_dtc), .dtc = "no-such-dtc" };

	expect_error("/nowhere/x.dtb", NULL, SDC_EIO, "/nowhere/x.dtb: No such file");
	expect_error(
		put_text("e", ""), NULL, SDC_EINPUT, "neither a device tree blob nor a source");
	expect_error(put("z", "\0\0{", 3), NULL, SDC_EINPUT, "neither a device tree blob");
	expect_error(put_text("t", "hello"), NULL, SDC_EINPUT, "neither a device tree blob");
	expect_error(put("m", "\xd0\x0d\xfe\xed", 4), NULL, SDC_EINPUT, "too short");
	expect_error(put_text("s", "/dts-v1/; / { a = <&b>; };"), NULL, SDC_EINPUT,
		"/s:1:20: Reference to non-existent node or label \"b\"");
	expect_error(put_text("s", "/dts-v1/; / { };"), &no_dtc, SDC_ETOOL, "no-such-dtc");
}
END_TEST

START_TEST(the_compiler_may_be_named_by_the_environment)
{
	setenv("DTC", "no-such-dtc", 1);
	expect_error(put_text("s", "/dts-v1/; / { };"), NULL, SDC_ETOOL, "no-such-dtc");
	setenv("DTC", "", 1);
	dt_tree_free(load(put_text("s", "/dts-v1/; / { };"), NULL));
}
END_TEST

static void make(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	ck_assert_int_eq(mkdir(path, 0755), 0);
}

START_TEST(a_directory_is_a_tree)
{
	struct dt_tree *t;
	const struct dt_node *n;
	uint32_t v;

	put("#address-cells", "\0\0\0\2", 4);
	put("name", "", 1);
	put_text(".hidden", "x");
	make("soc");
	make("soc/uart@1000");
	put("soc/uart@1000/status", "okay", 5);
	put("soc/uart@1000/name", "uart", 5);
	put_text("soc/empty", "");
	make("chosen");
	t = load(dir, NULL);
	ck_assert_uint_eq(t->n_nodes, 4);
	ck_assert_str_eq(t->nodes->child->name, "chosen");
	ck_assert(dt_prop_u32(t->nodes, "#address-cells", &v));
	ck_assert_uint_eq(v, 2);
	n = node_at(t, "/soc/uart@1000");
	ck_assert_uint_eq(n->n_props, 1);
	ck_assert_str_eq(dt_prop_string(n, "status"), "okay");
	ck_assert_uint_eq(dt_prop(node_at(t, "/soc"), "empty")->len, 0);
	ck_assert_ptr_null(dt_prop(t->nodes, ".hidden"));
	dt_tree_free(t);
}
END_TEST

START_TEST(a_large_directory_makes_a_large_tree)
{
	char *value = calloc(1, 300000);
	struct dt_tree *t;

	ck_assert_ptr_nonnull(value);
	put("model", "x", 2);
	put("big", value, 300000);
	for (int i = 0; i < 200; i++) {
		char name[32];

		snprintf(name, sizeof(name), "node@%x", (unsigned int)i);
		make(name);
		snprintf(name, sizeof(name), "node@%x/a-property-name-%d", (unsigned int)i, i);
		put(name, value, 1000);
	}
	t = load(dir, NULL);
	ck_assert_uint_eq(t->n_nodes, 201);
	ck_assert_uint_eq(dt_prop(t->nodes, "big")->len, 300000);
	dt_tree_free(t);
	free(value);
}
END_TEST

START_TEST(a_directory_that_cannot_be_a_tree_is_refused)
{
	char path[600];
	struct buf b = { 0 };
	struct sdc_error err = { 0 };

	ck_assert_int_eq(dt_dir_read("/nowhere", &b, &err), -SDC_EIO);
	ck_assert_str_eq(err.text, "/nowhere: No such file or directory");
	buf_free(&b);
	expect_error(dir, NULL, SDC_EINPUT, "this directory is no device tree");
	put_text("README", "text");
	expect_error(dir, NULL, SDC_EINPUT, "this directory is no device tree");
	make("chosen");
	dt_tree_free(load(dir, NULL));
	snprintf(path, sizeof(path), "%s", dir);
	for (int i = 0; i < 65; i++) {
		strcat(path, "/d");
		ck_assert_int_eq(mkdir(path, 0755), 0);
	}
	expect_error(dir, NULL, SDC_EINPUT, "nested more than 64 deep");
}
END_TEST

START_TEST(links_and_devices_in_a_directory_are_left_out)
{
	char path[128];
	struct dt_tree *t;

	put("model", "x", 2);
	snprintf(path, sizeof(path), "%s/loop", dir);
	ck_assert_int_eq(symlink(dir, path), 0);
	snprintf(path, sizeof(path), "%s/fifo", dir);
	ck_assert_int_eq(mkfifo(path, 0644), 0);
	t = load(dir, NULL);
	ck_assert_uint_eq(t->n_nodes, 1);
	ck_assert_uint_eq(t->n_props, 1);
	dt_tree_free(t);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("dt/load");
	TCase *tc = tcase_create("load");

	tcase_add_checked_fixture(tc, make_dir, remove_dir);
	tcase_add_test(tc, a_blob_is_known_by_its_magic);
	tcase_add_test(tc, a_source_is_compiled);
	tcase_add_test(tc, standard_input_is_a_blob_or_a_source);
	tcase_add_test(tc, what_is_no_tree_is_refused);
	tcase_add_test(tc, the_compiler_may_be_named_by_the_environment);
	tcase_add_test(tc, a_directory_is_a_tree);
	tcase_add_test(tc, a_large_directory_makes_a_large_tree);
	tcase_add_test(tc, a_directory_that_cannot_be_a_tree_is_refused);
	tcase_add_test(tc, links_and_devices_in_a_directory_are_left_out);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
