// SPDX-License-Identifier: BSD-2-Clause
#include "plan/manifest/device.h"

#include <string.h>

static struct manifest_place place_of(const struct yaml_mark *m)
{
	return (struct manifest_place){ m->line, m->column };
}

static void put_cell(uint8_t *to, uint32_t v)
{
	to[0] = (uint8_t)(v >> 24);
	to[1] = (uint8_t)(v >> 16);
	to[2] = (uint8_t)(v >> 8);
	to[3] = (uint8_t)v;
}

static void read_cells(struct arena *a, struct manifest_set *s, const json_t *v)
{
	size_t n = json_is_array(v) ? json_array_size(v) : 1;
	uint8_t *data = arena_array(a, n, 4);

	for (size_t i = 0; i < n; i++)
		put_cell(data + i * 4,
			(uint32_t)json_integer_value(json_is_array(v) ? json_array_get(v, i) : v));
	s->type = PLAN_CELLS;
	s->data = data;
	s->len = (uint32_t)n * 4;
}

static void read_strings(struct arena *a, struct manifest_set *s, const json_t *v)
{
	size_t n = json_is_array(v) ? json_array_size(v) : 1;
	struct buf b = { 0 };
	uint8_t *data;

	for (size_t i = 0; i < n; i++) {
		buf_puts(&b, json_string_value(json_is_array(v) ? json_array_get(v, i) : v));
		buf_putc(&b, '\0');
	}
	data = arena_alloc(a, b.len);
	memcpy(data, buf_str(&b), b.len);
	s->type = PLAN_STRINGS;
	s->data = data;
	s->len = (uint32_t)b.len;
	buf_free(&b);
}

static void read_sets(struct arena *a, struct manifest_device *d, json_t *from)
{
	struct manifest_set *out = arena_array(a, json_object_size(from), sizeof(*out));
	const char *key;
	json_t *v;

	d->sets = out;
	json_object_foreach(from, key, v) {
		const json_t *first = json_is_array(v) ? json_array_get(v, 0) : v;
		struct manifest_set *s = &out[d->n_sets++];

		s->name = arena_strdup(a, key);
		if (json_is_integer(first))
			read_cells(a, s, v);
		else if (json_is_string(first))
			read_strings(a, s, v);
	}
}

struct manifest_replaces manifest_read_replaces(
	struct arena *a, const json_t *from, const struct yaml_mark *mark)
{
	json_t *list = json_object_get(from, "replace");
	const struct yaml_mark *at = yaml_mark_member(mark, "replace");
	struct manifest_replace *out = arena_array(a, json_object_size(list), sizeof(*out));
	struct manifest_replaces r = { .v = out };

	for (at = at ? at->child : NULL; at && r.n < json_object_size(list); at = at->next) {
		struct manifest_replace *one = &out[r.n++];
		const json_t *v = json_object_get(list, at->key);

		one->selector = arena_strdup(a, at->key);
		one->place = (struct manifest_place){ at->key_line, at->key_column };
		one->regulator = json_object_get(v, "fixed-regulator") != NULL;
		one->value = (uint32_t)json_integer_value(
			json_object_get(v, one->regulator ? "fixed-regulator" : "fixed-clock"));
	}
	return r;
}

static void read_addresses(struct arena *a, struct manifest_device *d, const json_t *v)
{
	size_t n = json_is_array(v) ? json_array_size(v) : v != NULL;
	uint64_t *out = arena_array(a, n, sizeof(*out));

	for (size_t i = 0; i < n; i++)
		out[i] = (uint64_t)json_integer_value(json_is_array(v) ? json_array_get(v, i) : v);
	d->addresses = out;
	d->n_addresses = n;
}

static bool flag(const json_t *object, const char *key, bool fallback)
{
	const json_t *v = json_object_get(object, key);

	return v ? json_is_true(v) : fallback;
}

static void read_device(struct arena *a, struct manifest_device *d, const json_t *from,
	const struct yaml_mark *mark)
{
	const json_t *list = json_object_get(from, "remove");
	const char **remove = arena_array(a, json_array_size(list), sizeof(*remove));

	d->selector = arena_strdup(
		a, json_string_value(json_is_string(from) ? from : json_object_get(from, "node")));
	d->place = place_of(mark);
	d->with_children = true;
	if (json_is_string(from))
		return;
	read_addresses(a, d, json_object_get(from, "guest-address"));
	d->consent = flag(from, "force-assign-without-iommu", d->consent);
	d->with_children = flag(from, "with-children", true);
	d->has_device_id = json_object_get(from, "device-id") != NULL;
	d->device_id = (uint32_t)json_integer_value(json_object_get(from, "device-id"));
	for (; d->n_remove < json_array_size(list); d->n_remove++)
		remove[d->n_remove] =
			arena_strdup(a, json_string_value(json_array_get(list, d->n_remove)));
	d->remove = remove;
	read_sets(a, d, json_object_get(from, "set"));
	d->replaces = manifest_read_replaces(a, from, mark);
}

void manifest_read_devices(struct arena *a, struct manifest_guest *g, const json_t *guest,
	const struct yaml_mark *mark)
{
	const json_t *list = json_object_get(guest, "devices");
	bool consent = flag(guest, "force-assign-without-iommu", false);
	size_t n = json_array_size(list);
	struct manifest_device *out = arena_array(a, n, sizeof(*out));
	const struct yaml_mark *at = yaml_mark_member(mark, "devices")->child;

	g->devices = out;
	for (; g->n_devices < n; g->n_devices++, at = at->next) {
		out[g->n_devices].consent = consent;
		read_device(a, &out[g->n_devices], json_array_get(list, g->n_devices), at);
	}
}
