// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/search.h"
#include "dt/lookup.h"

const struct dt_prop *dt_prop(const struct dt_node *n, const char *name)
{
	const struct dt_prop *p;

	if (n->lookup)
		return dt_lookup_prop(n, name);
	dt_for_each_prop(n, p)
		if (search_same(p->name, name))
			return p;
	return NULL;
}

bool dt_prop_u32(const struct dt_node *n, const char *name, uint32_t *value)
{
	const struct dt_prop *p = dt_prop(n, name);

	if (!p || p->len < 4)
		return false;
	*value = dt_cell(p->data, 0);
	return true;
}

const char *dt_prop_string(const struct dt_node *n, const char *name)
{
	const struct dt_prop *p = dt_prop(n, name);

	if (!p || !p->len || memchr(p->data, 0, p->len) != p->data + p->len - 1)
		return NULL;
	return (const char *)p->data;
}

const char *dt_prop_next_string(const struct dt_prop *p, const char *last)
{
	const char *end = (const char *)p->data + p->len;
	const char *s = last ? last + strlen(last) + 1 : (const char *)p->data;

	if (s >= end || !memchr(s, 0, (size_t)(end - s)))
		return NULL;
	return s;
}

uint32_t dt_raw_cell(const struct dt_tree *t, const struct dt_prop *p)
{
	const uint8_t *end = (const uint8_t *)t->blob + t->blob_size;
	uint8_t cell[4] = { 0 };

	for (size_t i = 0; i < 4 && p->data + i < end; i++)
		cell[i] = p->data[i];
	return dt_cell(cell, 0);
}

uint64_t dt_number(const uint8_t *data, uint32_t cells)
{
	uint64_t v = 0;

	for (uint32_t i = 0; i < cells; i++)
		v = v << 32 | dt_cell(data, i);
	return v;
}

bool dt_compatible(const struct dt_node *n, const char *compat)
{
	const struct dt_prop *p = dt_prop(n, "compatible");

	if (!p)
		return false;
	for (const char *s = NULL; (s = dt_prop_next_string(p, s));)
		if (!strcmp(s, compat))
			return true;
	return false;
}

bool dt_string_is(const struct dt_prop *p, const char *s)
{
	size_t len = strnlen((const char *)p->data, p->len);

	return p->len && len == strlen(s) && !memcmp(p->data, s, len);
}

bool dt_available(const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "status");

	return !p || dt_string_is(p, "okay") || dt_string_is(p, "ok");
}
