/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_OPEN_H
#define SDC_PROBE_OPEN_H

#include "base/arena.h"
#include "probe/transport.h"
#include "scmi/model.h"

/*
 * What all channels of a probe share: descriptors, a simulated platform.
 */
struct transport_set;

struct transport_kind {
	const char *name;
	/* open - returns 0, -SDC_EIO or -SDC_EARG */
	int (*open)(const struct sdc_probe_options *o, const struct scmi_model *m, void **shared,
		struct sdc_error *err);
	/*
	 * channel - one channel; a page that cannot be reached is -SDC_EIO with a text, one that
	 * the kernel refuses -SDC_EPERM
	 * @instance: NULL for an entry of the table
	 */
	int (*channel)(void *shared, const struct sdc_probe_channel *c,
		const struct scmi_instance *instance, struct transport **out,
		struct sdc_error *err);
	void (*close)(void *shared);
};

/* doorbell: through the kernel module, smc or hvc as the machine has it */
extern const struct transport_kind transport_passive, transport_doorbell, transport_smc,
	transport_hvc, transport_mmio, transport_raw, transport_unix, transport_sim;

/* transport_only_looks - the transport that the options mean rings no doorbell */
bool transport_only_looks(const struct sdc_probe_options *o);

/* transport_set_open - the kind that the options name; returns what its open() returns */
int transport_set_open(const struct sdc_probe_options *o, const struct scmi_model *m,
	struct transport_set **out, struct sdc_error *err);
int transport_set_channel(struct transport_set *s, const struct sdc_probe_channel *c,
	const struct scmi_instance *instance, struct transport **out, struct sdc_error *err);
const char *transport_set_name(const struct transport_set *s);
void transport_set_close(struct transport_set *s);

#endif
