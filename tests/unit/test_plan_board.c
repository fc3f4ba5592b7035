// SPDX-License-Identifier: BSD-2-Clause
/* What a guest gets of less usual nodes, and what is said of devices that are not there. */
#include "plans.h"

static const struct {
	const char *selector, *meant; /* NULL: nothing is near */
} unknown[] = {
	{ "/bus@60000000/serial@34001", "/bus@60000000/serial@34000" },
	{ "/bus@60000001/serial@34000", NULL },
	{ "/bus@60000001", "/bus@60000000" },
	{ "/bus@60000000/serial@34000/x", NULL },
	{ "/bus@60000000/nothing-like-it", NULL },
	{ "uarx", "uart" },
	{ "nothing-like-it", NULL },
	{ "/a-name-beyond-what-any-node-may-be-called-and-so-never-meant-by-anybody-who-types",
		NULL },
};

START_TEST(devices_that_are_not_there)
{
	char manifest[256], hint[256];
	struct planned p;

	snprintf(manifest, sizeof(manifest), XL "devices: [ %s ] } ]", unknown[_i].selector);
	p = plan_text("", manifest);
	has(&p.said, "guest-device-unknown: ");
	snprintf(hint, sizeof(hint), "did you mean '%s'?",
		unknown[_i].meant ? unknown[_i].meant : "");
	ck_assert_str_eq(first_hint(&p),
		unknown[_i].meant
			? hint
			: "write a full path with every unit address, a label or an alias");
	planned_free(&p);
}
END_TEST

/* After some of them nothing is looked for: each costs a walk over the tree. */
START_TEST(many_that_are_not_there)
{
	struct buf manifest = { 0 };
	struct planned p;
	size_t near = 0;

	buf_puts(&manifest, XL "devices: [ ");
	for (int i = 0; i < 10; i++)
		buf_printf(&manifest, "%suar%d", i ? ", " : "", i);
	buf_puts(&manifest, " ] } ]");
	p = plan_text("", buf_str(&manifest));
	ck_assert_uint_eq(p.findings.list.n, 10);
	for (size_t i = 0; i < 10; i++)
		near += !strncmp(p.findings.list.v[i]->hint, "did you mean 'uart", 18);
	ck_assert_uint_eq(near, 8);
	buf_free(&manifest);
	planned_free(&p);
}
END_TEST

static const struct {
	const char *ranges;
	const char *written; /* NULL: as it is not understood, an error */
	size_t n_irqs;
} mips[] = {
	{ "msi-ranges = <&gic 0 128 1 3>", "msi-ranges = <0xfde8 0x0 0x80 0x1 0x3>;", 4 },
	{ "msi-ranges = <&gic 0 987 4 1>", "msi-ranges = <0xfde8 0x0 0x3db 0x4 0x1>;", 2 },
	{ "msi-ranges = <&gic 1 3 1 1>", NULL, 1 },
	{ "msi-ranges = <&gic 0 128 1>", NULL, 1 },
	{ "msi-ranges = <&gic 0 128 1 3 0>", NULL, 1 },
	{ "msi-ranges = <&osc 0 128 1 3>", NULL, 1 },
	{ "msi-ranges = <&gic 0 128 1 0x10000>", NULL, 1 },
};

START_TEST(ranges_of_messages)
{
	struct buf added = { 0 };
	struct planned p;

	buf_printf(&added,
		"&bus { msi: msi@35000 { compatible = \"v,mip\"; reg = <0x35000 0x1000>;"
		" interrupts = <0 31 4>; msi-controller; %s; }; };",
		mips[_i].ranges);
	p = plan_text(buf_str(&added), XL "devices: [ msi ] } ]");
	if (mips[_i].written)
		has(&p.source, mips[_i].written);
	else
		lacks(&p.source, "msi-ranges = <0xfde8");
	ck_assert_uint_eq(p.plan->guests[0].n_irqs, mips[_i].n_irqs);
	buf_free(&added);
	planned_free(&p);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("plan of a board");
	TCase *t = tcase_create("board");

	tcase_add_loop_test(t, devices_that_are_not_there, 0, sizeof(unknown) / sizeof(unknown[0]));
	tcase_add_test(t, many_that_are_not_there);
	tcase_add_loop_test(t, ranges_of_messages, 0, sizeof(mips) / sizeof(mips[0]));
	suite_add_tcase(s, t);
	return unit_main(s);
}
