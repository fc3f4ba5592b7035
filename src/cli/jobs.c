// SPDX-License-Identifier: BSD-2-Clause
#include "cli/jobs.h"

#include <pthread.h>
#include <stdatomic.h>

#define MAX_JOBS 64

struct queue {
	size_t n;
	atomic_size_t next;
	void (*work)(void *ctx, size_t i);
	void *ctx;
};

static void *take(void *arg)
{
	struct queue *q = arg;
	size_t i;

	while ((i = atomic_fetch_add(&q->next, 1)) < q->n)
		q->work(q->ctx, i);
	return NULL;
}

void jobs_run(size_t n, unsigned int jobs, void (*work)(void *ctx, size_t i), void *ctx)
{
	struct queue q = { .n = n, .work = work, .ctx = ctx };
	pthread_t threads[MAX_JOBS];
	unsigned int started = 0;

	while (started + 1 < jobs && started + 1 < n && started < MAX_JOBS &&
		!pthread_create(&threads[started], NULL, take, &q))
		started++;
	take(&q);
	while (started)
		pthread_join(threads[--started], NULL);
}
