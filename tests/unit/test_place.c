// SPDX-License-Identifier: BSD-2-Clause
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files/makename.h"
#include "base/files/output.h"
#include "base/files/place.h"
#include "unit.h"

static char dir[] = "/tmp/unit-place-XXXXXX";

static void make_dir(void)
{
	strcpy(dir, "/tmp/unit-place-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(chdir(dir), 0);
	ck_assert(!mkdir("a", 0700) && !mkdir("a/b", 0700) && !mkdir("shared", 0700));
	ck_assert_int_eq(chmod("shared", 01777), 0);
}

static void remove_dir(void)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", dir);
	ck_assert_int_eq(chdir("/"), 0);
	ck_assert_int_eq(system(command), 0);
}

static bool is_dir(const struct place *p, const char *path)
{
	struct stat a, b;

	return !fstat(p->dir, &a) && !stat(path, &b) && a.st_ino == b.st_ino &&
	       a.st_dev == b.st_dev;
}

/* Where paths lead to: the directory and the name in it. */
static const struct {
	const char *path, *dir, *name;
} found[] = {
	{ "new", ".", "new" },
	{ "a/new", "a", "new" },
	{ "a//b/../new", "a", "new" },
	{ "./a/./new", "a", "new" },
	{ "a/b", "a", "b" },
	{ "a/b/", "a/b", "." },
	{ "a/..", ".", "." },
	{ ".", ".", "." },
	{ "/", "/", "." },
	{ "link", "a/b", "new" },
	{ "up/b/new", "a/b", "new" },
	{ "shared/mine", "shared", "new" },
	{ "twice", "a/b", "new" },
	{ "/proc/self/cwd/a/new", "a", "new" },
};

static void make_links(void)
{
	ck_assert(!symlink("a/b/new", "link") && !symlink("../a", "shared/up") &&
		  !symlink("a", "up") && !symlink("new", "shared/mine") &&
		  !symlink("./link", "twice") && !symlink("loop", "loop"));
}

START_TEST(paths_are_followed)
{
	struct sdc_error err = { 0 };
	struct place p;

	make_links();
	ck_assert_msg(!place_find(found[_i].path, &p, &err), "%s", err.text);
	ck_assert_str_eq(p.name, found[_i].name);
	ck_assert(is_dir(&p, found[_i].dir));
	ck_assert(!p.magic);
	place_close(&p);
	ck_assert_int_eq(p.dir, -1);
}
END_TEST

static const struct {
	const char *path, *why;
} lost[] = {
	{ "", "No such file" },
	{ "none/new", "No such file" },
	{ "loop", "Too many levels" },
	{ "a/b/new/", "No such file" },
};

START_TEST(paths_that_lead_nowhere)
{
	struct sdc_error err = { 0 };
	struct place p;

	make_links();
	ck_assert_int_eq(place_find(lost[_i].path, &p, &err), -SDC_EIO);
	ck_assert_msg(strstr(err.text, lost[_i].why) != NULL, "%s", err.text);
}
END_TEST

START_TEST(names_have_a_length)
{
	char name[NAME_MAX + 2];
	struct place p;

	memset(name, 'x', sizeof(name));
	name[NAME_MAX] = '\0';
	ck_assert_int_eq(place_find(name, &p, NULL), 0);
	place_close(&p);
	ck_assert_int_eq(write_file(name, "text", 4, NULL), 0);
	ck_assert_int_eq(access(name, F_OK), 0);
	name[NAME_MAX] = 'x';
	name[NAME_MAX + 1] = '\0';
	ck_assert_int_eq(place_find(name, &p, NULL), -SDC_EIO);
}
END_TEST

START_TEST(links_of_others_in_shared_directories)
{
	struct sdc_error err = { 0 };
	struct place p;

	if (geteuid())
		return;
	make_links();
	ck_assert_int_eq(lchown("shared/mine", 65534, 65534), 0);
	ck_assert_int_eq(lchown("shared/up", 65534, 65534), 0);
	ck_assert_int_eq(place_find("shared/mine", &p, &err), -SDC_EIO);
	ck_assert_ptr_nonnull(strstr(err.text, "another user"));
	ck_assert_int_eq(place_find("shared/up/new", &p, &err), -SDC_EIO);
	/* Who owns the directory may put links there. */
	ck_assert_int_eq(chown("shared", 65534, 65534), 0);
	ck_assert_int_eq(place_find("shared/mine", &p, &err), 0);
	place_close(&p);
	/* And it is so where all may write and nobody may replace. */
	ck_assert_int_eq(chown("shared", 0, 0), 0);
	ck_assert_int_eq(chmod("shared", 0777), 0);
	ck_assert_int_eq(place_find("shared/mine", &p, &err), 0);
	place_close(&p);
	ck_assert_int_eq(chmod("shared", 01775), 0);
	ck_assert_int_eq(place_find("shared/mine", &p, &err), 0);
	place_close(&p);
}
END_TEST

static const struct {
	const char *name, *written; /* NULL: refused */
} names[] = {
	{ "a", "a" },
	{ "a b", "a\\ b" },
	{ "a\\ b", "a\\\\\\ b" },
	{ "a$b#c:d", "a$$b\\#c\\:d" },
	{ "a*?[", "a\\*\\?\\[" },
	{ "a\\b&c", "a\\b&c" },
	{ "x/~a", "x/~a" },
	{ "", NULL },
	{ "~a", NULL },
	{ ".//~a", NULL },
	{ "a;b", NULL },
	{ "a=b", NULL },
	{ "a%b", NULL },
	{ "a|b", NULL },
	{ "a\nb", NULL },
	{ "a\tb", NULL },
	{ "a\x7f", NULL },
	{ "a ", NULL },
	{ "a\\", NULL },
	{ "a&", NULL },
};

START_TEST(names_for_make)
{
	struct buf b = { 0 };

	ck_assert_int_eq(makename_put(&b, names[_i].name), names[_i].written != NULL);
	ck_assert_str_eq(buf_str(&b), names[_i].written ? names[_i].written : "");
	buf_free(&b);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("base/place");
	TCase *tc = tcase_create("place");

	tcase_add_checked_fixture(tc, make_dir, remove_dir);
	tcase_add_loop_test(tc, paths_are_followed, 0, sizeof(found) / sizeof(found[0]));
	tcase_add_loop_test(tc, paths_that_lead_nowhere, 0, sizeof(lost) / sizeof(lost[0]));
	tcase_add_test(tc, names_have_a_length);
	tcase_add_test(tc, links_of_others_in_shared_directories);
	tcase_add_loop_test(tc, names_for_make, 0, sizeof(names) / sizeof(names[0]));
	suite_add_tcase(s, tc);
	return unit_main(s);
}
