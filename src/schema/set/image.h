/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_IMAGE_H
#define SDC_SCHEMA_IMAGE_H

#include "base/buf.h"
#include "schema/set/index.h"
#include "scmi-dtcheck-error.h"

/*
 * A compiled set of schemas as bytes, to be mapped into memory: an index, and each schema as
 * JSON. All numbers are little endian.
 *
 *     8 bytes  "SDCSET\r\n"
 *     u32      IMAGE_VERSION
 *     u32      number of sections
 *     u64      size of the whole
 *     u64      checksum of what follows up to the JSON
 *     u64      where the JSON begins
 *     u64[2]   of each section the offset and the number of records
 *
 * Strings are offsets into the section of strings, which ends in NUL. Each schema's JSON has a
 * checksum of its own, which is compared when it is read.
 */

#define IMAGE_VERSION 1

/* image_write - append the image of these schemas, whose json is set */
void image_write(
	struct buf *out, const struct source *sources, size_t n, const struct schema_index *x);

/*
 * image_open - the schemas and the index of an image
 * @name: for messages
 * @sources, @n, @x: their arrays come from @a, their strings and texts are the image's
 *
 * Returns 0, or -SDC_EINPUT where the bytes are no image, one of another version, or damaged.
 */
int image_open(const void *data, size_t size, const char *name, struct arena *a,
	const struct source **sources, size_t *n, struct schema_index *x, struct sdc_error *err);

/* image_sum - the checksum */
uint64_t image_sum(const void *data, size_t size);

/* The sections, in the order of the file. */
enum image_section {
	IMAGE_STRINGS, /* bytes */
	IMAGE_SOURCES, /* u32 id, u32 flags, u64 offset, u64 length, u64 checksum */
	IMAGE_COMPATIBLE,
	IMAGE_MEMBER,
	IMAGE_NAME, /* these three: u32 key, u32 schema */
	IMAGE_ALWAYS,
	IMAGE_TYPES,
	IMAGE_PATTERNS, /* these two: u32 name, types, has_dim, and the four of the dimensions */
	IMAGE_KNOWN,
	IMAGE_KNOWN_PATTERNS, /* these two: u32 string */
	IMAGE_SECTIONS
};

enum {
	IMAGE_MAGIC_SIZE = 8,
	IMAGE_HEADER_SIZE = 40,
	IMAGE_SECTION_SIZE = 16,
	IMAGE_SOURCE_SIZE = 32,
	IMAGE_KEY_SIZE = 8,
	IMAGE_TYPE_SIZE = 28,
	IMAGE_NUMBER_SIZE = 4,
};

#define IMAGE_MAGIC "SDCSET\r\n"

/* image_record_size - of one record of a section */
size_t image_record_size(enum image_section s);

#endif
