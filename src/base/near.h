/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_NEAR_H
#define SDC_BASE_NEAR_H

#include <stdbool.h>
#include <stddef.h>

/* Which word was meant by one that nobody knows: "did you mean ...?". */

#define NEAR_MAX 64 /* longer words are nothing like any other */

/* near_distance - letters to insert, remove, replace or exchange with the next; SIZE_MAX where a
 * word is longer than NEAR_MAX */
size_t near_distance(const char *a, size_t na, const char *b, size_t nb);

/* The nearest of the words that were tried. */
struct near {
	const char *word; /* that nobody knows */
	const char *best; /* NULL: none is near */
	size_t distance;
};

/* near_start - ask for a word; it is borrowed, as are those that are tried */
struct near near_start(const char *word);

/*
 * near_try - a word that is known
 *
 * Near are words that differ in a third of their letters at most, one at least, case not counted.
 * Of equally near ones the first is kept.
 */
void near_try(struct near *n, const char *known);

/* near_of - the nearest word of a list that ends with NULL, or NULL; NULL as well where @word is
 * one of them */
const char *near_of(const char *word, const char *const *list);

#endif
