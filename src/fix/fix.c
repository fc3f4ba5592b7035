// SPDX-License-Identifier: BSD-2-Clause
/* Rounds of checking and editing, on copies of the files. */
#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/files/path.h"
#include "base/options.h"
#include "fix/blob.h"
#include "fix/edits.h"
#include "fix/fixed.h"
#include "fix/state.h"

#define MAX_ROUNDS 10
#define MAX_STEPS  3
#define MAX_SINGLE 100 /* fixes that are tried one by one, where together they do not help */

struct fixer {
	const struct sdc_fix_options *o;
	struct sdc_fixed *out;
	struct sdc_variant v; /* with names of copies */
	struct state *now;
	size_t singles;
};

static int write_copies(struct fixer *x, struct sdc_error *err)
{
	struct mirror *m = &x->out->mirror;
	int ret = 0;

	for (size_t i = 0; i < m->files.n && !ret; i++)
		ret = mirror_write(m->files.v[i], err);
	return ret;
}

static struct buf *keep(const struct mirror *m)
{
	struct buf *old = xmalloc((m->files.n + 1) * sizeof(*old));

	memset(old, 0, (m->files.n + 1) * sizeof(*old));
	for (size_t i = 0; i < m->files.n; i++)
		buf_write(&old[i], m->files.v[i]->now.data, m->files.v[i]->now.len);
	return old;
}

/* @back: the texts become what they were. */
static void drop(struct mirror *m, struct buf *old, bool back)
{
	for (size_t i = 0; i < m->files.n; i++) {
		struct mirror_file *f = m->files.v[i];

		buf_free(back ? &f->now : &old[i]);
		if (back)
			f->now = old[i];
	}
	free(old);
}

static void note(struct fixer *x, const struct chosen_fix *c)
{
	struct mirror_file *f = mirror_find(&x->out->mirror, c->finding->place.file);
	struct sdc_applied a = {
		.rule = arena_strdup(&x->out->arena, c->rule),
		.title = arena_strdup(&x->out->arena, c->fix->title),
		.file = f ? f->name : arena_strdup(&x->out->arena, c->finding->place.file),
		.line = c->finding->place.line,
	};

	vec_push(&x->out->applied, a);
}

typedef VEC(const char *) names;

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* @notes: those of notes as well */
static void rules_of(const struct state *s, bool notes, names *out)
{
	const struct sdc_finding *f;

	for (size_t i = 0; (f = sdc_result_finding(s->result, i)); i++)
		if (notes || f->severity != SDC_NOTE)
			vec_push(out, f->rule);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_name);
}

/* A rule has a finding that had none before, and is more than a note. */
static bool has_new_rule(const names *old, const struct state *after)
{
	names now = { 0 };
	bool new = false;

	rules_of(after, false, &now);
	for (size_t i = 0, k = 0; i < now.n && !new; i++) {
		while (k < old->n && strcmp(old->v[k], now.v[i]) < 0)
			k++;
		new = k == old->n || strcmp(old->v[k], now.v[i]) != 0;
	}
	vec_free(&now);
	return new;
}

static bool still_compiles(const struct fixer *x, const struct state *s)
{
	return state_compiles(s) || !state_compiles(x->now);
}

/* Keeps the edits where there are fewer findings afterwards, and of several fixes where they bring
 * no finding of another rule. 1: kept, 0: taken back. */
static int try(struct fixer *x, const struct chosen_fix *list, size_t n, struct sdc_error *err)
{
	struct mirror *m = &x->out->mirror;
	struct buf *old = keep(m);
	struct state *s = NULL;
	names rules = { 0 };
	bool better;
	int ret;

	rules_of(x->now, true, &rules);
	ret = edits_apply(m, list, n, err);
	if (!ret)
		ret = write_copies(x, err);
	/* What does not compile any more is no improvement. */
	better = !ret && !state_check(&x->v, x->o, &s, NULL) && still_compiles(x, s) &&
		 state_is_better(s, state_count(x->now), state_weight(x->now)) &&
		 (n == 1 || !has_new_rule(&rules, s));
	if (better) {
		for (size_t i = 0; i < n; i++)
			note(x, &list[i]);
		state_free(x->now);
		x->now = s;
	} else {
		state_free(s);
	}
	drop(m, old, !better);
	vec_free(&rules);
	if (!better && !ret)
		ret = write_copies(x, err);
	return ret ? ret : better;
}

/* Applies what there is to apply, whatever comes of it; false where that is nothing, or does not
 * compile any more. */
static bool step(struct fixer *x, const struct choice *choice, int *ret, struct sdc_error *err)
{
	chosen_fixes list = { 0 };
	struct state *s = NULL;
	bool made;

	edits_choose(&x->out->mirror, x->now->result, choice, &list);
	made = list.n && !edits_apply(&x->out->mirror, list.v, list.n, NULL);
	if (made)
		*ret = write_copies(x, err);
	made = made && !*ret && !state_check(&x->v, x->o, &s, NULL) && still_compiles(x, s);
	for (size_t i = 0; made && i < list.n; i++)
		note(x, &list.v[i]);
	if (made) {
		state_free(x->now);
		x->now = s;
	} else {
		state_free(s);
	}
	vec_free(&list);
	return made;
}

static int try_singly(struct fixer *x, const chosen_fixes *list, struct sdc_error *err)
{
	int ret = 0;

	for (size_t i = 0; list->n > 1 && i < list->n && !ret && x->singles < MAX_SINGLE; i++) {
		x->singles++;
		ret = try(x, &list->v[i], 1, err);
	}
	return ret;
}

/* What a fix reveals has a fix as well: some steps together, of which the last leaves fewer
 * findings than there were, and none of another rule. 1: kept, 0: taken back. */
static int try_steps(struct fixer *x, const struct choice *choice, struct sdc_error *err)
{
	struct mirror *m = &x->out->mirror;
	struct buf *old = keep(m);
	size_t applied = x->out->applied.n, before = state_count(x->now);
	uint64_t weight = state_weight(x->now);
	names rules = { 0 };
	bool better = false, made = true;
	int ret = 0;

	rules_of(x->now, true, &rules);
	for (int i = 0; i < MAX_STEPS && made && !better && !ret; i++) {
		made = step(x, choice, &ret, err);
		better = made && state_is_better(x->now, before, weight) &&
			 !has_new_rule(&rules, x->now);
	}
	vec_free(&rules);
	drop(m, old, !better);
	if (better || ret)
		return ret ? ret : 1;
	x->out->applied.n = applied;
	state_free(x->now);
	x->now = NULL;
	ret = write_copies(x, err);
	return ret ? ret : state_check(&x->v, x->o, &x->now, err);
}

/* Of a blob's source form dtc says what nobody asked for. */
static size_t count(const struct fixer *x)
{
	const struct sdc_finding *f;
	size_t n = state_count(x->now);

	for (size_t i = 0; x->out->blob.tree && (f = sdc_result_finding(x->now->result, i)); i++)
		n -= !strcmp(f->rule, "dtc");
	return n;
}

static int run(struct fixer *x, struct sdc_error *err)
{
	const struct choice choice = { .unsafe = x->o->unsafe, .only = x->o->only };
	int ret = state_check(&x->v, x->o, &x->now, err);

	if (!ret)
		x->out->before = count(x);
	for (int round = 0; !ret && round < MAX_ROUNDS; round++) {
		chosen_fixes list = { 0 };

		edits_choose(&x->out->mirror, x->now->result, &choice, &list);
		if (list.n)
			ret = try(x, list.v, list.n, err);
		if (list.n && !ret)
			ret = try_singly(x, &list, err);
		if (list.n && !ret)
			ret = try_steps(x, &choice, err);
		vec_free(&list);
		if (ret != 1)
			break;
		ret = 0;
	}
	if (x->now)
		x->out->after = count(x);
	return ret;
}

struct adder {
	struct mirror *m;
	int ret;
	struct sdc_error *err;
};

static void add_file(void *ctx, const char *path)
{
	struct adder *a = ctx;

	if (!a->ret)
		a->ret = mirror_add(a->m, path, a->err);
}

static int add_tree(struct fixer *x, const char *path, bool overlays, struct sdc_error *err)
{
	struct sdc_load_options o = state_load_options(&x->v, x->o, overlays);
	struct adder a = { &x->out->mirror, 0, err };
	int ret = sdc_input_files(path, &o, add_file, &a, err);

	return ret ? ret : a.ret;
}

static const char *const *mirror_list(
	struct fixer *x, const char *const *list, size_t n, bool keep_originals, size_t *out_n)
{
	const char **out = arena_array(&x->out->arena, 2 * n, sizeof(*out));
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		out[k++] = mirror_path(&x->out->mirror, list[i]);
		if (keep_originals)
			out[k++] = list[i];
	}
	*out_n = k;
	return out;
}

static int copy_all(struct fixer *x, const struct sdc_variant *v, struct sdc_error *err)
{
	struct mirror *m = &x->out->mirror;
	struct sdc_project_guest *guests =
		arena_array(&x->out->arena, v->n_guests, sizeof(*guests));
	int ret;

	x->v = *v;
	x->v.host = mirror_path(m, v->host);
	if (blob_is(v->host))
		ret = blob_add(x->out, v->host, x->o->load, &x->v.host, err);
	else
		ret = add_tree(x, v->host, true, err);
	for (size_t i = 0; i < v->n_guests && !ret; i++) {
		ret = add_tree(x, v->guests[i].tree, false, err);
		if (!ret && v->guests[i].config)
			ret = mirror_add(m, v->guests[i].config, err);
		guests[i].name = v->guests[i].name;
		guests[i].tree = mirror_path(m, v->guests[i].tree);
		guests[i].config = v->guests[i].config ? mirror_path(m, v->guests[i].config) : NULL;
	}
	if (!ret && v->manifest)
		ret = mirror_add(m, v->manifest, err);
	if (!ret && v->firmware)
		ret = mirror_add(m, v->firmware, err);
	x->v.overlays = mirror_list(x, v->overlays, v->n_overlays, false, &x->v.n_overlays);
	x->v.include_dirs =
		mirror_list(x, v->include_dirs, v->n_include_dirs, true, &x->v.n_include_dirs);
	x->v.guests = guests;
	x->v.manifest = v->manifest ? mirror_path(m, v->manifest) : NULL;
	x->v.firmware = v->firmware ? mirror_path(m, v->firmware) : NULL;
	return ret;
}

static int start(struct fixer *x, const struct sdc_variant *v, struct sdc_error *err)
{
	struct mirror *m = &x->out->mirror;
	char *host = arena_strdup(&x->out->arena, v->host);
	int ret = mirror_init(m, err);

	if (!ret)
		ret = mirror_allow(m, dirname(host), err);
	for (size_t i = 0; i < x->o->n_also && !ret; i++)
		ret = mirror_allow(m, x->o->also[i], err);
	return ret ? ret : copy_all(x, v, err);
}

int sdc_fix(const struct sdc_variant *v, const struct sdc_fix_options *given,
	struct sdc_fixed **out, struct sdc_error *err)
{
	struct sdc_fix_options opts;
	struct sdc_load_options load;
	struct fixer x = { .o = &opts };
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_fix_options", err);

	if (!ret)
		ret = options_take(&load, sizeof(load), opts.load, "struct sdc_load_options", err);
	if (ret)
		return ret;
	opts.load = &load;
	x.out = xmalloc(sizeof(*x.out));
	memset(x.out, 0, sizeof(*x.out));
	if (!strcmp(v->host, "-"))
		ret = set_error(err, SDC_EARG, "standard input cannot be edited");
	else
		ret = start(&x, v, err);
	if (!ret)
		ret = run(&x, err);
	state_free(x.now);
	if (ret)
		sdc_fixed_free(x.out);
	else
		*out = x.out;
	return ret;
}
