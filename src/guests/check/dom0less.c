// SPDX-License-Identifier: BSD-2-Clause
/* xen,reg, xen,path and xen,force-assign-without-iommu beside one another and the host's node. */
#include <inttypes.h>
#include <string.h>

#include "guests/view.h"
#include "rules/subjects.h"

#define FORCE "xen,force-assign-without-iommu"

static void incomplete(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->incomplete.n; i++) {
		const struct dt_node *n = g->incomplete.v[i];
		bool reg = dt_prop(n, "xen,reg") != NULL;
		struct finding *f = finding_add(c->findings, r, g->domain, NULL, -1, "%s has %s",
			guest_where(c, g, n, 0),
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
		f = finding_add(c->findings, r, g->domain, NULL, -1,
			"%s names %s, which has no iommus, without " FORCE,
			guest_where(c, g, d->node, 0), d->path);
		finding_relate(c->findings, f, d->host, "the device");
		finding_hint(c->findings, f,
			"write " FORCE "; where the device does no DMA or the guest is trusted");
	}
}

static void force_needless(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; !g->config && i < g->devices.n; i++) {
		const struct guest_device *d = &g->devices.v[i];
		struct finding *f;

		if (!d->host || !d->force || !dt_prop(d->host, "iommus"))
			continue;
		f = finding_add(c->findings, r, g->domain, NULL, -1,
			"%s has " FORCE ", but %s has iommus", guest_where(c, g, d->node, 0),
			d->path);
		finding_relate(c->findings, f, d->host, "the device");
		finding_hint(c->findings, f, "leave it out");
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
	meant = guest_near(p->name, names);
	f = finding_add(c->findings, r, g->domain, NULL, -1, "%s has %s", guest_where(c, g, n, 0),
		findings_str(c->findings, "%s", p->name));
	if (meant)
		finding_hint(c->findings, f, "write %s", meant);
	else if (!strcmp(p->name, "xen,passthrough"))
		finding_hint(c->findings, f, "write it in the node of the host's tree");
	else
		finding_hint(c->findings, f, "leave it out");
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
		f = finding_add(c->findings, r, g->domain, NULL, -1, "%s names %s a second time",
			guest_where(c, g, d->node, d->line), d->path);
		finding_relate(c->findings, f, d->host, "the device");
		if (g->config)
			f->severity = SDC_ERROR;
		finding_hint(c->findings, f, "name it once, with all its pages");
	}
}

GUEST_CHECK(incomplete)
GUEST_CHECK(force_missing)
GUEST_CHECK(force_needless)
GUEST_CHECK(misspelt)
GUEST_CHECK(twice)

#define SOURCE                                                                    \
	"\n\nSource: Xen, docs/misc/arm/passthrough.txt, xen/common/device-tree/" \
	"dom0less-build.c, xen/drivers/passthrough/device_tree.c."

static const struct rule rules[] = {
	{ { .name = "guest-assign-incomplete",
		  .subject = "guest",
		  .severity = SDC_ERROR,
		  .summary = "a device is handed over with half of what Xen needs",
		  .effect = "does not build the guest: \"xen,reg or xen,path missing\"",
		  .explanation =
			  "xen,reg says which pages are mapped, xen,path of which host node the "
			  "interrupts and the IOMMU are taken. Pages without a host node, such as "
			  "that of SCMI, have xen,reg and " FORCE ". xen,path alone is "
			  "refused, and so is xen,reg alone." SOURCE },
		check_incomplete },
	{ { .name = "guest-force-missing",
		  .subject = "guest",
		  .severity = SDC_ERROR,
		  .summary = "a device without IOMMU is handed over without the word that it is",
		  .effect = "does not build the guest: \"Failed to assign device\"",
		  .explanation =
			  "Xen assigns a device that no IOMMU keeps from other domains' memory only "
			  "where the partial tree says so, with " FORCE
			  " beside xen,path. This holds for devices that do no DMA as well." SOURCE },
		check_force_missing },
	{ { .name = "guest-force-needless",
		  .subject = "guest",
		  .severity = SDC_WARNING,
		  .summary = "a device behind an IOMMU is said to need none",
		  .effect = "assigns the device through its IOMMU, and without a word past it "
			    "where the IOMMU cannot be used",
		  .explanation =
			  "With " FORCE
			  " a device gets to the guest even if its IOMMU is disabled or its "
			  "driver fails, and can then reach all memory. Without it Xen refuses to "
			  "build the guest, which is what one would want to know." SOURCE },
		check_force_needless },
	{ { .name = "guest-property-unknown",
		  .subject = "guest",
		  .severity = SDC_WARNING,
		  .summary = "a node of the partial tree has a property that looks like Xen's and "
			     "is none",
		  .effect = "copies it into the guest's tree and does nothing with it",
		  .explanation =
			  "Of the properties below /passthrough Xen reads xen,reg, xen,path and " FORCE
			  ", spelt exactly like this. The marks of the host's tree, "
			  "xen,passthrough for instance, mean nothing here." SOURCE },
		check_misspelt },
	{ { .name = "guest-device-twice",
		  .subject = "guest",
		  .severity = SDC_WARNING,
		  .summary = "the guest's files name a host device twice",
		  .effect = "refuses to assign a device behind an IOMMU for the second time, and "
			    "so the guest",
		  .explanation =
			  "Each device of the host is one entry of dtdev or one node with xen,path, "
			  "whose xen,reg has all its pages. A second one adds nothing, but is an "
			  "error where an IOMMU is involved." SOURCE },
		check_twice },
};

const struct rule_set rules_guest_dom0less = { rules, sizeof(rules) / sizeof(rules[0]) };
