// SPDX-License-Identifier: BSD-2-Clause
#include "migrate/host.h"

#include <string.h>

#include "base/files/file.h"
#include "dt/load.h"
#include "init/early.h"
#include "migrate/edit.h"

static bool is_editable(struct edits *e, const struct fix *fix)
{
	for (const struct edit *x = fix->edits; x; x = x->next) {
		const struct mirror_file *f = mirror_find(e->m, x->span.file);

		if (!f || !f->editable)
			return false;
	}
	return true;
}

struct removal {
	struct edits *e;
	const struct dt_tree *plan, *tree; /* of the plan, and of the copies */
	struct buf *rest;
	bool in_place;
};

static void remove_one(void *ctx, const struct dt_node *of_plan, const char *prop)
{
	struct removal *r = ctx;
	struct edits *e = r->e;
	struct fix *fix = edits_fix(e);
	/* One text makes one tree. */
	size_t index = (size_t)(of_plan - r->plan->nodes);
	const struct dt_node *n =
		index < r->tree->n_nodes && !strcmp(r->tree->nodes[index].name, of_plan->name)
			? &r->tree->nodes[index]
			: NULL;
	bool whole = r->in_place && n &&
		     (prop ? edit_remove_prop(&e->f, fix, e->t, n, prop)
			   : edit_remove_node(&e->f, fix, e->t, n));
	if (!whole || !is_editable(e, fix))
		/* A macro wrote it, or it stands in a header of others. */
		init_early_delete(r->rest, of_plan, prop);
	else
		edits_add(e, fix, true);
}

static int edit(struct init_plan *p, struct mirror *m, const char *path,
	const struct sdc_load_options *opts, bool in_place, struct sdc_error *err)
{
	struct mirror_file *f = mirror_find(m, path);
	struct buf text = { 0 }, rest = { 0 };
	struct removal r = { .plan = p->tree, .rest = &rest, .in_place = in_place };
	struct edits e;
	int ret = edits_open(&e, m, path, opts, err);

	if (ret)
		return ret;
	r.e = &e;
	r.tree = e.t;
	init_early_leftovers(p, remove_one, &r);
	ret = edits_save(&e, err);
	edits_close(&e);
	if (!ret)
		ret = init_source(p, INIT_APPEND, &text, err);
	if (f->now.len && f->now.data[f->now.len - 1] != '\n')
		buf_putc(&f->now, '\n');
	buf_putc(&f->now, '\n');
	buf_write(&f->now, buf_str(&text), text.len);
	if (rest.len)
		buf_printf(&f->now, "\n/* What is left of the early form */\n%s", buf_str(&rest));
	buf_free(&text);
	buf_free(&rest);
	return ret ? ret : mirror_write(f, err);
}

static int compiles(const char *path, const struct sdc_load_options *opts, struct sdc_error *err)
{
	struct dt_tree *t;
	int ret = dt_load(path, opts, &t, err);

	if (!ret)
		dt_tree_free(t);
	return ret;
}

static int take_back(struct mirror *m, struct sdc_error *err)
{
	int ret = 0;

	for (size_t i = 0; i < m->files.n && !ret; i++) {
		struct mirror_file *f = m->files.v[i];

		f->now.len = 0;
		buf_write(&f->now, f->first.data, f->first.len);
		ret = mirror_write(f, err);
	}
	return ret;
}

int migrate_host(struct init_plan *p, struct mirror *m, const char *path,
	const struct sdc_load_options *opts, struct sdc_error *err)
{
	const struct mirror_file *f = mirror_find(m, path);
	int ret;

	if (!f || !f->editable)
		return set_error(err, SDC_EARG, "%s: cannot be edited", p->tree->file);
	ret = edit(p, m, path, opts, true, err);
	/* Something else may name what is taken out. */
	if (!ret && compiles(path, opts, NULL)) {
		ret = take_back(m, err);
		if (!ret)
			ret = edit(p, m, path, opts, false, err);
		if (!ret)
			ret = compiles(path, opts, err);
	}
	return ret;
}
