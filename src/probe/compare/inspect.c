// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>

#include "probe/probe.h"

/* A page is judged before anything is written to it. */

#define MOMENT_MS 50u

void probe_unreachable(
	struct sdc_probe *p, struct probe_channel *c, int code, const struct sdc_error *err)
{
	const struct dt_node *node = c->shmem ? c->shmem->node : NULL;
	struct finding *f;

	if (node && node->parent && dt_compatible(node->parent, "mmio-sram")) {
		f = probe_report(p, c, RULE_PROBE_PAGE_CLAIMED, "%s", err->text);
		if (f)
			finding_relate(
				p->findings, f, node->parent, "the SRAM that the driver claims");
		return;
	}
	f = probe_report(p, c,
		code == -SDC_EPERM ? RULE_PROBE_PAGE_REFUSED : RULE_PROBE_PAGE_UNREACHABLE, "%s",
		err->text);
	if (f && p->under_xen)
		finding_hint(p->findings, f,
			"a domain reaches the pages that Xen has mapped for it alone: this says "
			"nothing about the page, probe it without Xen");
}

/* Whose request stands in a channel that is not free. */
static void report_busy(
	struct sdc_probe *p, struct probe_channel *c, const struct channel_view *view)
{
	struct claim left = claim_left(&c->channel.slot);
	struct finding *f;

	if (left.state != CLAIM_NONE && left.header == view->header)
		f = probe_report(p, c, RULE_PROBE_CHANNEL_BUSY,
			"the channel is not free: the request with header 0x%" PRIx32
			", token 0x%" PRIx32 ", of a prober that has ended, pid %ld, stands in it",
			view->header, SCMI_HEADER_TOKEN(view->header), (long)left.pid);
	else
		f = probe_report(p, c, RULE_PROBE_CHANNEL_BUSY,
			"the channel is not free: a request with header 0x%" PRIx32
			", token 0x%" PRIx32 " stands in it",
			view->header, SCMI_HEADER_TOKEN(view->header));
	if (f && c->pub.has_smc_id && c->transport->ops->write)
		finding_hint(p->findings, f,
			"where nobody else uses the channel, --release-channel 0x%" PRIx32
			" frees it",
			c->pub.smc_id);
}

/* The doorbell was never rung, so nobody knows of that request. */
static void take_back(struct sdc_probe *p, struct probe_channel *c, struct channel_view *view)
{
	struct claim left = claim_left(&c->channel.slot);
	struct sdc_error err;

	if (view->free || view->dead || left.state != CLAIM_TAKEN || !c->transport->ops->write)
		return;
	probe_say(p, "%s: taking back the request of a prober that has ended, pid %ld", c->title,
		(long)left.pid);
	if (!channel_release(&c->channel, &err))
		(void)channel_inspect(&c->channel, view, &err);
}

static bool to_release(const struct sdc_probe *p, const struct probe_channel *c)
{
	for (size_t i = 0; c->pub.has_smc_id && i < p->options.n_release; i++)
		if (p->options.release[i] == c->pub.smc_id)
			return true;
	return false;
}

/* Free a channel that the user has named, once he has seen what stands in it. */
static void release_asked(struct sdc_probe *p, struct probe_channel *c, struct channel_view *view)
{
	const struct sdc_probe_options *o = &p->options;
	struct buf question = { 0 };
	struct sdc_error err;

	if (view->free || !view->plausible || !to_release(p, c) || !c->transport->ops->write)
		return;
	buf_printf(&question,
		"%s: a request with header 0x%" PRIx32 ", token 0x%" PRIx32
		" stands in the channel; free it?",
		c->title, view->header, SCMI_HEADER_TOKEN(view->header));
	if (o->confirm && o->confirm(o->ctx, buf_str(&question)) &&
		!channel_release(&c->channel, &err))
		(void)channel_inspect(&c->channel, view, &err);
	buf_free(&question);
}

static bool judge(struct sdc_probe *p, struct probe_channel *c, const struct channel_view *view)
{
	if (view->dead)
		probe_report(p, c, RULE_PROBE_PAGE_DEAD, "the page at 0x%" PRIx64 " reads as ones",
			c->pub.page);
	else if (view->blank)
		probe_report(p, c, RULE_PROBE_PAGE_BLANK,
			"the page at 0x%" PRIx64 " is all zeros, the channel not free",
			c->pub.page);
	else if (!view->plausible)
		probe_report(p, c, RULE_PROBE_PAGE_GARBAGE,
			"the page at 0x%" PRIx64 " has status 0x%" PRIx32 ", flags 0x%" PRIx32
			", length 0x%" PRIx32 ", header 0x%" PRIx32,
			c->pub.page, view->status, view->flags, view->length, view->header);
	else if (!view->free)
		report_busy(p, c, view);
	else
		return true;
	return false;
}

static bool is_busy(const struct channel_view *view)
{
	return view->plausible && !view->free;
}

void probe_look(struct probe_channel *c)
{
	struct channel_view view;
	struct sdc_error ignored;

	if (c->transport->ops->read && !channel_inspect(&c->channel, &view, &ignored) &&
		is_busy(&view))
		c->busy_since = transport_now(c->transport);
}

/* Another user of the channel is done in a moment, and what a prober that has ended asked last may
 * be answered yet; only what lasts is an anomaly. */
static int inspect_again(const struct sdc_probe *p, struct probe_channel *c,
	struct channel_view *view, struct sdc_error *err)
{
	struct channel *ch = &c->channel;
	bool left = claim_left(&ch->slot).state == CLAIM_RUNG;
	uint64_t ms = left || p->options.timeout_ms < MOMENT_MS ? p->options.timeout_ms : MOMENT_MS;
	int ret = channel_inspect(ch, view, err);

	if (!c->busy_since)
		c->busy_since = transport_now(ch->transport);
	while (!ret && is_busy(view) &&
		transport_now(ch->transport) - c->busy_since < ms * 1000000) {
		transport_pause(ch->transport, 1000000);
		ret = channel_inspect(ch, view, err);
	}
	return ret;
}

bool probe_inspect(struct sdc_probe *p, struct probe_channel *c)
{
	struct channel_view view;
	struct sdc_error err;
	bool good;
	int ret;

	if (!c->transport->ops->read)
		return true;
	ret = inspect_again(p, c, &view, &err);
	if (ret) {
		probe_unreachable(p, c, ret, &err);
		c->pub.state = SDC_CHANNEL_UNREACHABLE;
		return false;
	}
	take_back(p, c, &view);
	release_asked(p, c, &view);
	c->pub.looked = true;
	c->pub.page_status = view.status;
	c->pub.page_flags = view.flags;
	c->pub.page_length = view.length;
	c->pub.page_header = view.header;
	c->pub.state = SDC_CHANNEL_LOOKED_AT;
	good = judge(p, c, &view);
	if (good && view.error && !c->transport->ops->ring)
		probe_report(p, c, RULE_PROBE_ERROR_BEFORE, "the error bit is set");
	return good;
}
