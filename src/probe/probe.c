// SPDX-License-Identifier: BSD-2-Clause
#include "probe/probe.h"

#include <inttypes.h>

#include "base/files/file.h"
#include "probe/open.h"
#include "probe/raw.h"

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
	const struct scmi_instance *host = p->model->host;

	return host && (c->instance == host || (host->has_smc_id && c->pub.has_smc_id &&
						       c->pub.smc_id == host->smc_id));
}

static bool is_named(const uint32_t *smc_ids, size_t n, const struct probe_channel *c)
{
	for (size_t i = 0; c->pub.has_smc_id && i < n; i++)
		if (smc_ids[i] == c->pub.smc_id)
			return true;
	return false;
}

static int choose(struct sdc_probe *p, struct sdc_error *err)
{
	const struct sdc_probe_options *o = &p->options;
	size_t n = o->n_agents + o->n_smc_ids, chosen = 0;
	bool *used = arena_array(p->arena, n, sizeof(*used));

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
				p->tree->file, o->agents[i]);
		return set_error(err, SDC_EARG, "%s: no channel has the doorbell 0x%" PRIx32,
			p->tree->file, o->smc_ids[i - o->n_agents]);
	}
	for (size_t i = 0; i < o->n_release; i++) {
		bool there = false;

		for (size_t j = 0; !there && j < p->n_channels; j++)
			there = p->channels[j].chosen &&
				is_named(&o->release[i], 1, &p->channels[j]);
		if (!there)
			return set_error(err, SDC_EARG,
				"%s: no channel that is asked has the doorbell 0x%" PRIx32,
				p->tree->file, o->release[i]);
	}
	if (!chosen)
		return set_error(
			err, SDC_EINPUT, "%s: no SCMI channel that could be asked", p->tree->file);
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

static void leave_alone(struct sdc_probe *p, struct probe_channel *c, enum channel_user who)
{
	c->chosen = false;
	if (who == USER_KERNEL)
		probe_report(p, c, RULE_PROBE_CHANNEL_OWNED,
			"left alone: the running kernel's arm-scmi driver owns it");
	else
		probe_report(
			p, c, RULE_PROBE_CHANNEL_OF_GUEST, "left alone: a started guest owns it");
}

static const char *user_name(enum channel_user who)
{
	return who == USER_KERNEL ? "the running kernel's arm-scmi driver" : "a started guest";
}

/* What becomes of a channel that somebody uses. */
static int respect_user(
	struct sdc_probe *p, struct probe_channel *c, enum channel_user who, struct sdc_error *err)
{
	const struct sdc_probe_options *o = &p->options;

	if (is_named(o->release, o->n_release, c))
		return set_error(err, SDC_EARG, "%s belongs to %s; it is never released", c->title,
			user_name(who));
	if (o->negative || (o->raw && raw_changes(o->raw)))
		return set_error(err, SDC_EARG, "%s belongs to %s; it is not disturbed", c->title,
			user_name(who));
	if (o->force)
		return 0;
	if (o->all || o->n_agents || o->n_smc_ids)
		return set_error(err, SDC_EARG, "%s belongs to %s; it is asked only with force",
			c->title, user_name(who));
	leave_alone(p, c, who);
	return 0;
}

static int respect_users(struct sdc_probe *p, struct sdc_error *err)
{
	const struct sdc_probe_options *o = &p->options;
	struct channel_users *users;
	int ret = 0;

	if ((o->force && !o->n_release && !o->negative && !o->raw) || !on_machine(o) ||
		transport_only_looks(o))
		return 0;
	users = channel_users_read(p);
	for (size_t i = 0; !ret && i < p->n_channels; i++) {
		struct probe_channel *c = &p->channels[i];
		enum channel_user who = c->chosen ? channel_user_of(users, c) : USER_NONE;

		if (who != USER_NONE)
			ret = respect_user(p, c, who, err);
	}
	channel_users_free(users);
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
			c->channel.slot = claims_slot(p->claims, c->pub.page);
			c->transport->timed = p->options.count;
			c->transport->deadline = transport_now(c->transport) +
						 p->options.time_limit * UINT64_C(1000000000);
			trace_channel(&p->trace, &c->pub);
			return;
		}
	}
	c->transport = NULL;
	c->pub.state = SDC_CHANNEL_UNREACHABLE;
	probe_unreachable(p, c, ret, &error);
}

static bool is_page(const struct probe_channel *c)
{
	return c->transport->ops->read && c->transport->ops->ring;
}

/* The first question goes to all channels at once: those that are silent are then waited for
 * together. */
static void ask_ahead(struct sdc_probe *p)
{
	static const struct request first = {
		.protocol = SCMI_BASE, .message = SCMI_VERSION, .need = 1, .most = 1
	};
	sigset_t before;

	channel_hold_signals(&before);
	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].ready && is_page(&p->channels[i]))
			channel_send_ahead(&p->channels[i].channel, &first);
	for (size_t i = 0; i < p->n_channels; i++)
		channel_receive_ahead(&p->channels[i].channel);
	channel_obey_signals(&before);
}

static void ask(struct sdc_probe *p, struct probe_channel *c)
{
	c->pub.state = SDC_CHANNEL_SILENT;
	if (!probe_base(p, c))
		return;
	probe_protocols(p, c);
	probe_permissions(p, c);
	probe_timing(p, c);
	probe_negative(p, c);
	c->asking = 0;
	c->pub.state = c->channel.state == CHANNEL_OPEN ? SDC_CHANNEL_ANSWERS : SDC_CHANNEL_BROKEN;
}

static void ask_all(struct sdc_probe *p)
{
	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].transport)
			probe_look(&p->channels[i]);
	for (size_t i = 0; i < p->n_channels; i++) {
		struct probe_channel *c = &p->channels[i];

		c->ready = c->transport && probe_inspect(p, c) &&
			   (is_page(c) || c->transport->ops->exchange);
	}
	if (!p->options.raw)
		ask_ahead(p);
	for (size_t i = 0; i < p->n_channels; i++) {
		struct probe_channel *c = &p->channels[i];

		if (c->ready && p->options.raw)
			probe_raw(p, c);
		else if (c->ready)
			ask(p, c);
		if (!c->transport)
			continue;
		c->pub.messages = c->channel.sent;
		c->pub.words_written = c->transport->words_written;
		if (c->transport->timed)
			c->pub.doorbell_ns = c->transport->ring_ns;
	}
}

int probe_run(struct sdc_probe *p, struct sdc_error *err)
{
	int ret;

	p->under_xen = on_machine(&p->options) && running_under_xen(&p->options);
	probe_targets(p);
	ret = choose(p, err);
	if (!ret)
		ret = respect_users(p, err);
	if (!ret)
		ret = claims_open(&p->options, transport_only_looks(&p->options), &p->claims, err);
	if (!ret)
		ret = transport_set_open(&p->options, p->model, &p->transports, err);
	if (ret)
		return ret;
	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].chosen)
			open_channel(p, &p->channels[i]);
	if (p->options.drop_privileges)
		drop_capabilities();
	ask_all(p);
	if (!p->options.raw) {
		probe_compare(p);
		probe_expect(p);
	}
	findings_end_rule(p->findings);
	return 0;
}

void probe_end(struct sdc_probe *p)
{
	for (size_t i = 0; i < p->n_channels; i++) {
		channel_end(&p->channels[i].channel);
		transport_close(p->channels[i].transport);
	}
	transport_set_close(p->transports);
	claims_close(p->claims);
}
