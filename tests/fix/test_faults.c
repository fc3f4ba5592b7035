// SPDX-License-Identifier: BSD-2-Clause
/*
 * Errors, short writes and kills at every call that changes files, while fix writes two sources, a
 * blob or an overlay, and init its files over those of an earlier run. Whatever happens, every file
 * is the old one or the new one, those of init all the same; and the next run comes to the new ones
 * and leaves nothing else behind.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../emit/faulty.h"
#include "base/buf.h"
#include "base/files/file.h"
#include "base/files/output.h"
#include "scmi-dtcheck.h"

#define MAX_FILES 8
#define PROJECT   "scmi-dtcheck.yaml"

static int passed, failed;

static void die(const char *what, const struct sdc_error *err)
{
	fprintf(stderr, "%s: %s\n", what, err ? err->text : "?");
	exit(2);
}

/* What a directory holds. */
struct contents {
	size_t n;
	bool rest; /* something that is not yet in its place, or no longer */
	char names[MAX_FILES][64];
	struct buf data[MAX_FILES];
};

static void contents_read(struct contents *c)
{
	DIR *d = opendir(".");
	const struct dirent *e;

	memset(c, 0, sizeof(*c));
	while (d && (e = readdir(d))) {
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		/* What cannot be cleared away is left to the next run. */
		if (!strncmp(e->d_name, ".scmi-dtcheck", 13)) {
			c->rest = true;
			continue;
		}
		if (c->n == MAX_FILES || strlen(e->d_name) >= sizeof(c->names[0]) ||
			read_file(e->d_name, &c->data[c->n], NULL))
			die(e->d_name, NULL);
		strcpy(c->names[c->n++], e->d_name);
	}
	closedir(d);
}

static void contents_free(struct contents *c)
{
	for (size_t i = 0; i < c->n; i++)
		buf_free(&c->data[i]);
}

static void contents_write(const struct contents *c)
{
	if (system("find . -mindepth 1 -delete"))
		die("find", NULL);
	for (size_t i = 0; i < c->n; i++)
		if (write_file(c->names[i], buf_str(&c->data[i]), c->data[i].len, NULL))
			die(c->names[i], NULL);
}

static const struct buf *find(const struct contents *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->names[i], name))
			return &c->data[i];
	return NULL;
}

static bool holds(const char *name, const struct buf *text)
{
	struct buf now = { 0 };
	bool same;

	if (!text)
		return access(name, F_OK) != 0;
	same = !read_file(name, &now, NULL) && now.len == text->len &&
	       !memcmp(buf_str(&now), buf_str((struct buf *)text), now.len);
	buf_free(&now);
	return same;
}

static bool is(const struct contents *c, bool clean)
{
	struct contents now;
	bool same;

	contents_read(&now);
	same = now.n == c->n && !(clean && now.rest);
	contents_free(&now);
	for (size_t i = 0; i < c->n; i++)
		same = same && holds(c->names[i], &c->data[i]);
	return same;
}

/* A way of writing, what was there before and what is afterwards. */
struct way {
	const char *name;
	bool whole;  /* all files or none */
	bool system; /* one without files that have no name, and without flags of renameat2() */
	int (*write)(void);
	struct contents old, new;
};

/* Each file is one of the two. While the project file is away nobody takes the files for a set, and
 * the next run finishes what was begun. */
static bool is_one(const struct way *w)
{
	bool old = true, new = true;

	if (w->whole && access(PROJECT, F_OK))
		return true;
	for (size_t i = 0; i < w->new.n; i++) {
		bool is_old = holds(w->new.names[i], find(&w->old, w->new.names[i]));
		bool is_new = holds(w->new.names[i], &w->new.data[i]);

		if (!is_old && !is_new)
			return false;
		old &= is_old;
		new &= is_new;
	}
	return !w->whole || old || new;
}

static int run(const struct way *w, int kind, unsigned int at)
{
	pid_t pid = fork();

	if (!pid) {
		fault_start(kind, at);
		fault.old = w->system;
		_exit(w->write() ? 2 : 0);
	}
	return fault_end(pid);
}

static void check(const struct way *w, int kind, unsigned int at)
{
	bool right;
	int status;

	contents_write(&w->old);
	status = run(w, kind, at);
	right = is_one(w);
	if (status == 0)
		right = right && is(&w->new, false);
	if (status == 2 && w->whole)
		right = right && is(&w->old, false);
	right = right && run(w, 0, 0) == 0 && is(&w->new, true);
	passed += right;
	failed += !right;
	if (!right)
		printf("FAILED: %s: %s at call %u: status %d\n", w->name, fault_names[kind], at,
			status);
}

static void try(struct way *w)
{
	unsigned int n;

	contents_write(&w->old);
	fault_start(0, 0);
	fault.old = w->system;
	if (w->write())
		die(w->name, NULL);
	fault.old = false;
	n = fault.calls;
	contents_read(&w->new);
	if (!n || is(&w->old, false))
		die("nothing is written", NULL);
	printf("%s: %u calls\n", w->name, n);
	for (int kind = 0; kind < N_KINDS; kind++)
		for (unsigned int at = 1; at <= n; at++)
			check(w, kind, at);
	contents_free(&w->new);
}

static struct sdc_fixed *fixed;

/* What is fixed already is fixed again from what is there. */
static int write_sources(void)
{
	const struct sdc_variant v = { .host = "board.dts" };
	const struct sdc_fix_options o = { .size = sizeof(o) };
	struct fault was = fault;
	struct sdc_fixed *f;
	int ret;

	fault_start(-1, 0);
	ret = sdc_fix(&v, &o, &f, NULL);
	fault = was;
	if (!ret) {
		ret = sdc_fixed_write(f, NULL);
		was = fault;
		fault_start(-1, 0);
		sdc_fixed_free(f);
		fault = was;
	}
	return ret;
}

static int write_blob(void)
{
	return sdc_fixed_write_blob(fixed, "fixed.dtb", NULL);
}

static int write_overlay(void)
{
	return sdc_fixed_write_overlay(fixed, "fixed.dtso", NULL);
}

static struct sdc_outputs *made;

static int write_init(void)
{
	const struct sdc_write_options o = { .size = sizeof(o), .force = true };

	return sdc_outputs_write(made, ".", &o, NULL);
}

static void put(struct contents *c, const char *name, const char *text)
{
	strcpy(c->names[c->n], name);
	buf_puts(&c->data[c->n++], text);
}

static const char start[] = "/dts-v1/;\n/include/ \"base.dtsi\"\n/include/ \"extra.dtsi\"\n";
static const char main_mistake[] = "&scmi {\n\tarm,smc-id = <0x82000020>; /* wrong */\n};\n";
static const char extra_mistake[] = "&domu1 {\n\t/delete-property/ xen,sci-agent-id;\n"
				    "\txen,sci_agent_id = <2>;\n};\n";

static void try_both(struct way *w)
{
	static char name[64];

	try(w);
	snprintf(name, sizeof(name), "%s, old system", w->name);
	w->name = name;
	w->system = true;
	try(w);
	contents_free(&w->old);
}

static void try_sources(const char *base)
{
	struct way w = { .name = "sources", .write = write_sources };
	struct sdc_error err;

	put(&w.old, "board.dts", start);
	buf_puts(&w.old.data[0], main_mistake);
	put(&w.old, "extra.dtsi", extra_mistake);
	put(&w.old, "base.dtsi", "");
	put(&w.old, "own", "mine\n");
	if (read_file(base, &w.old.data[2], &err))
		die(base, &err);
	try_both(&w);
}

static void try_blob(const char *board)
{
	const struct sdc_variant v = { .host = "board.dtb" };
	const struct sdc_fix_options o = { .size = sizeof(o) };
	struct way blob = { .name = "a blob", .write = write_blob };
	struct way overlay = { .name = "an overlay", .write = write_overlay };
	struct buf command = { 0 };
	struct sdc_error err;

	buf_printf(&command, "dtc -q -@ -O dtb -o board.dtb '%s'", board);
	if (system(buf_str(&command)) || sdc_fix(&v, &o, &fixed, &err))
		die(board, &err);
	buf_free(&command);
	put(&blob.old, "fixed.dtb", "old");
	try_both(&blob);
	try_both(&overlay);
	sdc_fixed_free(fixed);
}

static void try_init(const char *board)
{
	struct way over = { .name = "init", .whole = true, .write = write_init };
	struct way first = { .name = "init, first", .whole = true, .write = write_init };
	const struct sdc_init_options o = { .size = sizeof(o), .name = "board", .include = true };
	struct sdc_tree *tree;
	struct sdc_error err;

	if (sdc_tree_load(board, NULL, &tree, &err) || sdc_init(tree, &o, &made, &err))
		die(board, &err);
	sdc_tree_free(tree);
	put(&over.old, "board-xen.dtso", "old\n");
	put(&over.old, "firmware.yaml", "old\n");
	put(&over.old, PROJECT, "old\n");
	put(&over.old, "own", "mine\n");
	try_both(&over);
	try_both(&first);
	sdc_outputs_free(made);
}

/* What a path is from anywhere. */
static const char *real(const char *path)
{
	const char *found = realpath(path, NULL);

	if (!found)
		die(path, NULL);
	return found;
}

/* DIR, a tree to be included, one with mistakes, a board's */
int main(int argc, char **argv)
{
	const char *base, *broken, *board;

	if (argc != 5)
		return 2;
	base = real(argv[2]);
	broken = real(argv[3]);
	board = real(argv[4]);
	if (chdir(argv[1]))
		die(argv[1], NULL);
	try_sources(base);
	try_blob(broken);
	try_init(board);
	free((char *)base);
	free((char *)broken);
	free((char *)board);
	printf("%d passed, %d failed\n", passed, failed);
	return failed ? 1 : 0;
}
