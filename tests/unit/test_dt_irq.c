// SPDX-License-Identifier: BSD-2-Clause
#include "unit.h"

#include "dt/irq.h"
#include "trees.h"

/* How an interrupt is written for people, whoever its controller is. */
static const struct {
	const char *controller, *cells, *interrupts, *want;
	bool gic;
} lines[] = {
	{ "arm,gic-v3", "3", "0 164 4", "SPI 164", true },
	{ "arm,gic-v3", "4", "0 164 4 0", "SPI 164", true },
	{ "arm,gic-v3", "3", "1 9 4", "PPI 9", true },
	{ "arm,gic-v3", "3", "2 3 4", "extended SPI 3", true },
	{ "arm,gic-v3", "3", "3 3 4", "extended PPI 3", true },
	{ "arm,gic-v3", "3", "9 3 4", "9 3", true },
	{ "arm,gic-400", "3", "0 1 4", "SPI 1", true },
	{ "arm,cortex-a15-gic", "3", "0 1 4", "SPI 1", true },
	{ "arm,cortex-a9-gic", "3", "0 1 4", "SPI 1", true },
	{ "arm,eb11mp-gic", "3", "0 1 4", "SPI 1", true },
	{ "arm,arm11mp-gic", "3", "0 1 4", "SPI 1", true },
	{ "brcm,brahma-b15-gic", "3", "0 1 4", "SPI 1", true },
	{ "qcom,msm-qgic2", "3", "0 1 4", "SPI 1", true },
	{ "qcom,msm8996-gic-v3", "3", "0 1 4", "SPI 1", true },
	{ "sample,gpio", "1", "164", "164", false },
	{ "sample,gpio", "2", "164 4", "164", false },
	{ "sample,mux", "3", "2 164 4", "2 164", false },
};

START_TEST(lines_are_named)
{
	struct buf source = { 0 }, name = { 0 };
	struct dt_irq_line line;
	struct dt_irq irq = { 0 };
	struct dt_tree *t;

	buf_printf(&source,
		"/dts-v1/; / { c { phandle = <1>; compatible = \"%s\"; interrupt-controller; "
		"#interrupt-cells = <%s>; }; d { interrupt-parent = <1>; interrupts = <%s>; }; };",
		lines[_i].controller, lines[_i].cells, lines[_i].interrupts);
	t = tree_of(source.data);
	ck_assert(dt_irq_next(t, node_at(t, "/d"), &irq));
	ck_assert_int_eq(irq.error, DT_IRQ_OK);
	line = dt_irq_line(&irq);
	dt_irq_name(&name, &line);
	ck_assert_str_eq(buf_str(&name), lines[_i].want);
	ck_assert_ptr_eq(line.controller, lines[_i].gic ? NULL : node_at(t, "/c"));
	buf_free(&source);
	buf_free(&name);
	dt_tree_free(t);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("dt irq");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, lines_are_named, 0, sizeof(lines) / sizeof(lines[0]));
	suite_add_tcase(s, tc);
	return unit_main(s);
}
