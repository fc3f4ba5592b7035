/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_PLACES_H
#define SDC_DT_SOURCE_PLACES_H

#include "dt/source/source.h"

/*
 * places_read - find where the nodes and properties of a source's tree were written
 * @t: the tree as dtc made it of the unit, with @symbols or without; gets the labels that it lacks
 * @nodes, @props: one place for each of the tree's, zeroed, as dtc would give them (unit_place())
 *
 * Reads the source itself, and asks dtc where it does not find everything. Where dtc's annotations
 * do not match either, there are no places.
 */
void places_read(struct dt_source *s, const struct unit *u, bool symbols,
	const struct sdc_load_options *opts, struct dt_tree *t, struct dt_place *nodes,
	struct dt_place *props);

#endif
