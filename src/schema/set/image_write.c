// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "schema/set/image.h"

struct writer {
	struct buf sections[IMAGE_SECTIONS];
	struct map strings; /* to their offset plus one */
};

static void put32(struct buf *b, uint32_t v)
{
	unsigned char bytes[4];

	for (int i = 0; i < 4; i++)
		bytes[i] = (unsigned char)(v >> 8 * i);
	buf_write(b, bytes, sizeof(bytes));
}

static void put64(struct buf *b, uint64_t v)
{
	put32(b, (uint32_t)v);
	put32(b, (uint32_t)(v >> 32));
}

static uint32_t string(struct writer *w, const char *s)
{
	struct buf *b = &w->sections[IMAGE_STRINGS];
	size_t offset = (size_t)(uintptr_t)map_get(&w->strings, s);

	if (!offset) {
		offset = b->len + 1;
		buf_write(b, s, strlen(s) + 1);
		map_set(&w->strings, s, (void *)(uintptr_t)offset);
	}
	return (uint32_t)(offset - 1);
}

static void write_source(struct writer *w, const struct source *s, struct buf *texts)
{
	struct buf *b = &w->sections[IMAGE_SOURCES];
	char *text = json_dumps(s->json, JSON_COMPACT | JSON_ENCODE_ANY);
	size_t len = text ? strlen(text) : 0;

	put32(b, string(w, s->id));
	put32(b, (uint32_t)s->binding | (uint32_t)s->builtin << 1 |
			 (uint32_t)s->by_compatible << 2 | (uint32_t)s->core << 3);
	put64(b, texts->len);
	put64(b, len);
	put64(b, image_sum(text, len));
	if (text)
		buf_write(texts, text, len);
	free(text);
}

static void write_keys(struct writer *w, enum image_section to, const struct schema_keys *keys)
{
	for (size_t i = 0; i < keys->n; i++) {
		put32(&w->sections[to], string(w, keys->v[i].key));
		put32(&w->sections[to], keys->v[i].schema);
	}
}

static void write_types(
	struct writer *w, enum image_section to, const struct prop_type *types, size_t n)
{
	struct buf *b = &w->sections[to];

	for (size_t i = 0; i < n; i++) {
		put32(b, string(w, types[i].name));
		put32(b, types[i].types);
		put32(b, types[i].has_dim);
		put32(b, types[i].rows.min);
		put32(b, types[i].rows.max);
		put32(b, types[i].cells.min);
		put32(b, types[i].cells.max);
	}
}

static void write_names(struct writer *w, enum image_section to, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put32(&w->sections[to], string(w, names[i]));
}

static void write_index(struct writer *w, const struct schema_index *x)
{
	write_keys(w, IMAGE_COMPATIBLE, &x->compatible);
	write_keys(w, IMAGE_MEMBER, &x->member);
	write_keys(w, IMAGE_NAME, &x->name);
	for (size_t i = 0; i < x->n_always; i++)
		put32(&w->sections[IMAGE_ALWAYS], x->always[i]);
	write_types(w, IMAGE_TYPES, x->types, x->n_types);
	write_types(w, IMAGE_PATTERNS, x->patterns, x->n_patterns);
	write_names(w, IMAGE_KNOWN, x->known, x->n_known);
	write_names(w, IMAGE_KNOWN_PATTERNS, x->known_patterns, x->n_known_patterns);
}

/* Header, sections, texts: behind each other, sections aligned to 8 bytes. */
static void assemble(struct buf *out, struct writer *w, const struct buf *texts)
{
	size_t offset = IMAGE_HEADER_SIZE + (size_t)IMAGE_SECTIONS * IMAGE_SECTION_SIZE;
	struct buf index = { 0 }, table = { 0 };

	for (int s = 0; s < IMAGE_SECTIONS; s++) {
		struct buf *b = &w->sections[s];

		put64(&table, offset);
		put64(&table, b->len / image_record_size((enum image_section)s));
		while (b->len % 8)
			buf_putc(b, '\0');
		offset += b->len;
	}
	put64(&index, offset);
	buf_write(&index, buf_str(&table), table.len);
	for (int s = 0; s < IMAGE_SECTIONS; s++)
		buf_write(&index, buf_str(&w->sections[s]), w->sections[s].len);
	buf_write(out, IMAGE_MAGIC, IMAGE_MAGIC_SIZE);
	put32(out, IMAGE_VERSION);
	put32(out, IMAGE_SECTIONS);
	put64(out, offset + texts->len);
	put64(out, image_sum(buf_str(&index), index.len));
	buf_write(out, buf_str(&index), index.len);
	buf_write(out, buf_str(texts), texts->len);
	buf_free(&index);
	buf_free(&table);
}

void image_write(
	struct buf *out, const struct source *sources, size_t n, const struct schema_index *x)
{
	struct writer w = { .strings.strings = true };
	struct buf texts = { 0 };

	string(&w, "");
	for (size_t i = 0; i < n; i++)
		write_source(&w, &sources[i], &texts);
	write_index(&w, x);
	assemble(out, &w, &texts);
	for (int s = 0; s < IMAGE_SECTIONS; s++)
		buf_free(&w.sections[s]);
	buf_free(&texts);
	map_free(&w.strings);
}
