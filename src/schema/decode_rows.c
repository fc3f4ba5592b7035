// SPDX-License-Identifier: BSD-2-Clause
/* Properties that are lists of rows whose length other properties or nodes give. */
#include <string.h>

#include "dt/addr.h"
#include "dt/phandle.h"
#include "schema/decode.h"

/* A property on the way from the first cell to the last. */
struct rows {
	const struct dt_tree *tree;
	const struct dt_node *node;
	const struct dt_prop *prop;
	uint32_t n;             /* cells */
	const char *cells_name; /* of lists of phandles */
	uint32_t fixed;         /* cells of a row that does not depend on its content */
};

/* The number of cells of the row that starts at cell @i; 0: all that are left. */
typedef uint32_t (*row_fn)(const struct rows *r, uint32_t i);

static uint32_t fixed_row(const struct rows *r, uint32_t i)
{
	(void)i;
	return r->fixed;
}

static const struct dt_node *provider(const struct rows *r, uint32_t i)
{
	return i < r->n ? dt_by_phandle(r->tree, dt_cell(r->prop->data, i)) : NULL;
}

static uint32_t cells_of(const struct dt_node *n, const char *name, uint32_t missing)
{
	uint32_t v;

	return n && dt_prop_u32(n, name, &v) && v < 256 ? v : missing;
}

static uint32_t phandle_row(const struct rows *r, uint32_t i)
{
	uint32_t phandle = dt_cell(r->prop->data, i);
	const struct dt_node *p;

	if (!phandle || !r->cells_name)
		return 1;
	p = provider(r, i);
	return p ? 1 + cells_of(p, r->cells_name, 0) : 0;
}

static uint32_t interconnect_row(const struct rows *r, uint32_t i)
{
	uint32_t first = phandle_row(r, i);

	if (!first || i + first >= r->n)
		return first;
	return first + phandle_row(r, i + first);
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
		return 0;
	return own + 1 + cells_of(p, "#address-cells", 0) + cells_of(p, "#interrupt-cells", 0);
}

static uint32_t iommu_map_row(const struct rows *r, uint32_t i)
{
	uint32_t own = cells_of(r->node, "#iommu-cells", 1);
	const struct dt_node *p = provider(r, i + (own ? own : 1));

	return p ? (own ? own : 1) + 2 + cells_of(p, "#iommu-cells", 0) : 0;
}

static json_t *divide(const struct rows *r, row_fn row)
{
	json_t *out = json_array();
	uint32_t i = 0;

	while (i < r->n) {
		uint32_t left = r->n - i, cells = row(r, i);
		json_t *list = json_array();

		if (!cells || cells > left)
			cells = left;
		json_array_append_new(out, list);
		for (; cells; cells--, i++)
			json_array_append_new(list, json_integer(dt_cell(r->prop->data, i)));
	}
	return out;
}

/*
 * The cells of an interrupt: those of the nearest interrupt-parent, or of the nearest parent
 * that is a controller itself. Devicetree Specification 2.4
 */
static uint32_t interrupt_cells(const struct dt_tree *t, const struct dt_node *n)
{
	for (; n; n = n->parent) {
		uint32_t phandle;

		if (dt_prop_u32(n, "interrupt-parent", &phandle))
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

static bool is_gpios(const struct dt_node *n, const char *name)
{
	if (!ends_in(name, "gpios") && !ends_in(name, "gpio"))
		return false;
	if (!strcmp(name, "gpios") || !strcmp(name, "gpio"))
		return !dt_prop(n, "gpio-hog");
	return (ends_in(name, "-gpios") || ends_in(name, "-gpio")) && !ends_in(name, ",nr-gpios") &&
	       !dt_prop(n, "gpio-hog");
}

static json_t *interrupt_rows(struct rows *r)
{
	if (!strcmp(r->prop->name, "interrupts")) {
		r->fixed = interrupt_cells(r->tree, r->node);
		return divide(r, fixed_row);
	}
	if (!strcmp(r->prop->name, "interrupt-map"))
		return divide(r, interrupt_map_row);
	return NULL;
}

static json_t *address_rows(struct rows *r, const struct prop_type *type)
{
	const struct dt_node *parent = r->node->parent;
	bool ranges = !strcmp(r->prop->name, "ranges") || !strcmp(r->prop->name, "dma-ranges");
	uint32_t address = 2, size = 1;

	if (!ranges && strcmp(r->prop->name, "reg") != 0 && !(type->types & PROP_ADDRESS))
		return NULL;
	if (parent) {
		address = dt_addr_cells(r->tree, parent, DT_CELLS_INHERIT);
		size = dt_size_cells(r->tree, parent, DT_CELLS_INHERIT);
	}
	if (ranges)
		size = cells_of(r->node, "#address-cells", 0) + cells_of(r->node, "#size-cells", 0);
	r->fixed = address <= r->n && size <= r->n ? address + size : 0;
	return divide(r, fixed_row);
}

static json_t *phandle_rows(struct rows *r)
{
	static const struct {
		const char *name, *cells;
	} special[] = {
		{ "assigned-clocks", "#clock-cells" },
		{ "assigned-clock-parents", "#clock-cells" },
		{ "cooling-device", "#cooling-cells" },
		{ "interrupts-extended", "#interrupt-cells" },
		{ "interconnects", "#interconnect-cells" },
		{ "mboxes", "#mbox-cells" },
		{ "sound-dai", "#sound-dai-cells" },
		{ "msi-parent", "#msi-cells" },
		{ "msi-ranges", "#interrupt-cells" },
		{ "dma-masters", "#dma-cells" },
		{ "memory-region", NULL },
	};
	const char *name = r->prop->name;
	size_t len = strlen(name);
	char cells[64];

	if (!strcmp(name, "gpio-ranges")) {
		r->fixed = 4;
		return divide(r, fixed_row);
	}
	for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++) {
		if (strcmp(special[i].name, name) != 0)
			continue;
		r->cells_name = special[i].cells;
		if (!strcmp(name, "interconnects"))
			return divide(r, interconnect_row);
		return divide(r, strcmp(name, "msi-ranges") != 0 ? phandle_row : msi_row);
	}
	if (len < 2 || name[len - 1] != 's' || strstr(name, "gpio") || len + 8 > sizeof(cells))
		return NULL;
	memcpy(cells, "#", 1);
	memcpy(cells + 1, name, len - 1);
	memcpy(cells + len, "-cells", 7);
	r->cells_name = cells;
	return divide(r, phandle_row);
}

static bool fixed_dim(const struct prop_type *t)
{
	return t->has_dim && ((t->rows.min && t->rows.min == t->rows.max) ||
				     (t->cells.min && t->cells.min == t->cells.max));
}

json_t *decode_rows(struct decoder *d, const struct dt_node *n, const struct dt_prop *p,
	const struct prop_type *type)
{
	struct rows r = { .tree = d->tree, .node = n, .prop = p, .n = p->len / 4 };
	json_t *v;

	if (p->len % 4)
		return NULL;
	v = interrupt_rows(&r);
	if (!v)
		v = address_rows(&r, type);
	if (v)
		return v;
	if (!strcmp(p->name, "iommu-map"))
		return divide(&r, iommu_map_row);
	if (is_gpios(n, p->name) && !(type->types & ~PROP_PHANDLE_ARRAY)) {
		r.cells_name = "#gpio-cells";
		return divide(&r, phandle_row);
	}
	if (!(type->types & PROP_PHANDLE_ARRAY) || fixed_dim(type) || (type->types & PROP_STRING))
		return NULL;
	return phandle_rows(&r);
}
