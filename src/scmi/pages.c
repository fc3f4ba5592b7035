// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/pages.h"

#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "base/vec.h"

#define MAX_REGS   64
#define BLOCK_SIZE 0x10000u

enum { N_KINDS = SCMI_MAP_SHMEM + 1 };

struct place {
	uint64_t start, end; /* the last byte */
	const struct dt_node *node;
	size_t furthest; /* of this and the ones before, the one that ends last */
};

typedef VEC(struct place) place_vec;

struct scmi_map {
	place_vec kinds[N_KINDS];
	VEC(uint64_t) pages; /* that containers name, sorted */
};

static void add(place_vec *v, uint64_t addr, uint64_t size, const struct dt_node *n)
{
	if (size)
		vec_push(v, (struct place){ addr,
				    addr + size - 1 < addr ? UINT64_MAX : addr + size - 1, n, 0 });
}

static int by_start(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

static void finish(place_vec *v)
{
	if (v->n)
		qsort(v->v, v->n, sizeof(*v->v), by_start);
	for (size_t i = 1; i < v->n; i++) {
		size_t before = v->v[i - 1].furthest;

		v->v[i].furthest = v->v[i].end > v->v[before].end ? i : before;
	}
}

static bool is_memory(const struct dt_node *n)
{
	const char *type = dt_prop_string(n, "device_type");

	return type && !strcmp(type, "memory");
}

static bool holds_shmem(const struct dt_node *n)
{
	const struct dt_node *c;

	dt_for_each_child(n, c)
		if (dt_compatible(c, "arm,scmi-shmem"))
			return true;
	return false;
}

static bool is_reserved(const struct dt_node *n)
{
	return n->depth == 2 && !strcmp(n->parent->name, "reserved-memory");
}

static enum scmi_map_kind kind_of(const struct dt_node *n)
{
	if (dt_compatible(n, "arm,scmi-shmem") || holds_shmem(n))
		return SCMI_MAP_SHMEM;
	if (is_memory(n))
		return SCMI_MAP_RAM;
	return is_reserved(n) ? SCMI_MAP_RESERVED : SCMI_MAP_DEVICE;
}

static void add_node(struct scmi_map *map, const struct dt_tree *t, const struct dt_node *n)
{
	uint32_t count = dt_reg_count(t, n, DT_CELLS_INHERIT);
	enum scmi_map_kind kind;

	if (!count || !dt_available(n))
		return;
	kind = kind_of(n);
	for (uint32_t i = 0; i < count && i < MAX_REGS; i++) {
		struct dt_region r = dt_reg(t, n, i, DT_CELLS_INHERIT);

		/* Reserved regions are read before there is a tree to translate in. */
		if (r.error && !(is_reserved(n) && r.error == DT_ADDR_NO_RANGES))
			continue;
		add(&map->kinds[kind], r.addr, r.size, n);
		/* A page in reserved memory is both. */
		if (kind == SCMI_MAP_SHMEM && is_reserved(n))
			add(&map->kinds[SCMI_MAP_RESERVED], r.addr, r.size, n);
	}
}

/* /chosen, /cpus and the containers hold what is asked about, or nothing that has an address. */
static bool left_out(const struct dt_node *n)
{
	return n->depth == 1 && (!strcmp(n->name, "chosen") || !strcmp(n->name, "cpus"));
}

static void add_nodes(struct scmi_map *map, const struct scmi_model *m)
{
	const struct dt_tree *t = m->tree;
	size_t container = 0;

	for (size_t i = 1; i < t->n_nodes;) {
		const struct dt_node *n = &t->nodes[i];

		while (container < m->n_containers && m->containers[container].node < n)
			container++;
		if (left_out(n) ||
			(container < m->n_containers && m->containers[container].node == n)) {
			i += n->n_tree;
			continue;
		}
		add_node(map, t, n);
		i++;
	}
}

static void add_page(struct scmi_map *map, const struct scmi_shmem *s)
{
	if (s->node && !s->region.error)
		vec_push(&map->pages, s->region.addr);
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void add_pages(struct scmi_map *map, const struct scmi_model *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n_containers; i++)
		for (size_t j = 0; j < m->containers[i].n_agents; j++)
			add_page(map, &m->containers[i].agents[j].shmem);
	for (size_t i = 0; i < m->n_instances; i++)
		add_page(map, &m->instances[i].shmem);
	if (map->pages.n)
		qsort(map->pages.v, map->pages.n, sizeof(uint64_t), by_value);
	for (size_t i = 0; i < map->pages.n; i++)
		if (!n || map->pages.v[n - 1] != map->pages.v[i])
			map->pages.v[n++] = map->pages.v[i];
	map->pages.n = n;
}

struct scmi_map *scmi_map_build(const struct scmi_model *m)
{
	struct scmi_map *map = xmalloc(sizeof(*map));
	int n = fdt_num_mem_rsv(m->tree->blob);

	memset(map, 0, sizeof(*map));
	add_nodes(map, m);
	for (int i = 0; i < n; i++) {
		uint64_t addr, size;

		if (!fdt_get_mem_rsv(m->tree->blob, i, &addr, &size))
			add(&map->kinds[SCMI_MAP_RESERVED], addr, size, NULL);
	}
	for (int i = 0; i < N_KINDS; i++)
		finish(&map->kinds[i]);
	add_pages(map, m);
	return map;
}

void scmi_map_free(struct scmi_map *map)
{
	if (!map)
		return;
	for (int i = 0; i < N_KINDS; i++)
		vec_free(&map->kinds[i]);
	vec_free(&map->pages);
	free(map);
}

bool scmi_map_find(const struct scmi_map *map, enum scmi_map_kind kind, uint64_t addr,
	uint64_t size, const struct dt_node **node)
{
	const place_vec *v = &map->kinds[kind];
	uint64_t last = addr + size - 1 < addr ? UINT64_MAX : addr + size - 1;
	const struct place *r;
	size_t i;

	if (!size)
		return false;
	search_sorted(i, v->n, v->v[i].start <= last);
	if (!i)
		return false;
	r = &v->v[v->v[i - 1].furthest];
	if (r->end < addr)
		return false;
	if (node)
		*node = r->node;
	return true;
}

bool scmi_page_reachable(const struct scmi_map *map, uint64_t addr)
{
	uint64_t block = addr & ~(uint64_t)(BLOCK_SIZE - 1);
	size_t i;

	if (addr >> SCMI_ADDRESS_BITS)
		return false;
	for (int k = 0; k < N_KINDS; k++)
		if (scmi_map_find(map, (enum scmi_map_kind)k, block, BLOCK_SIZE, NULL))
			return true;
	search_sorted(i, map->pages.n, map->pages.v[i] < block);
	for (; i < map->pages.n && map->pages.v[i] - block < BLOCK_SIZE; i++)
		if (map->pages.v[i] != addr)
			return true;
	return false;
}

/* The last byte of the range of that kind that reaches furthest into a span, or 0. */
static uint64_t reaches(const place_vec *v, uint64_t addr, uint64_t last)
{
	const struct place *r;
	size_t i;

	search_sorted(i, v->n, v->v[i].start <= last);
	if (!i)
		return 0;
	r = &v->v[v->v[i - 1].furthest];
	return r->end >= addr ? r->end : 0;
}

/* The last byte of what is in the way of a span, or 0. */
static uint64_t obstacle(const struct scmi_map *map, uint64_t addr, uint64_t last, bool in_ram)
{
	uint64_t end = 0;
	size_t i;

	for (int k = 0; k < N_KINDS; k++) {
		uint64_t e = k == SCMI_MAP_RAM && in_ram ? 0 : reaches(&map->kinds[k], addr, last);

		end = e > end ? e : end;
	}
	search_sorted(i, map->pages.n, map->pages.v[i] <= last);
	if (i && map->pages.v[i - 1] + SCMI_PAGE_SIZE - 1 >= addr &&
		map->pages.v[i - 1] + SCMI_PAGE_SIZE - 1 > end)
		end = map->pages.v[i - 1] + SCMI_PAGE_SIZE - 1;
	return end;
}

bool scmi_map_free_pages(const struct scmi_map *map, uint64_t near, size_t n, uint64_t *addr)
{
	const uint64_t mask = SCMI_PAGE_SIZE - 1, size = n * SCMI_PAGE_SIZE;
	bool in_ram = scmi_map_find(map, SCMI_MAP_RAM, near, 1, NULL);
	uint64_t at = (near + mask) & ~mask, end;

	/* Each step passes what was in the way. */
	while (at && !((at + size - 1) >> SCMI_ADDRESS_BITS)) {
		if (in_ram && !(scmi_map_find(map, SCMI_MAP_RAM, at, 1, NULL) &&
				      scmi_map_find(map, SCMI_MAP_RAM, at + size - 1, 1, NULL)))
			return false;
		end = obstacle(map, at, at + size - 1, in_ram);
		if (!end) {
			*addr = at;
			return true;
		}
		at = (end + SCMI_PAGE_SIZE) & ~mask;
	}
	return false;
}
