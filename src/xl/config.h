/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XL_CONFIG_H
#define SDC_XL_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "scmi-dtcheck-error.h"

/* A domain configuration for xl (xl.cfg(5)), as far as its syntax goes. */

struct xl_item {
	const char *text; /* a string without its quotes, a number as it is written; NULL: a list */
	unsigned int line, column, end_column; /* columns 0: joined of several */
	size_t from, to;                       /* the same as offsets into the file; 0 likewise */
};

struct xl_setting {
	const char *key;
	unsigned int line, column, end_column; /* of the key */
	size_t from, to;                       /* of all of it, as offsets into the file */
	bool is_list;
	bool adds; /* "+=": what the earlier settings of that key hold is among the items */
	const struct xl_item *items; /* one where it is no list */
	size_t n_items;
};

struct xl_config {
	const char *file;
	const struct xl_setting *settings; /* in the file's order; of equal keys the last holds */
	size_t n;
};

/*
 * xlcfg_parse - read a configuration
 * @file: its name for messages, copied
 * @out: strings and arrays are taken from @a
 *
 * Takes what xl's own parser takes (libxlu_cfg_l.l and libxlu_cfg_y.y in Xen): "key = value",
 * "key += value", strings in either quotes with escapes, numbers, lists, comments. Inner lists
 * are known to be there, not what is in them.
 *
 * Returns 0, or -SDC_EINPUT with FILE:LINE in the text. Linear in the file but for the
 * sorting.
 */
int xlcfg_parse(const char *text, size_t len, const char *file, struct arena *a,
	struct xl_config *out, struct sdc_error *err);

/* xlcfg_read - the same for a file. Returns -SDC_EIO as well. */
int xlcfg_read(const char *path, struct arena *a, struct xl_config *out, struct sdc_error *err);

/* xlcfg_find - the setting that holds for a key, or NULL */
const struct xl_setting *xlcfg_find(const struct xl_config *c, const char *key);

/* xlcfg_memory - the most memory that the domain may have, in bytes; 0: not said */
uint64_t xlcfg_memory(const struct xl_config *c);

#endif
