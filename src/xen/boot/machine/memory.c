// SPDX-License-Identifier: BSD-2-Clause
#include "xen/boot/machine/memory.h"

#include <string.h>

#define PAGE_SHIFT  SCMI_PAGE_SHIFT
#define MAX_ORDER   20                  /* of a block: 4 GiB */
#define MIN_ORDER   10                  /* Dom0 takes no smaller ones: 4 MiB */
#define LOW_BITS    32                  /* Dom0's first bank */
#define PAGE_INFO   56u                 /* bytes of Xen's table for each page */
#define OWN         MIB(8)              /* Xen, the tree, page tables and what else Xen allocates */
#define OWN_ORDER   10                  /* in pieces of 4 MiB, as Xen and the tree break one each */
#define MAX_ADDRESS (UINT64_C(1) << 44) /* memory beyond is none that a machine has */
#define MAX_PIECES  255                 /* of free memory, in the boot allocator's table */

struct boot_free {
	uint64_t blocks[2][MAX_ORDER + 1]; /* below and above 4 GiB */
};

static int by_start(const void *a, const void *b)
{
	const struct boot_region *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static uint64_t clamp(uint64_t address)
{
	return address < MAX_ADDRESS ? address : MAX_ADDRESS;
}

/* Cuts a free piece into naturally aligned blocks. */
static void add_piece(struct boot_free *f, uint64_t start, uint64_t end)
{
	uint64_t last = clamp(end) >> PAGE_SHIFT;
	uint64_t page = start >> PAGE_SHIFT;

	if (start % (1u << PAGE_SHIFT))
		page++;

	while (page < last) {
		unsigned int order = 0;

		while (order < MAX_ORDER && !(page & (UINT64_C(1) << order)) &&
			page + (UINT64_C(2) << order) <= last)
			order++;
		f->blocks[page >> (LOW_BITS - PAGE_SHIFT) != 0][order]++;
		page += UINT64_C(1) << order;
	}
}

/* What is in the way of a bank, sorted; counts the pieces that are left. */
static size_t add_bank(struct boot_free *f, const struct boot_region *bank,
	const struct boot_region *holes, size_t n)
{
	uint64_t at = bank->start;
	size_t pieces = 0;

	for (size_t i = 0; i < n && at < bank->end; i++) {
		if (holes[i].end <= at || holes[i].start >= bank->end)
			continue;
		if (holes[i].start > at) {
			add_piece(f, at, holes[i].start);
			pieces++;
		}
		at = holes[i].end;
	}
	if (at < bank->end) {
		add_piece(f, at, bank->end);
		pieces++;
	}
	return pieces;
}

/* Takes a block of that size, splitting a larger one. */
static bool take(uint64_t *blocks, unsigned int order)
{
	unsigned int o = order;

	while (o <= MAX_ORDER && !blocks[o])
		o++;
	if (o > MAX_ORDER)
		return false;
	blocks[o]--;
	while (o-- > order)
		blocks[o]++;
	return true;
}

/* What Xen needs itself, from the lower memory. */
static void take_own(struct boot_free *f, uint64_t bytes)
{
	uint64_t piece = UINT64_C(1) << (OWN_ORDER + PAGE_SHIFT);

	for (uint64_t left = (bytes + piece - 1) / piece; left; left--)
		if (!take(f->blocks[0], OWN_ORDER) && !take(f->blocks[1], OWN_ORDER))
			return;
}

struct boot_free *memory_new(struct boot *b)
{
	size_t n = 0, pieces = 2; /* Xen and the tree split two */
	struct boot_region *holes;
	struct boot_free *f;
	uint64_t total = 0;

	if (!b->ram_known || b->static_heap)
		return NULL;
	f = xmalloc(sizeof(*f));
	memset(f, 0, sizeof(*f));
	holes = xmalloc((b->reserved.n + b->modules.n + 1) * sizeof(*holes));
	for (size_t i = 0; i < b->reserved.n; i++)
		holes[n++] = b->reserved.v[i];
	for (size_t i = 0; i < b->modules.n; i++)
		holes[n++] = b->modules.v[i].at;
	qsort(holes, n, sizeof(*holes), by_start);
	for (size_t i = 0; i < b->banks.n; i++) {
		pieces += add_bank(f, &b->banks.v[i], holes, n);
		total += clamp(b->banks.v[i].end) - clamp(b->banks.v[i].start);
	}
	take_own(f, OWN + total / (1u << PAGE_SHIFT) * PAGE_INFO);
	free(holes);
	if (pieces > MAX_PIECES && !b->stop)
		boot_hint(b,
			boot_add(b, BOOT_CRASH, "reserved-count", b->banks.v[0].node, NULL, -1,
				"reserved regions and modules leave %zu pieces of free memory",
				pieces),
			"join neighbouring regions: Xen has room for 256 pieces while it boots");
	return f;
}

void memory_free(struct boot_free *f)
{
	free(f);
}

uint64_t memory_left(const struct boot_free *f)
{
	uint64_t pages = 0;

	for (int high = 0; high < 2; high++)
		for (unsigned int o = 0; o <= MAX_ORDER; o++)
			pages += f->blocks[high][o] << o;
	return pages << PAGE_SHIFT;
}

/* get_allocation_size(): the largest block not above the size */
static unsigned int order_of(uint64_t size)
{
	unsigned int order = 0;

	while (order < MAX_ORDER && UINT64_C(2) << (order + PAGE_SHIFT) <= size)
		order++;
	return order;
}

/* get_order_from_bytes(): the smallest not below */
static unsigned int order_above(uint64_t size)
{
	unsigned int order = 0;

	while (order < MAX_ORDER && UINT64_C(1) << (order + PAGE_SHIFT) < size)
		order++;
	return order;
}

/* What is left to take after a block of that order; the last may be larger than what was wanted. */
static uint64_t without(uint64_t left, unsigned int order)
{
	uint64_t got = UINT64_C(1) << (order + PAGE_SHIFT);

	return left > got ? left - got : 0;
}

static uint64_t take_dom0(struct boot_free *f, uint64_t size)
{
	unsigned int min_low = order_above(size < MIB(128) ? size : MIB(128));
	unsigned int order = order_of(size);
	uint64_t left = size;
	int high = 0;

	while (order >= min_low && !take(f->blocks[0], order))
		order--;
	if (order < min_low)
		high = 1;
	else
		left = without(left, order);
	order = order_of(left);
	while (left && order + 1 > MIN_ORDER) {
		if (take(f->blocks[high], order) || (high && take(f->blocks[0], order))) {
			left = without(left, order);
			order = order_of(left);
		} else if (!high && order <= min_low) {
			high = 1;
			order = order_of(left);
		} else if (order-- == 0) {
			break;
		}
	}
	return left;
}

uint64_t memory_dom0(struct boot_free *f, uint64_t size)
{
	struct boot_free before = *f;
	uint64_t left = take_dom0(f, size);

	/* What comes behind is judged as if it had fitted. */
	if (left)
		*f = before;
	return left;
}

uint64_t memory_guest(struct boot_free *f, uint64_t size)
{
	uint64_t left = size, have = memory_left(f);
	unsigned int order = MAX_ORDER;

	if (size > have)
		return size - have;
	while (left) {
		unsigned int want = order_of(left);

		order = want < order ? want : order;
		if (take(f->blocks[1], order) || take(f->blocks[0], order)) {
			left = without(left, order);
		} else if (!order--) {
			break;
		}
	}
	return left;
}

const struct boot_region *memory_bank(const struct boot *b, uint64_t start, uint64_t end)
{
	size_t lo = 0, hi = b->banks.n;

	/* The first bank that ends behind the start. */
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (b->banks.v[mid].end <= start)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < b->banks.n && b->banks.v[lo].start < end ? &b->banks.v[lo] : NULL;
}

bool memory_covered(const struct boot *b, uint64_t start, uint64_t end)
{
	for (size_t i = 0; i < b->banks.n; i++)
		if (start > b->banks.v[i].start || end < b->banks.v[i].end)
			return false;
	return b->banks.n > 0;
}

bool memory_reserved(const struct boot *b, uint64_t start, uint64_t end)
{
	for (size_t i = 0; i < b->reserved.n; i++)
		if (start >= b->reserved.v[i].start && end <= b->reserved.v[i].end)
			return true;
	return false;
}
