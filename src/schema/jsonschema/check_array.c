// SPDX-License-Identifier: BSD-2-Clause
/* Keywords that look at an array's entries. */
#include "schema/jsonschema/check.h"
#include "schema/jsonschema/value.h"

static const json_t *keyword(const struct schema *s, const char *name)
{
	return json_object_get(s->json, name);
}

bool check_array(struct engine *e, const struct schema *s, const struct at *at)
{
	size_t n = json_array_size(at->value);
	bool ok = true;

	if (!json_is_array(at->value))
		return true;
	if (n < s->min_entries)
		ok = check_failed(e, s, at, "minItems", keyword(s, "minItems"), NULL);
	if (n > s->max_entries)
		ok = check_failed(e, s, at, "maxItems", keyword(s, "maxItems"), NULL);
	if (s->unique && !value_unique(at->value))
		ok = check_failed(e, s, at, "uniqueItems", NULL, NULL);
	return ok;
}

/* "items" in both forms: one schema for all entries, or one for each of the first. */
bool check_entries(struct engine *e, const struct schema *s, const struct at *at)
{
	bool list = json_is_array(s->entries);
	size_t first = list ? json_array_size(s->entries) : 0;
	json_t *rest = list ? s->other_entries : s->entries;
	size_t n = json_array_size(at->value);
	bool ok = true;

	for (size_t i = 0; i < n && (i < first || rest); i++) {
		struct part part = i < first ? PART_ENTRY(json_array_get(s->entries, i), "items", i)
					     : PART(rest, list ? "additionalItems" : "items");

		ok &= check_child(e, s, part, at, NULL, i, json_array_get(at->value, i));
		if (at->seen)
			at->seen->v[i] = 1;
		if ((!ok && !at->out) || e->failed)
			break;
	}
	return ok;
}

bool check_contains(struct engine *e, const struct schema *s, const struct at *at)
{
	size_t n = json_array_size(at->value), found = 0;
	struct at quiet = *at;

	if (!json_is_array(at->value))
		return true;
	quiet.out = NULL;
	for (size_t i = 0; i < n && !e->failed; i++)
		found += check_child(e, s, PART(s->contains, "contains"), &quiet, NULL, i,
			json_array_get(at->value, i));
	if (found < s->min_contains)
		return check_failed(e, s, at, "contains", s->contains, NULL);
	if (found > s->max_contains)
		return check_failed(e, s, at, "maxContains", keyword(s, "maxContains"), NULL);
	return true;
}

bool check_loose_entries(struct engine *e, const struct schema *s, const struct at *at)
{
	bool ok = true;

	for (size_t i = 0; i < json_array_size(at->value) && !e->failed; i++) {
		const json_t *entry = json_array_get(at->value, i);

		if (!at->seen->v[i] && json_is_false(s->loose_entries))
			ok = check_failed(e, s, at, "unevaluatedItems", s->loose_entries, NULL);
		else if (!at->seen->v[i])
			ok &= check_child(e, s, PART(s->loose_entries, "unevaluatedItems"), at,
				NULL, i, entry);
		at->seen->v[i] = 1;
		if (!ok && !at->out)
			break;
	}
	return ok;
}
