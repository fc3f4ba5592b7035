// SPDX-License-Identifier: BSD-2-Clause
/* A configuration for xl and a partial tree, both of the input: two bytes of length, the text, the
 * blob. Built by "make fuzz-config". */
#include <stdlib.h>

#include "input.h"
#include "lib/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct sdc_tree *host = input_host(&data, &size);
	struct sdc_guest_tree g = { .domain = "domU1" };
	struct sdc_check_options opts = { .size = sizeof(opts), .guests = &g, .n_guests = 1 };
	struct sdc_tree tree = { 0 };
	struct sdc_result *r;
	size_t len;

	if (size < 2)
		return 0;
	len = data[0] | (size_t)data[1] << 8;
	data += 2;
	size -= 2;
	if (len > size || dt_tree_build(data + len, size - len, "guest.dtb", &tree.dt, NULL))
		return 0;
	g.tree = &tree;
	g.config = input_file(data, len);
	if (!sdc_check(host, &opts, &r, NULL))
		sdc_result_free(r);
	dt_tree_free(tree.dt);
	return 0;
}
