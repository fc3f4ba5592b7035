/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_ISOLATION_ROOM_H
#define SDC_PLAN_ISOLATION_ROOM_H

#include "base/range.h"
#include "plan/manifest/manifest.h"
#include "plan/plan.h"

/* Guest addresses that can be proposed, each once. */
struct room {
	struct range *taken; /* merged; NULL: nothing is proposed */
	size_t n;
	size_t gap;  /* of Xen's layout, the one that is being filled */
	uint64_t at; /* what lies before is taken */
};

/* room_new - a guest with these regions and banks of memory */
void room_new(struct room *room, const struct plan_region *r, size_t n,
	const struct manifest_bank *banks, size_t n_banks);

/* room_find - @size free bytes at a page's start; false where there are none */
bool room_find(struct room *room, uint64_t size, uint64_t *addr);
void room_free(struct room *room);

#endif
