// SPDX-License-Identifier: BSD-2-Clause
/* What dtc is said to have written about the places of a tree. Built by "make fuzz-annotated". */
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "dt/source/annotated.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct buf blob;
	struct arena a = ARENA_INIT;
	struct dt_place *nodes, *props;
	struct dt_tree *t;

	if (!blob.len && read_file(getenv("FUZZ_BASE"), &blob, NULL))
		abort();
	if (dt_tree_build(blob.data, blob.len, "base.dtb", &t, NULL))
		abort();
	nodes = arena_array(&a, t->n_nodes, sizeof(*nodes));
	props = arena_array(&a, t->n_props + 1, sizeof(*props));
	annotated_read(arena_strndup(&a, (const char *)data, size), t, &a, nodes, props);
	arena_free(&a);
	dt_tree_free(t);
	return 0;
}
