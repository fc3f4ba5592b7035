/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_FIXUP_VALUE_H
#define SDC_SCHEMA_FIXUP_VALUE_H

#include <jansson.h>
#include <stdbool.h>

/* Where in a binding a schema stands. */
struct fixup_place {
	const char *property; /* the innermost property, or NULL */
	bool in_reg;          /* below a property "reg" */
	bool in_branch;       /* below "then" or "else" */
	bool in_one_of;       /* directly in a oneOf */
};

/* fixup_value - the schema of a property: the shape of its value written out */
void fixup_value(json_t *schema, struct fixup_place place);

/* fixup_dependencies - split "dependencies" as draft 2019-09 does */
void fixup_dependencies(json_t *schema);

/* fixup_is_integer, fixup_is_string - the schema is for one number, for one string */
bool fixup_is_integer(const json_t *schema);
bool fixup_is_string(const json_t *schema);

#endif
