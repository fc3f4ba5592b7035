// SPDX-License-Identifier: BSD-2-Clause
/* All files of a variant, copied before any of them is edited. */
#include "fix/copies.h"

#include <libgen.h>

#include "fix/blob.h"
#include "fix/state.h"

struct copier {
	const struct sdc_fix_options *o;
	struct sdc_fixed *out;
	struct sdc_variant v; /* with names of copies */
};

struct adder {
	struct mirror *m;
	int ret;
	struct sdc_error *err;
};

static void add_file(void *ctx, const char *path)
{
	struct adder *a = ctx;

	if (!a->ret)
		a->ret = mirror_add(a->m, path, a->err);
}

static int add_tree(struct copier *x, const char *path, bool overlays, struct sdc_error *err)
{
	struct sdc_load_options o = state_load_options(&x->v, x->o->load, overlays);
	struct adder a = { &x->out->mirror, 0, err };
	int ret = sdc_input_files(path, &o, add_file, &a, err);

	return ret ? ret : a.ret;
}

static const char *const *mirror_list(
	struct copier *x, const char *const *list, size_t n, bool keep_originals, size_t *out_n)
{
	const char **out = arena_array(&x->out->arena, 2 * n, sizeof(*out));
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		out[k++] = mirror_path(&x->out->mirror, list[i]);
		if (keep_originals)
			out[k++] = list[i];
	}
	*out_n = k;
	return out;
}

static int copy_all(struct copier *x, const struct sdc_variant *v, struct sdc_error *err)
{
	struct mirror *m = &x->out->mirror;
	struct sdc_project_guest *guests =
		arena_array(&x->out->arena, v->n_guests, sizeof(*guests));
	int ret;

	x->v = *v;
	x->v.host = mirror_path(m, v->host);
	if (blob_is(v->host))
		ret = blob_add(x->out, v->host, x->o->load, &x->v.host, err);
	else
		ret = add_tree(x, v->host, true, err);
	for (size_t i = 0; i < v->n_guests && !ret; i++) {
		ret = add_tree(x, v->guests[i].tree, false, err);
		if (!ret && v->guests[i].config)
			ret = mirror_add(m, v->guests[i].config, err);
		guests[i].name = v->guests[i].name;
		guests[i].tree = mirror_path(m, v->guests[i].tree);
		guests[i].config = v->guests[i].config ? mirror_path(m, v->guests[i].config) : NULL;
	}
	if (!ret && v->manifest)
		ret = mirror_add(m, v->manifest, err);
	if (!ret && v->firmware)
		ret = mirror_add(m, v->firmware, err);
	x->v.overlays = mirror_list(x, v->overlays, v->n_overlays, false, &x->v.n_overlays);
	x->v.include_dirs =
		mirror_list(x, v->include_dirs, v->n_include_dirs, true, &x->v.n_include_dirs);
	x->v.guests = guests;
	x->v.manifest = v->manifest ? mirror_path(m, v->manifest) : NULL;
	x->v.firmware = v->firmware ? mirror_path(m, v->firmware) : NULL;
	return ret;
}

int copies_make(struct sdc_fixed *out, const struct sdc_fix_options *o, const struct sdc_variant *v,
	struct sdc_variant *copies, struct sdc_error *err)
{
	struct copier x = { .o = o, .out = out };
	struct mirror *m = &out->mirror;
	char *host = arena_strdup(&out->arena, v->host);
	int ret = mirror_init(m, err);

	if (!ret)
		ret = mirror_allow(m, dirname(host), err);
	for (size_t i = 0; i < o->n_also && !ret; i++)
		ret = mirror_allow(m, o->also[i], err);
	if (!ret)
		ret = copy_all(&x, v, err);
	*copies = x.v;
	return ret;
}
