/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_TRANSPORT_H
#define SDC_PROBE_TRANSPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "scmi-dtcheck.h"

/*
 * How a channel is reached: its page and its doorbell, or whole messages. One
 * transport is one channel.
 */

struct transport;

enum ring {
	RING_DONE,     /* the call was made, a0 is valid */
	RING_NOT_MADE, /* the firmware was not reached, the channel is still ours */
	RING_LOST,     /* the firmware may have been reached */
};

struct transport_ops {
	/*
	 * read, write - words of the page, each accessed once and 32 bits wide
	 *
	 * The caller keeps offset and count inside the page. Return 0, or -SDC_EIO with a text.
	 * A write is visible to the firmware before the doorbell that follows.
	 * NULL where messages are exchanged whole; write is NULL where nothing may be written.
	 */
	int (*read)(struct transport *t, uint32_t offset, uint32_t *words, uint32_t n,
		struct sdc_error *err);
	int (*write)(struct transport *t, uint32_t offset, const uint32_t *words, uint32_t n,
		struct sdc_error *err);

	/* ring - the doorbell; NULL: none, so that only looking is possible */
	enum ring (*ring)(struct transport *t, int32_t *a0, struct sdc_error *err);

	/*
	 * exchange - header and payload out, header and payload back
	 * @words, @n: room for the answer on entry
	 * @length: bytes that came, may be more than fit
	 *
	 * NULL where there is a page. Returns 0, -SDC_EIO, or -SDC_ETOOL where nothing came in
	 * time.
	 */
	int (*exchange)(struct transport *t, const uint32_t *request, uint32_t n_request,
		uint32_t *words, uint32_t n, uint32_t *length, unsigned int timeout_ms,
		struct sdc_error *err);

	/* now, pause - nanoseconds; NULL: the machine's clock */
	uint64_t (*now)(struct transport *t);
	void (*pause)(struct transport *t, uint64_t ns);

	void (*close)(struct transport *t);

	bool page_is_private; /* nobody sees it but this process */
};

struct transport {
	const struct transport_ops *ops;
	uint32_t size;     /* bytes of the page */
	bool timed;        /* take the time of every doorbell, which costs as much as a short one */
	uint64_t deadline; /* by its clock: no request is begun afterwards; 0: none */
	/* kept by the functions below */
	uint64_t words_written, rings;
	uint64_t ring_ns, last_ring_ns; /* in all doorbells and in the last one, where timed */
};

int transport_read(
	struct transport *t, uint32_t offset, uint32_t *words, uint32_t n, struct sdc_error *err);
int transport_write(struct transport *t, uint32_t offset, const uint32_t *words, uint32_t n,
	struct sdc_error *err);
enum ring transport_ring(struct transport *t, int32_t *a0, struct sdc_error *err);

/* transport_now - the transport's clock; transport_clock - the machine's */
uint64_t transport_now(struct transport *t);
uint64_t transport_clock(void);
void transport_pause(struct transport *t, uint64_t ns);

/* transport_close - give it back; NULL does nothing */
void transport_close(struct transport *t);

#endif
