// SPDX-License-Identifier: BSD-2-Clause
/* Static memory and static shared memory (common/device-tree/bootinfo-fdt.c, static-memory.c,
 * static-shmem.c). Neither is in Xen's default configuration. */
#include <inttypes.h>
#include <string.h>

#include "xen/boot/domains/domain.h"
#include "xen/boot/machine/early.h"
#include "xen/boot/machine/memory.h"
#include "xen/boot/node.h"

#define PAGE_MASK  UINT64_C(0xfff)
#define MAX_ID     15 /* characters of xen,shm-id */
#define MAX_SHARED 32
#define XEN_NUMBER 2

bool static_built_in(const struct boot *b)
{
	return b->in->built_as_needed;
}

/* Xen has what the tree asks for: said once for each rule's nodes. */
static void assume(struct boot *b, const char *rule, const struct dt_node *n, const char *prop,
	const char *option)
{
	boot_hint(b,
		boot_add(b, BOOT_NOTE, rule, n, prop, -1,
			"Xen is taken to be built with %s, which is off by default", option),
		"see --xen-build");
}

void early_static_memory(struct boot *b, const struct dt_node *n, struct early_cells c)
{
	size_t first = b->reserved.n;

	if (!dt_prop(n, "xen,static-mem"))
		return;
	if (!static_built_in(b)) {
		if (b->caps->refuses_static_memory)
			boot_hint(b,
				boot_add(b, BOOT_STOP, "domain-static-memory", n, "xen,static-mem",
					-1, "static memory is not built into Xen by default"),
				"build Xen with CONFIG_STATIC_MEMORY, and say so with "
				"--xen-build=as-needed, or leave xen,static-mem out");
		return;
	}
	b->assumed |= BOOT_ASSUMED_STATIC_MEMORY;
	assume(b, "domain-static-memory", n, "xen,static-mem", "CONFIG_STATIC_MEMORY");
	early_regions(b, n, "xen,static-mem", c, true);
	for (size_t i = first; i < b->reserved.n; i++)
		vec_push(&b->static_memory, b->reserved.v[i]);
}

static bool in_one_bank(const struct boot *b, uint64_t start, uint64_t end)
{
	const struct boot_region *bank = memory_bank(b, start, end);

	return bank && bank->start <= start && bank->end >= end;
}

/* Xen's table of pages has no entries for what is not RAM. */
void early_static_in_ram(struct boot *b)
{
	for (size_t i = 0; i < b->static_memory.n; i++) {
		const struct boot_region *r = &b->static_memory.v[i];

		if (in_one_bank(b, r->start, r->end))
			continue;
		boot_hint(b,
			boot_add(b, BOOT_CRASH, "domain-static-outside", r->node, "xen,static-mem",
				-1, "the static memory at 0x%" PRIx64 " is not in one bank of RAM",
				r->start),
			"choose a part of the memory node's reg");
	}
	for (size_t i = 0; i < b->shared.n; i++) {
		const struct boot_shared *s = &b->shared.v[i];

		if (!s->start || in_one_bank(b, s->start, s->start + s->size))
			continue;
		boot_hint(b,
			boot_add(b, BOOT_CRASH, "domain-shared-region", s->node, "xen,shared-mem",
				-1, "the shared memory at 0x%" PRIx64 " is not in one bank of RAM",
				s->start),
			"choose a part of the memory node's reg");
	}
}

/* Why allocate_static_memory() fails, or NULL. */
static const char *unfit(const struct boot *b, const struct boot_guest *g, enum boot_how *how)
{
	const struct dt_prop *p = dt_prop(g->node, "xen,static-mem");
	const struct boot_cells *c = boot_cells(b, g->node->parent);
	uint32_t one = ((uint32_t)c->address + c->size) * 4;
	uint64_t total = 0;

	*how = BOOT_STOP;
	for (uint32_t at = 0; one && p->len - at >= one; at += one) {
		uint64_t start = dt_number(p->data + at, c->address);
		uint64_t size = dt_number(p->data + at + (size_t)c->address * 4, c->size);

		if ((start | size) & PAGE_MASK) {
			*how = BOOT_ASSERT;
			return "xen,static-mem is not made of whole pages";
		}
		total += size;
	}
	return total == g->memory ? NULL : "xen,static-mem is not as much as memory says";
}

void static_memory_given(struct boot *b, const struct boot_guest *g)
{
	enum boot_how how;
	const char *why;

	if (!static_built_in(b)) {
		/* Newer versions have stopped before. */
		if (!b->caps->refuses_static_memory)
			boot_hint(b,
				boot_add(b, BOOT_STOP, "domain-static-memory", g->node,
					"xen,static-mem", -1,
					"static memory is not built into Xen by default"),
				"build Xen with CONFIG_STATIC_MEMORY, and say so with "
				"--xen-build=as-needed, or leave xen,static-mem out");
		return;
	}
	why = unfit(b, g, &how);
	if (why)
		boot_hint(b,
			boot_add(b, how, "domain-static-size", g->node, "xen,static-mem", -1, "%s",
				why),
			"memory is in KiB, and the sum of the sizes in xen,static-mem in bytes");
}

/* What process_shm_node() reads. */
struct shared {
	const char *id;
	bool placed; /* the host's address is given */
	uint64_t start, guest, size;
};

static const char *read_shared(const struct dt_node *n, struct early_cells c, struct shared *s)
{
	const char *role = dt_prop_string(n, "role");
	const struct dt_prop *p = dt_prop(n, "xen,shared-mem");
	uint32_t whole = (c.address * 2 + c.size) * 4, part = (c.address + c.size) * 4;
	const uint8_t *at;

	s->id = dt_prop_string(n, "xen,shm-id");
	if (!s->id || !*s->id || strlen(s->id) > MAX_ID)
		return "xen,shm-id is no word of 1 to 15 characters";
	if (role && strcmp(role, "owner") != 0 && strcmp(role, "borrower") != 0)
		return "role is neither owner nor borrower";
	if (!p || (p->len != whole && p->len != part))
		return "xen,shared-mem is no [host's address,] guest's address and size";
	at = p->data;
	s->placed = p->len == whole;
	if (s->placed) {
		s->start = dt_number(at, c.address);
		at += (size_t)c.address * 4;
	}
	s->guest = dt_number(at, c.address);
	s->size = dt_number(at + (size_t)c.address * 4, c.size);
	if (!s->size || (s->start | s->guest | s->size) & PAGE_MASK)
		return "xen,shared-mem is not made of whole pages";
	return s->start + s->size < s->start ? "xen,shared-mem ends beyond 64 bits" : NULL;
}

/* Another node of the same region, or one that contradicts it. At most MAX_SHARED are compared. */
static const char *compare_shared(struct boot *b, const struct shared *s, bool *known)
{
	*known = false;
	for (size_t i = 0; i < b->shared.n; i++) {
		const struct boot_shared *o = &b->shared.v[i];
		bool same = (!s->placed || s->start == o->start) && s->size == o->size;

		if (!strcmp(s->id, o->id)) {
			*known = same;
			return same ? NULL : "another region has the same xen,shm-id";
		}
		if (s->placed && same)
			return "the same region has another xen,shm-id elsewhere";
	}
	return b->shared.n < MAX_SHARED ? NULL : "more than 32 shared regions";
}

static void add_shared(
	struct boot *b, const struct dt_node *n, struct early_cells c, const char **why)
{
	struct shared s = { 0 };
	const struct dt_node *with;
	struct boot_region r;
	bool known = false;

	if (!c.address || !c.size || c.address > XEN_NUMBER || c.size > XEN_NUMBER) {
		*why = "its parent's cell counts are not 1 or 2";
		return;
	}
	*why = read_shared(n, c, &s);
	if (!*why)
		*why = compare_shared(b, &s, &known);
	if (*why || known)
		return;
	vec_push(&b->shared,
		((struct boot_shared){ .id = s.id, .start = s.start, .size = s.size, .node = n }));
	r = (struct boot_region){ s.start, s.start + s.size, n };
	if (s.placed && b->caps->checks_overlaps && early_overlap(b, &r, &with))
		*why = "the region overlaps a reserved one or a module";
	else if (s.placed)
		vec_push(&b->reserved, r);
}

void early_shared_memory(struct boot *b, const struct dt_node *n, struct early_cells c)
{
	const char *why = NULL;

	if (!static_built_in(b)) {
		boot_hint(b,
			boot_add(b, BOOT_STOP, "domain-shared-memory", n, "compatible", 0,
				"static shared memory is not built into Xen by default"),
			"build Xen with CONFIG_STATIC_SHM, and say so with "
			"--xen-build=as-needed, or remove the node");
		return;
	}
	b->assumed |= BOOT_ASSUMED_SHARED_MEMORY;
	add_shared(b, n, c, &why);
	if (why)
		boot_hint(b,
			boot_add(b, BOOT_STOP, "domain-shared-region", n, "xen,shared-mem", -1,
				"%s", why),
			"write xen,shm-id and xen,shared-mem = <HOST GUEST SIZE>, the same in each "
			"domain");
	else
		assume(b, "domain-shared-memory", n, "compatible", "CONFIG_STATIC_SHM");
}

static struct boot_shared *shared_by_id(struct boot *b, const char *id)
{
	for (size_t i = 0; id && i < b->shared.n; i++)
		if (!strcmp(b->shared.v[i].id, id))
			return &b->shared.v[i];
	return NULL;
}

/* handle_shared_mem_bank(): who says nothing of a role borrows from Xen. */
static void take_shared(struct boot *b, const struct dt_node *n, struct boot_shared *s)
{
	const char *role = dt_prop_string(n, "role");
	struct boot_event *e;

	if (role && strcmp(role, "owner") != 0)
		return;
	if (s->owner || (role && s->xens)) {
		e = boot_add(b, BOOT_STOP, "domain-shared-owner", n, role ? "role" : NULL, -1,
			role ? "the shared memory \"%s\" has an owner already"
			     : "the shared memory \"%s\" has an owner, and this node does not borrow it",
			s->id);
		if (s->owner)
			boot_other(e, s->owner, "its owner");
		boot_hint(b, e, "write role = \"borrower\"");
		return;
	}
	s->xens = !role;
	s->owner = role ? n : NULL;
}

void shared_memory_given(struct boot *b, const struct boot_guest *g)
{
	const struct boot_cells *c = boot_cells(b, g->node);
	const struct dt_node *n;

	if (!static_built_in(b))
		return;
	dt_for_each_child(g->node, n) {
		struct shared at = { 0 };
		struct boot_shared *s;

		if (!(boot_class(b, n) & CLASS_SHM) ||
			read_shared(n, (struct early_cells){ c->address, c->size }, &at))
			continue;
		s = shared_by_id(b, at.id);
		if (!s)
			continue;
		take_shared(b, n, s);
		if (b->address_bits < 64 && (at.guest + at.size - 1) >> b->address_bits)
			boot_hint(b,
				boot_add(b, BOOT_STOP, "domain-shared-guest", n, "xen,shared-mem",
					-1, "the guest's address 0x%" PRIx64 " is too high",
					at.guest),
				"write <HOST GUEST SIZE>, each with the cell counts of the "
				"domain's node");
	}
}
