// SPDX-License-Identifier: BSD-2-Clause
/* What Xen makes of domains with one thing changed: every event up to the last of them. */
#include "boots.h"

static const struct row rows[] = {
	{ NULL, "&domu1 { capabilities = <2>; };",
		"stop domain-capabilities domU1.capabilities: a second hardware domain beside Dom0\n" },
	{ NULL, "/delete-node/ &dom0_kernel; &domu1 { capabilities = <2>; };",
		"stop domain-capabilities domU1.capabilities: a hardware domain that is not mapped directly needs an IOMMU\n"
		"stop domain-capabilities domU1.capabilities: a device tree module in the hardware domain, or behind it\n" },
	{ NULL, "/delete-node/ &dom0_kernel; &domu2 { capabilities = <2>; passthrough = \"enabled\"; nr_spis = <9>; };",
		"stop domain-capabilities domU2.capabilities: a hardware domain that is not mapped directly needs an IOMMU\n"
		"stop domain-capabilities domU2.passthrough: passthrough is not for the hardware domain\n"
		"stop domain-capabilities domU2.nr_spis: the hardware domain has all interrupts\n"
		"stop domain-capabilities domU2.capabilities: a device tree module in the hardware domain, or behind it\n" },
	{ NULL, "/delete-node/ &dom0_kernel; &domu2 { capabilities = <2>; direct-map; };",
		"stop domain-direct-map domU2.direct-map: direct-map without xen,static-mem\n"
		"stop domain-capabilities domU2.capabilities: a device tree module in the hardware domain, or behind it\n" },
	{ NULL, "&domu1 { capabilities = <7>; };",
		"stop domain-capabilities domU1.capabilities: a second hardware domain beside Dom0\n"
		"stop domain-capabilities domU1.capabilities: a second xenstore domain\n" },
	{ NULL, "&domu1 { capabilities = <8>; };",
		"stop domain-capabilities domU1.capabilities: capabilities has bits that Xen does not know\n" },
	{ NULL, "&domu1 { capabilities = <4>; };",
		"stop domain-capabilities domU1.capabilities: a second xenstore domain\n" },
	{ NULL, "&domu1 { max_grant_version = <1>; max_grant_frames = <1>; max_maptrack_frames = <0>; };",
		"" },
	{ NULL, "&domu1 { max_grant_version = <2>; };",
		"stop domain-grants domU1.max_grant_version: a version of grant tables that Xen does not have on Arm\n" },
	{ NULL, "&domu1 { max_grant_frames = <0>; };",
		"stop domain-grants domU1.max_grant_frames: a domain has one frame at least\n" },
	{ NULL, "&domu1 { max_grant_frames = <0x7fffffff>; };",
		"stop domain-grants domU1.max_grant_frames: the tables for so many frames need more memory than is left\n" },
	{ NULL, "&domu1 { max_grant_frames = <0x80000000>; };",
		"stop domain-grants domU1.max_grant_frames: the number is too large\n" },
	{ NULL, "&domu1 { max_maptrack_frames = <0x80000000>; };",
		"stop domain-grants domU1.max_maptrack_frames: the number is too large\n" },
	{ NULL, "&domu1 { max_maptrack_frames = <0xc0000>; };", "" },
	{ NULL, "&domu1 { cpus = <0>; };",
		"stop domain-cpus domU1.cpus[0]: the domain has 0 processors\n" },
	{ NULL, "&domu1 { cpus = <128>; };",
		"stop domain-memory-large domU2.memory[0]: the domain is to have 128 MiB, and 12 MiB of that are not left\n" },
	{ NULL, "&domu1 { cpus = <129>; };",
		"stop domain-cpus domU1.cpus[0]: more processors than Xen gives a domain on this machine: 129\n"
		"stop domain-memory-large domU2.memory[0]: the domain is to have 128 MiB, and 13 MiB of that are not left\n" },
	{ NULL, "&domu1 { /delete-property/ cpus; };",
		"stop domain-cpus domU1.cpus: the domain has no cpus\n" },
	{ NULL, "&domu1 { /delete-property/ memory; };",
		"stop domain-memory domU1.memory: the domain has no memory\n" },
	{ NULL, "&domu1 { memory = <0x20000>; };",
		"stop domain-memory domU1.memory: memory is one number of two cells\n" },
	{ NULL, "&domu1 { memory = <0x0 0x0>; };",
		"stop domain-memory domU1.memory[0]: the domain has no memory\n" },
	{ NULL, "&domu1 { memory = <0x0 0x20001>; };",
		"hang domain-memory-odd domU1.memory[0]: 131073 KiB are not a whole number of pages\n" },
	{ NULL, "&domu1 { memory = <0x0 0x400>; };",
		"stop domain-memory-small domU1.memory[0]: 1024 KiB do not hold kernel, ramdisk and tree\n" },
	{ NULL, "&domu1 { memory = <0x0 0x100000>; };",
		"stop domain-memory-large domU1.memory[0]: the domain is to have 1024 MiB, and 654 MiB of that are not left\n" },
	{ NULL, "&domu1 { memory = <0xffffffff 0xfffff000>; };",
		"stop domain-memory-large domU1.memory: the page tables alone need more memory than is left\n" },
	{ NULL, "&domu1 { direct-map; };",
		"stop domain-direct-map domU1.direct-map: direct-map without xen,static-mem\n" },
	{ "built",
		"&domu1 { xen,static-mem = <0x0 0x40000000 0x0 0x8000000>; #xen,static-mem-address-cells = <2>; #xen,static-mem-size-cells = <2>; };",
		"note domain-static-memory domU1.xen,static-mem: Xen is taken to be built with CONFIG_STATIC_MEMORY, which is off by default\n"
		"crash domain-static-outside domU1.xen,static-mem: the static memory at 0x40000000 is not in one bank of RAM\n" },
	{ "built", "&domu1 { xen,static-mem = <0x0 0xa0000000 0x0 0x8000000>; };",
		"note domain-static-memory domU1.xen,static-mem: Xen is taken to be built with CONFIG_STATIC_MEMORY, which is off by default\n" },
	{ "built", "&domu1 { direct-map; xen,static-mem = <0x0 0xa0000000 0x0 0x8000000>; };",
		"note domain-static-memory domU1.xen,static-mem: Xen is taken to be built with CONFIG_STATIC_MEMORY, which is off by default\n" },
	{ "built", "&domu1 { xen,static-mem = <0x0 0xa0000000 0x0 0x7fff000>; };",
		"note domain-static-memory domU1.xen,static-mem: Xen is taken to be built with CONFIG_STATIC_MEMORY, which is off by default\n"
		"stop domain-static-size domU1.xen,static-mem: xen,static-mem is not as much as memory says\n" },
	{ "built", "&domu1 { xen,static-mem = <0x0 0xa0000000 0x0 0x8001000>; };",
		"note domain-static-memory domU1.xen,static-mem: Xen is taken to be built with CONFIG_STATIC_MEMORY, which is off by default\n"
		"stop domain-static-size domU1.xen,static-mem: xen,static-mem is not as much as memory says\n" },
	{ "built", "&domu1 { xen,static-mem = <0x0 0xa0000000 0x0 0x8000001>; };",
		"note domain-static-memory domU1.xen,static-mem: Xen is taken to be built with CONFIG_STATIC_MEMORY, which is off by default\n"
		"crash domain-static-size domU1.xen,static-mem: xen,static-mem is not made of whole pages\n" },
	{ "built", "&domu1 { xen,static-mem = <0x0 0xa0000001 0x0 0x8000000>; };",
		"note domain-static-memory domU1.xen,static-mem: Xen is taken to be built with CONFIG_STATIC_MEMORY, which is off by default\n"
		"crash domain-static-size domU1.xen,static-mem: xen,static-mem is not made of whole pages\n" },
	{ "built", "&domu1 { xen,static-mem = <0x0 0xa0000000 0x0>; };",
		"note domain-static-memory domU1.xen,static-mem: Xen is taken to be built with CONFIG_STATIC_MEMORY, which is off by default\n"
		"stop domain-static-size domU1.xen,static-mem: xen,static-mem is not as much as memory says\n" },
	{ "built",
		"&domu1 { xen,static-mem = <0x0 0xa0000000 0x0 0x4000000 0x0 0xa4000000 0x0 0x4000000>; };",
		"note domain-static-memory domU1.xen,static-mem: Xen is taken to be built with CONFIG_STATIC_MEMORY, which is off by default\n" },
	{ "built",
		"&domu1 { xen,static-mem = <0x0 0xa0000000 0x0 0x4000000 0x0 0xa2000000 0x0 0x4000000>; };",
		"note domain-static-memory domU1.xen,static-mem: Xen is taken to be built with CONFIG_STATIC_MEMORY, which is off by default\n"
		"stop reserved-overlap domU1.xen,static-mem[1]: the region 0xa2000000 to 0xa5ffffff overlaps one that stands before it (domU1: what it overlaps)\n" },
	{ NULL, "&domu1 { nr_spis = <960>; };", "" },
	{ NULL, "&domu1 { nr_spis = <961>; };",
		"stop domain-spis domU1.nr_spis: more SPIs than a virtual GIC has\n" },
	{ NULL, "&domu1 { nr_spis = <0>; };", "" },
	{ NULL, "&domu1 { xen,enhanced = \"enabled\"; };", "" },
	{ NULL, "&domu1 { xen,enhanced = \"no-xenstore\"; };", "" },
	{ NULL, "&domu1 { passthrough = \"x\"; };", "" },
	{ NULL, "&domu1 { passthrough = \"enabled\"; };", "" },
	{ NULL, "&domu1 { xen,domain-p2m-mem-mb = <0>; };",
		"stop domain-p2m domU1.xen,domain-p2m-mem-mb: no memory for the domain's page tables\n" },
	{ NULL, "&domu1 { xen,domain-p2m-mem-mb = <4096>; };",
		"stop domain-p2m domU1.xen,domain-p2m-mem-mb: the page tables alone need more memory than is left\n" },
	{ "built", "&domu1 { sve = <256>; };",
		"note domain-not-built-in domU1.sve: Xen is taken to be built with what sve needs, and set up for it\n" },
	{ "built", "&domu1 { sve = <100>; };",
		"note domain-not-built-in domU1.sve: Xen is taken to be built with what sve needs, and set up for it\n" },
	{ NULL, "&domu1 { v8r_el1_msa; };",
		"stop domain-not-built-in domU1.v8r_el1_msa: v8r_el1_msa is for processors without an MMU\n" },
	{ "built", "&domu1 { llc-colors = \"0-3\"; };",
		"note domain-not-built-in domU1.llc-colors: Xen is taken to be built with what llc-colors needs, and set up for it\n" },
	{ "built", "&domu1 { llc-colors = \"x\"; };",
		"note domain-not-built-in domU1.llc-colors: Xen is taken to be built with what llc-colors needs, and set up for it\n" },
	{ NULL, "&domu1 { vcpu0 { compatible = \"xen,vcpu\"; id = <0>; hard-affinity = \"0\"; }; };",
		"" },
	{ NULL, "&domu1 { vcpu0 { compatible = \"xen,vcpu\"; id = <1>; hard-affinity = \"0\"; }; };",
		"stop domain-vcpu vcpu0.id: the virtual processor has no number below the domain's cpus\n" },
	{ NULL, "&domu1 { vcpu0 { compatible = \"xen,vcpu\"; hard-affinity = \"0\"; }; };",
		"stop domain-vcpu vcpu0.id: the virtual processor has no number below the domain's cpus\n" },
	{ NULL, "&domu1 { vcpu0 { compatible = \"xen,vcpu\"; id = <0>; hard-affinity = \"4-2\"; }; };",
		"stop domain-vcpu vcpu0.hard-affinity: the machine has no processor 2\n" },
	{ NULL, "&domu1 { vcpu0 { compatible = \"xen,vcpu\"; id = <0>; hard-affinity = \"0,x\"; }; };",
		"" },
	{ NULL, "&domu1 { status = \"disabled\"; };", "" },
	{ NULL, "&domu1_kernel { compatible = \"x\"; };",
		"stop domain-kernel domU1: the domain has no kernel\n" },
	{ NULL, "&domu1_kernel { reg = <0x0 0x90000000 0x0 0x2000000>; };", "" },
	{ NULL, "&domu1_kernel { reg = <0x0 0x94000000 0x0 0x0>; };",
		"stop kernel-size module@94000000.reg[0]: the kernel's module has size 0\n" },
	{ NULL, "&domu1_kernel { reg = <0x0 0x94000000 0x0 0x9000000>; };",
		"note module-overlap module@96000000.reg[0]: the device tree at 0x96000000 overlaps what stands before it in the tree (module@94000000: what it overlaps)\n"
		"note module-overlap module@98000000.reg[0]: the kernel at 0x98000000 overlaps what stands before it in the tree (module@94000000: what it overlaps)\n"
		"note module-overlap module@9a000000.reg[0]: the device tree at 0x9a000000 overlaps what stands before it in the tree (module@94000000: what it overlaps)\n"
		"stop domain-memory-small domU1.memory[0]: 131072 KiB do not hold kernel, ramdisk and tree\n"
		"stop domain-kernel module@98000000: Xen has not kept this module: it overlaps another, or its reg is read with other cell counts\n" },
	{ NULL, "&domu1_kernel { bootargs = \"%1025\"; };",
		"stop module-bootargs module@94000000.bootargs: the module's command line has more than 1024 characters\n" },
	{ NULL, "&domu1 { r { compatible = \"multiboot,ramdisk\", \"multiboot,module\"; reg = <0x0 0xa4000000 0x0 0x1000>; }; };",
		"" },
	{ NULL, "&domu1 { r { compatible = \"multiboot,ramdisk\", \"multiboot,module\"; reg = <0x0 0xa4000000 0x0 0x7000000>; }; };",
		"stop domain-memory-small domU1.memory[0]: 131072 KiB do not hold kernel, ramdisk and tree\n" },
	{ NULL, "&domu1 { r { compatible = \"multiboot,ramdisk\", \"multiboot,module\"; reg = <0x0 0xa4000000 0x0 0x1000>; }; s { compatible = \"multiboot,ramdisk\", \"multiboot,module\"; reg = <0x0 0xa5000000 0x0 0x1000>; }; };",
		"" },
	{ "built",
		"&domu1 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"one\"; xen,shared-mem = <0x0 0xb0000000 0x0 0x4000000 0x0 0x1000>; role = \"owner\"; }; };",
		"note domain-shared-memory m.compatible: Xen is taken to be built with CONFIG_STATIC_SHM, which is off by default\n" },
	{ "built",
		"&domu1 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"one\"; xen,shared-mem = <0x0 0xb0000000 0x0 0x40000000 0x0 0x1000>; role = \"borrower\"; }; };",
		"note domain-shared-memory m.compatible: Xen is taken to be built with CONFIG_STATIC_SHM, which is off by default\n" },
	{ "built",
		"&domu1 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"a-name-of-16-xxx\"; xen,shared-mem = <0x0 0xb0000000 0x0 0x40000000 0x0 0x1000>; }; };", "stop domain-shared-region m.xen,shared-mem: xen,shm-id is no word of 1 to 15 characters\n" },
	{ "built",
		"&domu1 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"a-name-of-15-xx\"; xen,shared-mem = <0x0 0xb0000000 0x0 0x40000000 0x0 0x1000>; }; };",
		"note domain-shared-memory m.compatible: Xen is taken to be built with CONFIG_STATIC_SHM, which is off by default\n" },
	{ "built",
		"&domu1 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shared-mem = <0x0 0xb0000000 0x0 0x40000000 0x0 0x1000>; }; };",
		"stop domain-shared-region m.xen,shared-mem: xen,shm-id is no word of 1 to 15 characters\n" },
	{ "built",
		"&domu1 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"one\"; xen,shared-mem = <0x0 0xb0000800 0x0 0x40000000 0x0 0x1000>; }; };",
		"stop domain-shared-region m.xen,shared-mem: xen,shared-mem is not made of whole pages\n" },
	{ "built",
		"&domu1 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"one\"; xen,shared-mem = <0x0 0xb0000000 0x0 0x40000000 0x0 0x800>; }; };",
		"stop domain-shared-region m.xen,shared-mem: xen,shared-mem is not made of whole pages\n" },
	{ "built",
		"&domu1 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"one\"; xen,shared-mem = <0x0 0xb0000000 0x0 0x40000000 0x0 0x0>; }; };",
		"stop domain-shared-region m.xen,shared-mem: xen,shared-mem is not made of whole pages\n" },
	{ "built",
		"&domu1 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"one\"; xen,shared-mem = <0x0 0xb0000000 0x0 0x40000000 0x0 0x1000>; }; }; &domu2 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"one\"; xen,shared-mem = <0x0 0xb0001000 0x0 0x40000000 0x0 0x1000>; }; };",
		"note domain-shared-memory m.compatible: Xen is taken to be built with CONFIG_STATIC_SHM, which is off by default\n"
		"stop domain-shared-region m.xen,shared-mem: another region has the same xen,shm-id\n" },
	{ "built",
		"&domu1 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"one\"; xen,shared-mem = <0x0 0xb0000000 0x0 0x40000000 0x0 0x2000>; }; }; &domu2 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"two\"; xen,shared-mem = <0x0 0xb0001000 0x0 0x40000000 0x0 0x1000>; }; };",
		"note domain-shared-memory m.compatible: Xen is taken to be built with CONFIG_STATIC_SHM, which is off by default\n"
		"stop domain-shared-region m.xen,shared-mem: the region overlaps a reserved one or a module\n" },
	{ "built",
		"&domu1 { m { compatible = \"xen,domain-shared-memory-v1\"; xen,shm-id = \"one\"; xen,shared-mem = <0x0 0xb0000000 0x0 0x40000000 0x0 0x1000>; role = \"x\"; }; };",
		"stop domain-shared-region m.xen,shared-mem: role is neither owner nor borrower\n" },
	{ NULL, "&domu1 { e1: e1@1 { compatible = \"xen,evtchn-v1\"; xen,evtchn = <1 &e2>; }; }; &domu2 { e2: e2@2 { compatible = \"xen,evtchn-v1\"; xen,evtchn = <2 &e1>; }; };",
		"" },
	{ "4.17", "&domu1 { cpus = <129>; memory = <0x0 0x0>; };",
		"stop domain-cpus domU1.cpus[0]: more processors than Xen gives a domain on this machine: 129\n"
		"stop domain-memory domU1.memory[0]: the domain has no memory\n" },
	{ "4.17", "&domu1 { nr_spis = <961>; };",
		"stop domain-spis domU1.nr_spis: more SPIs than a virtual GIC has\n" },
	{ "4.17", "&domu1 { vpl011; xen,enhanced = \"no-xenstore\"; };", "" },
};
START_TEST(events)
{
	expect_events(&rows[_i], _i, NULL);
}
END_TEST

/* The pages of a device that the first guest's tree maps, beside what Dom0 has. */
static const struct {
	const char *pages;
	struct row row;
} guests[] = {
	{ "0x0 0x1c020000 0x0 0x1000",
		{ NULL, "",
			"stop domain-irq-taken mmc@1c020000.interrupts[0]: SPI 7 belongs to Dom0 already (mmc@1c020000: the device that it was routed for)\n"
			"hazard isolation-mmio-shared domU1: \n" } },
	{ "0x0 0x1c021000 0x0 0x1000",
		{ NULL, "",
			"stop domain-irq-taken mmc@1c020000.interrupts[0]: SPI 7 belongs to Dom0 already (mmc@1c020000: the device that it was routed for)\n" } },
	{ "0x0 0x1c01f000 0x0 0x1000",
		{ NULL, "",
			"stop domain-irq-taken mmc@1c020000.interrupts[0]: SPI 7 belongs to Dom0 already (mmc@1c020000: the device that it was routed for)\n" } },
	{ "0x0 0x1c01f000 0x0 0x2000",
		{ NULL, "",
			"stop domain-irq-taken mmc@1c020000.interrupts[0]: SPI 7 belongs to Dom0 already (mmc@1c020000: the device that it was routed for)\n"
			"hazard isolation-mmio-shared domU1: \n" } },
	{ "0x0 0x1c030000 0x0 0x10000",
		{ NULL, "",
			"stop domain-irq-taken mmc@1c020000.interrupts[0]: SPI 7 belongs to Dom0 already (mmc@1c020000: the device that it was routed for)\n" } },
	{ "0x0 0x1c020800 0x0 0x1000", { NULL, "", "stop guest-reg-unaligned domU1: \n" } },
	{ "0x0 0x1c020000 0x0 0x0",
		{ NULL, "",
			"crash guest-reg-empty domU1: /passthrough/d@1c020000: an entry of xen,reg has size 0\n" } },
	{ "0x0 0x80000000 0x0 0x1000",
		{ NULL, "",
			"hazard guest-reg-foreign domU1: \n"
			"stop domain-irq-taken mmc@1c020000.interrupts[0]: SPI 7 belongs to Dom0 already (mmc@1c020000: the device that it was routed for)\n" } },
};

START_TEST(pages_of_guests)
{
	struct buf source = { 0 };
	struct dt_tree *t;

	buf_printf(&source,
		"/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; passthrough {"
		" compatible = \"simple-bus\"; ranges; #address-cells = <2>; #size-cells = <2>;"
		" d@1c020000 { reg = <0x0 0x1c020000 0x0 0x1000>; xen,reg = <%s 0x0 0x1c020000>;"
		" xen,path = \"/soc/mmc@1c020000\"; xen,force-assign-without-iommu; }; }; };",
		guests[_i].pages);
	t = tree_of(buf_str(&source));
	expect_events(&guests[_i].row, _i, t);
	dt_tree_free(t);
	buf_free(&source);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("xen/domains");
	TCase *tc = tcase_create("domains");

	tcase_add_loop_test(tc, events, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(tc, pages_of_guests, 0, sizeof(guests) / sizeof(guests[0]));
	suite_add_tcase(s, tc);
	return unit_main(s);
}
