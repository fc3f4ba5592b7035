/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_FIX_COPIES_H
#define SDC_FIX_COPIES_H

#include "fix/fixed.h"

/*
 * copies_make - copy the files of a variant, and what they include
 * @o: load and also alone are looked at
 * @copies: the variant with names of copies, in @out's memory; a blob's is that of its source form
 */
int copies_make(struct sdc_fixed *out, const struct sdc_fix_options *o, const struct sdc_variant *v,
	struct sdc_variant *copies, struct sdc_error *err);

#endif
