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

#include "base/file.h"
#include "scmi/firmware.h"
#include "scmi/proto.h"
#include "sim/platform.h"
#include "sim/wire.h"

/* The server of scmi-dtcheck-unix(7). */

#define MAX_PAGE 0x100000u

struct serve {
	struct server server;
	struct arena arena;
	const struct server_platform *platform;
	uint32_t *pages[0xff]; /* mapped, in the order of the platform's agents */
	int listener, mem, stop;
	struct stat bound,
		made; /* the socket and the file that this process made: st_ino 0 for none */
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
	s->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s->listener < 0)
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	if (bind(s->listener, (struct sockaddr *)&address, sizeof(address)))
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	if (lstat(path, &s->bound) || listen(s->listener, 8))
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

/* Waits until @fd is ready. Returns false where the server is to stop. */
static bool wait_for(const struct serve *s, int fd, short events)
{
	struct pollfd p[2] = { { .fd = fd, .events = events },
		{ .fd = s->stop, .events = POLLIN } };

	while (poll(p, s->stop >= 0 ? 2 : 1, -1) < 0)
		if (errno != EINTR)
			return false;
	return s->stop < 0 || !p[1].revents;
}

/* Returns false where the server is to stop. */
static bool serve_client(struct serve *s, int fd)
{
	unsigned char bytes[4];
	size_t have = 0;

	while (wait_for(s, fd, POLLIN)) {
		ssize_t n = recv(fd, bytes + have, 4 - have, MSG_DONTWAIT);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			continue;
		if (n <= 0)
			return true;
		have += (size_t)n;
		if (have < 4)
			continue;
		have = 0;
		unix_pack((uint32_t)ring(s, unix_unpack(bytes)), bytes);
		/* A client that asks and does not read keeps nobody from ending the server. */
		if (!wait_for(s, fd, POLLOUT))
			return false;
		if (send(fd, bytes, 4, MSG_NOSIGNAL | MSG_DONTWAIT) != 4)
			return true;
	}
	return false;
}

static int run(struct serve *s, struct sdc_error *err)
{
	bool going = true;

	while (going && wait_for(s, s->listener, POLLIN)) {
		int fd = accept4(s->listener, NULL, NULL, SOCK_CLOEXEC);

		if (fd < 0 && (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED))
			continue;
		if (fd < 0)
			return set_error(err, SDC_EIO, "accept: %s", strerror(errno));
		going = serve_client(s, fd);
		close(fd);
	}
	return 0;
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
	for (uint16_t i = 0; s->platform && i < s->platform->n_agents; i++)
		if (s->pages[i])
			munmap(s->pages[i], s->platform->agents[i].page_size);
	if (s->mem >= 0)
		close(s->mem);
	remove_own(path, &s->bound);
	remove_own(mem, &s->made);
	if (s->listener >= 0)
		close(s->listener);
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
	finish(s, socket, path);
	free(path);
	return ret;
}
