// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "fixture.h"

/* How fast 32 agents are probed on the simulator, and how much of the time the prober itself
 * takes: what is left of a round trip when the doorbell is taken away. */

#define AGENTS 32u
#define COUNT  20000u

static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int run(const char *what, unsigned int count)
{
	struct sdc_probe_options o = {
		.transport = SDC_TRANSPORT_SIM, .names = true, .count = count
	};
	uint64_t start, messages = 0, doorbell = 0;
	struct sdc_tree *tree = fixture_big_tree(AGENTS);
	struct fixture fixture;
	struct sdc_error err;
	struct sdc_probe *p;
	double ns;

	fixture_init(&fixture, AGENTS);
	o.firmware = &fixture.handle;
	start = now();
	if (sdc_probe(tree, &o, &p, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	ns = (double)(now() - start);
	for (size_t i = 0; i < sdc_probe_channel_count(p); i++) {
		messages += sdc_probe_channel(p, i)->messages;
		doorbell += sdc_probe_channel(p, i)->doorbell_ns;
	}
	printf("%s: %zu channels, %" PRIu64 " messages, %.1f ms, %.0f messages/s, %.0f ns each; "
	       "outside the doorbell %.0f %%\n",
		what, sdc_probe_channel_count(p), messages, ns / 1e6, (double)messages * 1e9 / ns,
		ns / (double)messages, 100 * (1 - (double)doorbell / ns));
	sdc_probe_free(p);
	sdc_tree_free(tree);
	return 0;
}

int main(void)
{
	int failed = run("discovery", 0);

	return failed ? failed : run("discovery and round trips", COUNT);
}
