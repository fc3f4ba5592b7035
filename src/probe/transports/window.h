/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_TRANSPORTS_WINDOW_H
#define SDC_PROBE_TRANSPORTS_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#include "scmi-dtcheck.h"

/* A range of physical memory, or of a file that stands for it. */
struct window {
	int fd;                 /* used where there is no map; stays the opener's */
	uint64_t offset;        /* of the range in the file */
	volatile uint32_t *map; /* NULL: pread() and pwrite() */
	void *mapped;           /* what to unmap */
	size_t mapped_size;
};

enum window_how {
	WINDOW_MAP,  /* a device: mapped, each word accessed by the CPU */
	WINDOW_CALL, /* a file that another process may cut at any time, or the kernel module */
};

/*
 * window_open - reach @size bytes at @offset of a file
 * @fd: stays the caller's and open
 * @writable: false: mapped for reading alone
 *
 * A mapped range is read once in a child process first, so that an address where nothing answers
 * ends that and not this one.
 * Returns 0, -SDC_EPERM where the kernel refuses the range, or -SDC_EIO; with the reason.
 */
int window_open(struct window *w, int fd, uint64_t offset, uint32_t size, enum window_how how,
	bool writable, struct sdc_error *err);
void window_close(struct window *w);

/* window_read, window_write - words, each once and 32 bits wide; 0 or -SDC_EIO */
int window_read(const struct window *w, uint32_t offset, uint32_t *words, uint32_t n,
	struct sdc_error *err);
int window_write(const struct window *w, uint32_t offset, const uint32_t *words, uint32_t n,
	struct sdc_error *err);

/* window_barrier - what was written is visible to the firmware before what follows */
void window_barrier(void);

#define DOORBELL_DEVICE "/dev/scmi-doorbell"

/* rooted - a path below the root of the options, to be freed */
char *rooted(const struct sdc_probe_options *o, const char *path);

#endif
