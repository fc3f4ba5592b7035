// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <stdlib.h>

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
		probe_report(p, c, PROBE_PERMISSION_REFUSED,
			"agent %" PRIu32 ", device 0x%" PRIx32 ": status %" PRId32 ", %s",
			set->agent, set->device, c->response.status,
			scmi_status_name(c->response.status));
}

void probe_permissions(struct sdc_probe *p, struct probe_channel *c)
{
	const struct sdc_probe_options *o = &p->options;

	if (o->permissions) {
		c->pub.set_device_permissions =
			probe_implemented(p, c, SCMI_BASE, SCMI_BASE_SET_DEVICE);
		c->pub.reset_agent_configuration =
			probe_implemented(p, c, SCMI_BASE, SCMI_BASE_RESET_AGENT);
		c->pub.base.messages[0] |= (uint32_t)(c->pub.set_device_permissions == SDC_YES)
						   << SCMI_BASE_SET_DEVICE |
					   (uint32_t)(c->pub.reset_agent_configuration == SDC_YES)
						   << SCMI_BASE_RESET_AGENT;
	}
	for (size_t i = 0; c->pub.role == SDC_ROLE_MANAGEMENT && i < o->n_set; i++)
		set_permission(p, c, &o->set[i]);
}

static int by_time(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

void probe_timing(struct sdc_probe *p, struct probe_channel *c)
{
	struct request q = { .protocol = SCMI_BASE, .message = SCMI_VERSION, .need = 1, .most = 1 };
	uint64_t *times;
	size_t n = 0;

	if (!p->options.count)
		return;
	times = arena_array(&p->result->arena, p->options.count, sizeof(*times));
	while (n < p->options.count && probe_ask(p, c, &q) == ANSWER_OK)
		times[n++] = c->channel.last_ns;
	if (!n)
		return;
	qsort(times, n, sizeof(*times), by_time);
	c->pub.n_timed = n;
	c->pub.min_ns = times[0];
	c->pub.median_ns = times[n / 2];
	c->pub.p99_ns = times[(n * 99 + 99) / 100 - 1];
}
