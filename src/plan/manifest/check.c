// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "dt/phandle.h"
#include "plan/manifest/device.h"

static bool is_one_of(const char *name, const char *const *names)
{
	while (*names && strcmp(name, *names))
		names++;
	return *names != NULL;
}

/* What other lists of the outputs follow from, and must agree with. */
static bool is_fixed(const char *name)
{
	static const char *const names[] = { "#address-cells", "#size-cells", "ranges", "reg",
		NULL };

	return is_one_of(name, names);
}

static bool is_planned(const char *name)
{
	static const char *const names[] = { "interrupt-map", "interrupt-parent", "interrupts",
		"interrupts-extended", "iommu-map", "iommus", "linux,phandle", "msi-map",
		"msi-parent", "phandle", NULL };

	return is_fixed(name) || is_one_of(name, names) || !strncmp(name, "xen,", 4);
}

static int refuse(const struct document *doc, const struct manifest_device *d,
	struct sdc_error *err, const char *key, const char *name, const char *why)
{
	const struct yaml_mark at = { .line = d->place.line, .column = d->place.column };

	return document_error(doc, &at, err, "%s: %s: %s", key, name, why);
}

static int check_device(
	const struct manifest_device *d, const struct document *doc, struct sdc_error *err)
{
	for (size_t i = 0; i < d->n_remove; i++)
		if (is_fixed(d->remove[i]))
			return refuse(doc, d, err, "remove", d->remove[i],
				"the device's addresses cannot be left out");
	for (size_t i = 0; i < d->n_sets; i++) {
		const struct manifest_set *s = &d->sets[i];

		if (is_planned(s->name))
			return refuse(doc, d, err, "set", s->name,
				"that property follows from the host's tree");
		if (s->type == PLAN_CELLS && dt_ref_cells_name(s->name))
			return refuse(doc, d, err, "set", s->name,
				"it refers to nodes, and a number here leads to none");
	}
	return 0;
}

int manifest_check_devices(
	const struct manifest_guest *g, const struct document *doc, struct sdc_error *err)
{
	int ret = 0;

	for (size_t i = 0; i < g->n_devices && !ret; i++)
		ret = check_device(&g->devices[i], doc, err);
	return ret;
}
