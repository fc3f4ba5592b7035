// SPDX-License-Identifier: BSD-2-Clause
/* SARIF's artifacts, and regions in them. */
#include <ctype.h>
#include <string.h>

#include "dt/load.h"
#include "report/json/sarif.h"

static void add(void *ctx, const char *file)
{
	struct sarif *s = ctx;

	if (!file || map_get(&s->index, file))
		return;
	vec_push(&s->files, file);
	map_set(&s->index, file, (void *)(uintptr_t)s->files.n);
}

static void add_place(struct sarif *s, const struct sdc_place *p)
{
	for (; p; p = p->included_from)
		add(s, p->file);
}

static void add_finding(struct sarif *s, const struct sdc_finding *f)
{
	add_place(s, &f->place);
	for (size_t i = 0; i < f->n_related; i++)
		add_place(s, &f->related[i].place);
	for (size_t i = 0; i < f->n_fixes; i++)
		for (size_t k = 0; k < f->fixes[i].n_edits; k++)
			add_place(s, &f->fixes[i].edits[k].place);
}

void sarif_files(struct sarif *s)
{
	s->index.strings = true;
	for (size_t i = 0; i < s->results->n; i++) {
		const struct sdc_result *r = s->results->v[i];

		dt_files(r->tree, add, s);
		for (size_t k = 0; k < r->n_guest_trees; k++)
			dt_files(r->guest_trees[k], add, s);
		for (size_t k = 0; k < r->n_guest_trees && r->configs; k++)
			add(s, r->configs[k].file);
		for (size_t k = 0; k < r->n_list; k++)
			add_finding(s, &r->list[k]);
	}
}

/* RFC 3986: what is neither unreserved nor a slash is written as %NN. */
static void put_uri(struct jsonw *w, const char *file)
{
	struct buf uri = { 0 };

	if (*file == '/')
		buf_puts(&uri, "file://");
	for (const char *p = file; *p; p++) {
		if (isalnum((unsigned char)*p) || strchr("/-._~", *p))
			buf_putc(&uri, *p);
		else
			buf_printf(&uri, "%%%02X", (unsigned char)*p);
	}
	jsonw_key_string(w, "uri", buf_str(&uri));
	buf_free(&uri);
}

void sarif_put_artifacts(struct sarif *s)
{
	jsonw_key(&s->w, "artifacts");
	jsonw_array(&s->w);
	for (size_t i = 0; i < s->files.n; i++) {
		jsonw_object(&s->w);
		jsonw_key(&s->w, "location");
		jsonw_object(&s->w);
		put_uri(&s->w, s->files.v[i]);
		jsonw_end_object(&s->w);
		jsonw_end_object(&s->w);
	}
	jsonw_end_array(&s->w);
}

void sarif_put_file(struct sarif *s, const char *file)
{
	uintptr_t index = (uintptr_t)map_get(&s->index, file);

	jsonw_key(&s->w, "artifactLocation");
	jsonw_object(&s->w);
	put_uri(&s->w, file);
	if (index)
		jsonw_key_number(&s->w, "index", index - 1);
	jsonw_end_object(&s->w);
}

/* Ends are behind the last character. */
void sarif_put_region(
	struct sarif *s, const char *key, const struct sdc_result *r, const struct sdc_place *p)
{
	unsigned int end_line = p->end_line ? p->end_line : p->line;
	unsigned int end = p->end_line ? p->end_column : p->column;

	if (!p->line)
		return;
	jsonw_key(&s->w, key);
	jsonw_object(&s->w);
	jsonw_key_number(&s->w, "startLine", p->line);
	if (p->column) {
		jsonw_key_number(
			&s->w, "startColumn", columns_find(&s->columns, r, p, p->line, p->column));
		jsonw_key_number(&s->w, "endLine", end_line);
		jsonw_key_number(
			&s->w, "endColumn", columns_find(&s->columns, r, p, end_line, end + 1));
	}
	jsonw_end_object(&s->w);
}

void sarif_free(struct sarif *s)
{
	map_free(&s->index);
	vec_free(&s->files);
	columns_free(&s->columns);
	arena_free(&s->arena);
}
