// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <stdlib.h>

#include "dt/pci.h"
#include "plan/isolation/isolate.h"
#include "plan/isolation/room.h"
#include "plan/isolation/spans.h"

/* Guest physical addresses of Xen 4.22 on arm64: xen/include/public/arch-arm.h. */
struct window {
	uint64_t start, size;
	uint32_t gic;  /* of guests with this version only; 0: of all */
	bool optional; /* there only when the guest has the thing */
	const char *name;
};

static const struct window windows[] = {
	{ 0x02000000, 0x00100000, 0, true, "virtio-mmio" },
	{ 0x03001000, 0x00001000, 2, false, "GICv2 distributor" },
	{ 0x03002000, 0x00002000, 2, false, "GICv2 CPU interface" },
	{ 0x03001000, 0x00010000, 3, false, "GICv3 distributor" },
	{ 0x03020000, 0x01000000, 3, false, "GICv3 redistributors" },
	{ 0x10000000, 0x10000000, 0, true, "virtual PCI configuration space" },
	{ 0x20000000, 0x02000000, 0, true, "ACPI tables" },
	{ 0x22000000, 0x00001000, 0, true, "virtual PL011" },
	{ 0x23000000, 0x10000000, 0, true, "virtual PCI memory" },
	{ 0x38000000, 0x01000000, 0, false, "grant table" },
	{ 0x39000000, 0x01000000, 0, false, "magic pages" },
	{ UINT64_C(0x100000000), UINT64_C(0x100000000), 0, true,
		"virtual PCI prefetchable memory" },
};

#define BANK0      UINT64_C(0x40000000)
#define BANK0_SIZE UINT64_C(0xc0000000)
#define BANK1      UINT64_C(0x200000000)

struct layout {
	struct builder *b;
	const struct plan_guest *guest;
	const struct manifest_guest *want;
	uint32_t gic;
	uint64_t ram; /* 0: not known */
	struct room *room;
};

static const struct dt_node *node_of(const struct builder *b, const struct plan_region *r)
{
	if (r->node)
		return r->node;
	if (b->m->containers && b->m->n_containers)
		return b->m->containers[0].node;
	return b->m->host ? b->m->host->node : b->t->nodes;
}

static const char *region_name(const struct plan_region *r)
{
	return r->node ? "registers" : "SCMI page";
}

static bool overlaps(const struct plan_region *r, uint64_t start, uint64_t size)
{
	return r->guest < start + size && start < r->guest + r->size;
}

/* A direct-mapped guest has the host's addresses. */
static const char *free_place(const struct layout *l, const struct plan_region *r)
{
	uint64_t addr;

	if (l->guest->direct_map || !room_find(l->room, r->size, &addr))
		return "an address that is free in the guest";
	return arena_printf(l->b->a, "0x%" PRIx64 ", which is free in the guest", addr);
}

static struct issue *collide(
	const struct layout *l, const struct plan_region *r, const char *what, uint64_t start)
{
	struct builder *b = l->b;
	struct issue *i;

	i = issue_add(&b->issues, RULE_ISOLATION_GUEST_ADDRESS, node_of(b, r),
		r->node ? "reg" : NULL, -1,
		"guest %s: %s%s at guest address 0x%" PRIx64
		" collide%s with the guest's %s at 0x%" PRIx64,
		l->guest->name, r->node ? "" : "the ", region_name(r), r->guest, r->node ? "" : "s",
		what, start);
	if (l->want->derived)
		issue_hint(&b->issues, i, "give it %s, in %s and in reg", free_place(l, r),
			l->want->boot == PLAN_XL ? "iomem" : "xen,reg");
	else if (r->node && dt_is_pci(r->node))
		issue_hint(&b->issues, i,
			"leave the PCI host bridge to Dom0: its windows keep the host's addresses");
	else
		issue_hint(&b->issues, i, "set %s to %s",
			r->node ? "the device's guest-address" : "shmem: guest-address",
			free_place(l, r));
	return i;
}

static void check_windows(const struct layout *l, const struct plan_region *r)
{
	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++) {
		const struct window *w = &windows[i];
		struct issue *issue;

		if ((w->gic && w->gic != l->gic) || !overlaps(r, w->start, w->size))
			continue;
		/* Whoever wrote files knows what the guest has. */
		if (w->optional && l->want->derived)
			continue;
		issue = collide(l, r, w->name, w->start);
		if (w->optional)
			issue_warn(&l->b->issues, issue);
	}
}

/* Whoever wrote files meant another layout than Xen's: one word on all that the RAM covers. */
static void check_ram_of_files(const struct layout *l, const struct plan_region *r, size_t n)
{
	uint64_t first = l->ram < BANK0_SIZE ? l->ram : BANK0_SIZE;
	const struct plan_region *hit = NULL;
	uint64_t bank = 0;
	size_t more = 0;

	for (size_t i = 0; i < n && l->ram; i++) {
		bool low = overlaps(&r[i], BANK0, first);

		if (!low && (l->ram <= first || !overlaps(&r[i], BANK1, l->ram - first)))
			continue;
		more += hit != NULL;
		if (!hit)
			bank = low ? BANK0 : BANK1;
		hit = hit ? hit : &r[i];
	}
	if (hit)
		collide(l, hit,
			more ? arena_printf(l->b->a, "RAM, as %zu more regions do,", more)
			: l->want->memory_assumed
				? arena_printf(l->b->a,
					  "RAM (no memory is said, so that xl takes %" PRIu64
					  " MiB)",
					  l->ram >> 20)
				: "RAM",
			bank);
}

static void check_ram(const struct layout *l, const struct plan_region *r)
{
	uint64_t first = l->ram < BANK0_SIZE ? l->ram : BANK0_SIZE;

	for (size_t i = 0; i < l->want->n_banks; i++)
		if (overlaps(r, l->want->banks[i].address, l->want->banks[i].size))
			collide(l, r, "RAM", l->want->banks[i].address);
	if (l->want->n_banks || !l->ram)
		return;
	if (overlaps(r, BANK0, first))
		collide(l, r, "RAM", BANK0);
	if (l->ram > first && overlaps(r, BANK1, l->ram - first))
		collide(l, r, "RAM", BANK1);
}

static int by_guest(const void *a, const void *b)
{
	const struct plan_region *x = a, *y = b;

	if (x->guest != y->guest)
		return x->guest < y->guest ? -1 : 1;
	if (x->host != y->host)
		return x->host < y->host ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

/* Two host pages at one guest address. One page that two devices have is no collision. */
static void check_each_other(const struct layout *l, struct plan_region *r, size_t n)
{
	const struct plan_region *furthest = r;
	struct builder *b = l->b;

	for (size_t k = 1; k < n; k++) {
		struct issue *i;

		if (r[k].guest < furthest->guest + furthest->size &&
			r[k].guest - r[k].host != furthest->guest - furthest->host) {
			const struct plan_region *at = r[k].node ? &r[k] : furthest;
			const struct plan_region *other = at == furthest ? &r[k] : furthest;

			i = collide(l, at, region_name(other), other->guest);
			issue_relate(&b->issues, i, node_of(b, other), "the other one");
		}
		if (r[k].guest + r[k].size > furthest->guest + furthest->size)
			furthest = &r[k];
	}
}

static size_t collect(const struct layout *l, struct plan_region *r)
{
	const struct plan_guest *g = l->guest;
	size_t n = 0;

	for (size_t i = 0; i < g->n_devices; i++)
		for (size_t k = 0; k < g->devices[i].n_regions; k++)
			r[n++] = g->devices[i].regions[k];
	if (g->page_size)
		r[n++] = (struct plan_region){
			.host = g->page_host, .guest = g->page_guest, .size = g->page_size
		};
	qsort(r, n, sizeof(*r), by_guest);
	return n;
}

/* Guests have at least so much memory sooner or later. */
#define USUAL_RAM UINT64_C(0x40000000)

/* Nothing says how far the RAM reaches, but what it reaches first. */
static void check_unknown_ram(const struct layout *l, const struct plan_region *r, size_t n)
{
	struct builder *b = l->b;
	struct issue *i;

	if ((l->ram && !l->want->memory_assumed) || l->want->n_banks || l->guest->direct_map)
		return;
	/* What lies in the RAM that is assumed has been said. */
	while (n && r->guest + r->size <= BANK0 + l->ram)
		r++, n--;
	if (!n || r->guest >= BANK0 + USUAL_RAM)
		return;
	i = issue_add(&b->issues, RULE_ISOLATION_GUEST_ADDRESS, node_of(b, r),
		r->node ? "reg" : NULL, -1,
		"guest %s: nothing says its memory, and RAM of more than %" PRIu64
		" MiB reaches %s%s at guest address 0x%" PRIx64,
		l->guest->name, r->guest > BANK0 ? (r->guest - BANK0) >> 20 : 0,
		r->node ? "" : "the ", region_name(r), r->guest);
	issue_warn(&b->issues, i);
	if (l->want->derived)
		issue_hint(&b->issues, i,
			"write memory = MIB in the configuration: without it xl takes %" PRIu64
			" MiB, and the caller may say more",
			l->ram >> 20);
	else
		issue_hint(&b->issues, i,
			"write memory: { size: BYTES }; set %s where it is too much",
			r->node ? "the device's guest-address" : "shmem: guest-address");
}

static void check_guest(struct layout *l)
{
	struct plan_region *r;
	struct room room;
	size_t n = 1;

	for (size_t i = 0; i < l->guest->n_devices; i++)
		n += l->guest->devices[i].n_regions;
	r = xmalloc(n * sizeof(*r));
	n = collect(l, r);
	room_new(&room, r, n, l->want->banks, l->want->n_banks);
	l->room = &room;
	for (size_t i = 0; i < n; i++) {
		/* A direct-mapped guest has the host's layout. */
		if (!l->guest->direct_map)
			check_windows(l, &r[i]);
		if (!l->want->derived)
			check_ram(l, &r[i]);
	}
	if (l->want->derived)
		check_ram_of_files(l, r, n);
	if (!l->want->derived || l->want->memory_assumed)
		check_unknown_ram(l, r, n);
	/* Of files that has been seen in what they map. */
	if (!l->want->derived)
		check_each_other(l, r, n);
	l->room = NULL;
	room_free(&room);
	free(r);
}

/* A guest's GIC is of the host's version, where nobody says otherwise. */
static uint32_t host_gic(const struct builder *b)
{
	const struct dt_node *n;

	dt_for_each_node(b->t, n)
		if (dt_is_gic(n))
			return dt_compatible(n, "arm,gic-v3") ? 3 : 2;
	return 0;
}

/* What the manifest says, or else what creates the domain. A direct-mapped guest has the host's
 * addresses, which its banks alone say. */
static uint64_t ram_of(
	const struct scmi_model *m, const struct plan_guest *g, const struct manifest_guest *want)
{
	const struct scmi_domain *d = g->domain ? scmi_domain_of(m, g->domain) : NULL;

	if (g->direct_map || want->memory)
		return g->direct_map ? 0 : want->memory;
	return d && d->memory ? d->memory : want->extra_ram;
}

void isolate_layout(struct builder *b)
{
	uint32_t gic = host_gic(b);

	for (size_t g = 0; g < b->plan->n_guests; g++) {
		struct layout l = { b, &b->plan->guests[g], &b->manifest->guests[g], gic, 0, NULL };

		if (l.guest->gic_version)
			l.gic = l.guest->gic_version;
		l.ram = ram_of(b->m, l.guest, l.want);
		check_guest(&l);
	}
}
