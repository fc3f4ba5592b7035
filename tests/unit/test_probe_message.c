// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "probe/message.h"
#include "probe/rules.h"
#include "unit.h"

static const struct request version = { .protocol = SCMI_BASE, .message = 0, .need = 1, .most = 1 };

START_TEST(header_packs_its_fields)
{
	struct request q = { .protocol = 0xff, .message = 0xa5, .n = 2 };
	uint32_t h = message_header(&q, 0x3ff);

	ck_assert_uint_eq(h, 0xffffca5);
	ck_assert_uint_eq(SCMI_HEADER_MESSAGE(h), 0xa5);
	ck_assert_uint_eq(SCMI_HEADER_TYPE(h), 0);
	ck_assert_uint_eq(SCMI_HEADER_PROTOCOL(h), 0xff);
	ck_assert_uint_eq(SCMI_HEADER_TOKEN(h), 0x3ff);
	ck_assert_uint_eq(message_length(&q), 12);
	ck_assert_uint_eq(message_header(&version, 1), 0x44000);
}
END_TEST

START_TEST(head_is_judged)
{
	uint32_t sent = message_header(&version, 5);

	ck_assert_int_eq(message_check_head(sent, sent, 12, 0xfe8), ANSWER_OK);
	ck_assert_int_eq(message_check_head(sent, sent, 8, 8), ANSWER_OK);
	ck_assert_int_eq(message_check_head(sent, sent, 7, 0xfe8), ANSWER_LENGTH_SHORT);
	ck_assert_int_eq(message_check_head(sent, sent, 0, 0xfe8), ANSWER_LENGTH_SHORT);
	ck_assert_int_eq(message_check_head(sent, sent, 0xfe9, 0xfe8), ANSWER_LENGTH_BEYOND);
	ck_assert_int_eq(message_check_head(sent, sent, UINT32_MAX, 0xfe8), ANSWER_LENGTH_BEYOND);
	ck_assert_int_eq(message_check_head(sent, sent | 0x300, 12, 0xfe8), ANSWER_TYPE);
	ck_assert_int_eq(message_check_head(sent, sent | 0x200, 12, 0xfe8), ANSWER_TYPE);
	ck_assert_int_eq(message_check_head(sent, sent ^ 0x400, 12, 0xfe8), ANSWER_HEADER);
	ck_assert_int_eq(message_check_head(sent, sent ^ 1, 12, 0xfe8), ANSWER_HEADER);
	ck_assert_int_eq(message_check_head(sent, sent ^ 0x40000, 12, 0xfe8), ANSWER_TOKEN);
	/* Bits that no field has are not looked at. */
	ck_assert_int_eq(message_check_head(sent, sent | 0xf0000000, 12, 0xfe8), ANSWER_OK);
}
END_TEST

static enum answer body(uint32_t length, int32_t status, uint32_t *n)
{
	static struct response r;
	enum answer a;

	r.length = length;
	r.status = status;
	a = message_check_body(&version, &r);
	*n = r.n;
	return a;
}

START_TEST(body_is_judged)
{
	uint32_t n;

	ck_assert_int_eq(body(12, 0, &n), ANSWER_OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(body(11, 0, &n), ANSWER_TRUNCATED);
	ck_assert_int_eq(body(8, 0, &n), ANSWER_TRUNCATED);
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(body(15, 0, &n), ANSWER_OK);
	ck_assert_int_eq(body(16, 0, &n), ANSWER_LONG);
	ck_assert_int_eq(body(8, -1, &n), ANSWER_STATUS);
	ck_assert_int_eq(body(8, -11, &n), ANSWER_STATUS);
	ck_assert_int_eq(body(8, -12, &n), ANSWER_STATUS);
	ck_assert_int_eq(body(8, 1, &n), ANSWER_STATUS_UNKNOWN);
	ck_assert_int_eq(body(8, INT32_MIN, &n), ANSWER_STATUS);
	ck_assert_int_eq(body(0x7fffffff, 0, &n), ANSWER_LONG);
	ck_assert_uint_eq(n, MESSAGE_WORDS);
}
END_TEST

START_TEST(statuses_have_names)
{
	ck_assert_str_eq(scmi_status_name(0), "success");
	ck_assert_str_eq(scmi_status_name(SCMI_DENIED), "denied");
	ck_assert_str_eq(scmi_status_name(SCMI_IN_USE), "in use");
	ck_assert_str_eq(scmi_status_name(-12), "reserved");
	ck_assert_str_eq(scmi_status_name(-127), "reserved");
	ck_assert_str_eq(scmi_status_name(-128), "the vendor's");
	ck_assert_str_eq(scmi_status_name(INT32_MIN), "the vendor's");
	ck_assert_ptr_null(scmi_status_name(1));
}
END_TEST

START_TEST(names_are_made_printable)
{
	char text[SCMI_NAME_LEN + 1];
	uint32_t words[4] = { 0x64636261, 0x00000065, 0x9b9b9b9b, 0x07070707 };

	ck_assert(message_text(words, text));
	ck_assert_str_eq(text, "abcde");
	words[0] = 0x1b636261;
	ck_assert(!message_text(words, text));
	ck_assert_str_eq(text, "abc?e");
	memset(words, 'x', sizeof(words));
	ck_assert(!message_text(words, text));
	ck_assert_str_eq(text, "xxxxxxxxxxxxxxxx");
	memset(words, 0, sizeof(words));
	ck_assert(message_text(words, text));
	ck_assert_str_eq(text, "");
}
END_TEST

/* Every rule of the prober has its bit. */
START_TEST(rules_have_bits)
{
	for (int id = RULE_NONE + 1; id < N_RULES; id++)
		ck_assert_int_eq(!strncmp(rule_name((enum rule_id)id), "probe-", 6),
			id >= PROBE_FIRST && id <= PROBE_LAST);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe messages");
	TCase *tc = tcase_create("messages");

	suite_add_tcase(s, tc);
	tcase_add_test(tc, header_packs_its_fields);
	tcase_add_test(tc, head_is_judged);
	tcase_add_test(tc, body_is_judged);
	tcase_add_test(tc, statuses_have_names);
	tcase_add_test(tc, names_are_made_printable);
	tcase_add_test(tc, rules_have_bits);
	return unit_main(s);
}
