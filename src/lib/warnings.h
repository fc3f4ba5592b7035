/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_WARNINGS_H
#define SDC_LIB_WARNINGS_H

#include "diag/finding.h"

/*
 * warnings_apply - the severity of a finding under the -W options
 * @w: may be NULL
 * @file: that it is in
 *
 * Returns false where the finding is switched off.
 */
bool warnings_apply(const struct sdc_warnings *w, const struct finding *f, const char *file,
	enum sdc_severity *severity);

/* warnings_must_say - the finding is why nothing is taken from a file: nothing silences it, or who
 * hears nothing would think that the file is good */
bool warnings_must_say(const struct finding *f);

#endif
