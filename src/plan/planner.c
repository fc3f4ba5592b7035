// SPDX-License-Identifier: BSD-2-Clause
#include "plan/planner.h"

#include <stdlib.h>
#include <string.h>

#include "plan/build.h"
#include "plan/copy/node.h"
#include "plan/isolation/isolate.h"
#include "xen/console.h"
#include "xen/iommu.h"

static void start_tree(struct builder *b)
{
	struct plan_guest *g = b->g.guest;

	g->tree = node_new(b->a, "");
	node_cell(b->a, g->tree, "#address-cells", 2);
	node_cell(b->a, g->tree, "#size-cells", 2);
	if (g->boot == PLAN_DOM0LESS) {
		g->gic = node_new(b->a, "gic");
		g->gic->comment = "Xen puts the guest's GIC here";
		node_append(g->tree, g->gic);
		node_cell(b->a, g->gic, "#interrupt-cells", 3);
		node_cell(b->a, g->gic, "#address-cells", 0);
		node_empty(b->a, g->gic, "interrupt-controller");
	}
	g->passthrough = node_new(b->a, "passthrough");
	node_append(g->tree, g->passthrough);
}

/* "simple-bus" makes the guest look at the children; boards' drivers may look for the board. */
static void write_passthrough(struct builder *b)
{
	const struct dt_prop *board = dt_prop(b->t->nodes, "compatible");
	struct plan_node *n = b->g.guest->passthrough;
	struct buf compatible = { 0 };
	uint8_t *data;

	buf_write(&compatible, "simple-bus", sizeof("simple-bus"));
	for (const char *s = NULL;
		b->g.want->host_compatible && board && (s = dt_prop_next_string(board, s));)
		buf_write(&compatible, s, strlen(s) + 1);
	data = arena_alloc(b->a, compatible.len);
	memcpy(data, compatible.data, compatible.len);
	node_prop(b->a, n, "compatible", PLAN_STRINGS, data, compatible.len);
	buf_free(&compatible);
	node_cell(b->a, n, "#address-cells", 2);
	node_cell(b->a, n, "#size-cells", 2);
	node_empty(b->a, n, "ranges");
}

static void copy_all(struct builder *b)
{
	for (; b->next_top < b->assigned.n && b->assigned.v[b->next_top].guest == b->g.guest_index;
		b->next_top++)
		copy_top(b, &b->assigned.v[b->next_top]);
	scmi_listed(b);
	for (size_t i = 0; i < b->g.pending.n; i++) {
		/* Writing properties may add work, which moves the list. */
		struct pending_node w = b->g.pending.v[i];

		write_props(b, &w);
	}
}

static void take_wishes(struct builder *b)
{
	const struct manifest_guest *want = b->g.want;
	struct plan_guest *g = b->g.guest;

	g->name = want->name;
	g->boot = want->boot;
	g->sci = want->sci;
	g->agent_id = want->agent_id;
	g->extras = want->extras;
	g->n_extras = want->n_extras;
	g->cpus = want->cpus;
	g->memory = want->memory;
	g->gic_version = want->gic_version;
	g->direct_map = want->direct_map;
	g->kernel = want->kernel;
	g->ramdisk = want->ramdisk;
	g->dtb = want->dtb;
	g->bootargs = want->bootargs;
}

/* What is to be said of the references and interrupts of a node is up to the files where there
 * are some; rules about these speak of the channel and of force-assign-without-iommu as well. */
static void suppress(struct builder *b, bool derived)
{
	static const enum rule_id rules[] = { RULE_GUEST_REFERENCE, RULE_GUEST_REFERENCE_BROKEN,
		RULE_GUEST_INTERRUPT, RULE_GUEST_INTERRUPT_BROKEN, RULE_GUEST_NO_CHANNEL,
		RULE_GUEST_PROTOCOL, RULE_GUEST_DMA_UNPROTECTED, RULE_GUEST_DMA_RANGES };

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		b->issues.suppressed[rules[i]] = derived;
}

static void plan_guest(struct builder *b)
{
	size_t first_top = b->next_top;

	replaces_read(b);
	suppress(b, b->g.want->derived);
	b->g.used = name_set_new(b->a);
	unused_start(b);
	take_wishes(b);
	domain_find(b);
	start_tree(b);
	write_passthrough(b);
	scmi_start(b);
	copy_all(b);
	scmi_end(b);
	unused_check(b, first_top);
	devices_check(b);
	permissions_check(b);
	dma_make(b);
	lists_make(b);
	aliases_make(b);
	tree_number(b);
}

static void guest_end(struct builder *b)
{
	vec_free(&b->g.pending);
	vec_free(&b->g.devices);
	vec_free(&b->g.irqs);
	vec_free(&b->g.streams);
	vec_free(&b->g.regions);
}

static int by_mark(const void *a, const void *b)
{
	const struct plan_mark *x = a, *y = b;

	return (x->node > y->node) - (x->node < y->node);
}

static void make_marks(struct builder *b)
{
	struct plan_mark *out;
	size_t n = 0;

	for (size_t g = 0; g < b->plan->n_guests; g++)
		n += b->plan->guests[g].n_devices;
	out = arena_array(b->a, n, sizeof(*out));
	b->plan->marks = out;
	for (size_t g = 0; g < b->plan->n_guests; g++) {
		const struct plan_guest *guest = &b->plan->guests[g];

		for (size_t i = 0; i < guest->n_devices; i++)
			out[b->plan->n_marks++] = (struct plan_mark){
				.node = guest->devices[i].host,
				.path = guest->devices[i].path,
				.guest = guest->name,
				.marked = dt_prop(guest->devices[i].host, "xen,passthrough"),
			};
	}
	qsort(out, n, sizeof(*out), by_mark);
	unseen_resolve(b, out);
}

static void build(struct builder *b)
{
	size_t n = b->manifest->n_guests;
	struct plan_guest *guests = arena_array(b->a, n, sizeof(*guests));
	b->plan->guests = guests;
	select_devices(b);
	b->in_copy = arena_array(b->a, b->t->n_nodes, sizeof(*b->in_copy));
	b->planned = arena_array(b->a, b->m->n_domains, sizeof(*b->planned));
	b->copies = arena_array(b->a, b->t->n_nodes, sizeof(struct plan_node *));
	aliases_read(b);
	b->console = xen_console(b->m).node;
	for (uint32_t i = 0; i < n; i++) {
		b->g = (struct guest_builder){
			.want = &b->manifest->guests[i],
			.guest = &guests[i],
			.guest_index = i,
		};
		plan_guest(b);
		guest_end(b);
		b->plan->n_guests = i + 1;
	}
	suppress(b, false);
	make_marks(b);
	isolate(b);
}

struct plan *plan_build(const struct scmi_model *m, const struct scmi_ids *ids,
	const struct sci_caps *sci, const struct manifest *manifest, struct findings *findings)
{
	struct plan *plan = xmalloc(sizeof(*plan));
	struct builder b = {
		.plan = plan, .m = m, .t = m->tree, .ids = ids, .sci = sci, .manifest = manifest
	};

	memset(plan, 0, sizeof(*plan));
	plan->host = m->tree;
	plan->manifest = manifest->file;
	b.a = &plan->arena;
	issues_init(&b.issues, b.a, b.t);
	b.by_label = dt_labels_index(b.t, b.a);
	b.iommu_off = xen_iommu_off(m);
	agent_list_read(&b.agents, m->n_containers ? m->containers : NULL, ids);
	build(&b);
	vec_free(&b.agents.list);
	vec_free(&b.assigned);
	vec_free(&b.unseen);
	issues_publish(&b.issues, findings);
	plan->issues = issues_keep(&b.issues);
	plan->complete = !b.issues.errors;
	return plan;
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	arena_free(&plan->arena);
	free(plan);
}
