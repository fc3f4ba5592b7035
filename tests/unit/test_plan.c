// SPDX-License-Identifier: BSD-2-Clause
/* The manifest's reader, interrupt specifiers and phandle lists. */
#include <libfdt.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/name_set.h"
#include "dt/irq.h"
#include "dt/labels.h"
#include "dt/phandle.h"
#include "plan/manifest/manifest.h"
#include "unit.h"

/* Loads a manifest of that text; returns the error's text, NULL: it was read. */
static const char *load(const char *text, struct manifest **m)
{
	static struct sdc_error err;
	char path[] = "/tmp/manifest-XXXXXX";
	int fd = mkstemp(path);
	const char *at;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	err.text[0] = '\0';
	if (!manifest_load(path, m, &err)) {
		unlink(path);
		return NULL;
	}
	unlink(path);
	at = strchr(err.text, ':');
	return at ? at + 1 : err.text;
}

static void refused(const char *text, const char *want)
{
	struct manifest *m;
	const char *got = load(text, &m);

	ck_assert_ptr_nonnull(got);
	ck_assert_msg(!strncmp(got, want, strlen(want)), "\"%s\", not \"%s\"", got, want);
}

START_TEST(test_manifest_errors)
{
	refused("guests: [ { name: a, boot: xl } ]", "1:11: ");
	refused("guests:\n  - name: a\n    boot: xl\n    device: []\n    devices: []\n",
		"4:5: unknown key 'device'");
	refused("guests: [ { name: ../a, boot: xl, devices: [] } ]", "1:19: ");
	refused("guests: [ { name: a, boot: xl, devices: [], sci: scmi_smc_multiagent } ]",
		"1:50: guest a: \"agent-id\" is missing");
	refused("guests: [ { name: a, boot: xl, devices: [], cpus: 2 } ]", "1:51: \"cpus\" is for");
	refused("guests: [ { name: a, boot: xl, devices: [], extra: { iomem: x } } ]",
		"1:61: extra.iomem: that key follows");
	refused("guests: [ { name: a, boot: xl, devices: [] },\n {name: a, boot: xl, devices: []} ]",
		"2:9: duplicate guest name 'a'");
	refused("guests: [ { name: a, boot: xl, agent-id: 255, devices: [] } ]", "1:42: ");
	refused("guests: [ { name: a, boot: xl, devices: [], extra: { k: \"\\x7f\" } } ]",
		"1:57: extra.k: a control character");
	refused("guests: [ { name: a, boot: xl, devices: [], extra: { k: \"\\x1f\" } } ]",
		"1:57: extra.k: a control character");
	refused("guests: [", "");
}
END_TEST

#define DEVICE "guests: [ { name: a, boot: xl, devices: [ { node: x, "

START_TEST(test_manifest_properties)
{
	static const char *const follow[] = { "reg: 5", "phandle: 5", "interrupts: [0, 7, 4]",
		"iommus: 3", "\"xen,path\": /x", "\"#size-cells\": 1" };
	char text[256];

	for (size_t i = 0; i < sizeof(follow) / sizeof(follow[0]); i++) {
		snprintf(text, sizeof(text), DEVICE "set: { %s } } ] } ]", follow[i]);
		refused(text, "1:43: set: ");
	}
	refused(DEVICE "set: { clocks: [9, 3] } } ] } ]", "1:43: set: clocks: it refers to nodes");
	refused(DEVICE "set: { vcc-supply: 9 } } ] } ]", "1:43: set: vcc-supply: ");
	refused(DEVICE "remove: [clocks, reg] } ] } ]", "1:43: remove: reg: ");
}
END_TEST

/* What Xen and xl would take for something else, or refuse. */
START_TEST(test_manifest_limits)
{
	struct buf many = { 0 };

	refused("guests: [ { name: a, boot: dom0less, devices: [], memory: { size: 512 } } ]",
		"1:67: guests[0].memory.size of 512 is below");
	refused("guests: [ { name: a, boot: xl, devices: [],"
		" shmem: { guest-address: 0x10000000000000 } } ]",
		"1:69: guests[0].shmem.guest-address of ");
	refused("guests: [ { name: a, boot: xl, devices: [], extra: { Kernel: x } } ]", "1:52: ");
	refused("guests: [ { name: a, boot: xl, devices: [], extra: { _k: x } } ]", "1:52: ");
	buf_puts(&many, DEVICE "remove: [ a");
	for (int i = 0; i < 256; i++)
		buf_printf(&many, ", a%d", i);
	buf_puts(&many, " ] } ] } ]");
	refused(buf_str(&many), "1:");
	buf_free(&many);
}
END_TEST

START_TEST(test_manifest_values)
{
	struct manifest *m;
	const struct manifest_guest *g;

	ck_assert_ptr_null(
		load("{ \"guests\": [ { \"name\": \"a\", \"boot\": \"xl\", \"agent-id\": 2, "
		     "\"protocols\": [20, 17], \"devices\": [ \"x\", { \"node\": \"y\", "
		     "\"guest-address\": 4096, \"with-children\": false, "
		     "\"set\": { \"p\": [1, 2], \"q\": \"s\", \"r\": true } } ], "
		     "\"extra\": { \"k\": \"a\\\"b\", \"l\": [\"x\", 1], \"n\": 5, \"m\": -5, "
		     "\"memory\": 512, \"maxmem\": \"0x300\" } } ] }",
			&m));
	g = m->guests;
	ck_assert_int_eq(g->sci, PLAN_SCI_MULTI_AGENT);
	ck_assert_uint_eq(g->n_protocols, 2);
	ck_assert_uint_eq(g->protocols[0], 17);
	ck_assert_uint_eq(g->n_devices, 2);
	ck_assert(g->devices[0].with_children && !g->devices[1].with_children);
	ck_assert_uint_eq(g->devices[1].addresses[0], 4096);
	ck_assert_uint_eq(g->devices[1].n_sets, 3);
	ck_assert_uint_eq(g->devices[1].sets[0].len, 8);
	ck_assert_str_eq(g->extras[0].value, "\"a\\\"b\"");
	ck_assert_str_eq(g->extras[1].value, "[ \"x\", \"1\" ]");
	ck_assert_str_eq(g->extras[2].value, "5");
	ck_assert_str_eq(g->extras[3].value, "\"-5\"");
	ck_assert_uint_eq(g->extra_ram, 0x30000000);
	manifest_free(m);
}
END_TEST

static char blob[8192];

static void put_cells(const char *name, const uint32_t *cells, size_t n)
{
	uint32_t be[16];

	for (size_t i = 0; i < n; i++)
		be[i] = cpu_to_fdt32(cells[i]);
	fdt_property(blob, name, be, (int)(n * 4));
}

#define CELLS(name, ...)                                   \
	put_cells(name, (const uint32_t[]){ __VA_ARGS__ }, \
		sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t))

static void put_controller(
	const char *name, const char *compatible, uint32_t cells, uint32_t phandle)
{
	fdt_begin_node(blob, name);
	fdt_property(blob, "compatible", compatible, (int)strlen(compatible) + 1);
	fdt_property(blob, "interrupt-controller", "", 0);
	fdt_property_u32(blob, "#interrupt-cells", cells);
	fdt_property_u32(blob, "phandle", phandle);
}

/* A GIC with four cells, a controller on it, and nodes with interrupts of every kind. */
static struct dt_tree *irq_tree(void)
{
	struct dt_tree *t;

	fdt_create(blob, sizeof(blob));
	fdt_finish_reservemap(blob);
	fdt_begin_node(blob, "");
	fdt_property_u32(blob, "interrupt-parent", 1);
	put_controller("gic", "arm,gic-v3", 4, 1);
	fdt_end_node(blob);
	put_controller("inner", "vendor,irq", 2, 2);
	CELLS("interrupts", 0, 7, 4, 0);
	fdt_begin_node(blob, "child");
	CELLS("interrupts", 3, 1, 4, 1);
	fdt_end_node(blob);
	fdt_end_node(blob);
	fdt_begin_node(blob, "mixed");
	CELLS("interrupts-extended", 1, 1, 5, 8, 0, 0, 2, 9, 4, 0x99);
	fdt_end_node(blob);
	fdt_begin_node(blob, "short");
	CELLS("interrupts", 0, 7, 4);
	fdt_end_node(blob);
	fdt_begin_node(blob, "lost");
	CELLS("interrupt-parent", 0x99);
	CELLS("interrupts", 0, 7, 4);
	fdt_end_node(blob);
	fdt_begin_node(blob, "loop");
	CELLS("interrupt-parent", 3);
	CELLS("phandle", 3);
	CELLS("interrupts", 0, 7, 4);
	fdt_end_node(blob);
	fdt_end_node(blob);
	fdt_finish(blob);
	ck_assert_int_eq(dt_tree_build(blob, sizeof(blob), "irq", &t, NULL), 0);
	return t;
}

static unsigned int count(const struct dt_tree *t, const char *path, struct dt_irq *last)
{
	struct dt_irq irq = { 0 };
	unsigned int n = 0;

	while (dt_irq_next(t, dt_by_path(t, path), &irq)) {
		*last = irq;
		n++;
	}
	return n;
}

START_TEST(test_interrupts)
{
	struct dt_tree *t = irq_tree();
	struct dt_irq irq = { 0 };
	struct dt_irq last;

	ck_assert_uint_eq(count(t, "/inner", &last), 1);
	ck_assert_str_eq(last.controller->name, "gic");
	ck_assert_uint_eq(dt_gic_irq(&last).number, 7);
	ck_assert_int_eq(dt_gic_irq(&last).kind, DT_GIC_SPI);
	/* A controller is the interrupt parent of its children. */
	ck_assert_uint_eq(count(t, "/inner/child", &last), 2);
	ck_assert_str_eq(last.controller->name, "inner");
	ck_assert_uint_eq(dt_cell(last.spec, 0), 4);

	ck_assert(dt_irq_next(t, dt_by_path(t, "/mixed"), &irq));
	ck_assert_int_eq(dt_gic_irq(&irq).kind, DT_GIC_PPI);
	ck_assert(dt_irq_next(t, dt_by_path(t, "/mixed"), &irq));
	ck_assert_int_eq(irq.error, DT_IRQ_EMPTY);
	ck_assert_uint_eq(count(t, "/mixed", &last), 4);
	ck_assert_int_eq(last.error, DT_IRQ_NO_PARENT);

	ck_assert_uint_eq(count(t, "/short", &last), 1);
	ck_assert_int_eq(last.error, DT_IRQ_SHORT);
	ck_assert_uint_eq(count(t, "/lost", &last), 1);
	ck_assert_int_eq(last.error, DT_IRQ_NO_PARENT);
	ck_assert_uint_eq(count(t, "/loop", &last), 1);
	ck_assert_int_eq(last.error, DT_IRQ_NO_PARENT);
	dt_tree_free(t);
}
END_TEST

START_TEST(test_reference_names)
{
	static const struct {
		const char *prop, *cells;
	} rows[] = { { "clocks", "#clock-cells" }, { "vqmmc-supply", "" }, { "pinctrl-12", "" },
		{ "pinctrl-names", NULL }, { "reset-gpios", "#gpio-cells" },
		{ "snps,nr-gpios", NULL }, { "rockchip,pipe-grf", "*" }, { "gpio-ranges", "=3" },
		{ "remote-endpoint", "" }, { "bus-width", NULL }, { "wakeup-parent", "" },
		{ "access-controllers", "#access-controller-cells" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *cells = dt_ref_cells_name(rows[i].prop);

		ck_assert_msg(!cells == !rows[i].cells && (!cells || !strcmp(cells, rows[i].cells)),
			"%s", rows[i].prop);
	}
}
END_TEST

START_TEST(test_names)
{
	struct dt_tree *t = irq_tree();
	struct arena a = ARENA_INIT;
	struct name_set *set = name_set_new(&a);
	struct dt_labels *labels = dt_labels_index(t, &a);

	ck_assert_ptr_eq(dt_named(t, labels, "/inner/child"), dt_by_path(t, "/inner/child"));
	ck_assert_ptr_null(dt_named(t, labels, "/inner/none"));
	ck_assert_ptr_eq(dt_named(t, labels, "/"), t->nodes);
	for (int i = 0; i < 1000; i++)
		ck_assert(name_set_add(set, arena_printf(&a, "n%d", i)));
	for (int i = 0; i < 1000; i++)
		ck_assert(!name_set_add(set, arena_printf(&a, "n%d", i)));
	arena_free(&a);
	dt_tree_free(t);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("plan");
	TCase *c = tcase_create("plan");

	tcase_add_test(c, test_manifest_errors);
	tcase_add_test(c, test_manifest_properties);
	tcase_add_test(c, test_manifest_limits);
	tcase_add_test(c, test_manifest_values);
	tcase_add_test(c, test_interrupts);
	tcase_add_test(c, test_reference_names);
	tcase_add_test(c, test_names);
	suite_add_tcase(s, c);
	return unit_main(s);
}
