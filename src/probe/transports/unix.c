// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files/file.h"
#include "probe/open.h"
#include "probe/transports/window.h"
#include "scmi/proto.h"
#include "sim/wire.h"

/* The client of scmi-dtcheck-unix(7). */

#define MAX_PAGE 0x100000u

struct shared {
	int socket; /* -1: an answer was waited for in vain, the next one needs a new connection */
	int mem;
	const char *path;
	uint64_t base;
	unsigned int timeout_ms;
};

struct client {
	struct transport transport;
	struct shared *shared;
	struct window page;
	uint32_t smc_id;
};

static int client_read(
	struct transport *t, uint32_t offset, uint32_t *words, uint32_t n, struct sdc_error *err)
{
	return window_read(&((struct client *)t)->page, offset, words, n, err);
}

static int client_write(struct transport *t, uint32_t offset, const uint32_t *words, uint32_t n,
	struct sdc_error *err)
{
	return window_write(&((struct client *)t)->page, offset, words, n, err);
}

static int left_ms(uint64_t deadline)
{
	uint64_t now = transport_clock();

	return deadline > now ? (int)((deadline - now + 999999) / 1000000) : 0;
}

static uint64_t deadline_of(const struct shared *s)
{
	return transport_clock() + (uint64_t)s->timeout_ms * 1000000u;
}

/* Returns false where not all came in time or the server is gone. */
static bool receive(const struct shared *s, unsigned char *bytes, size_t n)
{
	uint64_t deadline = deadline_of(s);
	size_t got = 0;

	while (got < n) {
		struct pollfd p = { .fd = s->socket, .events = POLLIN };
		int ready = poll(&p, 1, left_ms(deadline));
		ssize_t m;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		m = recv(s->socket, bytes + got, n - got, MSG_DONTWAIT);
		if (m < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (m <= 0)
			return false;
		got += (size_t)m;
	}
	return true;
}

/* Where a server's queue is full there may be room soon. */
static int connect_socket(struct shared *s, struct sdc_error *err)
{
	struct sockaddr_un address;
	uint64_t deadline = deadline_of(s);
	int ret = unix_address(s->path, &address, err);

	if (ret)
		return ret;
	s->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	while (s->socket < 0 || connect(s->socket, (struct sockaddr *)&address, sizeof(address))) {
		struct timespec moment = { 0, 10000000 };

		if (s->socket < 0 || errno != EAGAIN || !left_ms(deadline))
			return set_error(err, SDC_EIO, "%s: %s", s->path, strerror(errno));
		nanosleep(&moment, NULL);
	}
	return 0;
}

static void disconnect(struct shared *s)
{
	if (s->socket >= 0)
		close(s->socket);
	s->socket = -1;
}

/* An answer that comes after its time must not be taken for the next one. */
static enum ring lost(struct shared *s, struct sdc_error *err)
{
	set_error(err, SDC_EIO, "the server does not return from the doorbell within %u ms",
		s->timeout_ms);
	disconnect(s);
	return RING_LOST;
}

static enum ring client_ring(struct transport *t, int32_t *a0, struct sdc_error *err)
{
	const struct client *c = (struct client *)t;
	struct shared *s = c->shared;
	unsigned char bytes[4];
	ssize_t sent;

	if (s->socket < 0 && connect_socket(s, err)) {
		disconnect(s);
		return RING_NOT_MADE;
	}
	unix_pack(c->smc_id, bytes);
	sent = send(s->socket, bytes, 4, MSG_NOSIGNAL | MSG_DONTWAIT);
	if (sent != 4) {
		set_error(
			err, SDC_EIO, "the server does not take the doorbell: %s", strerror(errno));
		disconnect(s);
		return sent > 0 ? RING_LOST : RING_NOT_MADE;
	}
	if (!receive(s, bytes, 4))
		return lost(s, err);
	*a0 = (int32_t)unix_unpack(bytes);
	return RING_DONE;
}

static void client_close(struct transport *t)
{
	window_close(&((struct client *)t)->page);
	free(t);
}

static const struct transport_ops ops = {
	.read = client_read,
	.write = client_write,
	.ring = client_ring,
	.close = client_close,
};

static int open_file(struct shared *s, const char *path, struct sdc_error *err)
{
	s->mem = open(path, O_RDWR | O_CLOEXEC);
	return s->mem < 0 ? set_error(err, SDC_EIO, "%s: %s", path, strerror(errno)) : 0;
}

static void close_shared(void *shared)
{
	struct shared *s = shared;

	disconnect(s);
	if (s->mem >= 0)
		close(s->mem);
	free(s);
}

static int open_shared(const struct sdc_probe_options *o, const struct scmi_model *m, void **shared,
	struct sdc_error *err)
{
	struct shared *s;
	char *mem;
	int ret;

	(void)m;
	if (!o->socket)
		return set_error(err, SDC_EARG, "the transport unix needs a socket");
	s = xmalloc(sizeof(*s));
	s->socket = s->mem = -1;
	s->path = o->socket;
	s->base = o->mem_base;
	s->timeout_ms = o->timeout_ms;
	mem = unix_mem(o->socket, o->mem);
	ret = connect_socket(s, err);
	if (!ret)
		ret = open_file(s, mem, err);
	free(mem);
	if (ret)
		close_shared(s);
	else
		*shared = s;
	return ret;
}

static int open_channel(void *shared, const struct sdc_probe_channel *c,
	const struct scmi_instance *instance, struct transport **out, struct sdc_error *err)
{
	struct shared *s = shared;
	struct client *k;
	int ret;

	(void)instance;
	if (c->page_size < SMT_MIN_SIZE || c->page < s->base)
		return set_error(err, SDC_EIO,
			"a page of 0x%" PRIx64 " bytes at 0x%" PRIx64 " has no place in the file",
			c->page_size, c->page);
	k = xmalloc(sizeof(*k));
	memset(k, 0, sizeof(*k));
	k->transport.ops = &ops;
	k->transport.size = c->page_size < MAX_PAGE ? (uint32_t)c->page_size & ~3u : MAX_PAGE;
	k->shared = s;
	k->smc_id = c->smc_id;
	ret = window_open(
		&k->page, s->mem, c->page - s->base, k->transport.size, WINDOW_CALL, true, err);
	if (ret) {
		free(k);
		return ret;
	}
	*out = &k->transport;
	return 0;
}

const struct transport_kind transport_unix = { "unix", open_shared, open_channel, close_shared };
