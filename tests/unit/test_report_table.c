// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "report/text/table.h"
#include "unit.h"

static const char *const heading[] = { "name", "value", "path" };

static struct buf table_of(const char *name, const char *value, const char *path)
{
	struct table t = { .columns = 3 };
	struct buf out = { 0 };

	table_heading(&t, heading);
	table_cell(&t, "%s", name);
	table_cell(&t, "%s", value);
	table_cell(&t, "%s", path);
	table_end(&t, &out, 2);
	return out;
}

static void says(const char *name, const char *value, const char *path, const char *want)
{
	struct buf out = table_of(name, value, path);

	ck_assert_str_eq(buf_str(&out), want);
	buf_free(&out);
}

START_TEST(columns_are_as_wide_as_their_cells)
{
	says("a", "12", "/soc", "  name  value  path\n  a     12     /soc\n");
	says("a", "", "/soc", "  name  value  path\n  a            /soc\n");
	says("äö", "1", "/soc", "  name  value  path\n  äö    1      /soc\n");
}
END_TEST

START_TEST(long_cells_go_on_in_the_next_line)
{
	says("usb", "1",
		"/a-bus-of-the-interconnect/another-bridge-behind-the-first-one/"
		"the-controller-for-the-storage@12345678",
		"  name  value  path\n"
		"  usb   1      /a-bus-of-the-interconnect/another-bridge-behind-the-first-one/the-"
		"controller-for-\n"
		"               the-storage@12345678\n");
	says("usb",
		"clock 0x3, clock 0x4, reset domain 0x3, reset domain 0x4, power domain 0x4, "
		"sensor 0x10",
		"/soc",
		"  name  value                                                                    "
		"               path\n"
		"  usb   clock 0x3, clock 0x4, reset domain 0x3, reset domain 0x4, power domain 0x4, "
		"sensor      /soc\n"
		"        0x10\n");
}
END_TEST

/* Nothing is lost, and nothing stands behind column 100. */
START_TEST(any_cells_fit)
{
	static const char word[] = "abcdefghij-klm/nop@qrstuvwxyzäöü, 0123";
	char cells[3][400];

	for (size_t length = 1; length < 390; length += 13) {
		struct buf out;
		size_t seen = 0, want = 0;

		for (size_t c = 0; c < 3; c++) {
			for (size_t i = 0; i < length * (c + 1) / 3; i++)
				cells[c][i] = word[i % 26];
			cells[c][length * (c + 1) / 3] = '\0';
			want += length * (c + 1) / 3;
		}
		out = table_of(cells[0], cells[1], cells[2]);
		for (const char *line = buf_str(&out); *line; line = strchr(line, '\n') + 1)
			ck_assert_uint_le(strcspn(line, "\n"), 100);
		for (const char *p = strchr(buf_str(&out), '\n'); *p; p++)
			seen += *p != ' ' && *p != '\n';
		ck_assert_uint_eq(seen, want);
		buf_free(&out);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("report table");
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, columns_are_as_wide_as_their_cells);
	tcase_add_test(tc, long_cells_go_on_in_the_next_line);
	tcase_add_test(tc, any_cells_fit);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
