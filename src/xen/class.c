// SPDX-License-Identifier: BSD-2-Clause
#include "xen/class.h"

#include <strings.h>

/* In alphabetical order, without regard to case. IOMMUs: the tables of the drivers in
 * xen/drivers/passthrough/arm. */
static const struct {
	const char *compatible;
	unsigned int class;
} known[] = {
	{ "amlogic,meson-gx-uart", CLASS_UART },
	{ "amlogic,meson-uart", CLASS_UART },
	{ "amlogic,meson6-uart", CLASS_UART },
	{ "amlogic,meson8-uart", CLASS_UART },
	{ "amlogic,meson8b-uart", CLASS_UART },
	{ "arm,armv7-timer", CLASS_TIMER },
	{ "arm,armv7-timer-mem", CLASS_SKIPPED },
	{ "arm,armv8-pmuv3", CLASS_SKIPPED | CLASS_PMU },
	{ "arm,armv8-timer", CLASS_TIMER },
	{ "arm,cortex-a15-gic", CLASS_GIC_V2 },
	{ "arm,cortex-a15-pmu", CLASS_SKIPPED | CLASS_PMU },
	{ "arm,cortex-a53-edac", CLASS_SKIPPED | CLASS_PMU },
	{ "arm,cortex-a7-gic", CLASS_GIC_V2 },
	{ "arm,cortex-a7-pmu", CLASS_SKIPPED | CLASS_PMU },
	{ "arm,gic-400", CLASS_GIC_V2 },
	{ "arm,gic-v2m-frame", CLASS_V2M },
	{ "arm,gic-v3", CLASS_GIC_V3 },
	{ "arm,mmu-400", CLASS_IOMMU },
	{ "arm,mmu-401", CLASS_IOMMU },
	{ "arm,mmu-500", CLASS_IOMMU },
	{ "arm,pl011", CLASS_UART },
	{ "arm,psci", CLASS_SKIPPED | CLASS_PSCI },
	{ "arm,psci-0.2", CLASS_SKIPPED | CLASS_PSCI },
	{ "arm,psci-1.0", CLASS_SKIPPED | CLASS_PSCI },
	{ "arm,sbsa-uart", CLASS_SBSA_UART },
	{ "arm,smmu-v1", CLASS_IOMMU },
	{ "arm,smmu-v2", CLASS_IOMMU },
	{ "arm,smmu-v3", CLASS_OTHER_IOMMU },
	{ "brcm,bcm2835-aux-uart", CLASS_UART },
	{ "cdns,uart-r1p12", CLASS_UART },
	{ "cdns,uart-r1p8", CLASS_UART },
	{ "fsl,imx6q-uart", CLASS_UART },
	{ "fsl,imx8qxp-lpuart", CLASS_UART },
	{ "fsl,s32v234-linflexuart", CLASS_UART },
	{ "marvell,armada-3700-uart", CLASS_UART },
	{ "multiboot,device-tree", CLASS_GUEST_DTB },
	{ "multiboot,kernel", CLASS_KERNEL },
	{ "multiboot,microcode", CLASS_MICROCODE },
	{ "multiboot,module", CLASS_SKIPPED | CLASS_MODULE },
	{ "multiboot,ramdisk", CLASS_RAMDISK },
	{ "ns16550", CLASS_UART },
	{ "ns16550a", CLASS_UART },
	{ "nxp,s32g2-linflexuart", CLASS_UART },
	{ "nxp,s32g3-linflexuart", CLASS_UART },
	{ "renesas,hscif", CLASS_UART },
	{ "renesas,ipmmu-r8a7795", CLASS_OTHER_IOMMU },
	{ "renesas,ipmmu-r8a7796", CLASS_OTHER_IOMMU },
	{ "renesas,ipmmu-r8a77961", CLASS_OTHER_IOMMU },
	{ "renesas,ipmmu-r8a77965", CLASS_OTHER_IOMMU },
	{ "renesas,ipmmu-r8a779f0", CLASS_OTHER_IOMMU },
	{ "renesas,ipmmu-r8a779g0", CLASS_OTHER_IOMMU },
	{ "renesas,scif", CLASS_UART },
	{ "renesas,scifa", CLASS_UART },
	{ "samsung,exynos4210-uart", CLASS_UART },
	{ "snps,dw-apb-uart", CLASS_UART },
	{ "ti,am654-uart", CLASS_UART },
	{ "ti,omap4-uart", CLASS_UART },
	{ "xen,domain", CLASS_SKIPPED | CLASS_DOMAIN },
	{ "xen,domain-shared-memory-v1", CLASS_SKIPPED | CLASS_SHM },
	{ "xen,evtchn-v1", CLASS_EVTCHN },
	{ "xen,linux-initrd", CLASS_RAMDISK },
	{ "xen,linux-zimage", CLASS_KERNEL },
	{ "xen,multiboot-module", CLASS_SKIPPED | CLASS_MODULE },
	{ "xen,sci", CLASS_SCI },
	{ "xen,vcpu", CLASS_VCPU },
	{ "xen,xen", CLASS_SKIPPED },
	{ "xen,xsm-policy", CLASS_XSM },
};

/* dt_compat_cmp() */
static unsigned int class_of(const char *s)
{
	size_t lo = 0, hi = sizeof(known) / sizeof(known[0]);

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcasecmp(s, known[mid].compatible);

		if (!c)
			return known[mid].class;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return CLASS_NONE;
}

unsigned int xen_class_of(const struct dt_prop *compatible)
{
	const char *s = NULL;
	unsigned int class = 0;

	if (!compatible || !compatible->len)
		return 0;
	while ((s = dt_prop_next_string(compatible, s)))
		class |= class_of(s);
	if (compatible->data[compatible->len - 1])
		class |= CLASS_ENDLESS;
	return class;
}

unsigned int xen_class(const struct dt_node *n)
{
	return xen_class_of(dt_prop(n, "compatible"));
}
