/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DIAG_FIX_H
#define SDC_DIAG_FIX_H

#include "diag/finding.h"

/* A stretch of text and what stands there afterwards. An insertion ends before it begins. */
struct edit {
	struct span span;
	const char *text;
	struct edit *next;
};

/* A way to make a finding go away. */
struct fix {
	const char *title; /* "write shmem = <&scmi_shm_3>" */
	enum sdc_applicability how;
	struct edit *edits, **edits_end;
	size_t n_edits;
	struct fix *next;
};

/* finding_fix - add a fix, without edits as yet; never NULL */
struct fix *finding_fix(struct findings *f, struct finding *to, enum sdc_applicability how,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* fix_edit - let it replace a span by @text, which is copied */
void fix_edit(struct findings *f, struct fix *fix, struct span span, const char *text);

#endif
