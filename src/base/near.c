// SPDX-License-Identifier: BSD-2-Clause
#include "base/near.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

size_t near_distance(const char *a, size_t na, const char *b, size_t nb)
{
	size_t d[3][NEAR_MAX + 1];

	if (na > NEAR_MAX || nb > NEAR_MAX)
		return SIZE_MAX;
	for (size_t j = 0; j <= nb; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t *row = d[i % 3], *last = d[(i + 2) % 3], *before = d[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			row[j] = least(last[j], row[j - 1]) + 1;
			row[j] = least(row[j], last[j - 1] + !same(a[i - 1], b[j - 1]));
			if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
				row[j] = least(row[j], before[j - 2] + 1);
		}
	}
	return d[na % 3][nb];
}

struct near near_start(const char *word)
{
	return (struct near){ word, NULL, SIZE_MAX };
}

void near_try(struct near *n, const char *known)
{
	size_t len = strlen(known), limit = len / 3 ? len / 3 : 1;
	size_t own = strlen(n->word), apart = len > own ? len - own : own - len, distance;

	/* Words of quite another length need no closer look. */
	if (apart > limit)
		return;
	distance = near_distance(n->word, own, known, len);
	if (distance > limit || distance >= n->distance || distance >= len)
		return;
	n->best = known;
	n->distance = distance;
}

const char *near_of(const char *word, const char *const *list)
{
	struct near n = near_start(word);

	for (; *list; list++) {
		if (!strcmp(word, *list))
			return NULL;
		near_try(&n, *list);
	}
	return n.best;
}
