// SPDX-License-Identifier: BSD-2-Clause
/*
 * Errors, short writes and kills at every call that changes files, while a new set of outputs is
 * written over an old one. Whatever happens, where the directory has a list of the set, it holds
 * one of the two, whole; the user's own file is beside it; and a kill leaves nothing that the next
 * run does not clear away. The same for a single file.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files/file.h"
#include "base/files/output.h"
#include "faulty.h"
#include "scmi-dtcheck.h"

/* The sets. */

static struct sdc_outputs *old_set, *new_set;
static int passed, failed;

static void die(const char *what, const struct sdc_error *err)
{
	fprintf(stderr, "%s: %s\n", what, err ? err->text : strerror(errno));
	exit(2);
}

static struct sdc_outputs *make(const char *host, const char *manifest)
{
	struct sdc_outputs_options options = {
		.size = sizeof(options), .sources = true, .merge = true
	};
	struct sdc_check_options check = { .size = sizeof(check) };
	struct sdc_outputs *outputs;
	struct sdc_guests *guests;
	struct sdc_result *result;
	struct sdc_tree *tree;
	struct sdc_error err;

	if (sdc_tree_load(host, NULL, &tree, &err) || sdc_guests_load(manifest, &guests, &err))
		die(manifest, &err);
	check.manifest = guests;
	if (sdc_check(tree, &check, &result, &err) ||
		sdc_outputs_make(result, &options, &outputs, &err))
		die(manifest, &err);
	sdc_result_free(result);
	sdc_guests_free(guests);
	sdc_tree_free(tree);
	return outputs;
}

static size_t count_files(const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *e;
	size_t n = 0;

	if (!d)
		return 0;
	while ((e = readdir(d)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			n++;
	closedir(d);
	return n;
}

static bool holds(const char *dir, const char *name, const void *data, size_t size)
{
	struct buf path = { 0 }, text = { 0 };
	bool same;

	buf_printf(&path, "%s/%s", dir, name);
	same = !read_file(path.data, &text, NULL) && text.len == size &&
	       !memcmp(buf_str(&text), data, size);
	buf_free(&path);
	buf_free(&text);
	return same;
}

static bool has_set(const char *dir, const struct sdc_outputs *set)
{
	const struct sdc_output *o;

	for (size_t i = 0; (o = sdc_outputs_at(set, i)); i++)
		if (!holds(dir, o->name, o->data, o->size))
			return false;
	return true;
}

static size_t set_size(const struct sdc_outputs *set)
{
	size_t n = 0;

	while (sdc_outputs_at(set, n))
		n++;
	return n;
}

static bool is_set(const char *dir, const struct sdc_outputs *set, bool own)
{
	return has_set(dir, set) && count_files(dir) == set_size(set) + own &&
	       (!own || holds(dir, "own", "mine\n", 5));
}

/* What a directory must hold before and after. */
struct place {
	const char *name;
	bool there; /* with the old set and the user's own file */
	bool old;   /* the file system knows no flags of renameat2() */
};

static bool is_before(const struct place *p)
{
	return p->there ? is_set("out", old_set, true) : access("out", F_OK) != 0;
}

static bool is_after(const struct place *p)
{
	return is_set("out", new_set, p->there);
}

static void start(const struct place *p)
{
	static const char own[] = "mine\n";
	struct sdc_error err;
	FILE *f;

	if (system("rm -rf out .out.*"))
		die("rm", NULL);
	if (!p->there)
		return;
	if (sdc_outputs_write(old_set, "out", NULL, &err))
		die("the old set", &err);
	f = fopen("out/own", "w");
	if (!f || fputs(own, f) < 0 || fclose(f))
		die("own", NULL);
}

/* In a child: the exit status, 256 for a kill. */
static int run(const struct place *p, int kind, unsigned int at)
{
	pid_t pid = fork();

	if (!pid) {
		fault_start(kind, at);
		fault.old = p->old;
		_exit(sdc_outputs_write(new_set, "out", NULL, NULL) ? 2 : 0);
	}
	return fault_end(pid);
}

static bool is_right(const struct place *p, int status)
{
	/* What cannot be cleared away is left to the next run. */
	if (status == 0)
		return has_set("out", new_set) && (!p->there || holds("out", "own", "mine\n", 5));
	if (status == 2)
		return is_before(p);
	if (p->there && !holds("out", "own", "mine\n", 5))
		return false;
	/* Without the list nobody takes the files for a set. */
	return access("out/outputs.json", F_OK) || has_set("out", old_set) ||
	       has_set("out", new_set);
}

static void check(const struct place *p, int kind, unsigned int at)
{
	struct sdc_error err = { 0 };
	int status;
	bool right;

	start(p);
	status = run(p, kind, at);
	right = is_right(p, status);
	if (right && (sdc_outputs_write(new_set, "out", NULL, &err) || !is_after(p)))
		right = false;
	passed += right;
	failed += !right;
	if (!right)
		printf("FAILED: %s: %s at call %u: status %d %s\n", p->name, fault_names[kind], at,
			status, err.text);
}

static unsigned int count_calls(const struct place *p)
{
	unsigned int n;

	start(p);
	fault.old = p->old;
	fault.calls = 0;
	if (sdc_outputs_write(new_set, "out", NULL, NULL))
		die("without fault", NULL);
	n = fault.calls;
	fault.old = false;
	return n;
}

/* A single file, "file/f", over an old one or not. */

static const char old_text[] = "old\n", new_text[] = "a new text\n";

static void start_file(bool there)
{
	if (system("rm -rf file; mkdir file") ||
		(there && write_file("file/f", old_text, sizeof(old_text) - 1, NULL)))
		die("file", NULL);
}

static bool is_file(bool there, const char *text)
{
	return there ? holds("file", "f", text, strlen(text)) : access("file/f", F_OK) != 0;
}

static int run_file(bool old, int kind, unsigned int at)
{
	pid_t pid = fork();

	if (!pid) {
		fault_start(kind, at);
		fault.old = old;
		_exit(write_file("file/f", new_text, sizeof(new_text) - 1, NULL) ? 2 : 0);
	}
	return fault_end(pid);
}

static void check_file(bool there, bool old, int kind, unsigned int at)
{
	int status;
	bool right;

	start_file(there);
	status = run_file(old, kind, at);
	if (status == 0)
		right = is_file(true, new_text) && count_files("file") == 1;
	else if (status == 2)
		right = is_file(there, old_text) && count_files("file") == there;
	else
		right = is_file(true, new_text) || is_file(there, old_text);
	fault.at = 0;
	fault.old = old;
	right = right && !write_file("file/f", new_text, sizeof(new_text) - 1, NULL) &&
		is_file(true, new_text) && count_files("file") == 1;
	fault.old = false;
	passed += right;
	failed += !right;
	if (!right)
		printf("FAILED: file%s%s: %s at call %u: status %d\n", there ? ", there" : "",
			old ? ", old system" : "", fault_names[kind], at, status);
}

static void check_files(void)
{
	for (int way = 0; way < 4; way++) {
		bool there = way & 1, old = way & 2;
		unsigned int n;

		start_file(there);
		fault.old = old;
		fault.calls = 0;
		if (write_file("file/f", new_text, sizeof(new_text) - 1, NULL))
			die("without fault", NULL);
		n = fault.calls;
		fault.old = false;
		for (int kind = 0; kind < N_KINDS; kind++)
			for (unsigned int at = 1; at <= n; at++)
				check_file(there, old, kind, at);
	}
}

int main(int argc, char **argv)
{
	static const struct place places[] = { { "over an old set", true, false },
		{ "where nothing was", false, false }, { "on an old system", true, true },
		{ "where nothing was on an old system", false, true } };

	if (argc != 5)
		return 2;
	old_set = make(argv[2], argv[3]);
	new_set = make(argv[2], argv[4]);
	if (chdir(argv[1]))
		die(argv[1], NULL);
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		unsigned int n = count_calls(&places[i]);

		printf("%s: %u calls\n", places[i].name, n);
		for (int kind = 0; kind < N_KINDS; kind++)
			for (unsigned int at = 1; at <= n; at++)
				check(&places[i], kind, at);
	}
	check_files();
	sdc_outputs_free(old_set);
	sdc_outputs_free(new_set);
	printf("%d passed, %d failed\n", passed, failed);
	return failed ? 1 : 0;
}
