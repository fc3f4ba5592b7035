// SPDX-License-Identifier: BSD-2-Clause
/*
 * The simulator's server: pages with any bytes, and any doorbells. The first byte says how many
 * words of the page are written; then come they, and the doorbell. Built by "make fuzz-server".
 */
#include <stdlib.h>
#include <string.h>

#include "scmi-dtcheck.h"
#include "scmi/firmware/firmware.h"
#include "sim/platform.h"

#define PAGE 0x200u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct sdc_firmware *firmware;
	static const struct server_platform *platform;
	static struct arena arena;
	uint32_t page[PAGE / 4 + 1] = { 0 };
	struct server s;

	if (!platform) {
		if (sdc_firmware_load("tests/probe/platform.yaml", &firmware, NULL))
			abort();
		platform = platform_build(firmware->fw, &arena, NULL);
	}
	server_init(&s, platform);
	page[PAGE / 4] = 0xdeadbeef;
	while (size) {
		size_t len = (size_t)*data * 4;
		uint32_t smc_id = platform->agents[*data % platform->n_agents].smc_id;

		data++;
		size--;
		len = len < size ? len : size;
		len = len < PAGE ? len : PAGE;
		memcpy(page, data, len);
		data += len;
		size -= len;
		if (size && *data > 0xf0)
			smc_id = *data;
		server_ring(&s, smc_id, page, PAGE);
		if (page[PAGE / 4] != 0xdeadbeef)
			abort();
	}
	return 0;
}
