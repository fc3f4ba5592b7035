/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_GUESTS_CHECK_DOUBTFUL_H
#define SDC_GUESTS_CHECK_DOUBTFUL_H

#include "guests/view.h"

/*
 * reg_is_doubtful, irqs_are_doubtful - the host's own tree is wrong about a device
 *
 * Other rules say so. What a guest's files then lack or have beside it is no mistake of theirs.
 */
bool reg_is_doubtful(const struct check *c, const struct dt_node *host);
bool irqs_are_doubtful(const struct check *c, const struct dt_node *host);

/* any_reg_is_doubtful, any_irqs_are_doubtful - of any device that the guest's files name */
bool any_reg_is_doubtful(const struct check *c, const struct guest_view *g);
bool any_irqs_are_doubtful(const struct check *c, const struct guest_view *g);

#endif
