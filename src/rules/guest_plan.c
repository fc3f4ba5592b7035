// SPDX-License-Identifier: BSD-2-Clause
/* The files of a guest against its plan: what they hold beyond it, and what they lack. */
#include "rules/guest_plan.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "dt/irq.h"
#include "rules/guest_scmi.h"
#include "rules/guest_view.h"
#include "rules/subjects.h"

/* A guest, both ways. */
struct pair {
	struct check *c;
	const struct guest_view *v;
	const struct plan_guest *g;
	const char *manifest;
	bool derived;                               /* the plan is that of the files themselves */
	VEC(const struct dt_node *) named, planned; /* host nodes, sorted */
	VEC(struct guest_span) extra;               /* pages of devices that are not planned */
	VEC(struct guest_span) pages;               /* planned ones */
	VEC(uint32_t) extra_irqs, irqs;
	struct guest_resources has, wants;
};

typedef void pair_check(struct pair *p, const struct rule *r);

static struct finding *add(struct pair *p, const struct rule *r, const char *text)
{
	struct finding *f = finding_add(p->c->findings, r, p->v->domain, NULL, -1, "%s", text);

	/* What the files name may be wanted for a reason that no tree tells. */
	if (p->derived)
		f->severity = SDC_WARNING;
	return f;
}

static const char *boot_name(bool xl)
{
	return xl ? "xl" : "dom0less";
}

static const char *sci_name(struct pair *p, enum plan_sci sci, uint32_t id)
{
	if (sci == PLAN_SCI_MULTI_AGENT)
		return findings_str(p->c->findings, "agent %u", id);
	return sci == PLAN_SCI_SMC ? "the host's channel" : "no agent";
}

static enum plan_sci sci_of(const struct guest_sci *s)
{
	return s->type == SCMI_TYPE_MULTI_AGENT ? PLAN_SCI_MULTI_AGENT
	       : s->type == SCMI_TYPE_SMC       ? PLAN_SCI_SMC
						: PLAN_SCI_NONE;
}

static bool same_agent(const struct pair *p)
{
	return sci_of(&p->v->sci) == p->g->sci &&
	       (p->g->sci != PLAN_SCI_MULTI_AGENT ||
		       (p->v->sci.has_id && p->v->sci.id == p->g->agent_id));
}

/* The files of another kind of domain are other files. */
static bool fits(const struct pair *p)
{
	return (p->v->config != NULL) == (p->g->boot == PLAN_XL) && same_agent(p);
}

static void domain(struct pair *p, const struct rule *r)
{
	bool xl = p->v->config != NULL;
	struct finding *f;

	if (xl != (p->g->boot == PLAN_XL)) {
		f = finding_add(p->c->findings, r, p->v->domain, NULL, -1,
			"guest %s: %s says boot: %s, but the files are those of a guest of %s",
			p->g->name, p->manifest, boot_name(!xl), boot_name(xl));
		finding_hint(p->c->findings, f, "write boot: %s, or give %s", boot_name(xl),
			xl ? "the partial tree without a configuration" : "the configuration too");
	} else if (!same_agent(p)) {
		f = finding_add(p->c->findings, r, p->v->domain, NULL, -1,
			"guest %s: %s gives it %s, but %s has %s", p->g->name, p->manifest,
			sci_name(p, p->g->sci, p->g->agent_id),
			xl ? p->v->config->file : "the domain of the host tree",
			sci_name(p, sci_of(&p->v->sci), p->v->sci.id));
		finding_hint(p->c->findings, f, "write the same agent in both");
	}
}

static int by_pointer(const void *a, const void *b)
{
	const struct dt_node *x = *(const struct dt_node *const *)a;
	const struct dt_node *y = *(const struct dt_node *const *)b;

	return (x > y) - (x < y);
}

static bool has_node(const struct dt_node *const *v, size_t n, const struct dt_node *node)
{
	return n && bsearch(&node, v, n, sizeof(*v), by_pointer);
}

/* A planned device, or a node below one, with which it comes. */
static bool is_planned(const struct pair *p, const struct dt_node *n)
{
	while (n && !has_node(p->planned.v, p->planned.n, n))
		n = n->parent;
	return n != NULL;
}

static bool is_extra(const struct pair *p, const struct guest_device *d)
{
	return d->host && !d->repeated && !is_planned(p, d->host);
}

static void more_devices(struct pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->v->devices.n; i++) {
		const struct guest_device *d = &p->v->devices.v[i];
		struct finding *f;

		if (!is_extra(p, d))
			continue;
		f = add(p, r,
			findings_str(p->c->findings, "%s names %s, which %s does not give it",
				guest_where(p->c, p->v, d->node, d->line), d->path, p->manifest));
		finding_relate(p->c->findings, f, d->host, "the device");
		finding_hint(p->c->findings, f,
			"take the device out of the files, or add \"%s\" to the guest's devices",
			d->path);
	}
}

static void more_pages(struct pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->v->mappings.n; i++) {
		const struct guest_mapping *m = &p->v->mappings.v[i];
		uint64_t end = m->host + m->size, gap, other;
		struct finding *f;

		if (m->foreign || m->unaligned || end < m->host ||
			!guest_gap(p->pages.v, p->pages.n, m->host, end, &gap) ||
			!guest_gap(p->extra.v, p->extra.n, gap, gap + 1, &other))
			continue;
		f = add(p, r,
			findings_str(p->c->findings,
				"%s maps the page at 0x%" PRIx64 ", which the plan does not have",
				guest_where(p->c, p->v, m->node, m->line), gap));
		finding_hint(p->c->findings, f, "map the pages of the guest's devices only");
	}
}

static void more_irqs(struct pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->v->irqs.n; i++) {
		const struct guest_irq *q = &p->v->irqs.v[i];
		struct finding *f;

		if (q->foreign || guest_has_irq(p->irqs.v, p->irqs.n, q->irq) ||
			guest_has_irq(p->extra_irqs.v, p->extra_irqs.n, q->irq))
			continue;
		f = add(p, r,
			findings_str(p->c->findings,
				"%s lists interrupt %u, which the plan does not have",
				guest_where(p->c, p->v, NULL, q->line), q->irq));
		finding_hint(p->c->findings, f, "take it out of irqs");
	}
}

static const char *resource_name(struct pair *p, const struct guest_resource *res)
{
	if (res->id == GUEST_SCMI_ALL)
		return findings_str(p->c->findings, "SCMI protocol 0x%x", res->protocol);
	return findings_str(
		p->c->findings, "resource %u of SCMI protocol 0x%x", res->id, res->protocol);
}

static void more_resources(struct pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->has.list.n; i++) {
		const struct guest_resource *res = &p->has.list.v[i];
		const char *name = resource_name(p, res);
		struct finding *f;

		if (guest_scmi_has(&p->wants, res))
			continue;
		if (res->prop)
			f = add(p, r,
				findings_str(p->c->findings,
					"%s of %s takes %s, which no device of the guest takes in "
					"the host's tree",
					res->prop, guest_where(p->c, p->v, res->node, 0), name));
		else
			f = add(p, r,
				findings_str(p->c->findings,
					"the guest's tree %s has %s, which no device of the guest "
					"uses",
					p->v->tree->file, name));
		finding_hint(p->c->findings, f,
			res->prop ? "write what the device has in the host's tree"
				  : "leave the protocol's node out%s",
			p->derived ? "" : ", or add it to protocols");
	}
}

static void more(struct pair *p, const struct rule *r)
{
	if (p->g->page_size)
		more_resources(p, r);
	if (p->derived)
		return;
	more_devices(p, r);
	more_pages(p, r);
	more_irqs(p, r);
}

/* What has to be named of a device: in dtdev, or by xen,path. */
static bool is_needed(const struct pair *p, const struct plan_device *d, size_t *dtdev)
{
	if (p->g->boot == PLAN_DOM0LESS)
		return d->n_regions || d->n_irqs || d->n_streams;
	if (*dtdev == p->g->n_dtdev || p->g->dtdev[*dtdev] != d->path)
		return false;
	(*dtdev)++;
	return true;
}

static bool is_named(const struct pair *p, const struct dt_node *n)
{
	return has_node(p->named.v, p->named.n, n);
}

static void less_devices(struct pair *p, const struct rule *r)
{
	size_t dtdev = 0;

	for (size_t i = 0; i < p->g->n_devices; i++) {
		const struct plan_device *d = &p->g->devices[i];
		const char *list = p->v->config ? "dtdev" : "xen,path";
		struct finding *f;

		if (!is_needed(p, d, &dtdev) || is_named(p, d->host))
			continue;
		f = add(p, r,
			findings_str(p->c->findings, "guest %s: no %s names %s, which %s gives it",
				p->g->name, list, d->path, p->manifest));
		finding_relate(p->c->findings, f, d->host, "the device");
		finding_hint(p->c->findings, f, "add \"%s\" to the files (%s)", d->path, list);
	}
}

/* What a device lacks that is not named are missed with it; of one that is, its own have been. */
static bool is_told(const struct pair *p, const struct dt_node *n)
{
	if (!n || is_named(p, n))
		return true;
	while (n && !is_named(p, n))
		n = n->parent;
	return !n;
}

static void less_irqs(struct pair *p, const struct rule *r)
{
	for (size_t i = 0; p->v->config && i < p->g->n_devices; i++) {
		const struct plan_device *d = &p->g->devices[i];

		for (size_t k = 0; k < d->n_irqs; k++) {
			uint32_t irq = d->irqs[k].spi + PLAN_IRQ_OFFSET;
			struct finding *f;

			if (is_told(p, d->irqs[k].node) ||
				guest_has_irq(p->v->given_irqs.v, p->v->given_irqs.n, irq))
				continue;
			f = add(p, r,
				findings_str(p->c->findings,
					"guest %s: interrupt %u of %s is not in irqs", p->g->name,
					irq, guest_path(p->c, d->irqs[k].node)));
			finding_relate(p->c->findings, f, d->irqs[k].node, "the device");
			finding_hint(p->c->findings, f,
				"write %u in irqs, or with-children: false in %s", irq,
				p->manifest);
		}
	}
}

static void less_pages(struct pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->g->n_devices; i++) {
		const struct plan_device *d = &p->g->devices[i];

		for (size_t k = 0; k < d->n_regions; k++) {
			const struct plan_region *g = &d->regions[k];
			struct finding *f;
			uint64_t gap;

			if (is_told(p, g->node) || !guest_gap(p->v->mapped.v, p->v->mapped.n,
							   g->host, g->host + g->size, &gap))
				continue;
			f = add(p, r,
				findings_str(p->c->findings,
					"guest %s: the page at 0x%" PRIx64 " of %s is not mapped",
					p->g->name, gap, guest_path(p->c, g->node)));
			finding_relate(p->c->findings, f, g->node, "the device");
			finding_hint(p->c->findings, f,
				"map it, or write with-children: false in %s", p->manifest);
		}
	}
}

static void less_resources(struct pair *p, const struct rule *r)
{
	for (size_t i = 0; i < p->wants.list.n; i++) {
		const struct guest_resource *res = &p->wants.list.v[i];
		struct finding *f;

		if (guest_scmi_has(&p->has, res))
			continue;
		f = add(p, r,
			findings_str(p->c->findings, "the guest's tree %s does not have %s%s%s",
				p->v->tree->file, resource_name(p, res),
				res->prop ? ", planned for " : "", res->prop ? res->prop : ""));
		if (res->node)
			finding_relate(p->c->findings, f, res->node, "the device");
		finding_hint(p->c->findings, f, "add it as generate writes it");
	}
}

static void less(struct pair *p, const struct rule *r)
{
	less_devices(p, r);
	less_pages(p, r);
	less_irqs(p, r);
	if (p->v->scmi.node && p->g->page_size)
		less_resources(p, r);
}

static void compare_address(
	struct pair *p, const struct rule *r, const struct plan_region *g, const char *what)
{
	const struct guest_mapping *m = guest_from(p->v, g->host);
	uint64_t at = m ? m->guest + (g->host - m->host) : 0;
	struct finding *f;

	if (!m || at == g->guest)
		return;
	f = add(p, r,
		findings_str(p->c->findings,
			"%s puts %s at guest address 0x%" PRIx64 ", the plan at 0x%" PRIx64,
			guest_where(p->c, p->v, m->node, m->line), what, at, g->guest));
	finding_hint(p->c->findings, f,
		"write guest-address: 0x%" PRIx64 " in %s, or mend the files", at, p->manifest);
}

static void address(struct pair *p, const struct rule *r)
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

#define SOURCE "\n\nThe plan is the project's own: see scmi-dtcheck-guests(5)."

static const struct rule rules[] = {
	{ { .name = "guest-plan-domain",
		  .subject = "guest",
		  .severity = SDC_ERROR,
		  .summary = "the guest's files make another kind of domain than the manifest",
		  .effect = "builds what the files say",
		  .explanation =
			  "With both --guests and --guest, a guest of one name is one guest: "
			  "booted in one way, with one agent." SOURCE },
		NULL },
	{ { .name = "guest-beyond-plan",
		  .subject = "guest",
		  .severity = SDC_ERROR,
		  .summary = "the guest's files hold more than its plan gives",
		  .effect = "gives the guest what the files say",
		  .explanation =
			  "The plan is that of the manifest (--guests), where that has a guest of "
			  "this name: a device, a page, an interrupt, an SCMI protocol or resource "
			  "that it does not give the guest is one too many.\n\n"
			  "Otherwise it is the plan of the devices that the files themselves name, "
			  "and what is compared are the protocols and resources of SCMI: the guest "
			  "takes those that its devices take in the host's tree. This is a "
			  "warning, since a guest may have other uses for a protocol." SOURCE },
		NULL },
	{ { .name = "guest-short-of-plan",
		  .subject = "guest",
		  .severity = SDC_WARNING,
		  .summary = "the guest's files lack what its manifest gives",
		  .effect = "gives the guest what the files say",
		  .explanation =
			  "A device of the manifest that no file names, pages of its children that "
			  "are not mapped, SCMI protocols and resources that the guest's tree does "
			  "not have. What generate writes has all of them." SOURCE },
		NULL },
	{ { .name = "guest-plan-address",
		  .subject = "guest",
		  .severity = SDC_WARNING,
		  .summary = "the guest's files map a device elsewhere than its manifest",
		  .effect = "maps what the files say",
		  .explanation =
			  "The manifest has an address for the device, the host's unless it says "
			  "guest-address. Whether that is free in the guest has been looked at, "
			  "which says nothing of another one." SOURCE },
		NULL },
};

const struct rule_set rules_guest_plan = { rules, sizeof(rules) / sizeof(rules[0]) };

/* Nodes that lie in one another are looked at as often as they are deep. */
static void add_extra(struct pair *p, const struct dt_node *top)
{
	const struct dt_tree *t = p->c->tree;

	for (const struct dt_node *n = top; n < top + top->n_tree; n++) {
		struct dt_irq irq = { 0 };
		struct guest_span s;
		uint32_t number;

		for (uint32_t i = 0; guest_pages(t, n, i, &s); i++)
			vec_push(&p->extra, s);
		while (dt_irq_next(t, n, &irq))
			if (guest_spi(&irq, &number))
				vec_push(&p->extra_irqs, number);
	}
}

static void add_page(struct pair *p, uint64_t address)
{
	struct guest_span page = { address & GUEST_PAGE_MASK, 0 };

	page.end = page.start + GUEST_PAGE;
	if (page.end)
		vec_push(&p->extra, page);
}

static void prepare(struct pair *p)
{
	const struct plan_guest *g = p->g;
	const struct guest_view *v = p->v;

	for (size_t i = 0; i < v->devices.n; i++)
		if (v->devices.v[i].host)
			vec_push(&p->named, v->devices.v[i].host);
	guest_sort(p->named.v, p->named.n, sizeof(struct dt_node *), by_pointer);
	for (size_t i = 0; i < g->n_devices; i++)
		vec_push(&p->planned, g->devices[i].host);
	guest_sort(p->planned.v, p->planned.n, sizeof(struct dt_node *), by_pointer);
	for (size_t i = 0; i < v->devices.n; i++)
		if (is_extra(p, &v->devices.v[i]))
			add_extra(p, v->devices.v[i].host);
	/* A wrong page of SCMI has rules of its own. */
	if (v->scmi.has_page)
		add_page(p, v->scmi.page);
	if (v->has_channel && !v->channel.shmem->region.error)
		add_page(p, v->channel.shmem->region.addr);
	for (size_t i = 0; i < g->n_iomem; i++) {
		struct guest_span s = { g->iomem[i].host, g->iomem[i].host + g->iomem[i].size };

		vec_push(&p->pages, s);
	}
	for (size_t i = 0; i < g->n_irqs; i++)
		vec_push(&p->irqs, g->irqs[i].irq);
	p->extra.n = guest_merge(p->extra.v, p->extra.n);
	p->pages.n = guest_merge(p->pages.v, p->pages.n);
	guest_sort_irqs(p->extra_irqs.v, p->extra_irqs.n);
	guest_scmi_read(v->tree, &v->scmi, &p->has);
	guest_scmi_planned(g, &p->wants);
}

static void release(struct pair *p)
{
	vec_free(&p->named);
	vec_free(&p->planned);
	vec_free(&p->extra);
	vec_free(&p->pages);
	vec_free(&p->extra_irqs);
	vec_free(&p->irqs);
	vec_free(&p->has.list);
	vec_free(&p->wants.list);
}

static const struct plan_guest *find(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->n_guests; i++)
		if (!strcmp(plan->guests[i].name, name))
			return &plan->guests[i];
	return NULL;
}

static bool prepare_pair(struct pair *p, struct check *c, size_t i, const struct plan *plan,
	const struct manifest *manifest)
{
	*p = (struct pair){ .c = c, .v = &c->guest_views[i] };
	p->g = find(plan, p->v->name);
	if (!p->g)
		return false;
	p->derived = manifest->guests[p->g - plan->guests].derived;
	p->manifest = manifest->file;
	prepare(p);
	return true;
}

/* A device that the host does not have takes something, but nobody knows what. */
static bool is_known(const struct guest_view *v)
{
	for (size_t i = 0; i < v->devices.n; i++)
		if (!v->devices.v[i].host)
			return false;
	return true;
}

static bool applies(const struct pair *p, const struct plan *plan, pair_check *check)
{
	if (p->derived)
		return check == more && is_known(p->v);
	return plan->complete && (check == domain || fits(p));
}

/* A plan against which errors stand says little. */
void guest_plan_compare(struct check *c, const struct plan *plan, const struct manifest *manifest)
{
	static pair_check *const checks[] = { domain, more, less, address };
	struct pair *pairs = xmalloc((c->n_guests + 1) * sizeof(*pairs));
	size_t n = 0;

	for (size_t i = 0; i < c->n_guests; i++)
		n += prepare_pair(&pairs[n], c, i, plan, manifest);
	for (size_t k = 0; k < sizeof(checks) / sizeof(checks[0]); k++)
		for (size_t i = 0; i < n; i++)
			if (applies(&pairs[i], plan, checks[k]))
				checks[k](&pairs[i], &rules[k]);
	findings_end_rule(c->findings);
	for (size_t i = 0; i < n; i++)
		release(&pairs[i]);
	free(pairs);
}
