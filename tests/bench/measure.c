// SPDX-License-Identifier: BSD-2-Clause
/*
 * measure ROUNDS PROGRAM ARG... [-- PROGRAM ARG...]... - run programs by turns, so that all see
 * the same machine, and print for each the medians of seconds on the clock, seconds of CPU and
 * peak KiB. A small program of its own: a child's peak is at least its parent's size.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#define MAX_PROGRAMS 8

enum { CLOCK, CPU, MEMORY, N_KINDS };

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Returns 0 where the program did not end as one that has an opinion does. */
static int run(char **args, const posix_spawn_file_actions_t *quiet, double *out, size_t stride)
{
	double start = now();
	struct rusage usage;
	int status;
	pid_t pid;

	if (!args[0] || posix_spawnp(&pid, args[0], quiet, NULL, args, environ) ||
		wait4(pid, &status, 0, &usage) != pid)
		return 0;
	out[CLOCK * stride] = now() - start;
	out[CPU * stride] = seconds(usage.ru_utime) + seconds(usage.ru_stime);
	out[MEMORY * stride] = (double)usage.ru_maxrss;
	return WIFEXITED(status) && WEXITSTATUS(status) <= 2;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), compare);
	return v[n / 2];
}

/* Cuts the arguments at each "--"; returns how many programs there are. */
static size_t split(char **argv, char ***programs)
{
	size_t n = 0;

	programs[n++] = argv;
	for (; *argv; argv++) {
		if (strcmp(*argv, "--") != 0)
			continue;
		*argv = NULL;
		if (n == MAX_PROGRAMS)
			break;
		programs[n++] = argv + 1;
	}
	return n;
}

int main(int argc, char **argv)
{
	char **programs[MAX_PROGRAMS];
	posix_spawn_file_actions_t quiet;
	size_t rounds, n;
	double *samples;
	int failed = 0;

	rounds = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
	if (!rounds)
		return 2;
	n = split(argv + 2, programs);
	samples = calloc(n * N_KINDS * rounds, sizeof(*samples));
	if (!samples)
		return 2;
	posix_spawn_file_actions_init(&quiet);
	for (int fd = 0; fd < 3; fd++)
		posix_spawn_file_actions_addopen(&quiet, fd, "/dev/null", O_RDWR, 0);
	for (size_t i = 0; i < rounds; i++)
		for (size_t p = 0; p < n; p++)
			failed |= !run(
				programs[p], &quiet, &samples[p * N_KINDS * rounds + i], rounds);
	for (size_t p = 0; p < n && !failed; p++) {
		double *v = samples + p * N_KINDS * rounds;

		printf("%.9f %.6f %.0f\n", median(v, rounds), median(v + rounds, rounds),
			median(v + 2 * rounds, rounds));
	}
	posix_spawn_file_actions_destroy(&quiet);
	free(samples);
	return failed ? 2 : 0;
}
