// SPDX-License-Identifier: BSD-2-Clause
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "machine.h"

/* Which channels a transport reaches and which it leaves alone. */

static struct machine m;

static void setup(void)
{
	machine_setup(&m);
}

static void teardown(void)
{
	machine_teardown(&m);
}

START_TEST(passive_looks_and_writes_nothing)
{
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_PASSIVE, .mem_base = MACHINE_BASE
	};
	struct sdc_probe *p;

	machine_pages(&m, "mem");
	machine_shell(&m, "cp mem before && chmod 400 mem");
	o.mem = machine_at(&m, "mem");
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_LOOKED_AT), MACHINE_AGENTS);
	ck_assert_uint_eq(sdc_result_finding_count(sdc_probe_result(p)), 0);
	for (size_t i = 0; i < MACHINE_AGENTS; i++) {
		ck_assert_uint_eq(sdc_probe_channel(p, i)->words_written, 0);
		ck_assert_uint_eq(sdc_probe_channel(p, i)->messages, 0);
	}
	sdc_probe_free(p);
	machine_shell(&m, "cmp mem before");
}
END_TEST

START_TEST(pages_beyond_the_file_are_findings)
{
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_PASSIVE, .mem_base = MACHINE_BASE
	};
	struct sdc_probe *p;

	machine_pages(&m, "mem");
	machine_shell(&m, "truncate -s 8196 mem");
	o.mem = machine_at(&m, "mem");
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_LOOKED_AT), 2);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_UNREACHABLE), 2);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-page-unreachable"));
	sdc_probe_free(p);
	o.mem_base = MACHINE_BASE + 0x1000;
	p = machine_probe(&m, &o);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-page-unreachable"));
	sdc_probe_free(p);
}
END_TEST

START_TEST(claimed_sram_is_named)
{
	static const char *const replace[] = { "compatible = \"test,board\";",
		"compatible = \"test,board\"; sram { compatible = \"mmio-sram\"; ranges;"
		" #address-cells = <2>; #size-cells = <2>;"
		" in_sram: s@1000 { compatible = \"arm,scmi-shmem\"; reg = <0 0x1000 0 0x1000>; };"
		" };",
		"&shm2", "&in_sram", NULL };
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_PASSIVE, .mem_base = MACHINE_BASE
	};
	struct sdc_probe *p;

	sdc_tree_free(m.tree);
	m.tree = fixture_tree(replace);
	machine_pages(&m, "mem");
	o.mem = machine_at(&m, "mem");
	p = machine_probe(&m, &o);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-page-claimed"));
	ck_assert_ptr_null(fixture_finding(p, "probe-page-unreachable"));
	sdc_probe_free(p);
}
END_TEST

START_TEST(nothing_to_open)
{
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_SMC, .root = m.dir
	};
	struct sdc_probe *p;

	ck_assert_int_eq(sdc_probe(m.tree, &o, &p, &m.error), -SDC_EIO);
	ck_assert_ptr_nonnull(strstr(m.error.text, "kernel module"));
	o.transport = SDC_TRANSPORT_HVC;
	ck_assert_int_eq(sdc_probe(m.tree, &o, &p, &m.error), -SDC_EIO);
	o.transport = SDC_TRANSPORT_AUTO;
	ck_assert_int_eq(sdc_probe(m.tree, &o, &p, &m.error), -SDC_EIO);
	ck_assert_ptr_nonnull(strstr(m.error.text, "/dev/mem"));
	o.transport = SDC_TRANSPORT_RAW;
	ck_assert_int_eq(sdc_probe(m.tree, &o, &p, &m.error), -SDC_EIO);
	o.transport = SDC_TRANSPORT_UNIX;
	ck_assert_int_eq(sdc_probe(m.tree, &o, &p, &m.error), -SDC_EARG);
	o.socket = machine_at(&m, "none");
	ck_assert_int_eq(sdc_probe(m.tree, &o, &p, &m.error), -SDC_EIO);
	o.transport = SDC_TRANSPORT_SIM;
	ck_assert_int_eq(sdc_probe(m.tree, &o, &p, &m.error), -SDC_EARG);
	o.timeout_ms = UINT32_MAX;
	ck_assert_int_eq(sdc_probe(m.tree, &o, &p, &m.error), -SDC_EARG);
}
END_TEST

/* A file is no kernel module: the doorbell fails, and the channels are given back free. */
START_TEST(module_that_refuses)
{
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_AUTO, .root = m.dir
	};
	uint32_t status = 0;
	struct sdc_probe *p;
	int fd;

	machine_shell(&m, "mkdir dev && truncate -s 1207959552 dev/scmi-doorbell");
	fd = open(machine_at(&m, "dev/scmi-doorbell"), O_RDWR);
	status = SMT_FREE;
	for (unsigned int i = 0; i < MACHINE_AGENTS; i++)
		ck_assert_int_eq(pwrite(fd, &status, 4, MACHINE_BASE + 0x1000 * i + SMT_STATUS), 4);
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_SILENT), MACHINE_AGENTS);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-doorbell-failed"));
	sdc_probe_free(p);
	for (unsigned int i = 0; i < MACHINE_AGENTS; i++) {
		ck_assert_int_eq(pread(fd, &status, 4, MACHINE_BASE + 0x1000 * i + SMT_STATUS), 4);
		ck_assert_uint_eq(status, SMT_FREE);
	}
	close(fd);
}
END_TEST

START_TEST(kernel_owns_its_channel)
{
	static const uint32_t mine[] = { 0 }, free_ones[] = { 2, 3 };
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_SMC, .root = m.dir
	};
	struct sdc_probe *p;

	machine_bind_driver(&m);
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_LEFT_ALONE), 1);
	ck_assert_str_eq(fixture_finding(p, "probe-channel-owned")->message,
		"agent 0 (doorbell 0x82000002): left alone: the running kernel's arm-scmi driver "
		"owns it");
	sdc_probe_free(p);
	o.all = true;
	ck_assert_int_eq(sdc_probe(m.tree, &o, &p, &m.error), -SDC_EARG);
	o.all = false;
	o.agents = mine;
	o.n_agents = 1;
	ck_assert_int_eq(sdc_probe(m.tree, &o, &p, &m.error), -SDC_EARG);
	ck_assert_ptr_nonnull(strstr(m.error.text, "force"));
	o.force = true;
	sdc_probe_free(machine_probe(&m, &o));
	o.force = false;
	o.agents = free_ones;
	o.n_agents = 2;
	p = machine_probe(&m, &o);
	ck_assert_ptr_null(fixture_finding(p, "probe-channel-owned"));
	sdc_probe_free(p);
}
END_TEST

START_TEST(started_guests_own_theirs)
{
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_SMC, .root = m.dir
	};
	struct sdc_probe *p;

	machine_shell(&m,
		"mkdir -p dev sys/hypervisor var/lib/xen && truncate -s 1207959552 dev/scmi-doorbell &&"
		"echo xen >sys/hypervisor/type && cd var/lib/xen &&"
		"echo '{\"b_info\":{\"arch_arm\":{\"arm_sci\":{\"type\":\"scmi_smc_multiagent\","
		"\"agent_id\":3}}}}' >userdata-d.1.x.libxl-json &&"
		"echo '{\"b_info\":[}' >userdata-d.2.x.libxl-json && echo x >other");
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_LEFT_ALONE), 1);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-of-guest"));
	sdc_probe_free(p);
	/* Without a hypervisor the files are somebody's leftovers. */
	machine_shell(&m, "echo none >sys/hypervisor/type");
	p = machine_probe(&m, &o);
	ck_assert_ptr_null(fixture_finding(p, "probe-channel-of-guest"));
	sdc_probe_free(p);
}
END_TEST

/* What a domain cannot read says nothing about the page, and nothing is predicted from its tree. */
START_TEST(domains_see_their_own_pages)
{
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_PASSIVE, .root = m.dir
	};
	const struct sdc_finding *f;
	struct sdc_probe *p;

	machine_shell(
		&m, "mkdir -p dev sys/hypervisor && : >dev/mem && echo xen >sys/hypervisor/type");
	p = machine_probe(&m, &o);
	f = fixture_finding(p, "probe-page-unreachable");
	ck_assert_ptr_nonnull(f);
	ck_assert_ptr_nonnull(f->hint);
	ck_assert(sdc_result_prediction(sdc_probe_result(p))->none);
	sdc_probe_free(p);
	machine_shell(&m, "echo none >sys/hypervisor/type");
	p = machine_probe(&m, &o);
	f = fixture_finding(p, "probe-page-unreachable");
	ck_assert_ptr_nonnull(f);
	ck_assert_ptr_null(f->hint);
	sdc_probe_free(p);
}
END_TEST

START_TEST(domains_of_the_tree_are_started)
{
	static const char *const replace[] = { "xen {",
		"domU1 { compatible = \"xen,domain\"; xen,sci_type = \"scmi_smc_multiagent\";"
		" xen,sci-agent-id = <2>; }; xen {",
		NULL };
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_SMC, .root = m.dir
	};
	struct sdc_probe *p;

	sdc_tree_free(m.tree);
	m.tree = fixture_tree(replace);
	machine_shell(&m,
		"mkdir -p dev proc/device-tree/hypervisor && truncate -s 1207959552 dev/scmi-doorbell &&"
		"printf 'xen,xen-4.17\\0xen,xen\\0' >proc/device-tree/hypervisor/compatible");
	p = machine_probe(&m, &o);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-of-guest"));
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_LEFT_ALONE), 1);
	sdc_probe_free(p);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("transports");
	TCase *tc = tcase_create("transports");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, passive_looks_and_writes_nothing);
	tcase_add_test(tc, pages_beyond_the_file_are_findings);
	tcase_add_test(tc, claimed_sram_is_named);
	tcase_add_test(tc, nothing_to_open);
	tcase_add_test(tc, module_that_refuses);
	tcase_add_test(tc, kernel_owns_its_channel);
	tcase_add_test(tc, started_guests_own_theirs);
	tcase_add_test(tc, domains_see_their_own_pages);
	tcase_add_test(tc, domains_of_the_tree_are_started);
	return unit_main(s);
}
