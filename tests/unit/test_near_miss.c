// SPDX-License-Identifier: BSD-2-Clause
/* Which names are taken for others that somebody meant. */
#include "unit.h"

#include <string.h>

#include "scmi/near_miss.h"

static const struct {
	const char *name, *right;
	bool near;
} names[] = {
	{ "arm,smc-id", "arm,smc-id", false },
	/* Punctuation, case and a prefix do not count. */
	{ "arm_smc_id", "arm,smc-id", true },
	{ "ARM,SMC-ID", "arm,smc-id", true },
	{ "xen,scmi_agent", "scmi-agent", true },
	{ "XEN,scmi-agent", "scmi-agent", true },
	/* scmi for sci, and without it. */
	{ "xen,scmi", "xen,sci", true },
	{ "xen,scmi-agent-id", "xen,sci-agent-id", true },
	{ "xen,agent-id", "xen,sci-agent-id", true },
	{ "agent-id", "xen,sci-agent-id", true },
	{ "xen,agant-id", "xen,sci-agent-id", false },
	{ "data", "scidata", false },
	{ "datas", "scidatas", true },
	/* One letter in a short name, two in one of ten letters. */
	{ "smcid", "smc-id", true },
	{ "smcidx", "smc-id", true },
	{ "smcidxy", "smc-id", false },
	{ "smci", "smc-id", true },
	{ "smc", "smc-id", false },
	{ "abcdefghi", "abcdefghX", true },
	{ "abcdefghi", "abcdefgXY", false },
	{ "abcdefghij", "abcdefghXY", true },
	{ "abcdefghij", "abcdefgXYZ", false },
	{ "abcdefghijkl", "abcdefghij", true },
	{ "abcdefghijklm", "abcdefghij", false },
	{ "abcdefgh", "abcdefghij", true },
	{ "abcdefg", "abcdefghij", false },
};

START_TEST(near_names)
{
	ck_assert_msg(scmi_is_near_miss(names[_i].name, names[_i].right) == names[_i].near,
		"%s for %s", names[_i].name, names[_i].right);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("near misses");
	TCase *tc = tcase_create("names");

	tcase_add_loop_test(tc, near_names, 0, sizeof(names) / sizeof(names[0]));
	suite_add_tcase(s, tc);
	return unit_main(s);
}
