// SPDX-License-Identifier: BSD-2-Clause
/* Keywords that combine schemas: allOf, anyOf, oneOf, not, if. */
#include <stdlib.h>
#include <string.h>

#include "schema/jsonschema/check.h"

/*
 * Applies a schema whose failure does not count yet: what it has looked at counts only if it
 * succeeds. Its failures, or the notes of its success, go to @list.
 */
static bool try_part(struct engine *e, const struct schema *s, struct part part,
	const struct at *at, struct failures *list)
{
	unsigned char few[64] = { 0 };
	struct seen seen = { .v = few };
	struct at own = *at;
	bool ok;

	own.out = list;
	if (at->seen) {
		seen.n = at->seen->n;
		if (seen.n > sizeof(few)) {
			seen.v = xmalloc(seen.n);
			memset(seen.v, 0, seen.n);
		}
		own.seen = &seen;
	}
	ok = check_part(e, s, part, &own);
	for (size_t i = 0; ok && i < seen.n; i++)
		at->seen->v[i] |= seen.v[i];
	if (seen.v != few)
		free(seen.v);
	return ok;
}

bool check_all(struct engine *e, const struct schema *s, const struct at *at)
{
	bool ok = true;

	for (size_t i = 0; i < json_array_size(s->all) && (ok || at->out); i++) {
		struct part part = PART_ENTRY(json_array_get(s->all, i), "allOf", i);

		if (e->cascade && at->seen)
			ok &= try_part(e, s, part, at, at->out);
		else
			ok &= check_part(e, s, part, at);
	}
	return ok;
}

/* How many of the alternatives hold; @lists gets the failures of each where somebody asks. */
static size_t count_alternatives(struct engine *e, const struct schema *s, json_t *parts,
	const char *keyword, const struct at *at, size_t enough, struct failure **lists)
{
	size_t found = 0;

	for (size_t i = 0; i < json_array_size(parts) && found < enough && !e->failed; i++) {
		struct failures list = { .last = &list.first };

		if (try_part(e, s, PART_ENTRY(json_array_get(parts, i), keyword, i), at,
			    lists ? &list : NULL)) {
			found++;
			check_append(at->out, &list);
		} else if (lists) {
			lists[i] = list.first;
		}
	}
	return found;
}

static bool check_alternatives(struct engine *e, const struct schema *s, json_t *parts,
	const struct at *at, const char *keyword, bool one)
{
	size_t n = json_array_size(parts), found, enough = one ? 2 : SIZE_MAX;
	struct failure **lists = NULL;

	if (at->out)
		lists = arena_array(&e->scratch, n, sizeof(struct failure *));
	else if (!one && !at->seen)
		enough = 1;
	found = count_alternatives(e, s, parts, keyword, at, enough, lists);
	if (found == 1 || (found > 1 && !one) || e->failed)
		return true;
	check_failed(e, s, at, keyword, parts, NULL);
	if (!found)
		check_because(at, lists, n);
	return false;
}

bool check_any(struct engine *e, const struct schema *s, const struct at *at)
{
	return check_alternatives(e, s, s->any, at, "anyOf", false);
}

bool check_one(struct engine *e, const struct schema *s, const struct at *at)
{
	return check_alternatives(e, s, s->one, at, "oneOf", true);
}

bool check_not(struct engine *e, const struct schema *s, const struct at *at)
{
	struct at quiet = *at;

	quiet.out = NULL;
	quiet.seen = NULL;
	if (!check_part(e, s, PART(s->negated, "not"), &quiet) || e->failed)
		return true;
	return check_failed(e, s, at, "not", s->negated, NULL);
}

bool check_if(struct engine *e, const struct schema *s, const struct at *at)
{
	bool holds = try_part(e, s, PART(s->condition, "if"), at, NULL);
	json_t *next = holds ? s->then : s->otherwise;

	return !next || check_part(e, s, PART(next, holds ? "then" : "else"), at);
}
