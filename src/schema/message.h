/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_MESSAGE_H
#define SDC_SCHEMA_MESSAGE_H

#include "base/buf.h"
#include "schema/jsonschema/engine.h"

/*
 * message_helpful - of a failure with alternatives, what to tell
 *
 * Descends into the alternative that the value comes closest to. Returns @f itself where none
 * stands out.
 */
const struct failure *message_helpful(const struct failure *f);

/*
 * message_write - one failure in plain words, without full stop
 * @prop: the property that it is about, NULL: an object as a whole
 * @node: the words for an object: "node" in a device tree
 */
void message_write(struct buf *b, const struct failure *f, const char *prop, const char *node);

#endif
