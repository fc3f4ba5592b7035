/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_JSONSCHEMA_VALUE_H
#define SDC_SCHEMA_JSONSCHEMA_VALUE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* JSON values as JSON Schema compares them: 1 and 1.0 are one number. */

/* value_compare - a total order; 0 for equal values. Recurses as deep as the values are. */
int value_compare(const json_t *a, const json_t *b);
bool value_equal(const json_t *a, const json_t *b);

/* value_find - an equal value stands in the array */
bool value_find(const json_t *array, const json_t *value);

/* value_is_integer - a number without fraction */
bool value_is_integer(const json_t *v);

/* value_is_multiple - @v is @unit taken a whole number of times */
bool value_is_multiple(const json_t *v, const json_t *unit);

/* value_unique - no two entries are equal. n log n comparisons. */
bool value_unique(const json_t *array);

/* value_string_len - the length in characters */
size_t value_string_len(const char *s);

/* value_count - a schema's limit ("minItems": 2); SIZE_MAX where it is no whole number from 0 */
size_t value_count(const json_t *v);

#endif
