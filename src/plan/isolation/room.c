// SPDX-License-Identifier: BSD-2-Clause
/* Guest addresses that nothing has. */
#include "plan/isolation/room.h"

#include <stdlib.h>

#include "scmi/pages.h"

/* What Xen's layout leaves below the RAM: behind the usual place of the SCMI page first. */
static const struct range gaps[] = { { 0x22001000, 0x23000000 }, { 0x33000000, 0x38000000 },
	{ 0x04020000, 0x10000000 }, { 0x3a000000, 0x40000000 } };

#define N_GAPS (sizeof(gaps) / sizeof(gaps[0]))

void room_new(struct room *room, const struct plan_region *r, size_t n,
	const struct manifest_bank *banks, size_t n_banks)
{
	*room = (struct room){ .taken = xmalloc((n + n_banks + 1) * sizeof(*room->taken)) };
	for (size_t i = 0; i < n; i++)
		room->taken[room->n++] = (struct range){ r[i].guest, r[i].guest + r[i].size };
	for (size_t i = 0; i < n_banks; i++)
		room->taken[room->n++] =
			(struct range){ banks[i].address, banks[i].address + banks[i].size };
	room->n = ranges_merge(room->taken, room->n);
	room->at = gaps[0].start;
}

/* The first page of this gap from room->at on; only forward, so that each is looked at once. */
static bool fits(struct room *room, uint64_t size)
{
	uint64_t end = gaps[room->gap].end;

	for (; ranges_gap(room->taken, room->n, room->at, end, &room->at);
		room->at += SCMI_PAGE_SIZE) {
		room->at = (room->at + SCMI_PAGE_SIZE - 1) & SCMI_PAGE_MASK;
		if (room->at >= end || size > end - room->at)
			return false;
		if (!ranges_meet(room->taken, room->n, room->at, room->at + size))
			return true;
	}
	return false;
}

bool room_find(struct room *room, uint64_t size, uint64_t *addr)
{
	while (room->taken && size && room->gap < N_GAPS) {
		if (fits(room, size)) {
			*addr = room->at;
			room->at += size;
			return true;
		}
		if (++room->gap < N_GAPS)
			room->at = gaps[room->gap].start;
	}
	return false;
}

void room_free(struct room *room)
{
	free(room->taken);
}
