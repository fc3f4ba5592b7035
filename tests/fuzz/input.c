// SPDX-License-Identifier: BSD-2-Clause
#include "input.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files/output.h"

const char *input_file(const uint8_t *data, size_t size)
{
	static char name[32];
	static int fd = -1;

	if (fd >= 0)
		close(fd);
	fd = memfd_create("input", MFD_CLOEXEC);
	if (fd < 0 || write_all(fd, data, size))
		abort();
	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	return name;
}

static size_t load_all(struct sdc_tree **trees, size_t max)
{
	const char *boards = getenv("FUZZ_BOARDS"), *base = getenv("FUZZ_BASE");
	struct buf pattern = { 0 };
	size_t n = 0;
	glob_t g;

	if (base && !sdc_tree_load(base, NULL, &trees[n], NULL))
		n++;
	buf_printf(&pattern, "%s/*.dtb", boards ? boards : "/nowhere");
	if (!glob(pattern.data, 0, NULL, &g)) {
		for (size_t i = 0; i < g.gl_pathc && n < max; i++)
			n += !sdc_tree_load(g.gl_pathv[i], NULL, &trees[n], NULL);
		globfree(&g);
	}
	buf_free(&pattern);
	if (!n)
		abort();
	return n;
}

const struct sdc_tree *input_host(const uint8_t **data, size_t *size)
{
	static struct sdc_tree *trees[16];
	static size_t n;
	size_t i = 0;

	if (!n)
		n = load_all(trees, sizeof(trees) / sizeof(trees[0]));
	if (*size) {
		i = **data % n;
		(*data)++;
		(*size)--;
	}
	return trees[i];
}
