// SPDX-License-Identifier: BSD-2-Clause
/* What a description of the firmware says, and what it must not say. */
#include <string.h>
#include <unistd.h>

#include "scmi/firmware/firmware.h"
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

int main(void)
{
	Suite *s = suite_create("firmware");
	TCase *tc = tcase_create("firmware");

	suite_add_tcase(s, tc);
	tcase_add_test(tc, agents_are_told_apart);
	tcase_add_test(tc, numbers_that_are_unique);
	tcase_add_test(tc, device_ids_may_overlap);
	tcase_add_test(tc, protocols_of_one_agent);
	return unit_main(s);
}
