// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "probe/open.h"
#include "scmi/firmware/firmware.h"
#include "scmi/proto.h"
#include "sim/platform.h"

/* The platform inside the program. Waiting takes no time: the clock is moved on instead. */

#define MAX_PAGE 0x10000u

struct platform {
	struct server server;
	struct arena arena;
};

struct sim {
	struct transport transport;
	struct platform *platform;
	uint32_t smc_id;
	uint64_t skipped_ns;
	uint32_t page[];
};

/* Most messages have a few words, for which a call of memcpy() does not pay. */
static int sim_read(
	struct transport *t, uint32_t offset, uint32_t *words, uint32_t n, struct sdc_error *err)
{
	struct sim *s = (struct sim *)t;

	(void)err;
	for (uint32_t i = 0; i < n; i++)
		words[i] = s->page[offset / 4 + i];
	return 0;
}

static int sim_write(struct transport *t, uint32_t offset, const uint32_t *words, uint32_t n,
	struct sdc_error *err)
{
	struct sim *s = (struct sim *)t;

	(void)err;
	for (uint32_t i = 0; i < n; i++)
		s->page[offset / 4 + i] = words[i];
	return 0;
}

static enum ring sim_ring(struct transport *t, int32_t *a0, struct sdc_error *err)
{
	struct sim *s = (struct sim *)t;

	(void)err;
	*a0 = server_ring(&s->platform->server, s->smc_id, s->page, t->size);
	return RING_DONE;
}

static uint64_t sim_now(struct transport *t)
{
	return transport_clock() + ((struct sim *)t)->skipped_ns;
}

static void sim_pause(struct transport *t, uint64_t ns)
{
	((struct sim *)t)->skipped_ns += ns;
}

static void sim_close(struct transport *t)
{
	free(t);
}

static const struct transport_ops ops = {
	.read = sim_read,
	.write = sim_write,
	.ring = sim_ring,
	.now = sim_now,
	.pause = sim_pause,
	.close = sim_close,
	.page_is_private = true,
};

static int open_platform(const struct sdc_probe_options *o, const struct scmi_model *m,
	void **shared, struct sdc_error *err)
{
	struct platform *p;
	const struct server_platform *description;
	struct server_fault fault = { .kind = SERVER_NO_FAULT };

	(void)m;
	if (!o->firmware)
		return set_error(
			err, SDC_EARG, "a simulated platform needs a firmware description");
	if (o->fault && platform_fault(o->fault, &fault, err))
		return -SDC_EARG;
	p = xmalloc(sizeof(*p));
	memset(p, 0, sizeof(*p));
	description = platform_build(o->firmware->fw, &p->arena, err);
	if (!description) {
		arena_free(&p->arena);
		free(p);
		return -SDC_EARG;
	}
	server_init(&p->server, description);
	p->server.fault = fault;
	*shared = p;
	return 0;
}

/* A platform sets up its own pages, no others. A description may leave pages out. */
static bool own_page(
	const struct server_platform *p, const struct server_agent *agent, uint64_t page)
{
	if (agent)
		return !agent->page || agent->page == page;
	for (uint16_t i = 0; i < p->n_agents; i++)
		if (p->agents[i].page == page)
			return true;
	return false;
}

static int open_channel(void *shared, const struct sdc_probe_channel *c,
	const struct scmi_instance *instance, struct transport **out, struct sdc_error *err)
{
	struct platform *p = shared;
	const struct server_agent *agent = server_agent_at(&p->server, c->smc_id);
	uint32_t size = agent ? agent->page_size : 0x1000;
	struct sim *s;

	(void)instance;
	if (size < SMT_MIN_SIZE || size > MAX_PAGE || size % 4)
		return set_error(err, SDC_EIO, "a page of 0x%x bytes cannot be simulated", size);
	s = xmalloc(sizeof(*s) + size);
	memset(s, 0, sizeof(*s) + size);
	s->transport.ops = &ops;
	s->transport.size = size;
	s->platform = p;
	s->smc_id = c->smc_id;
	if (own_page(p->server.platform, agent, c->page))
		server_start_page(&p->server, c->smc_id, s->page, size);
	*out = &s->transport;
	return 0;
}

static void close_platform(void *shared)
{
	struct platform *p = shared;

	arena_free(&p->arena);
	free(p);
}

const struct transport_kind transport_sim = { "sim", open_platform, open_channel, close_platform };
