/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_MAP_H
#define SDC_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A hash table from strings, or from addresses, to pointers. Zero-initialise to use. */
struct map_entry {
	const void *key;
	void *value;
};

struct map {
	bool strings; /* keys are compared as strings, which the caller keeps */
	struct map_entry *v;
	size_t n, cap;
};

/* map_get - the value, or NULL */
void *map_get(const struct map *m, const void *key);

/* map_set - add or replace; neither key nor value may be NULL */
void map_set(struct map *m, const void *key, void *value);

void map_free(struct map *m);

#endif
