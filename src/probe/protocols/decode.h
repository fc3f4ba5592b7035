/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_PROTOCOLS_DECODE_H
#define SDC_PROBE_PROTOCOLS_DECODE_H

#include "base/arena.h"
#include "base/vec.h"
#include "scmi/firmware/facts.h"
#include "scmi/proto.h"

/* One resource while what is known about it is gathered. */
struct gathering {
	uint32_t id;
	uint32_t attributes; /* the first word of its attributes */
	const char *name;
	bool name_bad; /* no text that ends in NUL */
	bool has[N_FACTS];
	struct fact facts[N_FACTS];
	VEC(uint64_t) lists[N_FACTS];
	size_t n_entries; /* in all lists; a resource has so many at most: */
};

#define GATHERING_MOST 0x10000u

/* An answer while it is decoded. */
struct decoding {
	struct arena *arena;
	struct gathering *to;
	uint32_t version;      /* of the protocol, major in the upper half */
	const uint32_t *in;    /* the command's words */
	const uint32_t *words; /* of the answer, after the status */
	uint32_t n;
	/* set by the decoder of a list */
	uint32_t returned, remaining;
	bool broken; /* the answer says more than it has room for */
	/* of an answer about several resources: called before the facts of each; false: enough */
	bool (*next)(struct decoding *d, uint32_t id);
	void *ctx;
};

/* gather_number, gather_text - a fact, in place of an earlier one */
void gather_number(struct decoding *d, enum fact_key key, uint64_t value);
void gather_text(struct decoding *d, enum fact_key key, const char *text);

/* gather_list - one more entry of a list; gather_empty_list() makes one without */
void gather_list(struct decoding *d, enum fact_key key, uint64_t value);
void gather_empty_list(struct decoding *d, enum fact_key key);

/* gather_name - @bytes of a name from word @at on; an empty one does not replace another */
void gather_name(struct decoding *d, uint32_t at, uint32_t bytes);

/* gather_bit - a fact that a bit of the attributes says */
void gather_bit(struct decoding *d, enum fact_key key, unsigned int bit);

/* answer_part - set returned and remaining; false, and broken, where @each words for each of
 * those returned do not fit behind the first @head words */
bool answer_part(
	struct decoding *d, uint32_t returned, uint32_t remaining, uint32_t head, uint32_t each);

/* answer_u64 - two words, low first */
uint64_t answer_u64(const struct decoding *d, uint32_t at);

/* answer_signed - the lowest @bits as a signed number */
int64_t answer_signed(uint32_t value, unsigned int bits);

/* gathering_begin - from what is known of a resource; gathering_end - store it; gathering_free */
void gathering_begin(struct gathering *g, const struct fw_resource *r);
void gathering_end(struct gathering *g, struct arena *a, struct fw_resource *r);
void gathering_free(struct gathering *g);

#endif
