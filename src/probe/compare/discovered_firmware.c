// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>

#include "probe/probe.h"
#include "scmi/firmware/firmware.h"

/* The firmware as the probe knows it. */

static int by_doorbell(const void *a, const void *b)
{
	const struct fw_agent *x = a, *y = b;

	return x->smc_id < y->smc_id ? -1 : x->smc_id > y->smc_id;
}

static bool trusted(const struct sdc_probe_channel *c)
{
	if (c->set_device_permissions == SDC_UNKNOWN && c->reset_agent_configuration == SDC_UNKNOWN)
		return c->role == SDC_ROLE_MANAGEMENT;
	return c->set_device_permissions == SDC_YES || c->reset_agent_configuration == SDC_YES;
}

static struct fw_protocol describe_protocol(
	const struct probe_channel *c, const struct sdc_probe_protocol *t, size_t i)
{
	struct fw_protocol p = c->details ? c->details[i] : (struct fw_protocol){ .id = t->id };

	p.id = t->id;
	p.has_count = t->has_count;
	p.count = t->count;
	p.version = t->version;
	p.groups = t->groups;
	p.functions = t->functions;
	return p;
}

static void describe_agent(struct arena *a, const struct probe_channel *from, struct fw_agent *out)
{
	const struct sdc_probe_channel *c = &from->pub;
	struct fw_protocol *list = arena_array(a, c->n_protocols + 1, sizeof(*list));

	out->has_id = c->has_id;
	out->id = c->id;
	out->name = c->name;
	out->smc_id = c->smc_id;
	out->page = c->page;
	out->page_size = c->page_size;
	out->trusted = trusted(c);
	for (size_t i = 0; i < c->n_protocols; i++) {
		const struct sdc_probe_protocol *t = &c->protocols[i];

		/* Listed is not served. */
		if (t->has_version)
			list[out->n_protocols++] = describe_protocol(from, t, i);
	}
	out->protocols = list;
}

/* A table may name one doorbell twice; the firmware has it once. */
static size_t drop_repeated(struct fw_agent *agents, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (!kept || agents[kept - 1].smc_id != agents[i].smc_id)
			agents[kept++] = agents[i];
	return kept;
}

static bool there(enum sdc_answer answer)
{
	return answer != SDC_NO;
}

const struct firmware *probe_discovered(const struct sdc_probe *p, bool assume)
{
	struct arena *a = p->arena;
	struct firmware *fw = arena_alloc(a, sizeof(*fw));
	struct fw_agent *agents = arena_array(a, p->n_channels, sizeof(*agents));
	bool answered = false;

	fw->file = "the live firmware";
	fw->agents = agents;
	fw->discover_agent = fw->set_device_permissions = fw->reset_agent_configuration = true;
	for (size_t i = 0; i < p->n_channels; i++) {
		const struct sdc_probe_channel *c = &p->channels[i].pub;

		if (assume && c->state == SDC_CHANNEL_LEFT_ALONE && c->has_table_id) {
			describe_agent(a, &p->channels[i], &agents[fw->n_agents]);
			agents[fw->n_agents].has_id = true;
			agents[fw->n_agents++].id = c->table_id;
		}
		if (c->state != SDC_CHANNEL_ANSWERS || !c->has_smc_id)
			continue;
		answered = true;
		fw->discover_agent = fw->discover_agent && there(c->discover_agent);
		if (c->role == SDC_ROLE_MANAGEMENT) {
			fw->set_device_permissions = there(c->set_device_permissions);
			fw->reset_agent_configuration = there(c->reset_agent_configuration);
		}
		describe_agent(a, &p->channels[i], &agents[fw->n_agents++]);
	}
	if (!answered)
		return NULL;
	qsort(agents, fw->n_agents, sizeof(*agents), by_doorbell);
	fw->n_agents = drop_repeated(agents, fw->n_agents);
	return fw;
}

/* It answers, has no such doorbell, or was left alone and has its id from the table. */
static bool is_known(const struct probe_channel *c)
{
	return c->pub.state == SDC_CHANNEL_ANSWERS ||
	       (c->pub.state == SDC_CHANNEL_LEFT_ALONE && c->pub.has_table_id) ||
	       probe_reported(c, RULE_PROBE_DOORBELL_UNSUPPORTED);
}

/* NULL where a channel leaves open what Xen would meet. A domain sees its own channel alone, and
 * a tree that Xen has written for it. */
const struct firmware *probe_known_firmware(const struct sdc_probe *p)
{
	bool known = !p->under_xen;

	for (size_t i = 0; i < p->n_channels; i++)
		known = known && is_known(&p->channels[i]);
	return known ? probe_discovered(p, true) : NULL;
}
