// SPDX-License-Identifier: BSD-2-Clause
#include "fix/edits.h"

#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"

/* An edit as offsets into its file; an insertion is empty. */
struct stretch {
	const struct mirror_file *file;
	size_t start, end;
	const char *text;
	size_t owner; /* which fix it is of */
};

/* The line that was looked for last, from which the next is mostly not far. */
struct hint {
	const struct mirror_file *file;
	unsigned int line;
	size_t at;
};

typedef VEC(struct stretch) stretches;

/* The offset of a place; SIZE_MAX: there is no such. */
static size_t offset(
	const struct mirror_file *f, unsigned int line, unsigned int column, struct hint *hint)
{
	const struct buf *b = &f->now;
	const char *s = buf_str(b), *end = s + b->len;
	unsigned int i = 1;

	if (hint->file == f && hint->line <= line) {
		i = hint->line;
		s += hint->at;
	}
	for (; i < line && s; i++) {
		s = memchr(s, '\n', (size_t)(end - s));
		s = s ? s + 1 : NULL;
	}
	if (!s || !line || !column || (size_t)(end - s) < column - 1)
		return SIZE_MAX;
	*hint = (struct hint){ f, line, (size_t)(s - buf_str(b)) };
	return hint->at + column - 1;
}

/* @hint: of nothing where the files have changed since */
static bool to_stretch(
	struct mirror *m, const struct sdc_edit *e, struct hint *hint, struct stretch *out)
{
	const struct sdc_place *p = &e->place;

	out->file = mirror_find(m, p->file);
	if (!out->file || !out->file->editable)
		return false;
	out->start = offset(out->file, p->line, p->column, hint);
	out->end = offset(out->file, p->end_line, p->end_column + 1, hint);
	out->text = e->text;
	return out->start != SIZE_MAX && out->end != SIZE_MAX && out->start <= out->end;
}

static int by_place(const void *a, const void *b)
{
	const struct stretch *x = a, *y = b;

	if (x->file != y->file)
		return (x->file > y->file) - (x->file < y->file);
	if (x->start != y->start)
		return (x->start > y->start) - (x->start < y->start);
	return (x->end > y->end) - (x->end < y->end);
}

static bool equal(const struct stretch *x, const struct stretch *y)
{
	return x->file == y->file && x->start == y->start && x->end == y->end &&
	       !strcmp(x->text, y->text);
}

/* They meet, and are not the same. Two insertions at one place do not say which comes first. */
static bool overlap(const struct stretch *x, const struct stretch *y)
{
	if (x->file != y->file || equal(x, y))
		return false;
	if (x->start == y->start)
		return true;
	return x->start < y->end && y->start < x->end;
}

static bool add_fix(struct mirror *m, const struct sdc_fix *fix, stretches *taken)
{
	size_t before = taken->n;

	for (size_t i = 0; i < fix->n_edits; i++) {
		struct stretch s = { 0 };
		struct hint none = { 0 };
		bool fits = to_stretch(m, &fix->edits[i], &none, &s);

		for (size_t k = 0; k < before && fits; k++)
			fits = !overlap(&taken->v[k], &s);
		if (!fits) {
			taken->n = before;
			return false;
		}
		vec_push(taken, s);
	}
	return fix->n_edits != 0;
}

static bool is_wanted(const struct choice *c, const struct chosen_fix *f)
{
	if (f->fix->how == SDC_HAS_PLACEHOLDERS ||
		(f->fix->how == SDC_MAYBE_INCORRECT && !c->unsafe))
		return false;
	if (c->only && strcmp(c->only, f->rule) != 0)
		return false;
	return !c->rejected || !c->rejected(c->ctx, f);
}

void edits_choose(
	struct mirror *m, const struct sdc_result *r, const struct choice *c, chosen_fixes *out)
{
	const struct sdc_finding *f;
	stretches taken = { 0 };

	for (size_t i = 0; (f = sdc_result_finding(r, i)); i++) {
		for (size_t k = 0; k < f->n_fixes; k++) {
			struct chosen_fix x = { f->rule, &f->fixes[k], f };

			if (!is_wanted(c, &x) || !add_fix(m, x.fix, &taken))
				continue;
			vec_push(out, x);
			break;
		}
	}
	vec_free(&taken);
}

/* All edits of one file, from the first to the last. */
static void rewrite(struct mirror_file *f, const struct stretch *list, size_t n)
{
	struct buf out = { 0 };
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		if (i && equal(&list[i], &list[i - 1]))
			continue;
		buf_write(&out, f->now.data + at, list[i].start - at);
		buf_puts(&out, list[i].text);
		at = list[i].end;
	}
	buf_write(&out, buf_str(&f->now) + at, f->now.len - at);
	buf_free(&f->now);
	f->now = out;
}

static void rewrite_all(stretches *all)
{
	if (all->n)
		qsort(all->v, all->n, sizeof(*all->v), by_place);
	for (size_t i = 0, next; i < all->n; i = next) {
		for (next = i + 1; next < all->n && all->v[next].file == all->v[i].file; next++)
			;
		rewrite((struct mirror_file *)all->v[i].file, &all->v[i], next - i);
	}
}

int edits_apply(struct mirror *m, const struct chosen_fix *list, size_t n, struct sdc_error *err)
{
	stretches all = { 0 };
	int ret = 0;

	for (size_t i = 0; i < n && !ret; i++)
		if (!add_fix(m, list[i].fix, &all))
			ret = set_error(err, SDC_EINPUT, "%s: %s: a place outside the file",
				list[i].finding->place.file, list[i].fix->title);
	if (!ret)
		rewrite_all(&all);
	vec_free(&all);
	return ret;
}

/* Of two fixes that overlap the later one is left out. */
static void drop_overlapping(const stretches *all, bool *done)
{
	const struct stretch *last = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct stretch *s = &all->v[i];

		if (!done[s->owner])
			continue;
		if (last && last->owner != s->owner && overlap(last, s)) {
			bool later = s->owner > last->owner;

			done[later ? s->owner : last->owner] = false;
			if (later)
				continue;
		}
		last = s;
	}
}

void edits_make(struct mirror *m, const struct sdc_fix *list, size_t n, bool *done)
{
	stretches all = { 0 };
	struct hint hint = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		done[i] = list[i].n_edits != 0;
		for (size_t k = 0; k < list[i].n_edits && done[i]; k++) {
			struct stretch s = { .owner = i };

			done[i] = to_stretch(m, &list[i].edits[k], &hint, &s);
			if (done[i])
				vec_push(&all, s);
		}
	}
	if (all.n)
		qsort(all.v, all.n, sizeof(*all.v), by_place);
	drop_overlapping(&all, done);
	for (size_t i = 0; i < all.n; i++)
		if (done[all.v[i].owner])
			all.v[kept++] = all.v[i];
	all.n = kept;
	rewrite_all(&all);
	vec_free(&all);
}

bool edits_text(struct mirror *m, const struct sdc_place *p, struct buf *out)
{
	const struct sdc_edit e = { .place = *p };
	struct hint none = { 0 };
	struct stretch s;

	if (!to_stretch(m, &e, &none, &s))
		return false;
	buf_write(out, s.file->now.data + s.start, s.end - s.start);
	return true;
}
