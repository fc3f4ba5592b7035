/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_FIXUP_H
#define SDC_SCHEMA_FIXUP_H

#include <jansson.h>

/*
 * fixup_binding - write out in a binding what dt-schema's dialect leaves unsaid
 *
 * A property's value is a list of strings, or a list of rows of cells for reg and the like,
 * where the binding may give a single value; a list of entries fixes the number of entries;
 * some properties may always be there (phandle, status, pinctrl-0 and so on); interrupts may be
 * given as interrupts-extended. Changes @schema in place: the result is plain JSON Schema.
 */
void fixup_binding(json_t *schema);

#endif
