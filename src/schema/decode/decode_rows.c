// SPDX-License-Identifier: BSD-2-Clause
/* Properties that are lists of rows whose length other properties or nodes give. */
#include <string.h>

#include "dt/addr.h"
#include "dt/phandle.h"
#include "schema/decode/decode.h"

/* A property on the way from the first cell to the last. */
struct rows {
	const struct decoder *d;
	const struct dt_node *node;
	const struct dt_prop *prop;
	uint32_t n;             /* cells */
	const char *cells_name; /* of lists of phandles */
	uint32_t fixed;         /* cells of a row that does not depend on its content */
};

/* The number of cells of the row that starts at cell @i. */
typedef uint32_t (*row_fn)(const struct rows *r, uint32_t i);

#define ROW_REST UINT32_MAX /* all that are left */
#define ROW_STOP 0          /* nobody knows, and what is left is no row */

static uint32_t fixed_row(const struct rows *r, uint32_t i)
{
	(void)i;
	return r->fixed ? r->fixed : ROW_REST;
}

static uint32_t cell(const struct rows *r, uint32_t i)
{
	return dt_cell(r->prop->data, i);
}

static const struct dt_node *provider(const struct rows *r, uint32_t i)
{
	return i < r->n ? dt_by_phandle(r->d->tree, cell(r, i)) : NULL;
}

static uint32_t cells_of(const struct dt_node *n, const char *name, uint32_t missing)
{
	uint32_t v;

	return n && dt_prop_u32(n, name, &v) && v < 256 ? v : missing;
}

/* A reference out of the tree ends where the next phandle is known to stand. */
static uint32_t unresolved_row(const struct rows *r, uint32_t i)
{
	uint32_t n = 1;

	if (!marks_has(&r->d->marks, r->prop, i))
		return ROW_STOP;
	while (i + n < r->n && !marks_has(&r->d->marks, r->prop, i + n))
		n++;
	return n;
}

static uint32_t phandle_row(const struct rows *r, uint32_t i)
{
	const struct dt_node *p;

	if (i >= r->n)
		return 0;
	if (!cell(r, i) || !r->cells_name)
		return 1;
	if (cell(r, i) == DECODE_UNRESOLVED)
		return unresolved_row(r, i);
	p = provider(r, i);
	return p ? 1 + cells_of(p, r->cells_name, 0) : ROW_STOP;
}

/* The provider's cells are not asked for: a nexus has three of its own. */
static uint32_t range_row(const struct rows *r, uint32_t i)
{
	uint32_t n = phandle_row(r, i);

	return n != ROW_STOP && cell(r, i) && cell(r, i) != DECODE_UNRESOLVED ? 4 : n;
}

static uint32_t interconnect_row(const struct rows *r, uint32_t i)
{
	uint32_t first = phandle_row(r, i);

	return first == ROW_STOP ? ROW_STOP : first + phandle_row(r, i + first);
}

/* The next cell after the phandle at @i that is unresolved, too; the end where there is none. */
static uint32_t next_unresolved(const struct rows *r, uint32_t i, uint32_t end)
{
	for (uint32_t j = i + 1; j < end; j++) {
		if (cell(r, j) == DECODE_UNRESOLVED)
			return j;
	}
	return r->n;
}

/* Neither a last cell nor a count says where a gpio of a node out of the tree ends. */
static uint32_t gpio_row(const struct rows *r, uint32_t i)
{
	const struct dt_node *p = provider(r, i);

	if (!cell(r, i))
		return 1;
	if (cell(r, i) == DECODE_UNRESOLVED)
		return next_unresolved(r, i, r->n ? r->n - 1 : 0) - i;
	return p ? 1 + cells_of(p, "#gpio-cells", 0) : ROW_REST;
}

static uint32_t msi_row(const struct rows *r, uint32_t i)
{
	uint32_t cells = phandle_row(r, i);

	return cells ? cells + 1 : 0;
}

static uint32_t interrupt_map_row(const struct rows *r, uint32_t i)
{
	uint32_t own =
		cells_of(r->node, "#address-cells", 0) + cells_of(r->node, "#interrupt-cells", 0);
	const struct dt_node *p = provider(r, i + own);

	if (!p)
		return ROW_REST;
	return own + 1 + cells_of(p, "#address-cells", 0) + cells_of(p, "#interrupt-cells", 0);
}

static uint32_t iommu_map_row(const struct rows *r, uint32_t i)
{
	uint32_t own = cells_of(r->node, "#iommu-cells", 1);
	const struct dt_node *p = provider(r, i + (own ? own : 1));

	return p ? (own ? own : 1) + 2 + cells_of(p, "#iommu-cells", 0) : ROW_REST;
}

static json_t *divide(const struct rows *r, row_fn row)
{
	json_t *out = json_array();
	uint32_t i = 0, cells;

	while (i < r->n && (cells = row(r, i)) != ROW_STOP) {
		json_t *list = json_array();

		if (cells > r->n - i)
			cells = r->n - i;
		json_array_append_new(out, list);
		for (; cells; cells--, i++)
			json_array_append_new(list, json_integer(cell(r, i)));
	}
	return out;
}

/* A map's rows are equally long where the parent of the first is out of the tree. */
static json_t *divide_map(struct rows *r, uint32_t first, row_fn row)
{
	if (first >= r->n || cell(r, first) != DECODE_UNRESOLVED)
		return divide(r, row);
	r->fixed = next_unresolved(r, first, r->n);
	if (r->fixed < r->n)
		r->fixed -= first;
	return divide(r, fixed_row);
}

/*
 * The cells of an interrupt: those of the nearest interrupt-parent, or of the nearest parent
 * that is a controller itself. Devicetree Specification 2.4
 */
static uint32_t interrupt_cells(const struct dt_tree *t, const struct dt_node *n)
{
	for (; n; n = n->parent) {
		uint32_t phandle;

		if (dt_prop_u32(n, "interrupt-parent", &phandle) && phandle != DECODE_UNRESOLVED)
			return cells_of(dt_by_phandle(t, phandle), "#interrupt-cells", 1);
		if (n->parent && dt_prop(n->parent, "#interrupt-cells"))
			return cells_of(n->parent, "#interrupt-cells", 1);
	}
	return 1;
}

static bool ends_in(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

static bool in_hog(const struct dt_node *n)
{
	for (; n; n = n->parent) {
		if (dt_prop(n, "gpio-hog"))
			return true;
	}
	return false;
}

static bool is_gpios(const struct dt_node *n, const char *name)
{
	if (strcmp(name, "gpios") != 0 && strcmp(name, "gpio") != 0 && !ends_in(name, "-gpios") &&
		!ends_in(name, "-gpio"))
		return false;
	return !ends_in(name, ",nr-gpios") && !in_hog(n);
}

static json_t *interrupt_rows(struct rows *r)
{
	uint32_t parent;

	if (!strcmp(r->prop->name, "interrupts")) {
		r->fixed = interrupt_cells(r->d->tree, r->node);
		return divide(r, fixed_row);
	}
	if (strcmp(r->prop->name, "interrupt-map") != 0)
		return NULL;
	parent = cells_of(r->node, "#address-cells", 0) + cells_of(r->node, "#interrupt-cells", 0);
	return divide_map(r, parent, interrupt_map_row);
}

static json_t *address_rows(struct rows *r, const struct prop_type *type)
{
	const struct dt_node *parent = r->node->parent;
	bool ranges = !strcmp(r->prop->name, "ranges") || !strcmp(r->prop->name, "dma-ranges");
	uint32_t address = 2, size = 1;

	if (!ranges && !(type->types & PROP_ADDRESS))
		return NULL;
	if (parent) {
		address = dt_addr_cells(r->d->tree, parent, DT_CELLS_INHERIT);
		size = dt_size_cells(r->d->tree, parent, DT_CELLS_INHERIT);
	}
	if (ranges)
		size = cells_of(r->node, "#address-cells", 0) + cells_of(r->node, "#size-cells", 0);
	r->fixed = address <= r->n && size <= r->n ? address + size : 0;
	return divide(r, fixed_row);
}

/* Of "clocks" the property "#clock-cells", in @out; false where the name is no such list. */
static bool plural(const char *name, char *out, size_t size)
{
	size_t len = strlen(name);

	if (len < 2 || name[len - 1] != 's' || strstr(name, "gpio") || len + 8 > size)
		return false;
	out[0] = '#';
	memcpy(out + 1, name, len - 1);
	memcpy(out + len, "-cells", 7);
	return true;
}

static json_t *phandle_rows(struct rows *r)
{
	static const struct {
		const char *name, *cells;
		row_fn row;
	} special[] = {
		{ "assigned-clocks", "#clock-cells", phandle_row },
		{ "assigned-clock-parents", "#clock-cells", phandle_row },
		{ "cooling-device", "#cooling-cells", phandle_row },
		{ "interrupts-extended", "#interrupt-cells", phandle_row },
		{ "interconnects", "#interconnect-cells", interconnect_row },
		{ "mboxes", "#mbox-cells", phandle_row },
		{ "sound-dai", "#sound-dai-cells", phandle_row },
		{ "msi-parent", "#msi-cells", phandle_row },
		{ "msi-ranges", "#interrupt-cells", msi_row },
		{ "dma-masters", "#dma-cells", phandle_row },
		{ "gpio-ranges", "", range_row },
		{ "memory-region", NULL, phandle_row },
	};
	char cells[64];

	for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++) {
		if (strcmp(special[i].name, r->prop->name) != 0)
			continue;
		r->cells_name = special[i].cells;
		return divide(r, special[i].row);
	}
	if (!plural(r->prop->name, cells, sizeof(cells)))
		return NULL;
	r->cells_name = cells;
	/* Where not even the first entry is known, the cells are one row. */
	return phandle_row(r, 0) == ROW_STOP ? NULL : divide(r, phandle_row);
}

/* A number of channels has the name of a list of DMA controllers. */
static bool is_channel_count(const struct rows *r)
{
	const struct dt_node *p = provider(r, 0);

	return !strcmp(r->prop->name, "dma-masters") && cell(r, 0) >= 1 && cell(r, 0) <= 4 &&
	       (!p || !dt_prop(p, "#dma-cells"));
}

static bool fixed_dim(const struct prop_type *t)
{
	return t->has_dim && ((t->rows.min && t->rows.min == t->rows.max) ||
				     (t->cells.min && t->cells.min == t->cells.max));
}

static json_t *map_rows(struct rows *r)
{
	uint32_t own = cells_of(r->node, "#iommu-cells", 1);

	return divide_map(r, own ? own : 1, iommu_map_row);
}

json_t *decode_rows(struct decoder *d, const struct dt_node *n, const struct dt_prop *p,
	const struct prop_type *type, uint32_t row)
{
	struct rows r = { .d = d, .node = n, .prop = p, .n = p->len / 4 };
	bool whole = row >= r.n, masters = !strcmp(p->name, "dma-masters");
	json_t *v;

	if (!whole)
		r.n = row;
	if (is_gpios(n, p->name))
		return divide(&r, gpio_row);
	v = interrupt_rows(&r);
	if (!v)
		v = address_rows(&r, type);
	if (v)
		return v;
	if (!strcmp(p->name, "iommu-map"))
		return map_rows(&r);
	if (!whole || !(type->types & PROP_PHANDLE_ARRAY) || (fixed_dim(type) && !masters))
		return NULL;
	return is_channel_count(&r) ? json_integer(cell(&r, 0)) : phandle_rows(&r);
}
