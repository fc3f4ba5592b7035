/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef PLAN_DTC_H
#define PLAN_DTC_H

#include "base/buf.h"
#include "plan/plan.h"

/* dtc_of_host - what dtc says of a host tree's blob, with every check on that is on by default */
void dtc_of_host(const char *path, struct buf *messages);

/*
 * dtc_warns - let dtc compile a guest's source
 * @blob: its tree as a blob, which the source's must equal
 * @host: what dtc says of the host tree
 * @messages: what is wrong
 *
 * No check of dtc is switched off; dtc.c says which warnings do not count, and why.
 */
bool dtc_warns(const struct plan_guest *g, const struct buf *blob, const struct buf *host,
	struct buf *messages);

#endif
