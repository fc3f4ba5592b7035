// SPDX-License-Identifier: BSD-2-Clause
/* What a description of the firmware says, and what it must not say. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "scmi/firmware/firmware.h"
#include "scmi/firmware/firmware_diff.h"
#include "unit.h"

static struct sdc_error error;

static int load(const char *text, struct firmware **fw)
{
	char path[] = "/tmp/firmware-XXXXXX";
	int fd = mkstemp(path), ret;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	ret = firmware_load(path, fw, &error);
	unlink(path);
	return ret;
}

static struct firmware *good(const char *text)
{
	struct firmware *fw = NULL;
	int ret = load(text, &fw);

	ck_assert_msg(!ret, "%s", ret ? error.text : "");
	return fw;
}

static void bad(const char *text, const char *message)
{
	struct firmware *fw;

	ck_assert_int_eq(load(text, &fw), -SDC_EINPUT);
	ck_assert_msg(strstr(error.text, message), "\"%s\" in \"%s\"", message, error.text);
}

#define AGENT(id, smc_id, page) "  - { id: " #id ", smc-id: " #smc_id ", page: " #page " }\n"

START_TEST(agents_are_told_apart)
{
	struct firmware *fw =
		good("agents:\n" AGENT(0, 0x82000004, 0x1000) AGENT(1, 0x82000002, 0x2000));

	ck_assert_uint_eq(fw->n_agents, 2);
	ck_assert_uint_eq(fw_by_doorbell(fw, 0x82000004)->id, 0);
	ck_assert_uint_eq(fw_by_doorbell(fw, 0x82000002)->page, 0x2000);
	ck_assert_ptr_null(fw_by_doorbell(fw, 0x82000003));
	firmware_free(fw);
	bad("agents:\n" AGENT(0, 0x82000002, 0x1000) AGENT(1, 0x82000002, 0x2000),
		":3:22: duplicate doorbell 0x82000002");
	bad("agents:\n" AGENT(7, 0x82000002, 0x1000) AGENT(7, 0x82000003, 0x2000),
		":3:11: duplicate agent id 7");
}
END_TEST

START_TEST(numbers_that_are_unique)
{
	bad("agents:\n" AGENT(7, 0x82000002, 0x1000) "device-ids: [[0, 3], [9, 8]]\n",
		":3:22: the range ends at 8, before it begins at 9");
	bad("agents:\n" AGENT(7, 0x82000002, 0x1000) "protocols: [{ id: 20 }, { id: 0x14 }]\n",
		":3:31: duplicate protocol 0x14");
}
END_TEST

START_TEST(device_ids_may_overlap)
{
	struct firmware *fw = good("agents:\n" AGENT(0, 0x82000002,
		0x1000) "device-ids: [ [8, 9], 30, [0, 3], [2, 5], [4, 4], [5, 6] ]\n");

	ck_assert_uint_eq(fw->n_device_ids, 3);
	for (uint32_t id = 0; id < 32; id++)
		ck_assert_int_eq(
			fw_knows_device(fw, id), id <= 6 || id == 8 || id == 9 || id == 30);
	firmware_free(fw);
	fw = good("agents:\n" AGENT(0, 0x82000002, 0x1000) "device-ids: []\n");
	ck_assert(!fw_knows_device(fw, 0));
	firmware_free(fw);
	fw = good("agents:\n" AGENT(0, 0x82000002, 0x1000));
	ck_assert(fw_knows_device(fw, 0));
	firmware_free(fw);
}
END_TEST

START_TEST(protocols_of_one_agent)
{
	struct firmware *fw = good("agents:\n" AGENT(
		0, 0x82000002, 0x1000) "  - { id: 1, smc-id: 0x82000003, page: 0x2000,"
				       " protocols: [ { id: 0x14, resources: 2 } ] }\n"
				       "protocols: [ { id: 0x14, resources: 5 }, { id: 0x16 } ]\n");
	const struct fw_agent *own = fw_by_doorbell(fw, 0x82000003);

	ck_assert_uint_eq(fw_protocol_of(fw, NULL, 0x14)->count, 5);
	ck_assert_uint_eq(fw_protocol_of(fw, fw_by_doorbell(fw, 0x82000002), 0x14)->count, 5);
	ck_assert_uint_eq(fw_protocol_of(fw, own, 0x14)->count, 2);
	ck_assert_ptr_null(fw_protocol_of(fw, own, 0x16));
	ck_assert(!fw_protocol_of(fw, NULL, 0x16)->has_count);
	firmware_free(fw);
}
END_TEST

/* Differences, a line each; which agent it is about stands before. */
static void put_difference(
	void *ctx, enum firmware_difference kind, const struct fw_agent *agent, const char *text)
{
	static const char *const kinds[] = { "gone ", "new ", "" };

	buf_printf(ctx, "%s%" PRIx32 ": %s\n", kinds[kind], agent->smc_id, text);
}

static void differ(const char *before, const char *after, bool changing, const char *text)
{
	struct firmware *a = good(before), *b = good(after);
	struct buf out = { 0 };
	struct firmware_diff d = {
		.before = a, .after = b, .changing = changing, .say = put_difference, .ctx = &out
	};

	firmware_diff(&d);
	ck_assert_str_eq(buf_str(&out), text);
	buf_free(&out);
	firmware_free(a);
	firmware_free(b);
}

START_TEST(agents_differ)
{
	static const char one[] = "agents: [{ id: 1, name: a, smc-id: 2, page: 0x1000 }]";

	differ(one, one, true, "");
	differ(one, "agents: [{ id: 2, name: b, smc-id: 2, page: 0x2000, trusted: true }]", true,
		"2: agent 1, now 2\n"
		"2: name \"a\", now \"b\"\n"
		"2: page 0x1000, now 0x2000\n"
		"2: not trusted, now trusted\n");
	/* What is not told is no difference. */
	differ(one, "agents: [{ smc-id: 2, page: 0x1000 }]", true, "");
	differ("agents: [{ smc-id: 2, page: 0x1000 }]", one, true, "");
	differ("agents: [{ smc-id: 2, page: 0 }, { smc-id: 4, page: 0 }, { smc-id: 5, page: 0 }]",
		"agents: [{ smc-id: 1, page: 0 }, { smc-id: 4, page: 0 }, { smc-id: 6, page: 0 }]",
		true,
		"new 1: not there, now there\n"
		"gone 2: there, now not\n"
		"gone 5: there, now not\n"
		"new 6: not there, now there\n");
}
END_TEST

#define WITH(protocols) "agents: [{ smc-id: 2, page: 0, protocols: [" protocols "] }]"

START_TEST(protocols_differ)
{
	differ(WITH("{ id: 0x14 }, { id: 0x11 }"), WITH("{ id: 0x14 }, { id: 0x15 }"), true,
		"2: protocol 0x11 (power domain): served, now not\n"
		"2: protocol 0x15 (sensor): not served, now served\n");
	differ(WITH("{ id: 0x14, version: 0x10002, resources: 3, groups: 1, functions: 2 }"),
		WITH("{ id: 0x14, version: 0x30000, resources: 4, groups: 2, functions: 3 }"), true,
		"2: protocol 0x14 (clock): version 1.2, now 3.0\n"
		"2: protocol 0x14 (clock): resources 3, now 4\n"
		"2: protocol 0x14 (clock): groups 1, now 2\n"
		"2: protocol 0x14 (clock): functions 2, now 3\n");
	differ(WITH("{ id: 0x14, version: 0x10002, resources: 3 }"), WITH("{ id: 0x14 }"), true,
		"");
	differ(WITH("{ id: 0x14 }"), WITH("{ id: 0x14, version: 0x10002, resources: 3 }"), true,
		"");
}
END_TEST

START_TEST(resources_differ)
{
	static const char before[] = WITH("{ id: 0x14, items: [{ id: 1, name: a, rate: 5, "
					  "latency: 2 }, { id: 3, rate: 5 }] }");

	differ(before, before, true, "");
	differ(before, WITH("{ id: 0x14, items: [{ id: 1, name: b, rate: 6, latency: 3 }] }"), true,
		"2: protocol 0x14 (clock), resource 1: name \"a\", now \"b\"\n"
		"2: protocol 0x14 (clock), resource 1: rate 5 Hz, now 6 Hz\n"
		"2: protocol 0x14 (clock), resource 1: latency 2 us, now 3 us\n");
	/* A rate changes while a system runs, a latency does not. */
	differ(before, WITH("{ id: 0x14, items: [{ id: 1, name: a, rate: 6, latency: 3 }] }"),
		false, "2: protocol 0x14 (clock), resource 1: latency 2 us, now 3 us\n");
	differ(before, WITH("{ id: 0x14, items: [{ id: 1, rate: 5 }] }"), true,
		"2: protocol 0x14 (clock), resource 1: latency 2 us, now not told\n");
	differ(before, WITH("{ id: 0x14, items: [{ id: 1 }, { id: 3 }] }"), true, "");
	differ(before, WITH("{ id: 0x14, items: [] }"), true, "");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("firmware");
	TCase *tc = tcase_create("firmware");

	suite_add_tcase(s, tc);
	tcase_add_test(tc, agents_are_told_apart);
	tcase_add_test(tc, numbers_that_are_unique);
	tcase_add_test(tc, device_ids_may_overlap);
	tcase_add_test(tc, protocols_of_one_agent);
	tcase_add_test(tc, agents_differ);
	tcase_add_test(tc, protocols_differ);
	tcase_add_test(tc, resources_differ);
	return unit_main(s);
}
