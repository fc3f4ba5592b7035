// SPDX-License-Identifier: BSD-2-Clause
/*
 * robust FIRMWARE BLOB... - check damaged forms of blobs: cut off at every byte, and with bytes
 * flipped. Each batch runs in a process of its own, whose end by a signal is a failure.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files/file.h"
#include "check_blob.h"

#define FLIPS 10000
#define BATCH 250
#define LIMIT 120 /* seconds for a batch: a check that does not end is a failure */

typedef void (*damage_fn)(struct buf *b, uint32_t number);

/* xorshift32: the same bytes flip on every machine. */
static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void flip(struct buf *b, uint32_t number)
{
	uint32_t state = (number + 1) * 2654435761u;
	uint32_t n = number % 4 ? 1 : 1 + next_random(&state) % 8;

	while (n--) {
		uint32_t at = next_random(&state) % (uint32_t)b->len;

		b->data[at] = (char)((uint8_t)b->data[at] ^ (1 + next_random(&state) % 255));
	}
}

static void cut(struct buf *b, uint32_t number)
{
	b->len = number;
}

/* Cut off, with a header that says so. */
static void shorten(struct buf *b, uint32_t number)
{
	b->len = number;
	for (unsigned int i = 0; i < 4 && number >= 8; i++)
		b->data[4 + i] = (char)(number >> (24 - 8 * i));
}

static void run_batch(const struct checker *c, const struct buf *blob, damage_fn damage,
	uint32_t from, uint32_t to)
{
	alarm(LIMIT);
	for (uint32_t i = from; i < to; i++) {
		struct buf b = { 0 };
		char *exact;

		buf_write(&b, blob->data, blob->len);
		damage(&b, i);
		/* A copy of its very size, so that a read past its end is seen. */
		exact = malloc(b.len ? b.len : 1);
		if (!exact)
			abort();
		memcpy(exact, b.data, b.len);
		check_blob(c, (uint8_t *)exact, b.len);
		free(exact);
		buf_free(&b);
	}
}

/* Returns the number of batches that ended badly. */
static unsigned int run(const struct checker *c, const char *name, const char *what,
	const struct buf *blob, damage_fn damage, uint32_t n)
{
	unsigned int failed = 0;

	for (uint32_t from = 0; from < n; from += BATCH) {
		uint32_t to = from + BATCH < n ? from + BATCH : n;
		int status;
		pid_t pid = fork();

		if (pid < 0)
			abort();
		if (!pid) {
			run_batch(c, blob, damage, from, to);
			_exit(0);
		}
		if (waitpid(pid, &status, 0) != pid || status) {
			printf("%s: %s %u to %u: %s %d\n", name, what, from, to - 1,
				WIFSIGNALED(status) ? "signal" : "status",
				WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
			failed++;
		}
	}
	printf("%s: %s: %u trees, %u of %u batches failed\n", name, what, n, failed,
		(n + BATCH - 1) / BATCH);
	return failed;
}

int main(int argc, char **argv)
{
	unsigned int failed = 0, runs = 0;
	struct checker c;

	setvbuf(stdout, NULL, _IOLBF, 0);
	checker_open(&c, argv[1]);
	for (int i = 2; i < argc; i++) {
		struct buf blob = { 0 };
		struct sdc_error err;

		if (read_file(argv[i], &blob, &err)) {
			fprintf(stderr, "%s\n", err.text);
			return 2;
		}
		failed += run(&c, argv[i], "cut", &blob, cut, (uint32_t)blob.len) != 0;
		failed += run(&c, argv[i], "shortened", &blob, shorten, (uint32_t)blob.len) != 0;
		failed += run(&c, argv[i], "flipped", &blob, flip, FLIPS) != 0;
		runs += 3;
		buf_free(&blob);
	}
	checker_close(&c);
	printf("%u passed, %u failed\n", runs - failed, failed);
	return failed != 0;
}
