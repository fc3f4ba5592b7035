// SPDX-License-Identifier: BSD-2-Clause
/* A blob, checked in every way that the program has. Built by "make fuzz-dtb". */
#include "robust/check_blob.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct checker c;

	if (!c.schemas)
		checker_open(&c, "samples/rcar-gen3-firmware.yaml");
	check_blob(&c, data, size);
	return 0;
}
