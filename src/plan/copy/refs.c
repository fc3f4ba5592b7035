// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "plan/build.h"
#include "plan/copy/node.h"

const char *name_of(struct builder *b, const struct dt_node *n)
{
	return n->label ? n->label : dt_path_dup(b->a, n);
}

static const char *owner_of(const struct builder *b, const struct dt_node *n)
{
	uint32_t owner = b->owner[dt_index(b->t, n)];

	if (!owner || b->assigned.v[owner - 1].guest == b->g.guest_index)
		return NULL;
	return b->manifest->guests[b->assigned.v[owner - 1].guest].name;
}

/* What SCMI has protocols for, but clocks, regulators and pins. */
static bool is_of_scmi(const char *cells)
{
	static const char *const names[] = { "#performance-domain-cells", "#power-domain-cells",
		"#reset-cells", "#thermal-sensor-cells" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(cells, names[i]))
			return true;
	return false;
}

static void hint_ways(struct builder *b, struct issue *i, const struct dt_prop *p,
	const char *cells, const struct dt_node *provider)
{
	const char *name = name_of(b, provider);
	size_t len = strlen(p->name);

	if (!strcmp(cells, "#clock-cells"))
		issue_hint(&b->issues, i,
			"let the firmware serve the clock through SCMI, write replace: { \"%s\": { "
			"fixed-clock: HZ } }, give the guest %s too, or remove: [%s]",
			name, name, p->name);
	else if (len > 7 && !strcmp(p->name + len - 7, "-supply"))
		issue_hint(&b->issues, i,
			"write replace: { \"%s\": { fixed-regulator: MICROVOLT } }, let the "
			"firmware serve it through SCMI, or remove: [%s]",
			name, p->name);
	else if (!strncmp(p->name, "pinctrl-", 8))
		issue_hint(&b->issues, i,
			"where the pins are set up before Xen starts, remove: [%s]; "
			"else let the firmware serve them through SCMI",
			p->name);
	else if (!strcmp(p->name, "memory-region"))
		issue_hint(&b->issues, i,
			"a guest's memory is its own: remove: [%s] where the device works without",
			p->name);
	else
		issue_hint(&b->issues, i,
			"give the guest %s too%s, or remove: [%s] where the device works without",
			name, is_of_scmi(cells) ? ", let the firmware serve it through SCMI" : "",
			p->name);
}

/* Nothing can be left out of what is copied for a device: the copy as a whole can be replaced. */
static void hint_copy(struct builder *b, struct issue *i, const struct pending_node *w,
	const struct dt_node *provider)
{
	const char *name = name_of(b, w->host);
	bool clock = dt_prop(w->host, "#clock-cells") != NULL;

	if (clock || dt_compatible(w->host, "regulator-fixed"))
		issue_hint(&b->issues, i,
			"write replace: { \"%s\": { %s } }, or give the guest %s too", name,
			clock ? "fixed-clock: HZ" : "fixed-regulator: MICROVOLT",
			name_of(b, provider));
	else
		issue_hint(&b->issues, i,
			"give the guest %s too, or remove the property that leads to %s",
			name_of(b, provider), name);
}

static void refuse(struct builder *b, const struct pending_node *w, const struct dt_prop *p,
	const char *cells, const struct dt_ref *ref)
{
	const char *owner = owner_of(b, ref->provider);
	struct issue *i = issue_add(&b->issues, RULE_GUEST_REFERENCE, w->host, p->name,
		(int)ref->index, "guest %s: %s needs %s, which %s%s", b->g.want->name, p->name,
		name_of(b, ref->provider), owner ? "belongs to guest " : "the guest does not have",
		owner ? owner : "");

	issue_relate(&b->issues, i, ref->provider, "the provider");
	if (w->kind == COPY_TOP || w->kind == COPY_CHILD)
		hint_ways(b, i, p, cells, ref->provider);
	else
		hint_copy(b, i, w, ref->provider);
}

static void refuse_broken(struct builder *b, const struct pending_node *w, const struct dt_prop *p,
	const char *cells, const struct dt_ref *ref)
{
	struct issue *i;

	if (ref->error == DT_REF_DANGLING) {
		i = issue_add(&b->issues, RULE_GUEST_REFERENCE_BROKEN, w->host, p->name,
			(int)ref->index, "guest %s: phandle 0x%x in %s leads nowhere",
			b->g.want->name, ref->phandle, p->name);
	} else {
		i = issue_add(&b->issues, RULE_GUEST_REFERENCE_BROKEN, w->host, p->name,
			(int)ref->index, "guest %s: %s cannot be read: %s", b->g.want->name,
			p->name,
			ref->error == DT_REF_SHORT ? "the last entry is too short"
						   : "the provider does not say its cells");
		issue_relate(&b->issues, i, ref->provider, "the provider%s%s",
			*cells ? ", which needs " : "", cells);
	}
	issue_hint(&b->issues, i, "fix the host's tree, or remove: [%s]", p->name);
}

static bool is_supply(const struct dt_prop *p, const char *cells)
{
	return !*cells && strlen(p->name) > 7 && !strcmp(p->name + strlen(p->name) - 7, "-supply");
}

/* A provider in the guest's tree; @bare is set where it takes no arguments. NULL: none. */
static struct plan_node *find(struct builder *b, const struct pending_node *w,
	const struct dt_prop *p, const char *cells, const struct dt_ref *ref, bool *bare)
{
	bool supply = is_supply(p, cells);
	struct plan_node *n = NULL;

	if (supply || !strcmp(cells, "#clock-cells"))
		n = replace_find(b, w, ref->provider, supply);
	if (n) {
		*bare = true;
		return n;
	}
	n = copy_of(b, ref->provider);
	if (!n && scmi_instance_of(b->m, ref->provider))
		return scmi_provider(b, w, p, ref);
	if (!n)
		n = copy_passive(b, ref->provider, w->top);
	if (!n)
		refuse(b, w, p, cells, ref);
	return n;
}

static bool put_ref(struct builder *b, const struct pending_node *w, const struct dt_prop *p,
	const char *cells, const struct dt_ref *ref, struct cells *c)
{
	struct plan_node *n;
	bool bare = false;

	if (ref->error == DT_REF_EMPTY) {
		cells_put(c, ref->phandle);
		return true;
	}
	if (ref->error) {
		refuse_broken(b, w, p, cells, ref);
		return false;
	}
	n = find(b, w, p, cells, ref, &bare);
	if (!n)
		return false;
	cells_ref(c, n);
	for (uint32_t i = 0; i < ref->n_args && !bare; i++)
		cells_put(c, dt_cell(ref->args, i));
	return true;
}

void write_refs(
	struct builder *b, const struct pending_node *w, const struct dt_prop *p, const char *cells)
{
	struct dt_ref ref = { 0 };
	struct cells c = { 0 };
	bool ok = true;

	while (ok && dt_ref_next(b->t, p, *cells ? cells : NULL, &ref))
		ok = put_ref(b, w, p, cells, &ref, &c);
	if (ok && c.data.len)
		cells_end(b->a, &c, w->node, p->name);
	else
		cells_free(&c);
}
