// SPDX-License-Identifier: BSD-2-Clause
#include "probe/compare/claims.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/files/file.h"
#include "probe/transports/window.h"
#include "sim/wire.h"

#define LOCK_FILE "scmi-dtcheck.lock"
#define N_SLOTS   1024u /* a power of two */
#define HEAD      64u   /* bytes before the slots: who has the lock */

/* In the order of this machine: nobody else reads it. */
struct slot {
	uint64_t page;
	uint32_t header, state;
	int64_t pid;
};

struct claims {
	int fd;
	struct slot slots[N_SLOTS]; /* as they were found; those taken now have a page */
};

/* The file stands beside the one with the pages, or is the machine's; where that has no /run, in an
 * initrd for instance, it has the directory of the devices. */
static char *lock_name(const struct sdc_probe_options *o, bool first)
{
	struct buf b = { 0 };
	char *mem;

	if (o->transport == SDC_TRANSPORT_UNIX && o->socket) {
		mem = unix_mem(o->socket, o->mem);
		buf_printf(&b, "%s.lock", mem);
		free(mem);
	} else if (o->mem) {
		buf_printf(&b, "%s.lock", o->mem);
	} else {
		return rooted(o, first ? "/run/" LOCK_FILE : "/dev/." LOCK_FILE);
	}
	return b.data;
}

static int open_lock(const struct sdc_probe_options *o, char **name)
{
	int fd;

	*name = lock_name(o, true);
	fd = open(*name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0 || errno != ENOENT)
		return fd;
	free(*name);
	*name = lock_name(o, false);
	return open(*name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static int busy(int fd, const char *name, struct sdc_error *err)
{
	char who[HEAD + 1] = { 0 };

	if (pread(fd, who, HEAD, 0) < 0 || strncmp(who, "pid ", 4) != 0)
		strcpy(who, "another prober");
	who[strcspn(who, "\n")] = '\0';
	return set_error(err, SDC_EBUSY, "the channels are in use by %s (%s is locked)", who, name);
}

static void sign(int fd)
{
	char who[HEAD] = { 0 };
	int n = snprintf(who, sizeof(who), "pid %ld, scmi-dtcheck probe\n", (long)getpid());

	/* Without it the next one does not learn who has the lock, no more. */
	if (n < 0 || pwrite(fd, who, sizeof(who), 0) < 0)
		return;
}

/* A prober that was killed may have left a child that still reads a page. */
static bool lock(int fd)
{
	struct timespec moment = { 0, 10000000 };
	int tries = 20;

	while (flock(fd, LOCK_EX | LOCK_NB)) {
		if (errno != EWOULDBLOCK || !--tries)
			return false;
		nanosleep(&moment, NULL);
	}
	return true;
}

int claims_open(const struct sdc_probe_options *o, bool only_looks, struct claims **out,
	struct sdc_error *err)
{
	struct claims *c;
	char *name;
	int fd, ret = 0;

	*out = NULL;
	if (only_looks || o->transport == SDC_TRANSPORT_SIM)
		return 0;
	fd = open_lock(o, &name);
	if (fd >= 0 && !lock(fd)) {
		if (errno == EWOULDBLOCK)
			ret = busy(fd, name, err);
		close(fd);
		fd = -1;
	}
	free(name);
	if (fd < 0)
		return ret;
	c = xmalloc(sizeof(*c));
	memset(c, 0, sizeof(*c));
	c->fd = fd;
	if (pread(fd, c->slots, sizeof(c->slots), HEAD) < 0)
		memset(c->slots, 0, sizeof(c->slots));
	sign(fd);
	*out = c;
	return 0;
}

struct claim_slot claims_slot(const struct claims *c, uint64_t page)
{
	uint32_t at = (uint32_t)((page >> 6) * UINT64_C(0x9e3779b97f4a7c15) >> 54);
	struct claim_slot s = { .claims = NULL, .page = page };

	for (uint32_t i = 0; c && i < 16; i++, at = (at + 1) % N_SLOTS) {
		const struct slot *slot = &c->slots[at];
		bool own = slot->page == page;

		if (own || (!s.claims && slot->state == CLAIM_NONE)) {
			s.claims = c;
			s.at = at;
		}
		if (own)
			break;
	}
	return s;
}

struct claim claim_left(const struct claim_slot *s)
{
	const struct slot *slot = s->claims ? &s->claims->slots[s->at] : NULL;

	if (!slot || slot->page != s->page ||
		(slot->state != CLAIM_TAKEN && slot->state != CLAIM_RUNG))
		return (struct claim){ .state = CLAIM_NONE };
	return (struct claim){ (enum claim_state)slot->state, slot->header, (pid_t)slot->pid };
}

void claim_note(const struct claim_slot *s, enum claim_state state, uint32_t header)
{
	struct slot slot = { s->page, header, state, getpid() };

	/* A full disk does not keep anybody from asking. */
	if (s->claims && pwrite(s->claims->fd, &slot, sizeof(slot),
				 HEAD + (off_t)(s->at * sizeof(slot))) < 0)
		return;
}

void claims_close(struct claims *c)
{
	if (!c)
		return;
	close(c->fd);
	free(c);
}
