// SPDX-License-Identifier: BSD-2-Clause
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../unit/unit.h"
#include "fixture.h"

/* What is written of a probe: reports, and the description of the firmware. */

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

/* A saved description decides as the live probe did. */
START_TEST(saved_is_what_was_learned)
{
	struct sdc_probe_options o = { .size = sizeof(o), .permissions = true };
	struct sdc_check_options check = { .size = sizeof(check), .xen = SDC_XEN_AUTO };
	char path[] = "/tmp/probe-saved-XXXXXX";
	struct sdc_firmware *fw = NULL;
	struct sdc_result *r;
	FILE *f;

	fixture.agents[2].name = "a \"b\\c";
	fixture.fw.reset_agent_configuration = false;
	run(fixture_two_cells, o);
	f = fdopen(mkstemp(path), "w");
	ck_assert_int_eq(sdc_probe_save(f, probe, &error), 0);
	fclose(f);
	ck_assert_msg(!sdc_firmware_load(path, &fw, &error), "%s", error.text);
	ck_assert_uint_eq(fw->fw->n_agents, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct fw_agent *a = &fw->fw->agents[i], *b = &fixture.agents[i];

		ck_assert_uint_eq(a->id, b->id);
		ck_assert_uint_eq(a->smc_id, b->smc_id);
		ck_assert_uint_eq(a->page, b->page);
		ck_assert_uint_eq(a->page_size, b->page_size);
		ck_assert_int_eq(a->trusted, b->trusted);
		ck_assert_uint_eq(a->n_protocols, 8);
		ck_assert_uint_eq(a->protocols[3].count, 8);
	}
	ck_assert_str_eq(fw->fw->agents[2].name, "a \"b\\c");
	ck_assert(fw->fw->discover_agent && fw->fw->set_device_permissions);
	ck_assert(!fw->fw->reset_agent_configuration);
	check.firmware = fw;
	ck_assert_int_eq(sdc_check(tree, &check, &r, &error), 0);
	ck_assert_int_eq(sdc_result_prediction(r)->verdict,
		sdc_result_prediction(sdc_probe_result(probe))->verdict);
	ck_assert(!sdc_result_prediction(r)->firmware_decides);
	sdc_result_free(r);
	sdc_firmware_free(fw);
	unlink(path);
}
END_TEST

/* What is wrong with the table is not put into the description of the firmware. */
static void saved_loads(size_t n_agents)
{
	char path[] = "/tmp/probe-saved-XXXXXX";
	struct sdc_firmware *fw = NULL;
	FILE *f = fdopen(mkstemp(path), "w");

	ck_assert_int_eq(sdc_probe_save(f, probe, &error), 0);
	fclose(f);
	ck_assert_msg(!sdc_firmware_load(path, &fw, &error), "%s", error.text);
	ck_assert_uint_eq(fw->fw->n_agents, n_agents);
	sdc_firmware_free(fw);
	unlink(path);
}

START_TEST(saved_once_per_doorbell_and_id)
{
	static const char *const replace[] = { "<0x82000005 &shm3 3>", "<0x82000004 &shm2 3>",
		NULL };

	run(replace, plain);
	saved_loads(3);
	fixture.agents[3].id = 2;
	run(NULL, plain);
	saved_loads(3);
	fixture.agents[3].id = 0x100;
	run(NULL, plain);
	saved_loads(4);
}
END_TEST

START_TEST(nothing_to_save)
{
	struct sdc_probe_options o = { .size = sizeof(o), .fault = "never-free" };
	FILE *f = fopen("/dev/null", "w");

	run(NULL, o);
	ck_assert_int_eq(sdc_probe_save(f, probe, &error), -SDC_EINPUT);
	fclose(f);
}
END_TEST

static char *reported(enum sdc_format format)
{
	struct sdc_report_options opts = { .size = sizeof(opts), .format = format };
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	ck_assert_int_eq(sdc_probe_report(f, probe, &opts, &error), 0);
	fclose(f);
	return text;
}

START_TEST(reports)
{
	struct sdc_probe_options o = { .size = sizeof(o),
		.names = true,
		.count = 3,
		.permissions = true,
		.fault = "agent-id=3@0x82000004" };
	json_t *root;
	char *text;

	run(NULL, o);
	text = reported(SDC_JSON);
	root = json_loads(text, 0, NULL);
	ck_assert_ptr_nonnull(root);
	ck_assert_uint_eq(json_array_size(json_object_get(root, "channels")), 4);
	ck_assert_ptr_nonnull(json_object_get(json_object_get(root, "report"), "findings"));
	json_decref(root);
	free(text);
	text = reported(SDC_TEXT);
	ck_assert_ptr_nonnull(
		strstr(text, "\n    0x14 clock 1.0, 8 resources; messages 0x0-0x7\n"));
	ck_assert_ptr_nonnull(strstr(text, "\n        7 clock7\n"));
	ck_assert_ptr_nonnull(strstr(text, "[probe-agent-id]"));
	free(text);
	text = reported(SDC_GCC);
	ck_assert_ptr_null(strstr(text, "clock7"));
	free(text);
	text = reported(SDC_SARIF);
	root = json_loads(text, 0, NULL);
	ck_assert_ptr_nonnull(root);
	json_decref(root);
	free(text);
	/* A disk that is full. */
	{
		struct sdc_report_options opts = { .size = sizeof(opts), .format = SDC_TEXT };
		FILE *f = fopen("/dev/full", "w");

		ck_assert_int_eq(sdc_probe_report(f, probe, &opts, &error), -SDC_EIO);
		fclose(f);
		f = fopen("/dev/full", "w");
		ck_assert_int_eq(sdc_probe_save(f, probe, &error), -SDC_EIO);
		fclose(f);
	}
}
END_TEST

/* Who may set what: every agent each clock's rate is what a description of 3.0 restricts. */
START_TEST(access_in_json)
{
	static const struct fact rights[] = {
		{ .key = FACT_MAY_SET_STATE, .number = 0 },
		{ .key = FACT_MAY_SET_PARENT, .number = 0 },
		{ .key = FACT_MAY_SET_RATE, .number = 1 },
	};
	static const struct fw_resource clock = {
		.id = 0, .name = "clock0", .facts = rights, .n_facts = 3
	};
	static const struct fw_protocol clocks = { .id = 0x14,
		.has_count = true,
		.count = 2,
		.version = 0x30000,
		.resources = { &clock },
		.n_resources = { 1 } };
	struct sdc_probe_options o = { .size = sizeof(o), .deep = true };
	json_t *root, *rows, *row = NULL, *agent;
	char *text;

	fixture.agents[2].protocols = &clocks;
	fixture.agents[2].n_protocols = 1;
	run(NULL, o);
	text = reported(SDC_JSON);
	root = json_loads(text, 0, NULL);
	rows = json_object_get(root, "access");
	ck_assert_uint_gt(json_array_size(rows), 0);
	for (size_t i = 0; i < json_array_size(rows); i++) {
		row = json_array_get(rows, i);
		if (json_integer_value(json_object_get(row, "protocol")) == 0x14)
			break;
	}
	ck_assert_int_eq(json_integer_value(json_object_get(row, "protocol")), 0x14);
	ck_assert_int_eq(json_integer_value(json_object_get(row, "last")), 0);
	ck_assert_str_eq(json_string_value(json_object_get(row, "name")), "clock0");
	ck_assert_uint_eq(json_array_size(json_object_get(row, "agents")), 4);
	for (size_t i = 0; i < 4; i++) {
		json_t *may;

		agent = json_array_get(json_object_get(row, "agents"), i);
		may = json_object_get(agent, "may_set");
		if (json_integer_value(json_object_get(agent, "agent_id")) != 2) {
			ck_assert(json_is_null(may));
			continue;
		}
		ck_assert_uint_eq(json_array_size(may), 1);
		ck_assert_str_eq(json_string_value(json_array_get(may, 0)), "rate");
	}
	json_decref(root);
	free(text);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe's outputs");
	TCase *tc = tcase_create("outputs");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, saved_is_what_was_learned);
	tcase_add_test(tc, saved_once_per_doorbell_and_id);
	tcase_add_test(tc, nothing_to_save);
	tcase_add_test(tc, reports);
	tcase_add_test(tc, access_in_json);
	return unit_main(s);
}
