// SPDX-License-Identifier: BSD-2-Clause
/* A domain configuration for xl, read and held against a tree. Built by "make fuzz-xlcfg". */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/files/file.h"
#include "lib/tree.h"
#include "scmi-dtcheck.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct sdc_tree *load(const char *variable)
{
	const char *path = getenv(variable);
	struct sdc_tree *t;

	if (!path || sdc_tree_load(path, NULL, &t, NULL))
		abort();
	return t;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct sdc_tree *host, *guest;
	struct sdc_guest_tree g = { .domain = "domd" };
	struct sdc_check_options opts = { .size = sizeof(opts), .guests = &g, .n_guests = 1 };
	struct sdc_result *r;
	char path[64];
	int fd = memfd_create("config", 0);

	if (!host) {
		host = load("FUZZ_BASE");
		guest = load("FUZZ_GUEST");
	}
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	g.tree = guest;
	g.config = path;
	if (!sdc_check(host, &opts, &r, NULL))
		sdc_result_free(r);
	close(fd);
	return 0;
}
