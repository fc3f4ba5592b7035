// SPDX-License-Identifier: BSD-2-Clause
/*
 * Applies the schemas to trees: run [-d SCHEMA-DIR]... [-c SET] [-n] [-m] [-s] [-t] TREE...
 *
 * One line for each violation, separated by tabs: the node that the schema was applied to, the
 * schema's $id, the node at fault, the property, the keyword ("deprecated" for a note), the
 * message. -c: a
 * compiled set. -n: without what is built in. -m: name unknown compatible strings, too. -s: as
 * dt-schema where the two differ on purpose. -t: also the time for each tree, on standard error.
 * The exit status is 0 without violations, 1 with some, 2 where something could not be read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/files/file.h"
#include "base/vec.h"
#include "dt/load.h"
#include "schema/schema.h"

struct count {
	unsigned int errors;
};

static void print(void *ctx, const struct schema_violation *v)
{
	struct count *c = ctx;
	struct buf selected = { 0 }, node = { 0 };

	dt_path(&selected, v->selected);
	dt_path(&node, v->node);
	printf("%s\t%s\t%s\t%s\t%s\t%s\n", buf_str(&selected), v->schema_id, buf_str(&node),
		v->prop ? v->prop : "-", v->deprecated ? "deprecated" : v->keyword, v->message);
	c->errors += !v->deprecated && !v->unmatched;
	buf_free(&selected);
	buf_free(&node);
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3;
}

/* A blob as it is, also an overlay; else what the program reads, too. */
static int load(const char *path, struct buf *blob, struct dt_tree **tree, struct sdc_error *err)
{
	int ret = read_file(path, blob, err);

	if (ret)
		return ret;
	return dt_is_blob(blob) ? dt_tree_build(buf_str(blob), blob->len, path, tree, err)
				: dt_load(path, NULL, tree, err);
}

static int check(struct schema_session *session, const char *path, bool timing, struct count *c)
{
	struct sdc_error err;
	struct dt_tree *tree;
	double start;
	struct buf blob = { 0 };
	int ret = load(path, &blob, &tree, &err);

	if (!ret) {
		start = now();
		ret = schema_session_validate(session, tree, print, c, &err);
		if (timing)
			fprintf(stderr, "%s: %.0f us\n", path, now() - start);
		dt_tree_free(tree);
	}
	if (ret)
		fprintf(stderr, "%s: %s\n", path, err.text);
	buf_free(&blob);
	return ret;
}

int main(int argc, char **argv)
{
	VEC(const char *) dirs = { 0 };
	struct schema_session *session;
	struct schema_set *set;
	struct sdc_error err;
	struct count c = { 0 };
	struct schema_set_options set_opts = { 0 };
	struct schema_options opts = { 0 };
	bool timing = false;
	int opt, ret = 0;

	while ((opt = getopt(argc, argv, "c:d:mnst")) != -1) {
		if (opt == 't')
			timing = true;
		else if (opt == 'm')
			opts.unmatched = true;
		else if (opt == 's')
			opts.strict = true;
		else if (opt == 'n')
			set_opts.no_builtin = true;
		else if (opt == 'c')
			set_opts.file = optarg;
		else if (opt == 'd')
			vec_push(&dirs, optarg);
		else
			return 2;
	}
	set_opts.dirs = dirs.v;
	set_opts.n_dirs = dirs.n;
	if (schema_set_load(&set_opts, &set, &err)) {
		fprintf(stderr, "%s\n", err.text);
		vec_free(&dirs);
		return 2;
	}
	session = schema_session_new(set, &opts);
	for (; optind < argc; optind++)
		ret |= check(session, argv[optind], timing, &c);
	schema_session_free(session);
	schema_set_free(set);
	vec_free(&dirs);
	return ret ? 2 : c.errors ? 1 : 0;
}
