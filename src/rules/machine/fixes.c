// SPDX-License-Identifier: BSD-2-Clause
/* Fixes for what the prediction of the boot finds. */
#include "rules/machine/fixes.h"

#include <string.h>

#include "rules/fixes.h"

/* Those that need no look at the tree. @name NULL: the finding's property. */
static const struct {
	enum rule_id rule;
	enum sdc_applicability how;
	const char *name, *value; /* value NULL: remove the property */
} simple[] = {
	{ RULE_DEVICE_MEMORY_TYPE, SDC_MAYBE_INCORRECT, NULL, NULL },
	{ RULE_DEVICE_IRQ_LOOP, SDC_MAYBE_INCORRECT, "interrupt-parent", NULL },
	{ RULE_PCI_DEVICE_TYPE, SDC_MACHINE_APPLICABLE, NULL, "\"pci\"" },
	{ RULE_GIC_INTERRUPT, SDC_MAYBE_INCORRECT, NULL, "<1 9 4>" },
	{ RULE_ROOT_CELLS, SDC_MAYBE_INCORRECT, NULL, "<2>" },
	{ RULE_INITRD_LIMITS, SDC_MAYBE_INCORRECT, NULL, NULL },
	{ RULE_DOMAIN_COMPATIBLE, SDC_MAYBE_INCORRECT, NULL, "\"xen,domain\"" },
	{ RULE_DOMAIN_DIRECT_MAP, SDC_MAYBE_INCORRECT, NULL, NULL },
	{ RULE_DOMAIN_GRANTS, SDC_MAYBE_INCORRECT, NULL, NULL },
	{ RULE_DOMAIN_NOT_BUILT_IN, SDC_MAYBE_INCORRECT, NULL, NULL },
	{ RULE_DOMAIN_STATIC_MEMORY, SDC_MAYBE_INCORRECT, NULL, NULL },
	{ RULE_DOMAIN_P2M, SDC_MAYBE_INCORRECT, NULL, NULL },
	{ RULE_DOMAIN_SPIS, SDC_MAYBE_INCORRECT, NULL, NULL },
	{ RULE_DOMAIN_XENSTORE, SDC_MAYBE_INCORRECT, NULL, "\"no-xenstore\"" },
	{ RULE_DOMAIN_VCPU, SDC_MAYBE_INCORRECT, NULL, "<0>" },
	{ RULE_DOMAIN_ID_WITH_NONE, SDC_MAYBE_INCORRECT, "xen,sci_type",
		"\"scmi_smc_multiagent\"" },
	{ RULE_GUEST_IRQ_LINES, SDC_MAYBE_INCORRECT, "nr_spis", NULL },
	{ RULE_GUEST_IRQ_UART, SDC_MAYBE_INCORRECT, "vpl011", NULL },
	{ RULE_GUEST_OVER_UART, SDC_MAYBE_INCORRECT, "vpl011", NULL },
};

static void fix_simple(
	struct check *c, struct finding *f, const struct dt_node *n, const char *prop, size_t i)
{
	const char *name = simple[i].name ? simple[i].name : prop;

	if (name && simple[i].value)
		fix_set_prop(c->findings, f, simple[i].how, c->tree, n, name, simple[i].value);
	else if (name)
		fix_remove_prop(c->findings, f, simple[i].how, c->tree, n, name);
}

typedef void fix_function(
	struct check *c, struct finding *f, const struct dt_node *n, const char *prop);

/* KiB in one cell, where two are read. */
static void fix_memory(
	struct check *c, struct finding *f, const struct dt_node *n, const char *prop)
{
	const struct dt_prop *p = dt_prop(n, prop);

	if (p && p->len == 4 && dt_cell(p->data, 0))
		rules_fix_set(c, f, n, prop,
			findings_str(c->findings, "<0x0 0x%x>", dt_cell(p->data, 0)));
}

/* Rounded up to whole pages. */
static void fix_memory_odd(
	struct check *c, struct finding *f, const struct dt_node *n, const char *prop)
{
	const struct dt_prop *p = dt_prop(n, prop);
	uint64_t kib = p && p->len == 8 ? dt_number(p->data, 2) + 3 : 0;

	if (kib)
		rules_fix_set(c, f, n, prop,
			findings_str(c->findings, "<0x%x 0x%x>", (uint32_t)(kib >> 32),
				(uint32_t)kib & ~3u));
}

static void fix_cpus(struct check *c, struct finding *f, const struct dt_node *n, const char *prop)
{
	const struct dt_prop *p = dt_prop(n, prop);
	uint32_t last = p && p->len >= 4 ? dt_cell(p->data, p->len / 4 - 1) : 0;

	rules_maybe_set(c, f, n, prop,
		findings_str(c->findings, "<%u>", last && last <= 128 && p->len == 8 ? last : 1));
}

/* The number without the bits that are wrong. */
static void fix_bits(struct check *c, struct finding *f, const struct boot_event *e)
{
	uint32_t now;

	if (!dt_prop_u32(e->node, e->prop, &now))
		return;
	if (now & ~e->wrong_bits)
		rules_maybe_set(c, f, e->node, e->prop,
			findings_str(c->findings, "<%u>", now & ~e->wrong_bits));
	else
		rules_maybe_remove(c, f, e->node, e->prop);
}

/* Which of two trigger types is true the tree does not say. */
static void fix_trigger(struct check *c, struct finding *f, const struct boot_trigger *t)
{
	rules_maybe_cell(
		c, f, t->node, t->prop->name, t->cell, findings_str(c->findings, "%u", t->value));
}

/* What the hardware domain must not have; its capabilities may be what is meant. */
static void fix_hardware(
	struct check *c, struct finding *f, const struct dt_node *n, const char *prop)
{
	if (strcmp(prop, "capabilities") != 0)
		rules_maybe_remove(c, f, n, prop);
}

/* The counts of the root, as Xen and Linux want them there. */
static void fix_reserved(
	struct check *c, struct finding *f, const struct dt_node *n, const char *prop)
{
	struct fix *fix =
		finding_fix(c->findings, f, SDC_MAYBE_INCORRECT, "write the root's cell counts");
	static const char *const names[] = { "#address-cells", "#size-cells" };
	bool whole = n->parent != NULL;

	(void)prop;
	for (size_t i = 0; whole && i < 2; i++) {
		uint32_t root, now;

		whole = dt_prop_u32(c->tree->nodes, names[i], &root);
		if (whole && (!dt_prop_u32(n->parent, names[i], &now) || now != root))
			whole = edit_set_prop(c->findings, fix, c->tree, n->parent, names[i],
				findings_str(c->findings, "<%u>", root));
	}
	fix_end(f, fix, whole);
}

/* The first bus above without ranges. */
static void fix_bus(struct check *c, struct finding *f, const struct dt_node *n, const char *prop)
{
	(void)prop;
	for (n = n->parent; n && n->parent; n = n->parent) {
		if (dt_prop(n, "ranges"))
			continue;
		rules_maybe_set(c, f, n, "ranges", NULL);
		return;
	}
}

/* The fourth of the architected timer is PPI 10 everywhere. */
static void fix_timer(struct check *c, struct finding *f, const struct dt_node *n, const char *prop)
{
	const struct dt_prop *p = dt_prop(n, "interrupts");
	static const uint32_t usual[] = { 13, 14, 11 };

	(void)prop;
	if (!p || p->len != 36)
		return;
	for (size_t i = 0; i < 3; i++)
		if (dt_cell(p->data, 3 * i) != 1 || dt_cell(p->data, 3 * i + 1) != usual[i])
			return;
	rules_maybe_set(c, f, n, "interrupts",
		findings_str(c->findings, "<1 13 %u>, <1 14 %u>, <1 11 %u>, <1 10 %u>",
			dt_cell(p->data, 2), dt_cell(p->data, 5), dt_cell(p->data, 8),
			dt_cell(p->data, 8)));
}

static void fix_console(
	struct check *c, struct finding *f, const struct dt_node *n, const char *prop)
{
	if (prop && !strcmp(prop, "stdout-path") && dt_by_path(c->tree, "serial0"))
		rules_maybe_set(c, f, n, prop, "\"serial0\"");
}

static const struct {
	enum rule_id rule;
	fix_function *fix;
} others[] = {
	{ RULE_DOMAIN_MEMORY, fix_memory },
	{ RULE_DOMAIN_MEMORY_ODD, fix_memory_odd },
	{ RULE_DOMAIN_CPUS, fix_cpus },
	{ RULE_DOMAIN_CAPABILITIES, fix_hardware },
	{ RULE_RESERVED_CELLS, fix_reserved },
	{ RULE_DEVICE_NO_BUS, fix_bus },
	{ RULE_TIMER_INTERRUPTS, fix_timer },
	{ RULE_CONSOLE_MISSING, fix_console },
};

void construction_fix(struct check *c, struct finding *f, const struct boot_event *e)
{
	const struct dt_node *n = e->node;
	const char *prop = e->prop;

	if (f->message && e->wrong_bits)
		fix_bits(c, f, e);
	if (f->message && e->trigger.prop)
		fix_trigger(c, f, &e->trigger);
	for (size_t i = 0; f->message && i < sizeof(simple) / sizeof(simple[0]); i++)
		if (simple[i].rule == f->rule->id)
			fix_simple(c, f, n, prop, i);
	for (size_t i = 0; f->message && i < sizeof(others) / sizeof(others[0]); i++)
		if (others[i].rule == f->rule->id)
			others[i].fix(c, f, n, prop);
}
