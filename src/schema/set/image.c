// SPDX-License-Identifier: BSD-2-Clause
/* What writing and reading a compiled set have in common. */
#include "schema/set/image.h"

#include <string.h>

#define PRIME 0x9e3779b97f4a7c15u

uint64_t image_sum(const void *data, size_t size)
{
	const unsigned char *p = data;
	uint64_t sum = size * PRIME, word;

	for (; size >= sizeof(word); p += sizeof(word), size -= sizeof(word)) {
		memcpy(&word, p, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		word = __builtin_bswap64(word);
#endif
		sum = (sum ^ word) * PRIME;
		sum ^= sum >> 29;
	}
	for (; size; p++, size--)
		sum = (sum ^ *p) * PRIME;
	return sum ^ sum >> 32;
}

size_t image_record_size(enum image_section s)
{
	switch (s) {
	case IMAGE_STRINGS:
		return 1;
	case IMAGE_SOURCES:
		return IMAGE_SOURCE_SIZE;
	case IMAGE_COMPATIBLE:
	case IMAGE_MEMBER:
	case IMAGE_NAME:
		return IMAGE_KEY_SIZE;
	case IMAGE_TYPES:
	case IMAGE_PATTERNS:
		return IMAGE_TYPE_SIZE;
	default:
		return IMAGE_NUMBER_SIZE;
	}
}
