// SPDX-License-Identifier: BSD-2-Clause
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "machine.h"
#include "probe/compare/claims.h"
#include "scmi/proto.h"

/* The unix transport with the simulator behind it. */

static struct machine m;

static void setup(void)
{
	machine_setup(&m);
}

static void teardown(void)
{
	machine_teardown(&m);
}

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

	s->rc = sdc_sim_serve(&m.fixture.handle, s->socket, NULL, MACHINE_BASE, s->fault,
		s->stop[0], is_ready, s, &err);
	return NULL;
}

static void serving_start(struct serving *s, const char *fault)
{
	char c;

	s->fault = fault;
	snprintf(s->socket, sizeof(s->socket), "%s/socket", m.dir);
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
	struct sdc_probe_options o = { .size = sizeof(o),
		.transport = SDC_TRANSPORT_UNIX,
		.mem_base = MACHINE_BASE,
		.names = true,
		.permissions = true,
		.count = 10 };
	struct serving s;
	struct sdc_probe *p;

	serving_start(&s, NULL);
	o.socket = s.socket;
	/* One client after the other. */
	for (int i = 0; i < 2; i++) {
		p = machine_probe(&m, &o);
		ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_ANSWERS), MACHINE_AGENTS);
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
	struct sdc_probe_options o = { .size = sizeof(o),
		.transport = SDC_TRANSPORT_UNIX,
		.mem_base = MACHINE_BASE,
		.timeout_ms = 20 };
	struct serving s;
	struct sdc_probe *p;

	serving_start(&s, "never-free@0x82000004+20");
	o.socket = s.socket;
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_ANSWERS), MACHINE_AGENTS - 1);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_BROKEN), 1);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-stuck"));
	sdc_probe_free(p);
	/* The channel stays busy, and is not written to. */
	p = machine_probe(&m, &o);
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
	struct sdc_probe_options o = { .size = sizeof(o),
		.transport = SDC_TRANSPORT_UNIX,
		.mem_base = MACHINE_BASE,
		.timeout_ms = 20 };
	struct serving s;
	struct sdc_probe *p;
	pthread_t thread;
	int listener;

	/* Another one takes the server's place, which has taken its pages with it. */
	serving_start(&s, NULL);
	serving_stop(&s);
	machine_pages(&m, "socket.mem");
	listener = fixture_listen(s.socket);
	ck_assert_int_ge(listener, 0);
	ck_assert_int_eq(pthread_create(&thread, NULL, vanish, &listener), 0);
	o.socket = s.socket;
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_SILENT), MACHINE_AGENTS);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-doorbell-failed"));
	sdc_probe_free(p);
	pthread_join(thread, NULL);
	close(listener);
}
END_TEST

/* A connection on which nothing is waited for without end; -1 where there are no more. */
static int next_client(int listener)
{
	struct timeval moment = { 0, 200000 };
	int fd = accept(listener, NULL, NULL);

	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &moment, sizeof(moment));
	return fd;
}

/* Answers the first doorbell too late and refuses it, then those of new connections in time. */
static void *late(void *ctx)
{
	unsigned char bytes[4], refusal[4] = { 0xff, 0xff, 0xff, 0xff }, fine[4] = { 0 };
	int fd = next_client(*(int *)ctx);

	ck_assert_int_eq(recv(fd, bytes, 4, MSG_WAITALL), 4);
	usleep(60000);
	send(fd, refusal, 4, MSG_NOSIGNAL);
	close(fd);
	while ((fd = next_client(*(int *)ctx)) >= 0) {
		while (recv(fd, bytes, 4, MSG_WAITALL) == 4)
			send(fd, fine, 4, MSG_NOSIGNAL);
		close(fd);
	}
	return NULL;
}

/* A byte now and then, each within the time for an answer. */
static void *dribble(void *ctx)
{
	unsigned char bytes[4];
	int fd;

	while ((fd = next_client(*(int *)ctx)) >= 0) {
		while (recv(fd, bytes, 4, MSG_WAITALL) == 4)
			for (int i = 0; i < 3 && send(fd, bytes, 1, MSG_NOSIGNAL) == 1; i++)
				usleep(30000);
		close(fd);
	}
	return NULL;
}

static struct sdc_probe *probe_odd_server(void *(*server)(void *))
{
	struct sdc_probe_options o = { .size = sizeof(o),
		.transport = SDC_TRANSPORT_UNIX,
		.mem_base = MACHINE_BASE,
		.timeout_ms = 40 };
	struct sdc_probe *p;
	pthread_t thread;
	int listener;

	machine_pages(&m, "socket.mem");
	o.socket = machine_at(&m, "socket");
	listener = fixture_listen(o.socket);
	ck_assert_int_ge(listener, 0);
	ck_assert_int_eq(pthread_create(&thread, NULL, server, &listener), 0);
	p = machine_probe(&m, &o);
	shutdown(listener, SHUT_RDWR);
	pthread_join(thread, NULL);
	close(listener);
	return p;
}

START_TEST(unix_late_answer_is_nobodys)
{
	struct sdc_probe *p = probe_odd_server(late);

	/* The refusal is not taken for the second agent's answer. */
	ck_assert_ptr_null(fixture_finding(p, "probe-doorbell-unsupported"));
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-doorbell-failed"));
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-stuck"));
	sdc_probe_free(p);
}
END_TEST

START_TEST(unix_time_is_for_the_whole_answer)
{
	struct sdc_probe *p = probe_odd_server(dribble);

	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_SILENT), MACHINE_AGENTS);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-doorbell-failed"));
	sdc_probe_free(p);
}
END_TEST

/* Passes doorbells on to the simulator, each after a while. */
static void *slow(void *ctx)
{
	unsigned char bytes[4];
	int fd = accept(*(int *)ctx, NULL, NULL), on = socket(AF_UNIX, SOCK_STREAM, 0);
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	snprintf(address.sun_path, sizeof(address.sun_path), "%s/socket", m.dir);
	ck_assert_int_eq(connect(on, (struct sockaddr *)&address, sizeof(address)), 0);
	while (recv(fd, bytes, 4, MSG_WAITALL) == 4) {
		usleep(20000);
		if (send(on, bytes, 4, MSG_NOSIGNAL) != 4 || recv(on, bytes, 4, MSG_WAITALL) != 4 ||
			send(fd, bytes, 4, MSG_NOSIGNAL) != 4)
			break;
	}
	close(on);
	close(fd);
	return NULL;
}

START_TEST(unix_slow_server_has_its_time)
{
	struct sdc_probe_options o = { .size = sizeof(o),
		.transport = SDC_TRANSPORT_UNIX,
		.mem_base = MACHINE_BASE,
		.time_limit = 1,
		.deep = true };
	uint64_t messages = 0;
	struct serving s;
	struct sdc_probe *p;
	pthread_t thread;
	int listener;

	serving_start(&s, NULL);
	o.socket = machine_at(&m, "slow");
	o.mem = machine_at(&m, "socket.mem");
	listener = fixture_listen(o.socket);
	ck_assert_int_eq(pthread_create(&thread, NULL, slow, &listener), 0);
	p = machine_probe(&m, &o);
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-time-over"));
	ck_assert_uint_lt(machine_in_state(p, SDC_CHANNEL_ANSWERS), MACHINE_AGENTS);
	for (size_t i = 0; i < sdc_probe_channel_count(p); i++)
		messages += sdc_probe_channel(p, i)->messages;
	ck_assert_uint_le(messages, 50 + MACHINE_AGENTS);
	sdc_probe_free(p);
	pthread_join(thread, NULL);
	close(listener);
	/* No channel was left busy. */
	o.socket = s.socket;
	o.mem = NULL;
	o.time_limit = 0;
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_ANSWERS), MACHINE_AGENTS);
	sdc_probe_free(p);
	serving_stop(&s);
}
END_TEST

/* Frees the channel that a prober has left, as a server does that was behind. */
static void *answer_late(void *ctx)
{
	uint32_t status = SMT_FREE;

	usleep(300000);
	ck_assert_int_eq(pwrite(*(int *)ctx, &status, 4, 0x2000 + SMT_STATUS), 4);
	return NULL;
}

/* A prober was killed behind its doorbell: what it asked is waited for as long as for any answer.
 */
START_TEST(unix_request_that_was_left)
{
	struct sdc_probe_options o = { .size = sizeof(o),
		.transport = SDC_TRANSPORT_UNIX,
		.mem_base = MACHINE_BASE,
		.timeout_ms = 10000 };
	uint32_t header = SCMI_HEADER(SCMI_BASE, SCMI_VERSION, SCMI_TYPE_COMMAND, 7);
	const uint32_t words[] = { 0, SMT_HEADER_LEN, header }, busy = 0;
	struct claim_slot slot;
	struct claims *claims;
	struct serving s;
	struct sdc_probe *p;
	pthread_t thread;
	int fd;

	serving_start(&s, NULL);
	o.socket = s.socket;
	ck_assert_int_eq(claims_open(&o, false, &claims, &m.error), 0);
	slot = claims_slot(claims, MACHINE_BASE + 0x2000);
	claim_note(&slot, CLAIM_RUNG, header);
	claims_close(claims);
	fd = open(machine_at(&m, "socket.mem"), O_RDWR);
	ck_assert_int_eq(pwrite(fd, words, sizeof(words), 0x2000 + SMT_FLAGS), sizeof(words));
	ck_assert_int_eq(pwrite(fd, &busy, 4, 0x2000 + SMT_STATUS), 4);
	ck_assert_int_eq(pthread_create(&thread, NULL, answer_late, &fd), 0);
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_ANSWERS), MACHINE_AGENTS);
	sdc_probe_free(p);
	pthread_join(thread, NULL);
	/* Where no answer comes it is said whose request it is. */
	ck_assert_int_eq(claims_open(&o, false, &claims, &m.error), 0);
	slot = claims_slot(claims, MACHINE_BASE + 0x2000);
	claim_note(&slot, CLAIM_RUNG, header);
	claims_close(claims);
	ck_assert_int_eq(pwrite(fd, words, sizeof(words), 0x2000 + SMT_FLAGS), sizeof(words));
	ck_assert_int_eq(pwrite(fd, &busy, 4, 0x2000 + SMT_STATUS), 4);
	o.timeout_ms = 20;
	p = machine_probe(&m, &o);
	ck_assert_ptr_nonnull(strstr(
		fixture_finding(p, "probe-channel-busy")->message, "of a prober that has ended"));
	sdc_probe_free(p);
	close(fd);
	serving_stop(&s);
}
END_TEST

START_TEST(unix_one_prober_at_a_time)
{
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_UNIX, .mem_base = MACHINE_BASE
	};
	struct serving s;
	struct sdc_probe *p = NULL;
	int fd;

	serving_start(&s, NULL);
	o.socket = s.socket;
	fd = open(machine_at(&m, "socket.mem.lock"), O_RDWR | O_CREAT, 0600);
	ck_assert_int_eq(write(fd, "pid 123, x\n", 11), 11);
	ck_assert_int_eq(flock(fd, LOCK_EX), 0);
	ck_assert_int_eq(sdc_probe(m.tree, &o, &p, &m.error), -SDC_EBUSY);
	ck_assert_ptr_nonnull(strstr(m.error.text, "pid 123, x"));
	close(fd);
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_ANSWERS), MACHINE_AGENTS);
	sdc_probe_free(p);
	serving_stop(&s);
}
END_TEST

START_TEST(serving_what_cannot_be)
{
	struct sdc_firmware *fw = &m.fixture.handle;

	m.fixture.agents[2].page = MACHINE_BASE + 0x2800;
	ck_assert_int_eq(sdc_sim_serve(fw, machine_at(&m, "s"), NULL, MACHINE_BASE, NULL, -1, NULL,
				 NULL, &m.error),
		-SDC_EARG);
	m.fixture.agents[2].page = MACHINE_BASE + 0x2000;
	ck_assert_int_eq(sdc_sim_serve(fw, machine_at(&m, "s"), NULL, MACHINE_BASE, "odd", -1, NULL,
				 NULL, &m.error),
		-SDC_EARG);
	ck_assert_int_eq(sdc_sim_serve(fw, machine_at(&m, "no/s"), NULL, MACHINE_BASE, NULL, -1,
				 NULL, NULL, &m.error),
		-SDC_EIO);
	machine_shell(&m, "mkdir s");
	ck_assert_int_eq(sdc_sim_serve(fw, machine_at(&m, "s"), NULL, MACHINE_BASE, NULL, -1, NULL,
				 NULL, &m.error),
		-SDC_EIO);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("transport unix");
	TCase *tc = tcase_create("unix");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, unix_round_trip);
	tcase_add_test(tc, unix_with_a_fault);
	tcase_add_test(tc, unix_server_that_vanishes);
	tcase_add_test(tc, unix_late_answer_is_nobodys);
	tcase_add_test(tc, unix_time_is_for_the_whole_answer);
	tcase_add_test(tc, unix_slow_server_has_its_time);
	tcase_add_test(tc, unix_request_that_was_left);
	tcase_add_test(tc, unix_one_prober_at_a_time);
	tcase_add_test(tc, serving_what_cannot_be);
	return unit_main(s);
}
