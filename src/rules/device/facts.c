// SPDX-License-Identifier: BSD-2-Clause
/* The tree against what the firmware says about single resources: rates, levels, names, rights. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/near.h"
#include "rules/device/resources.h"
#include "rules/fixes.h"
#include "rules/subjects.h"
#include "scmi/proto.h"

/* Calls for every use of a resource of the host's that the firmware describes. */
typedef void use_check(struct check *c, const struct rule *r, const struct scmi_use *u,
	const struct fw_protocol *p, uint32_t number);

static void for_each_use(struct check *c, const struct rule *r, uint32_t protocol, use_check *check)
{
	const struct scmi_model *m = c->model;
	bool known;
	const struct fw_agent *a = resources_host_agent(c, &known);
	const struct scmi_instance *host = known ? scmi_host(m) : NULL;
	const struct fw_protocol *p = host ? fw_protocol_of(c->firmware, a, protocol) : NULL;

	for (size_t i = 0; p && p->n_resources[0] && i < m->n_uses; i++) {
		const struct scmi_use *u = &m->uses[i];
		uint32_t number;

		if (u->protocol->instance == host && u->protocol->has_id &&
			u->protocol->id == protocol && resources_number(u, &number))
			check(c, r, u, p, number);
	}
}

/* The rate that the tree assigns to the clock of that use; false where it assigns none. */
static bool assigned_rate(const struct scmi_use *u, const char **prop, uint64_t *rate)
{
	const struct dt_prop *narrow = dt_prop(u->device, "assigned-clock-rates");
	const struct dt_prop *wide = dt_prop(u->device, "assigned-clock-rates-u64");
	size_t i = u->ref.index;

	if (strcmp(u->prop->name, "assigned-clocks") != 0)
		return false;
	if (wide && i < wide->len / 8) {
		*prop = "assigned-clock-rates-u64";
		*rate = (uint64_t)dt_cell(wide->data, 2 * i) << 32 | dt_cell(wide->data, 2 * i + 1);
	} else if (narrow && i < narrow->len / 4) {
		*prop = "assigned-clock-rates";
		*rate = dt_cell(narrow->data, i);
	} else {
		return false;
	}
	return *rate != 0;
}

static bool in_list(const struct fact *f, uint64_t value)
{
	for (size_t i = 0; i < f->n_list; i++)
		if (f->list[i] == value)
			return true;
	return false;
}

static void hint_values(
	struct check *c, struct finding *f, const char *what, const struct fact *values)
{
	struct fact some = *values;
	struct buf text = { 0 };

	some.n_list = some.n_list < 16 ? some.n_list : 16;
	fact_put(&text, &some);
	finding_hint(c->findings, f, "%s %s%s", what, buf_str(&text),
		some.n_list < values->n_list ? " and others" : "");
	buf_free(&text);
}

/* The nearest value of the list in place of one that is none. */
static void fix_nearest(struct check *c, struct finding *f, const struct dt_node *n,
	const char *prop, uint32_t cell, uint64_t now, const struct fact *values)
{
	uint64_t best = values->list[0];

	for (size_t i = 1; i < values->n_list; i++) {
		uint64_t v = values->list[i], a = v > now ? v - now : now - v;
		uint64_t b = best > now ? best - now : now - best;

		best = a < b ? v : best;
	}
	if (f->message && best <= UINT32_MAX)
		rules_maybe_cell(
			c, f, n, prop, cell, findings_str(c->findings, "%u", (uint32_t)best));
}

static void rate_of(struct check *c, const struct rule *r, const struct scmi_use *u,
	const struct fw_protocol *p, uint32_t number)
{
	const struct fw_resource *clock = fw_resource_of(p, 0, number);
	const struct fact *range = fact_of(clock, FACT_RATE_RANGE);
	const struct fact *rates = fact_of(clock, FACT_RATES);
	const struct fact *may = fact_of(clock, FACT_MAY_SET_RATE);
	const char *prop;
	struct finding *f;
	uint64_t rate;

	if (!assigned_rate(u, &prop, &rate))
		return;
	if (range && range->n_list >= 2 && (rate < range->list[0] || rate > range->list[1]))
		hint_values(c,
			finding_add(c->findings, r, u->device, prop, (int)u->ref.index,
				"clock %u does not reach a rate of %llu Hz", number,
				(unsigned long long)rate),
			"minimum, maximum and step are", range);
	else if (rates && rates->n_list && !in_list(rates, rate)) {
		f = finding_add(c->findings, r, u->device, prop, (int)u->ref.index,
			"clock %u has no rate of %llu Hz", number, (unsigned long long)rate);
		hint_values(c, f, "it has", rates);
		if (!strcmp(prop, "assigned-clock-rates"))
			fix_nearest(c, f, u->device, prop, u->ref.index, rate, rates);
	} else if (may && !may->number) {
		f = finding_add(c->findings, r, u->device, prop, (int)u->ref.index,
			"the firmware does not let this agent set the rate of clock %u", number);
		finding_hint(c->findings, f, "write 0, or let the firmware permit it");
	}
}

static void check_rates(struct check *c, const struct rule *r)
{
	for_each_use(c, r, SCMI_CLOCK, rate_of);
}

/* The levels in the table of operating points of a device with a performance domain. */
static void levels_of(struct check *c, const struct rule *r, const struct scmi_use *u,
	const struct fw_protocol *p, uint32_t number)
{
	const struct fact *levels = fact_of(fw_resource_of(p, 0, number), FACT_LEVELS);
	const struct dt_node *table, *point;
	uint32_t phandle, level;

	if (!levels || !levels->n_list || !dt_prop_u32(u->device, "operating-points-v2", &phandle))
		return;
	table = dt_by_phandle(c->tree, phandle);
	for (point = table ? table->child : NULL; point; point = point->next) {
		struct finding *f;

		if (!dt_prop_u32(point, "opp-level", &level) || in_list(levels, level))
			continue;
		f = finding_add(c->findings, r, point, "opp-level", 0,
			"performance domain %u has no level %u", number, level);
		finding_relate(c->findings, f, u->device, "uses the table");
		hint_values(c, f, "its levels are", levels);
		fix_nearest(c, f, point, "opp-level", 0, level, levels);
	}
}

static void check_levels(struct check *c, const struct rule *r)
{
	for_each_use(c, r, SCMI_PERFORMANCE, levels_of);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of one kind, sorted; NULL where one of them is not known. */
static const char **names_of(const struct fw_protocol *p, unsigned int kind)
{
	size_t n = p->n_resources[kind];
	uint32_t all = kind == SCMI_PIN_TYPE_PIN     ? p->count
		       : kind == SCMI_PIN_TYPE_GROUP ? p->groups
						     : p->functions;
	const char **names;

	if (!n || n < all)
		return NULL;
	names = xmalloc(n * sizeof(*names));
	for (size_t i = 0; i < n; i++) {
		names[i] = p->resources[kind][i].name;
		if (!names[i]) {
			free(names);
			return NULL;
		}
	}
	qsort(names, n, sizeof(*names), by_text);
	return names;
}

static const struct {
	const char *prop;
	unsigned int kind;
} pin_props[] = {
	{ "pins", SCMI_PIN_TYPE_PIN },
	{ "groups", SCMI_PIN_TYPE_GROUP },
	{ "function", SCMI_PIN_TYPE_FUNCTION },
};

#define N_PIN_PROPS (sizeof(pin_props) / sizeof(pin_props[0]))

static void unknown_name(struct check *c, const struct rule *r, const struct dt_node *state,
	const struct dt_prop *prop, int index, const char *name, unsigned int kind,
	const char **names, size_t n_names)
{
	static const char *const kinds[] = { "pin", "group", "function" };
	struct finding *f = finding_add(c->findings, r, state, prop->name, index,
		"the firmware has no %s \"%s\"", kinds[kind], name);
	struct near near = near_start(name);

	finding_hint(c->findings, f, "write a name that the firmware has, \"%s\" for instance",
		names[0]);
	if (!f->message || dt_prop_string(state, prop->name) != name)
		return;
	for (size_t i = 0; i < n_names; i++)
		near_try(&near, names[i]);
	if (near.best && rules_text(c, near.best))
		rules_maybe_set(c, f, state, prop->name, rules_text(c, near.best));
}

static void check_state(struct check *c, const struct rule *r, const struct dt_node *state,
	const char **const names[FW_KINDS], const struct fw_protocol *p)
{
	for (size_t i = 0; i < N_PIN_PROPS; i++) {
		unsigned int kind = pin_props[i].kind;
		const struct dt_prop *prop = dt_prop(state, pin_props[i].prop);
		const char *name = NULL;
		int index = 0;

		for (; prop && names[kind] && (name = dt_prop_next_string(prop, name)); index++)
			if (!bsearch(&name, names[kind], p->n_resources[kind], sizeof(name),
				    by_text))
				unknown_name(c, r, state, prop, index, name, kind, names[kind],
					p->n_resources[kind]);
	}
}

/* Pin states are nodes below the protocol's, one or two levels deep. */
static void check_states(struct check *c, const struct rule *r, const struct dt_node *protocol,
	const struct fw_protocol *p)
{
	const char **names[FW_KINDS] = { NULL };
	const struct dt_node *state, *part;

	for (unsigned int kind = 0; kind < FW_KINDS; kind++)
		names[kind] = names_of(p, kind);
	dt_for_each_child(protocol, state) {
		check_state(c, r, state, (const char **const *)names, p);
		dt_for_each_child(state, part)
			check_state(c, r, part, (const char **const *)names, p);
	}
	for (unsigned int kind = 0; kind < FW_KINDS; kind++)
		free(names[kind]);
}

static void check_pins(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	bool known;
	const struct fw_agent *a = resources_host_agent(c, &known);
	const struct scmi_instance *host = known ? scmi_host(m) : NULL;
	const struct fw_protocol *p = host ? fw_protocol_of(c->firmware, a, SCMI_PINCTRL) : NULL;

	for (size_t i = 0; p && i < m->n_protocols; i++)
		if (m->protocols[i].instance == host && m->protocols[i].has_id &&
			m->protocols[i].id == SCMI_PINCTRL)
			check_states(c, r, m->protocols[i].node, p);
}

static void report_shared(struct check *c, const struct rule *r, const struct scmi_use *u,
	const struct fw_resource *own, const struct fw_agent *a)
{
	const char *rights = resources_rights(c->firmware, a, own);
	char who[FW_AGENT_TEXT];
	struct finding *f;

	if (!rights)
		return;
	f = finding_add(c->findings, r, u->device, u->prop->name, (int)u->ref.index,
		"%s may set %s of clock %u (\"%s\"), which this device of the host uses",
		fw_agent_text(a, who), rights, own->id, own->name);
	finding_hint(c->findings, f, "take the right from that agent in the firmware");
}

/* Each clock once, at the first device that uses it. */
static void check_shared(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	bool known, *seen;
	const struct fw_agent *own = resources_host_agent(c, &known);
	const struct scmi_instance *host = known ? scmi_host(m) : NULL;
	const struct fw_protocol *p = host ? fw_protocol_of(c->firmware, own, SCMI_CLOCK) : NULL;

	if (!p || !p->n_resources[0] || c->firmware->n_agents < 2)
		return;
	seen = calloc(0x10000, sizeof(*seen));
	for (size_t i = 0; seen && i < m->n_uses; i++) {
		const struct scmi_use *u = &m->uses[i];
		const struct fw_resource *clock;
		uint32_t number;

		if (u->protocol->instance != host || u->protocol->id != SCMI_CLOCK ||
			!u->protocol->has_id || !resources_number(u, &number) || number > 0xffff ||
			seen[number] || !dt_available(u->device) ||
			dt_prop(u->device, "xen,passthrough"))
			continue;
		seen[number] = true;
		clock = fw_resource_of(p, 0, number);
		for (size_t j = 0; clock && j < c->firmware->n_agents; j++)
			if (&c->firmware->agents[j] != own && !c->firmware->agents[j].trusted)
				report_shared(c, r, u, clock, &c->firmware->agents[j]);
	}
	free(seen);
}

static const struct rule_check checks[] = {
	{ RULE_FW_CLOCK_RATE, check_rates },
	{ RULE_FW_OPP_LEVEL, check_levels },
	{ RULE_FW_PIN_NAME, check_pins },
	{ RULE_FW_CLOCK_SHARED, check_shared },
};

const struct rule_set rules_facts = { checks, sizeof(checks) / sizeof(checks[0]) };
