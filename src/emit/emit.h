/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_EMIT_EMIT_H
#define SDC_EMIT_EMIT_H

#include "base/buf.h"
#include "plan/plan.h"
#include "scmi-dtcheck.h"

/*
 * From a complete plan to bytes. No function here reads a file, an option or a clock: equal plans
 * give equal bytes. What is written is appended to @out, which may hold half an output where a
 * function fails.
 */

/* FDT_MAX_SIZE of libxl: the whole tree of a guest may not be larger. */
#define EMIT_XL_TREE_MAX 0x100000u

/*
 * emit_blob - a tree as a device tree blob, version 17
 * @name: for the error's text
 *
 * Returns 0, or -SDC_EINPUT where libfdt refuses.
 */
int emit_blob(
	const struct plan_node *root, const char *name, struct buf *out, struct sdc_error *err);

/*
 * emit_source - the same tree as a source, with a comment where a node came from
 * @head: a comment for the start, lines separated by line feeds
 * @plugin: an overlay
 *
 * dtc makes the same tree of it as emit_blob(). Returns 0, or -SDC_EINPUT where a name has a
 * character that sources cannot hold.
 */
int emit_source(const struct plan_node *root, const char *head, bool plugin, const char *name,
	struct buf *out, struct sdc_error *err);

/* What is added to a node of another tree. */
struct emit_fragment {
	const char *target;  /* its path */
	const char *comment; /* one line, or NULL */
	const struct plan_node *content;
};

/*
 * emit_fragments - additions to a tree as a source, with comments on nodes and properties
 * @plugin: an overlay; else a file to be included after the tree
 *
 * Otherwise as emit_source().
 */
int emit_fragments(const struct emit_fragment *list, size_t n, const char *head, bool plugin,
	const char *name, struct buf *out, struct sdc_error *err);

/* emit_partial_head - the comment that starts a guest's source */
void emit_partial_head(const struct plan *p, const struct plan_guest *g, struct buf *out);

/*
 * emit_xl - the fragment of a domain's configuration: xl.cfg(5)
 *
 * Returns 0, or -SDC_EINPUT where a path cannot stand in a string of xl's.
 */
int emit_xl(
	const struct plan *p, const struct plan_guest *g, struct buf *out, struct sdc_error *err);

/*
 * emit_overlay - the host tree's overlay: xen,passthrough marks that are missing, and the nodes of
 * dom0less domains (docs/misc/arm/device-tree/booting.txt in Xen)
 * @dtb_sizes: per guest, the size of its partial tree's blob
 * @a: for the tree
 */
const struct plan_node *emit_overlay(
	const struct plan *p, const size_t *dtb_sizes, struct arena *a);

/* emit_overlay_head - the comment that starts the overlay's source */
void emit_overlay_head(const struct plan *p, struct buf *out);

/* emit_imagebuilder - variables for ImageBuilder, which reads them as a shell does; what has none,
 * as comments */
void emit_imagebuilder(const struct plan *p, struct buf *out);

/* emit_dtb_path - where the guest's tree will lie on the target: as the manifest says, else
 * NAME.dtb below @dir (ends in a slash, or empty) */
void emit_dtb_path(const struct plan_guest *g, const char *dir, struct buf *out);

/* emit_next - the node behind @n in a tree below @root; calls @leave(ctx) for each node left */
const struct plan_node *emit_next(const struct plan_node *root, const struct plan_node *n,
	void (*leave)(void *ctx), void *ctx);

#endif
