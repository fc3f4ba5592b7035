// SPDX-License-Identifier: BSD-2-Clause
#include "unit.h"

#include "emit/emit.h"
#include "plan/copy/node.h"
#include "trees.h"

/* Every file that is written for the guests of one plan, letter by letter. */

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct plan_device devices[] = {
	{ .path = "/bus/mmc@1000", .top = true, .protected_by_iommu = true },
	{ .path = "/bus/mmc@1000/card" },
	{ .path = "/bus/gpio@2000", .top = true, .consent = true },
	{ .path = "/bus/gpio@2000/key", .consent = true },
	{ .path = "/bus/pwm@3000", .top = true },
	{ .path = "/bus/spi@4000", .top = true, .protected_by_iommu = true, .consent = true },
	{ .path = "/bus/i2c@5000", .top = true, .consent = true },
};
static const char *const dtdev[] = { "/bus/mmc@1000", "/bus/spi@4000" };
static const struct plan_iomem iomem[] = {
	{ 0x1000, 0x1000, 0x2000, "/bus/mmc@1000" },
	{ 0x40000000, 0x22000000, 0x1000, "the SCMI page" },
};
static const struct plan_irq_entry irqs[] = { { 40, "/bus/mmc@1000" }, { 41, "/bus/gpio@2000" } };
static const struct plan_extra extras[] = { { "vcpus", "2" }, { "name", "\"x\"" } };
static const struct plan_guest guests[] = {
	{ .name = "media",
		.boot = PLAN_XL,
		.sci = PLAN_SCI_MULTI_AGENT,
		.agent_id = 7,
		.devices = devices,
		.n_devices = 7,
		.dtdev = dtdev,
		.n_dtdev = 2,
		.iomem = iomem,
		.n_iomem = 2,
		.irqs = irqs,
		.n_irqs = 2,
		.extras = extras,
		.n_extras = 2,
		.gic_version = 3 },
	{ .name = "rt",
		.boot = PLAN_DOM0LESS,
		.sci = PLAN_SCI_SMC,
		.devices = devices,
		.n_devices = 2,
		.cpus = 2,
		.memory = 0x180000000,
		.direct_map = true,
		.bootargs = "console=ttyAMA0",
		.kernel = { .known = true,
			.has_address = true,
			.address = 0x180000000,
			.size = 0x100000010,
			.file = "Image" },
		.ramdisk = { .known = true,
			.has_address = true,
			.address = 0x50000000,
			.file = "initrd" },
		.dtb = { .known = true,
			.has_address = true,
			.address = 0x58000000,
			.file = "rt.dtb" } },
	{ .name = "half", .boot = PLAN_DOM0LESS, .memory = 0x100000 },
	{ .name = "bare", .boot = PLAN_XL, .sci = PLAN_SCI_SMC },
	{ .name = "none",
		.boot = PLAN_DOM0LESS,
		.cpus = 1,
		.memory = 0x100000,
		.kernel = { .known = true, .address = 0x1000, .size = 0x1000 },
		.dtb = { .has_address = true, .address = 0x58000000 } },
};
static const struct plan_mark marks[] = {
	{ .path = "/bus/mmc@1000", .guest = "media" },
	{ .path = "/bus/gpio@2000", .guest = "media", .marked = true },
	{ .path = "/bus/pwm@3000", .guest = "rt" },
};
static const struct plan plan = {
	.manifest = "guests.yaml", .guests = guests, .n_guests = 5, .marks = marks, .n_marks = 3
};

static void xl_is(const struct plan_guest *g, const char *text)
{
	struct buf out = { 0 };

	ck_assert_int_eq(emit_xl(&plan, g, &out, NULL), 0);
	ck_assert_str_eq(buf_str(&out), text);
	buf_free(&out);
}

START_TEST(xl)
{
	xl_is(&guests[0],
		"# What domain media needs for its devices, made by scmi-dtcheck generate from guests.yaml.\n"
		"arm_sci = \"type=scmi_smc_multiagent,agent_id=7\"\n"
		"device_tree = \"/etc/xen/media.dtb\"\n"
		"dtdev = [\n"
		"\t\"/bus/mmc@1000\",\n"
		"\t\"/bus/spi@4000\",\n"
		"]\n"
		"iomem = [\n"
		"\t\"1,2\", # /bus/mmc@1000\n"
		"\t\"40000,1@22000\", # the SCMI page\n"
		"]\n"
		"irqs = [\n"
		"\t40, # /bus/mmc@1000\n"
		"\t41, # /bus/gpio@2000\n"
		"]\n"
		"passthrough = \"enabled\"\n"
		"# Behind no IOMMU, and so not in dtdev, where Xen refuses them; xen,passthrough in the host's tree hides them from Dom0:\n"
		"#   /bus/gpio@2000\n"
		"#   /bus/pwm@3000\n"
		"#   /bus/i2c@5000\n"
		"# force-assign-without-iommu, for which xl has no key, was given for:\n"
		"#   /bus/gpio@2000\n"
		"#   /bus/i2c@5000\n"
		"gic_version = \"v3\"\n"
		"vcpus = 2\n"
		"name = \"x\"\n");
}
END_TEST

START_TEST(xl_without_devices)
{
	xl_is(&guests[3],
		"# What domain bare needs for its devices, made by scmi-dtcheck generate from guests.yaml.\n"
		"arm_sci = \"type=scmi_smc\"\n"
		"device_tree = \"/etc/xen/bare.dtb\"\n");
}
END_TEST

START_TEST(imagebuilder)
{
	struct buf out = { 0 };

	emit_imagebuilder(&plan, &out);
	ck_assert_str_eq(buf_str(&out),
		"# The dom0less guests for ImageBuilder, made by scmi-dtcheck generate from guests.yaml.\n"
		"# It makes the domains' nodes itself, /chosen/domU0 and so on: DEVICE_TREE must have none.\n"
		"\n"
		"# media, which xl starts. In the file that APPEND_EXTRA_CMDS names:\n"
		"#   echo devices for xl\n"
		"#   fdt set /bus/mmc@1000 xen,passthrough\n"
		"#   fdt set /bus/mmc@1000/card xen,passthrough\n"
		"#   fdt set /bus/gpio@2000 xen,passthrough\n"
		"#   fdt set /bus/gpio@2000/key xen,passthrough\n"
		"#   fdt set /bus/pwm@3000 xen,passthrough\n"
		"#   fdt set /bus/spi@4000 xen,passthrough\n"
		"#   fdt set /bus/i2c@5000 xen,passthrough\n"
		"\n"
		"# rt\n"
		"# SCMI has no variable. In the file that APPEND_EXTRA_CMDS names:\n"
		"#   echo SCMI for domU0\n"
		"#   fdt set /chosen/domU0 xen,sci_type \"scmi_smc\"\n"
		"DOMU_KERNEL[0]='Image'\n"
		"DOMU_RAMDISK[0]='initrd'\n"
		"DOMU_CMD[0]='console=ttyAMA0'\n"
		"DOMU_MEM[0]=6144\n"
		"DOMU_VCPUS[0]=2\n"
		"DOMU_DIRECT_MAP[0]=1\n"
		"DOMU_PASSTHROUGH_DTB[0]='rt.dtb'\n"
		"DOMU_PASSTHROUGH_PATHS[0]='/bus/mmc@1000 /bus/mmc@1000/card'\n"
		"\n"
		"# half\n"
		"# DOMU_KERNEL[1] is missing: the manifest names no file\n"
		"DOMU_MEM[1]=1\n"
		"DOMU_DIRECT_MAP[1]=0\n"
		"DOMU_PASSTHROUGH_DTB[1]='half.dtb'\n"
		"\n"
		"# none\n"
		"# DOMU_KERNEL[2] is missing: the manifest names no file\n"
		"DOMU_MEM[2]=1\n"
		"DOMU_VCPUS[2]=1\n"
		"DOMU_DIRECT_MAP[2]=0\n"
		"DOMU_PASSTHROUGH_DTB[2]='none.dtb'\n"
		"\n"
		"NUM_DOMUS=3\n");
	buf_free(&out);
}
END_TEST

START_TEST(overlay)
{
	static const size_t sizes[] = { 1, 0x123, 1, 1, 1 };
	struct buf out = { 0 }, head = { 0 };

	emit_overlay_head(&plan, &head);
	ck_assert_int_eq(emit_source(emit_overlay(&plan, sizes, &arena), buf_str(&head), true, "o",
				 &out, NULL),
		0);
	ck_assert_str_eq(buf_str(&out),
		"/*\n"
		" * What the host tree needs for the guests, made by scmi-dtcheck generate from guests.yaml.\n"
		" * half: no node, since the manifest lacks cpus or memory; Xen stops at a domain without\n"
		" * rt: direct-map goes with xen,static-mem; add both\n"
		" * none: the boot loader adds the kernel's module\n"
		" */\n"
		"/dts-v1/;\n"
		"/plugin/;\n"
		"\n"
		"/ {\n"
		"\t/* for media */\n"
		"\tfragment@0 {\n"
		"\t\ttarget-path = \"/bus/mmc@1000\";\n"
		"\n"
		"\t\t__overlay__ {\n"
		"\t\t\txen,passthrough;\n"
		"\t\t};\n"
		"\t};\n"
		"\n"
		"\t/* for rt */\n"
		"\tfragment@1 {\n"
		"\t\ttarget-path = \"/bus/pwm@3000\";\n"
		"\n"
		"\t\t__overlay__ {\n"
		"\t\t\txen,passthrough;\n"
		"\t\t};\n"
		"\t};\n"
		"\n"
		"\t/* domain rt */\n"
		"\tfragment@2 {\n"
		"\t\ttarget-path = \"/chosen\";\n"
		"\n"
		"\t\t__overlay__ {\n"
		"\t\t\trt {\n"
		"\t\t\t\tcompatible = \"xen,domain\";\n"
		"\t\t\t\t#address-cells = <0x2>;\n"
		"\t\t\t\t#size-cells = <0x2>;\n"
		"\t\t\t\tcpus = <0x2>;\n"
		"\t\t\t\tmemory = <0x0 0x600000>;\n"
		"\t\t\t\txen,sci_type = \"scmi_smc\";\n"
		"\n"
		"\t\t\t\tmodule@180000000 {\n"
		"\t\t\t\t\tcompatible = \"multiboot,kernel\", \"multiboot,module\";\n"
		"\t\t\t\t\treg = <0x1 0x80000000 0x1 0x10>;\n"
		"\t\t\t\t\tbootargs = \"console=ttyAMA0\";\n"
		"\t\t\t\t};\n"
		"\n"
		"\t\t\t\tmodule@58000000 {\n"
		"\t\t\t\t\tcompatible = \"multiboot,device-tree\", \"multiboot,module\";\n"
		"\t\t\t\t\treg = <0x0 0x58000000 0x0 0x123>;\n"
		"\t\t\t\t};\n"
		"\t\t\t};\n"
		"\t\t};\n"
		"\t};\n"
		"\n"
		"\t/* domain none */\n"
		"\tfragment@3 {\n"
		"\t\ttarget-path = \"/chosen\";\n"
		"\n"
		"\t\t__overlay__ {\n"
		"\t\t\tnone {\n"
		"\t\t\t\tcompatible = \"xen,domain\";\n"
		"\t\t\t\t#address-cells = <0x2>;\n"
		"\t\t\t\t#size-cells = <0x2>;\n"
		"\t\t\t\tcpus = <0x1>;\n"
		"\t\t\t\tmemory = <0x0 0x400>;\n"
		"\t\t\t};\n"
		"\t\t};\n"
		"\t};\n"
		"};\n");
	buf_free(&out);
	buf_free(&head);
}
END_TEST

/* A domain that the host tree has: its channel alone is added. */
START_TEST(overlay_of_a_domain_that_is_there)
{
	static const size_t sizes[] = { 1, 1 };
	struct dt_tree *t = tree_of("/dts-v1/; / { chosen { d { }; }; };");
	struct plan_guest there[] = {
		{ .name = "d",
			.boot = PLAN_DOM0LESS,
			.sci = PLAN_SCI_MULTI_AGENT,
			.agent_id = 4,
			.direct_map = true },
		{ .name = "e", .boot = PLAN_DOM0LESS },
	};
	struct plan p = { .manifest = "m", .guests = there, .n_guests = 2 };
	struct buf out = { 0 }, head = { 0 };

	there[0].domain = there[1].domain = node_at(t, "/chosen/d");
	emit_overlay_head(&p, &head);
	ck_assert_int_eq(
		emit_source(emit_overlay(&p, sizes, &arena), buf_str(&head), true, "o", &out, NULL),
		0);
	ck_assert_str_eq(buf_str(&out),
		"/*\n"
		" * What the host tree needs for the guests, made by scmi-dtcheck generate from m.\n"
		" */\n"
		"/dts-v1/;\n"
		"/plugin/;\n"
		"\n"
		"/ {\n"
		"\t/* SCMI for d */\n"
		"\tfragment@0 {\n"
		"\t\ttarget-path = \"/chosen/d\";\n"
		"\n"
		"\t\t__overlay__ {\n"
		"\t\t\txen,sci_type = \"scmi_smc_multiagent\";\n"
		"\t\t\txen,sci-agent-id = <0x4>;\n"
		"\t\t};\n"
		"\t};\n"
		"};\n");
	buf_free(&out);
	buf_free(&head);
	dt_tree_free(t);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("emit text");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, xl);
	tcase_add_test(c, xl_without_devices);
	tcase_add_test(c, imagebuilder);
	tcase_add_test(c, overlay);
	tcase_add_test(c, overlay_of_a_domain_that_is_there);
	suite_add_tcase(s, c);
	return unit_main(s);
}
