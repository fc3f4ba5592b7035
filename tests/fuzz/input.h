/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FUZZ_INPUT_H
#define FUZZ_INPUT_H

#include <stddef.h>
#include <stdint.h>

#include "scmi-dtcheck.h"

/* What several targets need. */

/* input_file - a file without a place in any directory; its name is valid until the next call */
const char *input_file(const uint8_t *data, size_t size);

/* input_host - the tree that the variable FUZZ_BASE names, or the one of @data's first byte among
 * those in the directory FUZZ_BOARDS */
const struct sdc_tree *input_host(const uint8_t **data, size_t *size);

#endif
