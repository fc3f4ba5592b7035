// SPDX-License-Identifier: BSD-2-Clause
/* Names that say something else than the properties. Where a rule finds the address wrong, the name
 * is most likely right, so these rules come late. */
#include <stdlib.h>
#include <string.h>

#include "diag/fix_node.h"
#include "rules/check.h"
#include "rules/subjects.h"

#define SHOWN_NODES 6
#define MAX_CELLS   4

/* The bus address in the node's name differs from that in reg. */
static bool mismatch(const struct check *c, const struct dt_node *n, uint64_t *reg)
{
	const char *unit = strchr(n->name, '@');
	const struct dt_prop *p = dt_prop(n, "reg");
	uint32_t na, ns;
	char *end;

	if (!unit || !p || !n->parent)
		return false;
	na = dt_addr_cells(c->tree, n->parent, DT_CELLS_INHERIT);
	ns = dt_size_cells(c->tree, n->parent, DT_CELLS_INHERIT);
	/* A reg that does not fit the counts says nothing. */
	if (!na || na > 2 || ns > MAX_CELLS || !p->len || p->len % ((na + ns) * 4) != 0)
		return false;
	*reg = dt_number(p->data, na);
	return strtoull(unit + 1, &end, 16) != *reg && end != unit + 1 && !*end;
}

static void write_name(
	struct check *c, struct fix *fix, bool *whole, const struct dt_node *n, uint64_t reg)
{
	*whole &= edit_rename_node(c->findings, fix, c->tree, n,
		findings_str(c->findings, "%.*s@%llx", (int)strcspn(n->name, "@"), n->name,
			(unsigned long long)reg));
}

static void check_unit_address(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	const struct dt_node *bus = NULL;
	struct finding *f = NULL;
	struct fix *fix = NULL;
	bool whole = false;
	size_t shown = 0;

	/* One finding for each parent: its children share the mistake. */
	for (size_t i = 0; i < m->n_shmem_nodes; i++) {
		const struct dt_node *n = m->shmem_nodes[i];
		uint64_t reg;

		if (!mismatch(c, n, &reg))
			continue;
		if (n->parent == bus) {
			if (f->message)
				write_name(c, fix, &whole, n, reg);
			if (shown++ < SHOWN_NODES)
				finding_relate(c->findings, f, n, "reg starts at 0x%llx",
					(unsigned long long)reg);
			continue;
		}
		if (fix)
			fix_end(f, fix, whole);
		bus = n->parent;
		shown = 0;
		f = finding_add(c->findings, r, n, "reg", 0,
			"the node's name says %s, but reg starts at 0x%llx", strchr(n->name, '@'),
			(unsigned long long)reg);
		finding_hint(c->findings, f, "name the node %.*s@%llx", (int)strcspn(n->name, "@"),
			n->name, (unsigned long long)reg);
		fix = finding_fix(c->findings, f, SDC_MACHINE_APPLICABLE,
			"write the address of reg into the name");
		whole = true;
		write_name(c, fix, &whole, n, reg);
	}
	if (fix)
		fix_end(f, fix, whole);
}

static const struct rule_check checks[] = {
	{ RULE_UNIT_ADDRESS_MISMATCH, check_unit_address },
};

const struct rule_set rules_names = { checks, sizeof(checks) / sizeof(checks[0]) };
