// SPDX-License-Identifier: BSD-2-Clause
#include "plan/build.h"
#include "xen/keeps.h"

bool xen_reserved_refuse(struct builder *b, const struct dt_node *n, const char *guest)
{
	const char *kind = xen_keeps(n);
	struct issue *i;

	if (!kind)
		return false;
	i = issue_add(&b->issues, RULE_GUEST_KEPT_BY_XEN, n, NULL, -1,
		"guest %s is given %s, which Xen keeps", guest, kind);
	issue_hint(&b->issues, i, "take it from the guest's list");
	return true;
}

void xen_reserved_check(struct builder *b, const struct dt_node *n)
{
	struct issue *i;

	if (xen_reserved_refuse(b, n, b->g.want->name))
		return;
	if (n == b->console) {
		i = issue_add(&b->issues, RULE_GUEST_KEPT_BY_XEN, n, NULL, -1,
			"guest %s is given the UART of Xen's console", b->g.want->name);
		issue_warn(&b->issues, i);
		issue_hint(&b->issues, i,
			"write dtuart= of another UART into xen,xen-bootargs, or stdout-path");
	}
}
