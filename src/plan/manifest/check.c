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

static void refuse(struct document *doc, const struct manifest_device *d, const char *key,
	const char *name, const char *why)
{
	const struct yaml_mark at = { .line = d->place.line, .column = d->place.column };

	document_conflict(doc, &at, "%s: %s: %s", key, name, why);
}

static void check_device(const struct manifest_device *d, struct document *doc)
{
	for (size_t i = 0; i < d->n_remove; i++)
		if (is_fixed(d->remove[i]))
			refuse(doc, d, "remove", d->remove[i],
				"the device's addresses cannot be left out");
	for (size_t i = 0; i < d->n_sets; i++) {
		const struct manifest_set *s = &d->sets[i];

		if (is_planned(s->name))
			refuse(doc, d, "set", s->name,
				"that property follows from the host's tree");
		else if (s->type == PLAN_CELLS && dt_ref_cells_name(s->name))
			refuse(doc, d, "set", s->name,
				"it refers to nodes, and a number here leads to none");
	}
}

void manifest_check_devices(const struct manifest_guest *g, struct document *doc)
{
	for (size_t i = 0; i < g->n_devices; i++)
		check_device(&g->devices[i], doc);
}
