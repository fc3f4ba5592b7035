// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/origins.h"

#include <string.h>

#include "dt/lookup.h"
#include "dt/source/places.h"

int layer_open(struct layer *l, struct dt_source *s, const struct unit *u,
	const struct sdc_load_options *opts, struct sdc_error *err)
{
	int ret;

	l->unit = u;
	buf_write(&l->blob, buf_str(&u->blob), u->blob.len);
	ret = dt_tree_build(l->blob.data, l->blob.len, u->name, &l->tree, err);
	if (ret)
		return ret;
	l->nodes = arena_array(&l->arena, l->tree->n_nodes, sizeof(*l->nodes));
	l->props = arena_array(&l->arena, l->tree->n_props + 1, sizeof(*l->props));
	places_read(s, u, true, opts, l->tree, l->nodes, l->props);
	return 0;
}

void layer_close(struct layer *l)
{
	dt_tree_free(l->tree);
	buf_free(&l->blob);
	arena_free(&l->arena);
}

static const struct dt_node *child(const struct dt_node *n, const char *name)
{
	return n ? dt_lookup_child(n, name, strlen(name), true) : NULL;
}

/* As libfdt merges: a name without unit address fits one that has it. */
static const struct dt_node *merged_child(const struct dt_node *parent, const struct dt_node *n)
{
	const struct dt_node *found = child(parent, n->name);

	if (!found && parent)
		found = dt_lookup_child(parent, n->name, strlen(n->name), false);
	return found;
}

const struct dt_prop *layer_label(const struct layer *l, const char *label)
{
	const struct dt_node *symbols = child(l->tree->nodes, "__symbols__");

	return symbols ? dt_prop(symbols, label) : NULL;
}

struct finder {
	struct dt_source *s;
	const struct dt_tree *merged;
	const struct layer *layer;
	const struct dt_node **merged_as; /* per node of the layer; NULL: it is not in the tree */
};

static struct origin origin_of(const struct finder *f, struct dt_place place)
{
	return (struct origin){ f->layer->unit, place };
}

static void note_props(struct finder *f, const struct dt_node *n, const struct dt_node *to)
{
	const struct dt_prop *p;

	dt_for_each_prop(n, p) {
		const struct dt_prop *at = dt_prop(to, p->name);

		if (at)
			f->s->props[at - f->merged->props] =
				origin_of(f, f->layer->props[p - f->layer->tree->props]);
	}
}

static void note_node(struct finder *f, const struct dt_node *n, const struct dt_node *to)
{
	size_t i = dt_index(f->layer->tree, n), at = to ? dt_index(f->merged, to) : 0;

	f->merged_as[i] = to;
	if (!to)
		return;
	if (!f->s->nodes[at].unit)
		f->s->nodes[at] = origin_of(f, f->layer->nodes[i]);
	note_props(f, n, to);
}

/* A subtree of the layer that was merged into a node of the tree. */
static void note_tree(struct finder *f, const struct dt_node *top, const struct dt_node *to)
{
	note_node(f, top, to);
	for (const struct dt_node *n = top + 1; n < top + top->n_tree; n++) {
		const struct dt_node *above = f->merged_as[dt_index(f->layer->tree, n->parent)];

		note_node(f, n, above ? merged_child(above, n) : NULL);
	}
}

/* /FRAGMENT:target:0 */
static const struct dt_node *fragment_of(const struct dt_tree *t, const char *place)
{
	const char *colon = strchr(place, ':');

	if (*place != '/' || !colon || strcmp(colon, ":target:0") != 0)
		return NULL;
	return dt_lookup_child(t->nodes, place + 1, (size_t)(colon - place - 1), true);
}

/* Which label each fragment is for; indexed by node. */
static void find_labels(const struct layer *l, const char **labels)
{
	const struct dt_node *fixups = child(l->tree->nodes, "__fixups__");
	const struct dt_prop *p;

	if (!fixups)
		return;
	dt_for_each_prop(fixups, p) {
		for (const char *s = dt_prop_next_string(p, NULL); s;
			s = dt_prop_next_string(p, s)) {
			const struct dt_node *n = fragment_of(l->tree, s);

			if (n)
				labels[dt_index(l->tree, n)] = p->name;
		}
	}
}

static const struct dt_node *target_of(
	const struct finder *f, const struct dt_node *fragment, const char *label)
{
	const struct dt_node *symbols = child(f->merged->nodes, "__symbols__");
	const char *path = dt_prop_string(fragment, "target-path");
	uint32_t phandle;

	if (label && symbols)
		path = dt_prop_string(symbols, label);
	if (path)
		return dt_by_path(f->merged, path);
	return dt_prop_u32(fragment, "target", &phandle) ? dt_by_phandle(f->merged, phandle) : NULL;
}

static void note_overlay(struct finder *f)
{
	const struct dt_tree *t = f->layer->tree;
	struct arena scratch = ARENA_INIT;
	const char **labels = arena_array(&scratch, t->n_nodes, sizeof(*labels));
	const struct dt_node *fragment;

	find_labels(f->layer, labels);
	dt_for_each_child(t->nodes, fragment) {
		const struct dt_node *content = child(fragment, "__overlay__"), *to;

		if (!content)
			continue;
		to = target_of(f, fragment, labels[dt_index(t, fragment)]);
		if (to)
			note_tree(f, content, to);
	}
	arena_free(&scratch);
}

void origins_find(
	struct dt_source *s, const struct dt_tree *merged, const struct layer *layers, size_t n)
{
	s->nodes = arena_array(&s->arena, merged->n_nodes, sizeof(*s->nodes));
	s->props = arena_array(&s->arena, merged->n_props + 1, sizeof(*s->props));
	for (size_t i = 0; i < n; i++) {
		struct finder f = { s, merged, &layers[i], NULL };

		f.merged_as = xmalloc(layers[i].tree->n_nodes * sizeof(*f.merged_as));
		if (i)
			note_overlay(&f);
		else
			note_tree(&f, layers[i].tree->nodes, merged->nodes);
		free(f.merged_as);
	}
}
