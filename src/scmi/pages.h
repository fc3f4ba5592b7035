/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_PAGES_H
#define SDC_SCMI_PAGES_H

#include "base/range.h"
#include "scmi/model.h"

/* The pages in which Xen maps and assigns memory, whatever those of its guests are. */
#define SCMI_PAGE_SHIFT   12
#define SCMI_PAGE_SIZE    (1u << SCMI_PAGE_SHIFT)
#define SCMI_PAGE_MASK    (~(uint64_t)(SCMI_PAGE_SIZE - 1)) /* the page of an address */
#define SCMI_GUEST_PAGE   UINT64_C(0x22001000) /* a gap in a guest's layout, behind the PL011 */
#define SCMI_ADDRESS_BITS 52                   /* of a page that Xen can map (arm64) */

/* What else a tree says about memory; built on demand, sorted by address. */
struct scmi_map;

/*
 * scmi_map_build - collect RAM, reserved memory and device registers
 *
 * Takes the first 64 reg entries of every node outside containers and /chosen that
 * translates to a CPU address, memory nodes and /reserved-memory (with the blob's
 * /memreserve/ entries).
 */
struct scmi_map *scmi_map_build(const struct scmi_model *m);
void scmi_map_free(struct scmi_map *map);

enum scmi_map_kind {
	SCMI_MAP_RAM,
	SCMI_MAP_RESERVED,
	SCMI_MAP_DEVICE,
	SCMI_MAP_SHMEM, /* arm,scmi-shmem nodes, and memory that holds such nodes */
};

/* scmi_pages_of - the pages that a range has something of; its end is not in the last page */
static inline struct range scmi_pages_of(uint64_t start, uint64_t end)
{
	return (struct range){ start & SCMI_PAGE_MASK,
		(end + SCMI_PAGE_SIZE - 1) & SCMI_PAGE_MASK };
}

/* scmi_map_find - the first node of that kind whose range overlaps; NULL: none. @node may be
 * set to NULL for a /memreserve/ entry. Logarithmic in the number of ranges. */
bool scmi_map_find(const struct scmi_map *map, enum scmi_map_kind kind, uint64_t addr,
	uint64_t size, const struct dt_node **node);

/*
 * scmi_page_reachable - whether something may answer at an address
 *
 * True where the tree describes the place (RAM, reserved, device, shared memory of the host), or
 * where another SCMI page or anything described lies within the same 64 KiB. A page far
 * from everything is most likely a slip, and touching it aborts.
 */
bool scmi_page_reachable(const struct scmi_map *map, uint64_t addr);

/*
 * scmi_map_free_pages - @n free pages one after the other, as near behind @near as there are any
 * @addr: the first of them
 *
 * Free is what no device, reservation or other channel has; memory counts as free where @near is
 * in memory itself, and has to be reserved then. Returns false where no such place was found.
 */
bool scmi_map_free_pages(const struct scmi_map *map, uint64_t near, size_t n, uint64_t *addr);

#endif
