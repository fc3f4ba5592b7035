// SPDX-License-Identifier: BSD-2-Clause
/* A description of the firmware, read and applied to a tree. Built by "make fuzz-firmware". */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/files/file.h"
#include "lib/tree.h"
#include "scmi-dtcheck.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct sdc_tree *base_tree(void)
{
	static struct sdc_tree *t;
	const char *path = getenv("FUZZ_BASE");

	if (!t && sdc_tree_load(path ? path : "base.dtb", NULL, &t, NULL))
		abort();
	return t;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sdc_check_options opts = { .size = sizeof(opts) };
	struct sdc_firmware *fw;
	struct sdc_result *r;
	char path[64];
	int fd = memfd_create("firmware", 0);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (!sdc_firmware_load(path, &fw, NULL)) {
		opts.firmware = fw;
		if (!sdc_check(base_tree(), &opts, &r, NULL))
			sdc_result_free(r);
		sdc_firmware_free(fw);
	}
	close(fd);
	return 0;
}
