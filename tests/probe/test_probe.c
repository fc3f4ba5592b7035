// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "../unit/unit.h"
#include "fixture.h"
#include "lib/tree.h"
#include "probe/probe.h"
#include "report/result.h"

/* What is learned and compared, over the simulator. */

static struct fixture fixture;
static struct sdc_tree *tree;
static struct sdc_error error;
static struct sdc_probe *probe;

static void setup(void)
{
	fixture_init(&fixture, 4);
	tree = NULL;
	probe = NULL;
}

static void teardown(void)
{
	sdc_probe_free(probe);
	sdc_tree_free(tree);
}

static void run(const char *const *replace, struct sdc_probe_options o)
{
	fixture_run(&fixture, replace, o, &tree, &probe);
}

static const struct sdc_probe_options plain = { .size = sizeof(plain) };

START_TEST(everything_is_learned)
{
	struct sdc_probe_options o = {
		.size = sizeof(o), .names = true, .permissions = true, .count = 101
	};
	const struct sdc_probe_channel *c;

	run(NULL, o);
	ck_assert_uint_eq(sdc_probe_channel_count(probe), 4);
	ck_assert_ptr_null(sdc_probe_channel(probe, 4));
	c = sdc_probe_channel(probe, 0);
	ck_assert_int_eq(c->role, SDC_ROLE_MANAGEMENT);
	ck_assert_int_eq(c->state, SDC_CHANNEL_ANSWERS);
	ck_assert_str_eq(c->node, "/chosen/xen/xen_scmi_config/scmi");
	ck_assert_uint_eq(c->version, 0x20000);
	ck_assert_uint_eq(c->n_agents, 4);
	ck_assert_str_eq(c->vendor, "scmi-dtcheck");
	ck_assert_str_eq(c->sub_vendor, "simulator");
	ck_assert_uint_eq(c->implementation, 0x10000);
	ck_assert_uint_eq(c->id, 1);
	ck_assert_str_eq(c->name, "xen");
	ck_assert_uint_eq(c->n_names, 4);
	ck_assert_str_eq(c->agents[2].name, "agent2");
	ck_assert_int_eq(c->set_device_permissions, SDC_YES);
	ck_assert_uint_eq(c->base.messages[0], 0xfff);
	ck_assert_uint_eq(c->n_timed, 101);
	ck_assert(c->min_ns <= c->median_ns && c->median_ns <= c->p99_ns);
	c = sdc_probe_channel(probe, 1);
	ck_assert_int_eq(c->role, SDC_ROLE_AGENT);
	ck_assert_int_eq(c->set_device_permissions, SDC_NO);
	ck_assert_uint_eq(c->n_protocols, 8);
	ck_assert_uint_eq(c->protocols[3].id, 0x14);
	ck_assert_uint_eq(c->protocols[3].count, 8);
	ck_assert_uint_eq(c->protocols[3].messages[0], 0xff);
	ck_assert_uint_eq(c->protocols[3].n_names, 8);
	ck_assert_str_eq(c->protocols[3].names[7], "clock7");
	ck_assert_str_eq(c->protocols[4].names[4], "sensor4");
	ck_assert_str_eq(c->protocols[7].names[39], "pin39");
	ck_assert_str_eq(c->protocols[2].names[1], "perf1");
	ck_assert(!c->protocols[1].has_count);
	ck_assert_uint_eq(sdc_result_finding_count(sdc_probe_result(probe)), 0);
}
END_TEST

START_TEST(a_part_of_the_list_is_not_believed)
{
	struct sdc_probe_options o = { .size = sizeof(o), .fault = "list-count@0x82000004" };

	run(NULL, o);
	ck_assert_ptr_nonnull(
		strstr(fixture_finding(probe, "probe-protocol-list")->message, "has room for 0x8"));
	ck_assert_uint_eq(sdc_probe_channel(probe, 2)->n_protocols, 0);
}
END_TEST

/* Without a wish for it nothing is asked about the trusted commands. */
START_TEST(permissions_are_not_asked_for)
{
	run(NULL, plain);
	ck_assert_int_eq(sdc_probe_channel(probe, 0)->set_device_permissions, SDC_UNKNOWN);
	ck_assert_uint_eq(sdc_probe_channel(probe, 0)->n_timed, 0);
	ck_assert_uint_eq(sdc_probe_channel(probe, 0)->protocols[0].n_names, 0);
}
END_TEST

START_TEST(host_node_is_a_channel_of_its_own)
{
	static const char *const replace[] = { "arm,smc-id = <0x82000002>;",
		"arm,smc-id = <0x82000006>; arm,max-msg-size = <0x2000>;",
		"reg = <0x0 0x47ff0000 0x0 0x1000>;", "reg = <0x0 0x47ff4000 0x0 0x1000>;", NULL };
	const struct sdc_probe_channel *c;

	fixture_init(&fixture, 5);
	run(replace, plain);
	ck_assert_uint_eq(sdc_probe_channel_count(probe), 5);
	c = sdc_probe_channel(probe, 4);
	ck_assert_int_eq(c->role, SDC_ROLE_HOST);
	ck_assert_int_eq(c->state, SDC_CHANNEL_ANSWERS);
	ck_assert_uint_eq(c->id, 4);
	ck_assert_ptr_nonnull(fixture_finding(probe, "probe-max-msg-size"));
}
END_TEST

/* Mainline's single agent: the host node alone. */
START_TEST(single_agent)
{
	static const char *const replace[] = { "xen,sci", "none", NULL };

	run(replace, plain);
	ck_assert_uint_ge(sdc_probe_channel_count(probe), 1);
	ck_assert_int_eq(sdc_result_prediction(sdc_probe_result(probe))->xen, SDC_XEN_SINGLE_AGENT);
	ck_assert_int_eq(sdc_probe_channel(probe, 0)->state, SDC_CHANNEL_ANSWERS);
}
END_TEST

START_TEST(fixture_two_cells_need_discovery)
{
	run(fixture_two_cells, plain);
	ck_assert_uint_eq(sdc_result_finding_count(sdc_probe_result(probe)), 0);
	ck_assert(!sdc_probe_channel(probe, 1)->has_table_id);
	ck_assert_uint_eq(sdc_probe_channel(probe, 3)->id, 3);
	ck_assert_int_eq(sdc_result_prediction(sdc_probe_result(probe))->verdict, SDC_ACCEPT);
	fixture.fw.discover_agent = false;
	run(fixture_two_cells, plain);
	ck_assert_int_eq(fixture_finding(probe, "probe-discover-agent")->severity, SDC_ERROR);
	ck_assert_int_eq(sdc_result_prediction(sdc_probe_result(probe))->verdict, SDC_REJECT);
}
END_TEST

/* What is left alone is taken for what the table says; what fails is not known. */
START_TEST(prediction_with_some_left_alone)
{
	static const uint32_t some[] = { 0x82000003, 0x82000005 };
	struct sdc_probe_options o = { .size = sizeof(o), .smc_ids = some, .n_smc_ids = 2 };
	const struct sdc_prediction *x;

	run(NULL, o);
	x = sdc_result_prediction(sdc_probe_result(probe));
	ck_assert_uint_eq(x->n_channels, 4);
	ck_assert(x->channels[0].management && x->channels[0].id_known);
	ck_assert_uint_eq(x->channels[0].agent_id, 1);
	o.fault = "never-free@0x82000005";
	run(NULL, o);
	ck_assert(sdc_result_prediction(sdc_probe_result(probe))->none);
	/* That the firmware does not know a doorbell is an answer too. */
	o.fault = "call-not-supported@0x82000005";
	run(NULL, o);
	x = sdc_result_prediction(sdc_probe_result(probe));
	ck_assert(!x->none && x->registered);
	/* The table has no id for the management channel. */
	o.n_smc_ids = 1;
	o.smc_ids = some + 1;
	o.fault = NULL;
	run(NULL, o);
	ck_assert(sdc_result_prediction(sdc_probe_result(probe))->none);
}
END_TEST

/* Pairs of agents behind one doorbell each are told once. */
START_TEST(two_doorbells_one_agent)
{
	fixture.agents[3].id = 2;
	run(fixture_two_cells, plain);
	ck_assert_ptr_nonnull(fixture_finding(probe, "probe-agent-repeated"));
	ck_assert_uint_eq(sdc_result_count(sdc_probe_result(probe), SDC_ERROR), 1);
}
END_TEST

START_TEST(options_that_make_no_sense)
{
	static const struct sdc_permission set = { 1, 2, true };
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_PASSIVE, .set = &set, .n_set = 1
	};
	struct sdc_probe *p;

	tree = fixture_tree(NULL);
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EARG);
	o.transport = SDC_TRANSPORT_RAW;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EARG);
	o.transport = SDC_TRANSPORT_SIM;
	o.firmware = &fixture.handle;
	fixture.protocols[0].count = 0x10000;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EARG);
	fixture.protocols[0].count = 1;
	fixture.protocols[0].id = 0x10;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EARG);
	fixture.protocols[0].id = 0x11;
	fixture.fw.n_agents = 256;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EARG);
}
END_TEST

static void count_lines(void *ctx, const char *line)
{
	(*(unsigned int *)ctx)++;
	ck_assert_ptr_nonnull(strstr(line, "doorbell 0x8200000"));
}

START_TEST(what_is_touched_is_said)
{
	static const struct sdc_permission set = { 2, 7, false };
	unsigned int lines = 0;
	struct sdc_probe_options o = {
		.size = sizeof(o), .say = count_lines, .ctx = &lines, .set = &set, .n_set = 1
	};

	run(NULL, o);
	ck_assert_uint_eq(lines, 5);
}
END_TEST

/* Under Xen a doorbell that is not supported is the hypervisor's word. */

static int free_read(
	struct transport *t, uint32_t offset, uint32_t *words, uint32_t n, struct sdc_error *err)
{
	(void)t;
	(void)err;
	memset(words, 0, 4 * n);
	if (offset == SMT_STATUS)
		words[0] = transport_now(t) == 1 ? 0 : SMT_FREE;
	return 0;
}

static int free_write(struct transport *t, uint32_t offset, const uint32_t *words, uint32_t n,
	struct sdc_error *err)
{
	(void)t;
	(void)offset;
	(void)words;
	(void)n;
	(void)err;
	return 0;
}

static uint64_t rung;

static enum ring refuse(struct transport *t, int32_t *a0, struct sdc_error *err)
{
	(void)t;
	(void)err;
	rung = 1;
	*a0 = -1;
	return RING_DONE;
}

static uint64_t has_rung(struct transport *t)
{
	(void)t;
	return rung;
}

START_TEST(hypervisor_refuses)
{
	static const struct transport_ops ops = { free_read, free_write, refuse, NULL, has_rung,
		NULL, NULL, false };
	static const struct request q = { .protocol = SCMI_BASE, .need = 1 };
	struct transport t = { .ops = &ops, .size = 0x100 };
	struct sdc_probe p = { .under_xen = true };
	static struct probe_channel c;

	tree = fixture_tree(NULL);
	p.result = calloc(1, sizeof(*p.result));
	p.result->tree = tree->dt;
	findings_init(&p.result->findings, tree->dt);
	p.result->model = scmi_model_build(tree->dt);
	p.tree = p.result->tree;
	p.model = p.result->model;
	p.findings = &p.result->findings;
	p.arena = &p.result->arena;
	c.title = "x";
	c.index = -1;
	c.node = tree->dt->nodes;
	channel_init(&c.channel, &t, 10);
	ck_assert_int_eq(probe_ask(&p, &c, &q), ANSWER_CALL_UNSUPPORTED);
	ck_assert_ptr_nonnull(findings_of(&p.result->findings, RULE_PROBE_HYPERVISOR_REFUSES));
	ck_assert_ptr_null(findings_of(&p.result->findings, RULE_PROBE_DOORBELL_UNSUPPORTED));
	sdc_result_free(p.result);
}
END_TEST

/* As many agents as ids can tell apart. */
START_TEST(many_agents)
{
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_SIM, .firmware = &fixture.handle
	};

	fixture_init(&fixture, 255);
	tree = fixture_big_tree(255);
	ck_assert_int_eq(sdc_probe(tree, &o, &probe, &error), 0);
	ck_assert_uint_eq(sdc_probe_channel_count(probe), 255);
	ck_assert_uint_eq(sdc_result_finding_count(sdc_probe_result(probe)), 0);
	ck_assert_uint_eq(sdc_probe_channel(probe, 254)->n_names, 255);
}
END_TEST

START_TEST(names_of_things)
{
	size_t n = 0;

	while (sdc_sim_fault_name(n))
		n++;
	ck_assert_uint_ge(n, 25);
	ck_assert_str_eq(sdc_role_name(SDC_ROLE_HOST), "host");
	ck_assert_str_eq(sdc_channel_state_name(SDC_CHANNEL_LEFT_ALONE), "left-alone");
	ck_assert_str_eq(sdc_channel_state_name(SDC_CHANNEL_UNREACHABLE), "unreachable");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe");
	TCase *tc = tcase_create("probe");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, everything_is_learned);
	tcase_add_test(tc, a_part_of_the_list_is_not_believed);
	tcase_add_test(tc, permissions_are_not_asked_for);
	tcase_add_test(tc, host_node_is_a_channel_of_its_own);
	tcase_add_test(tc, single_agent);
	tcase_add_test(tc, fixture_two_cells_need_discovery);
	tcase_add_test(tc, prediction_with_some_left_alone);
	tcase_add_test(tc, two_doorbells_one_agent);
	tcase_add_test(tc, options_that_make_no_sense);
	tcase_add_test(tc, what_is_touched_is_said);
	tcase_add_test(tc, hypervisor_refuses);
	tcase_add_test(tc, many_agents);
	tcase_add_test(tc, names_of_things);
	return unit_main(s);
}
