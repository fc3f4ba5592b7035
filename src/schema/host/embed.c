// SPDX-License-Identifier: BSD-2-Clause
/*
 * embed FILE... - schemas as C data
 *
 * Runs while the library is built. Writes to standard output what src/schema/builtin.c
 * includes: the schemas as JSON text with everything that fixup_binding() adds, and the index
 * over them, so that a start of the program neither parses nor sorts anything.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "schema/index.h"
#include "schema/yaml/yaml.h"

static void write_string(const char *s)
{
	size_t column = 0;

	putchar('"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (++column > 80) {
			fputs("\"\n\t\"", stdout);
			column = 0;
		}
		if (c == '"' || c == '\\')
			printf("\\%c", c);
		else if (c < 0x20 || c > 0x7e || c == '?')
			printf("\\%03o", c);
		else
			putchar(c);
	}
	putchar('"');
}

static void write_source(const struct source *s)
{
	char *text = json_dumps(s->json, JSON_COMPACT);

	printf("\t{ .id = \"%s\", .len = %zu, .binding = %d, .builtin = 1, .by_compatible = %d, .text =\n\t",
		s->id, strlen(text), s->binding, s->by_compatible);
	write_string(text);
	printf(" },\n");
	free(text);
}

static void write_keys(const char *name, const struct schema_keys *keys)
{
	printf("static const struct schema_key %s[] = {\n", name);
	for (size_t i = 0; i < keys->n; i++) {
		printf("\t{ ");
		write_string(keys->v[i].key);
		printf(", %u },\n", keys->v[i].schema);
	}
	printf("\t{ 0 },\n};\n\n");
}

static void write_types(const char *name, const struct prop_type *types, size_t n)
{
	printf("static const struct prop_type %s[] = {\n", name);
	for (size_t i = 0; i < n; i++) {
		const struct prop_type *t = &types[i];

		printf("\t{ ");
		write_string(t->name);
		printf(", %#x, %d, { %u, %u }, { %u, %u } },\n", t->types, t->has_dim, t->rows.min,
			t->rows.max, t->cells.min, t->cells.max);
	}
	printf("\t{ 0 },\n};\n\n");
}

static void write_index(const struct schema_index *x)
{
	write_keys("compatible_keys", &x->compatible);
	write_keys("member_keys", &x->member);
	write_keys("name_keys", &x->name);
	write_types("types", x->types, x->n_types);
	write_types("patterns", x->patterns, x->n_patterns);
	printf("static const uint32_t always[] = { ");
	for (size_t i = 0; i < x->n_always; i++)
		printf("%u, ", x->always[i]);
	printf("0 };\n\nconst struct schema_index builtin_index = {\n"
	       "\t.compatible = { compatible_keys, %zu },\n\t.member = { member_keys, %zu },\n"
	       "\t.name = { name_keys, %zu },\n\t.always = always,\n\t.n_always = %zu,\n"
	       "\t.types = types,\n\t.n_types = %zu,\n\t.patterns = patterns,\n"
	       "\t.n_patterns = %zu,\n};\n",
		x->compatible.n, x->member.n, x->name.n, x->n_always, x->n_types, x->n_patterns);
}

static int compare_sources(const void *a, const void *b)
{
	return strcmp(((const struct source *)a)->id, ((const struct source *)b)->id);
}

static int complain(const char *path, const char *text)
{
	fprintf(stderr, "%s: %s\n", path, text);
	return 1;
}

typedef VEC(struct source) source_list;

/* Of a document that only defines types each definition is also there by itself. */
static void add_definitions(source_list *sources, const struct source *s, struct arena *a)
{
	const char *name;
	json_t *v;

	if (!json_is_false(json_object_get(s->json, "select")))
		return;
	json_object_foreach(json_object_get(s->json, "definitions"), name, v) {
		struct source part = { .json = v };

		part.id = arena_printf(a, "%s#/definitions/%s", s->id, name);
		vec_push(sources, part);
	}
}

int main(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	struct schema_index index;
	source_list sources = { 0 };

	for (int i = 1; i < argc; i++) {
		struct source s = { 0 };
		struct sdc_error err;
		const char *problem;
		json_t *json;

		if (yaml_read(argv[i], &json, NULL, NULL, &err))
			return complain("embed", err.text);
		problem = index_prepare(&s, json, &arena);
		if (problem)
			return complain(argv[i], problem);
		/* What is about the schema as a whole reaches no message. */
		json_object_del(json, "title");
		json_object_del(json, "description");
		vec_push(&sources, s);
		add_definitions(&sources, &s, &arena);
	}
	if (sources.n)
		qsort(sources.v, sources.n, sizeof(*sources.v), compare_sources);
	index_build(&index, sources.v, sources.n, &arena);
	printf("/* Made by src/schema/host/embed.c */\n\nconst struct source builtin_sources[] = {\n");
	for (size_t i = 0; i < sources.n; i++)
		write_source(&sources.v[i]);
	printf("\t{ 0 },\n};\n\nconst size_t builtin_count = %zu;\n\n", sources.n);
	write_index(&index);
	return ferror(stdout) || fflush(stdout) ? complain("embed", "cannot write") : 0;
}
