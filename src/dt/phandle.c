// SPDX-License-Identifier: BSD-2-Clause
#include "dt/phandle.h"

#include <stdlib.h>
#include <string.h>

#include "base/search.h"

/* Bindings let a provider without arguments leave these out. */
static bool is_optional(const char *cells_name)
{
	return !strcmp(cells_name, "#nvmem-cell-cells") || !strcmp(cells_name, "#msi-cells");
}

/* How many arguments an entry has, where the property decides and not the provider. */
static bool fixed_args(const char *cells_name, uint32_t left, uint32_t *n)
{
	if (*cells_name == '*')
		*n = left;
	else if (*cells_name == '=')
		*n = (uint32_t)(cells_name[1] - '0');
	else
		return false;
	return true;
}

bool dt_ref_next(const struct dt_tree *t, const struct dt_prop *p, const char *cells_name,
	struct dt_ref *ref)
{
	uint32_t n_cells = p->len / 4;

	if (ref->args) {
		if (ref->error > DT_REF_EMPTY)
			return false;
		ref->cell += 1 + ref->n_args;
		ref->index++;
	}
	if (ref->cell >= n_cells)
		return false;
	ref->phandle = dt_cell(p->data, ref->cell);
	ref->args = p->data + ((size_t)ref->cell + 1) * 4;
	ref->n_args = 0;
	ref->provider = NULL;
	ref->error = DT_REF_EMPTY;
	if (!ref->phandle || ref->phandle == UINT32_MAX)
		return true;
	ref->provider = dt_by_phandle(t, ref->phandle);
	ref->error = DT_REF_OK;
	if (!ref->provider)
		ref->error = DT_REF_DANGLING;
	else if (cells_name && !fixed_args(cells_name, n_cells - ref->cell - 1, &ref->n_args) &&
		 !dt_prop_u32(ref->provider, cells_name, &ref->n_args) && !is_optional(cells_name))
		ref->error = DT_REF_NO_CELLS;
	else if (ref->n_args > n_cells - ref->cell - 1)
		ref->error = DT_REF_SHORT;
	if (ref->error)
		ref->n_args = 0;
	return true;
}

struct list_name {
	const char *prop, *cells;
};

/* Sorted by name. Sources: the dt-schema core and the providers' bindings in Linux. */
static const struct list_name list_names[] = {
	{ "access-controllers", "#access-controller-cells" },
	{ "affinity", "" },
	{ "amlogic,ao-sysctrl", "" },
	{ "amlogic,canvas", "" },
	{ "arm,cs-dev-assoc", "" },
	{ "assigned-clock-parents", "#clock-cells" },
	{ "assigned-clocks", "#clock-cells" },
	{ "audio-codec", "" },
	{ "audio-cpu", "" },
	{ "aux-devs", "" },
	{ "backlight", "" },
	{ "bitclock-master", "" },
	{ "clocks", "#clock-cells" },
	{ "cooling-device", "#cooling-cells" },
	{ "cpu", "" },
	{ "cpu-idle-states", "" },
	{ "cpus", "" },
	{ "dais", "" },
	{ "ddc", "" },
	{ "ddc-i2c-bus", "" },
	{ "dmas", "#dma-cells" },
	{ "domain-idle-states", "" },
	{ "extcon", "" },
	{ "firmware", "" },
	{ "fpga-bridges", "" },
	{ "fpga-mgr", "" },
	{ "frame-master", "" },
	{ "fsl,anatop", "" },
	{ "fsl,gpr", "" },
	{ "fsl,iomuxc-gpr", "*" },
	{ "fsl,stop-mode", "*" },
	{ "fsl,usbmisc", "#index-cells" },
	{ "gpio", "#gpio-cells" },
	{ "gpio-ranges", "=3" },
	{ "hwlocks", "#hwlock-cells" },
	{ "i2c-bus", "" },
	{ "i2c-parent", "" },
	{ "interconnects", "#interconnect-cells" },
	{ "interrupt-affinity", "" },
	{ "interrupts-extended", "#interrupt-cells" },
	{ "io-backends", "#io-backend-cells" },
	{ "io-channels", "#io-channel-cells" },
	{ "iommus", "#iommu-cells" },
	{ "leds", "" },
	{ "mboxes", "#mbox-cells" },
	{ "mdio-parent-bus", "" },
	{ "mediatek,infracfg", "" },
	{ "mediatek,larb", "" },
	{ "mediatek,larbs", "" },
	{ "mediatek,pericfg", "" },
	{ "mediatek,syscon-wakeup", "*" },
	{ "memory-region", "" },
	{ "mmc-pwrseq", "" },
	{ "monitored-battery", "" },
	{ "msi-parent", "#msi-cells" },
	{ "mux-controls", "#mux-control-cells" },
	{ "mux-states", "#mux-state-cells" },
	{ "next-bridge", "" },
	{ "next-level-cache", "" },
	{ "nvidia,bpmp", "*" },
	{ "nvidia,pmc", "" },
	{ "nvmem", "" },
	{ "nvmem-cells", "#nvmem-cell-cells" },
	{ "operating-points-v2", "" },
	{ "panel", "" },
	{ "pcs-handle", "" },
	{ "pcsphy-handle", "" },
	{ "performance-domains", "#performance-domain-cells" },
	{ "phy-handle", "" },
	{ "phys", "#phy-cells" },
	{ "pm_qos", "" },
	{ "ports", "" },
	{ "power-domains", "#power-domain-cells" },
	{ "power-supplies", "" },
	{ "pwms", "#pwm-cells" },
	{ "qcom,4ln-config-sel", "*" },
	{ "qcom,bcm-voters", "" },
	{ "qcom,dload-mode", "*" },
	{ "qcom,gmu", "" },
	{ "qcom,halt-regs", "*" },
	{ "qcom,qmp", "" },
	{ "qcom,rpm-msg-ram", "" },
	{ "qcom,rx-device", "" },
	{ "qcom,smem-states", "#qcom,smem-state-cells" },
	{ "qcom,tx-device", "" },
	{ "regmap", "*" },
	{ "regulator-coupled-with", "" },
	{ "remote-endpoint", "" },
	{ "renesas,fcp", "" },
	{ "renesas,ipmmu-main", "*" },
	{ "renesas,vsps", "=1" },
	{ "renesas,vspx", "" },
	{ "required-opps", "" },
	{ "resets", "#reset-cells" },
	{ "rockchip,pmu", "" },
	{ "samsung,pmu-syscon", "" },
	{ "samsung,sysreg", "" },
	{ "sfp", "" },
	{ "shmem", "" },
	{ "simple-audio-card,aux-devs", "" },
	{ "simple-audio-card,bitclock-master", "" },
	{ "simple-audio-card,frame-master", "" },
	{ "snps,axi-config", "" },
	{ "snps,mtl-rx-config", "" },
	{ "snps,mtl-tx-config", "" },
	{ "sound-dai", "#sound-dai-cells" },
	{ "sram", "" },
	{ "st,syscfg", "*" },
	{ "syscon", "*" },
	{ "thermal-sensors", "#thermal-sensor-cells" },
	{ "trigger-sources", "#trigger-source-cells" },
	{ "trip", "" },
	{ "usb-phy", "" },
	{ "wakeup-parent", "" },
};

static int by_name(const void *key, const void *row)
{
	return strcmp(key, ((const struct list_name *)row)->prop);
}

static bool ends_with(const char *s, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len > n && search_same(s + len - n, end);
}

static bool is_pinctrl(const char *prop)
{
	return !strncmp(prop, "pinctrl-", 8) && prop[8] &&
	       !prop[8 + strspn(prop + 8, "0123456789")];
}

/* Registers of another block, which vendors name in so many ways: rockchip,pipe-grf, altr,syscon.
 */
static bool is_syscon(const char *prop, size_t len)
{
	return (strchr(prop, ',') && ends_with(prop, len, "grf")) ||
	       ends_with(prop, len, "-syscon") || ends_with(prop, len, ",syscon") ||
	       !strncmp(prop, "syscon-", 7) || strstr(prop, ",syscon-");
}

const char *dt_ref_cells_name(const char *prop)
{
	size_t len = strlen(prop);
	const struct list_name *row;

	row = bsearch(prop, list_names, sizeof(list_names) / sizeof(list_names[0]),
		sizeof(list_names[0]), by_name);
	if (row)
		return row->cells;
	if (is_pinctrl(prop) || ends_with(prop, len, "-supply"))
		return "";
	if (is_syscon(prop, len))
		return "*";
	if (ends_with(prop, len, "nr-gpios"))
		return NULL;
	if (!strcmp(prop, "gpios") || ends_with(prop, len, "-gpios") ||
		ends_with(prop, len, "-gpio"))
		return "#gpio-cells";
	return NULL;
}

bool dt_is_hog(const struct dt_node *n, const struct dt_prop *p)
{
	return !strcmp(p->name, "gpios") && dt_prop(n, "gpio-hog");
}

const char *dt_ref_cells(const struct dt_node *n, const struct dt_prop *p)
{
	return dt_is_hog(n, p) ? NULL : dt_ref_cells_name(p->name);
}
