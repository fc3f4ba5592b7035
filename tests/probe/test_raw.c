// SPDX-License-Identifier: BSD-2-Clause
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "machine.h"

/* The debug interface of the kernel, played over a pseudo terminal. */

static struct machine m;

static void setup(void)
{
	machine_setup(&m);
}

static void teardown(void)
{
	machine_teardown(&m);
}

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
	machine_shell(&m, command);
	ck_assert_int_eq(pthread_create(&r->thread, NULL, play_kernel, r), 0);
	/* The slave stays open, so that the master does not end between probes. */
	r->page[0] = (uint32_t)slave;
}

START_TEST(raw_asks_the_kernel)
{
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_RAW, .root = m.dir
	};
	static struct raw r;
	struct sdc_probe *p;

	machine_bind_driver(&m);
	raw_start(&r, false);
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_ANSWERS), 1);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_LEFT_ALONE), MACHINE_AGENTS - 1);
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
		.size = sizeof(o), .transport = SDC_TRANSPORT_RAW, .root = m.dir, .timeout_ms = 20
	};
	static struct raw r;
	struct sdc_probe *p;

	raw_start(&r, true);
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_SILENT), 1);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-stuck"));
	sdc_probe_free(p);
	pthread_cancel(r.thread);
	pthread_join(r.thread, NULL);
	close(r.master);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("transport raw");
	TCase *tc = tcase_create("raw");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, raw_asks_the_kernel);
	tcase_add_test(tc, raw_without_an_answer);
	return unit_main(s);
}
