// SPDX-License-Identifier: BSD-2-Clause
#include "init/devices.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "plan/issue.h"
#include "plan/planner.h"

/* Each takes a plan, whose time is linear in the tree. */
#define MAX_DEVICES 512
#define MAX_NAMED   8

#define GUEST "guest GUEST" /* how messages call the guest that has no name yet */
#define AGENT 0

struct search {
	const struct init_plan *plan;
	struct arena *a;
	struct scmi_ids ids;
	VEC(struct init_device) list;
	size_t left_out;
};

static bool is_bus(const struct dt_node *n)
{
	return dt_compatible(n, "simple-bus") || dt_compatible(n, "simple-pm-bus");
}

/* Subtrees of the root that hold no device. */
static bool is_left_out(const struct dt_node *n)
{
	static const char *const names[] = { "aliases", "chosen", "cpus", "firmware", "memory",
		"reserved-memory", "__symbols__", "psci", "options" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (dt_name_is(n, names[i]))
			return true;
	return false;
}

static bool is_device(const struct init_plan *p, const struct dt_node *n)
{
	struct dt_region r;

	if (!dt_prop(n, "compatible") || !dt_prop(n, "reg") || is_bus(n) ||
		dt_compatible(n, "mmio-sram") || dt_compatible(n, "arm,scmi-shmem") ||
		dt_compatible(n, "arm,armv7-timer-mem"))
		return false;
	r = dt_reg(p->tree, n, 0, DT_CELLS_INHERIT);
	return !r.error && r.size;
}

/* The worst that stands against the plan, of the device itself or below. */
static const struct issue *worst(const struct issues *s, bool *kept)
{
	const struct issue *found = NULL;

	*kept = s->first[RULE_GUEST_KEPT_BY_XEN] != NULL;
	if (*kept)
		return s->first[RULE_GUEST_KEPT_BY_XEN];
	for (int r = 0; r < N_RULES; r++) {
		if (r == RULE_GUEST_NO_CHANNEL || r == RULE_GUEST_VISIBLE_TO_DOM0)
			continue;
		for (const struct issue *i = s->first[r]; i; i = i->next)
			if (i->severity == SDC_ERROR && !found)
				found = i;
	}
	return found;
}

static const char *list_irqs(struct arena *a, const struct plan_guest *g)
{
	struct buf b = { 0 };
	const char *text;

	for (size_t i = 0; i < g->n_irqs && i < MAX_NAMED; i++)
		buf_printf(&b, "%s%u", i ? ", " : "", g->irqs[i].irq);
	if (g->n_irqs > MAX_NAMED)
		buf_printf(&b, " and %zu more", g->n_irqs - MAX_NAMED);
	text = b.len ? arena_strdup(a, buf_str(&b)) : NULL;
	buf_free(&b);
	return text;
}

static const char *list_scmi(const struct search *s, const struct dt_node *n)
{
	const struct scmi_model *m = s->plan->model;
	struct buf b = { 0 };
	const char *text;
	size_t named = 0;

	for (size_t i = 0; i < m->n_uses; i++) {
		const struct scmi_use *u = &m->uses[i];
		const char *name = u->protocol->has_id ? scmi_protocol_name(u->protocol->id) : NULL;

		if (!dt_within(u->device, n) || named++ >= MAX_NAMED)
			continue;
		buf_printf(&b, "%s%s", b.len ? ", " : "", name ? name : "a vendor's protocol");
		if (u->ref.n_args)
			buf_printf(&b, " %u", dt_cell(u->ref.args, 0));
	}
	if (named > MAX_NAMED)
		buf_printf(&b, " and %zu more", named - MAX_NAMED);
	text = b.len ? arena_strdup(s->a, buf_str(&b)) : NULL;
	buf_free(&b);
	return text;
}

static const char *message(const struct search *s, const char *text)
{
	const size_t len = sizeof(GUEST) - 1;

	if (!text || strncmp(text, GUEST, len) != 0)
		return text ? arena_strdup(s->a, text) : NULL;
	text += len;
	return *text == ':' ? arena_strdup(s->a, text + strspn(text, ": "))
			    : arena_printf(s->a, "the guest%s", text);
}

static void read_plan(struct search *s, struct init_device *d, const struct plan *plan)
{
	const struct plan_guest *g = &plan->guests[0];
	const struct issue *i = worst(plan->issues, &d->kept);

	d->can = !i;
	d->why = i ? message(s, i->message) : NULL;
	d->hint = i ? message(s, i->hint) : NULL;
	d->iommu = g->any_iommu && !g->any_force;
	d->irqs = list_irqs(s->a, g);
}

static void look_at(struct search *s, const struct dt_node *n)
{
	struct init_device d = { .node = n, .class = init_class(n), .selector = n->label };
	struct manifest_device device = { .consent = true, .with_children = true };
	struct manifest_guest guest = { .name = "GUEST",
		.sci = PLAN_SCI_MULTI_AGENT,
		.agent_id = AGENT,
		.devices = &device,
		.n_devices = 1 };
	struct manifest m = { .file = s->plan->tree->file, .guests = &guest, .n_guests = 1 };
	struct findings ignored = { 0 };
	struct plan *plan;

	if (!d.selector)
		d.selector = dt_path_dup(s->a, n);
	device.selector = d.selector;
	findings_init(&ignored, s->plan->tree);
	plan = plan_build(s->plan->model, &s->ids, sci_caps(SDC_XEN_MULTI_AGENT), &m, &ignored);
	read_plan(s, &d, plan);
	plan_free(plan);
	d.scmi = list_scmi(s, n);
	vec_push(&s->list, d);
	findings_free(&ignored);
}

static void search(struct search *s)
{
	const struct dt_tree *t = s->plan->tree;

	for (size_t i = 1; i < t->n_nodes;) {
		const struct dt_node *n = &t->nodes[i];

		if ((n->depth == 1 && is_left_out(n)) || !dt_available(n)) {
			i += n->n_tree;
		} else if (is_device(s->plan, n)) {
			if (s->list.n < MAX_DEVICES)
				look_at(s, n);
			else
				s->left_out++;
			i += n->n_tree;
		} else {
			i++;
		}
	}
}

struct page {
	uint64_t start, end; /* whole pages; the last byte */
	struct init_device *device;
};

static int by_start(const void *a, const void *b)
{
	const struct page *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* Two devices in one page cannot be given to two domains. */
static void find_shared(struct search *s)
{
	VEC(struct page) pages = { 0 };
	const uint64_t mask = SCMI_PAGE_SIZE - 1;

	for (size_t i = 0; i < s->list.n; i++) {
		struct init_device *d = &s->list.v[i];
		uint32_t n = dt_reg_count(s->plan->tree, d->node, DT_CELLS_INHERIT);

		for (uint32_t k = 0; k < n && k < MAX_NAMED; k++) {
			struct dt_region r = dt_reg(s->plan->tree, d->node, k, DT_CELLS_INHERIT);

			if (!r.error && r.size)
				vec_push(&pages, (struct page){ r.addr & ~mask,
							 (r.addr + r.size - 1) | mask, d });
		}
	}
	if (pages.n)
		qsort(pages.v, pages.n, sizeof(*pages.v), by_start);
	for (size_t i = 1; i < pages.n; i++) {
		struct page *x = &pages.v[i - 1], *y = &pages.v[i];

		if (y->start > x->end || x->device == y->device)
			continue;
		x->device->shares = y->device->node;
		y->device->shares = x->device->node;
	}
	vec_free(&pages);
}

static int by_class(const void *a, const void *b)
{
	const struct init_device *x = a, *y = b;
	int ret = strcmp(x->class, y->class);

	return ret ? ret : (x->node > y->node) - (x->node < y->node);
}

struct init_devices init_devices_find(const struct init_plan *p, struct arena *a)
{
	struct search s = { .plan = p, .a = a, .ids = scmi_ids(p->model, p->firmware) };
	struct init_devices out = { 0 };

	search(&s);
	find_shared(&s);
	if (s.list.n)
		qsort(s.list.v, s.list.n, sizeof(*s.list.v), by_class);
	out.n = s.list.n;
	out.v = arena_array(a, out.n, sizeof(*out.v));
	if (out.n)
		memcpy(out.v, s.list.v, out.n * sizeof(*out.v));
	out.left_out = s.left_out;
	vec_free(&s.list);
	return out;
}
