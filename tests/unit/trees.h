/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef UNIT_TREES_H
#define UNIT_TREES_H

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files/run.h"
#include "dt/tree.h"

/* blob_of - compile a source; the caller frees the buffer */
static inline struct buf blob_of(const char *source, bool symbols)
{
	const char *args[] = { "dtc", "-q", "-I", "dts", "-O", "dtb", symbols ? "-@" : "-q", "-",
		NULL };
	struct buf text = { 0 }, blob = { 0 }, messages = { 0 };
	struct sdc_error err;
	int ret, status;

	buf_puts(&text, source);
	ret = run_program("dtc", args, &text, &blob, &messages, &status, &err);
	ck_assert_msg(!ret && !status, "%s", ret ? err.text : buf_str(&messages));
	buf_free(&text);
	buf_free(&messages);
	return blob;
}

/* tree_of - the tree of a source, without places; freed by dt_tree_free() */
static inline struct dt_tree *tree_of(const char *source)
{
	struct buf blob = blob_of(source, true);
	struct sdc_error err;
	struct dt_tree *t;
	int ret = dt_tree_build(blob.data, blob.len, "test.dts", &t, &err);

	ck_assert_msg(!ret, "%s", ret ? err.text : "");
	t->owned = blob.data;
	return t;
}

/* base_tree - the rules' host tree with something added to the source */
static inline struct dt_tree *base_tree(const char *added)
{
	struct buf source = { 0 };
	char dir[PATH_MAX];
	struct dt_tree *t;

	ck_assert_ptr_nonnull(getcwd(dir, sizeof(dir)));
	buf_printf(&source, "/dts-v1/;\n/include/ \"%s/tests/rules/base.dtsi\"\n%s", dir, added);
	t = tree_of(source.data);
	buf_free(&source);
	return t;
}

/* node_at - the node at a path, which must be there */
static inline const struct dt_node *node_at(const struct dt_tree *t, const char *path)
{
	const struct dt_node *n = dt_by_path(t, path);

	ck_assert_msg(n != NULL, "no node %s", path);
	return n;
}

#endif
