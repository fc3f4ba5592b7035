/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_DIRECTIVES_H
#define SDC_DT_SOURCE_DIRECTIVES_H

#include "base/buf.h"

enum directives {
	DIRECTIVES_NONE,    /* dtc reads the source as it is */
	DIRECTIVES_MARKERS, /* it is the output of a preprocessor */
	DIRECTIVES_CPP,     /* it is to be preprocessed */
};

/*
 * directives_find - what the lines of a source that begin with # are
 *
 * Tells a directive from a property such as #address-cells.
 */
enum directives directives_find(const struct buf *text);

#endif
