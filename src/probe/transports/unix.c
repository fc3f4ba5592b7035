// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "probe/open.h"
#include "probe/transports/window.h"
#include "scmi/proto.h"
#include "sim/wire.h"

/* The client of scmi-dtcheck-unix(7). */

#define MAX_PAGE 0x100000u

struct shared {
	int socket, mem;
	uint64_t base;
	unsigned int timeout_ms;
};

struct client {
	struct transport transport;
	const struct shared *shared;
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

/* Returns false where nothing came in time or the server is gone. */
static bool receive(const struct shared *s, unsigned char *bytes, size_t n)
{
	size_t got = 0;

	while (got < n) {
		struct pollfd p = { .fd = s->socket, .events = POLLIN };
		ssize_t m;

		if (poll(&p, 1, (int)s->timeout_ms) <= 0)
			return false;
		m = recv(s->socket, bytes + got, n - got, MSG_DONTWAIT);
		if (m <= 0)
			return false;
		got += (size_t)m;
	}
	return true;
}

static enum ring client_ring(struct transport *t, int32_t *a0, struct sdc_error *err)
{
	const struct client *c = (struct client *)t;
	unsigned char bytes[4];

	unix_pack(c->smc_id, bytes);
	if (send(c->shared->socket, bytes, 4, MSG_NOSIGNAL | MSG_DONTWAIT) != 4) {
		set_error(
			err, SDC_EIO, "the server does not take the doorbell: %s", strerror(errno));
		return RING_NOT_MADE;
	}
	if (!receive(c->shared, bytes, 4)) {
		set_error(err, SDC_EIO, "the server does not return from the doorbell");
		return RING_LOST;
	}
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

static int connect_socket(struct shared *s, const char *path, struct sdc_error *err)
{
	struct sockaddr_un address;
	int ret = unix_address(path, &address, err);

	if (ret)
		return ret;
	s->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s->socket < 0 || connect(s->socket, (struct sockaddr *)&address, sizeof(address)))
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	return 0;
}

static int open_file(struct shared *s, const char *path, struct sdc_error *err)
{
	s->mem = open(path, O_RDWR | O_CLOEXEC);
	return s->mem < 0 ? set_error(err, SDC_EIO, "%s: %s", path, strerror(errno)) : 0;
}

static void close_shared(void *shared)
{
	struct shared *s = shared;

	if (s->socket >= 0)
		close(s->socket);
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
	s->base = o->mem_base;
	s->timeout_ms = o->timeout_ms;
	mem = unix_mem(o->socket, o->mem);
	ret = connect_socket(s, o->socket, err);
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
