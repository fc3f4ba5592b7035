// SPDX-License-Identifier: BSD-2-Clause
/* The places of what the C preprocessor changed. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "unit.h"

#include "dt/load.h"
#include "dt/source/align.h"
#include "dt/source/cpp/directives.h"
#include "dt/source/cpp/expansion.h"
#include "dt/source/cpp/include_dirs.h"
#include "trees.h"

#define LOOP(tc, test, table) tcase_add_loop_test(tc, test, 0, sizeof(table) / sizeof((table)[0]))

static char dir[] = "/tmp/unit-expansion-XXXXXX";

static void make_dir(void)
{
	strcpy(dir, "/tmp/unit-expansion-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(chdir(dir), 0);
}

static void remove_dir(void)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", dir);
	ck_assert_int_eq(system(command), 0);
}

static void put(const char *name, const char *text)
{
	char path[256];
	FILE *f;

	for (const char *p = strchr(name, '/'); p; p = strchr(p + 1, '/')) {
		snprintf(path, sizeof(path), "%.*s", (int)(p - name), name);
		mkdir(path, 0777);
	}
	f = fopen(name, "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

static const struct {
	const char *text;
	enum directives found;
} lines[] = {
	{ "/ { #address-cells = <1>; };", DIRECTIVES_NONE },
	{ "/ {\n\t#address-cells = <1>;\n};", DIRECTIVES_NONE },
	{ "/ {\n\t#define-cells = <1>;\n};", DIRECTIVES_NONE },
	{ "/ {\n\t#if,cells = <1>;\n};", DIRECTIVES_NONE },
	{ "/ {\n\t#include;\n};", DIRECTIVES_NONE },
	{ "/*\n#include <x>\n*/", DIRECTIVES_NONE },
	{ "//\\\n#include <x>\n", DIRECTIVES_CPP },
	{ "/ { a = \"\n#\"; };", DIRECTIVES_NONE },
	{ "#include <x>\n", DIRECTIVES_CPP },
	{ " # include \"x\"\n", DIRECTIVES_CPP },
	{ "/* c */ #define X\n", DIRECTIVES_CPP },
	{ "#ifdef X\n", DIRECTIVES_CPP },
	{ "#if(X)\n", DIRECTIVES_CPP },
	{ "# 1 \"x.dts\"\n/ { };\n", DIRECTIVES_MARKERS },
	{ "# 1 \"x.dts\"\n#include <x>\n", DIRECTIVES_CPP },
	{ "#", DIRECTIVES_NONE },
	{ "", DIRECTIVES_NONE },
};

START_TEST(directives_are_told_from_properties)
{
	struct buf b = { 0 };

	buf_puts(&b, lines[_i].text);
	ck_assert_int_eq(directives_find(&b), lines[_i].found);
	buf_free(&b);
}
END_TEST

/* What was written, what the preprocessor made of it, and for a token of that what it was. */
static const struct {
	const char *written, *line, *token, *is;
} aligned[] = {
	{ "\tfoo\t= <1>;", "        foo = <1>;", "1", "1" },
	{ "\tfoo = <1>;", "        foo = <1>;", ";", ";" },
	{ "a = <SPI 3>; b;", "a = <0 3>; b;", "0", "SPI" },
	{ "a = <SPI 3>; b;", "a = <0 3>; b;", "3", "3" },
	{ "a = <SPI 3>; b;", "a = <0 3>; b;", "b", "b" },
	{ "a = <F(1, (2)) 3>;", "a = <1 + (2) 3>;", "+", "F(1, (2))" },
	{ "a = <F(1, (2)) 3>;", "a = <1 + (2) 3>;", "3", "3" },
	{ "a = <F(1,\n\t2)>; b;\nc;", "a = <1 2>; b;", "b", "b" },
	{ "a = <F (1 + 2) 3>;", "a = <0 (1 + 2) 3>;", "3", "3" },
	{ "A B;", "B B;", "; ", ";" },
	{ "X Y z;", "1 2 z;", "1", "X" },
	{ "X Y z;", "1 2 z;", "2", "Y" },
	{ "X Y z;", "1 2 3 z;", "2", "X" },
	{ "X EMPTY z;", "1 z;", "z", "z" },
	{ "N(x) m { };", "n@1 { x; }; m { };", "n", "N(x)" },
	{ "N(x) m { };", "n@1 { x; }; m { };", "m", "m" },
	{ "end */ foo;", "       foo;", "foo", "foo" },
	{ "a /* b */ c;", "a c;", "c", "c" },
	{ "a \\\n c;", "a c;", "c", "c" },
	{ "EMPTY\n b;", "", "", "EMPTY" },
	{ "M(x);\nM(y);\n", "n { a; b = <x>; };", "b", "M(x)" },
	{ "quite another text", "{ foo; }", "foo", "quite" },
};

START_TEST(a_token_is_found_as_it_was_written)
{
	const char *line = aligned[_i].line, *at = strstr(line, aligned[_i].token);
	const char *written = aligned[_i].written;
	struct stretch s = align((struct stretch){ line, line + strlen(line) }, (size_t)(at - line),
		(struct stretch){ written, written + strlen(written) });

	ck_assert_uint_eq((size_t)(s.end - s.start), strlen(aligned[_i].is));
	ck_assert(!strncmp(s.start, aligned[_i].is, strlen(aligned[_i].is)));
}
END_TEST

static struct dt_tree *load(const char *path, const struct sdc_load_options *opts)
{
	struct sdc_error err = { 0 };
	struct dt_tree *t = NULL;

	ck_assert_msg(!dt_load(path, opts, &t, &err), "%s", err.text);
	return t;
}

static void expect(struct dt_place p, const char *file, unsigned int line, unsigned int column)
{
	ck_assert_str_eq(p.file, file);
	ck_assert_uint_eq(p.line, line);
	ck_assert_uint_eq(p.column, column);
}

START_TEST(places_are_those_of_the_files_as_written)
{
	const struct dt_inclusion *from;
	struct dt_tree *t;
	struct dt_place p;

	put("h.h", "#define NODE(n) n { made; }\n#define ONE 1\n");
	put("in.dtsi", "/ {\n\tn {\n\t\treg = <ONE\n 2>;\tb;\n\t};\n\tNODE(m);\n};\n");
	put("mid.dtsi", "\n#include \"in.dtsi\"\n");
	put("b.dts", "#include \"h.h\"\n/dts-v1/;\n\n#include \"mid.dtsi\"\n/ { last; };\n");
	t = load("b.dts", NULL);
	p = dt_place_prop(t, dt_prop(node_at(t, "/n"), "reg"));
	expect(p, "in.dtsi", 3, 3);
	ck_assert_uint_eq(p.end_line, 4);
	ck_assert_uint_eq(p.end_column, 4);
	from = p.from;
	ck_assert_str_eq(from->file, "mid.dtsi");
	ck_assert_uint_eq(from->line, 2);
	ck_assert_str_eq(from->next->file, "b.dts");
	ck_assert_uint_eq(from->next->line, 4);
	ck_assert_ptr_null(from->next->next);
	expect(dt_place_prop(t, dt_prop(node_at(t, "/n"), "b")), "in.dtsi", 4, 6);
	expect(dt_place_prop(t, dt_prop(node_at(t, "/m"), "made")), "in.dtsi", 6, 2);
	p = dt_place_prop(t, dt_prop(t->nodes, "last"));
	expect(p, "b.dts", 5, 5);
	ck_assert_ptr_null(p.from);
	dt_tree_free(t);
}
END_TEST

START_TEST(options_reach_the_preprocessor)
{
	static const char *const dirs[] = { "one", "two" }, *const defines[] = { "A=5", "B" },
				 *const undefines[] = { "B" };
	const struct sdc_load_options opts = {
		.size = sizeof(opts),
		.include_dirs = dirs,
		.n_include_dirs = 2,
		.defines = defines,
		.n_defines = 2,
		.undefines = undefines,
		.n_undefines = 1,
	};
	struct dt_tree *t;
	uint32_t v;

	put("two/x.h", "#define X A\n");
	put("two/y.dtsi", "/ { y; };\n");
	put("-b.dts", "#include <x.h>\n/dts-v1/;\n/ { a = <X>;\n#ifdef B\nb;\n#endif\n};\n"
		      "/include/ \"y.dtsi\"\n");
	t = load("-b.dts", &opts);
	ck_assert(dt_prop_u32(t->nodes, "a", &v));
	ck_assert_uint_eq(v, 5);
	ck_assert_ptr_null(dt_prop(t->nodes, "b"));
	ck_assert_ptr_nonnull(dt_prop(t->nodes, "y"));
	dt_tree_free(t);
}
END_TEST

START_TEST(a_header_that_is_missing_is_named)
{
	struct sdc_load_options opts = { .size = sizeof(opts), .cpp = "cc" };
	struct sdc_error err = { 0 };
	struct dt_tree *t = NULL;

	put("b.dts", "/dts-v1/;\n#include <nowhere.h>\n/ { };\n");
	ck_assert_int_eq(dt_load("b.dts", &opts, &t, &err), -SDC_EINPUT);
	ck_assert_msg(
		strstr(err.text, "b.dts:2:") && strstr(err.text, "nowhere.h"), "%s", err.text);
	opts.cpp = "no-such-cpp -E";
	ck_assert_int_eq(dt_load("b.dts", &opts, &t, &err), -SDC_ETOOL);
	ck_assert_msg(strstr(err.text, "no-such-cpp") != NULL, "%s", err.text);
}
END_TEST

static const struct {
	const char *make, *source, *tree, *first;
} trees[] = {
	{ "l/scripts/dtc/include-prefixes/x", "l/arch/arm64/boot/dts/v/b.dts", "l",
		"l/scripts/dtc/include-prefixes" },
	{ "scripts/dtc/include-prefixes/x", "b.dts", ".", "scripts/dtc/include-prefixes" },
	{ "u/dts/upstream/include/x", "u/arch/arm/dts/b.dts", "u", "u/arch/arm/dts" },
	{ "r/include/dt-bindings/x", "r/src/arm64/v/b.dts", "r", "r/include" },
	{ "e/include/x", "e/v/b.dts", NULL, NULL },
};

START_TEST(include_directories_are_found_from_the_path)
{
	struct include_dirs d = { 0 };

	put(trees[_i].make, "");
	put(trees[_i].source, "");
	include_dirs_find(&d, trees[_i].source);
	if (trees[_i].tree) {
		ck_assert_str_eq(d.tree, trees[_i].tree);
		ck_assert_str_eq(d.list.v[0], trees[_i].first);
	} else {
		ck_assert_uint_eq(d.list.n, 0);
	}
	include_dirs_free(&d);
}
END_TEST

START_TEST(include_directories_are_found_from_below_and_through_links)
{
	struct include_dirs d = { 0 };

	put("l/scripts/dtc/include-prefixes/x", "");
	put("l/dts/v/b.dts", "");
	put("w/x", "");
	ck_assert_int_eq(chdir("l/dts"), 0);
	include_dirs_find(&d, "v/b.dts");
	ck_assert_str_eq(d.list.v[0], "../scripts/dtc/include-prefixes");
	include_dirs_free(&d);
	memset(&d, 0, sizeof(d));
	include_dirs_find(&d, "../dts/../dts/v/b.dts");
	ck_assert_uint_eq(d.list.n, 1);
	include_dirs_free(&d);
	memset(&d, 0, sizeof(d));
	ck_assert_int_eq(chdir("v"), 0);
	include_dirs_find(&d, "../b.dts");
	ck_assert_str_eq(d.list.v[0], "../../scripts/dtc/include-prefixes");
	include_dirs_free(&d);
	ck_assert_int_eq(chdir(".."), 0);
	memset(&d, 0, sizeof(d));
	ck_assert_int_eq(symlink("v/b.dts", "../../w/l.dts") | chdir("../../w"), 0);
	ck_assert_int_eq(unlink("l.dts") | symlink("../l/dts/v/b.dts", "l.dts"), 0);
	include_dirs_find(&d, "l.dts");
	ck_assert_uint_eq(d.list.n, 1);
	include_dirs_free(&d);
}
END_TEST

/* Markers that no preprocessor writes: any bytes may come as a source. */
static const char *const hostile[] = {
	"# 1 \"",
	"# 1 \"x\\",
	"# 1 \"x\\\" 1",
	"# 99999999999999999999 \"x\"\n/dts-v1/; / { };\n",
	"# 1 \"x\" 2\n# 2 \"y\" 2\n/dts-v1/; / { };\n",
	"# 0 \"x\" 1\n# 0 \"\\377\\12\" 2\n/dts-v1/; / { };\n",
};

START_TEST(markers_may_be_anything)
{
	struct expansion e = { 0 };
	struct lines l = { 0 };
	struct buf b = { 0 };

	buf_puts(&b, hostile[_i]);
	expansion_read(&e, &b, "<stdin>");
	for (unsigned int line = 0; line < 4; line++) {
		struct dt_place p = { .file = "<stdin>", .line = line, .column = 3, .end_line = 9 };

		expansion_place(&e, &l, &p);
		ck_assert_ptr_nonnull(p.file);
	}
	expansion_free(&e);
	lines_free(&l);
	buf_free(&b);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("expansion");
	TCase *tc = tcase_create("expansion");

	tcase_add_checked_fixture(tc, make_dir, remove_dir);
	LOOP(tc, directives_are_told_from_properties, lines);
	LOOP(tc, a_token_is_found_as_it_was_written, aligned);
	tcase_add_test(tc, places_are_those_of_the_files_as_written);
	tcase_add_test(tc, options_reach_the_preprocessor);
	tcase_add_test(tc, a_header_that_is_missing_is_named);
	LOOP(tc, include_directories_are_found_from_the_path, trees);
	tcase_add_test(tc, include_directories_are_found_from_below_and_through_links);
	LOOP(tc, markers_may_be_anything, hostile);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
