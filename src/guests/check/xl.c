// SPDX-License-Identifier: BSD-2-Clause
/* What xl or Xen refuses, or silently leaves out, of a guest's configuration. */
#include <inttypes.h>
#include <string.h>

#include "dt/addr.h"
#include "dt/irq.h"
#include "guests/check/fixes.h"
#include "guests/check/some.h"
#include "guests/check/subjects.h"
#include "guests/view.h"

#include "xen/boot/boot.h"
#include "xen/iommu.h"
#include "xen/keeps.h"

#define VUART_BASE UINT64_C(0x22000000) /* xen/include/public/arch-arm.h, GUEST_PL011_BASE */
#define VUART_IRQ  32

/* A key of EPAM's toolstack, and what comes of its absence. */
struct downstream_key {
	const char *key, *effect;
};

static const struct downstream_key downstream[] = {
	{ "dt_passthrough_nodes",
		"copies /passthrough and /aliases alone: the guest lacks the nodes "
		"that the key lists" },
	{ "dt_compatible", "ignores the key: the guest's root is compatible with xen,xenvm alone" },
	{ "force_assign_without_iommu",
		"ignores the key, and refuses dtdev of a device behind no IOMMU" },
	{ "scmi", "ignores the key: arm_sci decides whether the guest has SCMI" },
	{ "dtb", "ignores the key: the guest's partial tree is that of device_tree" },
	{ "iommu", "ignores the key: dtdev and passthrough decide" },
};

static const struct xl_setting *setting(const struct guest_view *g, const char *key)
{
	return g->config ? xlcfg_find(g->config, key) : NULL;
}

/* Keys that came after the first of the versions that are known. */
static void young_key(struct check *c, const struct rule *r, const struct guest_view *g,
	const char *key, const char *effect)
{
	const struct xl_setting *s = setting(g, key);
	struct finding *f;

	if (!s)
		return;
	f = finding_at(c->findings, r, guest_at_setting(g, s, -1), "xl of Xen %s does not know %s",
		c->boot->caps->version, s->key);
	finding_effect(c->findings, f, "%s", effect);
	finding_hint(c->findings, f, "leave the key out for this version, or take a later one");
}

static void young_keys(struct check *c, const struct rule *r, const struct guest_view *g)
{
	if (!c->boot)
		return;
	if (!c->boot->caps->sci)
		young_key(c, r, g, "arm_sci", "ignores the key: the guest has no SCMI");
	if (!c->boot->caps->xl_nr_spis)
		young_key(c, r, g, "nr_spis",
			"ignores the key: the guest has as many SPIs as its interrupts need");
}

static void downstream_keys(struct check *c, const struct rule *r, const struct guest_view *g)
{
	if (!g->epam)
		young_keys(c, r, g);
	for (size_t i = 0; !g->epam && i < sizeof(downstream) / sizeof(downstream[0]); i++) {
		const struct xl_setting *s = setting(g, downstream[i].key);
		struct finding *f;

		if (!s)
			continue;
		f = finding_at(c->findings, r, guest_at_setting(g, s, -1),
			"%s is a key of EPAM's toolstack", s->key);
		finding_effect(c->findings, f, "%s", downstream[i].effect);
		finding_hint(c->findings, f,
			"let scmi-dtcheck migrate carry the configuration over, or check with "
			"--toolstack=epam where that toolstack starts the guest");
	}
}

/* EPAM's toolstack can be told to go on. */
static bool is_forced(const struct guest_view *g)
{
	return setting(g, "force_assign_without_iommu") != NULL;
}

static void refused(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct guest_device *first = NULL;
	struct some list = { 0 };
	struct finding *f;

	for (size_t i = 0; g->config && i < g->devices.n; i++) {
		const struct guest_device *d = &g->devices.v[i];

		if (!d->host || xen_keeps(d->host) || xen_protects(c->model, d->host) ||
			findings_about(c->findings, d->host, "iommus"))
			continue;
		first = first ? first : d;
		some_add(&list, d->path);
	}
	if (!first || is_forced(g)) {
		some_text(c, &list);
		return;
	}
	f = finding_at(c->findings, r, guest_at_device(g, first),
		"dtdev names %s, behind no IOMMU%s", some_text(c, &list),
		xen_has_iommu(c->model) ? " that Xen uses" : ": Xen uses none on this host");
	finding_relate(c->findings, f, first->host, "the first of them");
	for (size_t i = 0; i < g->devices.n; i++)
		if (g->devices.v[i].host && !xen_protects(c->model, g->devices.v[i].host))
			finding_concerns(c->findings, f, g->devices.v[i].host, NULL);
	finding_hint(c->findings, f,
		"leave it out of dtdev: iomem and irqs give the device to the guest; without any "
		"entry of dtdev leave out passthrough, too");
	guest_fix_drop(c, f, SDC_MAYBE_INCORRECT, g, first->setting, first->entry);
}

static void passthrough_key(struct check *c, const struct rule *r, const struct guest_view *g)
{
	static const char *const fine[] = { "default", "enabled", "share_pt", NULL };
	const struct xl_setting *s = g->config ? guest_setting(g, "passthrough") : NULL;
	const char *text = s && !s->is_list ? s->items[0].text : NULL, *why = "";
	struct finding *f;

	if (!text)
		return;
	if (!strcasecmp(text, "disabled")) {
		if (!g->devices.n)
			return;
		why = ", but dtdev names devices";
	} else {
		bool known = false;

		for (size_t i = 0; fine[i]; i++)
			known |= !strcasecmp(text, fine[i]);
		/* That dtdev is refused there has been said. */
		if (known &&
			(!strcasecmp(text, "default") || g->devices.n || xen_has_iommu(c->model)))
			return;
		if (known)
			why = ", but Xen uses no IOMMU on this host";
	}
	f = finding_at(
		c->findings, r, guest_at_setting(g, s, 0), "passthrough = \"%s\"%s", text, why);
	finding_hint(
		c->findings, f, g->devices.n ? "write passthrough = \"enabled\"" : "leave it out");
	if (g->devices.n)
		guest_fix_value(c, f, SDC_MACHINE_APPLICABLE, g, s, 0, "\"enabled\"");
	else
		guest_fix_drop(c, f, SDC_MACHINE_APPLICABLE, g, s, 0);
}

static void irq_twice(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->irqs.n; i++) {
		struct finding *f;

		if (!g->irqs.v[i].repeated)
			continue;
		f = finding_at(c->findings, r, guest_at_irq(g, &g->irqs.v[i]),
			"interrupt %u is listed a second time", g->irqs.v[i].irq);
		finding_hint(c->findings, f, "list it once, whoever of the guest's devices has it");
		guest_fix_drop(
			c, f, SDC_MACHINE_APPLICABLE, g, g->irqs.v[i].setting, g->irqs.v[i].entry);
	}
}

static const struct dt_node *host_gic(const struct check *c)
{
	const struct dt_node *n;

	dt_for_each_node(c->tree, n)
		if (dt_is_gic(n))
			return n;
	return NULL;
}

/* A GICv3 serves guests of version 2 where it has the registers for it (gicv3_dt_init()). */
static bool serves(const struct check *c, const struct dt_node *gic, bool v3)
{
	if (!dt_compatible(gic, "arm,gic-v3"))
		return !v3;
	return v3 || dt_reg_count(c->tree, gic, DT_CELLS_INHERIT) >= 5;
}

static void gic_version(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct xl_setting *s = setting(g, "gic_version");
	const struct dt_node *gic = s && !s->is_list ? host_gic(c) : NULL;
	const char *text = gic ? s->items[0].text : NULL;
	struct finding *f;
	bool v3;

	if (!text || (strcasecmp(text, "v2") && strcasecmp(text, "v3")))
		return;
	v3 = !strcasecmp(text, "v3");
	if (serves(c, gic, v3))
		return;
	f = finding_at(c->findings, r, guest_at_setting(g, s, 0),
		"gic_version = \"%s\", but the host's interrupt controller is of version %d", text,
		v3 ? 2 : 3);
	finding_relate(c->findings, f, gic, "the host's interrupt controller");
	finding_hint(c->findings, f, "write gic_version = \"default\", or leave it out");
	guest_fix_value(c, f, SDC_MACHINE_APPLICABLE, g, s, 0, "\"default\"");
}

static void vuart(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct xl_setting *s = setting(g, "vuart");
	const struct guest_mapping *m;
	struct finding *f;

	if (!s || s->is_list || strcasecmp(s->items[0].text, "sbsa_uart"))
		return;
	m = guest_at(g, VUART_BASE);
	if (m) {
		f = finding_at(c->findings, r, guest_at_mapping(g, m),
			"guest address 0x%" PRIx64 " is where vuart puts the guest's UART",
			VUART_BASE);
		finding_hint(c->findings, f,
			"give the device another guest address, or leave out vuart");
		guest_fix_drop(c, f, SDC_MAYBE_INCORRECT, g, s, 0);
	}
	if (!guest_has_irq(g->given_irqs.v, g->given_irqs.n, VUART_IRQ))
		return;
	f = finding_at(c->findings, r, guest_at_list(g, "irqs"),
		"vuart takes interrupt %d for the guest's UART", VUART_IRQ);
	finding_hint(c->findings, f, "leave out vuart, or that device");
	guest_fix_drop(c, f, SDC_MAYBE_INCORRECT, g, s, 0);
}

static void source_text(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct xl_setting *s = setting(g, "device_tree");
	const char *dot = s && !s->is_list ? strrchr(s->items[0].text, '.') : NULL;
	struct finding *f;

	if (!dot || strcmp(dot, ".dts"))
		return;
	f = finding_at(c->findings, r, guest_at_setting(g, s, 0),
		"device_tree = \"%s\" is a source by its name", s->items[0].text);
	finding_hint(c->findings, f, "compile it with dtc, and name the blob");
}

GUEST_CHECK(downstream_keys)
GUEST_CHECK(refused)
GUEST_CHECK(passthrough_key)
GUEST_CHECK(irq_twice)
GUEST_CHECK(gic_version)
GUEST_CHECK(vuart)
GUEST_CHECK(source_text)

static const struct rule_check checks[] = {
	{ RULE_GUEST_KEY_DOWNSTREAM, check_downstream_keys },
	{ RULE_GUEST_DTDEV_REFUSED, check_refused },
	{ RULE_GUEST_CONFIG_PASSTHROUGH, check_passthrough_key },
	{ RULE_GUEST_IRQ_TWICE, check_irq_twice },
	{ RULE_GUEST_GIC_VERSION, check_gic_version },
	{ RULE_GUEST_VUART, check_vuart },
	{ RULE_GUEST_TREE_SOURCE, check_source_text },
};

const struct rule_set rules_guest_xl = { checks, sizeof(checks) / sizeof(checks[0]) };
