/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_RULES_MAN_H
#define SDC_CLI_RULES_MAN_H

#include "base/buf.h"

/* rules_man - append scmi-dtcheck-rules(7), in mdoc(7), made of the table of rules */
void rules_man(struct buf *out);

#endif
