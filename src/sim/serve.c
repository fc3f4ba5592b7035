// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"
#include "scmi/firmware.h"
#include "scmi/proto.h"
#include "sim/platform.h"
#include "sim/wire.h"

/* The server of scmi-dtcheck-unix(7). */

#define MAX_PAGE 0x100000u

#define MAX_CLIENTS 32

struct serve_client {
	int fd;
	unsigned char bytes[4];
	size_t have;
};

struct serve {
	struct serve_client clients[MAX_CLIENTS];
	size_t n_clients;
	struct server server;
	struct arena arena;
	const struct server_platform *platform;
	uint32_t *pages[0xff]; /* mapped, in the order of the platform's agents */
	int listener, mem, stop;
};

/* Each agent's page lies in the file at its address, less the base. */
static int map_page(struct serve *s, uint16_t i, uint64_t base, struct sdc_error *err)
{
	const struct server_agent *a = &s->platform->agents[i];
	uint64_t align = (uint64_t)sysconf(_SC_PAGESIZE);
	void *at;

	if (a->page < base || (a->page - base) % align || a->page_size < SMT_MIN_SIZE ||
		a->page_size > MAX_PAGE || a->page - base > (uint64_t)INT64_MAX - MAX_PAGE)
		return set_error(err, SDC_EARG,
			"agent %" PRIu32 ": its page at 0x%" PRIx64 " has no place in the file",
			a->id, a->page);
	/* Sparse: nothing is stored between the pages. */
	if (posix_fallocate(s->mem, (off_t)(a->page - base), (off_t)a->page_size))
		return set_error(
			err, SDC_EIO, "the shared file cannot hold address 0x%" PRIx64, a->page);
	at = mmap(NULL, a->page_size, PROT_READ | PROT_WRITE, MAP_SHARED, s->mem,
		(off_t)(a->page - base));
	if (at == MAP_FAILED)
		return set_error(err, SDC_EIO, "the shared file: %s", strerror(errno));
	s->pages[i] = at;
	server_start_page(&s->server, a->smc_id, at, a->page_size);
	return 0;
}

static int open_pages(struct serve *s, const char *path, uint64_t base, struct sdc_error *err)
{
	int ret = 0;

	s->mem = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (s->mem < 0)
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	for (uint16_t i = 0; !ret && i < s->platform->n_agents; i++)
		ret = map_page(s, i, base, err);
	return ret;
}

static int listen_at(struct serve *s, const char *path, struct sdc_error *err)
{
	struct sockaddr_un address;
	int ret = unix_address(path, &address, err);

	if (ret)
		return ret;
	s->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s->listener < 0 || bind(s->listener, (struct sockaddr *)&address, sizeof(address)) ||
		listen(s->listener, MAX_CLIENTS))
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	return 0;
}

static int32_t ring(struct serve *s, uint32_t smc_id)
{
	for (uint16_t i = 0; i < s->platform->n_agents; i++)
		if (s->platform->agents[i].smc_id == smc_id)
			return server_ring(
				&s->server, smc_id, s->pages[i], s->platform->agents[i].page_size);
	return SMCCC_NOT_SUPPORTED;
}

/* Answers what a client sends. Returns false where it is gone. */
static bool serve_client(struct serve *s, struct serve_client *c)
{
	ssize_t n = recv(c->fd, c->bytes + c->have, 4 - c->have, MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (n <= 0)
		return false;
	c->have += (size_t)n;
	if (c->have < 4)
		return true;
	c->have = 0;
	unix_pack((uint32_t)ring(s, unix_unpack(c->bytes)), c->bytes);
	return send(c->fd, c->bytes, 4, MSG_NOSIGNAL | MSG_DONTWAIT) == 4;
}

static void take_client(struct serve *s)
{
	int fd = accept4(s->listener, NULL, NULL, SOCK_CLOEXEC);

	if (fd >= 0)
		s->clients[s->n_clients++] = (struct serve_client){ .fd = fd };
}

static void drop_client(struct serve *s, size_t i)
{
	close(s->clients[i].fd);
	s->clients[i] = s->clients[--s->n_clients];
}

/* The stop, the listener where there is room for another client, and the clients. */
static nfds_t wait_for(const struct serve *s, struct pollfd *p)
{
	nfds_t n = 2;

	p[0] = (struct pollfd){ .fd = s->stop, .events = POLLIN };
	p[1] = (struct pollfd){ .fd = s->n_clients < MAX_CLIENTS ? s->listener : -1,
		.events = POLLIN };
	for (size_t i = 0; i < s->n_clients; i++)
		p[n++] = (struct pollfd){ .fd = s->clients[i].fd, .events = POLLIN };
	while (poll(p, n, -1) < 0)
		if (errno != EINTR)
			return 0;
	return n;
}

static int run(struct serve *s, struct sdc_error *err)
{
	struct pollfd p[2 + MAX_CLIENTS];

	for (;;) {
		nfds_t n = wait_for(s, p);

		if (!n)
			return set_error(err, SDC_EIO, "poll: %s", strerror(errno));
		if (p[0].revents)
			return 0;
		/* From the last one on, so that dropping one moves none that comes yet. */
		for (nfds_t i = n; i-- > 2;)
			if (p[i].revents && !serve_client(s, &s->clients[i - 2]))
				drop_client(s, i - 2);
		if (p[1].revents)
			take_client(s);
	}
}

static int start(
	struct serve *s, const struct sdc_firmware *fw, const char *fault, struct sdc_error *err)
{
	struct server_fault f = { .kind = SERVER_NO_FAULT };

	if (fault && platform_fault(fault, &f, err))
		return -SDC_EARG;
	s->platform = platform_build(fw->fw, &s->arena, err);
	if (!s->platform)
		return -SDC_EARG;
	server_init(&s->server, s->platform);
	s->server.fault = f;
	return 0;
}

static void finish(struct serve *s, const char *path)
{
	for (uint16_t i = 0; s->platform && i < s->platform->n_agents; i++)
		if (s->pages[i])
			munmap(s->pages[i], s->platform->agents[i].page_size);
	while (s->n_clients)
		drop_client(s, s->n_clients - 1);
	if (s->mem >= 0)
		close(s->mem);
	if (s->listener >= 0) {
		close(s->listener);
		unlink(path);
	}
	arena_free(&s->arena);
	free(s);
}

int sdc_sim_serve(const struct sdc_firmware *fw, const char *socket, const char *mem,
	uint64_t mem_base, const char *fault, int stop_fd, void (*ready)(void *ctx), void *ctx,
	struct sdc_error *err)
{
	struct serve *s = xmalloc(sizeof(*s));
	char *path = unix_mem(socket, mem);
	int ret;

	memset(s, 0, sizeof(*s));
	s->listener = s->mem = -1;
	s->stop = stop_fd;
	ret = start(s, fw, fault, err);
	if (!ret)
		ret = open_pages(s, path, mem_base, err);
	if (!ret)
		ret = listen_at(s, socket, err);
	if (!ret && ready)
		ready(ctx);
	if (!ret)
		ret = run(s, err);
	finish(s, socket);
	free(path);
	return ret;
}
