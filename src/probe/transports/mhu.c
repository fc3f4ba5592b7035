// SPDX-License-Identifier: BSD-2-Clause
#include "probe/transports/mhu.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/files/file.h"

#define MHU_OUT 0x100u /* the registers of this side */
#define MHU_SET 0x8u

static const uint32_t mhu_channels[] = { 0x0, 0x20, 0x200 }; /* low, high priority, secure */

int mhu_from_tree(const struct scmi_model *m, const struct scmi_instance *instance,
	struct sdc_mmio_doorbell *out, struct sdc_error *err)
{
	const struct dt_prop *boxes = instance ? dt_prop(instance->node, "mboxes") : NULL;
	struct dt_ref ref = { 0 };
	struct dt_region region;
	uint32_t channel, bit;

	if (!boxes || !dt_ref_next(m->tree, boxes, "#mbox-cells", &ref) || ref.error != DT_REF_OK ||
		!dt_compatible(ref.provider, "arm,mhu-doorbell") || ref.n_args < 2)
		return set_error(err, SDC_EIO,
			"the tree names no arm,mhu-doorbell mailbox here; give the register");
	region = dt_reg(m->tree, ref.provider, 0, DT_CELLS_INHERIT);
	channel = dt_cell(ref.args, 0);
	bit = dt_cell(ref.args, 1);
	if (region.error != DT_ADDR_OK || channel > 2 || bit > 31)
		return set_error(err, SDC_EIO, "the mailbox's address or numbers are wrong");
	out->address = region.addr + mhu_channels[channel] + MHU_OUT + MHU_SET;
	out->width = 32;
	out->value = UINT64_C(1) << bit;
	out->mask = 0;
	return 0;
}

int mhu_open(struct window *w, int fd, uint64_t base, enum window_how how,
	const struct sdc_mmio_doorbell *reg, struct sdc_error *err)
{
	uint32_t bytes = reg->width / 8;

	if ((bytes != 1 && bytes != 2 && bytes != 4 && bytes != 8) || reg->width % 8 ||
		reg->address % bytes || reg->address < base || base % 8)
		return set_error(err, SDC_EIO, "no doorbell register of %u bits at 0x%" PRIx64,
			reg->width, reg->address);
	/* Whole words are mapped; the access itself has the register's width. */
	return window_open(w, fd, (reg->address - base) & ~UINT64_C(7), 8, how, true, err);
}

static uint64_t load(volatile void *at, unsigned int width)
{
	switch (width) {
	case 8:
		return *(volatile uint8_t *)at;
	case 16:
		return *(volatile uint16_t *)at;
	case 32:
		return *(volatile uint32_t *)at;
	default:
		return *(volatile uint64_t *)at;
	}
}

static void store(volatile void *at, unsigned int width, uint64_t value)
{
	switch (width) {
	case 8:
		*(volatile uint8_t *)at = (uint8_t)value;
		break;
	case 16:
		*(volatile uint16_t *)at = (uint16_t)value;
		break;
	case 32:
		*(volatile uint32_t *)at = (uint32_t)value;
		break;
	default:
		*(volatile uint64_t *)at = value;
	}
}

/* In a file the register is a few bytes, little endian. */
static int ring_file(const struct window *w, const struct sdc_mmio_doorbell *reg, uint64_t *value,
	bool write, struct sdc_error *err)
{
	size_t bytes = reg->width / 8;
	off_t at = (off_t)(w->offset + (reg->address & 7));
	ssize_t n = write ? pwrite(w->fd, value, bytes, at) : pread(w->fd, value, bytes, at);

	return n == (ssize_t)bytes ? 0
				   : set_error(err, SDC_EIO, "the doorbell register: %s",
					     n < 0 ? strerror(errno) : "the file ends there");
}

int mhu_ring(const struct window *w, const struct sdc_mmio_doorbell *reg, struct sdc_error *err)
{
	volatile char *at = w->map ? (volatile char *)w->map + (reg->address & 7) : NULL;
	uint64_t value = reg->value, old = 0;
	int ret = 0;

	if (reg->mask) {
		if (at)
			old = load(at, reg->width);
		else
			ret = ring_file(w, reg, &old, false, err);
		value = (old & ~reg->mask) | (reg->value & reg->mask);
	}
	window_barrier();
	if (at)
		store(at, reg->width, value);
	else if (!ret)
		ret = ring_file(w, reg, &value, true, err);
	window_barrier();
	return ret;
}
