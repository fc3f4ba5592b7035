// SPDX-License-Identifier: BSD-2-Clause
/* A guest's partial tree, held against a host's in both ways. Built by "make fuzz-guest". */
#include <stdlib.h>

#include "base/files/file.h"
#include "lib/tree.h"
#include "scmi-dtcheck.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *path_of(const char *variable)
{
	const char *path = getenv(variable);

	if (!path)
		abort();
	return path;
}

static void check(const struct sdc_tree *host, const struct sdc_guest_tree *g)
{
	struct sdc_check_options opts = { .size = sizeof(opts), .guests = g, .n_guests = 1 };
	struct sdc_result *r;

	if (!sdc_check(host, &opts, &r, NULL))
		sdc_result_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct sdc_tree *host;
	struct sdc_guest_tree g = { .domain = "domU1" };
	struct sdc_tree tree = { 0 };
	struct dt_tree *dt;

	if (!host && sdc_tree_load(path_of("FUZZ_BASE"), NULL, &host, NULL))
		abort();
	if (dt_tree_build(data, size, "guest.dtb", &dt, NULL))
		return 0;
	tree.dt = dt;
	g.tree = &tree;
	check(host, &g);
	g.config = path_of("FUZZ_CONFIG");
	check(host, &g);
	dt_tree_free(dt);
	return 0;
}
