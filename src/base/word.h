/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_WORD_H
#define SDC_BASE_WORD_H

#include <stdbool.h>
#include <stddef.h>

#define WORD_MAX 64 /* longer words resemble nothing */

/*
 * word_distance - how far two words are apart
 *
 * The letters to insert, remove or replace, two letters that changed places being one. WORD_MAX
 * where one of the words is longer than that.
 */
size_t word_distance(const char *a, size_t n_a, const char *b, size_t n_b);

/* A search for the word that was meant. */
struct word_search {
	const char *wanted;
	const char *best; /* the nearest so far; NULL: none is near */
	size_t distance;  /* of @best */
};

/* word_consider - one more word that may have been meant; it is near where at most a third of it
 * differs */
void word_consider(struct word_search *s, const char *candidate);

#endif
