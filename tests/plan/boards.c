// SPDX-License-Identifier: BSD-2-Clause
/*
 * boards [--dtc] FILE...: plan every device with registers and a GIC interrupt alone, for xl and
 * for dom0less, and look at the outcome. What is refused is tried again without the properties
 * that stand against it. Prints a table: plans, made at once, made later, and of those refused at
 * first the reason; then the counts.
 */
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "dt/irq.h"
#include "emit/emit.h"
#include "plan/planner.h"
#include "plan/rules.h"
#include "rules/rule.h"
#include "util/file.h"
#include "util/run.h"

struct board {
	const char *name;
	struct dt_tree *t;
	struct scmi_model *m;
	struct scmi_ids ids;
	unsigned int devices, generated, stripped, refused[PLAN_RULES];
	unsigned int bad, warned;
	bool dtc;
};

/* A container with one agent, the lowest page of which no board has. */
static int add_container(void *fdt)
{
	uint32_t phandle, cells[3] = { cpu_to_fdt32(0x82000012), 0, cpu_to_fdt32(2) };
	uint32_t reg[4] = { 0, cpu_to_fdt32(0x00f02000), 0, cpu_to_fdt32(0x1000) };
	int chosen = fdt_path_offset(fdt, "/chosen"), node, shm;

	if (chosen < 0)
		chosen = fdt_add_subnode(fdt, 0, "chosen");
	if (chosen < 0 || fdt_generate_phandle(fdt, &phandle))
		return -1;
	fdt_setprop(fdt, chosen, "ranges", "", 0);
	fdt_setprop_u32(fdt, chosen, "#address-cells", 2);
	fdt_setprop_u32(fdt, chosen, "#size-cells", 2);
	node = fdt_add_subnode(fdt, chosen, "xen_scmi_config");
	fdt_setprop_string(fdt, node, "compatible", "xen,sci");
	fdt_setprop(fdt, node, "ranges", "", 0);
	fdt_setprop_u32(fdt, node, "#address-cells", 2);
	fdt_setprop_u32(fdt, node, "#size-cells", 2);
	cells[1] = cpu_to_fdt32(phandle);
	fdt_setprop(fdt, node, "scmi-secondary-agents", cells, sizeof(cells));
	shm = fdt_add_subnode(fdt, node, "sram@f02000");
	fdt_setprop_string(fdt, shm, "compatible", "arm,scmi-shmem");
	fdt_setprop(fdt, shm, "reg", reg, sizeof(reg));
	return fdt_setprop_u32(fdt, shm, "phandle", phandle);
}

static const char *const columns[PLAN_RULES] = {
	[PLAN_REGISTERS] = "reg",
	[PLAN_REFERENCE] = "ref",
	[PLAN_REFERENCE_BROKEN] = "broken",
	[PLAN_INTERRUPT] = "irq",
	[PLAN_INTERRUPT_BROKEN] = "irq?",
	[PLAN_PROTOCOL] = "proto",
	[PLAN_KEPT] = "xen",
	[PLAN_IOMMU_DISABLED] = "iommu",
	[PLAN_MMIO_SHARED] = "page",
	[PLAN_INTERRUPT_SHARED] = "line",
	[PLAN_STREAM_SHARED] = "stream",
	[PLAN_COLLISION] = "addr",
};

static void count_refusal(struct board *b, const struct findings *f)
{
	for (int r = 0; r < PLAN_RULES; r++)
		for (size_t i = 0; i < f->list.n; i++)
			if (f->list.v[i]->severity == SDC_ERROR &&
				f->list.v[i]->rule == plan_rule((enum plan_rule)r)) {
				b->refused[r]++;
				return;
			}
	printf("%s: refused without a finding\n", b->name);
	b->bad++;
}

static bool same_nodes(const struct dt_tree *a, const struct dt_tree *b)
{
	if (a->n_nodes != b->n_nodes || a->n_props != b->n_props)
		return false;
	for (size_t i = 0; i < a->n_nodes; i++)
		if (strcmp(a->nodes[i].name, b->nodes[i].name) ||
			a->nodes[i].depth != b->nodes[i].depth)
			return false;
	for (size_t i = 0; i < a->n_props; i++)
		if (strcmp(a->props[i].name, b->props[i].name) ||
			a->props[i].len != b->props[i].len ||
			memcmp(a->props[i].data, b->props[i].data, a->props[i].len))
			return false;
	return true;
}

static bool same_tree(const struct buf *one, const struct buf *two)
{
	struct dt_tree *a = NULL, *b = NULL;
	bool same = !dt_tree_build(one->data, one->len, "blob", &a, NULL) &&
		    !dt_tree_build(two->data, two->len, "source", &b, NULL) && same_nodes(a, b);

	if (a)
		dt_tree_free(a);
	if (b)
		dt_tree_free(b);
	return same;
}

/*
 * Compiles the source. Warnings of the kinds that concern references, cells, ranges and unit
 * addresses count, and that its tree is not that of the blob.
 */
static bool dtc_warns(const struct plan_guest *g, const struct buf *blob, struct buf *messages)
{
	/* The toolstack gives the root its interrupt-parent. */
	const char *const args[] = { "dtc", "-I", "dts", "-O", "dtb", "-Wno-simple_bus_reg",
		"-Wno-avoid_unnecessary_addr_size", "-Wno-unique_unit_address",
		"-Wno-graph_child_address", "-Wno-graph_port", "-Wno-graph_endpoint",
		"-Wno-graph_nodes",
		g->boot == PLAN_XL ? "-Wno-interrupts_property" : "-Wno-avoid_default_addr_size",
		"-", NULL };
	struct buf source = { 0 }, out = { 0 };
	struct sdc_error err;
	int status = 1;
	bool bad = true;

	if (emit_source(g->tree, "head", false, g->name, &source, &err))
		buf_printf(messages, "%s\n", err.text);
	else if (!run_program("dtc", args, &source, &out, messages, &status, NULL))
		bad = status || strstr(buf_str(messages), "Warning") ||
		      strstr(buf_str(messages), "ERROR");
	if (!bad && !same_tree(blob, &out)) {
		buf_puts(messages, "source and blob differ\n");
		bad = true;
	}
	buf_free(&source);
	buf_free(&out);
	return bad;
}

static void inspect(struct board *b, const struct plan_guest *g, const char *path)
{
	struct buf messages = { 0 }, blob = { 0 };
	struct sdc_error err;
	const char *bad;

	if (emit_blob(g->tree, path, &blob, &err)) {
		printf("%s: %s\n", b->name, err.text);
		b->bad++;
		buf_free(&blob);
		return;
	}
	bad = plan_check(g, blob.data, blob.len);
	if (bad) {
		printf("%s: %s: %s: %s\n", b->name, path, g->boot == PLAN_XL ? "xl" : "dom0less",
			bad);
		b->bad++;
	}
	if (b->dtc && dtc_warns(g, &blob, &messages)) {
		printf("%s: %s: %s", b->name, path, buf_str(&messages));
		b->warned++;
	}
	buf_free(&blob);
	buf_free(&messages);
}

/* Properties that stand against a plan, as an author would leave them out. */
static void remove_refused(struct arena *a, struct manifest_device *d, const struct findings *f)
{
	const char **names = arena_array(a, d->n_remove + f->list.n, sizeof(*names));
	size_t n = d->n_remove;

	if (n)
		memcpy(names, d->remove, n * sizeof(*names));
	for (size_t i = 0; i < f->list.n; i++) {
		const struct finding *x = f->list.v[i];

		if (x->severity == SDC_ERROR && x->prop_name && strcmp(x->prop_name, "reg"))
			names[n++] = arena_strdup(a, x->prop_name);
	}
	d->remove = names;
	d->n_remove = n;
}

/* Plans a device; returns whether it came out. @last: count what stands against it. */
static bool attempt(struct board *b, struct manifest *manifest, struct manifest_device *d,
	struct arena *a, unsigned int *made, bool last)
{
	struct findings findings = { 0 };
	struct sdc_error err;
	struct plan *plan;
	bool complete = true;

	findings_init(&findings, b->t);
	if (plan_build(b->m, &b->ids, manifest, &findings, &plan, &err)) {
		printf("%s: %s: %s\n", b->name, d->selector, err.text);
		b->bad++;
	} else {
		complete = plan->complete;
		if (complete) {
			(*made)++;
			inspect(b, &plan->guests[0], d->selector);
		} else {
			if (last)
				count_refusal(b, &findings);
			remove_refused(a, d, &findings);
		}
		plan_free(plan);
	}
	findings_free(&findings);
	return complete;
}

/* As it is, and again without what is refused. */
static void plan_one(struct board *b, const struct dt_node *n, enum plan_boot boot)
{
	struct arena a = ARENA_INIT;
	struct manifest_device device = {
		.selector = dt_path_dup(&a, n), .consent = true, .with_children = true
	};
	struct manifest_guest guest = { .name = "guest",
		.boot = boot,
		.sci = PLAN_SCI_MULTI_AGENT,
		.agent_id = 2,
		.devices = &device,
		.n_devices = 1 };
	struct manifest manifest = { .file = "boards", .guests = &guest, .n_guests = 1 };
	bool made = attempt(b, &manifest, &device, &a, &b->generated, true);

	b->devices++;
	for (int i = 0; i < 4 && !made; i++)
		made = attempt(b, &manifest, &device, &a, &b->stripped, false);
	arena_free(&a);
}

static bool has_gic_interrupt(const struct board *b, const struct dt_node *n)
{
	struct dt_irq irq = { 0 };

	while (dt_irq_next(b->t, n, &irq))
		if (!irq.error && dt_is_gic(irq.controller))
			return true;
	return false;
}

static void print_row(const struct board *b)
{
	printf("%-28s %6u %6u %6u", b->name, b->devices, b->generated, b->stripped);
	for (int r = 0; r < PLAN_RULES; r++)
		if (columns[r])
			printf(" %6u", b->refused[r]);
	printf("\n");
}

static void print_head(void)
{
	printf("%-28s %6s %6s %6s", "board", "plans", "made", "later");
	for (int r = 0; r < PLAN_RULES; r++)
		if (columns[r])
			printf(" %6s", columns[r]);
	printf("\n");
}

static void plan_board(struct board *b)
{
	const struct dt_node *n;

	b->m = scmi_model_build(b->t);
	b->ids = scmi_ids(b->m);
	dt_for_each_node(b->t, n)
		if (n->parent && dt_prop(n, "reg") && has_gic_interrupt(b, n)) {
			plan_one(b, n, PLAN_XL);
			plan_one(b, n, PLAN_DOM0LESS);
		}
	print_row(b);
	scmi_model_free(b->m);
}

static bool run_board(const char *path, bool dtc)
{
	const char *slash = strrchr(path, '/');
	struct board b = { .name = slash ? slash + 1 : path, .dtc = dtc };
	struct buf file = { 0 };
	struct sdc_error err;
	size_t size;
	void *fdt;

	if (read_file(path, &file, &err)) {
		printf("%s\n", err.text);
		return false;
	}
	size = file.len + 8192;
	fdt = xmalloc(size);
	if (fdt_open_into(file.data, fdt, (int)size) || add_container(fdt) ||
		dt_tree_build(fdt, size, path, &b.t, &err)) {
		printf("%s: cannot be prepared\n", path);
		b.bad++;
	} else {
		plan_board(&b);
		dt_tree_free(b.t);
	}
	free(fdt);
	buf_free(&file);
	return !b.bad && !b.warned;
}

int main(int argc, char **argv)
{
	bool dtc = argc > 1 && !strcmp(argv[1], "--dtc");
	int passed = 0, failed = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	print_head();
	for (int i = 1 + dtc; i < argc; i++) {
		if (run_board(argv[i], dtc))
			passed++;
		else
			failed++;
	}
	printf("%d passed, %d failed\n", passed, failed);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
