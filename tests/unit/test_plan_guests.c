// SPDX-License-Identifier: BSD-2-Clause
/* What a guest gets of a small board: the source of its tree, and the findings. */
#include "plans.h"

/* Xen takes the interrupts of a node that xen,path names, whatever the guest's node says. */
START_TEST(interrupts_left_out_of_a_dom0less_guest)
{
	struct planned p =
		plan_text("", DOM0LESS "devices: [ { node: ppi, remove: [interrupts] } ] } ]");

	lacks(&p.source, "xen,path");
	has(&p.source, "xen,force-assign-without-iommu;\n\t\t};");
	ck_assert(p.plan->complete);
	planned_free(&p);
	p = plan_text("", DOM0LESS "devices: [ { node: behind, remove: [interrupts] } ] } ]");
	has(&p.said, "guest-interrupt: guest a: interrupt 1 is private");
	lacks(&p.said, "interrupt 0");
	ck_assert_uint_eq(p.plan->guests[0].n_irqs, 1);
	planned_free(&p);
	p = plan_text("", XL "devices: [ { node: behind, remove: [interrupts] } ] } ]");
	ck_assert(p.plan->complete);
	ck_assert_uint_eq(p.plan->guests[0].n_irqs, 0);
	planned_free(&p);
}
END_TEST

#define PCI                                                                                    \
	"/ { msi: msi@70000000 { compatible = \"brcm,bcm2712-mip\"; msi-controller;"           \
	" #msi-cells = <0>; reg = <0 0x70000000 0 0x1000>; msi-ranges = <&gic 0 90 1 2>; };"   \
	"pcie: pcie@70010000 { compatible = \"pci-host-ecam-generic\"; device_type = \"pci\";" \
	" reg = <0 0x70010000 0 0x1000>; #address-cells = <3>; #size-cells = <2>;"             \
	" #interrupt-cells = <1>; interrupt-map-mask = <0 0 0 7>; msi-parent = <&msi>;"        \
	" ranges = <0x02000000 0 0x71000000 0 0x71000000 0 0x1000000>;"                        \
	" interrupt-map = <0 0 0 1 &gic 0 80 4>;"                                              \
	" dev@0 { reg = <0 0 0 0 0>; interrupts = <1>; }; }; };"

static const struct plan_mark *mark_of(const struct planned *p, const char *path)
{
	for (size_t i = 0; i < p->plan->n_marks; i++)
		if (!strcmp(p->plan->marks[i].path, path))
			return &p->plan->marks[i];
	ck_abort_msg("no mark on %s", path);
	return NULL;
}

/* Xen routes what interrupts has, and lets xl pass what it knows: the rest is added there. */
START_TEST(interrupts_that_xen_does_not_see)
{
	static const uint32_t msis[] = { 0, 90, 1, 0, 91, 1 };
	struct planned p = plan_text(PCI, DOM0LESS "force-assign-without-iommu: true, "
						   "devices: [ pcie, msi ] } ]");
	const struct plan_mark *m = mark_of(&p, "/pcie@70010000");

	lacks(&p.said, "guest-interrupt");
	ck_assert_uint_eq(m->n_interrupts, 3);
	ck_assert_uint_eq(m->interrupts[1], 80);
	m = mark_of(&p, "/msi@70000000");
	ck_assert_uint_eq(m->n_interrupts, 6);
	ck_assert_mem_eq(m->interrupts, msis, sizeof(msis));
	mark_of(&p, "/pcie@70010000/dev@0");
	planned_free(&p);
	p = plan_text(PCI, XL "force-assign-without-iommu: true, devices: [ pcie, msi ] } ]");
	ck_assert_ptr_null(mark_of(&p, "/pcie@70010000")->interrupts);
	ck_assert_uint_eq(mark_of(&p, "/msi@70000000")->n_interrupts, 6);
	ck_assert_uint_eq(p.plan->guests[0].n_irqs, 3);
	planned_free(&p);
	p = plan_text(PCI "&msi { interrupts = <0 91 1>, <0 90 1>; };",
		XL "force-assign-without-iommu: true, devices: [ pcie, msi ] } ]");
	ck_assert_ptr_null(mark_of(&p, "/msi@70000000")->interrupts);
	planned_free(&p);
	p = plan_text(PCI "&msi { interrupts-extended = <&gic 0 91 1>; };",
		XL "force-assign-without-iommu: true, devices: [ pcie, msi ] } ]");
	has(&p.said, "guest-interrupt: guest a: Xen does not know the interrupts of msi-ranges");
	planned_free(&p);
}
END_TEST

/* One disabled IOMMU, and Xen drives none of the device's streams. */
START_TEST(device_of_two_iommus)
{
	struct planned p = plan_text(
		"", DOM0LESS "devices: [ { node: half, force-assign-without-iommu: true } ] } ]");

	has(&p.said, "warning guest-iommu-disabled");
	has(&p.source, "xen,path = \"/bus@60000000/dma@11000\";\n"
		       "\t\t\txen,force-assign-without-iommu;");
	planned_free(&p);
}
END_TEST

/* Domains of the host's tree start too, whether the manifest names them or not. */
START_TEST(agent_of_another_domain)
{
	struct planned p =
		plan_text("", "guests: [ { name: a, boot: xl, agent-id: 2, devices: [] } ]");

	has(&p.said, "isolation-channel-shared: guest a and domain domU1 of the host's tree both "
		     "have agent id 2");
	planned_free(&p);
	p = plan_text("", "guests: [ { name: domU1, boot: dom0less, agent-id: 2, devices: [] } ]");
	ck_assert_str_eq(buf_str(&p.said), "");
	planned_free(&p);
	p = plan_text("&domu2 { /delete-property/ xen,sci-agent-id; xen,sci_type = \"scmi_smc\"; };"
		      "&chosen { xen,xen-bootargs = \"scmi-smc-passthrough\"; };",
		"guests: [ { name: a, boot: xl, sci: scmi_smc, devices: [] } ]");
	has(&p.said, "guest a and domain domU2 of the host's tree both want");
	planned_free(&p);
}
END_TEST

START_TEST(agent_of_the_domains_node)
{
	struct planned p =
		plan_text("", "guests: [ { name: domU1, boot: dom0less, devices: [] } ]");

	has(&p.said, "warning guest-no-channel: guest domU1: the manifest gives it no agent, its "
		     "node in the host's tree agent 2");
	planned_free(&p);
	p = plan_text("", "guests: [ { name: domU1, boot: dom0less, agent-id: 4, devices: [] } ]");
	has(&p.said, "gives it agent 4, its node in the host's tree agent 2");
	ck_assert(p.plan->complete);
	planned_free(&p);
}
END_TEST

/* The overlay would make the parent of the container a domain. */
START_TEST(name_of_another_node)
{
	struct sdc_error err;
	const char *text =
		plan_error("guests: [ { name: xen, boot: dom0less, devices: [] } ]", &err);

	ck_assert_ptr_nonnull(
		strstr(text, "guest xen: the node of that name is not compatible with xen,domain"));
}
END_TEST

/* How large a guest is may stand in other places than the manifest's memory. */
START_TEST(ram_of_a_guest)
{
	static const char hit[] = "isolation-guest-address: guest";
	struct planned p = plan_text("", XL "extra: { memory: 3000 }, devices: [ uart ] } ]");

	has(&p.said, hit);
	planned_free(&p);
	p = plan_text("", XL "extra: { memory: 512 }, devices: [ uart ] } ]");
	lacks(&p.said, hit);
	planned_free(&p);
	p = plan_text("", "guests: [ { name: domU1, boot: dom0less, agent-id: 2, devices: [ "
			  "{ node: uart, guest-address: 0x47fff000 } ] } ]");
	has(&p.said, hit);
	planned_free(&p);
	p = plan_text("", "guests: [ { name: domU1, boot: dom0less, agent-id: 2, devices: [ "
			  "{ node: uart, guest-address: 0x48000000 } ] } ]");
	lacks(&p.said, hit);
	planned_free(&p);
}
END_TEST

START_TEST(ram_of_no_known_size)
{
	struct planned p =
		plan_text("", XL "devices: [ { node: uart, guest-address: 0x42000000 } ] } ]");

	has(&p.said, "warning isolation-guest-address: guest a: nothing says its memory, and RAM "
		     "of more than 32 MiB reaches registers at guest address 0x42000000");
	ck_assert(p.plan->complete);
	planned_free(&p);
	p = plan_text("", XL "devices: [ { node: uart, guest-address: 0x80000000 } ] } ]");
	lacks(&p.said, "nothing says");
	planned_free(&p);
}
END_TEST

/* A direct-mapped domain of the host's tree has the host's addresses. */
START_TEST(direct_map_of_the_domains_node)
{
	struct planned p = plan_text("&domu1 { direct-map; };",
		"guests: [ { name: domU1, boot: dom0less, agent-id: 2, devices: [ ] } ]");

	ck_assert_uint_eq(p.plan->guests[0].page_guest, 0x2e002000);
	ck_assert_str_eq(buf_str(&p.said), "");
	planned_free(&p);
}
END_TEST

START_TEST(one_provider_replaced_twice)
{
	struct sdc_error err;
	const char *text = plan_error("guests: [ { name: a, boot: xl, devices: [ uart ], replace: "
				      "{ osc: { fixed-clock: 1 }, /oscillator: { fixed-clock: 2 } "
				      "} } ]",
		&err);

	ck_assert_ptr_nonnull(strstr(text, "\"osc\" and \"/oscillator\" are one node"));
}
END_TEST

/* The page offset is the hardware's, the rest is the manifest's to choose. */
START_TEST(addresses_of_a_guest)
{
	static const char two[] = "&bus { two: two@50000 { compatible = \"v,two\";"
				  " reg = <0x50000 0x1000>, <0x60000 0x1000>; }; };";
	struct planned p = plan_text(two, XL "force-assign-without-iommu: true, devices: [ { node: "
					     "two, guest-address: [ 0x10000, 0x30000 ] } ] } ]");

	ck_assert(p.plan->complete);
	has(&p.source, "reg = <0x0 0x10000 0x0 0x1000 0x0 0x30000 0x0 0x1000>;");
	planned_free(&p);
	p = plan_text(two,
		XL "devices: [ { node: two, guest-address: [ 0x10000, 0x20000, 0x30000 ] } ] } ]");
	has(&p.said, "guest a: 3 guest addresses for 2 entries of reg");
	planned_free(&p);
	p = plan_text("&uart { reg = <0x34000 0>; };", XL "devices: [ uart ] } ]");
	has(&p.said, "guest a: entry 0 of reg cannot be mapped: 0x0 bytes at 0xe0034000");
	planned_free(&p);
	p = plan_text("&uart { reg = <0x34000>; };", XL "devices: [ uart ] } ]");
	has(&p.said, "guest a: reg is not a whole number of entries of 2 cells");
	planned_free(&p);
	p = plan_text("&uart { reg = <0x80000000 0x1000>; };", XL "devices: [ uart ] } ]");
	has(&p.said,
		"guest a: entry 0 of reg has no CPU address: it is outside its parents' ranges");
	planned_free(&p);
	p = plan_text("", XL "devices: [ { node: uart, guest-address: 0x7ffffffffffff000 } ] } ]");
	has(&p.said, "guest a: guest address 0x7ffffffffffff000 is not one of 52 bits");
	planned_free(&p);
}
END_TEST

/* Listed protocols stand in the guest's SCMI node, whether the host has a node for them or not. */
START_TEST(protocols_that_are_listed)
{
	struct planned p = plan_text("", XL "protocols: [ 0x13, 0x15, 0x19 ], devices: [] } ]");

	has(&p.source, "protocol@13 {");
	has(&p.source, "reg = <0x15>;\n\t\t\t\t\t#thermal-sensor-cells = <0x1>;");
	has(&p.source, "protocol@19 {\n\t\t\t\t\treg = <0x19>;\n\t\t\t\t};");
	lacks(&p.source, "protocol@14");
	planned_free(&p);
}
END_TEST

START_TEST(regulator_in_a_providers_place)
{
	struct sdc_error err;
	struct planned p = plan_text("/ { pmic { vcc: vcc { regulator-name = \"vcc\"; }; }; };"
				     " &uart { vcc-supply = <&vcc>; };",
		XL "devices: [ { node: uart, replace: { vcc: { fixed-regulator: 3300000 } } } ] } "
		   "]");

	has(&p.source, "compatible = \"regulator-fixed\";");
	has(&p.source, "regulator-min-microvolt = <0x325aa0>;");
	has(&p.source, "regulator-max-microvolt = <0x325aa0>;");
	has(&p.source, "regulator-always-on;");
	ck_assert(p.plan->complete);
	planned_free(&p);
	ck_assert_ptr_nonnull(
		strstr(plan_error("guests: [ { name: a, boot: xl, devices: [ uart ], replace: "
				  "{ none: { fixed-clock: 1 } } } ]",
			       &err),
			"no node, label or alias \"none\""));
}
END_TEST

/* Where the buses above a guest's devices agree, /passthrough says what they say. */
START_TEST(dma_ranges_of_the_buses)
{
	static const char two[] =
		"&bus { dma-ranges = <0x0 0x10 0x80000000 0x40000000>; inner { compatible = "
		"\"simple-bus\"; #address-cells = <1>; #size-cells = <1>; ranges; "
		"dma-ranges = <0x1000 0x2000 0x80000000>;"
		"deep: dma@50000 { compatible = \"v,dma\"; reg = <0x50000 0x1000>; }; }; };";
	struct planned p = plan_text(two, XL "devices: [ behind, uart ] } ]");

	has(&p.source, "ranges;\n\t\tdma-ranges = <0x0 0x0 0x10 0x80000000 0x0 0x40000000>;");
	planned_free(&p);
	/* The inner bus shifts by 0x1000, and reaches as far as the outer one. */
	p = plan_text(two, XL "devices: [ deep ], force-assign-without-iommu: true } ]");
	has(&p.source, "\t\tdma-ranges = <0x0 0x1000 0x10 0x80002000 0x0 0x3fffe000>;");
	ck_assert(p.plan->complete);
	planned_free(&p);
	p = plan_text(two, XL "devices: [ behind, deep ], force-assign-without-iommu: true } ]");
	lacks(&p.source, "dma-ranges");
	has(&p.said, "guest-dma-ranges: guest a");
	planned_free(&p);
	p = plan_text(
		"&bus { dma-ranges = <0x0 0x0 0x0 0xffffffff>; };", XL "devices: [ uart ] } ]");
	lacks(&p.source, "dma-ranges");
	planned_free(&p);
}
END_TEST

/* What is no business of SCMI's is not to be looked for there. */
START_TEST(ways_out_of_a_reference)
{
	struct planned p =
		plan_text("&uart { memory-region = <&secure>; };", XL "devices: [ uart ] } ]");

	ck_assert_ptr_null(strstr(first_hint(&p), "SCMI"));
	ck_assert_ptr_null(strstr(first_hint(&p), "give the guest"));
	planned_free(&p);
	p = plan_text("&behind { #dma-cells = <0>; }; &uart { dmas = <&behind>; };",
		XL "devices: [ uart ] } ]");
	ck_assert_str_eq(first_hint(&p), "give the guest behind too, or remove: [dmas] where the "
					 "device works without");
	planned_free(&p);
	p = plan_text("&behind { #reset-cells = <0>; }; &uart { resets = <&behind>; };",
		XL "devices: [ uart ] } ]");
	ck_assert_ptr_nonnull(strstr(first_hint(&p), "SCMI"));
	planned_free(&p);
}
END_TEST

/* Thousands of patterns over one tree would else be millions of findings. */
START_TEST(pattern_over_nodes_of_another)
{
	struct planned p =
		plan_text("", "guests: [ { name: a, boot: xl, devices: [ /bus@*/serial@* ] },"
			      "{ name: b, boot: xl, devices: [ /bus@*/serial@* ] } ]");
	const char *first = strstr(buf_str(&p.said), "isolation-device-twice");

	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_null(strstr(first + 1, "isolation-device-twice"));
	ck_assert_uint_eq(p.plan->guests[1].n_devices, 0);
	planned_free(&p);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("guests' plans");
	TCase *t = tcase_create("guests");

	tcase_add_test(t, interrupts_left_out_of_a_dom0less_guest);
	tcase_add_test(t, interrupts_that_xen_does_not_see);
	tcase_add_test(t, device_of_two_iommus);
	tcase_add_test(t, agent_of_another_domain);
	tcase_add_test(t, agent_of_the_domains_node);
	tcase_add_test(t, name_of_another_node);
	tcase_add_test(t, ram_of_a_guest);
	tcase_add_test(t, direct_map_of_the_domains_node);
	tcase_add_test(t, one_provider_replaced_twice);
	tcase_add_test(t, addresses_of_a_guest);
	tcase_add_test(t, protocols_that_are_listed);
	tcase_add_test(t, regulator_in_a_providers_place);
	tcase_add_test(t, dma_ranges_of_the_buses);
	tcase_add_test(t, ways_out_of_a_reference);
	tcase_add_test(t, ram_of_no_known_size);
	tcase_add_test(t, pattern_over_nodes_of_another);
	suite_add_tcase(s, t);
	return unit_main(s);
}
