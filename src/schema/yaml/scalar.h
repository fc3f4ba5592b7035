/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_YAML_SCALAR_H
#define SDC_SCHEMA_YAML_SCALAR_H

#include <jansson.h>

/*
 * yaml_plain_scalar - what an unquoted scalar without a tag stands for
 *
 * YAML 1.2, chapter 10.3 (core schema). NULL for a number beyond a double, and for a string
 * that is no UTF-8.
 */
json_t *yaml_plain_scalar(const char *s);

#endif
