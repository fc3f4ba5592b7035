/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_ISOLATION_ISOLATE_H
#define SDC_PLAN_ISOLATION_ISOLATE_H

#include "plan/build.h"

/*
 * What no two of the guests and Dom0 may share, looked at when every guest is planned. Dom0 owns
 * what is available and neither given to a guest nor marked xen,passthrough.
 */

/* isolate - all of it */
void isolate(struct builder *b);

/* The parts. */
void isolate_memory(struct builder *b);
void isolate_interrupts(struct builder *b);
void isolate_streams(struct builder *b);
void isolate_scmi(struct builder *b);
void isolate_supplies(struct builder *b);
void isolate_channels(struct builder *b);
void isolate_layout(struct builder *b);

/* isolate_add_guests - the pages of every guest's devices */
struct spans;
void isolate_add_guests(struct builder *b, struct spans *s);

/* isolate_owner - whose a host node is: PLAN_DOM0, a guest's index plus one, PLAN_NOBODY */
uint32_t isolate_owner(const struct builder *b, const struct dt_node *n);

/* isolate_name - "Dom0" or "guest NAME" */
const char *isolate_name(struct builder *b, uint32_t owner);

#endif
