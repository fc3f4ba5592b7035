/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_YAML_EMIT_H
#define SDC_SCHEMA_YAML_EMIT_H

#include "base/buf.h"

/* yaml_string - append a string as a YAML scalar that is read back as that string */
void yaml_string(struct buf *out, const char *s);

/* yaml_comment - append text without line ends or other control characters */
void yaml_comment(struct buf *out, const char *s);

#endif
