// SPDX-License-Identifier: BSD-2-Clause
/* Which pins a group of pins takes, in the vendors' forms. */
#include "unit.h"

#include "plan/isolation/pins.h"
#include "trees.h"

static const struct {
	const char *controller, *group; /* what they hold */
	const char *pins;               /* each followed by a space */
} groups[] = {
	{ "", "pins = \"a\", \"b\";", "a b " },
	{ "", "samsung,pins = \"gpa0-0\";", "gpa0-0 " },
	{ "", "sub { groups = \"g\"; }; other { pins = \"p\"; };", "g p " },
	{ "", "function = \"f\"; drive-strength = <8>;", "" },
	{ "compatible = \"v,p\";", "pinmux = <0x1234>, <0x5678>;", "18 86 " },
	{ "compatible = \"renesas,p\";", "pinmux = <0x51234>;", "4660 " },
	{ "compatible = \"apple,t8103-pinctrl\", \"apple,pinctrl\";", "pinmux = <0x20007>;", "7 " },
	{ "compatible = \"v,x\", \"sophgo,p\";", "pinmux = <0x1ffff>;", "65535 " },
	{ "compatible = \"nxp,s32g2-siul2-pinctrl\";", "pinmux = <0x123>;", "18 " },
	{ "", "rockchip,pins = <0 1 2 3>, <2 5 0 0>;", "1 69 " },
	{ "", "rockchip,pins = <0 1 2 3>, <2 5 0>;", "1 " },
	{ "compatible = \"fsl,imx8mm-iomuxc\";", "fsl,pins = <1 2 3 4 5 6 7 8 9 10 11 12 13>;",
		"1 7 " },
	{ "compatible = \"fsl,imx8qxp-iomuxc\";", "fsl,pins = <1 2 3 4 5 6>;", "1 4 " },
	{ "compatible = \"fsl,imx8dxl-iomuxc\";", "fsl,pins = <1 2 3>;", "1 " },
	{ "compatible = \"fsl,imx8ulp-iomuxc1\";", "fsl,pins = <1 2 3 4 5 6 7 8 9 10>;", "1 6 " },
	{ "compatible = \"fsl,imx7ulp-iomuxc1\";", "fsl,pins = <1 2 3 4>;", "" },
	{ "", "pinctrl-single,pins = <0x10 1 0x20 2>;", "16 32 " },
	{ "#pinctrl-cells = <2>;", "pinctrl-single,pins = <0x10 1 2 0x20 1 2>;", "16 32 " },
	{ "#pinctrl-cells = <8>;", "pinctrl-single,pins = <1 0 0 0 0 0 0 0 0 2>;", "1 " },
	{ "#pinctrl-cells = <9>;", "pinctrl-single,pins = <0x10 1 0x20 2>;", "16 32 " },
	{ "", "brcm,pins = <14 15>;", "14 15 " },
};

static void note(void *user, const struct pin *pin)
{
	if (pin->name)
		buf_printf(user, "%s ", pin->name);
	else
		buf_printf(user, "%u ", pin->number);
	ck_assert_str_eq(pin->controller->name, "pinctrl");
}

START_TEST(forms)
{
	struct buf source = { 0 }, said = { 0 };
	const char *held = groups[_i].controller;
	struct dt_tree *t;

	buf_printf(&source, "/dts-v1/; / { pinctrl { %s %s mid { group { %s }; }; }; };",
		strstr(held, "compatible") ? "" : "compatible = \"v,p\";", held, groups[_i].group);
	t = tree_of(buf_str(&source));
	pins_each(node_at(t, "/pinctrl/mid/group"), note, &said);
	ck_assert_str_eq(buf_str(&said), groups[_i].pins);
	dt_tree_free(t);
	buf_free(&source);
	buf_free(&said);
}
END_TEST

static void count(void *user, const struct pin *pin)
{
	(void)pin;
	++*(size_t *)user;
}

/* A group that claims thousands of pins costs no more than 256. */
START_TEST(many)
{
	struct buf source = { 0 };
	struct dt_tree *t;
	size_t n = 0;

	buf_puts(&source, "/dts-v1/; / { pinctrl { compatible = \"v,p\"; group { brcm,pins = <");
	for (int i = 0; i < 300; i++)
		buf_puts(&source, "1 ");
	buf_puts(&source, ">; sub { brcm,pins = <1>; }; }; }; };");
	t = tree_of(buf_str(&source));
	pins_each(node_at(t, "/pinctrl/group"), count, &n);
	ck_assert_uint_eq(n, 256);
	dt_tree_free(t);
	buf_free(&source);
}
END_TEST

START_TEST(controllers)
{
	struct dt_tree *t = tree_of(
		"/dts-v1/; / { compatible = \"r\"; p { compatible = \"c\"; a { b { }; }; }; x { y { }; }; };");

	ck_assert_ptr_eq(pins_controller(node_at(t, "/p/a/b")), node_at(t, "/p"));
	ck_assert_ptr_eq(pins_controller(node_at(t, "/x/y")), node_at(t, "/x/y"));
	ck_assert_ptr_eq(pins_controller(node_at(t, "/p")), node_at(t, "/p"));
	dt_tree_free(t);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("plan/pins");
	TCase *tc = tcase_create("pins");

	tcase_add_loop_test(tc, forms, 0, sizeof(groups) / sizeof(groups[0]));
	tcase_add_test(tc, many);
	tcase_add_test(tc, controllers);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
