// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "probe/probe.h"

/* Where the firmware's answers and the tree differ. */

static void compare_id(struct sdc_probe *p, struct probe_channel *c)
{
	struct finding *f;

	if (!c->pub.has_table_id || !c->pub.has_id || c->pub.table_id == c->pub.id)
		return;
	f = probe_report(p, c, RULE_PROBE_AGENT_ID,
		"behind the doorbell is agent %" PRIu32 "%s%s%s, the table says %" PRIu32,
		c->pub.id, c->pub.name ? " (\"" : "", c->pub.name ? c->pub.name : "",
		c->pub.name ? "\")" : "", c->pub.table_id);
	if (f)
		finding_hint(
			p->findings, f, "write %" PRIu32 " as the entry's agent id", c->pub.id);
}

static void compare_trust(struct sdc_probe *p, struct probe_channel *c)
{
	const struct sdc_probe_channel *t = &c->pub;

	if (t->role == SDC_ROLE_MANAGEMENT && t->set_device_permissions == SDC_NO &&
		t->reset_agent_configuration == SDC_NO)
		probe_report(p, c, RULE_PROBE_MANAGEMENT_NOT_TRUSTED,
			"BASE_SET_DEVICE_PERMISSIONS and BASE_RESET_AGENT_CONFIGURATION are not"
			" there for this agent");
	if (t->role != SDC_ROLE_MANAGEMENT && t->set_device_permissions == SDC_YES)
		probe_report(p, c, RULE_PROBE_AGENT_TRUSTED,
			"BASE_SET_DEVICE_PERMISSIONS is there for this agent");
}

static int by_id(const void *a, const void *b)
{
	const struct probe_channel *x = *(struct probe_channel *const *)a;
	const struct probe_channel *y = *(struct probe_channel *const *)b;

	if (x->pub.id != y->pub.id)
		return x->pub.id < y->pub.id ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void compare_repeated(struct sdc_probe *p)
{
	struct arena *a = p->arena;
	struct probe_channel **list = arena_array(a, p->n_channels, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].pub.has_id)
			list[n++] = &p->channels[i];
	qsort(list, n, sizeof(*list), by_id);
	for (size_t i = 1; i < n; i++) {
		const struct probe_channel *first = list[i - 1];
		struct finding *f;

		if (first->pub.id != list[i]->pub.id)
			continue;
		f = probe_report(p, list[i], RULE_PROBE_AGENT_REPEATED,
			"behind the doorbell is agent %" PRIu32 ", as behind that of %s",
			list[i]->pub.id, first->title);
		if (f)
			finding_relate(p->findings, f, first->node, "the other channel");
	}
}

/* What cannot be read, or cannot be true, is reported already. */
static bool named_badly(const struct probe_channel *c)
{
	return probe_reported(c, RULE_PROBE_NAME) || probe_reported(c, RULE_PROBE_AGENT_COUNT);
}

static bool other_implementation(const struct probe_channel *a, const struct probe_channel *b)
{
	return a->pub.has_implementation && b->pub.has_implementation &&
	       a->pub.implementation != b->pub.implementation;
}

static const char *firmware_text(struct sdc_probe *p, const struct probe_channel *c)
{
	if (!c->pub.has_implementation)
		return arena_printf(
			p->arena, "\"%s\" with %" PRIu32 " agents", c->pub.vendor, c->pub.n_agents);
	return arena_printf(p->arena, "\"%s\" 0x%" PRIx32 " with %" PRIu32 " agents", c->pub.vendor,
		c->pub.implementation, c->pub.n_agents);
}

/* How many agents there are does not depend on who asks. */
static void compare_firmware(struct sdc_probe *p)
{
	const struct probe_channel *first = NULL;
	struct probe_channel *any = NULL;
	uint32_t most = 0;

	for (size_t i = 0; i < p->n_channels; i++) {
		struct probe_channel *c = &p->channels[i];

		if (!c->pub.has_attributes || !c->pub.vendor || named_badly(c))
			continue;
		if (first && (c->pub.n_agents != first->pub.n_agents ||
				     strcmp(c->pub.vendor, first->pub.vendor) != 0 ||
				     other_implementation(c, first)))
			probe_report(p, c, RULE_PROBE_FIRMWARE_DIFFERS, "%s; %s on %s",
				firmware_text(p, c), firmware_text(p, first), first->title);
		first = first ? first : c;
		any = c;
		most = c->pub.n_agents > most ? c->pub.n_agents : most;
	}
	if (any && most && most < p->n_channels)
		probe_report(p, any, RULE_PROBE_AGENT_FEWER,
			"the firmware has %" PRIu32 " agents, the tree has %zu channels", most,
			p->n_channels);
}

static const struct probe_channel *serving(const struct sdc_probe *p, const struct scmi_instance *i)
{
	return i && i->has_smc_id ? probe_by_doorbell(p, i->smc_id) : NULL;
}

static const struct sdc_probe_protocol *served(const struct probe_channel *c, uint32_t id)
{
	for (size_t i = 0; i < c->pub.n_protocols; i++)
		if (c->pub.protocols[i].id == id)
			return &c->pub.protocols[i];
	return NULL;
}

static void compare_protocols(struct sdc_probe *p)
{
	const struct scmi_model *m = p->model;

	for (size_t i = 0; i < m->n_protocols; i++) {
		const struct scmi_protocol *t = &m->protocols[i];
		const struct probe_channel *c = serving(p, t->instance);
		const char *name = scmi_protocol_name(t->id);

		if (!c || !c->pub.has_list || !t->has_id || t->id == SCMI_BASE ||
			!dt_available(t->node) || served(c, t->id))
			continue;
		finding_add(p->findings, rule_row(RULE_PROBE_PROTOCOL_NOT_SERVED), t->node, "reg",
			0, "protocol 0x%" PRIx32 "%s%s%s is not served to %s", t->id,
			name ? " (" : "", name ? name : "", name ? ")" : "", c->title);
	}
}

/* The number of the resource: the first argument, or the reg of a regulator's node. */
static bool resource_of(const struct scmi_use *use, uint32_t *number)
{
	if (use->ref.error != DT_REF_OK || !use->ref.provider)
		return false;
	if (use->ref.n_args) {
		*number = dt_cell(use->ref.args, 0);
		return true;
	}
	return use->ref.provider != use->protocol->node &&
	       dt_prop_u32(use->ref.provider, "reg", number);
}

static void compare_uses(struct sdc_probe *p)
{
	const struct scmi_model *m = p->model;

	for (size_t i = 0; i < m->n_uses; i++) {
		const struct scmi_use *use = &m->uses[i];
		const struct probe_channel *c =
			use->protocol ? serving(p, use->protocol->instance) : NULL;
		const struct sdc_probe_protocol *t =
			c && use->protocol->has_id ? served(c, use->protocol->id) : NULL;
		uint32_t number;

		/* A device that is passed through belongs to another agent than the host's. */
		if (!t || !t->has_count || dt_prop(use->device, "xen,passthrough") ||
			!resource_of(use, &number) || number < t->count)
			continue;
		finding_add(p->findings, rule_row(RULE_PROBE_RESOURCE_BEYOND), use->device,
			use->prop->name, (int)use->ref.index,
			"0x%" PRIx32 " of protocol 0x%" PRIx32 ": the firmware has %" PRIu32
			" for %s",
			number, t->id, t->count, c->title);
	}
}

static void compare_size(struct sdc_probe *p, const struct probe_channel *c)
{
	uint32_t size;

	if (!c->instance || !c->pub.page_size ||
		!dt_prop_u32(c->instance->node, "arm,max-msg-size", &size) ||
		(uint64_t)size + SMT_PAYLOAD <= c->pub.page_size)
		return;
	finding_add(p->findings, rule_row(RULE_PROBE_MAX_MSG_SIZE), c->instance->node,
		"arm,max-msg-size", 0,
		"0x%" PRIx32 " bytes of payload do not fit the page of 0x%" PRIx64 " bytes", size,
		c->pub.page_size);
}

void probe_compare(struct sdc_probe *p)
{
	probe_index(p);
	for (size_t i = 0; i < p->n_channels; i++) {
		compare_id(p, &p->channels[i]);
		compare_trust(p, &p->channels[i]);
		compare_size(p, &p->channels[i]);
	}
	compare_repeated(p);
	compare_firmware(p);
	compare_protocols(p);
	compare_uses(p);
}
