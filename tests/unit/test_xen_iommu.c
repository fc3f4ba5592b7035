// SPDX-License-Identifier: BSD-2-Clause
/* Which IOMMUs Xen starts, for whom, and when its command line switches them off. */
#include "unit.h"

#include "scmi/model.h"
#include "trees.h"
#include "xen/iommu.h"

#define SMMU                                                          \
	"&soc { smmu: iommu@1d000000 { compatible = \"arm,smmu-v3\";" \
	" reg = <0x0 0x1d000000 0x0 0x20000>; #iommu-cells = <1>; };" \
	" old: iommu@1e000000 { compatible = \"arm,mmu-500\";"        \
	" reg = <0x0 0x1e000000 0x0 0x20000>; #iommu-cells = <1>;"    \
	" #global-interrupts = <1>; }; };"

static const struct {
	const char *bootargs;
	bool off;
} lines[] = {
	{ "console=dtuart", false },
	{ "iommu=no", true },
	{ "iommu=off", true },
	{ "iommu=false", true },
	{ "iommu=disable", true },
	{ "iommu=0", true },
	{ "iommu=n", false },
	{ "iommu=nope", false },
	{ "iommu=00", false },
	{ "iommu=", false },
	{ "iommu", false },
	{ "noiommu=no", false },
	{ "no-iommu", true },
	{ "no-iommus", false },
	{ "xno-iommu", false },
	{ "  no-iommu  ", true },
	{ "iommu=verbose,no", true },
	{ "iommu=no,verbose", true },
	{ "iommu=no,yes", false },
	{ "iommu=no,on", false },
	{ "iommu=no,1", false },
	{ "iommu=no,true", false },
	{ "iommu=no,x", true },
	{ "iommu=no,11", true },
	{ "iommu=no,yeah", true },
	{ "iommu=no,of", true },
	{ "iommu=no,trees", true },
	{ "iommu=yes,no", true },
	{ "iommu=no iommu=yes", false },
	{ "iommu=yes iommu=no", true },
	{ "iommu=yes no-iommu", true },
	{ "no-iommu iommu=on x", false },
	{ "iommu=no,", true },
	{ "iommu=,no", true },
};

START_TEST(command_line)
{
	char *added = malloc(512);
	struct scmi_model *m;
	struct dt_tree *t;

	snprintf(added, 512, SMMU "&chosen { xen,xen-bootargs = \"%s\"; };", lines[_i].bootargs);
	t = base_tree(added);
	m = scmi_model_build(t);
	ck_assert_msg(xen_iommu_off(m) == lines[_i].off, "%s", lines[_i].bootargs);
	ck_assert_int_eq(xen_has_iommu(m), !lines[_i].off);
	scmi_model_free(m);
	dt_tree_free(t);
	free(added);
}
END_TEST

static const struct {
	const char *added;
	bool has, protects, by_default;
} hosts[] = {
	{ "", false, false, false },
	{ SMMU "&mmc0 { iommus = <&smmu 1>; };", true, true, false },
	{ SMMU "&mmc0 { iommus = <&old 1>; };", true, true, true },
	{ SMMU "&mmc0 { iommus = <0>, <&smmu 1>; };", true, true, false },
	{ SMMU "&mmc0 { iommus = <0>; };", true, false, false },
	{ SMMU "&mmc0 { iommus = <&smmu 1>, <0xffff 1>; };", true, false, false },
	{ SMMU "&mmc0 { iommus = <&smmu 1>, <&osc>; };", true, false, false },
	{ SMMU "&smmu { status = \"disabled\"; }; &mmc0 { iommus = <&smmu 1>; };", true, false,
		false },
	{ SMMU "&smmu { xen,passthrough; }; &mmc0 { iommus = <&smmu 1>; };", true, false, false },
	{ SMMU "&old { /delete-property/ #global-interrupts; }; &smmu { xen,passthrough; };"
	       "&mmc0 { iommus = <&old 1>; };",
		false, false, false },
	{ SMMU "&chosen { xen,xen-bootargs = \"iommu=no\"; }; &mmc0 { iommus = <&smmu 1>; };",
		false, false, false },
};

START_TEST(devices)
{
	struct dt_tree *t = base_tree(hosts[_i].added);
	struct scmi_model *m = scmi_model_build(t);
	const struct dt_node *mmc = node_at(t, "/soc/mmc@1c020000");

	ck_assert_int_eq(xen_has_iommu(m), hosts[_i].has);
	ck_assert_int_eq(xen_protects(m, mmc), hosts[_i].protects);
	ck_assert_int_eq(xen_protects_by_default(m, mmc), hosts[_i].by_default);
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("xen/iommu");
	TCase *tc = tcase_create("iommu");

	tcase_add_loop_test(tc, command_line, 0, sizeof(lines) / sizeof(lines[0]));
	tcase_add_loop_test(tc, devices, 0, sizeof(hosts) / sizeof(hosts[0]));
	suite_add_tcase(s, tc);
	return unit_main(s);
}
