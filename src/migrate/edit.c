// SPDX-License-Identifier: BSD-2-Clause
#include "migrate/edit.h"

#include <string.h>

#include "dt/load.h"
#include "fix/edits.h"

int edits_open(struct edits *e, struct mirror *m, const char *path,
	const struct sdc_load_options *opts, struct sdc_error *err)
{
	int ret;

	memset(e, 0, sizeof(*e));
	e->m = m;
	ret = dt_load(path, opts, &e->t, err);
	if (!ret)
		findings_init(&e->f, e->t);
	return ret;
}

void edits_close(struct edits *e)
{
	if (!e->t)
		return;
	vec_free(&e->list);
	findings_free(&e->f);
	dt_tree_free(e->t);
	e->t = NULL;
}

struct fix *edits_fix(struct edits *e)
{
	return finding_fix(&e->f, &e->none, SDC_MACHINE_APPLICABLE, "migrate");
}

bool edits_add(struct edits *e, struct fix *fix, bool whole)
{
	if (whole && fix->n_edits)
		vec_push(&e->list, fix);
	return whole;
}

static struct sdc_place place_of(const struct span *s)
{
	return (struct sdc_place){ s->file, s->line, s->column, s->end_line, s->end_column,
		s->input, NULL };
}

static struct sdc_fix publish(struct edits *e, const struct fix *fix)
{
	struct sdc_edit *list = arena_array(&e->f.arena, fix->n_edits, sizeof(*list)), *next = list;

	for (const struct edit *x = fix->edits; x; x = x->next, next++) {
		next->place = place_of(&x->span);
		next->text = x->text;
	}
	return (struct sdc_fix){
		.title = fix->title, .how = fix->how, .edits = list, .n_edits = fix->n_edits
	};
}

int edits_save(struct edits *e, struct sdc_error *err)
{
	struct sdc_fix *list = arena_array(&e->f.arena, e->list.n, sizeof(*list));
	bool *done = arena_array(&e->f.arena, e->list.n, sizeof(*done));
	int ret = 0;

	for (size_t i = 0; i < e->list.n; i++)
		list[i] = publish(e, e->list.v[i]);
	edits_make(e->m, list, e->list.n, done);
	e->list.n = 0;
	for (size_t i = 0; i < e->m->files.n && !ret; i++)
		ret = mirror_write(e->m->files.v[i], err);
	return ret;
}

bool edits_cut(struct edits *e, struct fix *fix, const struct dt_node *n, struct buf *text)
{
	struct buf b = { 0 };
	struct sdc_place p;
	bool found = edit_remove_node(&e->f, fix, e->t, n);
	const struct edit *last = fix->edits;

	while (found && last->next)
		last = last->next;
	if (found) {
		p = place_of(&last->span);
		found = edits_text(e->m, &p, &b);
	}
	for (const char *s = buf_str(&b); found && *s;) {
		size_t len = strcspn(s, "\n");
		bool tab = *s == '\t';

		buf_write(text, s + tab, len - tab);
		buf_putc(text, '\n');
		s += len + (s[len] == '\n');
	}
	buf_free(&b);
	return found;
}
