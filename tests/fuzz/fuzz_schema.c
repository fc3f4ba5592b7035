// SPDX-License-Identifier: BSD-2-Clause
/*
 * A schema as YAML: loaded, compiled and applied to a small tree. Built by "make fuzz-schema".
 */
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "schema/message.h"
#include "schema/schema.h"
#include "schema/set/set.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_node(void *fdt, const char *name, const char *compatible)
{
	static const char strings[] = "one\0two\0\xc3\xa4";
	static const uint8_t bytes[] = { 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 255 };
	int node = fdt_add_subnode(fdt, 0, name);

	fdt_setprop_string(fdt, node, "compatible", compatible);
	fdt_setprop(fdt, node, "reg", bytes, 8);
	fdt_setprop(fdt, node, "a", bytes, 4);
	fdt_setprop(fdt, node, "b", bytes, 12);
	fdt_setprop(fdt, node, "c", strings, sizeof(strings));
	fdt_setprop(fdt, node, "d", bytes, sizeof(bytes));
	fdt_setprop(fdt, node, "e", NULL, 0);
	fdt_setprop(fdt, node, "clocks", bytes, 8);
	fdt_setprop_string(fdt, node, "status", "okay");
	fdt_setprop_u32(fdt, node, "phandle", 1);
	fdt_setprop_u32(fdt, node, "#clock-cells", 1);
	fdt_setprop_u32(fdt, fdt_add_subnode(fdt, node, "child@1"), "a", 5);
}

static struct dt_tree *make_tree(void)
{
	static char fdt[4096];
	struct dt_tree *t = NULL;

	fdt_create_empty_tree(fdt, sizeof(fdt));
	add_node(fdt, "n", "c");
	add_node(fdt, "scmi", "arm,scmi-smc");
	if (dt_tree_build(fdt, sizeof(fdt), "fuzz", &t, NULL))
		abort();
	return t;
}

static void look(void *ctx, const struct schema_violation *v)
{
	*(size_t *)ctx += strlen(v->message) + (v->prop ? strlen(v->prop) : 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct dt_tree *tree;
	struct schema_set *set;
	struct sdc_error err;
	size_t n = 0;

	if (!tree)
		tree = make_tree();
	if (schema_set_parse((const char *)data, size, &set, &err))
		return 0;
	schema_validate(set, tree, NULL, look, &n, &err);
	schema_set_free(set);
	return 0;
}
