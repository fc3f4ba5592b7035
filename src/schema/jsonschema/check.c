// SPDX-License-Identifier: BSD-2-Clause
/* Applying a compiled schema: what is common to all keywords. */
#include "schema/jsonschema/check.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 400

/* The resources that were entered on the way to a schema, innermost first. */
struct scope {
	const struct scope *up;
	const struct resource *resource;
};

static const check_fn checks[CHECK_MAX] = {
	[CHECK_REF] = check_ref,
	[CHECK_RECURSIVE] = check_recursive,
	[CHECK_TYPE] = check_type,
	[CHECK_TYPE_SIZE] = check_type_size,
	[CHECK_ENUM] = check_enum,
	[CHECK_NUMBER] = check_number,
	[CHECK_STRING] = check_string,
	[CHECK_OBJECT] = check_object,
	[CHECK_MEMBERS] = check_members,
	[CHECK_NAMES] = check_names,
	[CHECK_DEPENDENT] = check_dependent,
	[CHECK_ARRAY] = check_array,
	[CHECK_ENTRIES] = check_entries,
	[CHECK_CONTAINS] = check_contains,
	[CHECK_ALL] = check_all,
	[CHECK_ANY] = check_any,
	[CHECK_ONE] = check_one,
	[CHECK_NOT] = check_not,
	[CHECK_IF] = check_if,
	[CHECK_LOOSE_MEMBERS] = check_loose_members,
	[CHECK_LOOSE_ENTRIES] = check_loose_entries,
};

static const struct step *copy_path(struct engine *e, const struct frame *frame)
{
	struct step *path;

	if (!frame)
		return NULL;
	path = arena_array(&e->scratch, frame->depth, sizeof(*path));
	for (; frame; frame = frame->up)
		path[frame->depth - 1] = frame->step;
	return path;
}

static size_t trail_length(const struct trail *t)
{
	size_t n = 0;

	for (; t; t = t->up)
		n += t->key || t->index != NO_INDEX ? 2 : 1;
	return n;
}

/* The keyword itself is the last step; a schema that is false has none. */
static void copy_trail(struct engine *e, struct failure *f, const struct trail *t)
{
	bool own = strcmp(f->keyword, "false") != 0;
	size_t n = trail_length(t) + own;
	struct step *v = arena_array(&e->scratch, n, sizeof(*v));

	f->location = v;
	f->n_location = n;
	if (own)
		v[--n].key = f->keyword;
	for (; t; t = t->up) {
		if (t->key || t->index != NO_INDEX)
			v[--n] = (struct step){ .key = t->key, .index = t->index };
		v[--n].key = t->keyword;
	}
}

static struct failure *add_failure(
	struct engine *e, const struct schema *s, const struct at *at, const char *keyword)
{
	struct failure *f = arena_alloc(&e->scratch, sizeof(*f));

	f->path = copy_path(e, at->frame);
	f->n_path = at->frame ? at->frame->depth : 0;
	f->value = at->value;
	f->schema = s->json;
	f->bits = e->bits;
	f->uri = s->resource ? s->resource->uri : "";
	f->keyword = keyword;
	copy_trail(e, f, at->trail);
	*at->out->last = f;
	at->out->last = &f->next;
	return f;
}

bool check_failed(struct engine *e, const struct schema *s, const struct at *at,
	const char *keyword, const json_t *wanted, const char *name)
{
	struct failure *f;

	if (!at->out)
		return false;
	f = add_failure(e, s, at, keyword);
	f->wanted = wanted;
	f->name = name;
	return false;
}

void check_append(struct failures *to, struct failures *list)
{
	if (to && list->first) {
		*to->last = list->first;
		to->last = list->last;
	}
}

void check_because(const struct at *at, struct failure **lists, size_t n)
{
	struct failure *f;

	if (!at->out)
		return;
	/* What check_failed() added is the last of the list. */
	f = (struct failure *)(void *)((char *)at->out->last - offsetof(struct failure, next));
	f->alternatives = lists;
	f->n_alternatives = n;
}

static bool run_checks(struct engine *e, const struct schema *s, const struct at *at)
{
	bool ok = true;

	for (uint32_t rest = s->checks; rest && (ok || at->out) && !e->failed; rest &= rest - 1)
		ok &= checks[__builtin_ctz(rest)](e, s, at);
	return ok;
}

static void note_deprecated(struct engine *e, const struct schema *s, const struct at *at)
{
	struct failure *f = add_failure(e, s, at, "deprecated");

	f->note = true;
}

/* A binding that discourages a node's name speaks to those who write new trees. */
static bool is_name(const struct frame *frame)
{
	return frame->step.key && frame->step.key[0] == '$';
}

static size_t size_of(const json_t *v)
{
	return json_is_object(v) ? json_object_size(v) : json_array_size(v);
}

/* Its own record: an unevaluated* keyword does not see what the schema's neighbours looked at. */
static bool run_with_seen(struct engine *e, const struct schema *s, const struct at *at)
{
	unsigned char few[64] = { 0 };
	struct seen seen = { .n = size_of(at->value), .v = few };
	struct at own = *at;
	bool ok;

	if (seen.n > sizeof(few)) {
		seen.v = xmalloc(seen.n);
		memset(seen.v, 0, seen.n);
	}
	own.seen = &seen;
	ok = run_checks(e, s, &own);
	for (size_t i = 0; at->seen && i < seen.n; i++)
		at->seen->v[i] |= seen.v[i];
	if (seen.v != few)
		free(seen.v);
	return ok;
}

static bool enter(struct engine *e)
{
	if (e->failed)
		return false;
	if (!e->budget)
		return !engine_fail(e, "the schemas take too long; do they refer to each other?");
	if (e->depth == MAX_DEPTH)
		return !engine_fail(e, "a schema that refers to itself without end");
	e->budget--;
	return true;
}

bool check_schema(struct engine *e, const struct schema *s, const struct at *at)
{
	const uint32_t loose = 1u << CHECK_LOOSE_MEMBERS | 1u << CHECK_LOOSE_ENTRIES;
	struct scope scope = { .up = e->scope };
	bool ok;

	if (!s || !enter(e))
		return true;
	if (s->constant)
		return s->verdict || check_failed(e, s, at, "false", NULL, NULL);
	scope.resource = s->resource;
	e->scope = &scope;
	e->depth++;
	ok = (s->checks & loose) ? run_with_seen(e, s, at) : run_checks(e, s, at);
	e->depth--;
	e->scope = scope.up;
	if (s->deprecated && at->out && at->frame && !is_name(at->frame))
		note_deprecated(e, s, at);
	return ok;
}

static const struct schema *compiled(
	struct engine *e, const struct schema *s, const struct part *part)
{
	const struct schema *found = part->compiled ? *part->compiled : NULL;

	if (!found)
		found = engine_compile(e, part->schema, s->resource);
	if (part->compiled)
		*part->compiled = found;
	return found;
}

bool check_part(struct engine *e, const struct schema *s, struct part part, const struct at *at)
{
	struct trail trail = { at->trail, part.keyword, part.key, part.index };
	struct at own = *at;

	own.trail = &trail;
	return check_schema(e, compiled(e, s, &part), &own);
}

bool check_child(struct engine *e, const struct schema *s, struct part part, const struct at *at,
	const char *key, size_t index, const json_t *child)
{
	struct frame frame = { .up = at->frame, .step = { .key = key, .index = index } };
	struct at below = { .value = child, .frame = &frame, .trail = at->trail, .out = at->out };
	unsigned int bits = e->bits;
	bool ok;

	frame.depth = at->frame ? at->frame->depth + 1 : 1;
	if (key && e->size)
		e->bits = json_is_object(child) ? 0 : e->size(e->ctx, child);
	ok = check_part(e, s, part, &below);
	e->bits = bits;
	return ok;
}

bool check_ref(struct engine *e, const struct schema *s, const struct at *at)
{
	/* Found once and kept; the compiled schema is the engine's own. */
	if (!s->target)
		((struct schema *)(uintptr_t)s)->target = engine_resolve(e, s);
	if (!s->target && !e->failed)
		return check_failed(e, s, at, "$ref", json_object_get(s->json, "$ref"), NULL);
	return check_schema(e, s->target, at);
}

/* $recursiveRef: "#", and the outermost document that allows itself to be meant by it. */
bool check_recursive(struct engine *e, const struct schema *s, const struct at *at)
{
	const struct resource *r = s->resource;

	for (const struct scope *sc = e->scope; s->resource->recursive && sc; sc = sc->up) {
		if (sc->resource->recursive)
			r = sc->resource;
	}
	return check_schema(e, engine_compile(e, r->json, r), at);
}

struct engine *engine_new(engine_find_fn find, engine_size_fn size, void *ctx)
{
	struct engine *e = xmalloc(sizeof(*e));

	memset(e, 0, sizeof(*e));
	e->find = find;
	e->size = size;
	e->ctx = ctx;
	e->resources.strings = true;
	e->patterns.strings = true;
	e->names.strings = true;
	e->anchors.strings = true;
	return e;
}

void engine_keep(struct engine *e, json_t *value)
{
	vec_push(&e->kept, value);
}

static void drop_scratch(struct engine *e)
{
	for (size_t i = 0; i < e->kept.n; i++)
		json_decref(e->kept.v[i]);
	e->kept.n = 0;
	arena_free(&e->scratch);
}

void engine_cascade(struct engine *e, bool on)
{
	e->cascade = on;
}

void engine_free(struct engine *e)
{
	if (!e)
		return;
	for (size_t i = 0; i < e->patterns.cap; i++) {
		if (e->patterns.v[i].key)
			pattern_free(e->patterns.v[i].value);
	}
	engine_forget(e);
	free(e->matches);
	map_free(&e->patterns);
	map_free(&e->names);
	map_free(&e->compiled);
	map_free(&e->resources);
	map_free(&e->documents);
	map_free(&e->anchors);
	drop_scratch(e);
	vec_free(&e->kept);
	arena_free(&e->arena);
	free(e);
}

static void start(struct engine *e, unsigned long budget, struct sdc_error *err)
{
	drop_scratch(e);
	if (!e->again)
		engine_forget(e);
	e->again = false;
	e->err = err;
	e->failed = false;
	e->budget = budget;
	e->bits = 0;
}

void engine_again(struct engine *e)
{
	e->again = true;
}

static bool apply(
	struct engine *e, json_t *schema, const char *uri, json_t *part, const struct at *at)
{
	const struct resource *r = engine_add(e, schema, uri);

	return check_schema(e, engine_compile(e, part ? part : schema, r), at);
}

int engine_check(struct engine *e, json_t *schema, const char *uri, const json_t *value,
	unsigned long budget, struct failure **out, struct sdc_error *err)
{
	struct sdc_error own;
	struct failures list = { .last = &list.first };
	struct at at = { .value = value, .out = &list };

	start(e, budget, err ? err : &own);
	apply(e, schema, uri, NULL, &at);
	*out = list.first;
	return e->failed ? -SDC_EINPUT : 0;
}

int engine_accepts(struct engine *e, json_t *schema, const char *uri, json_t *part,
	const json_t *value, unsigned long budget, bool *result, struct sdc_error *err)
{
	struct sdc_error own;
	struct at at = { .value = value };

	start(e, budget, err ? err : &own);
	*result = apply(e, schema, uri, part, &at);
	return e->failed ? -SDC_EINPUT : 0;
}

unsigned long engine_left(const struct engine *e)
{
	return e->budget;
}
