// SPDX-License-Identifier: BSD-2-Clause
#include "xen/console.h"

#include <stdlib.h>
#include <string.h>

#include "xen/cmdline.h"

static bool is_elsewhere(const struct scmi_model *m)
{
	size_t len;
	const char *s = xen_option(m, "console", &len);

	return s && !memmem(s, len, "dtuart", strlen("dtuart"));
}

/* dt_find_node_by_path(), dt_find_node_by_alias(): unlike Linux, Xen wants each name with its unit
 * address. */
static const struct dt_node *find(const struct dt_tree *t, const char *s, size_t len)
{
	char *copy = strndup(s, len);
	const char *path = copy;
	const struct dt_node *n;

	if (!copy)
		out_of_memory();
	copy[strcspn(copy, ":")] = '\0';
	if (*path != '/')
		path = dt_alias(t, path);
	n = path ? dt_by_full_path(t, path) : NULL;
	free(copy);
	return n;
}

struct xen_console xen_console(const struct scmi_model *m)
{
	const struct dt_node *chosen = dt_child(m->tree->nodes, "chosen");
	struct xen_console c = { .elsewhere = is_elsewhere(m), .prop = "xen,xen-bootargs" };
	size_t len = 0;
	const char *s = xen_option(m, "dtuart", &len);

	if (!s || !len) {
		c.prop = "stdout-path";
		s = chosen ? dt_prop_string(chosen, c.prop) : NULL;
		len = s ? strlen(s) : 0;
	}
	if (len && !c.elsewhere)
		c.node = find(m->tree, s, len);
	return c;
}
