// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files/file.h"
#include "probe/open.h"
#include "probe/transports/window.h"
#include "scmi/proto.h"

/* Linux's scmi_raw interface: the kernel's own channel, whole messages. The bytes are in the
 * order of the machine, which is little endian wherever SCMI is. */

struct raw {
	struct transport transport;
	int fd;
};

/* What is left of an answer that came too late would be taken for the next one. */
static void drain(int fd)
{
	char bytes[256];
	struct pollfd p = { .fd = fd, .events = POLLIN };

	for (int i = 0; i < 64 && poll(&p, 1, 0) > 0 && p.revents & POLLIN; i++)
		if (read(fd, bytes, sizeof(bytes)) <= 0)
			return;
}

static int raw_exchange(struct transport *t, const uint32_t *request, uint32_t n_request,
	uint32_t *words, uint32_t n, uint32_t *length, unsigned int timeout_ms,
	struct sdc_error *err)
{
	int fd = ((struct raw *)t)->fd;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	ssize_t got;

	drain(fd);
	if (write(fd, request, n_request * sizeof(*request)) !=
		(ssize_t)(n_request * sizeof(*request)))
		return set_error(
			err, SDC_EIO, "scmi_raw does not take the message: %s", strerror(errno));
	if (poll(&p, 1, (int)timeout_ms) <= 0)
		return -SDC_ETOOL;
	got = read(fd, words, n * sizeof(*words));
	if (got < 0)
		return errno == EAGAIN || errno == ETIMEDOUT
			       ? -SDC_ETOOL
			       : set_error(err, SDC_EIO, "scmi_raw gives no answer: %s",
					 strerror(errno));
	*length = (uint32_t)got;
	return 0;
}

static void raw_close(struct transport *t)
{
	close(((struct raw *)t)->fd);
	free(t);
}

static const struct transport_ops ops = {
	.exchange = raw_exchange,
	.close = raw_close,
};

static int open_shared(const struct sdc_probe_options *o, const struct scmi_model *m, void **shared,
	struct sdc_error *err)
{
	struct buf b = { 0 };

	(void)m;
	buf_printf(
		&b, "%s/sys/kernel/debug/scmi/%u/raw/message", o->root ? o->root : "", o->instance);
	if (access(b.data, R_OK | W_OK)) {
		int ret = set_error(err, SDC_EIO, "%s: %s%s", b.data, strerror(errno),
			errno == ENOENT
				? " (Linux 6.3 or later with CONFIG_ARM_SCMI_RAW_MODE_SUPPORT)"
				: "");

		buf_free(&b);
		return ret;
	}
	*shared = b.data;
	return 0;
}

static int open_channel(void *shared, const struct sdc_probe_channel *c,
	const struct scmi_instance *instance, struct transport **out, struct sdc_error *err)
{
	struct raw *r;
	int fd;

	(void)c;
	(void)instance;
	fd = open(shared, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return set_error(err, SDC_EIO, "%s: %s", (const char *)shared, strerror(errno));
	r = xmalloc(sizeof(*r));
	memset(r, 0, sizeof(*r));
	r->transport.ops = &ops;
	r->fd = fd;
	*out = &r->transport;
	return 0;
}

static void close_shared(void *shared)
{
	free(shared);
}

const struct transport_kind transport_raw = { "raw", open_shared, open_channel, close_shared };
