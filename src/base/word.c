// SPDX-License-Identifier: BSD-2-Clause
#include "base/word.h"

#include <string.h>

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment; three rows of its matrix are enough. */
size_t word_distance(const char *a, size_t n_a, const char *b, size_t n_b)
{
	size_t rows[3][WORD_MAX + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];

	if (n_a > WORD_MAX || n_b > WORD_MAX)
		return WORD_MAX;
	for (size_t j = 0; j <= n_b; j++)
		last[j] = before[j] = j;
	for (size_t i = 1; i <= n_a; i++) {
		size_t *spare = before;

		row[0] = i;
		for (size_t j = 1; j <= n_b; j++) {
			row[j] = least(last[j], row[j - 1]) + 1;
			row[j] = least(row[j], last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		before = last;
		last = row;
		row = spare;
	}
	return last[n_b];
}

void word_consider(struct word_search *s, const char *candidate)
{
	size_t len = strlen(candidate), wanted = strlen(s->wanted);
	size_t apart = len > wanted ? len - wanted : wanted - len;
	size_t limit = len / 3 + (len < 3), d;

	/* Words of quite another length need no closer look. */
	if (apart > limit || (s->best && apart >= s->distance))
		return;
	d = word_distance(s->wanted, wanted, candidate, len);
	if (d > limit || !d || (s->best && d >= s->distance))
		return;
	s->best = candidate;
	s->distance = d;
}
