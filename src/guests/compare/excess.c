// SPDX-License-Identifier: BSD-2-Clause
/* What the files of a guest hold beyond its plan. */
#include <inttypes.h>

#include "guests/compare/pair.h"

static struct finding *add(
	struct guest_pair *p, const struct rule *r, struct location at, const char *text)
{
	struct finding *f = finding_at(p->c->findings, r, at, "%s", text);

	/* What the files name may be wanted for a reason that no tree tells. */
	if (p->derived)
		f->severity = SDC_WARNING;
	return f;
}

static void more_devices(struct guest_pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->v->devices.n; i++) {
		const struct guest_device *d = &p->v->devices.v[i];
		struct finding *f;

		if (!guest_is_extra(p, d))
			continue;
		f = add(p, r, guest_at_device(p->v, d),
			findings_str(p->c->findings, "%s does not give %s to guest %s", p->manifest,
				d->path, p->g->name));
		finding_relate(p->c->findings, f, d->host, "the device");
		finding_hint(p->c->findings, f,
			"take the device out of the files, or add \"%s\" to the guest's devices",
			d->path);
	}
}

static void more_pages(struct guest_pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->v->mappings.n; i++) {
		const struct guest_mapping *m = &p->v->mappings.v[i];
		uint64_t end = m->host + m->size, gap, other;
		struct finding *f;

		if (m->foreign || m->unaligned || end < m->host ||
			!ranges_gap(p->pages.v, p->pages.n, m->host, end, &gap) ||
			!ranges_gap(p->extra.v, p->extra.n, gap, gap + 1, &other))
			continue;
		f = add(p, r, guest_at_mapping(p->v, m),
			findings_str(p->c->findings,
				"the plan does not have the page at 0x%" PRIx64, gap));
		finding_hint(p->c->findings, f, "map the pages of the guest's devices only");
	}
}

static void more_irqs(struct guest_pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->v->irqs.n; i++) {
		const struct guest_irq *q = &p->v->irqs.v[i];
		struct finding *f;

		if (q->foreign || guest_has_irq(p->irqs.v, p->irqs.n, q->irq) ||
			guest_has_irq(p->extra_irqs.v, p->extra_irqs.n, q->irq))
			continue;
		f = add(p, r, guest_at_irq(p->v, q),
			findings_str(
				p->c->findings, "the plan does not have interrupt %u", q->irq));
		finding_hint(p->c->findings, f, "take it out of irqs");
	}
}

static void more_resources(struct guest_pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->has.list.n; i++) {
		const struct guest_resource *res = &p->has.list.v[i];
		const char *name = guest_resource_name(p, res);
		struct finding *f;

		if (res->said || guest_scmi_has(&p->wants, res))
			continue;
		if (res->prop) {
			f = add(p, r, guest_at_node(p->v, res->node, res->prop, -1),
				findings_str(p->c->findings,
					"no device of the guest takes %s in the host's tree",
					name));
			finding_hint(
				p->c->findings, f, "write what the device has in the host's tree");
			continue;
		}
		f = add(p, r,
			guest_at_node(p->v, res->node ? res->node : p->v->scmi.node, NULL, -1),
			findings_str(p->c->findings, "no device of the guest uses %s", name));
		/* It gives the guest nothing, and may have been listed in a manifest. */
		if (p->derived)
			f->severity = SDC_NOTE;
		finding_hint(p->c->findings, f,
			"leave the protocol's node out, or add it to the protocols of a manifest");
	}
}

void guest_excess(struct guest_pair *p, const struct rule *r)
{
	if (p->g->page_size)
		more_resources(p, r);
	if (p->derived)
		return;
	more_devices(p, r);
	more_pages(p, r);
	more_irqs(p, r);
}
