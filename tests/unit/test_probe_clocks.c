// SPDX-License-Identifier: BSD-2-Clause
#include "exchange.h"

/* The simulated platform's clocks: what each message answers at its bounds, and what it changes. */

START_TEST(clock_rates)
{
	static const struct row rows[] = {
		/* A list, from each of its places on; then a range, which is one answer. */
		{ SCMI_CLOCK, 4, 2, { 0, 0 }, 0, 9, { 4, 100000, 0, 200000, 0, 400000, 0, 5, 1 } },
		{ SCMI_CLOCK, 4, 2, { 0, 3 }, 0, 3, { 1, 5, 1 } },
		{ SCMI_CLOCK, 4, 2, { 0, 4 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		{ SCMI_CLOCK, 4, 2, { 6, 0 }, 0, 31, { 15 | 2 << 16, 1, 0, 2, 0, 3, 0, 4, 0, 5 } },
		{ SCMI_CLOCK, 4, 2, { 6, 15 }, 0, 5, { 2, 16, 0, 17, 0 } },
		{ SCMI_CLOCK, 4, 2, { 1, 0 }, 0, 7, { 3 | 1 << 12, 1000, 0, 9000, 0, 10, 0 } },
		{ SCMI_CLOCK, 4, 2, { 1, 1 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		/* Of a range that lacks its step nothing is told. */
		{ SCMI_CLOCK, 4, 2, { 2, 0 }, 0, 7,
			{ 3 | 1 << 12, 1000, 0, 2000000000, 0, 1000, 0 } },
		{ SCMI_CLOCK, 4, 2, { 66, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_CLOCK, 6, 1, { 0 }, 0, 2, { 200000, 0 } },
		{ SCMI_CLOCK, 6, 1, { 1 }, 0, 2, { 24000000, 0 } },
		{ SCMI_CLOCK, 6, 1, { 65 }, 0, 2, { 24000000, 0 } },
		{ SCMI_CLOCK, 6, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
	};

	exchange(rows, N(rows));
}
END_TEST

START_TEST(clock_rate_set)
{
	static const struct row rows[] = {
		{ SCMI_CLOCK, 5, 4, { 0, 0, 5, 1 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 6, 1, { 0 }, 0, 2, { 5, 1 } },
		{ SCMI_CLOCK, 5, 4, { 0, 0, 5, 0 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 15, 0, 400000 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 16, 0, 400000 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 1, 999 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 1, 1000 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 1, 9000 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 1, 9001 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 2, 2000 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 7, 999 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 7, 1000 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 7, 2000000000 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 7, 2000000001 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 63, 48000 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 6, 1, { 63 }, 0, 2, { 48000, 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, LISTED, 48000 }, SCMI_DENIED, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 66, 48000 }, SCMI_NOT_FOUND, 0, { 0 } },
		/* Who has not the right. */
		{ SCMI_CLOCK, 5, 4, { 0, 3, 48000 }, SCMI_DENIED, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 4, 48000 }, SCMI_DENIED, 0, { 0 } },
		{ SCMI_CLOCK, 5, 4, { 0, 5, 48000 }, 0, 0, { 0 } },
	};

	exchange(rows, N(rows));
}
END_TEST

START_TEST(clock_attributes)
{
	static const struct row rows[] = {
		{ SCMI_CLOCK, 1, 0, { 0 }, 0, 1, { 66 } },
		{ SCMI_CLOCK, 3, 1, { 0 }, 0, 6, { 0, WORD('l', 'i', 's', 't'), 0, 0, 0, 0 } },
		{ SCMI_CLOCK, 3, 1, { 1 }, 0, 6, { 1u << 29, CUT_NAME, 0 } },
		{ SCMI_CLOCK, 3, 1, { 7 }, 0, 6,
			{ 1u << 29, WORD('e', 'x', 'a', 'c'), WORD('t', 'l', 'y', '-'),
				WORD('1', '6', '-', 'c'), WORD('h', 'a', 'r', 0), 0 } },
		{ SCMI_CLOCK, 3, 1, { 3 }, 0, 6,
			{ 1u << 28 | 1u << 1, WORD('m', 'u', 'x', 0), 0, 0, 0, 0 } },
		{ SCMI_CLOCK, 3, 1, { 2 }, 0, 6,
			{ 0, WORD('c', 'l', 'o', 'c'), WORD('k', '2', 0, 0), 0, 0, 0 } },
		{ SCMI_CLOCK, 8, 1, { 1 }, 0, 17, { 0, FULL_NAME, 0 } },
		{ SCMI_CLOCK, 8, 1, { 2 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_CLOCK, 8, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_CLOCK, 15, 1, { 0 }, 0, 1, { 7u << 29 } },
		{ SCMI_CLOCK, 15, 1, { 3 }, 0, 1, { 1u << 30 } },
		{ SCMI_CLOCK, 15, 1, { 4 }, 0, 1, { 1u << 31 } },
		{ SCMI_CLOCK, 15, 1, { 5 }, 0, 1, { 1u << 29 } },
		{ SCMI_CLOCK, 15, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
	};

	exchange(rows, N(rows));
}
END_TEST

START_TEST(clock_config)
{
	static const struct row rows[] = {
		{ SCMI_CLOCK, 11, 2, { 0, 0 }, 0, 3, { 0, 0, 0 } },
		{ SCMI_CLOCK, 7, 3, { 0, 1, 0 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 11, 2, { 0, 0xff }, 0, 3, { 0, 1, 0 } },
		{ SCMI_CLOCK, 11, 2, { 0, 0x100 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 11, 2, { 66, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		/* As it is. */
		{ SCMI_CLOCK, 7, 3, { 0, 2, 0 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 11, 2, { 0, 0 }, 0, 3, { 0, 1, 0 } },
		{ SCMI_CLOCK, 7, 3, { 0, 3, 0 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 7, 3, { 0, 4, 0 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 7, 3, { 0, 1 << 16, 0 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 11, 2, { 0, 0 }, 0, 3, { 0, 0, 0 } },
		{ SCMI_CLOCK, 7, 2, { 0, 1 }, SCMI_PROTOCOL_ERROR, 0, { 0 } },
		{ SCMI_CLOCK, 7, 4, { 0, 1 }, SCMI_PROTOCOL_ERROR, 0, { 0 } },
		{ SCMI_CLOCK, 7, 1, { 0 }, SCMI_PROTOCOL_ERROR, 0, { 0 } },
		{ SCMI_CLOCK, 7, 3, { 3, 1, 0 }, SCMI_DENIED, 0, { 0 } },
		{ SCMI_CLOCK, 7, 3, { 4, 1, 0 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 7, 3, { 66, 1, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_CLOCK, 7, 3, { 63, 1, 0 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 11, 2, { 63, 0 }, 0, 3, { 0, 1, 0 } },
		{ SCMI_CLOCK, 7, 3, { LISTED, 1, 0 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 11, 2, { LISTED, 0 }, 0, 3, { 0, 0, 0 } },
	};

	exchange(rows, N(rows));
}
END_TEST

START_TEST(clock_parents)
{
	static const struct row rows[] = {
		{ SCMI_CLOCK, 12, 2, { 3, 0 }, 0, 3, { 2, 7, 9 } },
		{ SCMI_CLOCK, 12, 2, { 3, 1 }, 0, 2, { 1, 9 } },
		{ SCMI_CLOCK, 12, 2, { 3, 2 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		{ SCMI_CLOCK, 12, 2, { 0, 0 }, SCMI_NOT_SUPPORTED, 0, { 0 } },
		{ SCMI_CLOCK, 12, 2, { 66, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_CLOCK, 14, 1, { 3 }, 0, 1, { 7 } },
		{ SCMI_CLOCK, 13, 2, { 3, 9 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, 14, 1, { 3 }, 0, 1, { 9 } },
		{ SCMI_CLOCK, 13, 2, { 3, 8 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 13, 2, { 0, 7 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_CLOCK, 13, 2, { 4, 7 }, SCMI_DENIED, 0, { 0 } },
		{ SCMI_CLOCK, 13, 2, { LISTED, 7 }, SCMI_DENIED, 0, { 0 } },
		{ SCMI_CLOCK, 13, 2, { 66, 7 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_CLOCK, 14, 1, { 0 }, SCMI_NOT_SUPPORTED, 0, { 0 } },
		{ SCMI_CLOCK, 14, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
	};

	exchange(rows, N(rows));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe clocks");
	TCase *tc = tcase_create("clocks");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, setup, NULL);
	tcase_add_test(tc, clock_rates);
	tcase_add_test(tc, clock_rate_set);
	tcase_add_test(tc, clock_attributes);
	tcase_add_test(tc, clock_config);
	tcase_add_test(tc, clock_parents);
	return unit_main(s);
}
