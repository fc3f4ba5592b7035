// SPDX-License-Identifier: BSD-2-Clause
/*
 * The devices as a drawing: whose each is, and which resources it uses of which protocol. A row is
 * a device, a column a protocol, so that no two lines cross. There is room for so many; the table
 * has all.
 */
#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "report/html/html.h"

#define PER_FIGURE  20
#define MAX_DEVICES 100
#define MAX_COLUMNS 5
#define ROW         32
#define TOP         64
#define WIDTH       760
#define BOX         24
#define OWNER_X     10
#define OWNER_W     140
#define DEVICE_X    170
#define DEVICE_W    240
#define COLUMN_X    435
#define COLUMN      64
#define CHIP        56

/* The protocols of one drawing, in the tree's order. */
typedef VEC(const struct scmi_protocol *) protocol_vec;

struct figure {
	const struct view_device *const *devices;
	size_t n;
	protocol_vec protocols;
	size_t columns;
};

static int by_place(const void *x, const void *y)
{
	const struct scmi_protocol *const *a = x, *const *b = y;

	return (*a > *b) - (*a < *b);
}

static void read_protocols(struct figure *f)
{
	protocol_vec *list = &f->protocols;
	size_t kept = 0;

	for (size_t i = 0; i < f->n; i++)
		for (size_t j = 0; j < f->devices[i]->uses.n_uses; j++)
			vec_push(list, f->devices[i]->uses.uses[j].protocol);
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_place);
	for (size_t i = 0; i < list->n; i++)
		if (!kept || list->v[kept - 1] != list->v[i])
			list->v[kept++] = list->v[i];
	list->n = kept;
	f->columns = kept < MAX_COLUMNS ? kept : MAX_COLUMNS;
}

static unsigned int middle(size_t row)
{
	return TOP + (unsigned int)row * ROW + ROW / 2;
}

static unsigned int center(size_t column)
{
	return COLUMN_X + (unsigned int)column * COLUMN + COLUMN / 2;
}

static void put_box(struct html *h, const char *class, unsigned int x, unsigned int y,
	unsigned int width, unsigned int height)
{
	buf_printf(h->out,
		"<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" rx=\"4\"/>\n",
		class, x, y, width, height);
}

static void open_text(struct html *h, const char *class, unsigned int x, unsigned int y)
{
	buf_printf(h->out, "<text class=\"%s\" x=\"%u\" y=\"%u\">", class, x, y);
}

/* One box for the devices of one owner, which stand together. */
static void put_owner(struct html *h, const struct figure *f, size_t first, size_t end)
{
	int owner = f->devices[first]->owner;
	unsigned int top = middle(first) - BOX / 2;

	put_box(h,
		owner == PARTY_SEVERAL ? "bad"
		: owner > PARTY_DOM0   ? "own"
				       : "",
		OWNER_X, top, OWNER_W, (unsigned int)(end - first - 1) * ROW + BOX);
	open_text(h, "name", OWNER_X + 8, top + BOX / 2 + 4);
	html_short(h->out, owner == PARTY_A_GUEST ? "a guest" : party_name(&h->v, owner), 17);
	buf_puts(h->out, "</text>\n");
}

static void put_device(struct html *h, size_t row, const struct view_device *d)
{
	unsigned int y = middle(row);
	enum sdc_severity worst;
	bool any = html_worst(h, d->node, &worst);
	const char *class = !any || worst == SDC_NOTE ? "" : worst == SDC_ERROR ? "bad" : "doubt";

	put_box(h, class, DEVICE_X, y - BOX / 2, DEVICE_W, BOX);
	open_text(h, "name", DEVICE_X + 8, y + 4);
	html_short(h->out, d->node->name, any ? 21 : 29);
	buf_puts(h->out, "</text>\n");
	if (!any)
		return;
	open_text(h, worst == SDC_ERROR ? "small end alarm" : "small end", DEVICE_X + DEVICE_W - 8,
		y + 4);
	buf_printf(h->out, "%s</text>\n", sdc_severity_name(worst));
}

/* A chip has room for so much. */
static void put_numbers(struct buf *out, const struct scmi_use *first, size_t n)
{
	uint32_t id =
		first->ref.error || !first->ref.n_args ? UINT32_MAX : dt_cell(first->ref.args, 0);

	if (n == 1 && id <= 0xffffff)
		buf_printf(out, "0x%" PRIx32, id);
	else if (n == 1)
		buf_puts(out, "used");
	else if (n < 10 && id <= 0xfff)
		buf_printf(out, "0x%" PRIx32 " +%zu", id, n - 1);
	else
		buf_printf(out, "%zu used", n < 999 ? n : 999);
}

static void put_chip(struct html *h, size_t row, size_t column, const struct view_device *d,
	const struct scmi_protocol *p)
{
	const struct scmi_use *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < d->uses.n_uses; i++) {
		const struct scmi_use *u = &d->uses.uses[i];

		if (u->protocol != p)
			continue;
		first = first ? first : u;
		n++;
	}
	if (!n)
		return;
	put_box(h, "chip", center(column) - CHIP / 2, middle(row) - 9, CHIP, 18);
	open_text(h, "small mid", center(column), middle(row) + 4);
	put_numbers(h->out, first, n);
	buf_puts(h->out, "</text>\n");
}

/* From the owner to the device, and on to the last column that it uses. */
static void put_line(struct html *h, size_t row, const struct figure *f)
{
	const struct view_device *d = f->devices[row];
	size_t last = 0;

	for (size_t i = 0; i < d->uses.n_uses; i++)
		for (size_t c = last; c < f->columns; c++)
			if (d->uses.uses[i].protocol == f->protocols.v[c])
				last = c + 1;
	buf_printf(h->out, "<path d=\"M%u %uH%u\"/>\n", OWNER_X + OWNER_W, middle(row),
		last ? center(last - 1) : DEVICE_X);
}

/* A name of two words takes two lines. */
static void put_heading(struct html *h, size_t column, const struct scmi_protocol *p)
{
	const char *name = p->has_id ? scmi_protocol_name(p->id) : NULL;
	const char *space = name ? strchr(name, ' ') : NULL;

	if (space) {
		open_text(h, "small mid", center(column), 16);
		buf_write(h->out, name, (size_t)(space - name));
		buf_puts(h->out, "</text>\n");
	}
	open_text(h, "small mid", center(column), 30);
	html_short(h->out, space ? space + 1 : name ? name : "protocol", 11);
	buf_puts(h->out, "</text>\n");
	open_text(h, "small mid", center(column), 44);
	if (p->has_id)
		buf_printf(h->out, "0x%" PRIx32, p->id);
	buf_puts(h->out, "</text>\n");
	open_text(h, "small mid", center(column), 58);
	html_short(h->out, p->instance->node->name, 10);
	buf_puts(h->out, "</text>\n");
}

static void open_figure(struct html *h, size_t number, size_t first, const struct figure *f)
{
	buf_puts(h->out, "<figure>\n<figcaption>Devices, whose they are and what they use");
	if (f->n < h->v.devices.n)
		buf_printf(h->out, ": %zu to %zu of %zu", first + 1, first + f->n, h->v.devices.n);
	buf_printf(h->out,
		"</figcaption>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
		"aria-label=\"Drawing %zu of devices\">\n<svg viewBox=\"0 0 %u %zu\" role=\"img\" "
		"aria-labelledby=\"devices-%zu-title devices-%zu-desc\">\n"
		"<title id=\"devices-%zu-title\">Devices and protocols, drawing %zu</title>\n"
		"<desc id=\"devices-%zu-desc\">%zu rows: the owner on the left, the device, and a "
		"column for each SCMI protocol with the numbers of the resources that the device "
		"uses. The table of devices below says the same.</desc>\n"
		"<text class=\"small\" x=\"%u\" y=\"44\">owner</text>\n"
		"<text class=\"small\" x=\"%u\" y=\"44\">device</text>\n",
		number, WIDTH, (size_t)TOP + f->n * ROW + 6, number, number, number, number, number,
		f->n, OWNER_X, DEVICE_X);
}

static void put_figure(struct html *h, size_t number, size_t first, struct figure *f)
{
	read_protocols(f);
	open_figure(h, number, first, f);
	for (size_t c = 0; c < f->columns; c++) {
		put_heading(h, c, f->protocols.v[c]);
		buf_printf(h->out, "<path class=\"gap\" d=\"M%u %uV%u\"/>\n", center(c), TOP,
			middle(f->n - 1) + ROW / 2);
	}
	for (size_t i = 0; i < f->n; i++)
		put_line(h, i, f);
	for (size_t i = 0, end; i < f->n; i = end) {
		for (end = i + 1; end < f->n && f->devices[end]->owner == f->devices[i]->owner;)
			end++;
		put_owner(h, f, i, end);
	}
	for (size_t i = 0; i < f->n; i++) {
		put_device(h, i, f->devices[i]);
		for (size_t c = 0; c < f->columns; c++)
			put_chip(h, i, c, f->devices[i], f->protocols.v[c]);
	}
	buf_puts(h->out, "</svg>\n</div>\n</figure>\n");
	if (f->columns < f->protocols.n)
		buf_printf(h->out,
			"<p>These devices use %zu protocols, of which the first %zu are drawn; the "
			"table has all.</p>\n",
			f->protocols.n, f->columns);
	vec_free(&f->protocols);
}

/* Guests first: their devices are what the page is for. */
static unsigned int rank(int owner)
{
	switch (owner) {
	case PARTY_SEVERAL:
	case PARTY_A_GUEST:
		return (unsigned int)INT_MAX + (unsigned int)(owner - PARTY_SEVERAL);
	case PARTY_DOM0:
		return UINT_MAX - 1;
	case PARTY_NONE:
		return UINT_MAX;
	default:
		return (unsigned int)owner;
	}
}

static int by_owner(const void *x, const void *y)
{
	const struct view_device *a = *(const struct view_device *const *)x;
	const struct view_device *b = *(const struct view_device *const *)y;

	if (a->owner != b->owner)
		return rank(a->owner) < rank(b->owner) ? -1 : 1;
	return (a->node > b->node) - (a->node < b->node);
}

void html_devices_drawing(struct html *h)
{
	size_t drawn = h->v.devices.n < MAX_DEVICES ? h->v.devices.n : MAX_DEVICES, number = 1;
	struct arena arena = ARENA_INIT;
	const struct view_device **list =
		arena_array(&arena, h->v.devices.n + 1, sizeof(const struct view_device *));

	for (size_t i = 0; i < h->v.devices.n; i++)
		list[i] = &h->v.devices.v[i];
	qsort(list, h->v.devices.n, sizeof(const struct view_device *), by_owner);
	for (size_t first = 0; first < drawn; first += PER_FIGURE, number++) {
		struct figure f = { .devices = list + first };

		f.n = drawn - first < PER_FIGURE ? drawn - first : PER_FIGURE;
		put_figure(h, number, first, &f);
	}
	if (drawn < h->v.devices.n)
		buf_printf(h->out,
			"<p>Drawn are %zu of %zu devices, those of guests first; the table has "
			"all.</p>\n",
			drawn, h->v.devices.n);
	arena_free(&arena);
}
