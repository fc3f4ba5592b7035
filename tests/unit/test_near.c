// SPDX-License-Identifier: BSD-2-Clause
#include "unit.h"

#include <string.h>

#include "base/near.h"

static size_t distance(const char *a, const char *b)
{
	return near_distance(a, strlen(a), b, strlen(b));
}

START_TEST(distances)
{
	ck_assert_uint_eq(distance("", ""), 0);
	ck_assert_uint_eq(distance("", "abc"), 3);
	ck_assert_uint_eq(distance("abc", ""), 3);
	ck_assert_uint_eq(distance("iomem", "iomem"), 0);
	ck_assert_uint_eq(distance("IOMEM", "iomem"), 0);
	ck_assert_uint_eq(distance("iomen", "iomem"), 1);
	ck_assert_uint_eq(distance("iomm", "iomem"), 1);
	ck_assert_uint_eq(distance("ioomem", "iomem"), 1);
	ck_assert_uint_eq(distance("iomme", "iomem"), 1);
	ck_assert_uint_eq(distance("oiemm", "iomem"), 2);
}
END_TEST

/* One below, at and above the longest word. */
START_TEST(long_words)
{
	char word[NEAR_MAX + 2];

	for (size_t len = NEAR_MAX - 1; len <= NEAR_MAX + 1; len++) {
		memset(word, 'a', len);
		word[len] = '\0';
		ck_assert_uint_eq(distance(word, word), len > NEAR_MAX ? SIZE_MAX : 0);
	}
}
END_TEST

/* A third of the letters may differ, in short words one. */
START_TEST(nearness)
{
	static const char *const list[] = { "irqs", "devices", "agent-id", NULL };

	ck_assert_str_eq(near_of("devics", list), "devices");
	ck_assert_str_eq(near_of("agent_id", list), "agent-id");
	ck_assert_str_eq(near_of("evicse", list), "devices");
	ck_assert_ptr_null(near_of("eviksen", list));
	ck_assert_ptr_null(near_of("devices", list));
	ck_assert_str_eq(near_of("irq", list), "irqs");
	ck_assert_ptr_null(near_of("ir", list));
	ck_assert_ptr_null(near_of("", list));
}
END_TEST

START_TEST(the_nearest_wins)
{
	static const char *const list[] = { "memory", "maxmem", "memo", NULL };

	ck_assert_str_eq(near_of("maxmen", list), "maxmem");
	ck_assert_str_eq(near_of("memor", list), "memory");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("near words");
	TCase *tc = tcase_create("near");

	tcase_add_test(tc, distances);
	tcase_add_test(tc, long_words);
	tcase_add_test(tc, nearness);
	tcase_add_test(tc, the_nearest_wins);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
