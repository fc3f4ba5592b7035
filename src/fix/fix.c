// SPDX-License-Identifier: BSD-2-Clause
/* Rounds of checking and editing, on copies of the files. */
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/files/path.h"
#include "base/options.h"
#include "fix/copies.h"
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
	size_t n = x->now ? state_count(x->now) : 0;

	for (size_t i = 0; n && x->out->blob.tree && (f = sdc_result_finding(x->now->result, i));
		i++)
		n -= !strcmp(f->rule, "dtc");
	return n;
}

static int run(struct fixer *x, struct sdc_error *err)
{
	const struct choice choice = { .unsafe = x->o->unsafe, .only = x->o->only };
	int ret = state_check(&x->v, x->o, &x->now, err);

	if (!ret)
		x->out->before = count(x);
	for (int round = 0; !ret && x->now && round < MAX_ROUNDS; round++) {
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
	x->out->after = count(x);
	return ret;
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
		ret = copies_make(x.out, x.o, v, &x.v, err);
	if (!ret)
		ret = run(&x, err);
	state_free(x.now);
	if (ret)
		sdc_fixed_free(x.out);
	else
		*out = x.out;
	return ret;
}
