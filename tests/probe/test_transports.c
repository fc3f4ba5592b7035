// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "../unit/unit.h"
#include "fixture.h"
#include "probe/server.h"
#include "scmi/proto.h"

/* The transports against what stands for a machine: files, sockets, a pseudo terminal. */

#define BASE   0x47ff0000u
#define AGENTS 4u

static char dir[] = "/tmp/probe-root-XXXXXX";
static struct fixture fixture;
static struct sdc_tree *tree;
static struct sdc_error error;

static const char *at(const char *name)
{
	static char paths[4][256];
	static unsigned int n;

	n = (n + 1) % 4;
	snprintf(paths[n], sizeof(paths[n]), "%s/%s", dir, name);
	return paths[n];
}

static void shell(const char *command)
{
	char line[1024];

	snprintf(line, sizeof(line), "cd %s && { %s; }", dir, command);
	ck_assert_int_eq(system(line), 0);
}

static void setup(void)
{
	strcpy(dir + strlen(dir) - 6, "XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	fixture_init(&fixture, AGENTS);
	tree = fixture_tree(NULL);
}

static void teardown(void)
{
	sdc_tree_free(tree);
	shell("rm -rf -- \"$PWD\"");
}

/* A file with the four pages, set up as a platform does. */
static void make_pages(const char *name)
{
	static uint32_t pages[AGENTS][0x400];
	FILE *f = fopen(at(name), "w");

	ck_assert_ptr_nonnull(f);
	for (unsigned int i = 0; i < AGENTS; i++)
		server_reset_page(pages[i], sizeof(pages[i]));
	ck_assert_uint_eq(fwrite(pages, sizeof(pages), 1, f), 1);
	fclose(f);
}

static struct sdc_probe *probe(const struct sdc_probe_options *o)
{
	struct sdc_probe *p = NULL;
	int rc = sdc_probe(tree, o, &p, &error);

	ck_assert_msg(!rc, "%s", error.text);
	return p;
}

static unsigned int in_state(const struct sdc_probe *p, enum sdc_channel_state state)
{
	unsigned int n = 0;

	for (size_t i = 0; i < sdc_probe_channel_count(p); i++)
		n += sdc_probe_channel(p, i)->state == state;
	return n;
}

START_TEST(passive_looks_and_writes_nothing)
{
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_PASSIVE, .mem_base = BASE };
	struct sdc_probe *p;

	make_pages("mem");
	shell("cp mem before && chmod 400 mem");
	o.mem = at("mem");
	p = probe(&o);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_LOOKED_AT), AGENTS);
	ck_assert_uint_eq(sdc_result_finding_count(sdc_probe_result(p)), 0);
	for (size_t i = 0; i < AGENTS; i++) {
		ck_assert_uint_eq(sdc_probe_channel(p, i)->words_written, 0);
		ck_assert_uint_eq(sdc_probe_channel(p, i)->messages, 0);
	}
	sdc_probe_free(p);
	shell("cmp mem before");
}
END_TEST

START_TEST(pages_beyond_the_file_are_findings)
{
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_PASSIVE, .mem_base = BASE };
	struct sdc_probe *p;

	make_pages("mem");
	shell("truncate -s 8196 mem");
	o.mem = at("mem");
	p = probe(&o);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_LOOKED_AT), 2);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_UNREACHABLE), 2);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-page-unreachable"));
	sdc_probe_free(p);
	o.mem_base = BASE + 0x1000;
	p = probe(&o);
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
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_PASSIVE, .mem_base = BASE };
	struct sdc_probe *p;

	sdc_tree_free(tree);
	tree = fixture_tree(replace);
	make_pages("mem");
	o.mem = at("mem");
	p = probe(&o);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-page-claimed"));
	ck_assert_ptr_null(fixture_finding(p, "probe-page-unreachable"));
	sdc_probe_free(p);
}
END_TEST

START_TEST(nothing_to_open)
{
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_SMC, .root = dir };
	struct sdc_probe *p;

	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EIO);
	ck_assert_ptr_nonnull(strstr(error.text, "kernel module"));
	o.transport = SDC_TRANSPORT_HVC;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EIO);
	o.transport = SDC_TRANSPORT_AUTO;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EIO);
	ck_assert_ptr_nonnull(strstr(error.text, "/dev/mem"));
	o.transport = SDC_TRANSPORT_RAW;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EIO);
	o.transport = SDC_TRANSPORT_UNIX;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EARG);
	o.socket = at("none");
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EIO);
	o.transport = SDC_TRANSPORT_SIM;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EARG);
	o.timeout_ms = UINT32_MAX;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EARG);
}
END_TEST

/* A file is no kernel module: the doorbell fails, and the channels are given back free. */
START_TEST(module_that_refuses)
{
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_AUTO, .root = dir };
	uint32_t status = 0;
	struct sdc_probe *p;
	int fd;

	shell("mkdir dev && truncate -s 1207959552 dev/scmi-doorbell");
	fd = open(at("dev/scmi-doorbell"), O_RDWR);
	status = SMT_FREE;
	for (unsigned int i = 0; i < AGENTS; i++)
		ck_assert_int_eq(pwrite(fd, &status, 4, BASE + 0x1000 * i + SMT_STATUS), 4);
	p = probe(&o);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_SILENT), AGENTS);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-doorbell-failed"));
	sdc_probe_free(p);
	for (unsigned int i = 0; i < AGENTS; i++) {
		ck_assert_int_eq(pread(fd, &status, 4, BASE + 0x1000 * i + SMT_STATUS), 4);
		ck_assert_uint_eq(status, SMT_FREE);
	}
	close(fd);
}
END_TEST

/* The kernel's driver is bound to /firmware/scmi, whose channel is the table's agent 0. */
static void bind_driver(void)
{
	shell("mkdir -p dev sys/bus/platform/drivers/arm-scmi/firmware:scmi &&"
	      "ln -s ../../../../../firmware/devicetree/base/firmware/scmi"
	      " sys/bus/platform/drivers/arm-scmi/firmware:scmi/of_node &&"
	      "truncate -s 1207959552 dev/scmi-doorbell");
}

START_TEST(kernel_owns_its_channel)
{
	static const uint32_t mine[] = { 0 }, free_ones[] = { 2, 3 };
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_SMC, .root = dir };
	struct sdc_probe *p;

	bind_driver();
	p = probe(&o);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_LEFT_ALONE), 1);
	ck_assert_str_eq(fixture_finding(p, "probe-channel-owned")->message,
		"agent 0 (doorbell 0x82000002): left alone: the running kernel's arm-scmi driver "
		"owns it");
	sdc_probe_free(p);
	o.all = true;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EARG);
	o.all = false;
	o.agents = mine;
	o.n_agents = 1;
	ck_assert_int_eq(sdc_probe(tree, &o, &p, &error), -SDC_EARG);
	ck_assert_ptr_nonnull(strstr(error.text, "force"));
	o.force = true;
	sdc_probe_free(probe(&o));
	o.force = false;
	o.agents = free_ones;
	o.n_agents = 2;
	p = probe(&o);
	ck_assert_ptr_null(fixture_finding(p, "probe-channel-owned"));
	sdc_probe_free(p);
}
END_TEST

START_TEST(started_guests_own_theirs)
{
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_SMC, .root = dir };
	struct sdc_probe *p;

	shell("mkdir -p dev sys/hypervisor var/lib/xen && truncate -s 1207959552 dev/scmi-doorbell &&"
	      "echo xen >sys/hypervisor/type && cd var/lib/xen &&"
	      "echo '{\"b_info\":{\"arch_arm\":{\"arm_sci\":{\"type\":\"scmi_smc_multiagent\","
	      "\"agent_id\":3}}}}' >userdata-d.1.x.libxl-json &&"
	      "echo '{\"b_info\":[}' >userdata-d.2.x.libxl-json && echo x >other");
	p = probe(&o);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_LEFT_ALONE), 1);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-of-guest"));
	sdc_probe_free(p);
	/* Without a hypervisor the files are somebody's leftovers. */
	shell("echo none >sys/hypervisor/type");
	p = probe(&o);
	ck_assert_ptr_null(fixture_finding(p, "probe-channel-of-guest"));
	sdc_probe_free(p);
}
END_TEST

/* What a domain cannot read says nothing about the page, and nothing is predicted from its tree. */
START_TEST(domains_see_their_own_pages)
{
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_PASSIVE, .root = dir };
	const struct sdc_finding *f;
	struct sdc_probe *p;

	shell("mkdir -p dev sys/hypervisor && : >dev/mem && echo xen >sys/hypervisor/type");
	p = probe(&o);
	f = fixture_finding(p, "probe-page-unreachable");
	ck_assert_ptr_nonnull(f);
	ck_assert_ptr_nonnull(f->hint);
	ck_assert(sdc_result_prediction(sdc_probe_result(p))->none);
	sdc_probe_free(p);
	shell("echo none >sys/hypervisor/type");
	p = probe(&o);
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
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_SMC, .root = dir };
	struct sdc_probe *p;

	sdc_tree_free(tree);
	tree = fixture_tree(replace);
	shell("mkdir -p dev proc/device-tree/hypervisor && truncate -s 1207959552 dev/scmi-doorbell &&"
	      "printf 'xen,xen-4.17\\0xen,xen\\0' >proc/device-tree/hypervisor/compatible");
	p = probe(&o);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-of-guest"));
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_LEFT_ALONE), 1);
	sdc_probe_free(p);
}
END_TEST

/* A register in a file: what was in it, and what the doorbell leaves there. */
static uint32_t ring_register(struct sdc_mmio_doorbell mmio, uint32_t before)
{
	struct sdc_probe_options o = {
		.transport = SDC_TRANSPORT_MMIO, .mem_base = BASE, .timeout_ms = 1, .mmio = mmio
	};
	struct sdc_probe *p;
	uint32_t value = 0;
	int fd;

	make_pages("mem");
	shell("truncate -s 20480 mem");
	fd = open(at("mem"), O_RDWR);
	ck_assert_int_eq(pwrite(fd, &before, 4, 0x4100), 4);
	o.mem = at("mem");
	p = probe(&o);
	/* Nobody answers: the channel is the platform's now. */
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-stuck"));
	sdc_probe_free(p);
	ck_assert_int_eq(pread(fd, &value, 4, 0x4100), 4);
	close(fd);
	return value;
}

START_TEST(registers_are_written)
{
	uint64_t reg = BASE + 0x4100;

	ck_assert_uint_eq(
		ring_register((struct sdc_mmio_doorbell){ reg, 32, 0x10, 0 }, 0xff0000ff), 0x10);
	ck_assert_uint_eq(
		ring_register((struct sdc_mmio_doorbell){ reg, 32, 0x10, 0xf0 }, 0xff0000ff),
		0xff00001f);
	ck_assert_uint_eq(
		ring_register((struct sdc_mmio_doorbell){ reg + 1, 8, 0x77, 0 }, 0), 0x7700);
	ck_assert_uint_eq(
		ring_register((struct sdc_mmio_doorbell){ reg + 2, 16, 0x1234, 0 }, 1), 0x12340001);
	ck_assert_uint_eq(ring_register((struct sdc_mmio_doorbell){ reg, 64, 0x55, 0 }, 1), 0x55);
}
END_TEST

START_TEST(no_register)
{
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_MMIO, .mem_base = BASE };
	struct sdc_probe *p;

	make_pages("mem");
	o.mem = at("mem");
	p = probe(&o);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_UNREACHABLE), AGENTS);
	sdc_probe_free(p);
	o.mmio = (struct sdc_mmio_doorbell){ BASE + 2, 32, 1, 0 };
	p = probe(&o);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_UNREACHABLE), AGENTS);
	sdc_probe_free(p);
}
END_TEST

START_TEST(mailbox_of_the_tree)
{
	static const char *const replace[] = { "compatible = \"test,board\";",
		"compatible = \"test,board\"; mhu: mhu@47ff4000 {"
		" compatible = \"arm,mhu-doorbell\"; reg = <0 0x47ff4000 0 0x1000>;"
		" #mbox-cells = <2>; };",
		"arm,smc-id = <0x82000003>;", "arm,smc-id = <0x82000003>; mboxes = <&mhu 1 3>;",
		NULL };
	static const uint32_t smc_id[] = { 0x82000003 };
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_MMIO,
		.mem_base = BASE,
		.timeout_ms = 1,
		.smc_ids = smc_id,
		.n_smc_ids = 1 };
	uint32_t value = 0;
	int fd;

	sdc_tree_free(tree);
	tree = fixture_tree(replace);
	make_pages("mem");
	shell("truncate -s 20480 mem");
	o.mem = at("mem");
	sdc_probe_free(probe(&o));
	fd = open(at("mem"), O_RDONLY);
	/* High priority, this side's registers, SET. */
	ck_assert_int_eq(pread(fd, &value, 4, 0x4000 + 0x20 + 0x100 + 0x8), 4);
	ck_assert_uint_eq(value, 1u << 3);
	close(fd);
}
END_TEST

/* Mailboxes that give no register. */
START_TEST(mailboxes_that_are_none)
{
	static const char *const boxes[] = { "mboxes = <&mhu 3 3>;", "mboxes = <&mhu 1 32>;",
		"mboxes = <&mhu>;", "mboxes = <0x77 1 3>;", "mboxes = <&shm2>;" };
	static const uint32_t smc_id[] = { 0x82000003 };
	struct sdc_probe_options o = {
		.transport = SDC_TRANSPORT_MMIO, .mem_base = BASE, .smc_ids = smc_id, .n_smc_ids = 1
	};

	make_pages("mem");
	o.mem = at("mem");
	for (size_t i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++) {
		char text[128];
		const char *replace[] = { "compatible = \"test,board\";",
			"compatible = \"test,board\"; mhu: mhu@47ff4000 {"
			" compatible = \"arm,mhu-doorbell\"; reg = <0 0x47ff4000 0 0x1000>;"
			" #mbox-cells = <2>; };",
			"arm,smc-id = <0x82000003>;", text, NULL };
		struct sdc_probe *p;

		snprintf(text, sizeof(text), "arm,smc-id = <0x82000003>; %s", boxes[i]);
		sdc_tree_free(tree);
		tree = fixture_tree(replace);
		p = probe(&o);
		ck_assert_ptr_nonnull(fixture_finding(p, "probe-page-unreachable"));
		ck_assert_uint_eq(sdc_probe_channel(p, 0)->words_written, 0);
		sdc_probe_free(p);
	}
}
END_TEST

/* The unix transport with the simulator behind it. */

struct serving {
	pthread_t thread;
	int ready[2], stop[2];
	const char *fault;
	char socket[256];
	int rc;
};

static void is_ready(void *ctx)
{
	struct serving *s = ctx;

	ck_assert_int_eq(write(s->ready[1], "r", 1), 1);
}

static void *serve(void *ctx)
{
	struct serving *s = ctx;
	struct sdc_error err;

	s->rc = sdc_sim_serve(
		&fixture.handle, s->socket, NULL, BASE, s->fault, s->stop[0], is_ready, s, &err);
	return NULL;
}

static void serving_start(struct serving *s, const char *fault)
{
	char c;

	s->fault = fault;
	snprintf(s->socket, sizeof(s->socket), "%s/socket", dir);
	ck_assert_int_eq(pipe(s->ready) | pipe(s->stop), 0);
	ck_assert_int_eq(pthread_create(&s->thread, NULL, serve, s), 0);
	ck_assert_int_eq(read(s->ready[0], &c, 1), 1);
}

static void serving_stop(struct serving *s)
{
	ck_assert_int_eq(write(s->stop[1], "s", 1), 1);
	pthread_join(s->thread, NULL);
	ck_assert_int_eq(s->rc, 0);
	ck_assert_int_ne(access(s->socket, F_OK), 0);
	for (int i = 0; i < 2; i++) {
		close(s->ready[i]);
		close(s->stop[i]);
	}
}

START_TEST(unix_round_trip)
{
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_UNIX,
		.mem_base = BASE,
		.names = true,
		.permissions = true,
		.count = 10 };
	struct serving s;
	struct sdc_probe *p;

	serving_start(&s, NULL);
	o.socket = s.socket;
	/* One client after the other. */
	for (int i = 0; i < 2; i++) {
		p = probe(&o);
		ck_assert_uint_eq(in_state(p, SDC_CHANNEL_ANSWERS), AGENTS);
		ck_assert_uint_eq(sdc_result_finding_count(sdc_probe_result(p)), 0);
		ck_assert_int_eq(sdc_result_prediction(sdc_probe_result(p))->verdict, SDC_ACCEPT);
		ck_assert_uint_eq(sdc_probe_channel(p, 0)->n_timed, 10);
		sdc_probe_free(p);
	}
	serving_stop(&s);
}
END_TEST

START_TEST(unix_with_a_fault)
{
	struct sdc_probe_options o = {
		.transport = SDC_TRANSPORT_UNIX, .mem_base = BASE, .timeout_ms = 20
	};
	struct serving s;
	struct sdc_probe *p;

	serving_start(&s, "never-free@0x82000004+20");
	o.socket = s.socket;
	p = probe(&o);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_ANSWERS), AGENTS - 1);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_BROKEN), 1);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-stuck"));
	sdc_probe_free(p);
	/* The channel stays busy, and is not written to. */
	p = probe(&o);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-busy"));
	sdc_probe_free(p);
	serving_stop(&s);
}
END_TEST

/* A server that takes the doorbell and goes away, and one that never answers. */
static void *vanish(void *ctx)
{
	int fd = accept(*(int *)ctx, NULL, NULL);
	char bytes[4];

	ck_assert_int_eq(read(fd, bytes, 4), 4);
	close(fd);
	return NULL;
}

START_TEST(unix_server_that_vanishes)
{
	struct sdc_probe_options o = {
		.transport = SDC_TRANSPORT_UNIX, .mem_base = BASE, .timeout_ms = 20
	};
	struct serving s;
	struct sdc_probe *p;
	pthread_t thread;
	int listener;

	/* The server's pages are left behind; another one takes its place. */
	serving_start(&s, NULL);
	serving_stop(&s);
	listener = fixture_listen(s.socket);
	ck_assert_int_ge(listener, 0);
	ck_assert_int_eq(pthread_create(&thread, NULL, vanish, &listener), 0);
	o.socket = s.socket;
	p = probe(&o);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_SILENT), AGENTS);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-doorbell-failed"));
	sdc_probe_free(p);
	pthread_join(thread, NULL);
	close(listener);
}
END_TEST

START_TEST(serving_what_cannot_be)
{
	struct sdc_firmware *fw = &fixture.handle;

	fixture.agents[2].page = BASE + 0x2800;
	ck_assert_int_eq(
		sdc_sim_serve(fw, at("s"), NULL, BASE, NULL, -1, NULL, NULL, &error), -SDC_EARG);
	fixture.agents[2].page = BASE + 0x2000;
	ck_assert_int_eq(
		sdc_sim_serve(fw, at("s"), NULL, BASE, "odd", -1, NULL, NULL, &error), -SDC_EARG);
	ck_assert_int_eq(
		sdc_sim_serve(fw, at("no/s"), NULL, BASE, NULL, -1, NULL, NULL, &error), -SDC_EIO);
	shell("mkdir s");
	ck_assert_int_eq(
		sdc_sim_serve(fw, at("s"), NULL, BASE, NULL, -1, NULL, NULL, &error), -SDC_EIO);
}
END_TEST

/* The debug interface of the kernel, played over a pseudo terminal. */

struct raw {
	pthread_t thread;
	int master;
	struct server server;
	struct server_platform platform;
	struct server_agent agent;
	struct server_protocol protocol;
	uint32_t page[0x400];
	bool silent;
};

/* Whole messages in, whole messages out, on a page of the server. */
static void *play_kernel(void *ctx)
{
	struct raw *r = ctx;
	uint32_t words[64];
	ssize_t n;

	while ((n = read(r->master, words, sizeof(words))) >= 4) {
		if (r->silent)
			continue;
		server_reset_page(r->page, sizeof(r->page));
		r->page[SMT_STATUS / 4] = 0;
		r->page[SMT_LENGTH / 4] = (uint32_t)n;
		memcpy(r->page + SMT_HEADER / 4, words, (size_t)n);
		server_ring(&r->server, r->agent.smc_id, r->page, sizeof(r->page));
		n = (ssize_t)r->page[SMT_LENGTH / 4];
		if (write(r->master, r->page + SMT_HEADER / 4, (size_t)n) != n)
			break;
	}
	return NULL;
}

static void raw_start(struct raw *r, bool silent)
{
	struct termios t;
	char command[256];
	int slave;

	memset(r, 0, sizeof(*r));
	r->silent = silent;
	r->protocol = (struct server_protocol){ .id = 0x14, .count = 8 };
	r->agent = (struct server_agent){ .id = 0, .smc_id = 0x82000002 };
	r->platform.agents = &r->agent;
	r->platform.n_agents = 1;
	r->platform.protocols = &r->protocol;
	r->platform.n_protocols = 1;
	server_init(&r->server, &r->platform);
	r->master = posix_openpt(O_RDWR | O_NOCTTY);
	ck_assert_int_eq(grantpt(r->master) | unlockpt(r->master), 0);
	slave = open(ptsname(r->master), O_RDWR | O_NOCTTY);
	ck_assert_int_eq(tcgetattr(slave, &t), 0);
	cfmakeraw(&t);
	ck_assert_int_eq(tcsetattr(slave, TCSANOW, &t), 0);
	snprintf(command, sizeof(command),
		"mkdir -p sys/kernel/debug/scmi/0/raw && ln -s %s sys/kernel/debug/scmi/0/raw/message",
		ptsname(r->master));
	shell(command);
	ck_assert_int_eq(pthread_create(&r->thread, NULL, play_kernel, r), 0);
	/* The slave stays open, so that the master does not end between probes. */
	r->page[0] = (uint32_t)slave;
}

START_TEST(raw_asks_the_kernel)
{
	struct sdc_probe_options o = { .transport = SDC_TRANSPORT_RAW, .root = dir };
	static struct raw r;
	struct sdc_probe *p;

	bind_driver();
	raw_start(&r, false);
	p = probe(&o);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_ANSWERS), 1);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_LEFT_ALONE), AGENTS - 1);
	ck_assert_uint_eq(sdc_probe_channel(p, 1)->protocols[0].count, 8);
	ck_assert_uint_eq(sdc_probe_channel(p, 1)->words_written, 0);
	/* The tree has protocols that this kernel is not served, and it is one agent of four. */
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-protocol-not-served"));
	sdc_probe_free(p);
	pthread_cancel(r.thread);
	pthread_join(r.thread, NULL);
	close(r.master);
}
END_TEST

START_TEST(raw_without_an_answer)
{
	struct sdc_probe_options o = {
		.transport = SDC_TRANSPORT_RAW, .root = dir, .timeout_ms = 20
	};
	static struct raw r;
	struct sdc_probe *p;

	raw_start(&r, true);
	p = probe(&o);
	ck_assert_uint_eq(in_state(p, SDC_CHANNEL_SILENT), 1);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-stuck"));
	sdc_probe_free(p);
	pthread_cancel(r.thread);
	pthread_join(r.thread, NULL);
	close(r.master);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe transports");
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
	tcase_add_test(tc, registers_are_written);
	tcase_add_test(tc, no_register);
	tcase_add_test(tc, mailboxes_that_are_none);
	tcase_add_test(tc, mailbox_of_the_tree);
	tcase_add_test(tc, unix_round_trip);
	tcase_add_test(tc, unix_with_a_fault);
	tcase_add_test(tc, unix_server_that_vanishes);
	tcase_add_test(tc, serving_what_cannot_be);
	tcase_add_test(tc, raw_asks_the_kernel);
	tcase_add_test(tc, raw_without_an_answer);
	return unit_main(s);
}
