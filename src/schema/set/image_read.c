// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/files/file.h"
#include "schema/set/image.h"

/* What section() found, and whether all of it is inside the image. */
struct reader {
	const unsigned char *data;
	size_t size;  /* of the whole */
	size_t texts; /* where they begin */
	const unsigned char *sections[IMAGE_SECTIONS];
	size_t counts[IMAGE_SECTIONS];
	struct arena *arena;
	bool damaged;
};

static uint32_t get32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t get64(const unsigned char *p)
{
	return get32(p) | (uint64_t)get32(p + 4) << 32;
}

static const char *string(struct reader *r, const unsigned char *p)
{
	uint32_t offset = get32(p);

	if (offset < r->counts[IMAGE_STRINGS])
		return (const char *)r->sections[IMAGE_STRINGS] + offset;
	r->damaged = true;
	return "";
}

static uint32_t schema_number(struct reader *r, const unsigned char *p)
{
	uint32_t number = get32(p);

	if (number < r->counts[IMAGE_SOURCES])
		return number;
	r->damaged = true;
	return 0;
}

/* Sections lie between the header and the texts; the strings end in NUL. */
static bool read_table(struct reader *r)
{
	const unsigned char *p = r->data + IMAGE_HEADER_SIZE;

	for (int s = 0; s < IMAGE_SECTIONS; s++, p += IMAGE_SECTION_SIZE) {
		uint64_t offset = get64(p), n = get64(p + 8);

		if (offset > r->texts ||
			n > (r->texts - offset) / image_record_size((enum image_section)s))
			return false;
		r->sections[s] = r->data + offset;
		r->counts[s] = n;
	}
	return r->counts[IMAGE_STRINGS] &&
	       !r->sections[IMAGE_STRINGS][r->counts[IMAGE_STRINGS] - 1];
}

static const struct source *read_sources(struct reader *r)
{
	size_t n = r->counts[IMAGE_SOURCES];
	struct source *v = arena_array(r->arena, n + 1, sizeof(*v));
	const unsigned char *p = r->sections[IMAGE_SOURCES];

	for (size_t i = 0; i < n; i++, p += IMAGE_SOURCE_SIZE) {
		uint32_t flags = get32(p + 4);
		uint64_t offset = get64(p + 8), len = get64(p + 16);

		v[i].id = string(r, p);
		v[i].binding = flags & 1;
		v[i].builtin = flags & 2;
		v[i].by_compatible = flags & 4;
		v[i].core = flags & 8;
		v[i].sum = get64(p + 24);
		if (offset > r->size - r->texts || len > r->size - r->texts - offset) {
			r->damaged = true;
			return v;
		}
		v[i].text = (const char *)r->data + r->texts + offset;
		v[i].len = len;
	}
	return v;
}

static struct schema_keys read_keys(struct reader *r, enum image_section s)
{
	size_t n = r->counts[s];
	struct schema_key *v = arena_array(r->arena, n + 1, sizeof(*v));
	const unsigned char *p = r->sections[s];

	for (size_t i = 0; i < n; i++, p += IMAGE_KEY_SIZE) {
		v[i].key = string(r, p);
		v[i].schema = schema_number(r, p + 4);
	}
	return (struct schema_keys){ v, n };
}

static const uint32_t *read_numbers(struct reader *r, enum image_section s, size_t *n)
{
	uint32_t *v = arena_array(r->arena, r->counts[s] + 1, sizeof(*v));
	const unsigned char *p = r->sections[s];

	*n = r->counts[s];
	for (size_t i = 0; i < *n; i++, p += IMAGE_NUMBER_SIZE)
		v[i] = schema_number(r, p);
	return v;
}

static const char *const *read_names(struct reader *r, enum image_section s, size_t *n)
{
	const char **v = arena_array(r->arena, r->counts[s] + 1, sizeof(*v));
	const unsigned char *p = r->sections[s];

	*n = r->counts[s];
	for (size_t i = 0; i < *n; i++, p += IMAGE_NUMBER_SIZE)
		v[i] = string(r, p);
	return v;
}

static const struct prop_type *read_types(struct reader *r, enum image_section s, size_t *n)
{
	struct prop_type *v = arena_array(r->arena, r->counts[s] + 1, sizeof(*v));
	const unsigned char *p = r->sections[s];

	*n = r->counts[s];
	for (size_t i = 0; i < *n; i++, p += IMAGE_TYPE_SIZE) {
		v[i].name = string(r, p);
		v[i].types = get32(p + 4) & PROP_ALL;
		v[i].has_dim = get32(p + 8) != 0;
		v[i].rows = (struct prop_dim){ get32(p + 12), get32(p + 16) };
		v[i].cells = (struct prop_dim){ get32(p + 20), get32(p + 24) };
	}
	return v;
}

static void read_index(struct reader *r, struct schema_index *x)
{
	memset(x, 0, sizeof(*x));
	x->compatible = read_keys(r, IMAGE_COMPATIBLE);
	x->member = read_keys(r, IMAGE_MEMBER);
	x->name = read_keys(r, IMAGE_NAME);
	x->always = read_numbers(r, IMAGE_ALWAYS, &x->n_always);
	x->types = read_types(r, IMAGE_TYPES, &x->n_types);
	x->patterns = read_types(r, IMAGE_PATTERNS, &x->n_patterns);
	x->known = read_names(r, IMAGE_KNOWN, &x->n_known);
	x->known_patterns = read_names(r, IMAGE_KNOWN_PATTERNS, &x->n_known_patterns);
}

static const char *check_header(const struct reader *r)
{
	const size_t least = IMAGE_HEADER_SIZE + (size_t)IMAGE_SECTIONS * IMAGE_SECTION_SIZE;

	if (r->size < IMAGE_MAGIC_SIZE || memcmp(r->data, IMAGE_MAGIC, IMAGE_MAGIC_SIZE) != 0)
		return "not a compiled set of schemas";
	if (r->size < least)
		return "the compiled set is damaged: it is too short";
	if (get32(r->data + 8) != IMAGE_VERSION || get32(r->data + 12) != IMAGE_SECTIONS)
		return "the compiled set is of another version; compile it again";
	if (get64(r->data + 16) != r->size || get64(r->data + 32) > r->size ||
		get64(r->data + 32) < least)
		return "the compiled set is damaged: its size is wrong";
	if (get64(r->data + 24) != image_sum(r->data + 32, get64(r->data + 32) - 32))
		return "the compiled set is damaged: its checksum is wrong";
	return NULL;
}

int image_open(const void *data, size_t size, const char *name, struct arena *a,
	const struct source **sources, size_t *n, struct schema_index *x, struct sdc_error *err)
{
	struct reader r = { .data = data, .size = size, .arena = a };
	const char *problem = check_header(&r);

	if (problem)
		return set_error(err, SDC_EINPUT, "%s: %s", name, problem);
	r.texts = get64(r.data + 32);
	if (!read_table(&r))
		return set_error(err, SDC_EINPUT,
			"%s: the compiled set is damaged: its table is wrong", name);
	*sources = read_sources(&r);
	*n = r.counts[IMAGE_SOURCES];
	read_index(&r, x);
	if (r.damaged)
		return set_error(err, SDC_EINPUT,
			"%s: the compiled set is damaged: an entry leads out of it", name);
	return 0;
}
