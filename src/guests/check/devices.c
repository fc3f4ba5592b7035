// SPDX-License-Identifier: BSD-2-Clause
/* The devices that a guest's files name against what they map and route for it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "dt/addr.h"
#include "dt/irq.h"
#include "guests/check/doubtful.h"
#include "guests/check/fixes.h"
#include "guests/check/some.h"
#include "guests/check/subjects.h"
#include "guests/view.h"
#include "xen/keeps.h"

/* The node that is named like it, or stands where its last name says; by one look at the tree. */
static void fix_path(struct check *c, struct finding *f, const struct guest_view *g,
	const struct guest_device *d)
{
	const char *last = strrchr(d->path, '/');
	const struct dt_node *n, *best = NULL;
	const char *at = last ? strchr(last, '@') : NULL, *text;
	size_t len = last ? strcspn(last + 1, "@") : 0, similar = 0, exact = 0;

	if (!f->message || !len)
		return;
	dt_for_each_node(c->tree, n) {
		bool same = !strcmp(n->name, last + 1);
		bool like = !strncmp(n->name, last + 1, len) && n->name[len] == '@';

		if (same && !exact++)
			best = n;
		if (like && !exact &&
			(!at || near_distance(n->name + len + 1, strlen(n->name + len + 1), at + 1,
					strlen(at + 1)) <= 1) &&
			!similar++)
			best = n;
	}
	if (!best || exact > 1 || (!exact && similar > 1))
		return;
	text = findings_str(c->findings, "\"%s\"", guest_path(c, best));
	if (d->setting)
		guest_fix_value(c, f, SDC_MAYBE_INCORRECT, g, d->setting, d->entry, text);
	else if (d->node)
		fix_set_prop(
			c->findings, f, SDC_MAYBE_INCORRECT, g->tree, d->node, "xen,path", text);
}

static void unknown(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->devices.n; i++) {
		const struct guest_device *d = &g->devices.v[i];
		struct finding *f;

		if (d->host)
			continue;
		f = finding_at(c->findings, r, guest_at_device(g, d),
			"the host tree has no node %s", d->path);
		finding_hint(c->findings, f,
			"write the full path of the host's node, with every unit address");
		fix_path(c, f, g, d);
	}
}

/* Pages that no node of the host's tree has: one word on all of them. */
static void nowhere(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct guest_mapping *first = NULL;
	struct some list = { 0 };
	struct finding *f;
	size_t n;

	for (size_t i = 0; i < g->mappings.n; i++) {
		const struct guest_mapping *m = &g->mappings.v[i];

		if (!m->foreign || m->device)
			continue;
		first = first ? first : m;
		some_add(&list, findings_str(c->findings, "0x%" PRIx64, m->gap));
	}
	n = list.n;
	if (!n || any_reg_is_doubtful(c, g)) {
		some_text(c, &list);
		return;
	}
	f = finding_at(c->findings, r, guest_at_mapping(g, first),
		"no device of the host tree has the page%s at %s", n > 1 ? "s" : "",
		some_text(c, &list));
	finding_effect(c->findings, f, "%s",
		g->config ? "permits Dom0 the registers of the host tree's nodes alone, and "
			    "refuses the guest: \"failed give domain access to iomem range\""
			  : "maps whatever is there, be it memory or nothing");
	finding_hint(c->findings, f,
		"write %s of the guest's devices, or a node with these registers and "
		"xen,passthrough into the host tree",
		g->config ? "page frames" : "addresses as the CPU has them");
}

static void foreign(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->mappings.n; i++) {
		const struct guest_mapping *m = &g->mappings.v[i];
		struct finding *f;

		if (!m->foreign || !m->device)
			continue;
		f = finding_at(c->findings, r, guest_at_mapping(g, m),
			"the page at 0x%" PRIx64
			" is neither of a device that is named nor the SCMI page",
			m->gap);
		if (m->device)
			finding_relate(c->findings, f, m->device, "has registers there");
		finding_hint(c->findings, f,
			"map the pages of the guest's devices only, or name the device in %s",
			g->config ? "dtdev" : "xen,path");
	}
	nowhere(c, r, g);
}

/* Which device was meant, nobody knows. */
static bool has_unknown(const struct guest_view *g)
{
	for (size_t i = 0; i < g->devices.n; i++)
		if (!g->devices.v[i].host)
			return true;
	return false;
}

static void undeclared(struct check *c, const struct rule *r, const struct guest_view *g)
{
	bool unknown = has_unknown(g);

	for (size_t i = 0; !unknown && i < g->mappings.n; i++) {
		const struct guest_mapping *m = &g->mappings.v[i];
		struct finding *f;

		if (!g->config || !m->master)
			continue;
		f = finding_at(c->findings, r, guest_at_mapping(g, m),
			"0x%" PRIx64
			" is mapped for a device of the guest's tree, but dtdev does not "
			"name %s",
			m->host, guest_path(c, m->master));
		finding_relate(c->findings, f, m->master, "has registers there");
		finding_hint(c->findings, f, "write \"%s\" in dtdev", guest_path(c, m->master));
		guest_fix_append(c, f, SDC_MACHINE_APPLICABLE, g, "dtdev",
			findings_str(c->findings, "\"%s\"", guest_path(c, m->master)));
	}
}

static bool lacks_page(
	const struct check *c, const struct guest_view *g, const struct guest_device *d)
{
	uint32_t n = dt_reg_count(c->tree, d->host, DT_CELLS_INHERIT);
	struct range s;
	uint64_t gap;

	for (uint32_t i = 0; i < n && guest_pages(c->tree, d->host, i, &s); i++)
		if (ranges_gap(g->mapped.v, g->mapped.n, s.start, s.end, &gap))
			return !reg_is_doubtful(c, d->host);
	return false;
}

/* One finding per device: the first page that is missing. */
static void missing_of(struct check *c, const struct rule *r, const struct guest_view *g,
	const struct guest_device *d)
{
	uint32_t n = dt_reg_count(c->tree, d->host, DT_CELLS_INHERIT);
	struct range s;
	struct finding *f;
	uint64_t gap;

	for (uint32_t i = 0; i < n && guest_pages(c->tree, d->host, i, &s); i++) {
		if (!ranges_gap(g->mapped.v, g->mapped.n, s.start, s.end, &gap))
			continue;
		f = finding_at(c->findings, r, guest_at_device(g, d),
			"entry %u of reg of %s is not mapped at 0x%" PRIx64, i, d->path, gap);
		finding_relate(c->findings, f, d->host, "the device");
		if (g->config)
			finding_hint(c->findings, f, "write \"%" PRIx64 ",%" PRIx64 "\" in iomem",
				s.start / SCMI_PAGE_SIZE, (s.end - s.start) / SCMI_PAGE_SIZE);
		else
			finding_hint(c->findings, f,
				"write host address 0x%" PRIx64 ", size 0x%" PRIx64
				" and the guest's address in xen,reg of %s",
				s.start, s.end - s.start, guest_path(c, d->node));
		guest_fix_append(c, f, SDC_MACHINE_APPLICABLE, g, "iomem",
			findings_str(c->findings, "\"%" PRIx64 ",%" PRIx64 "\"",
				s.start / SCMI_PAGE_SIZE, (s.end - s.start) / SCMI_PAGE_SIZE));
		return;
	}
}

/* A wrong entry is in the place of a right one: so many are not missing besides. */
static size_t wrong_mappings(const struct guest_view *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->mappings.n; i++)
		n += g->mappings.v[i].foreign || g->mappings.v[i].unaligned;
	for (size_t i = 0; i < g->bad_values.n; i++)
		n += !strcmp(g->bad_values.v[i].setting->key, "iomem");
	return n;
}

static void missing(struct check *c, const struct rule *r, const struct guest_view *g)
{
	size_t wrong = wrong_mappings(g);

	for (size_t i = 0; i < g->devices.n; i++) {
		const struct guest_device *d = &g->devices.v[i];

		if (!d->host || d->unread || d->repeated || xen_keeps(d->host) ||
			!lacks_page(c, g, d))
			continue;
		if (wrong)
			wrong--;
		else
			missing_of(c, r, g, d);
	}
}

static void unaligned(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->mappings.n; i++) {
		const struct guest_mapping *m = &g->mappings.v[i];
		struct finding *f;

		if (!m->unaligned)
			continue;
		f = finding_at(c->findings, r, guest_at_mapping(g, m),
			"xen,reg has host address 0x%" PRIx64 ", size 0x%" PRIx64
			" and guest address 0x%" PRIx64,
			m->host, m->size, m->guest);
		finding_hint(c->findings, f, "make all three multiples of 0x1000");
	}
}

static void cells(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->bad_cells.n; i++) {
		const struct dt_node *n = g->bad_cells.v[i];
		uint32_t na = dt_addr_cells(g->tree, n->parent, DT_CELLS_SPEC);
		uint32_t ns = dt_size_cells(g->tree, n->parent, DT_CELLS_SPEC);
		struct finding *f = finding_at(c->findings, r, guest_at_node(g, n, "xen,reg", -1),
			"%u bytes of xen,reg are not a multiple of an entry: the parent has %u "
			"address and %u size cells",
			dt_prop(n, "xen,reg")->len, na, ns);

		finding_hint(c->findings, f,
			"write host address, size and guest address with the cells of the parent, "
			"one or two each");
	}
}

/* An SPI's own number where that of the GIC should be. */
static bool is_spi(const struct guest_view *g, uint32_t irq)
{
	return irq < UINT32_MAX - DT_GIC_FIRST_SPI &&
	       !guest_has_irq(g->owned_irqs.v, g->owned_irqs.n, irq) &&
	       guest_has_irq(g->owned_irqs.v, g->owned_irqs.n, irq + DT_GIC_FIRST_SPI) &&
	       !guest_has_irq(g->given_irqs.v, g->given_irqs.n, irq + DT_GIC_FIRST_SPI);
}

static void fix_spi(
	struct check *c, struct finding *f, const struct guest_view *g, const struct guest_irq *q)
{
	guest_fix_value(c, f, SDC_MACHINE_APPLICABLE, g, q->setting, q->entry,
		findings_str(c->findings, "%u", q->irq + DT_GIC_FIRST_SPI));
}

static void irq_of_dom0(struct check *c, const struct rule *r, const struct guest_view *g,
	const struct guest_irq *q)
{
	struct finding *f = finding_at(c->findings, r, guest_at_irq(g, q),
		"interrupt %u is that of %s, a device of Dom0's", q->irq, guest_path(c, q->device));

	finding_relate(c->findings, f, q->device, "has the interrupt");
	finding_effect(c->findings, f, "refuses the guest: \"IRQ %u is already used by domain 0\"",
		q->irq);
	if (is_spi(g, q->irq)) {
		finding_hint(c->findings, f, "write %u: that is 32 more than the number of the SPI",
			q->irq + DT_GIC_FIRST_SPI);
		fix_spi(c, f, g, q);
	} else
		finding_hint(c->findings, f,
			"interrupts <0 N FLAGS> of a GIC is N + 32 in irqs; mark the node "
			"xen,passthrough where the guest is to have the device");
}

static void irq_foreign(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct guest_irq *first = NULL;
	struct some list = { 0 };
	struct finding *f;
	size_t n;

	for (size_t i = 0; i < g->irqs.n; i++) {
		const struct guest_irq *q = &g->irqs.v[i];

		if (!q->foreign || q->repeated)
			continue;
		if (q->device) {
			irq_of_dom0(c, r, g, q);
			continue;
		}
		first = first ? first : q;
		some_add(&list, findings_str(c->findings, "%u", q->irq));
	}
	n = list.n;
	if (!n || any_irqs_are_doubtful(c, g)) {
		some_text(c, &list);
		return;
	}
	f = finding_at(c->findings, r, guest_at_irq(g, first),
		"no device of the host tree has interrupt%s %s", n > 1 ? "s" : "",
		some_text(c, &list));
	finding_effect(c->findings, f,
		"permits Dom0 the interrupts of the host tree's nodes alone, and refuses the guest: "
		"\"failed give domain access to irq\"");
	if (is_spi(g, first->irq)) {
		finding_hint(c->findings, f, "write %u: that is 32 more than the number of the SPI",
			first->irq + DT_GIC_FIRST_SPI);
		fix_spi(c, f, g, first);
	} else
		finding_hint(c->findings, f,
			"interrupts <0 N FLAGS> of a GIC is N + 32 in irqs; remove what belongs to "
			"no device of the guest");
}

static void irq_missing_of(struct check *c, const struct rule *r, const struct guest_view *g,
	const struct guest_device *d, size_t *wrong)
{
	struct dt_irq irq = { 0 };
	struct finding *f;
	uint32_t n;

	while (dt_irq_next(c->tree, d->host, &irq)) {
		if (!guest_spi(&irq, &n) || guest_has_irq(g->given_irqs.v, g->given_irqs.n, n))
			continue;
		/* Said of the entry already. */
		if (guest_has_irq(g->given_irqs.v, g->given_irqs.n, n - DT_GIC_FIRST_SPI) &&
			is_spi(g, n - DT_GIC_FIRST_SPI))
			continue;
		if (*wrong) {
			--*wrong;
			continue;
		}
		f = finding_at(c->findings, r, guest_at_device(g, d),
			"interrupt %u (SPI %u) of %s is not in irqs", n, n - DT_GIC_FIRST_SPI,
			d->path);
		finding_relate(c->findings, f, d->host, "the device");
		finding_hint(c->findings, f, "write %u in irqs", n);
		guest_fix_append(c, f, SDC_MACHINE_APPLICABLE, g, "irqs",
			findings_str(c->findings, "%u", n));
	}
}

/* Entries that could not be read may be what is missing. */
static bool irqs_read(const struct guest_view *g)
{
	for (size_t i = 0; i < g->bad_values.n; i++)
		if (!strcmp(g->bad_values.v[i].setting->key, "irqs"))
			return false;
	return true;
}

static size_t wrong_irqs(const struct guest_view *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->irqs.n; i++)
		n += g->irqs.v[i].foreign && !g->irqs.v[i].repeated && !is_spi(g, g->irqs.v[i].irq);
	return n;
}

static void irq_missing(struct check *c, const struct rule *r, const struct guest_view *g)
{
	bool read = g->config && irqs_read(g);
	size_t wrong = wrong_irqs(g);

	for (size_t i = 0; read && i < g->devices.n; i++) {
		const struct guest_device *d = &g->devices.v[i];

		if (d->host && !d->repeated && !irqs_are_doubtful(c, d->host))
			irq_missing_of(c, r, g, d, &wrong);
	}
}

GUEST_CHECK(unknown)
GUEST_CHECK(undeclared)
GUEST_CHECK(foreign)
GUEST_CHECK(missing)
GUEST_CHECK(unaligned)
GUEST_CHECK(cells)
GUEST_CHECK(irq_foreign)
GUEST_CHECK(irq_missing)

static const struct rule_check checks[] = {
	{ RULE_GUEST_PATH_UNKNOWN, check_unknown },
	{ RULE_GUEST_DTDEV_MISSING, check_undeclared },
	{ RULE_GUEST_REG_FOREIGN, check_foreign },
	{ RULE_GUEST_REG_MISSING, check_missing },
	{ RULE_GUEST_REG_UNALIGNED, check_unaligned },
	{ RULE_GUEST_REG_CELLS, check_cells },
	{ RULE_GUEST_IRQ_FOREIGN, check_irq_foreign },
	{ RULE_GUEST_IRQ_MISSING, check_irq_missing },
};

const struct rule_set rules_guest_devices = { checks, sizeof(checks) / sizeof(checks[0]) };
