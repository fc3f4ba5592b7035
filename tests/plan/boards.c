// SPDX-License-Identifier: BSD-2-Clause
/*
 * boards [--dtc] [--write DIR] FILE...: plan every device with registers and a GIC interrupt alone,
 * for xl and for dom0less, and look at the outcome. What is refused is tried again without the
 * properties that stand against it. A guest without devices gets every protocol. Prints a table:
 * plans, made at once, made later, and of those refused at first the reason; then the counts.
 */
#include <libfdt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "blob.h"
#include "diag/rule.h"
#include "dt/irq.h"
#include "dtc.h"
#include "emit/emit.h"
#include "plan/planner.h"

struct board {
	const char *name;
	struct dt_tree *t;
	struct scmi_model *m;
	struct scmi_ids ids;
	unsigned int devices, generated, stripped, refused[N_RULES];
	unsigned int bad, warned, outputs;
	bool dtc;
	struct buf host_warnings;
	const char *write_to; /* directory, NULL: nowhere */
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

static const char *const columns[N_RULES] = {
	[RULE_GUEST_REGISTERS] = "reg",
	[RULE_GUEST_REFERENCE] = "ref",
	[RULE_GUEST_REFERENCE_BROKEN] = "broken",
	[RULE_GUEST_INTERRUPT] = "irq",
	[RULE_GUEST_INTERRUPT_BROKEN] = "irq?",
	[RULE_GUEST_PROTOCOL] = "proto",
	[RULE_GUEST_KEPT_BY_XEN] = "xen",
	[RULE_GUEST_IOMMU_DISABLED] = "iommu",
	[RULE_ISOLATION_MMIO_SHARED] = "page",
	[RULE_ISOLATION_INTERRUPT_SHARED] = "line",
	[RULE_ISOLATION_STREAM_SHARED] = "stream",
	[RULE_ISOLATION_GUEST_ADDRESS] = "addr",
};

static void count_refusal(struct board *b, const struct findings *f)
{
	for (int r = RULE_NONE + 1; r < N_RULES; r++)
		for (size_t i = 0; i < f->list.n; i++)
			if (f->list.v[i]->severity == SDC_ERROR &&
				f->list.v[i]->rule == rule_row((enum rule_id)r)) {
				b->refused[r]++;
				return;
			}
	printf("%s: refused without a finding\n", b->name);
	b->bad++;
}

/* For who reads them with other programs: DIR/NUMBER.dtb, and a line in DIR/list. */
static void write_out(
	struct board *b, const struct plan_guest *g, const char *device, const struct buf *blob)
{
	char path[PATH_MAX];
	FILE *f, *list;

	snprintf(path, sizeof(path), "%s/%u.dtb", b->write_to, b->outputs);
	f = fopen(path, "w");
	snprintf(path, sizeof(path), "%s/list", b->write_to);
	list = fopen(path, "a");
	if (!f || !list || fwrite(blob->data, 1, blob->len, f) != blob->len) {
		printf("%s: cannot be written to\n", b->write_to);
		b->bad++;
	} else {
		fprintf(list, "%u.dtb %s %s\n", b->outputs, g->boot == PLAN_XL ? "xl" : "dom0less",
			device);
	}
	if (f)
		fclose(f);
	if (list)
		fclose(list);
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
	b->outputs++;
	if (b->write_to)
		write_out(b, g, path, &blob);
	if (b->dtc && dtc_warns(g, &blob, &b->host_warnings, &messages)) {
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

		if (x->severity == SDC_ERROR && x->where.property &&
			strcmp(x->where.property, "reg"))
			names[n++] = arena_strdup(a, x->where.property);
	}
	d->remove = names;
	d->n_remove = n;
}

/* Plans a device, or NULL, none; returns whether it came out. @last: count what stands against it.
 */
static bool attempt(struct board *b, struct manifest *manifest, struct manifest_device *d,
	struct arena *a, unsigned int *made, bool last)
{
	const char *selector = d ? d->selector : "-";
	struct findings findings = { 0 };
	struct plan *plan;
	bool complete;

	findings_init(&findings, b->t);
	plan = plan_build(b->m, &b->ids, sci_caps(sci_driver(b->m)), manifest, &findings);
	complete = plan->complete;
	if (complete) {
		(*made)++;
		inspect(b, &plan->guests[0], selector);
	} else {
		if (last)
			count_refusal(b, &findings);
		if (d)
			remove_refused(a, d, &findings);
	}
	plan_free(plan);
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

/* What auto would find for no device: the protocols of the host, and those that it lacks. */
static void plan_protocols(struct board *b, enum plan_boot boot)
{
	static const uint8_t protocols[] = { 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19 };
	struct arena a = ARENA_INIT;
	struct manifest_guest guest = { .name = "guest",
		.boot = boot,
		.sci = PLAN_SCI_MULTI_AGENT,
		.agent_id = 2,
		.protocols_given = true,
		.protocols = protocols,
		.n_protocols = sizeof(protocols) };
	struct manifest manifest = { .file = "boards", .guests = &guest, .n_guests = 1 };

	b->devices++;
	attempt(b, &manifest, NULL, &a, &b->generated, true);
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
	for (int r = 0; r < N_RULES; r++)
		if (columns[r])
			printf(" %6u", b->refused[r]);
	printf("\n");
}

static void print_head(void)
{
	printf("%-28s %6s %6s %6s", "board", "plans", "made", "later");
	for (int r = 0; r < N_RULES; r++)
		if (columns[r])
			printf(" %6s", columns[r]);
	printf("\n");
}

static void plan_board(struct board *b)
{
	const struct dt_node *n;

	b->m = scmi_model_build(b->t);
	b->ids = scmi_ids(b->m, NULL);
	dt_for_each_node(b->t, n)
		if (n->parent && dt_prop(n, "reg") && has_gic_interrupt(b, n)) {
			plan_one(b, n, PLAN_XL);
			plan_one(b, n, PLAN_DOM0LESS);
		}
	plan_protocols(b, PLAN_XL);
	plan_protocols(b, PLAN_DOM0LESS);
	print_row(b);
	scmi_model_free(b->m);
}

static bool run_board(const char *path, bool dtc, const char *write_to)
{
	const char *slash = strrchr(path, '/');
	struct board b = { .name = slash ? slash + 1 : path, .dtc = dtc, .write_to = write_to };
	struct buf file = { 0 };
	struct sdc_error err;
	size_t size;
	void *fdt;

	if (read_file(path, &file, &err)) {
		printf("%s\n", err.text);
		return false;
	}
	if (dtc)
		dtc_of_host(path, &b.host_warnings);
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
	buf_free(&b.host_warnings);
	return !b.bad && !b.warned;
}

int main(int argc, char **argv)
{
	const char *write_to = NULL;
	int passed = 0, failed = 0, i = 1;
	bool dtc = false;

	for (; i < argc && !strncmp(argv[i], "--", 2); i++) {
		if (!strcmp(argv[i], "--dtc"))
			dtc = true;
		else if (!strcmp(argv[i], "--write") && i + 1 < argc)
			write_to = argv[++i];
		else
			return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	print_head();
	for (; i < argc; i++) {
		if (run_board(argv[i], dtc, write_to))
			passed++;
		else
			failed++;
	}
	printf("%d passed, %d failed\n", passed, failed);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
