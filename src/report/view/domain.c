// SPDX-License-Identifier: BSD-2-Clause
/* What a domain is made of. */
#include "report/view/domain.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "dt/addr.h"
#include "report/view/reach.h"

#define MAX_ITEMS 10 /* nodes that are named for one domain */

void view_size(struct buf *out, uint64_t size)
{
	static const char *const units[] = { "KiB", "MiB", "GiB", "TiB" };
	size_t unit = 0;

	if (!size || size % 1024) {
		buf_printf(out, "0x%" PRIx64, size);
		return;
	}
	size /= 1024;
	while (unit + 1 < sizeof(units) / sizeof(units[0]) && !(size % 1024)) {
		size /= 1024;
		unit++;
	}
	buf_printf(out, "%" PRIu64 " %s", size, units[unit]);
}

static void put_dom0_memory(struct buf *out, const struct view *v)
{
	const char *args = v->r->model->bootargs, *word = args ? strstr(args, "dom0_mem=") : NULL;
	struct arena a = ARENA_INIT;

	if (word && (word == args || word[-1] == ' '))
		text_clean(out, arena_strndup(&a, word, strcspn(word, " ")), TEXT_ONE_LINE);
	arena_free(&a);
}

static const char *extra_of(const struct plan_guest *g, const char *key)
{
	for (size_t i = 0; g && i < g->n_extras; i++)
		if (!strcmp(g->extras[i].key, key))
			return g->extras[i].value;
	return NULL;
}

void domain_memory(struct buf *out, const struct view *v, int party)
{
	const struct plan_guest *g = v->parties.v[party].guest;
	const struct scmi_domain *d = v->parties.v[party].scmi;
	const char *mib = extra_of(g, "memory");
	uint64_t size = d ? d->memory : 0;
	uint32_t cpus = g && g->cpus ? g->cpus : d ? d->cpus : 0;

	if (party == PARTY_DOM0) {
		put_dom0_memory(out, v);
		return;
	}
	if (g && g->memory)
		size = g->memory;
	else if (!size && mib)
		size = strtoull(mib, NULL, 10) << 20;
	if (size)
		view_size(out, size);
	if ((g && g->direct_map) || (d && d->direct_map))
		buf_puts(out, size ? ", direct-mapped" : "direct-mapped");
	if (!cpus)
		return;
	buf_puts(out, out->len ? ", " : "");
	text_plural(out, cpus, "CPU", "CPUs");
}

static bool boots(const struct view *v)
{
	return v->p->boot.verdict == SDC_BOOTS || v->p->boot.verdict == SDC_BOOTS_WITH_LOSS;
}

void domain_boot(struct buf *out, const struct view *v, int party)
{
	const struct view_party *p = &v->parties.v[party];

	if (p->boot && p->boot->built)
		buf_puts(out, boots(v) ? "boots" : "is built before the boot stops");
	else if (p->boot && v->p->boot.domain && !strcmp(v->p->boot.domain, p->boot->name))
		buf_printf(out, "the boot stops while it is built [%s]",
			v->p->boot.rule ? v->p->boot.rule : "unknown");
	else if (p->boot)
		buf_puts(out, "is not built");
	else if (p->guest && p->guest->boot == PLAN_XL)
		buf_puts(out, "started by xl");
	else if (p->scmi)
		buf_puts(out, "built by Xen");
}

static void put_items(struct buf *out, const struct sdc_boot_item *items, size_t n)
{
	for (size_t i = 0; i < n && i < MAX_ITEMS; i++) {
		buf_puts(out, i ? ", " : "");
		text_clean(out, items[i].node, TEXT_ONE_LINE);
		if (items[i].rule)
			buf_printf(out, " [%s]", items[i].rule);
	}
	if (n > MAX_ITEMS)
		buf_printf(out, " and %zu more", n - MAX_ITEMS);
}

void domain_lost(struct buf *out, const struct view *v, int party)
{
	const struct sdc_boot_domain *d = v->parties.v[party].boot;

	if (d)
		put_items(out, d->lost, d->n_lost);
}

void domain_hazards(struct buf *out, const struct view *v, int party)
{
	const struct sdc_boot_domain *d = v->parties.v[party].boot;

	if (d)
		put_items(out, d->hazards, d->n_hazards);
}

void domain_state(struct buf *out, const struct view *v, int party)
{
	const struct sdc_domain *d = v->parties.v[party].domain;

	bool reached = d ? d->outcome != SDC_NOT_REACHED
			 : !v->parties.v[party].scmi && party != PARTY_DOM0;

	if (!reached)
		buf_puts(out, "SCMI not reached");
	else if (!d)
		buf_puts(out, v->parties.v[party].by_files ? "not in the host tree" : "planned");
	else if (d->outcome == SDC_OUTCOME_NONE && party == PARTY_DOM0 && v->p->past_xen)
		buf_printf(out, "SCMI over %s, past Xen", v->p->past_xen);
	else if (d->outcome == SDC_OUTCOME_NONE)
		buf_puts(out, "no SCMI");
	else
		buf_printf(out, "SCMI %s", sdc_outcome_name(d->outcome));
}

static void put_module(struct buf *out, const char *kind)
{
	buf_printf(out, "%s%s", out->len ? ", " : "", kind);
}

static void put_planned(struct buf *out, const char *kind, const struct plan_module *m)
{
	if (!m->known)
		return;
	put_module(out, kind);
	if (m->file) {
		buf_putc(out, ' ');
		text_clean(out, m->file, TEXT_ONE_LINE);
	}
	if (m->has_address)
		buf_printf(out, " 0x%" PRIx64, m->address);
}

static void put_node_modules(struct buf *out, const struct dt_tree *t, const struct dt_node *parent)
{
	static const char *const kinds[][2] = { { "multiboot,kernel", "kernel" },
		{ "multiboot,ramdisk", "ramdisk" }, { "multiboot,device-tree", "device tree" } };
	const struct dt_node *n;

	dt_for_each_child(parent, n)
		for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
			struct dt_region r;

			if (!dt_compatible(n, kinds[k][0]))
				continue;
			put_module(out, kinds[k][1]);
			r = dt_reg(t, n, 0, DT_CELLS_INHERIT);
			if (r.error == DT_ADDR_OK || r.error == DT_ADDR_NO_RANGES) {
				buf_printf(out, " 0x%" PRIx64 " (", r.addr);
				view_size(out, r.size);
				buf_putc(out, ')');
			}
		}
}

/* Without the quotes that xl wants. */
static void put_string(struct buf *out, const char *value)
{
	struct arena a = ARENA_INIT;
	size_t len = strlen(value);
	bool quoted = len >= 2 && *value == '"';

	text_clean(out, arena_strndup(&a, value + quoted, len - 2 * (size_t)quoted), TEXT_ONE_LINE);
	arena_free(&a);
}

void domain_modules(struct buf *out, const struct view *v, int party)
{
	const struct plan_guest *g = v->parties.v[party].guest;
	const struct dt_node *n = party_node(v, party);
	const char *kernel = extra_of(g, "kernel");

	if (party == PARTY_DOM0)
		n = dt_child(v->r->tree->nodes, "chosen");
	if (n)
		put_node_modules(out, v->r->tree, n);
	if (out->len || !g)
		return;
	put_planned(out, "kernel", &g->kernel);
	put_planned(out, "ramdisk", &g->ramdisk);
	put_planned(out, "device tree", &g->dtb);
	if (kernel) {
		put_module(out, "kernel ");
		put_string(out, kernel);
	}
}

static int by_line(const void *x, const void *y)
{
	const struct reach *a = x, *b = y;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

/* The last of those that follow each other by one. */
static size_t run_end(const reach_vec *list, size_t i)
{
	while (i + 1 < list->n && list->v[i + 1].at == list->v[i].at &&
		list->v[i + 1].first == list->v[i].first + 1)
		i++;
	return i;
}

static void put_line(struct buf *out, const struct reach *r, const struct reach *last)
{
	buf_puts(out, last ? ", " : "");
	if (last && !r->at && !last->at && last->line.type == r->line.type)
		buf_printf(out, "%" PRIu32, r->line.number);
	else
		reach_name(out, r);
}

/* "SPI 34, 39-63": what they have in common stands once. */
static void put_lines(struct buf *out, reach_vec *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->n; i++)
		if (!kept || by_line(&list->v[kept - 1], &list->v[i]))
			list->v[kept++] = list->v[i];
	list->n = kept;
	for (size_t i = 0; i < list->n; i++) {
		size_t end = run_end(list, i);

		put_line(out, &list->v[i], i ? &list->v[i - 1] : NULL);
		if (end < i + 2)
			continue;
		buf_printf(out, "-%" PRIu32, list->v[end].line.number);
		i = end;
	}
}

void domain_interrupts(struct buf *out, const struct view *v, int party)
{
	const struct view_device *const *list;
	reach_vec all = { 0 };
	size_t n, kept = 0;

	list = party_devices(v, party, &n);
	for (size_t i = 0; i < n; i++)
		reach_read(v, list[i], &all);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind == REACH_INTERRUPT)
			all.v[kept++] = all.v[i];
	all.n = kept;
	if (all.n)
		qsort(all.v, all.n, sizeof(*all.v), by_line);
	put_lines(out, &all);
	vec_free(&all);
}
