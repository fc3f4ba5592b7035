// SPDX-License-Identifier: BSD-2-Clause
#include "dt/load.h"

#include <stdlib.h>
#include <string.h>

#include "dt/overlay.h"
#include "dt/source/source.h"

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

static int apply_overlay(struct dt_source *s, const char *path, const struct sdc_load_options *opts,
	struct buf *base, struct sdc_error *err)
{
	struct unit *o = source_add(s);
	int ret = unit_read(o, arena_strdup(&s->arena, path), err);

	if (!ret && o->kind == UNIT_SOURCE)
		ret = unit_compile(o, true, opts, &s->lines, &s->messages, err);
	return ret ? ret : dt_overlay_apply(base, s->units.v[0]->name, &o->blob, o->name, err);
}

static int load(struct dt_source *s, const char *path, const struct sdc_load_options *opts,
	struct dt_tree **out, struct sdc_error *err)
{
	struct unit *u = source_add(s);
	bool overlays = opts && opts->n_overlays;
	struct dt_tree *t;
	int ret;

	ret = unit_read(u, arena_strdup(&s->arena, path), err);
	if (!ret && u->kind == UNIT_SOURCE)
		ret = unit_compile(u, overlays, opts, &s->lines, &s->messages, err);
	for (size_t i = 0; overlays && i < opts->n_overlays && !ret; i++)
		ret = apply_overlay(s, opts->overlays[i], opts, &u->blob, err);
	if (!ret)
		ret = dt_tree_build(u->blob.data, u->blob.len, u->name, &t, err);
	if (ret)
		return ret;
	t->source = s;
	/* With overlays the nodes are no longer those of the source, and no place is claimed. */
	if (u->kind == UNIT_SOURCE && !overlays)
		source_attach(s, t);
	t->owned = u->blob.data;
	memset(&u->blob, 0, sizeof(u->blob));
	*out = t;
	return 0;
}

int dt_load(const char *path, const struct sdc_load_options *opts, struct dt_tree **out,
	struct sdc_error *err)
{
	struct dt_source *s = xmalloc(sizeof(*s));
	int ret;

	memset(s, 0, sizeof(*s));
	ret = load(s, path, opts, out, err);
	if (ret)
		source_free(s);
	return ret;
}
