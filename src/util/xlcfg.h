/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_UTIL_XLCFG_H
#define SDC_UTIL_XLCFG_H

#include <stdbool.h>
#include <stddef.h>

#include "scmi-dtcheck.h"
#include "util/arena.h"

/* A domain configuration for xl (xl.cfg(5)), as far as its syntax goes. */

struct xl_item {
	const char *text; /* a string without its quotes, or a number as it is written */
	unsigned int line;
};

struct xl_setting {
	const char *key;
	unsigned int line;
	bool is_list;
	const struct xl_item *items; /* one where it is no list; those of inner lists in place */
	size_t n_items;
};

struct xl_config {
	const char *file;
	const struct xl_setting *settings; /* in the file's order; of equal keys the last holds */
	size_t n;
};

/*
 * xlcfg_read - read a configuration
 * @out: strings and arrays are taken from @a
 *
 * "key = value" and "key += value", strings in either quotes with escapes, numbers, lists,
 * comments. Returns 0, -SDC_EIO, or -SDC_EINPUT with FILE:LINE in the text. Linear in the file.
 */
int xlcfg_read(const char *path, struct arena *a, struct xl_config *out, struct sdc_error *err);

/* xlcfg_find - the setting that holds for a key, or NULL */
const struct xl_setting *xlcfg_find(const struct xl_config *c, const char *key);

#endif
