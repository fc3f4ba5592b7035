// SPDX-License-Identifier: BSD-2-Clause
/* What the files of a guest lack of its plan, or have elsewhere. */
#include <inttypes.h>

#include "guests/check/fixes.h"
#include "guests/compare/pair.h"

static struct finding *add(
	struct guest_pair *p, const struct rule *r, struct location at, const char *text)
{
	return finding_at(p->c->findings, r, at, "%s", text);
}

/* What has to be told of a device: by dtdev, by iomem or by xen,path. */
static bool is_needed(const struct guest_pair *p, const struct plan_device *d)
{
	if (p->g->boot == PLAN_DOM0LESS)
		return d->n_regions || d->n_irqs || d->n_streams;
	return d->protected_by_iommu || (d->top && d->n_regions);
}

static void append_pages(struct guest_pair *p, struct finding *f, const struct plan_region *g)
{
	guest_fix_append(p->c, f, SDC_MACHINE_APPLICABLE, p->v, "iomem",
		g->host == g->guest
			? findings_str(p->c->findings, "\"%" PRIx64 ",%" PRIx64 "\"",
				  g->host / SCMI_PAGE_SIZE, g->size / SCMI_PAGE_SIZE)
			: findings_str(p->c->findings, "\"%" PRIx64 ",%" PRIx64 "@%" PRIx64 "\"",
				  g->host / SCMI_PAGE_SIZE, g->size / SCMI_PAGE_SIZE,
				  g->guest / SCMI_PAGE_SIZE));
}

static void less_devices(struct guest_pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->g->n_devices; i++) {
		const struct plan_device *d = &p->g->devices[i];
		const char *list = !p->v->config           ? "xen,path"
				   : d->protected_by_iommu ? "dtdev"
							   : "iomem";
		struct finding *f;

		if (!is_needed(p, d) || guest_is_named(p, d->host))
			continue;
		f = add(p, r, guest_at_list(p->v, list),
			findings_str(p->c->findings, "guest %s: no %s names %s, which %s gives it",
				p->g->name, list, d->path, p->manifest));
		finding_relate(p->c->findings, f, d->host, "the device");
		finding_hint(p->c->findings, f, "add \"%s\" to the files (%s)", d->path, list);
		if (d->protected_by_iommu)
			guest_fix_append(p->c, f, SDC_MACHINE_APPLICABLE, p->v, "dtdev",
				findings_str(p->c->findings, "\"%s\"", d->path));
		else if (d->n_regions)
			append_pages(p, f, &d->regions[0]);
	}
}

/* What a device lacks that is not named are missed with it; of one that is, its own have been. */
static bool is_told(const struct guest_pair *p, const struct dt_node *n)
{
	if (!n || guest_is_named(p, n))
		return true;
	while (n && !guest_is_named(p, n))
		n = n->parent;
	return !n;
}

static void less_irqs(struct guest_pair *p, const struct rule *r)
{
	for (size_t i = 0; p->v->config && i < p->g->n_devices; i++) {
		const struct plan_device *d = &p->g->devices[i];

		for (size_t k = 0; k < d->n_irqs; k++) {
			uint32_t irq = d->irqs[k].spi + DT_GIC_FIRST_SPI;
			struct finding *f;

			if (is_told(p, d->irqs[k].node) ||
				guest_has_irq(p->v->given_irqs.v, p->v->given_irqs.n, irq))
				continue;
			f = add(p, r, guest_at_list(p->v, "irqs"),
				findings_str(p->c->findings,
					"guest %s: interrupt %u of %s is not in irqs", p->g->name,
					irq, guest_path(p->c, d->irqs[k].node)));
			finding_relate(p->c->findings, f, d->irqs[k].node, "the device");
			finding_hint(p->c->findings, f,
				"write %u in irqs, or with-children: false in %s", irq,
				p->manifest);
			guest_fix_append(p->c, f, SDC_MACHINE_APPLICABLE, p->v, "irqs",
				findings_str(p->c->findings, "%u", irq));
		}
	}
}

static void less_pages(struct guest_pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->g->n_devices; i++) {
		const struct plan_device *d = &p->g->devices[i];

		for (size_t k = 0; k < d->n_regions; k++) {
			const struct plan_region *g = &d->regions[k];
			struct finding *f;
			uint64_t gap;

			if (is_told(p, g->node) || !ranges_gap(p->v->mapped.v, p->v->mapped.n,
							   g->host, g->host + g->size, &gap))
				continue;
			f = add(p, r, guest_at_list(p->v, "iomem"),
				findings_str(p->c->findings,
					"guest %s: the page at 0x%" PRIx64 " of %s is not mapped",
					p->g->name, gap, guest_path(p->c, g->node)));
			finding_relate(p->c->findings, f, g->node, "the device");
			finding_hint(p->c->findings, f,
				"map it, or write with-children: false in %s", p->manifest);
			append_pages(p, f, g);
		}
	}
}

/* The guest's own node of the device, where the files say which that is; else its SCMI node. */
static struct location at_user(
	const struct guest_pair *p, const struct guest_resource *res, bool look)
{
	for (size_t i = 0; look && res->prop && i < p->v->devices.n; i++) {
		const struct guest_device *d = &p->v->devices.v[i];

		if (d->node && d->host == res->node)
			return guest_at_node(p->v, d->node, res->prop, -1);
	}
	return guest_at_node(p->v, p->v->scmi.node, NULL, -1);
}

static void less_resources(struct guest_pair *p, const struct rule *r)
{
	size_t looked = 0;

	for (size_t i = 0; i < p->wants.list.n; i++) {
		const struct guest_resource *res = &p->wants.list.v[i];
		struct finding *f;

		if (res->said || guest_scmi_has(&p->has, res))
			continue;
		f = add(p, r, at_user(p, res, looked++ < FINDINGS_PER_RULE),
			findings_str(p->c->findings, "the guest's tree does not have %s%s%s",
				guest_resource_name(p, res), res->prop ? ", planned for " : "",
				res->prop ? res->prop : ""));
		if (res->node)
			finding_relate(p->c->findings, f, res->node, "the device");
		finding_hint(p->c->findings, f, "add it as generate writes it");
	}
}

void guest_missing(struct guest_pair *p, const struct rule *r)
{
	less_devices(p, r);
	less_pages(p, r);
	less_irqs(p, r);
	if (p->v->scmi.node && p->g->page_size)
		less_resources(p, r);
}

static void compare_address(
	struct guest_pair *p, const struct rule *r, const struct plan_region *g, const char *what)
{
	const struct guest_mapping *m = guest_from(p->v, g->host);
	uint64_t at = m ? m->guest + (g->host - m->host) : 0;
	struct finding *f;

	if (!m || at == g->guest)
		return;
	f = add(p, r, guest_at_mapping(p->v, m),
		findings_str(p->c->findings,
			"%s is at guest address 0x%" PRIx64 ", in the plan at 0x%" PRIx64, what, at,
			g->guest));
	finding_hint(p->c->findings, f,
		"write guest-address: 0x%" PRIx64 " in %s, or fix the files", at, p->manifest);
}

void guest_address(struct guest_pair *p, const struct rule *r)
{
	struct plan_region page = { p->g->page_host, p->g->page_guest, p->g->page_size, NULL };

	for (size_t i = 0; i < p->g->n_devices; i++) {
		const struct plan_device *d = &p->g->devices[i];

		for (size_t k = 0; k < d->n_regions; k++)
			compare_address(p, r, &d->regions[k], guest_path(p->c, d->regions[k].node));
	}
	if (page.size)
		compare_address(p, r, &page, "the SCMI page");
}
