// SPDX-License-Identifier: BSD-2-Clause
#include <libfdt.h>
#include <string.h>

#include "base/files/file.h"
#include "emit/emit.h"

/* libfdt looks each name up from the start of the strings. Past so many properties names are
 * repeated instead, so that the time stays in proportion. */
#define MAX_SHARED 8192

const struct plan_node *emit_next(const struct plan_node *root, const struct plan_node *n,
	void (*leave)(void *ctx), void *ctx)
{
	if (n->child)
		return n->child;
	for (; n != root; n = n->parent) {
		leave(ctx);
		if (n->next)
			return n->next;
	}
	leave(ctx);
	return NULL;
}

struct writer {
	char *fdt;
	int ret;
};

static void leave(void *ctx)
{
	struct writer *w = ctx;

	if (!w->ret)
		w->ret = fdt_end_node(w->fdt);
}

static void ignore(void *ctx)
{
	(void)ctx;
}

static size_t padded(size_t n)
{
	return (n + 7) / 4 * 4;
}

/* An upper bound. */
static size_t size_of(const struct plan_node *root, size_t *n_props)
{
	size_t size = 256;

	*n_props = 0;
	for (const struct plan_node *n = root; n; n = emit_next(root, n, ignore, NULL)) {
		size += 40 + padded(strlen(n->name));
		for (const struct plan_prop *p = n->props; p; p = p->next, (*n_props)++)
			size += 12 + padded(p->len) + strlen(p->name) + 1;
	}
	return size;
}

static void write_node(struct writer *w, const struct plan_node *n)
{
	if (!w->ret)
		w->ret = fdt_begin_node(w->fdt, n->name);
	for (const struct plan_prop *p = n->props; p && !w->ret; p = p->next)
		w->ret = fdt_property(
			w->fdt, p->name, p->len ? (const void *)p->data : "", (int)p->len);
	if (n->phandle && !w->ret)
		w->ret = fdt_property_u32(w->fdt, "phandle", n->phandle);
}

int emit_blob(
	const struct plan_node *root, const char *name, struct buf *out, struct sdc_error *err)
{
	size_t n_props, size = size_of(root, &n_props);
	struct writer w = { .fdt = buf_reserve(out, size) };

	if (size > INT32_MAX)
		return set_error(err, SDC_EINPUT, "%s: the tree is larger than 2 GiB", name);
	/* Alignment leaves gaps that libfdt does not fill. */
	memset(w.fdt, 0, size);
	w.ret = fdt_create_with_flags(
		w.fdt, (int)size, n_props > MAX_SHARED ? FDT_CREATE_FLAG_NO_NAME_DEDUP : 0);
	if (!w.ret)
		w.ret = fdt_finish_reservemap(w.fdt);
	for (const struct plan_node *n = root; n; n = emit_next(root, n, leave, &w))
		write_node(&w, n);
	if (!w.ret)
		w.ret = fdt_finish(w.fdt);
	if (w.ret)
		return set_error(err, SDC_EINPUT, "%s: %s", name, fdt_strerror(w.ret));
	out->len += fdt_totalsize(w.fdt);
	out->data[out->len] = '\0';
	return 0;
}
