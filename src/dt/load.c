// SPDX-License-Identifier: BSD-2-Clause
#include "dt/load.h"

#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "dt/overlay/overlay.h"
#include "dt/source/origins.h"
#include "dt/source/overlay_source.h"

const char *dt_compiler(const struct sdc_load_options *opts)
{
	const char *env = getenv("DTC");

	if (opts && opts->dtc)
		return opts->dtc;
	return env && *env ? env : "dtc";
}

bool dt_is_blob(const struct buf *b)
{
	static const char magic[4] = { (char)0xd0, 0x0d, (char)0xfe, (char)0xed };

	return b->len >= sizeof(magic) && !memcmp(b->data, magic, sizeof(magic));
}

/* A load in the making. */
struct loader {
	struct dt_source *s;
	const struct sdc_load_options *opts;
	struct layer *layers; /* with overlays: what is merged */
	size_t n_layers;
	struct sdc_error *err;
};

static size_t count_overlays(const struct loader *l)
{
	return l->opts ? l->opts->n_overlays : 0;
}

static int add_unit(struct loader *l, const char *path, struct unit **out)
{
	struct unit *u = source_add(l->s);
	size_t first = l->s->messages.list.n;
	int ret;

	u->overlay = l->s->units.n > 1;
	ret = unit_read(u, arena_strdup(&l->s->arena, path), l->err);

	if (!ret && u->kind == UNIT_SOURCE)
		ret = unit_compile(
			u, count_overlays(l) > 0, l->opts, &l->s->lines, &l->s->messages, l->err);
	if (ret == -SDC_EINPUT && u->overlay)
		overlay_unmarked(l->s, u, first, l->err);
	*out = u;
	return ret;
}

static int apply_overlay(struct loader *l, const char *path)
{
	struct unit *base = l->s->units.v[0], *u;
	int ret = add_unit(l, path, &u);

	if (!ret)
		ret = layer_open(&l->layers[l->n_layers++], l->s, u, l->opts, l->err);
	if (!ret)
		ret = overlay_labels_check(l->s, l->layers, l->n_layers, l->err);
	if (ret)
		return ret;
	ret = dt_overlay_apply(&base->blob, base->name, &u->blob, u->name, l->err);
	/* It may be told better. */
	if (ret)
		overlay_paths_check(l->s, l->layers, l->n_layers, l->err);
	return ret;
}

static int apply_overlays(struct loader *l)
{
	struct unit *base = l->s->units.v[0];
	int ret = layer_open(&l->layers[l->n_layers++], l->s, base, l->opts, l->err);

	if (!ret)
		ret = overlay_refuse(l->s, l->layers[0].tree, base, l->err);
	for (size_t i = 0; i < count_overlays(l) && !ret; i++)
		ret = apply_overlay(l, l->opts->overlays[i]);
	return ret;
}

static int load(struct loader *l, const char *path, struct dt_tree **out)
{
	struct unit *u;
	int ret = add_unit(l, path, &u);

	if (!ret && count_overlays(l))
		ret = apply_overlays(l);
	if (!ret)
		ret = dt_tree_build(u->blob.data, u->blob.len, u->name, out, l->err);
	if (!ret && !count_overlays(l))
		ret = overlay_refuse(l->s, *out, u, l->err);
	return ret;
}

static void attach(struct loader *l, struct dt_tree *t)
{
	struct unit *u = l->s->units.v[0];

	t->source = l->s;
	t->owned = u->blob.data;
	memset(&u->blob, 0, sizeof(u->blob));
	if (l->n_layers)
		origins_find(l->s, t, l->layers, l->n_layers);
	else if (u->kind == UNIT_SOURCE)
		source_attach(l->s, l->opts, t);
}

/* An empty tree, to which the messages belong. */
static struct dt_tree *broken(struct loader *l)
{
	static const int size = 256;
	void *blob = xmalloc((size_t)size);
	struct dt_tree *t = NULL;

	if (fdt_create_empty_tree(blob, size) ||
		dt_tree_build(blob, (size_t)size, l->s->units.v[0]->name, &t, NULL))
		abort();
	t->broken = true;
	t->source = l->s;
	t->owned = blob;
	return t;
}

int dt_load(const char *path, const struct sdc_load_options *opts, struct dt_tree **out,
	struct sdc_error *err)
{
	struct loader l = { .s = xmalloc(sizeof(*l.s)), .opts = opts, .err = err };
	struct dt_tree *t = NULL;
	int ret;

	memset(l.s, 0, sizeof(*l.s));
	pthread_mutex_init(&l.s->lock, NULL);
	l.layers = xmalloc((count_overlays(&l) + 1) * sizeof(*l.layers));
	memset(l.layers, 0, (count_overlays(&l) + 1) * sizeof(*l.layers));
	ret = load(&l, path, &t);
	if (!ret)
		attach(&l, t);
	for (size_t i = 0; i < l.n_layers; i++)
		layer_close(&l.layers[i]);
	free(l.layers);
	if (ret)
		dt_tree_free(t);
	if (ret == -SDC_EINPUT && opts && opts->keep_broken && messages_errors(&l.s->messages)) {
		*out = broken(&l);
		return 0;
	}
	if (ret) {
		source_free(l.s);
		return ret;
	}
	*out = t;
	return 0;
}
