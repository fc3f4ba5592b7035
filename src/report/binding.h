/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_BINDING_H
#define SDC_REPORT_BINDING_H

#include "base/buf.h"
#include "schema/set/set.h"

/*
 * report_binding - a binding as a table of properties: type, limits, required or not
 * @view: of the set that it is in
 * @number: of the schema in the set
 */
int report_binding(struct buf *out, struct set_view *view, size_t number, struct sdc_error *err);

#endif
