// SPDX-License-Identifier: BSD-2-Clause
/*
 * A compiled set of schemas, opened and applied to a small tree. Checksums are made right, so that
 * what they protect is reached. Built by "make fuzz-set".
 */
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "schema/set/image.h"
#include "schema/set/set.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct dt_tree *make_tree(void)
{
	static const uint8_t bytes[] = { 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 255 };
	static char fdt[4096];
	struct dt_tree *t = NULL;
	int node;

	fdt_create_empty_tree(fdt, sizeof(fdt));
	node = fdt_add_subnode(fdt, 0, "n");
	fdt_setprop_string(fdt, node, "compatible", "c");
	fdt_setprop(fdt, node, "reg", bytes, 8);
	fdt_setprop(fdt, node, "a", bytes, 4);
	fdt_setprop(fdt, node, "b", bytes, sizeof(bytes));
	fdt_setprop_string(fdt, node, "status", "disabled");
	fdt_setprop_string(fdt, fdt_add_subnode(fdt, 0, "scmi"), "compatible", "arm,scmi-smc");
	if (dt_tree_build(fdt, sizeof(fdt), "fuzz", &t, NULL))
		abort();
	return t;
}

static uint64_t get(const uint8_t *p, int n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | p[n];
	return v;
}

static void put64(uint8_t *p, uint64_t v)
{
	for (int i = 0; i < 8; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

static void fix_sources(uint8_t *p, size_t size, uint64_t texts)
{
	const uint8_t *section = p + IMAGE_HEADER_SIZE + IMAGE_SOURCES * IMAGE_SECTION_SIZE;
	uint64_t at = get(section, 8), n = get(section + 8, 8);

	for (; n && at <= texts && texts - at >= IMAGE_SOURCE_SIZE; n--, at += IMAGE_SOURCE_SIZE) {
		uint64_t offset = get(p + at + 8, 8), len = get(p + at + 16, 8);

		if (offset <= size - texts && len <= size - texts - offset)
			put64(p + at + 24, image_sum(p + texts + offset, len));
	}
}

static void fix_sums(uint8_t *p, size_t size)
{
	uint64_t texts = get(p + 32, 8);

	if (texts < IMAGE_HEADER_SIZE + IMAGE_SECTIONS * IMAGE_SECTION_SIZE || texts > size)
		return;
	put64(p + 16, size);
	fix_sources(p, size, texts);
	put64(p + 24, image_sum(p + 32, texts - 32));
}

static void look(void *ctx, const struct schema_violation *v)
{
	*(size_t *)ctx += strlen(v->message) + strlen(v->schema_id);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct schema_options opts = { .unmatched = true };
	static struct dt_tree *tree;
	struct schema_set *set;
	struct sdc_error err;
	uint8_t *copy;
	size_t n = 0;

	if (!tree)
		tree = make_tree();
	copy = malloc(size + 1);
	memcpy(copy, data, size);
	if (size >= IMAGE_HEADER_SIZE + IMAGE_SECTIONS * IMAGE_SECTION_SIZE)
		fix_sums(copy, size);
	if (!schema_set_memory(copy, size, &set, &err)) {
		schema_validate(set, tree, &opts, look, &n, &err);
		schema_set_free(set);
	}
	free(copy);
	return 0;
}
