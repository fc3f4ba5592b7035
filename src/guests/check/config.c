// SPDX-License-Identifier: BSD-2-Clause
/* What the files of a guest get wrong before any device is looked at. */
#include <string.h>

#include "base/files/path.h"
#include "guests/check/fixes.h"
#include "guests/check/subjects.h"
#include "guests/view.h"
#include "plan/plan.h"

static void passthrough(struct check *c, const struct rule *r, const struct guest_view *g)
{
	struct finding *f;

	if (dt_child(g->tree->nodes, "passthrough"))
		return;
	f = finding_at(c->findings, r, guest_at_file(g), "the guest's tree has no /passthrough");
	finding_hint(c->findings, f,
		"write passthrough { compatible = \"simple-bus\"; #address-cells = <2>; "
		"#size-cells = <2>; ranges; ... }; in the root, around all devices");
}

/* Nodes elsewhere are not copied: a /gic may stand for the guest's. */
static void phandles(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct dt_node *root = dt_child(g->tree->nodes, "passthrough");

	for (const struct dt_node *n = root; n && n < root + root->n_tree; n++) {
		struct finding *f;

		if (n->phandle != PLAN_GIC && n->phandle != PLAN_GIC + 1)
			continue;
		f = finding_at(c->findings, r,
			guest_at_node(g, n, dt_prop(n, "phandle") ? "phandle" : NULL, -1),
			"the node has phandle 0x%x (%u), which is Xen's own", n->phandle,
			n->phandle);
		finding_hint(
			c->findings, f, "let dtc choose the phandle, or write one below 65000");
	}
}

static void misspelt(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; g->config && i < g->config->n; i++) {
		const struct xl_setting *s = &g->config->settings[i];
		const char *meant = guest_key_meant(s->key);
		struct finding *f;

		if (!meant)
			continue;
		f = finding_at(
			c->findings, r, guest_at_setting(g, s, -1), "unknown key '%s'", s->key);
		finding_hint(c->findings, f, "did you mean '%s'?", meant);
		guest_fix_key(c, f, g, s, meant);
	}
}

static void values(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->bad_values.n; i++) {
		const struct guest_value *b = &g->bad_values.v[i];
		const char *key = b->setting->key;
		struct finding *f;

		if (b->text)
			f = finding_at(c->findings, r,
				guest_at_entry(g, b->setting, NULL, NULL, b->entry),
				"xl cannot read \"%s\" in %s", b->text, key);
		else
			f = finding_at(c->findings, r,
				guest_at_entry(g, b->setting, NULL, NULL, -1), "%s is not %s", key,
				!strcmp(key, "arm_sci") ? "a string" : "a list");
		finding_hint(c->findings, f,
			"write iomem = [ \"START,COUNT@GUEST\" ] in hexadecimal page frames, irqs = [ "
			"NUMBER ], dtdev = [ \"/path\" ], arm_sci = \"type=scmi_smc\" or "
			"\"type=scmi_smc_multiagent,agent_id=N\"");
	}
}

static const char *sci_text(struct check *c, const struct guest_view *g)
{
	const struct xl_setting *s = g->sci.setting;
	const char *text;

	if (!s)
		return "the configuration has no arm_sci";
	text = findings_str(c->findings, "arm_sci = \"%s\"", s->items[0].text);
	if (g->sci.type == SCMI_TYPE_MULTI_AGENT && !g->sci.has_id)
		text = findings_str(c->findings, "%s, in which xl finds no agent_id", text);
	else if (g->sci.cut)
		text = findings_str(
			c->findings, "%s, in which xl reads agent_id as %u", text, g->sci.id);
	return text;
}

static void fix_agent(struct check *c, struct finding *f, const struct guest_view *g)
{
	const char *text = NULL;

	if (!c->sci->numbers_agents)
		text = "\"type=scmi_smc\"";
	else if (g->has_other)
		text = findings_str(
			c->findings, "\"type=scmi_smc_multiagent,agent_id=%u\"", g->other);
	if (text && g->sci.setting)
		guest_fix_value(c, f, SDC_MAYBE_INCORRECT, g, g->sci.setting, 0, text);
	else if (text)
		guest_fix_line(c, f, SDC_MAYBE_INCORRECT, g, "arm_sci", text);
}

static void agent(struct check *c, const struct rule *r, const struct guest_view *g)
{
	struct finding *f = NULL;
	struct location at;

	if (!g->config || g->sci.bad || g->doubtful)
		return;
	at = guest_at_setting(g, g->sci.setting, g->sci.setting ? 0 : -1);
	if (g->has_other)
		f = finding_at(c->findings, r, at,
			"%s, but doorbell 0x%x of the guest's tree is agent %u's", sci_text(c, g),
			g->scmi.smc_id, g->other);
	else if (!g->has_channel && (g->scmi.node || g->sci.type != SCMI_TYPE_NONE))
		f = finding_at(c->findings, r, at, "%s, which is no channel of the host tree%s",
			sci_text(c, g), g->scmi.node ? "; the guest's tree has an SCMI node" : "");
	if (f && !c->sci->numbers_agents)
		finding_hint(c->findings, f, "write arm_sci = \"type=scmi_smc\"");
	else if (f && g->has_other)
		finding_hint(c->findings, f,
			"write arm_sci = \"type=scmi_smc_multiagent,agent_id=%u\", or the doorbell "
			"of the agent that is meant",
			g->other);
	else if (f)
		finding_hint(c->findings, f,
			"write arm_sci = \"type=scmi_smc_multiagent,agent_id=N\" with an agent of "
			"the host tree's table");
	if (f)
		fix_agent(c, f, g);
}

/* The name of a file without its directories, and its length without what follows a dot. */
static const char *stem(const char *path, size_t *len)
{
	const char *name = path_name(path);
	const char *dot = strrchr(name, '.');

	*len = dot && dot != name ? (size_t)(dot - name) : strlen(name);
	return name;
}

/* xl takes no sources; where the blob is on the target, nobody knows. */
static const char *blob_name(struct check *c, const char *file)
{
	size_t len;
	const char *name = stem(file, &len);

	return findings_str(c->findings, "%.*s.dtb", (int)len, name);
}

static void tree(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct xl_setting *s = g->config ? guest_setting(g, "device_tree") : NULL;
	size_t want, have;
	struct finding *f;

	if (!g->config)
		return;
	if (!s || s->is_list) {
		f = finding_at(
			c->findings, r, guest_at_setting(g, s, -1), "device_tree is missing");
	} else {
		const char *a = stem(g->tree->file, &want), *b = stem(s->items[0].text, &have);

		if (*g->tree->file == '<' || (want == have && !strncmp(a, b, want)))
			return;
		f = finding_at(c->findings, r, guest_at_setting(g, s, 0),
			"device_tree = \"%s\", but the guest's tree is %s", s->items[0].text,
			g->tree->file);
		f->severity = SDC_NOTE;
	}
	finding_hint(c->findings, f, "write where the guest's partial tree is in device_tree");
	if (!s && *g->tree->file != '<')
		guest_fix_line(c, f, SDC_MAYBE_INCORRECT, g, "device_tree",
			findings_str(c->findings, "\"%s\"", blob_name(c, g->tree->file)));
}

GUEST_CHECK(passthrough)
GUEST_CHECK(tree)
GUEST_CHECK(phandles)
GUEST_CHECK(misspelt)
GUEST_CHECK(values)
GUEST_CHECK(agent)

static const struct rule_check checks[] = {
	{ RULE_GUEST_PASSTHROUGH_MISSING, check_passthrough },
	{ RULE_GUEST_PHANDLE_RESERVED, check_phandles },
	{ RULE_GUEST_KEY_MISSPELT, check_misspelt },
	{ RULE_GUEST_CONFIG_VALUE, check_values },
	{ RULE_GUEST_CONFIG_TREE, check_tree },
	{ RULE_GUEST_CONFIG_AGENT, check_agent },
};

const struct rule_set rules_guest_config = { checks, sizeof(checks) / sizeof(checks[0]) };
