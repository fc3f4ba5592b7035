// SPDX-License-Identifier: BSD-2-Clause
#include "dt/phandle.h"

#include <stdlib.h>
#include <string.h>

/* Bindings let a provider without arguments leave these out. */
static bool is_optional(const char *cells_name)
{
	return !strcmp(cells_name, "#nvmem-cell-cells") || !strcmp(cells_name, "#msi-cells");
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
	else if (cells_name && !dt_prop_u32(ref->provider, cells_name, &ref->n_args) &&
		 !is_optional(cells_name))
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
	{ "assigned-clock-parents", "#clock-cells" },
	{ "assigned-clocks", "#clock-cells" },
	{ "clocks", "#clock-cells" },
	{ "cooling-device", "#cooling-cells" },
	{ "dmas", "#dma-cells" },
	{ "hwlocks", "#hwlock-cells" },
	{ "interconnects", "#interconnect-cells" },
	{ "interrupts-extended", "#interrupt-cells" },
	{ "io-backends", "#io-backend-cells" },
	{ "io-channels", "#io-channel-cells" },
	{ "iommus", "#iommu-cells" },
	{ "mboxes", "#mbox-cells" },
	{ "memory-region", "" },
	{ "msi-parent", "#msi-cells" },
	{ "mux-controls", "#mux-control-cells" },
	{ "nvmem", "" },
	{ "nvmem-cells", "#nvmem-cell-cells" },
	{ "operating-points-v2", "" },
	{ "performance-domains", "#performance-domain-cells" },
	{ "phy-handle", "" },
	{ "phys", "#phy-cells" },
	{ "power-domains", "#power-domain-cells" },
	{ "pwms", "#pwm-cells" },
	{ "resets", "#reset-cells" },
	{ "shmem", "" },
	{ "sound-dai", "#sound-dai-cells" },
	{ "thermal-sensors", "#thermal-sensor-cells" },
};

static int by_name(const void *key, const void *row)
{
	return strcmp(key, ((const struct list_name *)row)->prop);
}

static bool ends_with(const char *s, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len > n && !strcmp(s + len - n, end);
}

static bool is_pinctrl(const char *prop)
{
	return !strncmp(prop, "pinctrl-", 8) && prop[8] &&
	       !prop[8 + strspn(prop + 8, "0123456789")];
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
	if (!strcmp(prop, "gpios") || ends_with(prop, len, "-gpios") ||
		ends_with(prop, len, "-gpio"))
		return "#gpio-cells";
	return NULL;
}
