#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""big.py [--manifest] AGENTS DEVICES: print the source of a tree with so many of each.

Every fourth device is kept for a guest; there is a domain for every agent but Dom0's. With
--manifest: print who gets these devices, one guest after the other.
"""

import sys

AGENTS, DEVICES = int(sys.argv[-2]), int(sys.argv[-1])
PAGES, DOORBELL = 0x47E00000, 0x82000010
out = []


def shm(number):
    address = PAGES + number * 0x1000
    return """shm%d: sram@%x { compatible = "arm,scmi-shmem"; reg = <0x0 0x%x 0x0 0x1000>; };
""" % (number, address, address)


def device(number):
    return "dev@%x" % (0xC0000000 + number * 0x1000)


def manifest():
    print("guests:")
    for i in range(1, AGENTS):
        mine = ["/" + device(d) for d in range(3, DEVICES, 4) if d // 4 % (AGENTS - 1) == i - 1]
        print("  - { name: guest%d, boot: dom0less, agent-id: %d, devices: [%s] }"
              % (i, i, ", ".join(mine)))


if sys.argv[1] == "--manifest":
    manifest()
    sys.exit()

entries = ",\n".join("<0x%x &shm%d %d>" % (DOORBELL + i, i, i) for i in range(AGENTS))
out.append("""/dts-v1/;
/ {
model = "Generated tree"; compatible = "sample,big";
#address-cells = <2>; #size-cells = <2>; interrupt-parent = <&gic>;
psci { compatible = "arm,psci-1.0"; method = "smc"; };
cpus { #address-cells = <1>; #size-cells = <0>;
cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a57"; reg = <0>; enable-method = "psci"; }; };
memory@48000000 { device_type = "memory"; reg = <0x0 0x48000000 0x0 0x38000000>; };
gic: interrupt-controller@f1010000 { compatible = "arm,gic-400"; #interrupt-cells = <3>;
#address-cells = <0>; interrupt-controller; interrupts = <1 9 4>; reg = <0x0 0xf1010000 0x0 0x1000>,
<0x0 0xf1020000 0x0 0x20000>, <0x0 0xf1040000 0x0 0x20000>, <0x0 0xf1060000 0x0 0x20000>; };
timer { compatible = "arm,armv8-timer"; interrupts = <1 13 8>, <1 14 8>, <1 11 8>, <1 10 8>; };
smmu: iommu@f2000000 { compatible = "arm,mmu-500"; #iommu-cells = <1>;
#global-interrupts = <1>; interrupts = <0 900 4>, <0 901 4>;
reg = <0x0 0xf2000000 0x0 0x10000>; };
host_shm: sram@%x { compatible = "arm,scmi-shmem"; reg = <0x0 0x%x 0x0 0x1000>; };
firmware { scmi { compatible = "arm,scmi-smc"; arm,smc-id = <0x%x>; shmem = <&host_shm>;
#address-cells = <1>; #size-cells = <0>;
power: protocol@11 { reg = <0x11>; #power-domain-cells = <1>; };
clock: protocol@14 { reg = <0x14>; #clock-cells = <1>; };
reset: protocol@16 { reg = <0x16>; #reset-cells = <1>; }; }; };
chosen { #address-cells = <2>; #size-cells = <2>; ranges;
xen { #address-cells = <2>; #size-cells = <2>; ranges;
config { compatible = "xen,sci"; #address-cells = <2>; #size-cells = <2>; ranges;
#scmi-secondary-agents-cells = <3>;
xen,dom0-sci-agent-id = <0>;
scmi-secondary-agents = %s;
""" % (PAGES, PAGES, DOORBELL, entries))
out += [shm(i) for i in range(AGENTS + 1)]
out.append("""controller: scmi { compatible = "arm,scmi-smc"; arm,smc-id = <0x%x>;
shmem = <&shm%d>; #address-cells = <1>; #size-cells = <0>; #access-controller-cells = <1>; };
}; };
""" % (DOORBELL + AGENTS, AGENTS))
for i in range(1, AGENTS):
    out.append("""guest%d { compatible = "xen,domain"; #address-cells = <2>; #size-cells = <2>;
cpus = <1>; memory = <0x0 0x20000>; xen,sci_type = "scmi_smc_multiagent";
xen,sci-agent-id = <%d>; };
""" % (i, i))
out.append("};\n")
for i in range(DEVICES):
    address = 0xC0000000 + i * 0x1000
    out.append("""%s { compatible = "sample,device"; reg = <0x0 0x%x 0x0 0x1000>;
interrupts = <0 %d 4>; iommus = <&smmu %d>; clocks = <&clock %d>; resets = <&reset %d>;
power-domains = <&power %d>; access-controllers = <&controller %d>;%s };
""" % (device(i), address, i % 900, i, i, i, i // 8, i, " xen,passthrough;" if i % 4 == 3 else ""))
out.append("};\n")
sys.stdout.write("".join(out))
