/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_FIX_EDITS_H
#define SDC_FIX_EDITS_H

#include "fix/mirror.h"
#include "scmi-dtcheck.h"

/* A fix that is to be applied, with what it is for. */
struct chosen_fix {
	const char *rule;
	const struct sdc_fix *fix;
	const struct sdc_finding *finding;
};

typedef VEC(struct chosen_fix) chosen_fixes;

struct choice {
	bool unsafe;      /* those that may be wrong as well */
	const char *only; /* a rule; NULL: all */
	/* What has been tried in vain: titles and places. */
	bool (*rejected)(void *ctx, const struct chosen_fix *f);
	void *ctx;
};

/* edits_choose - the fixes of a result that can be applied together: of those whose edits overlap
 * the first. Fixes with an edit in a file that may not be edited are left out. */
void edits_choose(
	struct mirror *m, const struct sdc_result *r, const struct choice *c, chosen_fixes *out);

/* edits_apply - change the copies in memory. Returns 0, or -SDC_EINPUT where a place is not in its
 * file. */
int edits_apply(struct mirror *m, const struct chosen_fix *list, size_t n, struct sdc_error *err);

/* edits_make - apply those of several fixes that can be applied together; @done says which */
void edits_make(struct mirror *m, const struct sdc_fix *list, size_t n, bool *done);

/* edits_text - what a copy holds at the place of an edit; false where it is not in a copy */
bool edits_text(struct mirror *m, const struct sdc_place *p, struct buf *out);

#endif
