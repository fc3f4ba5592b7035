// SPDX-License-Identifier: BSD-2-Clause
/* Copies of files, and edits in them. */
#include <sys/stat.h>
#include <unistd.h>

#include "fix/edits.h"
#include "fix/fixed.h"
#include "unit.h"

#include "trees.h"

static char dir[] = "/tmp/fix-XXXXXX";
static struct mirror m;

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

static void setup(void)
{
	strcpy(dir + sizeof(dir) - 7, "XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(chdir(dir), 0);
	mkdir("in", 0700);
	mkdir("inner", 0700);
	put("in/a", "one\ntwo\nthree");
	put("in/b", "");
	put("inner/c", "c\n");
	memset(&m, 0, sizeof(m));
	ck_assert_int_eq(mirror_init(&m, NULL), 0);
	ck_assert_int_eq(mirror_allow(&m, "in", NULL), 0);
}

static void teardown(void)
{
	char root[256];

	snprintf(root, sizeof(root), "%s", m.root);
	mirror_free(&m);
	ck_assert_int_ne(access(root, F_OK), 0);
	unlink("in/a");
	unlink("in/b");
	unlink("inner/c");
	rmdir("in");
	rmdir("inner");
	ck_assert_int_eq(chdir("/tmp"), 0);
	rmdir(dir);
}

static const char *below(const char *path)
{
	const char *copy = mirror_path(&m, path);

	ck_assert_int_eq(strncmp(copy, m.root, strlen(m.root)), 0);
	return copy + strlen(m.root);
}

START_TEST(paths)
{
	ck_assert_str_eq(below("/a/b"), "/a/b");
	ck_assert_str_eq(below("/a/./b//c/"), "/a/b/c");
	ck_assert_str_eq(below("/a/bb/../c"), "/a/c");
	ck_assert_str_eq(below("/a/../../../c"), "/c");
	ck_assert_str_eq(below("/a/.../..c/.d"), "/a/.../..c/.d");
	ck_assert_int_eq(strncmp(below("x/../y"), dir, strlen(dir)), 0);
	ck_assert_str_eq(below("x/../y") + strlen(dir), "/y");
	ck_assert_str_eq(below(mirror_path(&m, "/a")), "/a");
}
END_TEST

START_TEST(copies)
{
	const struct mirror_file *a;

	ck_assert_int_eq(mirror_add(&m, "in/a", NULL), 0);
	ck_assert_int_eq(mirror_add(&m, "in/../in/a", NULL), 0);
	ck_assert_int_eq(mirror_add(&m, "in", NULL), 0);
	ck_assert_int_eq(mirror_add(&m, "in/none", NULL), 0);
	ck_assert_uint_eq(m.files.n, 1);
	ck_assert_int_eq(mirror_add(&m, "in/b", NULL), 0);
	ck_assert_int_eq(mirror_add(&m, "inner/c", NULL), 0);
	ck_assert_uint_eq(m.files.n, 3);
	a = m.files.v[0];
	ck_assert_str_eq(a->name, "in/a");
	ck_assert_str_eq(buf_str(&a->now), "one\ntwo\nthree");
	ck_assert(a->editable && !a->made);
	ck_assert(m.files.v[1]->editable);
	/* Whose directory's name only begins like the allowed one's. */
	ck_assert(!m.files.v[2]->editable);
	ck_assert_ptr_eq(mirror_find(&m, a->path), a);
	ck_assert_ptr_eq(
		mirror_find(&m, arena_printf(&m.arena, "%s/in//../in/./a", mirror_path(&m, "."))),
		a);
	ck_assert_ptr_null(mirror_find(&m, "in/a"));
	ck_assert_int_eq(mirror_allow(&m, "none", NULL), -(int)SDC_EIO);
}
END_TEST

#define EDIT(l, c, el, ec, t)                 \
	{                                     \
		{ .file = NULL,               \
			.line = (l),          \
			.column = (c),        \
			.end_line = (el),     \
			.end_column = (ec) }, \
			(t)                   \
	}

static const struct {
	struct sdc_edit edits[3];
	size_t n;
	const char *text; /* NULL: refused, and nothing changes */
} edits[] = {
	{ { EDIT(1, 1, 1, 3, "ONE") }, 1, "ONE\ntwo\nthree" },
	{ { EDIT(2, 2, 2, 2, "") }, 1, "one\nto\nthree" },
	{ { EDIT(1, 1, 1, 0, "zero\n") }, 1, "zero\none\ntwo\nthree" },
	{ { EDIT(3, 6, 3, 5, "!") }, 1, "one\ntwo\nthree!" },
	{ { EDIT(1, 4, 2, 3, "") }, 1, "one\nthree" },
	{ { EDIT(3, 1, 3, 5, "3"), EDIT(1, 1, 1, 3, "1"), EDIT(2, 1, 2, 3, "2") }, 3, "1\n2\n3" },
	/* The same edit of two fixes is made once. */
	{ { EDIT(2, 1, 2, 3, "2"), EDIT(2, 1, 2, 3, "2") }, 2, "one\n2\nthree" },
	{ { EDIT(2, 1, 2, 0, "x"), EDIT(2, 1, 2, 0, "x") }, 2, "one\nxtwo\nthree" },
	/* Those that touch do not overlap. */
	{ { EDIT(2, 1, 2, 1, "T"), EDIT(2, 2, 2, 3, "WO") }, 2, "one\nTWO\nthree" },
	{ { EDIT(2, 1, 2, 2, "T"), EDIT(2, 2, 2, 3, "WO") }, 2, NULL },
	{ { EDIT(2, 2, 2, 3, "WO"), EDIT(2, 1, 2, 2, "T") }, 2, NULL },
	{ { EDIT(2, 1, 2, 0, "x"), EDIT(2, 1, 2, 0, "y") }, 2, NULL },
	{ { EDIT(2, 1, 2, 0, "x"), EDIT(2, 1, 2, 3, "y") }, 2, NULL },
	{ { EDIT(3, 7, 3, 6, "!") }, 1, NULL },
	{ { EDIT(4, 1, 4, 0, "!") }, 1, NULL },
	{ { EDIT(0, 1, 1, 1, "!") }, 1, NULL },
	{ { EDIT(1, 0, 1, 1, "!") }, 1, NULL },
	{ { EDIT(2, 3, 2, 1, "!") }, 1, NULL },
	{ { EDIT(1, 1, 1, 1, "!") }, 0, NULL },
};

/* Each edit is a fix of its own. */
START_TEST(applied)
{
	const struct sdc_finding finding = { .rule = "r", .place = { .file = "in/a" } };
	struct chosen_fix list[3];
	struct sdc_fix fixes[3];
	struct sdc_edit made[3];
	struct sdc_error err;
	size_t n = edits[_i].n ? edits[_i].n : 1;
	int ret;

	ck_assert_int_eq(mirror_add(&m, "in/a", NULL), 0);
	for (size_t i = 0; i < n; i++) {
		made[i] = edits[_i].edits[i];
		made[i].place.file = mirror_path(&m, "in/a");
		fixes[i] = (struct sdc_fix){
			.title = "t", .edits = &made[i], .n_edits = edits[_i].n != 0
		};
		list[i] = (struct chosen_fix){ "r", &fixes[i], &finding };
	}
	ret = edits_apply(&m, list, n, &err);
	ck_assert_int_eq(ret, edits[_i].text ? 0 : -(int)SDC_EINPUT);
	if (ret)
		ck_assert_str_eq(err.text, "in/a: t: a place outside the file");
	ck_assert_str_eq(
		buf_str(&m.files.v[0]->now), edits[_i].text ? edits[_i].text : "one\ntwo\nthree");
	ck_assert_str_eq(buf_str(&m.files.v[0]->first), "one\ntwo\nthree");
}
END_TEST

START_TEST(files_that_are_left_alone)
{
	const struct sdc_finding finding = { .place = { .file = "x" } };
	struct sdc_edit edit = EDIT(1, 1, 1, 1, "C");
	const struct sdc_fix fix = { .title = "t", .edits = &edit, .n_edits = 1 };
	const struct chosen_fix chosen = { "r", &fix, &finding };

	ck_assert_int_eq(mirror_add(&m, "inner/c", NULL), 0);
	edit.place.file = mirror_path(&m, "inner/c");
	ck_assert_int_eq(edits_apply(&m, &chosen, 1, NULL), -(int)SDC_EINPUT);
	edit.place.file = mirror_path(&m, "in/a");
	ck_assert_int_eq(edits_apply(&m, &chosen, 1, NULL), -(int)SDC_EINPUT);
}
END_TEST

static void change(size_t i, const char *text)
{
	struct buf *b = &m.files.v[i]->now;

	b->len = 0;
	buf_puts(b, text);
	ck_assert_int_eq(mirror_write(m.files.v[i], NULL), 0);
}

static void holds(const char *path, const char *text)
{
	char b[64] = { 0 };
	FILE *f = fopen(path, "r");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fread(b, 1, sizeof(b) - 1, f), strlen(text));
	fclose(f);
	ck_assert_str_eq(b, text);
}

START_TEST(written)
{
	struct sdc_fixed f = { 0 };
	struct sdc_error err;
	const struct buf made = { 0 };

	ck_assert_int_eq(mirror_add(&m, "in/a", NULL), 0);
	ck_assert_int_eq(mirror_add(&m, "in/b", NULL), 0);
	ck_assert_int_eq(mirror_put(&m, "none", mirror_path(&m, "made"), &made, NULL), 0);
	f.mirror = m;
	ck_assert_ptr_null(sdc_fixed_file(&f, 0));
	ck_assert_int_eq(sdc_fixed_write(&f, &err), 0);
	change(0, "one\ntwo\nTHREE");
	change(1, "b");
	change(2, "text");
	ck_assert_str_eq(sdc_fixed_file(&f, 0), "in/a");
	ck_assert_str_eq(sdc_fixed_file(&f, 1), "in/b");
	ck_assert_str_eq(sdc_fixed_file(&f, 2), "none");
	ck_assert_ptr_null(sdc_fixed_file(&f, 3));
	chmod("in/a", 0640);
	ck_assert_int_eq(sdc_fixed_write(&f, &err), 0);
	holds("in/a", "one\ntwo\nTHREE");
	holds("in/b", "b");
	ck_assert_int_ne(access("none", F_OK), 0);
	/* Now they are no more what was read. */
	change(0, "1");
	ck_assert_int_eq(sdc_fixed_write(&f, &err), -(int)SDC_EIO);
	ck_assert_str_eq(err.text, "in/a: changed since it was read; left alone");
	holds("in/a", "one\ntwo\nTHREE");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("fix");
	TCase *tc = tcase_create("fix");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, paths);
	tcase_add_test(tc, copies);
	tcase_add_loop_test(tc, applied, 0, sizeof(edits) / sizeof(edits[0]));
	tcase_add_test(tc, files_that_are_left_alone);
	tcase_add_test(tc, written);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
