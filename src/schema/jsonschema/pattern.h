/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_JSONSCHEMA_PATTERN_H
#define SDC_SCHEMA_JSONSCHEMA_PATTERN_H

#include <stdbool.h>

#include "base/arena.h"
#include "scmi-dtcheck.h"

/*
 * Regular expressions as JSON Schema has them: ECMA 262 syntax, found anywhere in the string.
 * Those that are only letters between ^ and $ cost no more than a comparison.
 */

struct pattern;

/*
 * pattern_compile - prepare an expression
 * @a: owns the pattern
 *
 * The caller calls pattern_free() before it frees the arena. Returns NULL and fills @err where
 * the expression is malformed or larger than 4096 bytes.
 */
struct pattern *pattern_compile(struct arena *a, const char *regex, struct sdc_error *err);
void pattern_free(struct pattern *p);

/* pattern_first - the character with which every string that matches begins; 0: not known */
char pattern_first(const struct pattern *p);

/*
 * pattern_match - true where the expression is found in the string
 *
 * An expression that needs more than about 100,000 steps for a string counts as not found.
 */
bool pattern_match(const struct pattern *p, const char *s);

#endif
