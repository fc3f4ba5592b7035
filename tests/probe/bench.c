// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "fixture.h"

/* How fast 32 agents are probed on the simulator, and how much of that is outside the doorbell.
 * Reading the clock takes as long as half a message, so the doorbells' time comes from a second
 * series of probes, in which they are timed, less what the clock itself takes. */

#define AGENTS 32u
#define COUNT  20000u
#define ROUNDS 50u

struct figures {
	uint64_t messages, doorbell_ns;
	double ns;
};

static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* What lies between two readings with nothing between them. */
static double clock_cost(void)
{
	uint64_t start = now();

	for (unsigned int i = 0; i < COUNT; i++)
		(void)now();
	return (double)(now() - start) / COUNT;
}

static int probe(const struct sdc_tree *tree, const struct sdc_probe_options *o, struct figures *f)
{
	uint64_t start = now();
	struct sdc_error err;
	struct sdc_probe *p;

	if (sdc_probe(tree, o, &p, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	*f = (struct figures){ .ns = (double)(now() - start) };
	for (size_t i = 0; i < sdc_probe_channel_count(p); i++) {
		f->messages += sdc_probe_channel(p, i)->messages;
		f->doorbell_ns += sdc_probe_channel(p, i)->doorbell_ns;
	}
	sdc_probe_free(p);
	return 0;
}

/* The quickest of some: what else the machine does is not the prober's. */
static int best(const struct sdc_tree *tree, struct fixture *fixture, unsigned int count,
	unsigned int rounds, struct figures *f)
{
	struct sdc_probe_options o = { .size = sizeof(o),
		.transport = SDC_TRANSPORT_SIM,
		.firmware = &fixture->handle,
		.names = true,
		.count = count };
	struct figures one;

	for (unsigned int i = 0; i < rounds; i++) {
		if (probe(tree, &o, &one))
			return 2;
		if (!i || one.ns < f->ns)
			*f = one;
	}
	return 0;
}

static void put(const char *what, const struct figures *f, double doorbell_ns)
{
	double each = f->ns / (double)f->messages;

	printf("%s: %" PRIu64 " messages in %.2f ms, %.0f messages/s, %.0f ns each; "
	       "outside the doorbell %.0f %%\n",
		what, f->messages, f->ns / 1e6, 1e9 / each, each, 100 * (1 - doorbell_ns / each));
}

int main(void)
{
	struct sdc_tree *tree = fixture_big_tree(AGENTS);
	struct figures plain, timed, trips;
	struct fixture fixture;
	double cost = clock_cost();
	int failed;

	fixture_init(&fixture, AGENTS);
	failed = best(tree, &fixture, 0, ROUNDS, &plain) ||
		 best(tree, &fixture, 1, ROUNDS, &timed) || best(tree, &fixture, COUNT, 3, &trips);
	if (!failed) {
		printf("%u agents; the clock takes %.0f ns\n", AGENTS, cost);
		put("discovery", &plain, (double)timed.doorbell_ns / (double)timed.messages - cost);
		put("timed round trips", &trips,
			(double)trips.doorbell_ns / (double)trips.messages);
	}
	sdc_tree_free(tree);
	return failed ? 2 : 0;
}
