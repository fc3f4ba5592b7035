// SPDX-License-Identifier: BSD-2-Clause
#include "cli/numbers.h"

#include <errno.h>
#include <stdlib.h>

/* Returns the end of the number, or NULL where none starts or it is too large. */
static const char *take(const char *text, uint64_t max, uint64_t *out)
{
	char *end;

	if (*text < '0' || *text > '9')
		return NULL;
	errno = 0;
	*out = strtoull(text, &end, 0);
	return errno || *out > max ? NULL : end;
}

bool number_read(const char *text, uint64_t max, uint64_t *out)
{
	const char *end = take(text, max, out);

	return end && !*end;
}

const char *numbers_read(const char *text, uint64_t max, uint64_t *out, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++) {
		text = take(text, max, &out[i]);
		if (!text || *text++ != ':')
			return NULL;
	}
	return text;
}
