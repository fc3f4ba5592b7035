// SPDX-License-Identifier: BSD-2-Clause
#include "plan/build.h"
#include "xen/iommu.h"

/* Names in the root whose nodes and what is below them are no devices. */
static const char *kind_of_root(const struct dt_node *n)
{
	static const struct {
		const char *name, *kind;
	} rows[] = { { "chosen", "part of /chosen" }, { "cpus", "part of /cpus" },
		{ "memory", "memory" }, { "reserved-memory", "memory" } };

	while (n->parent && n->parent->parent)
		n = n->parent;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (dt_name_is(n, rows[i].name))
			return rows[i].kind;
	return NULL;
}

static const char *kind_of(const struct dt_node *n)
{
	if (dt_is_gic(n) || dt_compatible(n, "arm,gic-v3-its"))
		return "the interrupt controller";
	if (xen_drives_iommu(n))
		return "an IOMMU";
	return kind_of_root(n);
}

void xen_reserved_check(struct builder *b, const struct dt_node *n)
{
	const char *kind = kind_of(n);
	struct issue *i;

	if (kind) {
		i = issue_add(&b->issues, RULE_GUEST_KEPT_BY_XEN, n, NULL, -1,
			"guest %s is given %s, which Xen keeps", b->want->name, kind);
		issue_hint(&b->issues, i, "take it from the guest's list");
	} else if (n == b->console) {
		i = issue_add(&b->issues, RULE_GUEST_KEPT_BY_XEN, n, NULL, -1,
			"guest %s is given the UART of Xen's console", b->want->name);
		issue_warn(&b->issues, i);
		issue_hint(&b->issues, i,
			"write dtuart= of another UART into xen,xen-bootargs, or stdout-path");
	}
}
