// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/files/file.h"
#include "kmod/scmi_doorbell.h"
#include "probe/open.h"
#include "probe/transports/mhu.h"
#include "probe/transports/window.h"
#include "scmi/proto.h"

/* Pages through /dev/mem, a file or the kernel module, with the doorbells that go with them. */

#define MAX_PAGE 0x100000u

struct shared {
	struct sdc_probe_options options;
	const struct scmi_model *model;
	int mem;      /* /dev/mem or a file, or -1 */
	int doorbell; /* the module, or -1 */
	uint32_t conduit;
	enum window_how how;
};

struct devmem {
	struct transport transport;
	const struct shared *shared;
	struct window page;
	uint32_t smc_id;
	struct window reg; /* mmio */
	struct sdc_mmio_doorbell mmio;
};

static int devmem_read(
	struct transport *t, uint32_t offset, uint32_t *words, uint32_t n, struct sdc_error *err)
{
	return window_read(&((struct devmem *)t)->page, offset, words, n, err);
}

static int devmem_write(struct transport *t, uint32_t offset, const uint32_t *words, uint32_t n,
	struct sdc_error *err)
{
	return window_write(&((struct devmem *)t)->page, offset, words, n, err);
}

static enum ring module_ring(struct transport *t, int32_t *a0, struct sdc_error *err)
{
	const struct devmem *d = (struct devmem *)t;
	struct scmi_doorbell_ring call = { .function = d->smc_id, .conduit = d->shared->conduit };

	if (ioctl(d->shared->doorbell, SCMI_DOORBELL_RING, &call)) {
		set_error(err, SDC_EIO, "the kernel module does not ring 0x%" PRIx32 ": %s",
			d->smc_id,
			errno == EPERM ? "no SCMI node of the running tree names it, or it is no "
					 "fast call of the SiP or OEM range"
			: errno == EOPNOTSUPP ? "the machine has no such conduit"
					      : strerror(errno));
		return RING_NOT_MADE;
	}
	*a0 = (int32_t)call.result[0];
	return RING_DONE;
}

static enum ring mmio_ring(struct transport *t, int32_t *a0, struct sdc_error *err)
{
	const struct devmem *d = (struct devmem *)t;

	if (mhu_ring(&d->reg, &d->mmio, err))
		return RING_NOT_MADE;
	*a0 = 0;
	return RING_DONE;
}

static void devmem_close(struct transport *t)
{
	struct devmem *d = (struct devmem *)t;

	window_close(&d->page);
	window_close(&d->reg);
	free(d);
}

static const struct transport_ops passive_ops = {
	.read = devmem_read,
	.close = devmem_close,
};

static const struct transport_ops module_ops = {
	.read = devmem_read,
	.write = devmem_write,
	.ring = module_ring,
	.close = devmem_close,
};

static const struct transport_ops mmio_ops = {
	.read = devmem_read,
	.write = devmem_write,
	.ring = mmio_ring,
	.close = devmem_close,
};

/* Devices are mapped; a plain file another process may cut, so it is read by calls. */
static int open_mem(struct shared *s, bool writable, struct sdc_error *err)
{
	const struct sdc_probe_options *o = &s->options;
	char *path = o->mem ? NULL : rooted(o, "/dev/mem");
	const char *name = o->mem ? o->mem : path;
	struct stat st;
	int ret = 0;

	s->mem = open(name, (writable ? O_RDWR : O_RDONLY) | O_SYNC | O_CLOEXEC);
	if (s->mem < 0 || fstat(s->mem, &st))
		ret = set_error(err, SDC_EIO, "%s: %s", name, strerror(errno));
	else
		s->how = S_ISREG(st.st_mode) ? WINDOW_CALL : WINDOW_MAP;
	free(path);
	return ret;
}

static int open_module(struct shared *s, struct sdc_error *err)
{
	char *path = rooted(&s->options, DOORBELL_DEVICE);
	struct timespec moment = { 0, 10000000 }; /* for one that is just ending */
	int ret = 0, tries = 20;

	do
		s->doorbell = open(path, O_RDWR | O_CLOEXEC);
	while (s->doorbell < 0 && errno == EBUSY && --tries && !nanosleep(&moment, NULL));
	if (s->doorbell < 0)
		ret = set_error(err, errno == EBUSY ? SDC_EBUSY : SDC_EIO, "%s: %s%s", path,
			strerror(errno),
			errno == ENOENT  ? " (the kernel module scmi_doorbell is not loaded)"
			: errno == EBUSY ? " (another program has it open)"
					 : "");
	free(path);
	return ret;
}

static void close_shared(void *shared)
{
	struct shared *s = shared;

	if (s->mem >= 0)
		close(s->mem);
	if (s->doorbell >= 0)
		close(s->doorbell);
	free(s);
}

static struct shared *new_shared(const struct sdc_probe_options *o, const struct scmi_model *m)
{
	struct shared *s = xmalloc(sizeof(*s));

	memset(s, 0, sizeof(*s));
	s->options = *o;
	s->model = m;
	s->mem = s->doorbell = -1;
	return s;
}

static int finish_open(struct shared *s, int ret, void **shared)
{
	if (ret)
		close_shared(s);
	else
		*shared = s;
	return ret;
}

static int open_passive(const struct sdc_probe_options *o, const struct scmi_model *m,
	void **shared, struct sdc_error *err)
{
	struct shared *s = new_shared(o, m);

	return finish_open(s, open_mem(s, false, err), shared);
}

static int open_mmio(const struct sdc_probe_options *o, const struct scmi_model *m, void **shared,
	struct sdc_error *err)
{
	struct shared *s = new_shared(o, m);

	return finish_open(s, open_mem(s, true, err), shared);
}

/* A kernel without /dev/mem leaves the pages that the module reaches. */
static int open_conduit(struct shared *s, uint32_t conduit, void **shared, struct sdc_error *err)
{
	struct sdc_error no_mem;
	int ret = open_module(s, err);

	s->conduit = conduit;
	if (!ret && s->options.mem)
		ret = open_mem(s, true, err);
	else if (!ret)
		open_mem(s, true, &no_mem);
	return finish_open(s, ret, shared);
}

static int open_doorbell(const struct sdc_probe_options *o, const struct scmi_model *m,
	void **shared, struct sdc_error *err)
{
	return open_conduit(new_shared(o, m), SCMI_DOORBELL_DEFAULT, shared, err);
}

static int open_smc(const struct sdc_probe_options *o, const struct scmi_model *m, void **shared,
	struct sdc_error *err)
{
	return open_conduit(new_shared(o, m), SCMI_DOORBELL_SMC, shared, err);
}

static int open_hvc(const struct sdc_probe_options *o, const struct scmi_model *m, void **shared,
	struct sdc_error *err)
{
	return open_conduit(new_shared(o, m), SCMI_DOORBELL_HVC, shared, err);
}

static int open_page(struct shared *s, const struct sdc_probe_channel *c, struct devmem *d,
	bool writable, struct sdc_error *err)
{
	uint64_t base = s->options.mem_base;

	if (c->page < base)
		return set_error(
			err, SDC_EIO, "0x%" PRIx64 " lies before the file's base", c->page);
	d->transport.size = c->page_size < MAX_PAGE ? (uint32_t)c->page_size & ~3u : MAX_PAGE;
	if (d->transport.size < SMT_MIN_SIZE)
		return set_error(err, SDC_EIO, "0x%" PRIx64 " bytes are no page", c->page_size);
	if (s->doorbell >= 0 && !s->options.mem) {
		int ret = window_open(&d->page, s->doorbell, c->page, d->transport.size,
			WINDOW_CALL, writable, err);

		/* The module reaches what /dev/mem refuses, and nothing else. */
		if (!ret || s->mem < 0)
			return ret;
	}
	return window_open(
		&d->page, s->mem, c->page - base, d->transport.size, s->how, writable, err);
}

static int open_register(struct shared *s, const struct scmi_instance *instance, struct devmem *d,
	struct sdc_error *err)
{
	d->mmio = s->options.mmio;
	if (!d->mmio.width && mhu_from_tree(s->model, instance, &d->mmio, err))
		return -SDC_EIO;
	return mhu_open(&d->reg, s->mem, s->options.mem_base, s->how, &d->mmio, err);
}

static int open_channel(struct shared *s, const struct sdc_probe_channel *c,
	const struct scmi_instance *instance, const struct transport_ops *ops,
	struct transport **out, struct sdc_error *err)
{
	struct devmem *d = xmalloc(sizeof(*d));
	int ret;

	memset(d, 0, sizeof(*d));
	d->transport.ops = ops;
	d->shared = s;
	d->smc_id = c->smc_id;
	ret = open_page(s, c, d, ops->write, err);
	if (!ret && ops == &mmio_ops)
		ret = open_register(s, instance, d, err);
	if (ret) {
		devmem_close(&d->transport);
		return ret;
	}
	*out = &d->transport;
	return 0;
}

static int passive_channel(void *shared, const struct sdc_probe_channel *c,
	const struct scmi_instance *instance, struct transport **out, struct sdc_error *err)
{
	return open_channel(shared, c, instance, &passive_ops, out, err);
}

static int module_channel(void *shared, const struct sdc_probe_channel *c,
	const struct scmi_instance *instance, struct transport **out, struct sdc_error *err)
{
	return open_channel(shared, c, instance, &module_ops, out, err);
}

static int mmio_channel(void *shared, const struct sdc_probe_channel *c,
	const struct scmi_instance *instance, struct transport **out, struct sdc_error *err)
{
	return open_channel(shared, c, instance, &mmio_ops, out, err);
}

const struct transport_kind transport_passive = { "passive", open_passive, passive_channel,
	close_shared };
const struct transport_kind transport_doorbell = { "doorbell", open_doorbell, module_channel,
	close_shared };
const struct transport_kind transport_smc = { "smc", open_smc, module_channel, close_shared };
const struct transport_kind transport_hvc = { "hvc", open_hvc, module_channel, close_shared };
const struct transport_kind transport_mmio = { "mmio", open_mmio, mmio_channel, close_shared };
