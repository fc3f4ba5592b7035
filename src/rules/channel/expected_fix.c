// SPDX-License-Identifier: BSD-2-Clause
/* Fixes by what a channel is expected to be. */
#include "rules/channel/expected.h"

#include "rules/fixes.h"

#define TABLE "scmi-secondary-agents"

bool edit_tuple(struct check *c, struct fix *fix, const struct scmi_agent *a, uint32_t cell,
	const char *text)
{
	const struct scmi_container *con = c->channels.container;

	return edit_set_cell(
		c->findings, fix, c->tree, con->node, TABLE, a->index * con->cells + cell, text);
}

void fix_tuple(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct scmi_agent *a, uint32_t cell, const char *text)
{
	static const char *const names[] = { "doorbell", "page", "agent id" };
	struct fix *fix;

	if (!f->message)
		return;
	fix = finding_fix(
		c->findings, f, how, "write %s as the %s in tuple %u", text, names[cell], a->index);
	fix_end(f, fix, edit_tuple(c, fix, a, cell, text));
}

void fix_second(struct check *c, struct finding *f, const struct scmi_agent *a)
{
	struct fix *fix;

	if (!f->message)
		return;
	fix = finding_fix(c->findings, f, SDC_MACHINE_APPLICABLE, "remove tuple %u", a->index);
	fix_end(f, fix,
		edit_remove_entry(c->findings, fix, c->tree, c->channels.container->node, TABLE,
			(int)a->index));
}

bool fix_doorbell(struct check *c, struct finding *f, const struct scmi_agent *a)
{
	struct expected e;

	if (!f->message || !expected_doorbell(c, a, &e))
		return false;
	fix_tuple(c, f, e.how, a, 0, findings_str(c->findings, "0x%x", (uint32_t)e.value));
	return true;
}

bool fix_id(struct check *c, struct finding *f, const struct scmi_agent *a)
{
	struct expected e;

	if (!f->message || !a->has_id || !expected_id(c, a, &e))
		return false;
	fix_tuple(c, f, e.how, a, 2, findings_str(c->findings, "%u", (uint32_t)e.value));
	return true;
}

bool fix_page_named(struct check *c, struct finding *f, const struct scmi_agent *a)
{
	const struct dt_node *n = f->message ? expected_node(c, a) : NULL;

	if (!n)
		return false;
	if (a)
		fix_tuple(c, f, SDC_MAYBE_INCORRECT, a, 1, fix_ref(c->findings, n));
	else
		fix_set_prop(c->findings, f, SDC_MAYBE_INCORRECT, c->tree,
			c->channels.management->node, "shmem",
			findings_str(c->findings, "<%s>", fix_ref(c->findings, n)));
	return true;
}

/* The node is somebody else's, or none for a page. */
static bool is_wrong_node(const struct check *c, const struct scmi_agent *a)
{
	const struct scmi_instance *m = c->channels.management;
	const struct scmi_shmem *s = a ? &a->shmem : &m->shmem;

	if (!s->compatible)
		return true;
	if (a && m && m->shmem.node == s->node)
		return true;
	for (size_t i = 0; i < c->channels.n_agents; i++)
		if (&c->channels.agents[i] != a && c->channels.agents[i].shmem.node == s->node)
			return true;
	return false;
}

bool fix_page(struct check *c, struct finding *f, const struct scmi_agent *a)
{
	const struct scmi_shmem *s = a ? &a->shmem : &c->channels.management->shmem;
	struct expected e;

	if (!f->message || !s->node)
		return false;
	if (is_wrong_node(c, a))
		return fix_page_named(c, f, a);
	if (s->region.error || !expected_page(c, a, &e))
		return false;
	finding_hint(c->findings, f, "move the page to 0x%llx%s", (unsigned long long)e.value,
		e.how == SDC_MACHINE_APPLICABLE ? ", where the firmware has it"
						: ", which is free, if the firmware has it there");
	rules_fix_address(c, f, e.how, s, e.value);
	return true;
}
