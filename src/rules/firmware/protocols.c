// SPDX-License-Identifier: BSD-2-Clause
/* References to the resources of SCMI protocols. */
#include <stdlib.h>
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

#define SHOWN_DEVICES 4

/* Which standard protocols serve a kind of reference (Linux,
 * Documentation/devicetree/bindings/firmware/arm,scmi.yaml). */
static const struct {
	const char *cells, *what;
	uint32_t protocols[2];
} kinds[] = {
	/* Linux served clocks of processors by the performance protocol. */
	{ "#clock-cells", "clocks", { 0x14, 0x13 } },
	{ "#performance-domain-cells", "performance domains", { 0x13, 0 } },
	{ "#power-domain-cells", "power domains", { 0x11, 0x13 } },
	{ "#reset-cells", "resets", { 0x16, 0 } },
	{ "#thermal-sensor-cells", "sensors", { 0x15, 0 } },
};

/* Returns NULL where the provider serves that, else what it does not serve. */
static const char *not_served(const struct scmi_use *u)
{
	const struct scmi_protocol *p = u->protocol;

	if (!p->has_id || p->id >= 0x80 || u->ref.provider != p->node)
		return NULL;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcmp(u->cells_name, kinds[i].cells))
			return kinds[i].protocols[0] == p->id || kinds[i].protocols[1] == p->id
				       ? NULL
				       : kinds[i].what;
	return NULL;
}

struct user {
	const struct dt_node *blamed;
	const char *cells;
	const struct dt_node *device;
	const char *prop; /* of the device, that refers to it */
};

struct users {
	VEC(struct user) list;
};

static int by_blamed(const void *a, const void *b)
{
	const struct user *x = a, *y = b;
	int order;

	if (x->blamed != y->blamed)
		return x->blamed < y->blamed ? -1 : 1;
	order = strcmp(x->cells, y->cells);
	if (order)
		return order;
	return x->device < y->device ? -1 : x->device > y->device;
}

static void sort(struct users *u)
{
	if (u->list.n)
		qsort(u->list.v, u->list.n, sizeof(*u->list.v), by_blamed);
}

/* Names some of the devices @first to @end, which have one cause. */
static void relate_devices(
	struct check *c, struct finding *f, const struct users *u, size_t first, size_t end)
{
	const struct dt_node *last = NULL;
	size_t shown = 0;

	for (size_t i = first; i < end; i++) {
		if (u->list.v[i].device == last)
			continue;
		last = u->list.v[i].device;
		if (shown++ < SHOWN_DEVICES)
			finding_relate(c->findings, f, last, "refers to it");
	}
	if (shown > SHOWN_DEVICES)
		finding_relate(c->findings, f, last, "and %zu more", shown - SHOWN_DEVICES);
}

static size_t end_of_group(const struct users *u, size_t first)
{
	size_t end = first + 1;

	while (end < u->list.n && u->list.v[end].blamed == u->list.v[first].blamed &&
		!strcmp(u->list.v[end].cells, u->list.v[first].cells))
		end++;
	return end;
}

static void check_cells(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	struct users users = { 0 };
	size_t end;

	for (size_t i = 0; i < m->n_uses; i++) {
		const struct scmi_use *u = &m->uses[i];

		if (u->ref.error == DT_REF_NO_CELLS && dt_available(u->device) && !not_served(u))
			vec_push(&users.list, (struct user){ u->ref.provider, u->cells_name,
						      u->device, u->prop->name });
	}
	sort(&users);
	for (size_t first = 0; first < users.list.n; first = end) {
		const struct user *u = &users.list.v[first];
		struct finding *f;

		end = end_of_group(&users, first);
		f = finding_add(c->findings, r, u->blamed, u->cells, -1,
			"the protocol node has no %s, but devices refer to it", u->cells);
		for (size_t i = first; i < end; i++)
			finding_concerns(
				c->findings, f, users.list.v[i].device, users.list.v[i].prop);
		relate_devices(c, f, &users, first, end);
		finding_hint(c->findings, f, "write %s = <1>", u->cells);
		rules_fix_set(c, f, u->blamed, u->cells, "<1>");
	}
	vec_free(&users.list);
}

static void check_strays(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;

	for (size_t i = 0; i < m->n_strays; i++) {
		const struct scmi_use *u = &m->strays[i];
		struct finding *f;

		if (!dt_available(u->device))
			continue;
		f = finding_add(c->findings, r, u->device, u->prop->name, (int)u->ref.index,
			"%s names the SCMI node itself, which serves no resource", u->prop->name);
		finding_relate(c->findings, f, u->ref.provider, "the SCMI node");
		finding_hint(c->findings, f,
			"name one of its protocol nodes: protocol@14 for clocks, protocol@16 for "
			"resets, protocol@11 for power domains");
	}
}

static void check_wrong(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;

	for (size_t i = 0; i < m->n_uses; i++) {
		const struct scmi_use *u = &m->uses[i];
		const char *what = not_served(u);
		struct finding *f;

		if (!what || !dt_available(u->device))
			continue;
		f = finding_add(c->findings, r, u->device, u->prop->name, (int)u->ref.index,
			"%s names SCMI protocol 0x%x, which serves no %s", u->prop->name,
			u->protocol->id, what);
		finding_relate(c->findings, f, u->ref.provider, "the protocol node");
		finding_hint(c->findings, f, "name the protocol node that serves %s", what);
	}
}

static void check_disabled(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	struct users users = { 0 };
	size_t end;

	for (size_t i = 0; i < m->n_uses; i++) {
		const struct scmi_use *u = &m->uses[i];

		if (!dt_available(u->protocol->node) && dt_available(u->device) && !not_served(u))
			vec_push(&users.list,
				(struct user){ u->protocol->node, "", u->device, "status" });
	}
	sort(&users);
	for (size_t first = 0; first < users.list.n; first = end) {
		struct finding *f;

		end = end_of_group(&users, first);
		f = finding_add(c->findings, r, users.list.v[first].blamed, "status", -1,
			"the protocol node is %s, but devices refer to it",
			rules_disabled(c, users.list.v[first].blamed));
		relate_devices(c, f, &users, first, end);
		finding_hint(c->findings, f, "write status = \"okay\" or remove status");
		rules_fix_set(c, f, users.list.v[first].blamed, "status", "\"okay\"");
	}
	vec_free(&users.list);
}

static void check_missing(struct check *c, const struct rule *r)
{
	check_strays(c, r);
	check_wrong(c, r);
	check_disabled(c, r);
}

static size_t count_names(const struct dt_node *n, const char *prop)
{
	static const char *const names[][2] = { { "clocks", "clock-names" },
		{ "resets", "reset-names" }, { "power-domains", "power-domain-names" } };
	const struct dt_prop *p = NULL;
	const char *s = NULL;
	size_t count = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !p; i++)
		if (!strcmp(prop, names[i][0]))
			p = dt_prop(n, names[i][1]);
	while (p && (s = dt_prop_next_string(p, s)))
		count++;
	return count;
}

static size_t count_entries(const struct check *c, const struct scmi_use *u)
{
	struct dt_ref ref = { 0 };
	size_t count = 0;

	while (dt_ref_next(c->tree, u->prop, u->cells_name, &ref))
		count++;
	return count;
}

/* The node whose phandle stands where the resource's number should: a number was left out, as there
 * are more names than entries. NULL: not so. */
static const struct dt_node *swallowed(const struct check *c, const struct scmi_use *u)
{
	const struct dt_node *n;

	if (u->ref.error || u->ref.n_args != 1)
		return NULL;
	n = dt_by_phandle(c->tree, dt_cell(u->ref.args, 0));
	return n && dt_prop(n, u->cells_name) &&
			       count_names(u->device, u->prop->name) > count_entries(c, u)
		       ? n
		       : NULL;
}

static void report_swallowed(
	struct check *c, const struct rule *r, const struct scmi_use *u, const struct dt_node *next)
{
	struct finding *f = finding_add(c->findings, r, u->device, u->prop->name, (int)u->ref.index,
		"%s does not say which resource of the provider is meant: the phandle of the next "
		"entry is read as its number",
		u->prop->name);

	finding_relate(c->findings, f, u->ref.provider, "the provider");
	finding_relate(c->findings, f, next, "the next entry");
	finding_hint(c->findings, f,
		"write the number behind the phandle, in as many cells as %s says", u->cells_name);
}

static void check_short(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;

	for (size_t i = 0; i < m->n_uses; i++) {
		const struct scmi_use *u = &m->uses[i];
		const struct dt_node *next = dt_available(u->device) ? swallowed(c, u) : NULL;
		struct finding *f;

		if (next)
			report_swallowed(c, r, u, next);
		if (u->ref.error != DT_REF_SHORT || !dt_available(u->device))
			continue;
		f = finding_add(c->findings, r, u->device, u->prop->name, (int)u->ref.index,
			"%s ends before it says which resource is meant", u->prop->name);
		finding_relate(c->findings, f, u->ref.provider, "the provider");
		finding_hint(c->findings, f,
			"write the number behind the phandle, in as many cells as %s says",
			u->cells_name && *u->cells_name ? u->cells_name
							: "the provider's #*-cells");
	}
}

static const struct rule_check checks[] = {
	{ RULE_PROTOCOL_REFERENCE_SHORT, check_short },
	{ RULE_PROTOCOL_CELLS, check_cells },
	{ RULE_PROTOCOL_MISSING, check_missing },
};

const struct rule_set rules_protocols = { checks, sizeof(checks) / sizeof(checks[0]) };
