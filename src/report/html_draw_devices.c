// SPDX-License-Identifier: BSD-2-Clause
/*
 * The devices as a drawing: each device, and lines to the protocols whose resources it uses. There
 * is room for so many; the table has all.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "report/html.h"
#include "util/search.h"

#define PER_FIGURE  20
#define MAX_DEVICES 100
#define ROW         32
#define TOP         30
#define WIDTH       760
#define BOX         24
#define DEVICE_X    10
#define DEVICE_W    300
#define PROTOCOL_X  520
#define PROTOCOL_W  230

/* The protocols of one drawing, in the tree's order. */
typedef VEC(const struct scmi_protocol *) protocol_vec;

static int by_place(const void *x, const void *y)
{
	const struct scmi_protocol *const *a = x, *const *b = y;

	return (*a > *b) - (*a < *b);
}

static void read_protocols(const struct html_device *d, size_t n, protocol_vec *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < d[i].uses.n_uses; j++)
			vec_push(list, d[i].uses.uses[j].protocol);
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_place);
	for (size_t i = 0; i < list->n; i++)
		if (!kept || list->v[kept - 1] != list->v[i])
			list->v[kept++] = list->v[i];
	list->n = kept;
}

static size_t find(const protocol_vec *list, const struct scmi_protocol *p)
{
	size_t i;

	search_sorted(i, list->n, list->v[i] < p);
	return i;
}

/* Few boxes are spread over the height of many. */
static unsigned int middle(size_t i, size_t n, size_t rows)
{
	return TOP + (unsigned int)((2 * i + 1) * rows * ROW / (2 * n));
}

static void put_lines(struct html *h, const struct html_device *d, size_t row, size_t rows,
	size_t n_left, const protocol_vec *list)
{
	const struct scmi_protocol *last = NULL;
	unsigned int y = middle(row, n_left, rows);

	for (size_t i = 0; i < d->uses.n_uses; i++) {
		const struct scmi_protocol *p = d->uses.uses[i].protocol;
		unsigned int to = middle(find(list, p), list->n, rows);

		if (p == last)
			continue;
		last = p;
		buf_printf(h->out, "<path d=\"M%u %uC%u %u %u %u %u %u\"/>\n", DEVICE_X + DEVICE_W,
			y, DEVICE_X + DEVICE_W + 100, y, PROTOCOL_X - 100, to, PROTOCOL_X, to);
	}
}

static void put_box(struct html *h, unsigned int x, unsigned int y, unsigned int width)
{
	buf_printf(h->out,
		"<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" rx=\"4\"/>\n"
		"<text x=\"%u\" y=\"%u\">",
		x, y - BOX / 2, width, BOX, x + 8, y + 4);
}

static void put_device(struct html *h, const struct html_device *d, unsigned int y)
{

	put_box(h, DEVICE_X, y, DEVICE_W);
	html_short(h->out, d->node->name, 28);
	buf_puts(h->out, "</text>\n");
	if (d->owner != HTML_DOM0) {
		buf_printf(h->out, "<text class=\"small\" x=\"%u\" y=\"%u\">",
			DEVICE_X + DEVICE_W - 90, y + 4);
		html_short(h->out,
			d->owner == HTML_A_GUEST ? "for a guest" : html_party_name(h, d->owner),
			14);
		buf_puts(h->out, "</text>\n");
	}
}

static void put_protocol(struct html *h, const struct scmi_protocol *p, unsigned int y)
{
	const char *name = p->has_id ? scmi_protocol_name(p->id) : NULL;

	put_box(h, PROTOCOL_X, y, PROTOCOL_W);
	if (name)
		buf_printf(h->out, "%s (0x%" PRIx32 ")", name, p->id);
	else
		html_short(h->out, p->node->name, 20);
	buf_puts(h->out, " of ");
	html_short(h->out, p->instance->node->name, 12);
	buf_puts(h->out, "</text>\n");
}

static void open_figure(struct html *h, size_t number, size_t first, size_t n, size_t rows)
{
	buf_puts(h->out, "<figure>\n<figcaption>Devices and the protocols that they use");
	if (n < h->devices.n)
		buf_printf(h->out, ": %zu to %zu of %zu", first + 1, first + n, h->devices.n);
	buf_printf(h->out,
		"</figcaption>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
		"aria-label=\"Drawing %zu of devices\">\n<svg viewBox=\"0 0 %u %zu\" role=\"img\" "
		"aria-labelledby=\"devices-%zu-title devices-%zu-desc\">\n"
		"<title id=\"devices-%zu-title\">Devices and protocols, drawing %zu</title>\n"
		"<desc id=\"devices-%zu-desc\">%zu devices on the left, with lines to the SCMI "
		"protocols on the right whose resources they use. The table of devices below says "
		"the same.</desc>\n"
		"<text class=\"small\" x=\"%u\" y=\"16\">device</text>\n"
		"<text class=\"small\" x=\"%u\" y=\"16\">SCMI protocol</text>\n",
		number, WIDTH, (size_t)TOP + rows * ROW + 6, number, number, number, number, number,
		n, DEVICE_X, PROTOCOL_X);
}

static void put_figure(struct html *h, size_t number, size_t first, size_t n)
{
	const struct html_device *d = h->devices.v + first;
	protocol_vec protocols = { 0 };
	size_t rows;

	read_protocols(d, n, &protocols);
	rows = protocols.n > n ? protocols.n : n;
	open_figure(h, number, first, n, rows);
	for (size_t i = 0; i < n; i++)
		put_lines(h, &d[i], i, rows, n, &protocols);
	for (size_t i = 0; i < n; i++)
		put_device(h, &d[i], middle(i, n, rows));
	for (size_t i = 0; i < protocols.n; i++)
		put_protocol(h, protocols.v[i], middle(i, protocols.n, rows));
	buf_puts(h->out, "</svg>\n</div>\n</figure>\n");
	vec_free(&protocols);
}

void html_devices_drawing(struct html *h)
{
	size_t drawn = h->devices.n < MAX_DEVICES ? h->devices.n : MAX_DEVICES, number = 1;

	for (size_t first = 0; first < drawn; first += PER_FIGURE, number++) {
		size_t n = drawn - first < PER_FIGURE ? drawn - first : PER_FIGURE;

		put_figure(h, number, first, n);
	}
	if (drawn < h->devices.n)
		buf_printf(h->out,
			"<p>Drawn are the first %zu of %zu devices; the table has "
			"all.</p>\n",
			drawn, h->devices.n);
}
