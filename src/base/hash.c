// SPDX-License-Identifier: BSD-2-Clause
#include "base/hash.h"

#include <ctype.h>
#include <string.h>
#include <sys/auxv.h>

uint64_t hash_seed(void)
{
	const void *bytes = (const void *)getauxval(AT_RANDOM);
	uint64_t seed = 0;

	if (bytes)
		memcpy(&seed, bytes, sizeof(seed));
	return seed;
}

static uint64_t mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 29;
}

static size_t finish(uint64_t h)
{
	h *= UINT64_C(0xbf58476d1ce4e5b9);
	return (size_t)(h ^ h >> 32);
}

size_t hash_name(uint64_t seed, const char *s, size_t len)
{
	uint64_t h = seed ^ len;

	while (len) {
		uint64_t word = 0;
		size_t n = len < sizeof(word) ? len : sizeof(word);

		memcpy(&word, s, n);
		h = mix(h, word);
		s += n;
		len -= n;
	}
	return finish(h);
}

size_t hash_folded(uint64_t seed, const char *s, size_t len)
{
	uint64_t h = seed ^ len;

	while (len) {
		size_t n = len < sizeof(uint64_t) ? len : sizeof(uint64_t);
		uint64_t word = 0;

		for (size_t i = 0; i < n; i++)
			word |= (uint64_t)tolower((unsigned char)s[i]) << 8 * i;
		h = mix(h, word);
		s += n;
		len -= n;
	}
	return finish(h);
}
