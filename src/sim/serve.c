// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files/file.h"
#include "scmi/firmware/firmware.h"
#include "scmi/proto.h"
#include "sim/platform.h"
#include "sim/replay.h"
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
	const struct server_platform *platform; /* NULL: a trace is played */
	struct replay *replay;
	struct served {
		uint32_t smc_id, size;
		uint64_t page;
		uint32_t *at; /* mapped */
	} * channels;
	size_t n_channels;
	int listener, mem, stop;
	struct stat bound,
		made; /* the socket and the file that this process made: st_ino 0 for none */
};

/* Each channel's page lies in the file at its address, less the base. */
static int map_page(struct serve *s, struct served *c, uint64_t base, struct sdc_error *err)
{
	uint64_t align = (uint64_t)sysconf(_SC_PAGESIZE);
	void *at;

	if (c->page < base || (c->page - base) % align || c->size < SMT_MIN_SIZE ||
		c->size > MAX_PAGE || c->page - base > (uint64_t)INT64_MAX - MAX_PAGE)
		return set_error(err, SDC_EARG,
			"doorbell 0x%" PRIx32 ": its page at 0x%" PRIx64
			" has no place in the file",
			c->smc_id, c->page);
	/* Sparse: nothing is stored between the pages. */
	if (posix_fallocate(s->mem, (off_t)(c->page - base), (off_t)c->size))
		return set_error(
			err, SDC_EIO, "the shared file cannot hold address 0x%" PRIx64, c->page);
	at = mmap(
		NULL, c->size, PROT_READ | PROT_WRITE, MAP_SHARED, s->mem, (off_t)(c->page - base));
	if (at == MAP_FAILED)
		return set_error(err, SDC_EIO, "the shared file: %s", strerror(errno));
	c->at = at;
	if (s->platform)
		server_start_page(&s->server, c->smc_id, at, c->size);
	else
		server_reset_page(at, c->size);
	return 0;
}

/* One that is there, or one that goes again with this process. */
static int open_mem(struct serve *s, const char *path, struct sdc_error *err)
{
	struct stat st;

	s->mem = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (s->mem >= 0)
		return fstat(s->mem, &s->made)
			       ? set_error(err, SDC_EIO, "%s: %s", path, strerror(errno))
			       : 0;
	if (errno == EEXIST)
		s->mem = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (s->mem < 0)
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	/* Writing to it must not be writing to something else, or wait for a reader. */
	if (fstat(s->mem, &st) || !S_ISREG(st.st_mode))
		return set_error(err, SDC_EIO, "%s: not a regular file", path);
	return 0;
}

static int open_pages(struct serve *s, const char *path, uint64_t base, struct sdc_error *err)
{
	int ret = open_mem(s, path, err);

	for (size_t i = 0; !ret && i < s->n_channels; i++)
		ret = map_page(s, &s->channels[i], base, err);
	return ret;
}

static int listen_at(struct serve *s, const char *path, struct sdc_error *err)
{
	struct sockaddr_un address;
	int ret = unix_address(path, &address, err);

	if (ret)
		return ret;
	s->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s->listener < 0)
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	if (bind(s->listener, (struct sockaddr *)&address, sizeof(address)))
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	if (lstat(path, &s->bound) || listen(s->listener, MAX_CLIENTS))
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	return 0;
}

static int32_t ring(struct serve *s, uint32_t smc_id)
{
	for (size_t i = 0; i < s->n_channels; i++) {
		const struct served *c = &s->channels[i];

		if (c->smc_id == smc_id)
			return s->platform ? server_ring(&s->server, smc_id, c->at, c->size)
					   : replay_ring(s->replay, smc_id, c->at, c->size);
	}
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

static int start_platform(
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
	s->n_channels = s->platform->n_agents;
	s->channels = arena_array(&s->arena, s->n_channels, sizeof(*s->channels));
	for (size_t i = 0; i < s->n_channels; i++) {
		const struct server_agent *a = &s->platform->agents[i];

		s->channels[i] = (struct served){ a->smc_id, a->page_size, a->page, NULL };
	}
	return 0;
}

static int start_replay(struct serve *s, const char *path, struct sdc_error *err)
{
	int ret = replay_read(path, &s->arena, &s->replay, err);

	if (ret)
		return ret;
	s->n_channels = s->replay->n_channels;
	s->channels = arena_array(&s->arena, s->n_channels, sizeof(*s->channels));
	for (size_t i = 0; i < s->n_channels; i++) {
		const struct replay_channel *c = &s->replay->channels[i];
		uint32_t size = c->page_size > MAX_PAGE ? MAX_PAGE : (uint32_t)c->page_size;

		s->channels[i] = (struct served){ c->smc_id, size, c->page, NULL };
	}
	return 0;
}

/* What has the name now may be somebody else's. */
static void remove_own(const char *path, const struct stat *own)
{
	struct stat st;

	if (own->st_ino && !lstat(path, &st) && st.st_dev == own->st_dev &&
		st.st_ino == own->st_ino)
		unlink(path);
}

static void finish(struct serve *s, const char *path, const char *mem)
{
	for (size_t i = 0; i < s->n_channels; i++)
		if (s->channels[i].at)
			munmap(s->channels[i].at, s->channels[i].size);
	while (s->n_clients)
		drop_client(s, s->n_clients - 1);
	if (s->mem >= 0)
		close(s->mem);
	remove_own(path, &s->bound);
	remove_own(mem, &s->made);
	if (s->listener >= 0)
		close(s->listener);
	arena_free(&s->arena);
	free(s);
}

static struct serve *new_serve(int stop_fd)
{
	struct serve *s = xmalloc(sizeof(*s));

	memset(s, 0, sizeof(*s));
	s->listener = s->mem = -1;
	s->stop = stop_fd;
	return s;
}

static int serve(struct serve *s, int ret, const char *socket, const char *mem, uint64_t mem_base,
	void (*ready)(void *ctx), void *ctx, struct sdc_error *err)
{
	char *path = unix_mem(socket, mem);

	if (!ret)
		ret = open_pages(s, path, mem_base, err);
	if (!ret)
		ret = listen_at(s, socket, err);
	if (!ret && ready)
		ready(ctx);
	if (!ret)
		ret = run(s, err);
	finish(s, socket, path);
	free(path);
	return ret;
}

int sdc_sim_serve(const struct sdc_firmware *fw, const char *socket, const char *mem,
	uint64_t mem_base, const char *fault, int stop_fd, void (*ready)(void *ctx), void *ctx,
	struct sdc_error *err)
{
	struct serve *s = new_serve(stop_fd);
	int ret = start_platform(s, fw, fault, err);

	return serve(s, ret, socket, mem, mem_base, ready, ctx, err);
}

int sdc_sim_replay(const char *trace, const char *socket, const char *mem, uint64_t mem_base,
	int stop_fd, void (*ready)(void *ctx), void *ctx, struct sdc_error *err)
{
	struct serve *s = new_serve(stop_fd);
	int ret = start_replay(s, trace, err);

	return serve(s, ret, socket, mem, mem_base, ready, ctx, err);
}
