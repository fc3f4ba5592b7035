// SPDX-License-Identifier: BSD-2-Clause
#include "project/project.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/files/path.h"
#include "schema/document.h"
#include "schema/documents.h"
#include "xen/boot/caps.h"

struct reader {
	struct arena *a;
	const char *dir;                /* names of files start from it */
	const json_t *variant, *common; /* @variant may be NULL */
};

/* A variant's own value holds, and stands in place of the common one. */
static const json_t *value(const struct reader *r, const char *key)
{
	const json_t *v = json_object_get(r->variant, key);

	return v ? v : json_object_get(r->common, key);
}

static const char *path(const struct reader *r, const json_t *v)
{
	const char *s = json_string_value(v);

	return s ? path_join(r->a, r->dir, arena_strdup(r->a, s)) : NULL;
}

static const char *const *strings(const struct reader *r, const char *key, bool paths, size_t *n)
{
	const json_t *list = value(r, key);
	const char **out = arena_array(r->a, json_array_size(list), sizeof(*out));

	*n = json_array_size(list);
	for (size_t i = 0; i < *n; i++) {
		const json_t *v = json_array_get(list, i);

		out[i] = paths ? path(r, v) : arena_strdup(r->a, json_string_value(v));
	}
	return out;
}

static void read_guests(const struct reader *r, struct sdc_variant *v)
{
	const json_t *list = value(r, "guests");
	struct sdc_project_guest *out = arena_array(r->a, json_array_size(list), sizeof(*out));

	v->guests = out;
	v->n_guests = json_array_size(list);
	for (size_t i = 0; i < v->n_guests; i++) {
		const json_t *g = json_array_get(list, i);

		out[i].name = arena_strdup(r->a, json_string_value(json_object_get(g, "name")));
		out[i].tree = path(r, json_object_get(g, "tree"));
		out[i].config = path(r, json_object_get(g, "config"));
	}
}

static size_t count_warnings(const json_t *list)
{
	size_t n = 0;

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *v = json_array_get(list, i);

		n += json_is_string(v) ? 1 : json_array_size(json_object_get(v, "set"));
	}
	return n;
}

static void read_warnings(const struct reader *r, struct sdc_variant *v)
{
	const json_t *list = value(r, "warnings");
	struct sdc_project_warning *out = arena_array(r->a, count_warnings(list), sizeof(*out));

	v->warnings = out;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *w = json_array_get(list, i), *set = json_object_get(w, "set");
		const char *at = path(r, json_object_get(w, "path"));

		if (json_is_string(w))
			out[v->n_warnings++].setting = arena_strdup(r->a, json_string_value(w));
		for (size_t k = 0; k < json_array_size(set); k++) {
			out[v->n_warnings].path = at;
			out[v->n_warnings++].setting =
				arena_strdup(r->a, json_string_value(json_array_get(set, k)));
		}
	}
}

/* The driver's name, or the version of Xen. */
static void read_xen(const struct reader *r, struct sdc_variant *v)
{
	const json_t *xen = value(r, "xen");
	const char *s = json_string_value(xen);
	char number[8];

	if (json_is_real(xen)) {
		snprintf(number, sizeof(number), "%.2f", json_real_value(xen));
		s = number;
	}
	for (int i = 0; s && sdc_xen_name((enum sdc_xen)i); i++) {
		if (strcmp(s, sdc_xen_name((enum sdc_xen)i)))
			continue;
		v->xen = (enum sdc_xen)i;
		return;
	}
	v->xen_version = s ? xen_caps_find(s)->version : NULL;
}

static enum sdc_toolstack read_toolstack(const struct reader *r)
{
	const char *s = json_string_value(value(r, "toolstack"));

	return s && !strcmp(s, "epam") ? SDC_TOOLSTACK_EPAM : SDC_TOOLSTACK_XL;
}

/* Variants that have one directory in common each get one in it. */
static const char *read_output(const struct reader *r, const char *name)
{
	const json_t *own = json_object_get(r->variant, "output");
	const char *common = path(r, json_object_get(r->common, "output"));

	if (own)
		return path(r, own);
	return common && name ? arena_printf(r->a, "%s/%s", common, name) : common;
}

static void read_variant(const struct reader *r, const char *name, struct sdc_variant *v)
{
	v->name = name;
	v->host = path(r, value(r, "host"));
	v->overlays = strings(r, "overlays", true, &v->n_overlays);
	v->include_dirs = strings(r, "include-dirs", true, &v->n_include_dirs);
	v->defines = strings(r, "defines", false, &v->n_defines);
	v->schema_dirs = strings(r, "schema-dirs", true, &v->n_schema_dirs);
	v->manifest = path(r, value(r, "manifest"));
	v->firmware = path(r, value(r, "firmware"));
	v->output = read_output(r, name);
	read_xen(r, v);
	v->toolstack = read_toolstack(r);
	read_guests(r, v);
	read_warnings(r, v);
}

static void read_document(struct sdc_project *p, struct document *doc)
{
	const json_t *list = json_object_get(doc->value, "variants");
	const struct yaml_mark *marks = yaml_mark_member(doc->marks, "variants");
	struct reader r = { .a = &p->arena, .common = doc->value };
	size_t n = list ? json_object_size(list) : 1;

	r.dir = dirname(arena_strdup(&p->arena, p->file));
	p->variants = arena_array(&p->arena, n, sizeof(*p->variants));
	if (!list)
		read_variant(&r, NULL, &p->variants[p->n_variants++]);
	for (const struct yaml_mark *m = marks ? marks->child : NULL; m; m = m->next) {
		r.variant = json_object_get(list, m->key);
		read_variant(&r, arena_strdup(&p->arena, m->key), &p->variants[p->n_variants++]);
		if (!p->variants[p->n_variants - 1].host)
			document_conflict(doc, m, "variant %s: \"host\" is missing", m->key);
	}
	if (!p->variants[0].host)
		document_conflict(doc, NULL, "\"host\" is missing");
}

int project_load(const char *file, struct sdc_project **out, struct sdc_error *err)
{
	struct sdc_project *p = xmalloc(sizeof(*p));
	struct document doc;
	int ret;

	memset(p, 0, sizeof(*p));
	p->file = arena_strdup(&p->arena, file);
	ret = document_read(file, project_yaml, &doc, err);
	if (!ret) {
		if (!doc.problems)
			read_document(p, &doc);
		ret = document_fail(p->file, doc.problems, err);
		document_free(&doc);
	}
	if (ret)
		project_free(p);
	else
		*out = p;
	return ret;
}

void project_free(struct sdc_project *p)
{
	if (!p)
		return;
	arena_free(&p->arena);
	free(p);
}
