/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_SOURCE_H
#define SDC_DT_SOURCE_SOURCE_H

#include <pthread.h>

#include "base/lines.h"
#include "dt/source/messages/messages.h"
#include "dt/source/unit.h"

/* Where a node or property came from. */
struct origin {
	const struct unit *unit; /* NULL: nobody knows */
	struct dt_place place;   /* as dtc gives it, see unit_place() */
};

/* What a tree was made of; belongs to the tree. */
struct dt_source {
	VEC(struct unit *) units;     /* the tree, then its overlays */
	struct origin *nodes, *props; /* one for each of the tree's; NULL without places */
	pthread_mutex_t lock;         /* of the lines: places are asked for in several threads */
	bool read; /* the places of the last source were read without dtc's help */
	struct lines lines;
	struct dt_messages messages;
	struct arena arena;
};

/* source_add - one more input; owned by @s */
struct unit *source_add(struct dt_source *s);

/*
 * source_attach - give a tree that is that of its one unit the places of nodes and properties
 *
 * Also labels.
 */
void source_attach(struct dt_source *s, const struct sdc_load_options *opts, struct dt_tree *t);

void source_free(struct dt_source *s);

#endif
