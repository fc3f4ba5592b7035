// SPDX-License-Identifier: BSD-2-Clause
#include "probe/probe.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "lib/publish.h"
#include "lib/tree.h"
#include "probe/open.h"
#include "xen/predict.h"

#define DEFAULT_TIMEOUT_MS 1000u

static bool named(const struct sdc_probe_options *o, const struct probe_channel *c, bool *used)
{
	bool yes = false;

	for (size_t i = 0; i < o->n_agents; i++)
		if (c->pub.has_table_id && c->pub.table_id == o->agents[i])
			yes = used[i] = true;
	for (size_t i = 0; i < o->n_smc_ids; i++)
		if (c->pub.has_smc_id && c->pub.smc_id == o->smc_ids[i])
			yes = used[o->n_agents + i] = true;
	return yes;
}

/* The debug interface reaches the kernel's own channel: the host node's. */
static bool is_host(const struct sdc_probe *p, const struct probe_channel *c)
{
	const struct scmi_instance *host = p->result->model->host;

	return host && (c->instance == host || (host->has_smc_id && c->pub.has_smc_id &&
						       c->pub.smc_id == host->smc_id));
}

static int choose(struct sdc_probe *p, struct sdc_error *err)
{
	const struct sdc_probe_options *o = &p->options;
	size_t n = o->n_agents + o->n_smc_ids, chosen = 0;
	bool *used = arena_array(&p->result->arena, n, sizeof(*used));

	for (size_t i = 0; i < p->n_channels; i++) {
		struct probe_channel *c = &p->channels[i];

		c->chosen = !n || o->all || named(o, c, used);
		if (o->transport == SDC_TRANSPORT_RAW)
			c->chosen = c->chosen && is_host(p, c);
		chosen += c->chosen;
	}
	for (size_t i = 0; i < n; i++) {
		if (used[i] || o->all)
			continue;
		if (i < o->n_agents)
			return set_error(err, SDC_EARG, "%s: the table has no agent %" PRIu32,
				p->result->tree->file, o->agents[i]);
		return set_error(err, SDC_EARG, "%s: no channel has the doorbell 0x%" PRIx32,
			p->result->tree->file, o->smc_ids[i - o->n_agents]);
	}
	if (!chosen)
		return set_error(err, SDC_EINPUT, "%s: no SCMI channel that could be asked",
			p->result->tree->file);
	return 0;
}

/* Whether anybody on this machine could be in the way. */
static bool on_machine(const struct sdc_probe_options *o)
{
	switch (o->transport) {
	case SDC_TRANSPORT_SIM:
	case SDC_TRANSPORT_UNIX:
	case SDC_TRANSPORT_RAW:
		return false;
	default:
		return !o->mem;
	}
}

static void leave_alone(struct sdc_probe *p, struct probe_channel *c, enum occupant who)
{
	c->chosen = false;
	if (who == OCCUPANT_KERNEL)
		probe_report(p, c, PROBE_CHANNEL_OWNED,
			"left alone: the running kernel's arm-scmi driver owns it");
	else
		probe_report(p, c, PROBE_CHANNEL_OF_GUEST, "left alone: a started guest owns it");
}

static int respect_occupants(struct sdc_probe *p, struct sdc_error *err)
{
	const struct sdc_probe_options *o = &p->options;
	bool asked_for = o->all || o->n_agents || o->n_smc_ids;
	struct occupants *occupants;
	int ret = 0;

	if (o->force || !on_machine(o) || transport_only_looks(o))
		return 0;
	occupants = occupants_read(p);
	for (size_t i = 0; !ret && i < p->n_channels; i++) {
		struct probe_channel *c = &p->channels[i];
		enum occupant who = c->chosen ? occupant_of(occupants, c) : OCCUPANT_NONE;

		if (who == OCCUPANT_NONE)
			continue;
		if (asked_for)
			ret = set_error(err, SDC_EARG,
				"%s belongs to %s; it is asked only with force", c->title,
				who == OCCUPANT_KERNEL ? "the running kernel's arm-scmi driver"
						       : "a started guest");
		else
			leave_alone(p, c, who);
	}
	occupants_free(occupants);
	return ret;
}

/* Returns false, with the reason, where the tree gives no page. */
static bool has_page(const struct probe_channel *c, struct sdc_error *err)
{
	const struct scmi_shmem *shmem = c->shmem;

	if (!shmem->node)
		set_error(err, SDC_EIO, "no shared memory node: %s",
			shmem->prop ? "the phandle leads nowhere" : "shmem is missing");
	else if (shmem->region.error != DT_ADDR_OK)
		set_error(err, SDC_EIO, "the page's address cannot be translated");
	else if (!shmem->region.size)
		set_error(err, SDC_EIO, "the page has size 0");
	else
		return true;
	return false;
}

static void open_channel(struct sdc_probe *p, struct probe_channel *c)
{
	bool needed = p->options.transport != SDC_TRANSPORT_RAW;
	struct sdc_error error;
	int ret = -SDC_EIO;

	if (!needed || has_page(c, &error)) {
		probe_say(p, "%s: page 0x%" PRIx64 ", transport %s", c->title, c->pub.page,
			transport_set_name(p->transports));
		ret = transport_set_channel(
			p->transports, &c->pub, c->instance, &c->transport, &error);
		if (!ret) {
			channel_init(&c->channel, c->transport, p->options.timeout_ms);
			c->transport->timed = p->options.count;
			return;
		}
	}
	c->transport = NULL;
	c->pub.state = SDC_CHANNEL_UNREACHABLE;
	probe_unreachable(p, c, ret, &error);
}

static void ask(struct sdc_probe *p, struct probe_channel *c)
{
	if (!probe_look(p, c) || (c->transport->ops->read && !c->transport->ops->ring))
		return;
	c->pub.state = SDC_CHANNEL_SILENT;
	if (!probe_base(p, c))
		return;
	probe_protocols(p, c);
	probe_permissions(p, c);
	probe_timing(p, c);
	c->pub.state = c->channel.state == CHANNEL_OPEN ? SDC_CHANNEL_ANSWERS : SDC_CHANNEL_BROKEN;
}

static void ask_all(struct sdc_probe *p)
{
	for (size_t i = 0; i < p->n_channels; i++) {
		struct probe_channel *c = &p->channels[i];

		if (!c->transport)
			continue;
		ask(p, c);
		c->pub.messages = c->channel.sent;
		c->pub.words_written = c->transport->words_written;
		if (c->transport->timed)
			c->pub.doorbell_ns = c->transport->ring_ns;
	}
}

/* It answers, has no such doorbell, or was left alone and has its id from the table. */
static bool is_known(const struct probe_channel *c)
{
	return c->pub.state == SDC_CHANNEL_ANSWERS ||
	       (c->pub.state == SDC_CHANNEL_LEFT_ALONE && c->pub.has_table_id) ||
	       (c->reported >> PROBE_DOORBELL_UNSUPPORTED & 1);
}

/* NULL where a channel leaves open what Xen would meet. A domain sees its own channel alone, and
 * a tree that Xen has written for it. */
static const struct firmware *known_firmware(const struct sdc_probe *p)
{
	bool known = !p->under_xen;

	for (size_t i = 0; i < p->n_channels; i++)
		known = known && is_known(&p->channels[i]);
	return known ? probe_learned(p, true) : NULL;
}

static void run_prediction(struct sdc_probe *p)
{
	struct sdc_result *r = p->result;
	const struct scmi_model *m = r->model;
	struct scmi_ids ids = scmi_ids(m);
	struct predict_input in = { .model = m, .ids = &ids, .firmware = known_firmware(p) };

	if (!in.firmware) {
		r->prediction.none = true;
		return;
	}
	if (m->n_containers)
		in.map = r->map = scmi_map_build(m);
	predict(&in, p->options.xen == SDC_XEN_AUTO ? predict_driver(m) : p->options.xen, &r->arena,
		&r->prediction);
}

static int run(struct sdc_probe *p, struct sdc_error *err)
{
	int ret = choose(p, err);

	if (!ret)
		ret = respect_occupants(p, err);
	if (!ret)
		ret = transport_set_open(&p->options, p->result->model, &p->transports, err);
	if (ret)
		return ret;
	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].chosen)
			open_channel(p, &p->channels[i]);
	if (p->options.drop_privileges)
		drop_capabilities();
	ask_all(p);
	probe_compare(p);
	findings_end_rule(&p->result->findings);
	run_prediction(p);
	publish(p->result, p->options.warnings);
	return 0;
}

static int check_options(const struct sdc_probe_options *o, struct sdc_error *err)
{
	if (o->n_set && (transport_only_looks(o) || o->transport == SDC_TRANSPORT_RAW))
		return set_error(err, SDC_EARG,
			"permissions are set on the management channel, with a doorbell");
	if (o->timeout_ms > 3600000)
		return set_error(err, SDC_EARG, "no answer is waited for longer than an hour");
	return 0;
}

int sdc_probe(const struct sdc_tree *tree, const struct sdc_probe_options *opts,
	struct sdc_probe **out, struct sdc_error *err)
{
	struct sdc_probe *p;
	int ret = check_options(opts, err);

	if (ret)
		return ret;
	p = xmalloc(sizeof(*p));
	memset(p, 0, sizeof(*p));
	p->options = *opts;
	if (!p->options.timeout_ms)
		p->options.timeout_ms = DEFAULT_TIMEOUT_MS;
	p->result = xmalloc(sizeof(*p->result));
	memset(p->result, 0, sizeof(*p->result));
	p->result->tree = tree->dt;
	findings_init(&p->result->findings, tree->dt);
	p->result->model = scmi_model_build(tree->dt);
	p->under_xen = on_machine(&p->options) && running_under_xen(&p->options);
	probe_targets(p);
	ret = run(p, err);
	if (ret) {
		sdc_probe_free(p);
		return ret;
	}
	*out = p;
	return 0;
}

void sdc_probe_free(struct sdc_probe *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n_channels; i++)
		transport_close(p->channels[i].transport);
	transport_set_close(p->transports);
	sdc_result_free(p->result);
	free(p);
}

const struct sdc_result *sdc_probe_result(const struct sdc_probe *p)
{
	return p->result;
}

size_t sdc_probe_channel_count(const struct sdc_probe *p)
{
	return p->n_channels;
}

const struct sdc_probe_channel *sdc_probe_channel(const struct sdc_probe *p, size_t index)
{
	return index < p->n_channels ? &p->channels[index].pub : NULL;
}
