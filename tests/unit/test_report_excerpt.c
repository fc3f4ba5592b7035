// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>
#include <unistd.h>

#include "dt/entry.h"
#include "dt/load.h"
#include "dt/source/source.h"
#include "report/text/excerpt.h"
#include "unit.h"

/* Lines that are hard to show; they need not make sense to dtc. */
static const char source[] = "/dts-v1/;\n"
			     "/ {\n"
			     "\tnode@1 {\n"
			     "\t\tlabel: other\t{ a = <1>; };\n"
			     "\t\t&{/path/to} { };\n"
			     "\t\tthird\n"
			     "\t\t{ b\t= \"\033[31m\xc3\xbc\"; };\n";

static char name[] = "/tmp/excerpt.XXXXXX";

/* Only what a source line needs of a result. */
static struct dt_tree *tree;
static struct sdc_result result;

/* The lines of a file are kept once they are read. */
static void forget_lines(void)
{
	lines_free(&tree->source->lines);
}

static void setup(void)
{
	static const char dts[] = "/dts-v1/; / { };";
	struct sdc_error err;
	int fd;

	memcpy(name + strlen(name) - 6, "XXXXXX", 6);
	fd = mkstemp(name);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, dts, strlen(dts)), (ssize_t)strlen(dts));
	ck_assert_int_eq(dt_load(name, NULL, &tree, &err), 0);
	ck_assert_int_eq(ftruncate(fd, 0), 0);
	ck_assert_int_eq(pwrite(fd, source, strlen(source), 0), (ssize_t)strlen(source));
	close(fd);
	forget_lines();
	result = (struct sdc_result){ .tree = tree };
}

static void teardown(void)
{
	dt_tree_free(tree);
	unlink(name);
}

static struct sdc_place place(
	unsigned int line, unsigned int column, unsigned int end_line, unsigned int end_column)
{
	return (struct sdc_place){ name, line, column, end_line, end_column, SDC_INPUT_HOST, NULL };
}

static void shows(struct sdc_place p, const char *want)
{
	struct buf b = { 0 };

	excerpt(&b, &result, &p, "<", ">");
	ck_assert_str_eq(buf_str(&b), want);
	buf_free(&b);
}

static void placed(struct sdc_place p, unsigned int column, unsigned int end_column)
{
	struct dt_place at = { p.file, p.line, p.column, p.end_line, p.end_column, NULL, false };
	struct dt_place q = dt_place_name(tree, &at);

	ck_assert_uint_eq(q.line, p.line);
	ck_assert_uint_eq(q.column, column);
	ck_assert_uint_eq(q.end_column, end_column);
}

START_TEST(test_places)
{
	placed(place(2, 3, 7, 3), 1, 1);         /* the root */
	placed(place(3, 9, 7, 3), 2, 7);         /* node@1 */
	placed(place(4, 16, 4, 28), 10, 14);     /* behind its label */
	placed(place(7, 3, 7, 20), 3, 20);       /* a brace alone: as it is */
	placed(place(4, 18, 4, 25), 18, 25);     /* a property */
	placed(place(4, 400, 4, 401), 400, 401); /* beyond the line */
	placed(place(40, 1, 40, 2), 1, 2);       /* beyond the file */
	placed(place(0, 0, 0, 0), 0, 0);
}
END_TEST

START_TEST(test_excerpts)
{
	shows(place(3, 2, 3, 7), "     3 |  node@1 {\n       |  <^~~~~~>\n");
	/* The tab is shown as spaces, the semicolon is not marked. */
	shows(place(4, 18, 4, 25), "     4 |  label: other    { a = <1>; };\n"
				   "       |  <                  ^~~~~~~>\n");
	/* More lines: to the end of the first. */
	shows(place(6, 3, 7, 10), "     6 |  third\n       |  <^~~~~>\n");
	/* No control byte leaves; a character of two bytes is one column. */
	shows(place(7, 15, 7, 16), "     7 |  { b     = \"?[31m\xc3\xbc\"; };\n"
				   "       |  <                ^>\n");
	shows(place(40, 1, 40, 2), "");
	shows(place(3, 400, 3, 401), "");
	shows(place(0, 0, 0, 0), "");
}
END_TEST

START_TEST(test_long_line)
{
	struct buf line = { 0 }, b = { 0 };
	struct sdc_place p = place(1, 5001, 1, 9000);
	FILE *f = fopen(name, "w");

	ck_assert_ptr_nonnull(f);
	buf_pad(&line, 0, 5000, 'a');
	buf_pad(&line, 0, 10000, 'b');
	fwrite(line.data, 1, line.len, f);
	fclose(f);
	excerpt(&b, &result, &p, "", "");
	ck_assert_uint_lt(b.len, 300);
	ck_assert_ptr_nonnull(strstr(b.data, "1 |  aaaaaaaaaaaaaaaaaaaabbbb"));
	ck_assert_ptr_nonnull(strstr(b.data, "  |                      ^~~~"));
	buf_free(&line);
	buf_free(&b);
}
END_TEST

/* Rewrites the source with one property, and asks for the place of an entry of it. */
static struct dt_place entry_of(const char *text, unsigned int lines, int index)
{
	FILE *f = fopen(name, "w");
	struct dt_tree *fresh;
	struct sdc_error err;

	ck_assert_ptr_nonnull(f);
	fputs("/dts-v1/; / { };\n", f);
	fclose(f);
	ck_assert_int_eq(dt_load(name, NULL, &fresh, &err), 0);
	dt_tree_free(tree);
	tree = fresh;
	result.tree = fresh;
	f = fopen(name, "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
	forget_lines();
	return dt_place_entry(
		tree, &(struct dt_place){ name, 1, 1, lines, 200, NULL, false }, index);
}

static void entry_is(const char *text, unsigned int lines, int index, unsigned int line,
	unsigned int column, unsigned int end_column)
{
	struct dt_place p = entry_of(text, lines, index);

	ck_assert_uint_eq(p.line, line);
	ck_assert_uint_eq(p.column, column);
	ck_assert_uint_eq(p.end_column, end_column);
}

START_TEST(test_entries)
{
	entry_is("a = <1 2>, <3 4>;", 1, 0, 1, 5, 9);
	entry_is("a = <1 2>, <3 4>;", 1, 1, 1, 12, 16);
	entry_is("a =\n <1 2>,\n /* <, */ <3 /* x */ 4>;", 3, 1, 3, 11, 23);
	entry_is("a = <(1 << 2) &{/x,y}>, // <,\n <&l 4>;", 2, 1, 2, 2, 7);
	entry_is("a = \"x,<\\\"\", \"y\"; b = \"z\";", 1, 1, 1, 14, 16);
	entry_is("a = [00 11], [22];", 1, 1, 1, 14, 17);
	entry_is("a = <1\n2>,\n<3\n4>;", 4, 1, 3, 1, 2);
}
END_TEST

START_TEST(test_no_entries)
{
	entry_is("a = <1 2 3 4>;", 1, 1, 1, 1, 200);     /* one value */
	entry_is("a = <1 2>, <3>;", 1, 1, 1, 1, 200);    /* of different length */
	entry_is("a = <1 2>, <3 4>;", 1, 2, 1, 1, 200);  /* no such entry */
	entry_is("a = <1 2>, <3 4>;", 1, -1, 1, 1, 200); /* none asked for */
	entry_is("{ a = <1>, <2>; };", 1, 1, 1, 1, 200); /* a node */
	entry_is("a = <1>, <2>;", 9, 1, 1, 1, 200);      /* the file has changed */
	entry_is("a = <1>, <2>;", 5000, 1, 1, 1, 200);   /* too long */
	entry_is("a;", 1, 0, 1, 1, 200);
	entry_is("a = \"x", 1, 1, 1, 1, 200);
	entry_is("a = <(((1, <2", 1, 1, 1, 1, 200);
}
END_TEST

START_TEST(test_missing_source)
{
	struct sdc_place p = { .file = "/no/such/file.dts", .line = 1, .column = 1 };

	shows(p, "");
	placed(place(1, 1, 1, 9), 1, 9);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("report_excerpt");
	TCase *tc = tcase_create("excerpt");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, test_places);
	tcase_add_test(tc, test_excerpts);
	tcase_add_test(tc, test_long_line);
	tcase_add_test(tc, test_entries);
	tcase_add_test(tc, test_no_entries);
	tcase_add_test(tc, test_missing_source);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
