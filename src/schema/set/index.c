// SPDX-License-Identifier: BSD-2-Clause
#include "schema/set/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "schema/fixup/fixup.h"

/* What a node must have at least one of for a schema to apply. */
enum key_kind { KEY_COMPATIBLE, KEY_MEMBER, KEY_NAME, KEY_KINDS };

struct key {
	enum key_kind kind;
	const char *name;
};

typedef VEC(struct key) key_list;

const char *index_prepare(struct source *s, json_t *json, struct arena *a)
{
	const char *id = json_string_value(json_object_get(json, "$id"));
	const char *dialect = json_string_value(json_object_get(json, "$schema"));

	if (!json_is_object(json))
		return "no schema: it is no mapping";
	if (!id || !*id)
		return "no schema: it has no $id";
	s->id = arena_strndup(a, id, strcspn(id, "#"));
	s->json = json;
	s->binding = !strstr(s->id, "/meta-schemas/") &&
		     (!dialect || strstr(dialect, "devicetree.org/meta-schemas/"));
	if (s->binding)
		fixup_binding(json);
	s->by_compatible = s->binding && !json_object_get(json, "select");
	return NULL;
}

static void add_key(key_list *keys, enum key_kind kind, const json_t *name)
{
	if (json_is_string(name))
		vec_push(keys, (struct key){ kind, json_string_value(name) });
}

/* All constants below a schema of compatible; a pattern stands for itself alone. */
static void collect_constants(key_list *keys, enum key_kind kind, json_t *schema)
{
	const char *key;
	json_t *v;

	if (json_is_array(schema)) {
		for (size_t i = 0; i < json_array_size(schema); i++)
			collect_constants(keys, kind, json_array_get(schema, i));
	}
	json_object_foreach(schema, key, v) {
		if (!strcmp(key, "const") || !strcmp(key, "pattern")) {
			add_key(keys, kind, v);
		} else if (!strcmp(key, "enum")) {
			for (size_t i = 0; i < json_array_size(v); i++)
				add_key(keys, kind, json_array_get(v, i));
		} else {
			collect_constants(keys, kind, v);
		}
	}
}

/* Names that say how a device is wired up, not what it is. */
static bool is_generic(const char *compatible)
{
	return !strcmp(compatible, "syscon") || !strcmp(compatible, "simple-mfd") ||
	       !strcmp(compatible, "simple-bus");
}

static void compatible_keys(key_list *keys, json_t *schema)
{
	json_t *members = json_object_get(schema, "properties");
	size_t w = 0, n;

	collect_constants(keys, KEY_COMPATIBLE, json_object_get(members, "compatible"));
	n = keys->n;
	for (size_t i = 0; i < n; i++) {
		if (n == 1 || !is_generic(keys->v[i].name))
			keys->v[w++] = keys->v[i];
	}
	keys->n = w;
}

static bool requires(const json_t *schema, const char *name)
{
	const json_t *required = json_object_get(schema, "required");

	for (size_t i = 0; i < json_array_size(required); i++) {
		const char *s = json_string_value(json_array_get(required, i));

		if (s && !strcmp(s, name))
			return true;
	}
	return false;
}

/* The strings of which a list must have one: [const], contains const or enum. */
static bool string_keys(key_list *keys, enum key_kind kind, json_t *schema)
{
	json_t *contains = json_object_get(schema, "contains");
	json_t *items = json_object_get(schema, "items");
	json_t *one = contains                      ? contains
		      : json_array_size(items) == 1 ? json_array_get(items, 0)
						    : NULL;
	json_t *constant = json_object_get(one, "const");
	json_t *list = json_object_get(one, "enum");

	if (json_is_string(constant)) {
		add_key(keys, kind, constant);
		return true;
	}
	for (size_t i = 0; i < json_array_size(list); i++)
		add_key(keys, kind, json_array_get(list, i));
	return json_array_size(list) > 0;
}

static bool select_keys(key_list *keys, json_t *select, unsigned int depth);

static bool any_keys(key_list *keys, json_t *parts, unsigned int depth)
{
	size_t before = keys->n;

	for (size_t i = 0; i < json_array_size(parts); i++) {
		if (!select_keys(keys, json_array_get(parts, i), depth)) {
			keys->n = before;
			return false;
		}
	}
	return json_array_size(parts) > 0;
}

static bool required_keys(key_list *keys, json_t *select)
{
	json_t *required = json_object_get(select, "required");
	json_t *members = json_object_get(select, "properties");

	if (requires(select, "compatible") &&
		string_keys(keys, KEY_COMPATIBLE, json_object_get(members, "compatible")))
		return true;
	if (string_keys(keys, KEY_NAME, json_object_get(members, "$nodename")))
		return true;
	for (size_t i = 0; i < json_array_size(required); i++) {
		const char *name = json_string_value(json_array_get(required, i));

		if (name && strcmp(name, "$nodename") != 0 && strcmp(name, "compatible") != 0) {
			add_key(keys, KEY_MEMBER, json_array_get(required, i));
			return true;
		}
	}
	return false;
}

/*
 * The keys without which @select is false. Returns false where there are none, so that the
 * schema has to be asked for every node.
 */
static bool select_keys(key_list *keys, json_t *select, unsigned int depth)
{
	json_t *all = json_object_get(select, "allOf");

	if (json_is_false(select))
		return true;
	if (!json_is_object(select) || depth > 8)
		return false;
	if (required_keys(keys, select) ||
		any_keys(keys, json_object_get(select, "anyOf"), depth + 1) ||
		any_keys(keys, json_object_get(select, "oneOf"), depth + 1))
		return true;
	for (size_t i = 0; i < json_array_size(all); i++) {
		if (select_keys(keys, json_array_get(all, i), depth + 1))
			return true;
	}
	return false;
}

static int compare_keys(const void *a, const void *b)
{
	const struct schema_key *x = a, *y = b;
	int c = strcmp(x->key, y->key);

	return c ? c : (x->schema > y->schema) - (x->schema < y->schema);
}

typedef VEC(struct schema_key) schema_key_list;

static struct schema_keys sorted(schema_key_list *list, struct arena *a)
{
	struct schema_key *v = arena_array(a, list->n + 1, sizeof(*v));
	struct schema_keys out = { .v = v };

	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), compare_keys);
	for (size_t i = 0; i < list->n; i++) {
		if (!out.n || compare_keys(&v[out.n - 1], &list->v[i]) != 0)
			v[out.n++] = list->v[i];
	}
	vec_free(list);
	return out;
}

/* Any name matches them, or they are none that a tree would have to match. */
static bool is_known_pattern(const char *s)
{
	size_t n = strlen(s);

	return s[0] == '^' && n > 1 && s[n - 1] == '$' && !strstr(s, ".+") && !strstr(s, ".*") &&
	       strcmp(s, "^[a-zA-Z0-9][a-zA-Z0-9,+\\-._/]+$") != 0;
}

/* What stands below any member "compatible": all that somebody has documented. */
static void collect_known(key_list *keys, json_t *schema)
{
	const char *key;
	json_t *v;

	for (size_t i = 0; i < json_array_size(schema); i++)
		collect_known(keys, json_array_get(schema, i));
	json_object_foreach(schema, key, v) {
		if (!strcmp(key, "compatible"))
			collect_constants(keys, KEY_COMPATIBLE, v);
		else
			collect_known(keys, v);
	}
}

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef VEC(const char *) string_list;

static const char *const *unique(string_list *list, struct arena *a, size_t *n)
{
	const char **v = arena_array(a, list->n + 1, sizeof(*v));

	*n = 0;
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), compare_strings);
	for (size_t i = 0; i < list->n; i++) {
		if (!*n || strcmp(v[*n - 1], list->v[i]) != 0)
			v[(*n)++] = list->v[i];
	}
	vec_free(list);
	return v;
}

static void build_known(struct schema_index *x, const struct source *s, size_t n, struct arena *a)
{
	string_list names = { 0 }, patterns = { 0 };
	key_list keys = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (s[i].binding)
			collect_known(&keys, s[i].json);
	}
	for (size_t i = 0; i < keys.n; i++) {
		if (!strpbrk(keys.v[i].name, "^[{($"))
			vec_push(&names, keys.v[i].name);
		else if (is_known_pattern(keys.v[i].name))
			vec_push(&patterns, keys.v[i].name);
	}
	vec_free(&keys);
	x->known = unique(&names, a, &x->n_known);
	x->known_patterns = unique(&patterns, a, &x->n_known_patterns);
}

static void build_types(struct schema_index *x, const struct source *s, size_t n, struct arena *a)
{
	struct type_builder b;
	struct prop_type *names, *patterns;

	types_init(&b);
	for (size_t i = 0; i < n; i++) {
		if (s[i].binding)
			types_add(&b, s[i].json);
	}
	types_finish(&b, a, &names, &x->n_types, &patterns, &x->n_patterns);
	x->types = names;
	x->patterns = patterns;
}

void index_build(struct schema_index *x, const struct source *s, size_t n, struct arena *a)
{
	schema_key_list lists[KEY_KINDS] = { 0 };
	uint32_t *always = arena_array(a, n + 1, sizeof(*always));

	memset(x, 0, sizeof(*x));
	for (size_t i = 0; i < n; i++) {
		json_t *select = json_object_get(s[i].json, "select");
		key_list keys = { 0 };

		if (!s[i].binding)
			continue;
		if (!select)
			compatible_keys(&keys, s[i].json);
		else if (!select_keys(&keys, select, 0))
			always[x->n_always++] = (uint32_t)i;
		for (size_t k = 0; k < keys.n; k++)
			vec_push(&lists[keys.v[k].kind],
				(struct schema_key){ keys.v[k].name, (uint32_t)i });
		vec_free(&keys);
	}
	x->always = always;
	x->compatible = sorted(&lists[KEY_COMPATIBLE], a);
	x->member = sorted(&lists[KEY_MEMBER], a);
	x->name = sorted(&lists[KEY_NAME], a);
	build_types(x, s, n, a);
	build_known(x, s, n, a);
}

const struct schema_key *index_find(const struct schema_keys *keys, const char *key)
{
	size_t i;

	search_sorted(i, keys->n, strcmp(keys->v[i].key, key) < 0);
	return i < keys->n && !strcmp(keys->v[i].key, key) ? &keys->v[i] : NULL;
}
