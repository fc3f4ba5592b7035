// SPDX-License-Identifier: BSD-2-Clause
#include "guests/spans.h"

#include <stdlib.h>

#include "dt/addr.h"
#include "dt/irq.h"

int guest_by_address(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static int by_irq(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static int by_place(const void *a, const void *b)
{
	const struct dt_node *x = *(const struct dt_node *const *)a;
	const struct dt_node *y = *(const struct dt_node *const *)b;

	return (x > y) - (x < y);
}

void guest_sort(void *v, size_t n, size_t size, int (*order)(const void *, const void *))
{
	if (n)
		qsort(v, n, size, order);
}

void guest_sort_irqs(uint32_t *v, size_t n)
{
	guest_sort(v, n, sizeof(*v), by_irq);
}

void guest_sort_nodes(const struct dt_node **v, size_t n)
{
	guest_sort(v, n, sizeof(*v), by_place);
}

size_t guest_unique_nodes(const struct dt_node **v, size_t n)
{
	size_t out = 0;

	for (size_t i = 0; i < n; i++)
		if (!out || v[out - 1] != v[i])
			v[out++] = v[i];
	return out;
}

bool guest_has_irq(const uint32_t *v, size_t n, uint32_t irq)
{
	return n && bsearch(&irq, v, n, sizeof(*v), by_irq);
}

bool guest_has_node(const struct dt_node *const *v, size_t n, const struct dt_node *node)
{
	return n && bsearch(&node, v, n, sizeof(*v), by_place);
}

bool guest_spi(const struct dt_irq *irq, uint32_t *number)
{
	struct dt_gic_irq g;

	if (irq->error || !irq->controller || !dt_is_gic(irq->controller))
		return false;
	g = dt_gic_irq(irq);
	*number = g.number + DT_GIC_FIRST_SPI;
	return g.kind == DT_GIC_SPI;
}

bool guest_span_of(const struct dt_region *r, struct range *out)
{
	if (!r->size || r->addr > UINT64_MAX / 2 || r->size > UINT64_MAX / 4)
		return false;
	*out = (struct range){ r->addr, r->addr + r->size };
	return true;
}

bool guest_region(
	const struct dt_tree *t, const struct dt_node *n, uint32_t index, struct range *out)
{
	struct dt_region r = dt_reg(t, n, index, DT_CELLS_INHERIT);

	return !r.error && guest_span_of(&r, out);
}

bool guest_pages(
	const struct dt_tree *t, const struct dt_node *n, uint32_t index, struct range *out)
{
	if (!guest_region(t, n, index, out))
		return false;
	*out = scmi_pages_of(out->start, out->end);
	return true;
}

bool guest_page_of(uint64_t address, struct range *out)
{
	out->start = address & SCMI_PAGE_MASK;
	out->end = out->start + SCMI_PAGE_SIZE;
	return out->end != 0;
}
