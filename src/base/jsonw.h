/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_JSONW_H
#define SDC_BASE_JSONW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * Writes JSON to a buffer, indented by two spaces, in the order of the calls. Numbers keep all
 * 64 bits, which addresses need. Commas and line ends are the writer's affair; that objects
 * and arrays are closed in order is the caller's.
 */
struct jsonw {
	struct buf *out;
	unsigned int depth;
	bool begun; /* the open object or array has a member already */
	bool keyed; /* a key has been written, its value comes next */
};

/* Open and close. Within an object call jsonw_key() first. */
void jsonw_object(struct jsonw *w);
void jsonw_end_object(struct jsonw *w);
void jsonw_array(struct jsonw *w);
void jsonw_end_array(struct jsonw *w);

void jsonw_key(struct jsonw *w, const char *key);

/* Values. A string is cleaned by text_clean() first, so that it is always valid; NULL is null. */
void jsonw_string(struct jsonw *w, const char *s);
void jsonw_number(struct jsonw *w, uint64_t n);
void jsonw_signed(struct jsonw *w, int64_t n);
void jsonw_bool(struct jsonw *w, bool b);
void jsonw_null(struct jsonw *w);

/* A key and its value. */
void jsonw_key_string(struct jsonw *w, const char *key, const char *s);
void jsonw_key_number(struct jsonw *w, const char *key, uint64_t n);
void jsonw_key_bool(struct jsonw *w, const char *key, bool b);

/* jsonw_key_text - a key and a text to the letter; of bytes that are no UTF-8 U+FFFD */
void jsonw_key_text(struct jsonw *w, const char *key, const char *s);

/* jsonw_key_optional - a number, or null where it is not known */
void jsonw_key_optional(struct jsonw *w, const char *key, bool known, uint64_t n);

#endif
