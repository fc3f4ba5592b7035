// SPDX-License-Identifier: BSD-2-Clause
#include <libfdt.h>
#include <string.h>

#include "dt/overlay/merged_impl.h"

struct writer {
	struct merged *m;
	struct buf *out, strings;
	struct map names; /* of properties, to their offset in the strings plus one */
	bool behind;
};

static void put_cell(struct buf *b, uint32_t value)
{
	const unsigned char bytes[4] = { (unsigned char)(value >> 24), (unsigned char)(value >> 16),
		(unsigned char)(value >> 8), (unsigned char)value };

	buf_write(b, bytes, sizeof(bytes));
}

static void put_aligned(struct buf *b, const void *data, size_t len)
{
	static const char zeros[4];

	buf_write(b, data, len);
	buf_write(b, zeros, -len & 3);
}

static uint32_t name_offset(struct writer *w, const char *name)
{
	uintptr_t offset = (uintptr_t)map_get(&w->names, name);

	if (!offset) {
		offset = w->strings.len + 1;
		buf_write(&w->strings, name, strlen(name) + 1);
		map_set(&w->names, name, (void *)offset);
	}
	return (uint32_t)(offset - 1);
}

static void put_prop(struct writer *w, uint32_t name, const void *data, uint32_t len)
{
	put_cell(w->out, FDT_PROP);
	put_cell(w->out, len);
	put_cell(w->out, name);
	put_aligned(w->out, data, len);
}

static void put_props(struct writer *w, const struct merged_node *n, const struct dt_node *base)
{
	const struct merged_prop *change = n ? n->changes : NULL;
	const struct dt_prop *p;

	for (; change; change = change->next)
		if (!change->replaced)
			put_prop(w, name_offset(w, change->name), change->data, change->len);
	if (!base)
		return;
	dt_for_each_prop(base, p) {
		uint32_t name = (uint32_t)dt_name_offset(w->m->base, p);

		change = n && n->changes ? merged_change(n, p->name) : NULL;
		if (change && change->replaced == p)
			put_prop(w, name, change->data, change->len);
		else
			put_prop(w, name, p->data, p->len);
	}
}

static void put_node(struct writer *w, const struct merged_node *n, const struct dt_node *base);

static void put_added(struct writer *w, const struct merged_node *n)
{
	for (; n; n = n->next)
		put_node(w, n, NULL);
}

static const struct merged_node *oldest_first(struct merged_node *n)
{
	struct merged_node *list = NULL, *next;

	for (; n; n = next) {
		next = n->next;
		n->next = list;
		list = n;
	}
	return list;
}

/* @n: NULL where nothing in @base was changed */
static void put_node(struct writer *w, const struct merged_node *n, const struct dt_node *base)
{
	const char *name = n ? n->name : base->name;
	const struct dt_node *c;

	put_cell(w->out, FDT_BEGIN_NODE);
	put_aligned(w->out, name, strlen(name) + 1);
	put_props(w, n, base);
	if (n && !w->behind)
		put_added(w, n->added);
	if (base)
		dt_for_each_child(base, c)
			put_node(w, w->m->nodes[dt_index(w->m->base, c)], c);
	if (n && w->behind)
		put_added(w, oldest_first(n->added));
	put_cell(w->out, FDT_END_NODE);
}

static void put_reservations(struct buf *out, const void *base)
{
	static const char end[16];
	int n = fdt_num_mem_rsv(base);

	for (int i = 0; i < n; i++) {
		uint64_t address = 0, size = 0;

		fdt_get_mem_rsv(base, i, &address, &size);
		put_cell(out, (uint32_t)(address >> 32));
		put_cell(out, (uint32_t)address);
		put_cell(out, (uint32_t)(size >> 32));
		put_cell(out, (uint32_t)size);
	}
	buf_write(out, end, sizeof(end));
}

static void note_names(struct writer *w)
{
	const struct dt_tree *t = w->m->base;

	buf_write(&w->strings, t->strings, t->n_strings);
	/* Else the first new name would be the rest of the last one. */
	if (t->n_strings && t->strings[t->n_strings - 1])
		buf_putc(&w->strings, '\0');
	for (size_t i = 0; i < t->n_props; i++)
		if (!map_get(&w->names, t->props[i].name))
			map_set(&w->names, t->props[i].name,
				(void *)((uintptr_t)dt_name_offset(t, &t->props[i]) + 1));
}

static void put_header(struct writer *w, size_t start, size_t structure, size_t strings)
{
	struct buf h = { 0 };

	put_cell(&h, FDT_MAGIC);
	put_cell(&h, (uint32_t)(w->out->len - start));
	put_cell(&h, (uint32_t)(structure - start));
	put_cell(&h, (uint32_t)(strings - start));
	put_cell(&h, sizeof(struct fdt_header));
	put_cell(&h, 17);
	put_cell(&h, 16);
	put_cell(&h, fdt_boot_cpuid_phys(w->m->base->blob));
	put_cell(&h, (uint32_t)(w->out->len - strings));
	put_cell(&h, (uint32_t)(strings - structure));
	memcpy(w->out->data + start, h.data, h.len);
	buf_free(&h);
}

bool merged_write(struct merged *m, bool behind, struct buf *out)
{
	struct writer w = { .m = m, .out = out, .names = { .strings = true }, .behind = behind };
	static const char header[sizeof(struct fdt_header)];
	size_t start = out->len, structure, strings;

	note_names(&w);
	buf_write(out, header, sizeof(header));
	put_reservations(out, m->base->blob);
	structure = out->len;
	put_node(&w, m->nodes[0], m->base->nodes);
	put_cell(out, FDT_END);
	strings = out->len;
	buf_write(out, w.strings.data, w.strings.len);
	if (out->len - start <= INT32_MAX)
		put_header(&w, start, structure, strings);
	map_free(&w.names);
	buf_free(&w.strings);
	return out->len - start <= INT32_MAX;
}
