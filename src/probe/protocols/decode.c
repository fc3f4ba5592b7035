// SPDX-License-Identifier: BSD-2-Clause
#include "probe/protocols/decode.h"

#include <string.h>

void gather_number(struct decoding *d, enum fact_key key, uint64_t value)
{
	d->to->has[key] = true;
	d->to->facts[key] = (struct fact){ .key = key, .number = value };
}

void gather_text(struct decoding *d, enum fact_key key, const char *text)
{
	d->to->has[key] = true;
	d->to->facts[key] = (struct fact){ .key = key, .text = text };
}

void gather_empty_list(struct decoding *d, enum fact_key key)
{
	d->to->has[key] = true;
	d->to->facts[key] = (struct fact){ .key = key };
}

void gather_list(struct decoding *d, enum fact_key key, uint64_t value)
{
	struct gathering *g = d->to;

	gather_empty_list(d, key);
	if (g->n_entries == GATHERING_MOST)
		return;
	g->n_entries++;
	vec_push(&g->lists[key], value);
}

void gather_name(struct decoding *d, uint32_t at, uint32_t bytes)
{
	char text[SCMI_LONG_NAME_LEN + 1];
	bool ended = false, good = true;
	uint32_t n = 0;

	if (bytes > SCMI_LONG_NAME_LEN || at > d->n || d->n - at < bytes / 4)
		return;
	for (; n < bytes && !ended; n++) {
		uint8_t c = (uint8_t)(d->words[at + n / 4] >> 8 * (n % 4));

		ended = !c;
		good = good && (!c || (c >= 0x20 && c <= 0x7e));
		text[n] = !c || (c >= 0x20 && c <= 0x7e) ? (char)c : '?';
	}
	text[n] = '\0';
	d->to->name_bad |= !good || !ended;
	if (*text || !d->to->name)
		d->to->name = arena_strdup(d->arena, text);
}

void gather_bit(struct decoding *d, enum fact_key key, unsigned int bit)
{
	gather_number(d, key, d->to->attributes >> bit & 1);
}

bool answer_part(
	struct decoding *d, uint32_t returned, uint32_t remaining, uint32_t head, uint32_t each)
{
	d->returned = returned;
	d->remaining = remaining;
	d->broken = d->n < head || (d->n - head) / each < returned;
	return !d->broken;
}

uint64_t answer_u64(const struct decoding *d, uint32_t at)
{
	return (uint64_t)d->words[at + 1] << 32 | d->words[at];
}

int64_t answer_signed(uint32_t value, unsigned int bits)
{
	uint64_t sign = UINT64_C(1) << (bits - 1), low = value & ((sign << 1) - 1);

	return (int64_t)((low ^ sign) - sign);
}

void gathering_begin(struct gathering *g, const struct fw_resource *r)
{
	g->id = r->id;
	g->name = r->name;
	g->name_bad = false;
	g->attributes = 0;
	g->n_entries = 0;
	memset(g->has, 0, sizeof(g->has));
	for (size_t k = 0; k < N_FACTS; k++)
		g->lists[k].n = 0;
	for (size_t i = 0; i < r->n_facts; i++) {
		const struct fact *f = &r->facts[i];

		g->has[f->key] = true;
		g->facts[f->key] = *f;
		for (size_t j = 0; j < f->n_list; j++)
			vec_push(&g->lists[f->key], f->list[j]);
	}
}

void gathering_end(struct gathering *g, struct arena *a, struct fw_resource *r)
{
	struct fact *facts;
	size_t n = 0;

	for (size_t k = 0; k < N_FACTS; k++)
		n += g->has[k];
	facts = arena_array(a, n, sizeof(*facts));
	n = 0;
	for (size_t k = 0; k < N_FACTS; k++) {
		uint64_t *list;

		if (!g->has[k])
			continue;
		facts[n] = g->facts[k];
		list = arena_array(a, g->lists[k].n, sizeof(*list));
		if (g->lists[k].n)
			memcpy(list, g->lists[k].v, g->lists[k].n * sizeof(*list));
		facts[n].list = list;
		facts[n++].n_list = g->lists[k].n;
	}
	r->name = g->name;
	r->facts = facts;
	r->n_facts = n;
}

void gathering_free(struct gathering *g)
{
	for (size_t k = 0; k < N_FACTS; k++)
		vec_free(&g->lists[k]);
}
