// SPDX-License-Identifier: BSD-2-Clause
#include "exchange.h"

/* The simulated platform, request by request: what each message answers at its bounds, and what it
 * changes. */

START_TEST(performance)
{
	static const struct row rows[] = {
		{ SCMI_PERFORMANCE, 1, 0, { 0 }, 0, 4, { 66, 0, 0, 0 } },
		{ SCMI_PERFORMANCE, 3, 1, { 0 }, 0, 8,
			{ 3u << 30 | 1u << 26, 0, 1000000, 1000, CUT_NAME } },
		{ SCMI_PERFORMANCE, 3, 1, { 1 }, 0, 8,
			{ 3u << 30, 0, 1000000, 1000, WORD('f', 'a', 'n', 0), 0, 0, 0 } },
		{ SCMI_PERFORMANCE, 3, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
		/* Levels have an index and a frequency from version 4.0 on. */
		{ SCMI_PERFORMANCE, 4, 2, { 0, 1 }, 0, 11,
			{ 2, 1000, 100, 100, 1000000, 1, 1500, 150, 100, 1500000 } },
		{ SCMI_PERFORMANCE, 4, 2, { 0, 3 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_PERFORMANCE, 4, 2, { 66, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_PERFORMANCE, 6, 1, { 0 }, 0, 2, { 1500, 500 } },
		{ SCMI_PERFORMANCE, 6, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_PERFORMANCE, 8, 1, { 0 }, 0, 1, { 1000 } },
		{ SCMI_PERFORMANCE, 8, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_PERFORMANCE, 5, 3, { 0, 500, 1000 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_PERFORMANCE, 5, 3, { 0, 1400, 500 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		{ SCMI_PERFORMANCE, 5, 3, { 0, 1500, 600 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		{ SCMI_PERFORMANCE, 5, 3, { 66, 1000, 500 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_PERFORMANCE, 5, 3, { LISTED, 1000, 500 }, SCMI_DENIED, 0, { 0 } },
		{ SCMI_PERFORMANCE, 5, 3, { 63, 1000, 1000 }, 0, 0, { 0 } },
		{ SCMI_PERFORMANCE, 6, 1, { 63 }, 0, 2, { 1000, 1000 } },
		{ SCMI_PERFORMANCE, 6, 1, { LISTED }, 0, 2, { 1500, 500 } },
		{ SCMI_PERFORMANCE, 7, 2, { 63, 1500 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		{ SCMI_PERFORMANCE, 7, 2, { 63, 500 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		{ SCMI_PERFORMANCE, 7, 2, { 63, 999 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		{ SCMI_PERFORMANCE, 7, 2, { 63, 1000 }, 0, 0, { 0 } },
		{ SCMI_PERFORMANCE, 7, 2, { 62, 1500 }, 0, 0, { 0 } },
		{ SCMI_PERFORMANCE, 8, 1, { 62 }, 0, 1, { 1500 } },
		{ SCMI_PERFORMANCE, 7, 2, { 62, 500 }, 0, 0, { 0 } },
		{ SCMI_PERFORMANCE, 8, 1, { 62 }, 0, 1, { 500 } },
		{ SCMI_PERFORMANCE, 7, 2, { LISTED, 500 }, SCMI_DENIED, 0, { 0 } },
		{ SCMI_PERFORMANCE, 7, 2, { 66, 500 }, SCMI_NOT_FOUND, 0, { 0 } },
	};

	exchange(rows, N(rows));
}
END_TEST

START_TEST(power)
{
	static const struct row rows[] = {
		{ SCMI_POWER, 3, 1, { 0 }, 0, 5, { 1u << 29 | 1u << 27, CUT_NAME } },
		{ SCMI_POWER, 3, 1, { 1 }, 0, 5, { 1u << 29, WORD('f', 'a', 'n', 0), 0, 0, 0 } },
		{ SCMI_POWER, 3, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_POWER, 8, 1, { 0 }, 0, 17, { 0, FULL_NAME, 0 } },
		{ SCMI_POWER, 4, 3, { 0, 63, 0x4fffffff }, 0, 0, { 0 } },
		{ SCMI_POWER, 5, 1, { 63 }, 0, 1, { 0x4fffffff } },
		{ SCMI_POWER, 4, 3, { 0, LISTED, 0 }, SCMI_DENIED, 0, { 0 } },
		{ SCMI_POWER, 5, 1, { LISTED }, 0, 1, { 0 } },
		{ SCMI_POWER, 4, 3, { 0, 66, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_POWER, 5, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_POWER, 4, 3, { 1, 0, 0 }, SCMI_NOT_SUPPORTED, 0, { 0 } },
		{ SCMI_POWER, 4, 3, { 2, 0, 0 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_POWER, 4, 3, { 0, 0, 1u << 31 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_POWER, 4, 3, { 0, 0, 1u << 28 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_SYSTEM_POWER, 1, 0, { 0 }, 0, 1, { 0 } },
		{ SCMI_SYSTEM_POWER, 4, 0, { 0 }, 0, 1, { 0 } },
		{ SCMI_SYSTEM_POWER, 3, 2, { 1, 4 }, 0, 0, { 0 } },
		{ SCMI_SYSTEM_POWER, 4, 0, { 0 }, 0, 1, { 4 } },
		{ SCMI_SYSTEM_POWER, 3, 2, { 0, 5 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_SYSTEM_POWER, 3, 2, { 2, 0 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
	};

	exchange(rows, N(rows));
}
END_TEST

START_TEST(powercap)
{
	static const struct row rows[] = {
		{ SCMI_POWERCAP, 1, 0, { 0 }, 0, 1, { 66 } },
		{ SCMI_POWERCAP, 3, 1, { 0 }, 0, 14,
			{ 1u << 28 | 1u << 27 | 1u << 26 | 2u << 23, CUT_NAME, 100, 100, 0, 1000,
				9000 } },
		{ SCMI_POWERCAP, 3, 1, { 1 }, 0, 14,
			{ 1u << 27 | 1u << 26 | 2u << 23, WORD('f', 'a', 'n', 0), 0, 0, 0, 100, 100,
				0, 1000, 9000 } },
		{ SCMI_POWERCAP, 3, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_POWERCAP, 4, 1, { 0 }, 0, 1, { 9000 } },
		{ SCMI_POWERCAP, 4, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_POWERCAP, 5, 3, { 0, 3, 999 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		{ SCMI_POWERCAP, 5, 3, { 0, 3, 9001 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		{ SCMI_POWERCAP, 5, 3, { 0, 4, 1000 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_POWERCAP, 5, 3, { 66, 0, 1000 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_POWERCAP, 5, 3, { LISTED, 0, 1000 }, SCMI_DENIED, 0, { 0 } },
		{ SCMI_POWERCAP, 5, 3, { 63, 3, 1000 }, 0, 0, { 0 } },
		{ SCMI_POWERCAP, 4, 1, { 63 }, 0, 1, { 1000 } },
		{ SCMI_POWERCAP, 5, 3, { 62, 0, 9000 }, 0, 0, { 0 } },
		{ SCMI_POWERCAP, 9, 1, { 63 }, 0, 2, { 500, 100 } },
		{ SCMI_POWERCAP, 9, 1, { 65 }, 0, 2, { 4500, 100 } },
		{ SCMI_POWERCAP, 9, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_POWERCAP, 6, 1, { 65 }, 0, 1, { 100 } },
		{ SCMI_POWERCAP, 6, 1, { 66 }, SCMI_NOT_FOUND, 0, { 0 } },
	};

	exchange(rows, N(rows));
}
END_TEST

START_TEST(domains)
{
	static const struct row rows[] = {
		{ SCMI_SENSOR, 1, 0, { 0 }, 0, 4, { 9, 0, 0, 0 } },
		{ SCMI_SENSOR, 3, 1, { 3 }, 0, 29,
			{ 4 | 2 << 16, 3, 0, 2, WORD('s', 'e', 'n', 's'), WORD('o', 'r', '3', 0), 0,
				0, 4, 0 } },
		{ SCMI_SENSOR, 3, 1, { 9 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_SENSOR, 6, 2, { 8, 0 }, 0, 2, { 40, 0 } },
		{ SCMI_SENSOR, 6, 2, { 9, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_SENSOR, 6, 2, { 0, 1 }, SCMI_NOT_SUPPORTED, 0, { 0 } },
		{ SCMI_SENSOR, 6, 2, { 0, 2 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_RESET, 3, 1, { 1 }, 0, 6, { 0, 0, WORD('f', 'a', 'n', 0), 0, 0, 0 } },
		{ SCMI_RESET, 3, 1, { 2 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_RESET, 4, 3, { 1, 3, 0 }, 0, 0, { 0 } },
		{ SCMI_RESET, 4, 3, { 1, 4, 0 }, SCMI_NOT_SUPPORTED, 0, { 0 } },
		{ SCMI_RESET, 4, 3, { 1, 8, 0 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_RESET, 4, 3, { 1, 0, 1 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_RESET, 4, 3, { 1, 0, 1u << 31 | 1 }, 0, 0, { 0 } },
		{ SCMI_RESET, 4, 3, { 2, 0, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_VOLTAGE, 3, 1, { 1 }, 0, 5,
			{ 0, WORD('v', 'o', 'l', 't'), WORD('a', 'g', 'e', '1'), 0, 0 } },
		{ SCMI_VOLTAGE, 3, 1, { 2 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_VOLTAGE, 4, 2, { 1, 0 }, 0, 4, { 3 | 1 << 12, 800000, 1200000, 10000 } },
		{ SCMI_VOLTAGE, 4, 2, { 1, 1 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		{ SCMI_VOLTAGE, 4, 2, { 2, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_VOLTAGE, 6, 1, { 1 }, 0, 1, { 0 } },
		{ SCMI_VOLTAGE, 6, 1, { 2 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_VOLTAGE, 8, 1, { 1 }, 0, 1, { 1000000 } },
		{ SCMI_VOLTAGE, 8, 1, { 2 }, SCMI_NOT_FOUND, 0, { 0 } },
	};

	exchange(rows, N(rows));
}
END_TEST

START_TEST(pins)
{
	static const struct row rows[] = {
		{ SCMI_PINCTRL, 1, 0, { 0 }, 0, 2, { 5 | 2 << 16, 1 } },
		{ SCMI_PINCTRL, 3, 2, { 4, 0 }, 0, 5, { 0, WORD('p', 'i', 'n', '4'), 0, 0, 0 } },
		{ SCMI_PINCTRL, 3, 2, { 5, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_PINCTRL, 3, 2, { 0, 1 }, 0, 5,
			{ 3, WORD('g', '-', 'f', 'i'), WORD('r', 's', 't', 0), 0, 0 } },
		{ SCMI_PINCTRL, 3, 2, { 1, 1 }, 0, 5,
			{ 1, WORD('g', 'r', 'o', 'u'), WORD('p', '1', 0, 0), 0, 0 } },
		{ SCMI_PINCTRL, 3, 2, { 2, 1 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_PINCTRL, 3, 2, { 0, 2 }, 0, 5,
			{ 1, WORD('f', '-', 'o', 'n'), WORD('l', 'y', 0, 0), 0, 0 } },
		{ SCMI_PINCTRL, 3, 2, { 0, 3 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
		{ SCMI_PINCTRL, 4, 3, { 0, 1, 0 }, 0, 3, { 3, 1 | 2 << 16, 3 } },
		{ SCMI_PINCTRL, 4, 3, { 0, 1, 1 }, 0, 2, { 2, 2 | 3 << 16 } },
		{ SCMI_PINCTRL, 4, 3, { 0, 1, 3 }, SCMI_OUT_OF_RANGE, 0, { 0 } },
		{ SCMI_PINCTRL, 4, 3, { 1, 1, 0 }, 0, 2, { 1, 4 } },
		{ SCMI_PINCTRL, 4, 3, { 2, 1, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_PINCTRL, 4, 3, { 0, 2, 0 }, 0, 2, { 1, 4 } },
		{ SCMI_PINCTRL, 4, 3, { 1, 2, 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_PINCTRL, 4, 3, { 0, 0, 0 }, SCMI_INVALID_PARAMETERS, 0, { 0 } },
	};

	exchange(rows, N(rows));
}
END_TEST

START_TEST(versions)
{
	static const struct row rows[] = {
		/* Negotiation belongs to the newest version of a protocol. */
		{ SCMI_CLOCK, SCMI_NEGOTIATE, 1, { 0x30000 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, SCMI_NEGOTIATE, 1, { 0x10000 }, 0, 0, { 0 } },
		{ SCMI_CLOCK, SCMI_NEGOTIATE, 1, { 0x30001 }, SCMI_NOT_SUPPORTED, 0, { 0 } },
		{ SCMI_CLOCK, SCMI_NEGOTIATE, 1, { 0xffff }, SCMI_NOT_SUPPORTED, 0, { 0 } },
		{ SCMI_CLOCK, SCMI_NEGOTIATE, 0, { 0 }, SCMI_PROTOCOL_ERROR, 0, { 0 } },
		{ SCMI_CLOCK, SCMI_NEGOTIATE, 2, { 0x30000 }, SCMI_PROTOCOL_ERROR, 0, { 0 } },
		{ SCMI_CLOCK, 2, 1, { SCMI_NEGOTIATE }, 0, 1, { 0 } },
		{ SCMI_RESET, 2, 1, { SCMI_NEGOTIATE }, 0, 1, { 0 } },
		{ SCMI_VOLTAGE, SCMI_NEGOTIATE, 1, { 0x10000 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_VOLTAGE, 2, 1, { SCMI_NEGOTIATE }, SCMI_NOT_FOUND, 0, { 0 } },
		/* A message that came with a later version. */
		{ SCMI_VOLTAGE, SCMI_VOLTAGE_NAME_GET, 1, { 0 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_VOLTAGE, 0, 0, { 0 }, 0, 1, { 0x10000 } },
		{ SCMI_VOLTAGE, 0, 1, { 0 }, SCMI_PROTOCOL_ERROR, 0, { 0 } },
		{ SCMI_VOLTAGE, 2, 2, { 0 }, SCMI_PROTOCOL_ERROR, 0, { 0 } },
		{ SCMI_VOLTAGE, 2, 1, { 0x100 }, SCMI_NOT_FOUND, 0, { 0 } },
		{ SCMI_VOLTAGE, 2, 1, { 2 }, 0, 1, { 0 } },
		{ SCMI_RESET, SCMI_RESET_NAME_GET, 1, { 1 }, 0, 17,
			{ 0, WORD('f', 'a', 'n', 0), 0 } },
		/* The platform's own agent. */
		{ SCMI_BASE, SCMI_BASE_DISCOVER_AGENT, 1, { 0 }, 0, 5,
			{ 0, WORD('f', 'w', 0, 0), 0, 0, 0 } },
		{ SCMI_BASE, SCMI_BASE_DISCOVER_AGENT, 1, { 3 }, 0, 5,
			{ 3, WORD('a', 'g', 'e', 'n'), WORD('t', '3', 0, 0), 0, 0 } },
		{ SCMI_BASE, SCMI_BASE_VENDOR, 0, { 0 }, 0, 4,
			{ WORD('s', 'c', 'm', 'i'), WORD('-', 'd', 't', 'c'),
				WORD('h', 'e', 'c', 'k'), 0 } },
		{ SCMI_BASE, SCMI_BASE_SET_PROTOCOL, 4, { 3, 1, 0x114, 1 }, SCMI_NOT_FOUND, 0,
			{ 0 } },
		{ SCMI_BASE, SCMI_BASE_SET_PROTOCOL, 4, { 3, 1, 0x14, 2 }, SCMI_INVALID_PARAMETERS,
			0, { 0 } },
		{ SCMI_BASE, SCMI_BASE_RESET_AGENT, 2, { 3, 2 }, SCMI_INVALID_PARAMETERS, 0,
			{ 0 } },
		{ SCMI_BASE, SCMI_BASE_SET_DEVICE, 3, { 3, UINT32_MAX, 1 }, 0, 0, { 0 } },
	};

	exchange(rows, N(rows));
	ck_assert_uint_eq(server.last_permission.agent, 3);
	ck_assert_uint_eq(server.last_permission.flags, 1);
}
END_TEST

/* Answers in parts, in a page that has room for three words beyond the smallest. */
START_TEST(parts)
{
	const uint32_t size = SMT_MIN_SIZE + 3 * 4;
	const uint32_t *out = page + SMT_PAYLOAD / 4 + 1;

	ring(&(struct row){ SCMI_BASE, SCMI_BASE_LIST_PROTOCOLS, 1, { 0 }, 0, 0, { 0 } }, size);
	ck_assert_uint_eq(out[0], 8);
	ck_assert_uint_eq(out[1], 0x14131211);
	ck_assert_uint_eq(out[2], 0x18171615);
	ring(&(struct row){ SCMI_BASE, SCMI_BASE_LIST_PROTOCOLS, 1, { 8 }, 0, 0, { 0 } }, size);
	ck_assert_uint_eq(out[0], 1);
	ck_assert_uint_eq(out[1], 0x19);
	ring(&(struct row){ SCMI_CLOCK, SCMI_CLOCK_DESCRIBE_RATES, 2, { 0, 1 }, 0, 0, { 0 } },
		size);
	ck_assert_uint_eq(out[0], 1 | 2 << 16);
	ck_assert_uint_eq(out[1], 200000);
	ring(&(struct row){ SCMI_CLOCK, SCMI_CLOCK_PARENTS_GET, 2, { 3, 0 }, 0, 0, { 0 } },
		size - 4);
	ck_assert_uint_eq(out[0], 1 | 1u << 24);
	ck_assert_uint_eq(out[1], 7);
	ring(&(struct row){ SCMI_PINCTRL, SCMI_PIN_LIST_ASSOCIATIONS, 3, { 0, 1 }, 0, 0, { 0 } },
		size - 4);
	ck_assert_uint_eq(out[0], 2 | 1 << 16);
	ck_assert_uint_eq(out[1], 1 | 2 << 16);
}
END_TEST

static void start(enum server_fault_kind kind, uint32_t of)
{
	server.fault = (struct server_fault){ .kind = kind, .smc_id = of };
	memset(page, 0x77, sizeof(page));
	server_start_page(&server, SMC, page, sizeof(page));
}

START_TEST(pages_at_the_start)
{
	start(SERVER_NO_FAULT, 0);
	ck_assert_uint_eq(page[SMT_STATUS / 4], SMT_FREE);
	ck_assert_uint_eq(page[N(page) - 1], 0);
	start(SERVER_START_BUSY, SMC);
	ck_assert_uint_eq(page[SMT_STATUS / 4], 0);
	ck_assert_uint_eq(page[SMT_LENGTH / 4], SMT_HEADER_LEN);
	ck_assert_uint_eq(page[SMT_HEADER / 4], SCMI_HEADER(SCMI_BASE, 0, 0, 1));
	start(SERVER_START_BUSY, SMC + 1);
	ck_assert_uint_eq(page[SMT_STATUS / 4], SMT_FREE);
	start(SERVER_START_ERROR, 0);
	ck_assert_uint_eq(page[SMT_STATUS / 4], SMT_FREE | SMT_ERROR);
	start(SERVER_START_ZERO, 0);
	ck_assert_uint_eq(page[SMT_STATUS / 4], 0);
	start(SERVER_START_ONES, 0);
	ck_assert_uint_eq(page[N(page) - 1], UINT32_MAX);
	start(SERVER_START_GARBAGE, 0);
	ck_assert_uint_ne(page[0], 0);
	ck_assert_uint_eq(page[0], page[N(page) - 1]);
}
END_TEST

START_TEST(faults_strike_who_is_meant)
{
	const struct row version = { SCMI_CLOCK, 0, 0, { 0 }, 0, 1, { 0x30000 } };
	const struct row busy = { SCMI_CLOCK, 0, 0, { 0 }, SCMI_BUSY, 0, { 0 } };
	const struct row other = { SCMI_POWER, 0, 0, { 0 }, 0, 1, { 0x30001 } };

	/* The second and third call of the clocks' version. */
	server.fault = (struct server_fault){
		.kind = SERVER_BUSY_FIRST, .protocol = SCMI_CLOCK, .after = 1, .value = 2
	};
	exchange((const struct row[]){ other, version, other, busy, busy, version }, 6);
	server.matched = 0;
	server.fault.smc_id = SMC + 1;
	exchange((const struct row[]){ version, version }, 2);
	server.fault = (struct server_fault){
		.kind = SERVER_STATUS, .message = 1, .value = (uint32_t)SCMI_HARDWARE_ERROR
	};
	exchange((const struct row[]){ version,
			 { SCMI_CLOCK, 1, 0, { 0 }, SCMI_HARDWARE_ERROR, 0, { 0 } } },
		2);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe exchange");
	TCase *tc = tcase_create("exchange");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, setup, NULL);
	tcase_add_test(tc, performance);
	tcase_add_test(tc, power);
	tcase_add_test(tc, powercap);
	tcase_add_test(tc, domains);
	tcase_add_test(tc, pins);
	tcase_add_test(tc, versions);
	tcase_add_test(tc, parts);
	tcase_add_test(tc, pages_at_the_start);
	tcase_add_test(tc, faults_strike_who_is_meant);
	return unit_main(s);
}
