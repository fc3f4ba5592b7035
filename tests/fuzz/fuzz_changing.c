// SPDX-License-Identifier: BSD-2-Clause
/*
 * A tree that is a directory, which changes while it is read. A second thread makes, fills,
 * empties, renames and removes what the input's bytes say, again and again. Built by "make
 * fuzz-changing".
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dt/dir.h"

#define READS 20

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char top[] = "/tmp/fuzz-changing-XXXXXX";

static struct script {
	const uint8_t *data;
	size_t size;
	int dir;
	atomic_bool ending;
} script;

static void name_of(char name[16], uint8_t byte)
{
	static const char *const names[] = { "compatible", "reg", "a", "a/reg", "a/b", "a/b/reg",
		"cpus", "x" };

	snprintf(name, 16, "%s", names[byte % 8]);
}

static void make_file(int dir, const char *name, size_t size)
{
	static const char bytes[4096];
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK, 0600);

	if (fd < 0)
		return;
	if (write(fd, bytes, size) < 0)
		size = 0;
	close(fd);
}

static void change(int dir, uint8_t what, uint8_t where)
{
	char name[16], other[16];

	name_of(name, where);
	name_of(other, where >> 3);
	switch (what % 8) {
	case 0:
		mkdirat(dir, name, 0700);
		break;
	case 1:
		make_file(dir, name, (size_t)where * 16);
		break;
	case 2:
		unlinkat(dir, name, 0);
		break;
	case 3:
		unlinkat(dir, name, AT_REMOVEDIR);
		break;
	case 4:
		renameat(dir, name, dir, other);
		break;
	case 5:
		mkfifoat(dir, name, 0600);
		break;
	case 6:
		symlinkat(other, dir, name);
		break;
	default:
		fchmodat(dir, name, where & 1 ? 0 : 0700, 0);
	}
}

static void *play(void *arg)
{
	(void)arg;
	while (!script.ending)
		for (size_t i = 0; i + 1 < script.size; i += 2)
			change(script.dir, script.data[i], script.data[i + 1]);
	return NULL;
}

static void clear(void)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", top);
	if (system(command))
		abort();
}

static void start(void)
{
	if (!mkdtemp(top))
		abort();
	atexit(clear);
	script.dir = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sdc_error err = { 0 };
	pthread_t thread;

	if (!script.dir)
		start();
	make_file(script.dir, "model", 8);
	script.data = data;
	script.size = size < 64 ? size : 64;
	script.ending = script.size < 2;
	if (pthread_create(&thread, NULL, play, NULL))
		abort();
	for (int i = 0; i < READS; i++) {
		struct buf blob = { 0 };

		if (dt_dir_read(top, &blob, &err) && !*err.text)
			abort();
		buf_free(&blob);
	}
	script.ending = true;
	pthread_join(thread, NULL);
	return 0;
}
