// SPDX-License-Identifier: BSD-2-Clause
/* xen,reg, xen,path and xen,force-assign-without-iommu beside one another and the host's node. */
#include <inttypes.h>
#include <string.h>

#include "base/near.h"
#include "guests/check/fixes.h"
#include "guests/check/subjects.h"
#include "guests/view.h"
#include "xen/iommu.h"

#define FORCE "xen,force-assign-without-iommu"

static void incomplete(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->incomplete.n; i++) {
		const struct dt_node *n = g->incomplete.v[i];
		bool reg = dt_prop(n, "xen,reg") != NULL;
		struct finding *f = finding_at(c->findings, r,
			guest_at_node(g, n, reg ? "xen,reg" : "xen,path", -1), "%s",
			reg ? "xen,reg with neither xen,path nor " FORCE
			    : "xen,path without xen,reg");

		finding_hint(c->findings, f, "%s",
			reg ? "write xen,path with the host's node, or " FORCE
			      "; where the host has none"
			    : "write xen,reg with the pages of the device, as many as the host's "
			      "reg has");
	}
}

static void force_missing(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; !g->config && i < g->devices.n; i++) {
		const struct guest_device *d = &g->devices.v[i];
		struct finding *f;

		if (!d->host || d->force || d->unread || dt_prop(d->host, "iommus"))
			continue;
		f = finding_at(c->findings, r, guest_at_node(g, d->node, FORCE, -1),
			FORCE " is missing: %s has no iommus", d->path);
		finding_relate(c->findings, f, d->host, "the device");
		finding_hint(c->findings, f,
			"write " FORCE "; where the device does no DMA or the guest is trusted");
		guest_fix_set(c, f, g, d->node, FORCE, NULL);
	}
}

static void force_needless(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; !g->config && i < g->devices.n; i++) {
		const struct guest_device *d = &g->devices.v[i];
		struct finding *f;

		/* Xen looks at the IOMMU with it as well, where it uses one
		 * (handle_passthrough_prop() in xen/common/device-tree/dom0less-build.c). */
		if (!d->host || !d->force || !xen_protects_by_default(c->model, d->host))
			continue;
		f = finding_at(c->findings, r, guest_at_node(g, d->node, FORCE, -1),
			FORCE ", but %s has iommus", d->path);
		finding_relate(c->findings, f, d->host, "the device");
		finding_hint(c->findings, f, "leave it out");
		fix_remove_prop(c->findings, f, SDC_MACHINE_APPLICABLE, g->tree, d->node, FORCE);
	}
}

static void unknown_prop(struct check *c, const struct rule *r, const struct guest_view *g,
	const struct dt_node *n, const struct dt_prop *p)
{
	static const char *const names[] = { "xen,reg", "xen,path", FORCE, NULL };
	const char *meant;
	struct finding *f;

	for (size_t i = 0; names[i]; i++)
		if (!strcmp(p->name, names[i]))
			return;
	meant = near_of(p->name, names);
	f = finding_at(
		c->findings, r, guest_at_node(g, n, p->name, -1), "unknown property '%s'", p->name);
	if (meant)
		finding_concerns(c->findings, f, n, meant);
	if (meant)
		finding_hint(c->findings, f, "did you mean '%s'?", meant);
	else if (!strcmp(p->name, "xen,passthrough"))
		finding_hint(c->findings, f, "write it in the node of the host's tree");
	else
		finding_hint(c->findings, f, "leave it out");
	if (meant)
		fix_rename_prop(c->findings, f, SDC_MACHINE_APPLICABLE, g->tree, n, p->name, meant);
	else if (strcmp(p->name, "xen,passthrough") != 0)
		fix_remove_prop(c->findings, f, SDC_MAYBE_INCORRECT, g->tree, n, p->name);
}

static void misspelt(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct dt_node *root = dt_child(g->tree->nodes, "passthrough");
	const struct dt_prop *p;

	for (const struct dt_node *n = root; n && n < root + root->n_tree; n++)
		dt_for_each_prop(n, p)
			if (!strncasecmp(p->name, "xen", 3) && p->name[3] &&
				strchr(",-_.", p->name[3]))
				unknown_prop(c, r, g, n, p);
}

static void twice(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->devices.n; i++) {
		const struct guest_device *d = &g->devices.v[i];
		struct finding *f;

		if (!d->repeated)
			continue;
		f = finding_at(c->findings, r, guest_at_device(g, d), "%s is named a second time",
			d->path);
		finding_relate(c->findings, f, d->host, "the device");
		if (g->config)
			f->severity = SDC_ERROR;
		finding_hint(c->findings, f, "name it once, with all its pages");
		if (d->setting)
			guest_fix_drop(c, f, SDC_MACHINE_APPLICABLE, g, d->setting, d->entry);
	}
}

GUEST_CHECK(incomplete)
GUEST_CHECK(force_missing)
GUEST_CHECK(force_needless)
GUEST_CHECK(misspelt)
GUEST_CHECK(twice)

static const struct rule_check checks[] = {
	{ RULE_GUEST_PROPERTY_UNKNOWN, check_misspelt },
	{ RULE_GUEST_ASSIGN_INCOMPLETE, check_incomplete },
	{ RULE_GUEST_FORCE_MISSING, check_force_missing },
	{ RULE_GUEST_FORCE_NEEDLESS, check_force_needless },
	{ RULE_GUEST_DEVICE_TWICE, check_twice },
};

const struct rule_set rules_guest_dom0less = { checks, sizeof(checks) / sizeof(checks[0]) };
