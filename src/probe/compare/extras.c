// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "probe/probe.h"

/* What is only done on request: permissions, and figures of the round trip. */

static void set_permission(
	struct sdc_probe *p, struct probe_channel *c, const struct sdc_permission *set)
{
	struct request q = { .protocol = SCMI_BASE,
		.message = SCMI_BASE_SET_DEVICE,
		.n = 3,
		.words = { set->agent, set->device, set->allow ? SCMI_ALLOW : 0 } };

	probe_say(p, "%s: setting: agent %" PRIu32 " device 0x%" PRIx32 " %s", c->title, set->agent,
		set->device, set->allow ? "allow" : "deny");
	if (probe_ask(p, c, &q) == ANSWER_STATUS)
		probe_report(p, c, RULE_PROBE_PERMISSION_REFUSED,
			"agent %" PRIu32 ", device 0x%" PRIx32 ": status %" PRId32 ", %s",
			set->agent, set->device, p->response.status,
			scmi_status_name(p->response.status));
}

void probe_permissions(struct sdc_probe *p, struct probe_channel *c)
{
	const struct sdc_probe_options *o = &p->options;

	if (o->permissions) {
		c->pub.set_device_permissions =
			probe_implemented(p, c, SCMI_BASE, SCMI_BASE_SET_DEVICE);
		c->pub.reset_agent_configuration =
			probe_implemented(p, c, SCMI_BASE, SCMI_BASE_RESET_AGENT);
		if (probe_implemented(p, c, SCMI_BASE, SCMI_BASE_SET_PROTOCOL) == SDC_YES)
			c->pub.base.messages[0] |= 1u << SCMI_BASE_SET_PROTOCOL;
		c->pub.base.messages[0] |= (uint32_t)(c->pub.set_device_permissions == SDC_YES)
						   << SCMI_BASE_SET_DEVICE |
					   (uint32_t)(c->pub.reset_agent_configuration == SDC_YES)
						   << SCMI_BASE_RESET_AGENT;
	}
	for (size_t i = 0; c->pub.role == SDC_ROLE_MANAGEMENT && i < o->n_set; i++)
		set_permission(p, c, &o->set[i]);
}

/* Byte by byte from the lowest: linear whatever the figures are. @spare is as large as @v. */
static void sort(uint64_t *v, uint64_t *spare, size_t n)
{
	for (unsigned int shift = 0; shift < 64; shift += 8) {
		size_t places[256] = { 0 }, place = 0;

		for (size_t i = 0; i < n; i++)
			places[v[i] >> shift & 0xff]++;
		if (places[v[0] >> shift & 0xff] == n)
			continue;
		for (size_t i = 0; i < 256; i++) {
			size_t count = places[i];

			places[i] = place;
			place += count;
		}
		for (size_t i = 0; i < n; i++)
			spare[places[v[i] >> shift & 0xff]++] = v[i];
		memcpy(v, spare, n * sizeof(*v));
	}
}

void probe_timing(struct sdc_probe *p, struct probe_channel *c)
{
	struct request q = { .protocol = SCMI_BASE, .message = SCMI_VERSION, .need = 1, .most = 1 };
	uint64_t *times;
	size_t n = 0;

	if (!p->options.count)
		return;
	times = xmalloc(2 * p->options.count * sizeof(*times));
	while (n < p->options.count && probe_ask(p, c, &q) == ANSWER_OK)
		times[n++] = c->channel.last_ns;
	if (n) {
		sort(times, times + n, n);
		c->pub.n_timed = n;
		c->pub.min_ns = times[0];
		c->pub.median_ns = times[n / 2];
		c->pub.p99_ns = times[(n * 99 + 99) / 100 - 1];
	}
	free(times);
}
