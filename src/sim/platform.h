/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SIM_PLATFORM_H
#define SDC_SIM_PLATFORM_H

#include "scmi/firmware/firmware.h"
#include "sim/server.h"

/*
 * platform_build - a platform for the server from a firmware description
 *
 * Lives in @a, and as long as @fw. Protocols without a count have one resource; an agent
 * without a page size a page of 0x1000.
 * Returns NULL where there are more agents or protocols than the protocol can number.
 */
const struct server_platform *platform_build(
	const struct firmware *fw, struct arena *a, struct sdc_error *err);

/* platform_fault - read a fault as sdc_sim_fault_name() describes it. 0 or -SDC_EARG. */
int platform_fault(const char *text, struct server_fault *fault, struct sdc_error *err);

#endif
