/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_CACHE_H
#define SDC_SCHEMA_CACHE_H

#include <stdbool.h>

#include "base/buf.h"
#include "schema/schema.h"

/*
 * Compiled sets in the user's cache directory ($XDG_CACHE_HOME, else ~/.cache), below
 * "scmi-dtcheck". A set's name is made of the names, sizes and times of the directories' files
 * and of what is built in, so that a change of any makes another set. Files are written beside
 * and renamed: several processes may do so at once. What nobody has read for a month goes.
 */

/*
 * cache_find - open the set that is kept for @opts; false where there is none that is whole
 * @path: set to where it is, or is to be kept; empty where it cannot be
 */
bool cache_find(const struct schema_set_options *opts, struct buf *path, struct schema_set **out);

/*
 * cache_keep - keep an image that was made since cache_find()
 *
 * Not where a file has changed meanwhile. Where it fails the next run compiles again.
 */
void cache_keep(
	const struct schema_set_options *opts, const struct buf *path, const struct buf *image);

#endif
