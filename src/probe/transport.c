// SPDX-License-Identifier: BSD-2-Clause
#include "probe/transport.h"

#include <time.h>

#include "base/files/file.h"

int transport_read(
	struct transport *t, uint32_t offset, uint32_t *words, uint32_t n, struct sdc_error *err)
{
	if (offset % 4 || offset > t->size || n > (t->size - offset) / 4)
		return set_error(err, SDC_EIO, "offset 0x%x is outside the page", offset);
	return t->ops->read(t, offset, words, n, err);
}

int transport_write(struct transport *t, uint32_t offset, const uint32_t *words, uint32_t n,
	struct sdc_error *err)
{
	if (!t->ops->write)
		return set_error(err, SDC_EIO, "the page is only looked at");
	if (offset % 4 || offset > t->size || n > (t->size - offset) / 4)
		return set_error(err, SDC_EIO, "offset 0x%x is outside the page", offset);
	t->words_written += n;
	return t->ops->write(t, offset, words, n, err);
}

enum ring transport_ring(struct transport *t, int32_t *a0, struct sdc_error *err)
{
	uint64_t rung = t->timed ? transport_now(t) : 0;
	enum ring how = t->ops->ring(t, a0, err);

	t->last_ring_ns = t->timed ? transport_now(t) - rung : 0;
	t->rings++;
	t->ring_ns += t->last_ring_ns;
	return how;
}

uint64_t transport_now(struct transport *t)
{
	return t->ops->now ? t->ops->now(t) : transport_clock();
}

uint64_t transport_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void transport_pause(struct transport *t, uint64_t ns)
{
	struct timespec time = { (time_t)(ns / 1000000000u), (long)(ns % 1000000000u) };

	if (t->ops->pause)
		t->ops->pause(t, ns);
	else
		nanosleep(&time, NULL);
}

void transport_close(struct transport *t)
{
	if (t)
		t->ops->close(t);
}
