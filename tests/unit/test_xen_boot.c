// SPDX-License-Identifier: BSD-2-Clause
/* What Xen makes of a machine with one thing changed: every event up to the last domain. */
#include "boots.h"

static const struct row
	rows
		[] = {
			{ NULL, "", "" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dom0_mem=3\"; };",
				"stop dom0-memory chosen.xen,xen-bootargs: 3 KiB do not hold Dom0's kernel, ramdisk and tree\n" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dom0_mem=600M\"; };",
				"" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dom0_mem=614400\"; };",
				"" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dom0_mem=614400k\"; };",
				"" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dom0_mem=1g\"; };",
				"stop dom0-memory chosen.xen,xen-bootargs: Dom0 is to have 1024 MiB, and the tree's memory lacks 145 MiB of that\n" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dom0_mem=1T\"; };",
				"stop dom0-memory chosen.xen,xen-bootargs: Dom0 is to have 1048576 MiB, and the tree's memory lacks 1047697 MiB of that\n" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dom0_mem=629145600B\"; };",
				"" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dom0_mem=2b\"; };",
				"stop dom0-memory chosen.xen,xen-bootargs: 0 KiB do not hold Dom0's kernel, ramdisk and tree\n" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dom0_mem=512M dom0_max_vcpus=129\"; };",
				"" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dom0_mem=512M dom0_max_vcpus=128\"; };",
				"" },
			{ NULL, "&dom0_kernel { /delete-property/ reg; };",
				"stop module-reg module@90000000.reg: the boot module has no reg\n" },
			{ NULL, "&dom0_kernel { reg = <0x0 0x90000000 0x0>; };",
				"stop module-reg module@90000000.reg: reg of the boot module has 12 bytes, less than 2 address and 2 size cells\n" },
			{ NULL, "&dom0_kernel { reg = <0x0 0x90000000 0x1>; };",
				"stop module-reg module@90000000.reg: reg of the boot module has 12 bytes, less than 2 address and 2 size cells\n" },
			{ NULL, "&dom0_kernel { reg = <0x0 0x90000000 0xffffffff 0xffffffff>; };",
				"note module-overlap module@90000000.reg[0]: the kernel at 0x90000000 overlaps what stands before it in the tree (secure@bf000000: what it overlaps)\n"
				"loss dom0-kernel-taken module@90000000: a guest that stands before names this kernel first\n" },
			{ NULL, "&dom0_kernel { bootargs = \"%1024\"; };", "" },
			{ NULL, "&dom0_kernel { bootargs = \"%1023\"; };", "" },
			{ NULL, "&dom0_kernel { bootargs = \"%1025\"; };",
				"stop module-bootargs module@90000000.bootargs: the module's command line has more than 1024 characters\n" },
			{ NULL, "&chosen { linux,initrd-start = <0xa0000000>; linux,initrd-end = <0xa1000000>; };",
				"" },
			{ NULL, "&chosen { linux,initrd-start = <0xa0000000>; };",
				"stop initrd-limits chosen.linux,initrd-start: linux,initrd-start without linux,initrd-end\n" },
			{ NULL, "&chosen { linux,initrd-start = <0xa0000000>; linux,initrd-end = <0xa0000000>; };",
				"stop initrd-limits chosen.linux,initrd-start: linux,initrd-end does not lie behind linux,initrd-start\n" },
			{ NULL, "&chosen { linux,initrd-start = <0xa0000000>; linux,initrd-end = <0xa0000001>; };",
				"" },
			{ NULL, "&chosen { linux,initrd-start = <0x0 0xa0000000>; linux,initrd-end = <0x0 0xa1000000>; };",
				"" },
			{ NULL, "&chosen { linux,initrd-start = <0x0 0 0xa0000000>; linux,initrd-end = <0x0 0xa1000000>; };",
				"stop initrd-limits chosen.linux,initrd-start: linux,initrd-start and -end are numbers of 4 or 8 bytes\n" },
			{ NULL, "&chosen { linux,initrd-start = <0xa0000000>; linux,initrd-end = [00]; };",
				"stop initrd-limits chosen.linux,initrd-start: linux,initrd-start and -end are numbers of 4 or 8 bytes\n" },
			{ NULL, "&chosen { linux,initrd-start = <0x90000000>; linux,initrd-end = <0x90001000>; };",
				"note module-overlap module@90000000.reg[0]: the kernel at 0x90000000 overlaps what stands before it in the tree (chosen: what it overlaps)\n"
				"loss dom0-kernel-taken module@90000000: a guest that stands before names this kernel first\n" },
			{ NULL, "&chosen { linux,initrd-start = <0x8ffff000>; linux,initrd-end = <0x90000000>; };",
				"" },
			{ NULL, "&chosen { linux,initrd-start = <0x8ffff000>; linux,initrd-end = <0x90000001>; };",
				"note module-overlap module@90000000.reg[0]: the kernel at 0x90000000 overlaps what stands before it in the tree (chosen: what it overlaps)\n"
				"loss dom0-kernel-taken module@90000000: a guest that stands before names this kernel first\n" },
			{ NULL, "&chosen { linux,initrd-start = <0x92000000>; linux,initrd-end = <0x92000001>; };",
				"" },
			{ NULL, "&chosen { linux,initrd-start = <0x91ffffff>; linux,initrd-end = <0x92000001>; };",
				"note module-overlap module@90000000.reg[0]: the kernel at 0x90000000 overlaps what stands before it in the tree (chosen: what it overlaps)\n"
				"loss dom0-kernel-taken module@90000000: a guest that stands before names this kernel first\n" },
			{ NULL, "&chosen { x { compatible = \"multiboot,module\"; reg = <0x0 0xa0000000 0x0 0x1000>; }; };",
				"" },
			{ NULL, "&chosen { x { compatible = \"multiboot,kernel\", \"multiboot,module\"; reg = <0x0 0x90000000 0x0 0x1000>; }; };",
				"" },
			{ NULL, "&secure { reg = <0x0 0x90000000 0x0 0x1000>; };",
				"note module-overlap module@90000000.reg[0]: the kernel at 0x90000000 overlaps what stands before it in the tree (secure@bf000000: what it overlaps)\n"
				"loss dom0-kernel-taken module@90000000: a guest that stands before names this kernel first\n" },
			{ NULL, "&secure { reg = <0x0 0x8ffff000 0x0 0x1000>; };", "" },
			{ NULL, "&secure { reg = <0x0 0x8ffff000 0x0 0x1001>; };",
				"note module-overlap module@90000000.reg[0]: the kernel at 0x90000000 overlaps what stands before it in the tree (secure@bf000000: what it overlaps)\n"
				"loss dom0-kernel-taken module@90000000: a guest that stands before names this kernel first\n" },
			{ "4.17", "&secure { reg = <0x0 0x8ffff000 0x0 0x1001>; };", "" },
			{ NULL, "&memory { reg = <0x0 0x80000000 0x0 0x40000000>, <0x0 0xbffff000 0x0 0x1000>; };",
				"crash memory-overlap memory@80000000.reg: the bank at 0xbffff000 overlaps the one at 0x80000000\n" },
			{ NULL, "&memory { reg = <0x0 0x80000000 0x0 0x40000000>, <0x0 0xc0000000 0x0 0x1000>; };",
				"" },
			{ NULL, "&memory { reg = <0x0 0x80000000 0x0>; };",
				"stop memory-missing memory@80000000: Xen finds no memory in this node\n" },
			{ NULL, "&memory { reg = <0x0 0x80000000 0x0 0x0>; };",
				"stop memory-missing memory@80000000: Xen finds no memory in this node\n" },
			{ NULL, "&memory { /delete-property/ reg; };",
				"stop memory-reg memory@80000000.reg: the memory node has no reg\n" },
			{ "4.17", "&memory { /delete-property/ reg; };",
				"note memory-reg memory@80000000.reg: the memory node has no reg, and Xen reads no further\n"
				"stop memory-missing memory@80000000: Xen finds no memory in this node\n"
				"stop dom0-kernel module@90000000: Xen finds no kernel for Dom0\n"
				"stop domain-kernel module@94000000: Xen has not kept this module: it overlaps another, or its reg is read with other cell counts\n"
				"stop domain-kernel module@98000000: Xen has not kept this module: it overlaps another, or its reg is read with other cell counts\n" },
			{ NULL, "&memory { device_type = \"memor\"; };",
				"stop memory-missing memory@80000000: Xen finds no memory in this node\n" },
			{ NULL, "&memory { device_type = \"memory1\"; };",
				"stop memory-missing memory@80000000: Xen finds no memory in this node\n" },
			{ "4.17", "&memory { device_type = \"x\"; };",
				"stop device-covers-memory memory@80000000.reg[0]: the region at 0x80000000 covers all memory\n" },
			{ NULL, "&memory { reg = <0x0 0x80000000 0x0 0x20000000>; };",
				"stop dom0-memory chosen.xen,xen-bootargs: Dom0 is to have 512 MiB, and the tree's memory lacks 121 MiB of that\n" },
			{ NULL, "&memory { reg = <0x0 0x80000000 0x0 0x38000000>; };", "" },
			{ NULL, "&memory { status = \"disabled\"; };",
				"stop memory-missing memory@80000000: Xen finds no memory in this node\n" },
			{ "4.17", "&memory { status = \"disabled\"; };", "" },
			{ NULL, "&timer { clock-frequency = <999>; };", "" },
			{ NULL, "&timer { clock-frequency = <1000>; };", "" },
			{ "4.17", "&timer { clock-frequency = <999>; };", "" },
			{ NULL, "&timer { interrupts = <1 13 8>, <1 14 8>, <1 11 8>; };",
				"stop timer-interrupts timer.interrupts: Xen cannot find interrupt 3 of the timer\n" },
			{ NULL, "&timer { interrupts = <0 13 8>, <1 14 8>, <1 11 8>, <1 10 8>; };",
				"" },
			{ NULL, "&timer { interrupts = <1 13 8>, <1 14 8>, <0 11 8>, <1 10 8>; };",
				"" },
			{ NULL, "&timer { interrupts = <1 16 8>, <1 14 8>, <1 11 8>, <1 10 8>; };",
				"" },
			{ NULL, "&timer { interrupt-names = \"phys\", \"virt\", \"hyp-phys\"; };",
				"stop timer-interrupts timer.interrupt-names: Xen cannot find interrupt 0 of the timer\n" },
			{ NULL, "&timer { interrupt-names = \"sec-phys\", \"phys\", \"virt\", \"hyp-phys\"; };",
				"" },
			{ NULL, "&timer { interrupt-names = \"sec-phys\", \"phys\", \"virt\", \"other\"; };",
				"stop timer-interrupts timer.interrupt-names: Xen cannot find interrupt 3 of the timer\n" },
			{ "4.17",
				"&timer { interrupt-names = \"sec-phys\", \"phys\", \"virt\", \"other\"; };",
				"" },
			{ NULL, "&timer { compatible = \"x\"; };",
				"stop timer-missing : the tree has no timer that Xen drives\n"
				"loss device-ppi timer.interrupts: Xen takes an interrupt of the node for a private one (PPI), which Dom0 cannot get\n" },
			{ NULL, "&gic { compatible = \"x\"; };",
				"stop gic-missing : the tree has no interrupt controller that Xen drives\n" },
			{ NULL, "&gic { reg = <0x0 0x2f000000 0x0 0x10000>; };",
				"stop gic-regions interrupt-controller@2f000000.reg[1]: Xen finds no address for the GIC's redistributors\n" },
			{ NULL, "&gic { reg = <0x0 0x2f000001 0x0 0x10000>, <0x0 0x2f100000 0x0 0x80000>; };",
				"" },
			{ NULL, "&gic { /delete-property/ interrupt-controller; };",
				"stop gic-missing interrupt-controller@2f000000: Xen does not take this node for the interrupt controller\n"
				"loss device-second-gic interrupt-controller@2f000000.compatible: another interrupt controller of a kind that Xen drives\n" },
			{ NULL, "&gic { #interrupt-cells = <2>; };",
				"loss console-missing chosen.stdout-path: the device that is to be Xen's console has no interrupt that Xen can use (serial@1c000000: the device)\n"
				"stop timer-interrupts timer.interrupts: Xen cannot find interrupt 0 of the timer\n"
				"stop gic-interrupt interrupt-controller@2f000000.interrupts: Xen finds no maintenance interrupt\n"
				"stop device-irq-number serial@1c000000.interrupts[0]: the GIC's driver cannot read interrupt 0 of this node\n"
				"stop device-irq-number serial@1c010000.interrupts[0]: the GIC's driver cannot read interrupt 0 of this node\n"
				"stop device-irq-number mmc@1c020000.interrupts[0]: the GIC's driver cannot read interrupt 0 of this node\n"
				"stop device-irq-number ethernet@1c030000.interrupts[0]: the GIC's driver cannot read interrupt 0 of this node\n"
				"stop device-irq-number gpio@1c040000.interrupts[0]: the GIC's driver cannot read interrupt 0 of this node\n" },
			{ NULL, "&gic { interrupts = <0 9 4>; };", "" },
			{ NULL, "&cpu0 { reg = <0x100>; };", "" },
			{ NULL, "&cpu0 { device_type = \"x\"; };",
				"stop cpu-missing cpus: no node below /cpus has device_type = \"cpu\" and a compatible\n" },
			{ NULL, "&cpu0 { enable-method = \"spin-table\"; };", "" },
			{ NULL, "&cpus { cpu@1 { device_type = \"cpu\"; compatible = \"arm,cortex-a55\"; reg = <0x0>; enable-method = \"psci\"; }; };",
				"" },
			{ NULL, "&psci { compatible = \"arm,psci-0.2\"; };", "" },
			{ NULL, "&psci { compatible = \"arm,psci\"; };", "" },
			{ NULL, "&psci { method = \"x\"; };", "" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dtuart=serial9\"; };",
				"loss console-missing chosen.xen,xen-bootargs: nothing says which device is Xen's console\n" },
			{ NULL, "&chosen { xen,xen-bootargs = \"console=dtuart dtuart=/soc/serial@1c010000\"; };",
				"" },
			{ NULL, "&chosen { xen,xen-bootargs = \"dom0_mem=512M\"; };", "" },
			{ NULL, "&uart0 { compatible = \"x\"; };",
				"loss console-missing chosen.stdout-path: the device that is to be Xen's console is none that Xen has a driver for (serial@1c000000: the device)\n" },
			{ NULL, "&uart0 { interrupts = <0 5 8>; };", "" },
			{ NULL, "&uart0 { interrupts = <0 988 4>; };", "" },
			{ NULL, "&uart0 { interrupts = <0 987 4>; };", "" },
			{ NULL, "&uart0 { status = \"disabled\"; };",
				"loss console-missing chosen.stdout-path: the device that is to be Xen's console is disabled (serial@1c000000: the device)\n" },
			{ NULL, "&uart0 { /delete-property/ reg; };",
				"loss console-missing chosen.stdout-path: the device that is to be Xen's console has no register address (serial@1c000000: the device)\n" },
			{ NULL, "&mmc0 { interrupts = <0 987 4>; };", "" },
			{ NULL, "&mmc0 { interrupts = <0 988 4>; };",
				"stop device-irq-number mmc@1c020000.interrupts[0]: SPI 988 is beyond the GIC's lines\n" },
			{ NULL, "&mmc0 { interrupts = <1 15 4>; };",
				"loss device-ppi mmc@1c020000.interrupts: Xen takes an interrupt of the node for a private one (PPI), which Dom0 cannot get\n" },
			{ NULL, "&mmc0 { interrupts = <1 16 4>; };", "" },
			{ NULL, "&mmc0 { interrupts = <0 7 4>, <0 7 1>; };",
				"stop device-irq-type mmc@1c020000.interrupts[1]: SPI 7 is rising edge here, and something else where the tree names it before (mmc@1c020000: the node that names it first)\n" },
			{ NULL, "&mmc0 { interrupts = <0 7 4>; }; &gpio0 { interrupts = <0 7 1>; };",
				"stop device-irq-type gpio@1c040000.interrupts[0]: SPI 7 is rising edge here, and something else where the tree names it before (mmc@1c020000: the node that names it first)\n" },
			{ NULL, "&mmc0 { interrupts = <0 7 0>; };", "" },
			{ NULL, "&mmc0 { interrupts = <0 7 2>; };", "" },
			{ NULL, "&mmc0 { interrupts = <0 7 8>; };", "" },
			{ NULL, "&mmc0 { interrupts = <0 7>; };",
				"loss device-irq-lost mmc@1c020000.interrupts: Xen finds no interrupt in interrupts\n" },
			{ NULL, "&mmc0 { interrupts = <0 7 4 0>; };", "" },
			{ NULL, "&mmc0 { interrupt-parent = <&osc>; };", "" },
			{ NULL, "&mmc0 { interrupt-parent = <0x999>; };",
				"loss device-irq-lost mmc@1c020000.interrupts: Xen finds no interrupt in interrupts\n" },
			{ NULL, "&mmc0 { interrupts-extended = <&gic 0 7 4>, <&gic 0 988 4>; };",
				"stop device-irq-number mmc@1c020000.interrupts-extended[1]: SPI 988 is beyond the GIC's lines\n" },
			{ NULL, "&mmc0 { interrupts-extended = <&gic 0 7 4>, <0x999 0>; };", "" },
			{ NULL, "&mmc0 { interrupts-extended = <&gic 0 7>; };", "" },
			{ NULL, "&mmc0 { reg = <0x0 0x1c020000 0x0>; };",
				"loss device-reg-lost mmc@1c020000.reg: reg is shorter than one entry of its bus (soc: the bus)\n" },
			{ NULL, "&mmc0 { reg = <0x0 0x1c020000 0x0 0x0>; };",
				"crash device-empty mmc@1c020000.reg[0]: the region at 0x1c020000 has no size\n" },
			{ NULL, "&mmc0 { reg = <0x0 0x1c020800 0x0 0x100>; };", "" },
			{ NULL, "&mmc0 { reg = <0x0 0x80000000 0x0 0x1000>; };",
				"hazard device-over-memory mmc@1c020000.reg[0]: the registers at 0x80000000 are memory that Xen gives away (memory@80000000: the memory)\n" },
			{ NULL, "&mmc0 { reg = <0xffffffff 0x80000000 0x0 0x1000>; };",
				"stop device-beyond mmc@1c020000.reg[0]: the region at 0xffffffff80000000 is wider than the processor's addresses\n" },
			{ NULL, "&mmc0 { reg = <0x100 0x0 0x0 0x1000>; };",
				"stop device-beyond mmc@1c020000.reg[0]: the region at 0x10000000000 is wider than the processor's addresses\n" },
			{ NULL, "&mmc0 { reg = <0x10000 0x0 0x0 0x1000>; };",
				"stop device-beyond mmc@1c020000.reg[0]: the region at 0x1000000000000 is wider than the processor's addresses\n" },
			{ NULL, "&mmc0 { reg = <0x0 0x2f000000 0x0 0x1000>; };", "" },
			{ NULL, "&soc { ranges = <0x0 0x1c000000 0x0 0x1c000000 0x0 0x20000>; };",
				"stop device-outside mmc@1c020000.reg[0]: entry 0 of reg is outside the ranges of its bus (soc: the bus)\n"
				"stop device-outside ethernet@1c030000.reg[0]: entry 0 of reg is outside the ranges of its bus (soc: the bus)\n"
				"stop device-outside gpio@1c040000.reg[0]: entry 0 of reg is outside the ranges of its bus (soc: the bus)\n" },
			{ NULL, "&soc { /delete-property/ ranges; };",
				"loss console-missing chosen.stdout-path: the device that is to be Xen's console has no register address (serial@1c000000: the device)\n"
				"loss device-reg-lost serial@1c000000.reg: the bus has no ranges, so that reg means no registers (soc: the bus)\n"
				"loss device-reg-lost serial@1c010000.reg: the bus has no ranges, so that reg means no registers (soc: the bus)\n"
				"loss device-reg-lost mmc@1c020000.reg: the bus has no ranges, so that reg means no registers (soc: the bus)\n"
				"loss device-reg-lost gpio@1c040000.reg: the bus has no ranges, so that reg means no registers (soc: the bus)\n" },
			{ NULL, "&soc { ranges = <0x0 0x1c000000 0x0>; };",
				"loss console-missing chosen.stdout-path: the device that is to be Xen's console has no register address (serial@1c000000: the device)\n"
				"stop device-outside serial@1c000000.reg[0]: entry 0 of reg is outside the ranges of its bus (soc: the bus)\n"
				"stop device-outside serial@1c010000.reg[0]: entry 0 of reg is outside the ranges of its bus (soc: the bus)\n"
				"stop device-outside mmc@1c020000.reg[0]: entry 0 of reg is outside the ranges of its bus (soc: the bus)\n"
				"stop device-outside ethernet@1c030000.reg[0]: entry 0 of reg is outside the ranges of its bus (soc: the bus)\n"
				"stop device-outside gpio@1c040000.reg[0]: entry 0 of reg is outside the ranges of its bus (soc: the bus)\n" },
			{ NULL, "&soc { #address-cells = <5>; };",
				"loss console-missing chosen.stdout-path: the device that is to be Xen's console has no register address (serial@1c000000: the device)\n"
				"loss device-reg-lost serial@1c000000.reg: reg is shorter than one entry of its bus (soc: the bus)\n"
				"loss device-reg-lost serial@1c010000.reg: reg is shorter than one entry of its bus (soc: the bus)\n"
				"loss device-reg-lost mmc@1c020000.reg: reg is shorter than one entry of its bus (soc: the bus)\n"
				"loss device-reg-lost gpio@1c040000.reg: reg is shorter than one entry of its bus (soc: the bus)\n" },
			{ NULL, "&soc { sub { compatible = \"simple-bus\"; ranges = <0x0 0x1c000000 0x2000>; #address-cells = <1>; #size-cells = <1>; d@0 { reg = <0x0 0x1000>; interrupts = <0 90 4>; }; e@1000 { reg = <0x1000 0x1000>; }; f@2000 { reg = <0x2000 0x1000>; }; }; };",
				"stop device-outside d@0.reg[0]: entry 0 of reg is outside the ranges of its bus (sub: the bus)\n"
				"stop device-outside e@1000.reg[0]: entry 0 of reg is outside the ranges of its bus (sub: the bus)\n"
				"stop device-outside f@2000.reg[0]: entry 0 of reg is outside the ranges of its bus (sub: the bus)\n" },
			{ NULL, "&soc { b { #interrupt-cells = <1>; #address-cells = <0>; interrupt-map-mask = <0x3>; interrupt-map = <1 &gic 0 91 4>, <2 &gic 0 92 4>; d { interrupt-parent = <&{/soc/b}>; interrupts = <1>, <6>; }; }; };",
				"" },
			{ NULL, "&soc { b { #interrupt-cells = <1>; #address-cells = <0>; interrupt-map = <1 &gic 0 91 4>, <2 &gic 0 92>; d { interrupts = <2>; }; }; };",
				"stop device-irq-unresolved d.interrupts[0]: interrupt 0 leads to no controller\n" },
			{ NULL, "&soc { b { #interrupt-cells = <1>; #address-cells = <0>; interrupt-map = <1 &gic 0 91 4>, <2 &gic 0 92 4>; d { interrupts = <3>; }; }; };",
				"stop device-irq-unresolved d.interrupts[0]: interrupt 0 leads to no controller\n" },
			{ NULL, "&soc { p: pcie@40000000 { compatible = \"pci-host-ecam-generic\"; device_type = \"pci\"; #address-cells = <3>; #size-cells = <2>; reg = <0x0 0x40000000 0x0 0x1000000>; ranges = <0x02000000 0x0 0x50000000 0x0 0x50000000 0x0 0x1000000>; #interrupt-cells = <1>; interrupt-map-mask = <0x0 0x0 0x0 0x7>; interrupt-map = <0 0 0 1 &gic 0 60 4>, <0 0 0 2 &gic 0 61 4>; }; };",
				"" },
			{ NULL, "&soc { p: pcie@40000000 { compatible = \"pci-host-ecam-generic\"; device_type = \"pci\"; #address-cells = <3>; #size-cells = <2>; reg = <0x0 0x40000000 0x0 0x1000000>; ranges = <0x02000000 0x0 0x50000000 0x0 0x50000000 0x0>; }; };",
				"" },
			{ NULL, "&soc { p: pcie@40000000 { compatible = \"pci-host-ecam-generic\"; device_type = \"pci\"; #address-cells = <3>; #size-cells = <2>; reg = <0x0 0x40000000 0x0 0x1000000>; ranges = <0x01000000 0x0 0x0 0x0 0x80000000 0x0 0x10000>, <0x43000000 0x0 0x0 0x1 0x0 0x1 0x0>; #interrupt-cells = <1>; interrupt-map-mask = <0x0 0x0 0x0 0x7>; interrupt-map = <0 0 0 1 &gic 0 60>; }; };",
				"stop pci-interrupt-map pcie@40000000.interrupt-map[0]: an entry is cut off\n"
				"hazard device-over-memory pcie@40000000.ranges[0]: the registers at 0x80000000 are memory that Xen gives away (memory@80000000: the memory)\n" },
			{ NULL, "&soc { gic2: interrupt-controller@1d000000 { compatible = \"arm,gic-v3\"; interrupt-controller; #interrupt-cells = <3>; reg = <0x0 0x1d000000 0x0 0x10000>, <0x0 0x1d100000 0x0 0x80000>; }; };",
				"loss device-second-gic interrupt-controller@1d000000.compatible: another interrupt controller of a kind that Xen drives\n" },
		};
START_TEST(events)
{
	expect_events(&rows[_i], _i, NULL);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("xen/boot");
	TCase *tc = tcase_create("boot");

	tcase_add_loop_test(tc, events, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(s, tc);
	return unit_main(s);
}
