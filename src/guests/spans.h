/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_GUESTS_SPANS_H
#define SDC_GUESTS_SPANS_H

#include "dt/irq.h"
#include "dt/tree.h"
#include "scmi/pages.h"

/* Sorted arrays of addresses and of interrupts, for what a guest is given. */

/* guest_sort - qsort(), but of nothing as well */
void guest_sort(void *v, size_t n, size_t size, int (*order)(const void *, const void *));
void guest_sort_irqs(uint32_t *v, size_t n);
void guest_sort_nodes(const struct dt_node **v, size_t n);

/* guest_by_address - order of addresses, for guest_sort() and bsearch() */
int guest_by_address(const void *a, const void *b);

/* guest_unique_nodes - leave each of sorted nodes once; returns how many are left */
size_t guest_unique_nodes(const struct dt_node **v, size_t n);

/* guest_span_of - a region as a range; false where it has no bytes or wraps. Its error is not
 * looked at. */
struct dt_region;
bool guest_span_of(const struct dt_region *r, struct range *out);

/* guest_region - entry @index of reg; false where it has none that a CPU reaches */
bool guest_region(
	const struct dt_tree *t, const struct dt_node *n, uint32_t index, struct range *out);

/* guest_pages - its pages */
bool guest_pages(
	const struct dt_tree *t, const struct dt_node *n, uint32_t index, struct range *out);

/* guest_page_of - the page that has an address; false at the end of the address space */
bool guest_page_of(uint64_t address, struct range *out);

/* guest_has_node - bisect a sorted array */
bool guest_has_node(const struct dt_node *const *v, size_t n, const struct dt_node *node);

/* guest_has_irq - bisect a sorted array */
bool guest_has_irq(const uint32_t *v, size_t n, uint32_t irq);

/* guest_spi - GIC interrupt number of an interrupt that can be passed; false for others */
bool guest_spi(const struct dt_irq *irq, uint32_t *number);

#endif
