// SPDX-License-Identifier: BSD-2-Clause
#include "unit.h"

#include "scmi/model.h"
#include "trees.h"

struct model {
	struct dt_tree *t;
	struct scmi_model *m;
};

static struct model model_of(const char *added)
{
	struct model x = { .t = base_tree(added) };

	x.m = scmi_model_build(x.t);
	return x;
}

static void free_model(struct model *x)
{
	scmi_model_free(x->m);
	dt_tree_free(x->t);
}

START_TEST(the_base_tree_is_read)
{
	struct model x = model_of("");
	const struct scmi_model *m = x.m;
	const struct scmi_container *c = &m->containers[0];

	ck_assert_uint_eq(m->n_containers, 1);
	ck_assert(c->in_chosen);
	ck_assert_uint_eq(c->cells, 3);
	ck_assert_uint_eq(c->n_agents, 4);
	ck_assert_uint_eq(c->agents[1].smc_id, 0x82000012);
	ck_assert(c->agents[1].has_id);
	ck_assert_uint_eq(c->agents[1].id, 2);
	ck_assert_uint_eq(c->agents[1].shmem.region.addr, 0x2e002000);
	ck_assert(c->agents[1].shmem.compatible);
	ck_assert(c->dom0_has_id);
	ck_assert_uint_eq(c->dom0_id, 0);
	ck_assert_uint_eq(m->n_instances, 2);
	ck_assert_str_eq(m->management->node->label, "management");
	ck_assert_ptr_eq(m->management->container, c);
	ck_assert_uint_eq(m->management->controller_cells, 1);
	ck_assert_str_eq(m->host->node->label, "scmi");
	ck_assert_ptr_null(m->host->container);
	ck_assert_uint_eq(m->host->shmem.region.addr, 0x2e000000);
	ck_assert_uint_eq(m->n_domains, 2);
	ck_assert_int_eq(m->domains[0].type, SCMI_TYPE_MULTI_AGENT);
	ck_assert_uint_eq(m->domains[1].id, 3);
	ck_assert_uint_eq(m->n_protocols, 4);
	ck_assert_uint_eq(m->n_shmem_nodes, 6);
	ck_assert_uint_eq(m->n_uses, 5);
	ck_assert_uint_eq(m->n_permissions, 3);
	ck_assert_ptr_eq(m->permissions[0].controller, m->management);
	ck_assert_uint_eq(m->permissions[2].id, 3);
	ck_assert_ptr_eq(scmi_instance_of(m, m->protocols[0].node), m->host);
	ck_assert_ptr_null(scmi_instance_of(m, x.t->nodes));
	free_model(&x);
	scmi_model_free(NULL);
}
END_TEST

START_TEST(a_tree_without_scmi_has_an_empty_model)
{
	struct model x = { .t = tree_of("/dts-v1/; / { a { clocks = <&b 1>; }; b: b {}; };") };

	x.m = scmi_model_build(x.t);
	ck_assert_uint_eq(x.m->n_containers + x.m->n_instances + x.m->n_domains, 0);
	ck_assert_uint_eq(x.m->n_uses + x.m->n_permissions + x.m->n_shmem_nodes, 0);
	ck_assert_ptr_null(x.m->management);
	ck_assert_ptr_null(x.m->host);
	ck_assert_ptr_null(x.m->bootargs);
	free_model(&x);
}
END_TEST

static const struct {
	const char *added;
	uint32_t cells;
	size_t agents;
} tables[] = {
	{ "&container { /delete-property/ #scmi-secondary-agents-cells; };", 3, 4 },
	{ "&container { #scmi-secondary-agents-cells = [00 02]; };", 3, 4 },
	{ "&container { #scmi-secondary-agents-cells = <2>; };", 2, 6 },
	{ "&container { #scmi-secondary-agents-cells = <4>; };", 4, 0 },
	{ "&container { #scmi-secondary-agents-cells = <0>; };", 0, 0 },
	{ "&container { scmi-secondary-agents = <0x82000010 &shm0>; };", 3, 0 },
	{ "&container { scmi-secondary-agents; };", 3, 0 },
	{ "&container { /delete-property/ scmi-secondary-agents; };", 3, 0 },
};

START_TEST(tables_are_read_by_their_cells)
{
	struct model x = model_of(tables[_i].added);

	ck_assert_uint_eq(x.m->containers[0].cells, tables[_i].cells);
	ck_assert_uint_eq(x.m->containers[0].n_agents, tables[_i].agents);
	free_model(&x);
}
END_TEST

START_TEST(what_leads_nowhere_is_kept)
{
	struct model x = model_of("&container { scmi-secondary-agents = <1 0xdead 0>, <2 &osc 1>; "
				  "xen,dom0-sci-agent-id; }; &management { shmem; "
				  "/delete-property/ arm,smc-id; };");
	const struct scmi_container *c = &x.m->containers[0];

	ck_assert_uint_eq(c->n_agents, 2);
	ck_assert_uint_eq(c->agents[0].shmem.phandle, 0xdead);
	ck_assert_ptr_null(c->agents[0].shmem.node);
	ck_assert_str_eq(c->agents[1].shmem.node->label, "osc");
	ck_assert(!c->agents[1].shmem.compatible);
	ck_assert_int_eq(c->agents[1].shmem.region.error, DT_ADDR_NO_REG);
	ck_assert_ptr_nonnull(c->dom0_prop);
	ck_assert(!c->dom0_has_id);
	ck_assert_ptr_nonnull(x.m->management->shmem.prop);
	ck_assert_uint_eq(x.m->management->n_shmem, 0);
	ck_assert(!x.m->management->has_smc_id);
	free_model(&x);
}
END_TEST

static const struct {
	const char *compatible;
	enum scmi_transport transport;
	size_t n;
} transports[] = {
	{ "\"arm,scmi\"", SCMI_MAILBOX, 1 },
	{ "\"ARM,SCMI-SMC\"", SCMI_SMC, 1 },
	{ "\"arm,scmi-smc-param\"", SCMI_SMC_PARAM, 1 },
	{ "\"linaro,scmi-optee\"", SCMI_OTHER, 1 },
	{ "\"arm,scmi-virtio\"", SCMI_OTHER, 1 },
	{ "\"arm,scmi\", \"arm,scmi-smc\"", SCMI_SMC, 1 },
	{ "\"vendor,x\", \"arm,scmi-smc\", \"arm,scmi\"", SCMI_SMC, 1 },
	{ "\"arm,scmi-smcx\"", SCMI_SMC, 0 },
	{ "[61]", SCMI_SMC, 0 },
};

START_TEST(transports_are_told_by_compatible)
{
	struct model x;
	struct buf b = { 0 };

	buf_printf(&b, "/dts-v1/; / { s { compatible = %s; }; };", transports[_i].compatible);
	x.t = tree_of(b.data);
	x.m = scmi_model_build(x.t);
	ck_assert_uint_eq(x.m->n_instances, transports[_i].n);
	if (transports[_i].n)
		ck_assert_int_eq(x.m->instances[0].transport, transports[_i].transport);
	free_model(&x);
	buf_free(&b);
}
END_TEST

START_TEST(the_first_available_channel_is_the_management)
{
	struct model x = model_of("&management { status = \"disabled\"; };"
				  "&container { second: zz { compatible = \"arm,scmi-smc\"; };"
				  " mbox { compatible = \"arm,scmi\"; }; };");

	ck_assert_str_eq(x.m->management->node->label, "second");
	free_model(&x);
	x = model_of("&management { xen,passthrough; };");
	ck_assert_str_eq(x.m->management->node->label, "management");
	ck_assert(!x.m->management->available);
	free_model(&x);
}
END_TEST

static const struct {
	const char *added;
	enum scmi_domain_type type;
	bool has_id;
} domains[] = {
	{ "xen,sci_type = \"none\";", SCMI_TYPE_NONE, true },
	{ "xen,sci_type = \"scmi_smc\";", SCMI_TYPE_SMC, true },
	{ "xen,sci_type = \"scmi_smc_multiagent\", \"x\";", SCMI_TYPE_MULTI_AGENT, true },
	{ "xen,sci_type = \"scmi\";", SCMI_TYPE_UNKNOWN, true },
	{ "xen,sci_type;", SCMI_TYPE_UNKNOWN, true },
	{ "xen,sci_type = [61];", SCMI_TYPE_UNKNOWN, true },
	{ "/delete-property/ xen,sci_type;", SCMI_TYPE_NONE, true },
	{ "/delete-property/ xen,sci-agent-id;", SCMI_TYPE_MULTI_AGENT, false },
	{ "xen,sci-agent-id = [02];", SCMI_TYPE_MULTI_AGENT, false },
	{ "compatible = \"x\", \"Xen,Domain\";", SCMI_TYPE_MULTI_AGENT, true },
};

START_TEST(domains_are_read)
{
	struct buf b = { 0 };
	struct model x;

	buf_printf(&b, "&domu1 { %s };", domains[_i].added);
	x = model_of(b.data);
	ck_assert_uint_eq(x.m->n_domains, 2);
	ck_assert_int_eq(x.m->domains[0].type, domains[_i].type);
	ck_assert_int_eq(x.m->domains[0].has_id, domains[_i].has_id);
	free_model(&x);
	buf_free(&b);
}
END_TEST

static const struct {
	const char *chosen, *bootargs;
	bool flag;
} command_lines[] = {
	{ "xen,xen-bootargs = \"a scmi-smc-passthrough b\";", "a scmi-smc-passthrough b", true },
	{ "xen,xen-bootargs = \"scmi-smc-passthrough\";", "scmi-smc-passthrough", true },
	{ "xen,xen-bootargs = \"scmi-smc-passthroug\";", "scmi-smc-passthroug", false },
	{ "xen,xen-bootargs = \"scmi-smc-passthroughs\";", "scmi-smc-passthroughs", false },
	{ "xen,xen-bootargs = \"scmi-smc-passthrough=1\";", "scmi-smc-passthrough=1", true },
	{ "xen,xen-bootargs = \"scmi-smc-passthrough=0\";", "scmi-smc-passthrough=0", false },
	{ "xen,xen-bootargs = \"scmi-smc-passthrough=off\";", "scmi-smc-passthrough=off", false },
	{ "xen,xen-bootargs = \"scmi-smc-passthrough=enable\";", "scmi-smc-passthrough=enable",
		true },
	{ "xen,xen-bootargs = \"scmi-smc-passthrough=2\";", "scmi-smc-passthrough=2", false },
	{ "xen,xen-bootargs = \"scmi-smc-passthrough scmi-smc-passthrough=oo\";",
		"scmi-smc-passthrough scmi-smc-passthrough=oo", true },
	{ "xen,xen-bootargs = \"no-scmi-smc-passthrough=off\";", "no-scmi-smc-passthrough=off",
		true },
	{ "xen,xen-bootargs = \"scmi-smc-passthrough=no\";", "scmi-smc-passthrough=no", false },
	{ "xen,xen-bootargs = \"scmi-smc-passthrough=on\";", "scmi-smc-passthrough=on", true },
	{ "xen,xen-bootargs = \"scmi-smc-passthrough no-scmi-smc-passthrough\";",
		"scmi-smc-passthrough no-scmi-smc-passthrough", false },
	{ "xen,xen-bootargs = \"\";", "", false },
	{ "bootargs = \"scmi-smc-passthrough\";", NULL, false },
	{ "bootargs = \"scmi-smc-passthrough\"; xen,dom0-bootargs = \"\";", "scmi-smc-passthrough",
		true },
	{ "bootargs = \"x\"; k { compatible = \"multiboot,kernel\"; bootargs = \"y\"; };", "x",
		false },
};

START_TEST(the_command_line_of_xen_is_found)
{
	struct buf b = { 0 };
	struct model x;

	buf_printf(&b, "/dts-v1/; / { chosen { %s }; };", command_lines[_i].chosen);
	x.t = tree_of(b.data);
	x.m = scmi_model_build(x.t);
	if (command_lines[_i].bootargs)
		ck_assert_str_eq(x.m->bootargs, command_lines[_i].bootargs);
	else
		ck_assert_ptr_null(x.m->bootargs);
	ck_assert_int_eq(x.m->smc_passthrough, command_lines[_i].flag);
	free_model(&x);
	buf_free(&b);
}
END_TEST

START_TEST(uses_and_permissions_are_collected)
{
	struct model x = model_of(
		"&gpio0 { clocks = <&scmi_clock 7>, <&osc>, <&scmi_clock 8>; scmi_devid = <9>;"
		" access-controllers = <&management 5>, <&osc>, <&management 6>;"
		" power-domains = <&sub>; vdd-supply = <&sub>; };"
		"&uart0 { scmi_devid = [01]; access-controllers = <&scmi 1>; };"
		"&scmi { voltd: protocol@17 { reg = <0x17>; x { sub: y { "
		"#power-domain-cells = <0>; }; }; }; bad: protocol@99 { }; };"
		"&osc { #access-controller-cells = <0>; };");
	const struct scmi_model *m = x.m;
	size_t uses = 0, permissions = 0;

	ck_assert_uint_eq(m->n_protocols, 6);
	for (size_t i = 0; i < m->n_uses; i++) {
		const struct scmi_use *u = &m->uses[i];

		if (strcmp(u->device->label, "gpio0"))
			continue;
		uses++;
		if (!strcmp(u->prop->name, "vdd-supply"))
			ck_assert_str_eq(u->cells_name, "");
		if (!strcmp(u->prop->name, "power-domains"))
			ck_assert_uint_eq(u->protocol->id, 0x17);
	}
	ck_assert_uint_eq(uses, 4);
	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];

		if (!strcmp(p->device->label, "uart0")) {
			ck_assert(!p->has_id);
			ck_assert_ptr_eq(p->controller, p->legacy ? NULL : m->host);
		}
		permissions += !strcmp(p->device->label, "gpio0");
	}
	ck_assert_uint_eq(permissions, 4);
	free_model(&x);
}
END_TEST

START_TEST(names_are_known)
{
	ck_assert_str_eq(scmi_protocol_name(0x10), "base");
	ck_assert_str_eq(scmi_protocol_name(0x19), "pin control");
	ck_assert_ptr_null(scmi_protocol_name(0x1a));
	ck_assert_ptr_null(scmi_protocol_name(0xf));
	ck_assert_str_eq(scmi_domain_type_name(SCMI_TYPE_NONE), "none");
	ck_assert_str_eq(scmi_domain_type_name(SCMI_TYPE_UNKNOWN), "unknown");
}
END_TEST

#define LOOP(tc, test, table) tcase_add_loop_test(tc, test, 0, sizeof(table) / sizeof((table)[0]))

int main(void)
{
	Suite *s = suite_create("scmi/model");
	TCase *tc = tcase_create("model");

	tcase_add_test(tc, the_base_tree_is_read);
	tcase_add_test(tc, a_tree_without_scmi_has_an_empty_model);
	LOOP(tc, tables_are_read_by_their_cells, tables);
	tcase_add_test(tc, what_leads_nowhere_is_kept);
	LOOP(tc, transports_are_told_by_compatible, transports);
	tcase_add_test(tc, the_first_available_channel_is_the_management);
	LOOP(tc, domains_are_read, domains);
	LOOP(tc, the_command_line_of_xen_is_found, command_lines);
	tcase_add_test(tc, uses_and_permissions_are_collected);
	tcase_add_test(tc, names_are_known);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
