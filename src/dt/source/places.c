// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/places.h"

#include <string.h>

#include "dt/source/annotated.h"
#include "dt/source/structure.h"

/* The source as dtc reads it, see compile.c. */
static bool read_source(struct dt_source *s, const struct unit *u,
	const struct sdc_load_options *opts, struct dt_tree *t, struct dt_place *nodes,
	struct dt_place *props)
{
	const struct line_file *f = u->expanded ? NULL : lines_open(&s->lines, u->name);
	const char *text = f ? buf_str(&f->text) : buf_str(&u->expansion.text);
	size_t len = f ? f->text.len : u->expansion.text.len;
	struct scan scan = { .lines = &s->lines, .arena = &s->arena };
	const char *slash = strrchr(u->path, '/');
	VEC(const char *) dirs = { 0 };
	bool found;

	if (u->expanded && slash)
		vec_push(&dirs, arena_strndup(&s->arena, u->path,
					(size_t)(slash - u->path) + (slash == u->path)));
	for (size_t i = 0; opts && i < opts->n_include_dirs; i++)
		vec_push(&dirs, opts->include_dirs[i]);
	scan.dirs = dirs.v;
	scan.n_dirs = dirs.n;
	scan.expansion = u->expanded ? &u->expansion : NULL;
	vec_push(&scan.inputs, (struct scan_input){ u->expanded ? "<stdin>" : u->name, text,
				       text + len, text, 1, NULL });
	found = structure_read(&scan, t, nodes, props);
	vec_free(&scan.inputs);
	vec_free(&dirs);
	return found;
}

void places_read(struct dt_source *s, const struct unit *u, bool symbols,
	const struct sdc_load_options *opts, struct dt_tree *t, struct dt_place *nodes,
	struct dt_place *props)
{
	struct buf text = { 0 };

	if (u->kind != UNIT_SOURCE)
		return;
	s->read = read_source(s, u, opts, t, nodes, props);
	if (s->read)
		return;
	memset(nodes, 0, t->n_nodes * sizeof(*nodes));
	memset(props, 0, t->n_props * sizeof(*props));
	if (unit_annotate(u, symbols, opts, &text) ||
		!annotated_read(buf_str(&text), t, &s->arena, nodes, props)) {
		memset(nodes, 0, t->n_nodes * sizeof(*nodes));
		memset(props, 0, t->n_props * sizeof(*props));
	}
	buf_free(&text);
}
