// SPDX-License-Identifier: BSD-2-Clause
/* A manifest, planned on one of several hosts, up to the outputs. Built by "make fuzz-manifest". */
#include <stdlib.h>

#include "input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct sdc_tree *host = input_host(&data, &size);
	struct sdc_check_options opts = { .size = sizeof(opts) };
	struct sdc_outputs_options all = { .size = sizeof(all), .sources = true, .merge = true };
	struct sdc_outputs *outputs;
	struct sdc_guests *guests;
	struct sdc_result *r;

	if (sdc_guests_load(input_file(data, size), &guests, NULL))
		return 0;
	opts.manifest = guests;
	if (!sdc_check(host, &opts, &r, NULL)) {
		if (!sdc_outputs_make(r, &all, &outputs, NULL))
			sdc_outputs_free(outputs);
		sdc_result_free(r);
	}
	sdc_guests_free(guests);
	return 0;
}
