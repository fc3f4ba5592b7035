/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_GUESTS_COMPARE_COMPARE_H
#define SDC_GUESTS_COMPARE_COMPARE_H

#include "plan/manifest/manifest.h"
#include "plan/plan.h"
#include "rules/check.h"

/* The files of guests and the plan. Both want the views, so between guests_run() and guests_end().
 */

/*
 * infer_manifest - the manifest that the files of guests amount to
 * @given: the user's, whose guests come first; NULL: none
 *
 * Guests that @given has are left out. The devices of the others are those that their files name,
 * at the addresses where these map them. Returns NULL where no guest is to be added; else free it
 * with manifest_free(), before @given.
 */
struct manifest *infer_manifest(const struct check *c, const struct manifest *given);

/* guest_visible_check - devices that Dom0 has as well, of guests that @given does not plan */
void guest_visible_check(struct check *c, const struct manifest *given);

/* guest_plan_compare - what the files hold beyond the plan's guest of that name, and the other way
 * round where a manifest says what the guest should have */
void guest_plan_compare(struct check *c, const struct plan *plan, const struct manifest *manifest);

/* guest_rights_check - clocks of guests' devices that the firmware lets another agent change */
void guest_rights_check(struct check *c, const struct plan *plan);

#endif
