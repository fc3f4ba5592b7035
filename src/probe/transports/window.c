// SPDX-License-Identifier: BSD-2-Clause
#include "probe/transports/window.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files/file.h"
#include "probe/channel.h"

char *rooted(const struct sdc_probe_options *o, const char *path)
{
	struct buf b = { 0 };

	buf_puts(&b, o->root ? o->root : "");
	buf_puts(&b, path);
	return b.data;
}

void window_barrier(void)
{
#ifdef __aarch64__
	__asm__ volatile("dsb sy" ::: "memory");
#else
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
#endif
}

/* Returns the signal that the read ends in, or 0. */
static int try_read(const struct window *w)
{
	pid_t child = fork();
	int status = 0;

	if (child < 0)
		return 0;
	if (!child) {
		uint32_t word;

		/* Whatever the program does about its own faults, this one ends the child. */
		signal(SIGBUS, SIG_DFL);
		signal(SIGSEGV, SIG_DFL);
		word = w->map[SMT_STATUS / 4];
		(void)word;
		_exit(0);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(status))
		return WTERMSIG(status);
	/* A sanitizer turns the signal into an exit of its own. */
	return WEXITSTATUS(status) ? SIGBUS : 0;
}

static int map(struct window *w, uint32_t size, bool writable, struct sdc_error *err)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), skew = w->offset % page;
	int protection = PROT_READ | (writable ? PROT_WRITE : 0), ended;

	w->mapped_size = (size_t)(skew + size);
	w->mapped = mmap(
		NULL, w->mapped_size, protection, MAP_SHARED, w->fd, (off_t)(w->offset - skew));
	if (w->mapped == MAP_FAILED) {
		w->mapped = NULL;
		return set_error(err, errno == EPERM ? SDC_EPERM : SDC_EIO,
			"cannot map 0x%" PRIx64 ": %s", w->offset, strerror(errno));
	}
	w->map = (volatile uint32_t *)((char *)w->mapped + skew);
	/* A register may mind being read. */
	ended = size < SMT_MIN_SIZE ? 0 : try_read(w);
	if (!ended)
		return 0;
	window_close(w);
	return set_error(err, SDC_EIO, "reading 0x%" PRIx64 " ends in signal %d (%s)", w->offset,
		ended, strsignal(ended));
}

int window_open(struct window *w, int fd, uint64_t offset, uint32_t size, enum window_how how,
	bool writable, struct sdc_error *err)
{
	uint32_t word;

	memset(w, 0, sizeof(*w));
	w->fd = fd;
	w->offset = offset;
	if (offset % 4 || offset > (uint64_t)INT64_MAX - size)
		return set_error(err, SDC_EIO, "0x%" PRIx64 " is no address of a page", offset);
	if (how == WINDOW_MAP)
		return map(w, size, writable, err);
	return size < SMT_MIN_SIZE ? 0 : window_read(w, SMT_STATUS, &word, 1, err);
}

void window_close(struct window *w)
{
	if (w->mapped)
		munmap(w->mapped, w->mapped_size);
	w->mapped = NULL;
	w->map = NULL;
}

int window_read(
	const struct window *w, uint32_t offset, uint32_t *words, uint32_t n, struct sdc_error *err)
{
	ssize_t got;

	if (w->map) {
		for (uint32_t i = 0; i < n; i++)
			words[i] = w->map[offset / 4 + i];
		window_barrier();
		return 0;
	}
	if (!n)
		return 0;
	got = pread(w->fd, words, n * sizeof(*words), (off_t)(w->offset + offset));
	if (got == (ssize_t)(n * sizeof(*words)))
		return 0;
	return set_error(err, SDC_EIO, "cannot read the page at 0x%" PRIx64 ": %s", w->offset,
		got < 0 ? strerror(errno) : "the file ends there");
}

int window_write(const struct window *w, uint32_t offset, const uint32_t *words, uint32_t n,
	struct sdc_error *err)
{
	ssize_t put;

	if (w->map) {
		for (uint32_t i = 0; i < n; i++)
			w->map[offset / 4 + i] = words[i];
		window_barrier();
		return 0;
	}
	put = pwrite(w->fd, words, n * sizeof(*words), (off_t)(w->offset + offset));
	if (put == (ssize_t)(n * sizeof(*words)))
		return 0;
	return set_error(err, SDC_EIO, "cannot write the page at 0x%" PRIx64 ": %s", w->offset,
		put < 0 ? strerror(errno) : "cut short");
}
