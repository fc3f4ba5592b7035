// SPDX-License-Identifier: BSD-2-Clause
/* Ranges, lines, tables and names of files. */
#include "unit.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/files/makename.h"
#include "base/files/path.h"
#include "base/lines.h"
#include "base/map.h"
#include "base/name_set.h"
#include "base/range.h"

START_TEST(ranges_are_joined_where_they_touch)
{
	struct range v[] = { { 0x30, 0x40 }, { 0x10, 0x20 }, { 0x20, 0x28 }, { 0x29, 0x2a },
		{ 0x12, 0x18 }, { 0x10, 0x11 } };

	ck_assert_uint_eq(ranges_merge(v, 0), 0);
	ck_assert_uint_eq(ranges_merge(v, sizeof(v) / sizeof(v[0])), 3);
	ck_assert_uint_eq(v[0].start, 0x10);
	ck_assert_uint_eq(v[0].end, 0x28);
	ck_assert_uint_eq(v[1].start, 0x29);
	ck_assert_uint_eq(v[1].end, 0x2a);
	ck_assert_uint_eq(v[2].start, 0x30);
	ck_assert_uint_eq(v[2].end, 0x40);
}
END_TEST

static const struct range merged[] = { { 0x10, 0x20 }, { 0x30, 0x40 } };

static const struct {
	uint64_t start, end;
	bool meets, has_gap;
	uint64_t gap;
} asked[] = {
	{ 0x0, 0x10, false, true, 0x0 },
	{ 0x0, 0x11, true, true, 0x0 },
	{ 0xf, 0x10, false, true, 0xf },
	{ 0x10, 0x20, true, false, 0 },
	{ 0x10, 0x21, true, true, 0x20 },
	{ 0x1f, 0x20, true, false, 0 },
	{ 0x20, 0x30, false, true, 0x20 },
	{ 0x20, 0x31, true, true, 0x20 },
	{ 0x2f, 0x30, false, true, 0x2f },
	{ 0x3f, 0x40, true, false, 0 },
	{ 0x40, 0x41, false, true, 0x40 },
};

START_TEST(ranges_end_before_their_end)
{
	uint64_t gap;
	bool has = ranges_gap(merged, 2, asked[_i].start, asked[_i].end, &gap);

	ck_assert_int_eq(ranges_meet(merged, 2, asked[_i].start, asked[_i].end), asked[_i].meets);
	ck_assert_int_eq(has, asked[_i].has_gap);
	if (has)
		ck_assert_uint_eq(gap, asked[_i].gap);
}
END_TEST

START_TEST(lines_are_found_and_ended)
{
	struct lines l = { 0 };
	struct buf text = { 0 };
	const struct line_file *f;
	unsigned int line, column;

	buf_puts(&text, "one\n\ntwo\r\nthree");
	lines_put(&l, "<in>", &text);
	f = lines_open(&l, "<in>");
	ck_assert_uint_eq(f->starts.n, 4);
	ck_assert_ptr_null(lines_get(&l, "<in>", 0));
	ck_assert_str_eq(lines_get(&l, "<in>", 1), "one");
	ck_assert_str_eq(lines_get(&l, "<in>", 2), "");
	ck_assert_str_eq(lines_get(&l, "<in>", 3), "two");
	ck_assert_str_eq(lines_get(&l, "<in>", 4), "three");
	ck_assert_ptr_null(lines_get(&l, "<in>", 5));
	ck_assert_ptr_null(lines_at(f, 0));
	ck_assert_ptr_eq(lines_end(f), f->text.data + text.len);
	for (unsigned int n = 1; n <= 4; n++) {
		lines_find(f, lines_at(f, n), &line, &column);
		ck_assert_uint_eq(line, n);
		ck_assert_uint_eq(column, 1);
	}
	lines_find(f, lines_at(f, 4) - 1, &line, &column);
	ck_assert_uint_eq(line, 3);
	ck_assert_uint_eq(column, 5);
	buf_free(&text);
	lines_free(&l);
}
END_TEST

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

/* A directory is allowed with what is below it, and not with what is called alike. */
START_TEST(lines_come_from_allowed_files)
{
	char dir[] = "/tmp/sdc-lines-XXXXXX", command[64];
	struct lines l = { 0 };

	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(chdir(dir), 0);
	ck_assert_int_eq(system("mkdir d dd d/e && ln -s ../a d/link && ln -s d/e/c link"), 0);
	write_file("a", "secret\n");
	write_file("b", "b\n");
	write_file("d/e/c", "c\n");
	write_file("dd/f", "secret\n");
	ck_assert_str_eq(lines_get(&l, "a", 1), "secret");
	lines_free(&l);

	lines_allow(&l, "b");
	lines_allow(&l, "none");
	lines_allow_below(&l, "d");
	lines_allow_below(&l, "none");
	ck_assert_str_eq(lines_get(&l, "b", 1), "b");
	ck_assert_str_eq(lines_get(&l, "d/e/c", 1), "c");
	ck_assert_str_eq(lines_get(&l, "link", 1), "c");
	ck_assert_ptr_null(lines_get(&l, "a", 1));
	ck_assert_ptr_null(lines_get(&l, "d/link", 1));
	ck_assert_ptr_null(lines_get(&l, "dd/f", 1));
	ck_assert_ptr_null(lines_get(&l, "d", 1));
	lines_free(&l);

	lines_allow_below(&l, "/");
	ck_assert_str_eq(lines_get(&l, "a", 1), "secret");
	lines_free(&l);
	ck_assert_int_eq(chdir("/"), 0);
	snprintf(command, sizeof(command), "rm -rf %s", dir);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

static const char *nth(struct arena *a, int i)
{
	return arena_printf(a, "name%d", i);
}

START_TEST(tables_grow)
{
	struct map strings = { .strings = true }, addresses = { 0 };
	static int values[500];
	struct arena a = { 0 };
	struct name_set *set = name_set_new(&a);

	ck_assert_ptr_null(map_get(&strings, "name0"));
	for (int i = 0; i < 500; i++) {
		map_set(&strings, nth(&a, i), &values[i]);
		map_set(&addresses, &values[i], &values[499 - i]);
		ck_assert(name_set_add(set, nth(&a, i)));
	}
	map_set(&strings, "name7", &values[0]);
	ck_assert_uint_eq(strings.n, 500);
	for (int i = 0; i < 500; i++) {
		ck_assert_ptr_eq(map_get(&strings, nth(&a, i)), &values[i == 7 ? 0 : i]);
		ck_assert_ptr_eq(map_get(&addresses, &values[i]), &values[499 - i]);
		ck_assert(!name_set_add(set, nth(&a, i)));
	}
	ck_assert_ptr_null(map_get(&strings, "name500"));
	ck_assert_ptr_null(map_get(&addresses, &strings));
	map_free(&strings);
	map_free(&addresses);
	ck_assert_ptr_null(map_get(&strings, "name1"));
	arena_free(&a);
}
END_TEST

static const struct {
	const char *dir, *path, *joined;
} joins[] = {
	{ "d", "f", "d/f" },
	{ "d/", "f", "d/f" },
	{ "d", "././f", "d/f" },
	{ "d", "../f", "d/../f" },
	{ "d", "/f", "/f" },
	{ "d", "-", "-" },
	{ "d", "-f", "d/-f" },
	{ ".", "./f", "./f" },
	{ "/", "f", "/f" },
};

START_TEST(paths_are_joined)
{
	struct arena a = { 0 };

	ck_assert_str_eq(path_join(&a, joins[_i].dir, joins[_i].path), joins[_i].joined);
	arena_free(&a);
}
END_TEST

static const struct {
	const char *dir, *path, *relative;
} relatives[] = {
	{ "/usr/bin", "/usr/bin/x", "x" },
	{ "/usr/bin", "/usr/x", "../x" },
	{ "/usr/bin", "/usr/lib/x", "../lib/x" },
	{ "/usr/bin/new", "/usr/bin/x", "../x" },
	{ "/usr/b", "/usr/bin/x", "../bin/x" },
	{ "/usr", "/usr/bin/x", "bin/x" },
	{ "/usr/bin", "/etc/x", "/etc/x" },
	{ "/none/at/all", "/etc/x", "/etc/x" },
	{ "/etc", "/none/at/all", "/none/at/all" },
};

START_TEST(paths_are_relative)
{
	struct arena a = { 0 };

	ck_assert_str_eq(
		path_relative(&a, relatives[_i].dir, relatives[_i].path), relatives[_i].relative);
	arena_free(&a);
}
END_TEST

START_TEST(stems_are_names)
{
	struct arena a = { 0 };

	ck_assert_str_eq(path_stem(&a, "d.d/board.v2.dts"), "board.v2");
	ck_assert_str_eq(path_stem(&a, "d/.hidden"), ".hidden");
	ck_assert_str_eq(path_stem(&a, "board"), "board");
	arena_free(&a);
}
END_TEST

/* NULL: no such name can be written. */
static const struct {
	const char *name, *written;
} make_names[] = {
	{ "a.dts", "a.dts" },
	{ "a b", "a\\ b" },
	{ "a\\ b", "a\\\\\\ b" },
	{ "a\\b", "a\\b" },
	{ "a#:*?[$", "a\\#\\:\\*\\?\\[$$" },
	{ "a~", "a~" },
	{ "\xc3\xa4", "\xc3\xa4" },
	{ "", NULL },
	{ "~", NULL },
	{ "./~a", NULL },
	{ ".//~a", NULL },
	{ ".~a", ".~a" },
	{ "/~a", "/~a" },
	{ "a\nb", NULL },
	{ "a\x1f", NULL },
	{ "a\x7f", NULL },
	{ "a;b", NULL },
	{ "a=b", NULL },
	{ "a%b", NULL },
	{ "a|b", NULL },
	{ "a ", NULL },
	{ "a\\", NULL },
	{ "a&", NULL },
	{ "a&b", "a&b" },
};

START_TEST(names_are_written_for_make)
{
	struct buf b = { 0 };

	ck_assert_int_eq(makename_put(&b, make_names[_i].name), make_names[_i].written != NULL);
	ck_assert_str_eq(buf_str(&b), make_names[_i].written ? make_names[_i].written : "");
	buf_free(&b);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("base");
	TCase *tc = tcase_create("base");

	tcase_add_test(tc, ranges_are_joined_where_they_touch);
	tcase_add_loop_test(tc, ranges_end_before_their_end, 0, sizeof(asked) / sizeof(asked[0]));
	tcase_add_test(tc, lines_are_found_and_ended);
	tcase_add_test(tc, lines_come_from_allowed_files);
	tcase_add_test(tc, tables_grow);
	tcase_add_loop_test(tc, paths_are_joined, 0, sizeof(joins) / sizeof(joins[0]));
	tcase_add_loop_test(tc, paths_are_relative, 0, sizeof(relatives) / sizeof(relatives[0]));
	tcase_add_test(tc, stems_are_names);
	tcase_add_loop_test(
		tc, names_are_written_for_make, 0, sizeof(make_names) / sizeof(make_names[0]));
	suite_add_tcase(s, tc);
	return unit_main(s);
}
