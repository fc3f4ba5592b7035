// SPDX-License-Identifier: BSD-2-Clause
/*
 * bench: guests with ten devices each on trees of many nodes, against a check without guests. What
 * the plan adds has a part per node of the tree and a part per device.
 */
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dt/tree.h"
#include "lib/inputs/guests.h"
#include "lib/tree.h"
#include "report/result.h"

#define PER_GUEST 10
#define SPIS      900
#define SIZE      (64u << 20)

static const struct {
	unsigned int guests, nodes;
} rows[] = {
	{ 50, 100000 },
	{ 25, 100000 },
	{ 100, 100000 },
	{ 50, 50000 },
	{ 50, 200000 },
};

static void put_device(void *fdt, unsigned int i)
{
	uint32_t reg[2] = { cpu_to_fdt32(0x80000000u + i * 0x1000), cpu_to_fdt32(0x1000) };
	uint32_t irq[3] = { 0, cpu_to_fdt32(i), cpu_to_fdt32(4) };
	uint32_t clocks[2] = { cpu_to_fdt32(1), cpu_to_fdt32(2) };
	char name[32];

	snprintf(name, sizeof(name), "serial@%x", 0x80000000u + i * 0x1000);
	fdt_begin_node(fdt, name);
	fdt_property_string(fdt, "compatible", "arm,pl011");
	fdt_property(fdt, "reg", reg, sizeof(reg));
	if (i < SPIS)
		fdt_property(fdt, "interrupts", irq, sizeof(irq));
	fdt_property(fdt, "clocks", clocks, sizeof(clocks));
	fdt_end_node(fdt);
}

static void put_clock(void *fdt, const char *name, uint32_t phandle)
{
	fdt_begin_node(fdt, name);
	fdt_property_string(fdt, "compatible", "fixed-clock");
	fdt_property_u32(fdt, "#clock-cells", 0);
	fdt_property_u32(fdt, "phandle", phandle);
	fdt_end_node(fdt);
}

static void *make_tree(unsigned int nodes)
{
	void *fdt = calloc(1, SIZE);

	if (!fdt)
		abort();
	fdt_create(fdt, (int)SIZE);
	fdt_finish_reservemap(fdt);
	fdt_begin_node(fdt, "");
	fdt_property_u32(fdt, "#address-cells", 1);
	fdt_property_u32(fdt, "#size-cells", 1);
	fdt_property_u32(fdt, "interrupt-parent", 3);
	put_clock(fdt, "clock-a", 1);
	put_clock(fdt, "clock-b", 2);
	fdt_begin_node(fdt, "interrupt-controller");
	fdt_property_string(fdt, "compatible", "arm,gic-v3");
	fdt_property(fdt, "interrupt-controller", "", 0);
	fdt_property_u32(fdt, "#interrupt-cells", 3);
	fdt_property_u32(fdt, "phandle", 3);
	fdt_end_node(fdt);
	fdt_begin_node(fdt, "soc");
	fdt_property_u32(fdt, "#address-cells", 1);
	fdt_property_u32(fdt, "#size-cells", 1);
	fdt_property(fdt, "ranges", "", 0);
	for (unsigned int i = 0; i < nodes; i++)
		put_device(fdt, i);
	fdt_end_node(fdt);
	fdt_end_node(fdt);
	fdt_finish(fdt);
	return fdt;
}

static struct manifest_guest make_guest(struct arena *a, unsigned int g)
{
	struct manifest_device *d = arena_array(a, PER_GUEST, sizeof(*d));
	struct manifest_guest guest = { .boot = g % 2 ? PLAN_XL : PLAN_DOM0LESS, .devices = d };

	guest.name = arena_printf(a, "guest%u", g);
	guest.n_devices = PER_GUEST;
	for (unsigned int i = 0; i < guest.n_devices; i++) {
		d[i].selector = arena_printf(
			a, "/soc/serial@%x", 0x80000000u + (g * PER_GUEST + i) * 0x1000);
		d[i].with_children = true;
	}
	return guest;
}

static double check(const struct sdc_tree *tree, const struct sdc_guests *guests, bool *complete)
{
	struct sdc_check_options opts = { .size = sizeof(opts), .manifest = guests };
	struct sdc_result *r;
	struct timespec from, to;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	if (sdc_check(tree, &opts, &r, NULL))
		abort();
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	*complete = !guests || sdc_plan_complete(sdc_result_plan(r));
	sdc_result_free(r);
	return (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

/* The least of many, which take turns: other programs only add. */
static bool best(const struct sdc_tree *tree, const struct sdc_guests *guests, double least[2])
{
	bool complete = false;

	least[0] = least[1] = 1e9;
	for (int i = 0; i < 20; i++) {
		double alone = check(tree, NULL, &complete);
		double with = check(tree, guests, &complete);

		least[0] = alone < least[0] ? alone : least[0];
		least[1] = with < least[1] ? with : least[1];
	}
	return complete;
}

static void run(unsigned int n_guests, unsigned int nodes)
{
	struct arena a = ARENA_INIT;
	struct manifest_guest *guests = arena_array(&a, n_guests, sizeof(*guests));
	struct manifest manifest = { .file = "bench", .guests = guests, .n_guests = n_guests };
	struct sdc_guests handle = { &manifest };
	struct sdc_tree tree;
	void *fdt = make_tree(nodes);
	double least[2];
	bool complete;

	if (dt_tree_build(fdt, fdt_totalsize(fdt), "bench", &tree.dt, NULL))
		abort();
	for (unsigned int g = 0; g < n_guests; g++)
		guests[g] = make_guest(&a, g);
	complete = best(&tree, &handle, least);
	printf("  %3u guests, %4u devices, %6zu nodes: check %6.1f ms, with plan %6.1f ms, ratio "
	       "%.2f%s\n",
		n_guests, n_guests * PER_GUEST, tree.dt->n_nodes, least[0], least[1],
		least[1] / least[0], complete ? "" : ", plan not complete");
	dt_tree_free(tree.dt);
	arena_free(&a);
	free(fdt);
}

int main(void)
{
	printf("guests manifests on synthetic trees, CPU time\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		run(rows[i].guests, rows[i].nodes);
	return 0;
}
