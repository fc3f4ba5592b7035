// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/files/atomic_impl.h"
#include "base/files/file.h"
#include "base/files/output.h"
#include "base/sha256.h"

struct ends {
	int dir, stage;
	struct arena *arena;
};

static const char *spare(const struct ends *e, const struct atomic_step *s)
{
	return arena_printf(e->arena, "%u", s->number);
}

static bool is_unsupported(void)
{
	return errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
}

/* rename_new - where nothing has the name yet */
static int rename_new(int from_dir, const char *from, int to_dir, const char *to)
{
	struct stat st;

	if (!renameat2(from_dir, from, to_dir, to, RENAME_NOREPLACE))
		return 0;
	if (!is_unsupported())
		return -1;
	if (!fstatat(to_dir, to, &st, AT_SYMLINK_NOFOLLOW)) {
		errno = EEXIST;
		return -1;
	}
	return renameat(from_dir, from, to_dir, to);
}

/* exchange - the file in the stage and the one in the directory; in steps where it must be */
static int exchange(const struct ends *e, const struct atomic_step *s)
{
	const char *mine = spare(e, s), *old;

	if (!renameat2(e->stage, mine, e->dir, s->name, RENAME_EXCHANGE))
		return 0;
	if (!is_unsupported())
		return -1;
	old = arena_printf(e->arena, "%s.old", mine);
	if (renameat(e->dir, s->name, e->stage, old))
		return -1;
	if (rename_new(e->stage, mine, e->dir, s->name)) {
		int saved = errno;

		rename_new(e->stage, old, e->dir, s->name);
		errno = saved;
		return -1;
	}
	if (renameat(e->stage, old, e->stage, mine)) {
		int saved = errno;

		renameat(e->dir, s->name, e->stage, mine);
		rename_new(e->stage, old, e->dir, s->name);
		errno = saved;
		return -1;
	}
	return 0;
}

/* What has come into the stage is what was there when the step was decided on. */
static bool is_expected(const struct ends *e, const struct atomic_step *s)
{
	const char *state = atomic_state_at(e->arena, e->stage, spare(e, s));

	return state && !strcmp(state, s->was);
}

static int take_back(const struct ends *e, const struct atomic_step *s)
{
	if (*s->was && *s->now)
		return exchange(e, s);
	return *s->now ? rename_new(e->dir, s->name, e->stage, spare(e, s))
		       : rename_new(e->stage, spare(e, s), e->dir, s->name);
}

static int make_step(const struct ends *e, const struct atomic_step *s)
{
	if (*s->was && *s->now)
		return exchange(e, s);
	return *s->now ? rename_new(e->stage, spare(e, s), e->dir, s->name)
		       : rename_new(e->dir, s->name, e->stage, spare(e, s));
}

/* Whether somebody else's file has come into the stage. */
static const struct atomic_step *find_strange(
	const struct ends *e, const struct atomic_steps *steps, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (*steps->v[i].was && !is_expected(e, &steps->v[i]))
			return &steps->v[i];
	return NULL;
}

/* Returns how many steps were made; with errno and @failed where these are not all. */
static size_t make_steps(
	const struct ends *e, const struct atomic_steps *steps, const struct atomic_step **failed)
{
	size_t done = 0;

	*failed = NULL;
	for (; done < steps->n && !*failed; done++) {
		/* The last one says that the set is whole. */
		if (done + 1 == steps->n)
			*failed = find_strange(e, steps, done);
		if (*failed) {
			errno = EBUSY;
			break;
		}
		if (make_step(e, &steps->v[done])) {
			*failed = &steps->v[done];
			break;
		}
	}
	return done;
}

int atomic_apply(struct atomic_dir *d, int stage, const struct atomic_steps *steps,
	const struct atomic_step **failed)
{
	struct ends e = { d->dir, stage, &d->arena };
	size_t done = make_steps(&e, steps, failed);
	int saved = errno;

	if (!*failed)
		return 0;
	while (done && !take_back(&e, &steps->v[done - 1]))
		done--;
	errno = saved;
	return done ? 1 : -1;
}

/*
 * The stage tells which steps were made. What somebody else has put into the directory since, or
 * had put there when it was exchanged, stays or comes back.
 */
static int finish_step(const struct ends *e, const struct atomic_step *s)
{
	const char *here = atomic_state_at(e->arena, e->dir, s->name);
	const char *mine = atomic_state_at(e->arena, e->stage, spare(e, s));
	bool made;

	if (!here || !mine)
		return -1;
	made = strcmp(mine, s->now) != 0;
	if (made && *mine && strcmp(mine, s->was) != 0 && !strcmp(here, s->now))
		return take_back(e, s);
	/* Between the renames that make an exchange. */
	if (!made && *s->now && !*here)
		return rename_new(e->stage, spare(e, s), e->dir, s->name);
	return !made && !strcmp(here, s->was) ? make_step(e, s) : 0;
}

int atomic_finish(struct atomic_dir *d, int stage, const struct atomic_steps *steps)
{
	struct ends e = { d->dir, stage, &d->arena };

	for (size_t i = 0; i < steps->n; i++)
		if (finish_step(&e, &steps->v[i]))
			return -1;
	return fsync(d->dir);
}

static int write_new(int stage, const char *name, const struct atomic_step *s)
{
	int fd = openat(stage, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666), saved, ret;

	if (fd < 0)
		return -1;
	ret = write_all(fd, s->data, s->size) || fsync(fd) ? -1 : 0;
	saved = errno;
	if (close(fd) && !ret)
		return -1;
	errno = saved;
	return ret;
}

static int fill(struct atomic_dir *d, int stage, const struct atomic_steps *steps,
	const struct atomic_step **failed)
{
	struct ends e = { d->dir, stage, &d->arena };

	for (size_t i = 0; i < steps->n; i++) {
		*failed = &steps->v[i];
		if (*steps->v[i].now && write_new(stage, spare(&e, *failed), *failed))
			return -1;
	}
	*failed = NULL;
	return atomic_journal_write(stage, steps);
}

static struct atomic_step step(struct atomic_dir *d, const struct atomic_file *f, size_t number)
{
	struct atomic_step s = { f->name, f->was, "", (unsigned int)number, f->data, f->size };
	char sum[SHA256_TEXT];

	if (f->data) {
		sha256_text(f->data, f->size, sum);
		s.now = arena_strdup(&d->arena, sum);
	}
	return s;
}

/* The old list goes first, the new one comes last. */
static struct atomic_steps plan(
	struct atomic_dir *d, const struct atomic_file *files, size_t n, const char *list)
{
	struct atomic_steps steps = { arena_array(&d->arena, n + 2, sizeof(*steps.v)), 0 };
	const struct atomic_file *last = NULL;

	for (size_t i = 0; i < n; i++)
		if (!strcmp(files[i].name, list))
			last = &files[i];
	if (last && *last->was) {
		struct atomic_file old = { list, last->was, NULL, 0 };

		steps.v[steps.n] = step(d, &old, steps.n);
		steps.n++;
	}
	for (size_t i = 0; i < n; i++)
		if (&files[i] != last) {
			steps.v[steps.n] = step(d, &files[i], steps.n);
			steps.n++;
		}
	if (last) {
		steps.v[steps.n] = step(d, last, steps.n);
		steps.v[steps.n++].was = "";
	}
	return steps;
}

static int fail_step(const struct atomic_dir *d, const struct atomic_step *s, struct sdc_error *err)
{
	if (s && (errno == EBUSY || errno == EEXIST))
		return set_error(err, SDC_EIO,
			"%s/%s: somebody else has written it meanwhile; nothing was changed",
			d->path, s->name);
	return atomic_fail(d, s ? s->name : NULL, err);
}

static int replace(struct atomic_dir *d, const struct atomic_steps *steps, struct sdc_error *err)
{
	const struct atomic_step *failed = NULL;
	int stage = mkdirat(d->dir, ATOMIC_STAGE, 0700) ? -1 : atomic_stage_open(d), ret;
	bool whole;

	if (stage < 0)
		return atomic_fail(d, NULL, err);
	ret = fill(d, stage, steps, &failed);
	if (!ret)
		ret = atomic_apply(d, stage, steps, &failed);
	whole = ret <= 0;
	d->made = d->made && ret < 0;
	if (ret)
		ret = fail_step(d, failed, err);
	else
		fsync(d->dir);
	/* What fails from here on undoes nothing, and is made up for by the next process. */
	if (whole)
		atomic_stage_remove(d, stage);
	close(stage);
	return ret;
}

int atomic_replace(struct atomic_dir *d, const struct atomic_file *files, size_t n_files,
	const char *list, struct sdc_error *err)
{
	struct atomic_steps steps = plan(d, files, n_files, list);
	sigset_t signals;
	int ret;

	signals_hold(&signals);
	ret = replace(d, &steps, err);
	signals_release(&signals);
	return ret;
}
