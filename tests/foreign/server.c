// SPDX-License-Identifier: BSD-2-Clause
/*
 * server SOCKET - a firmware's SCMI server behind scmi-dtcheck-unix(7)
 *
 * Which firmware is decided by what is linked: foreign.h.
 */
#include "foreign.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define DOORBELL 0x82000002u
#define PAGES    0x47ff0000u
#define PAGE     0x1000u

static int listener;

static int open_pages(const char *socket_path)
{
	char path[256];
	int mem;

	snprintf(path, sizeof(path), "%s.mem", socket_path);
	mem = open(path, O_RDWR | O_CREAT, 0600);
	if (mem < 0 || ftruncate(mem, PAGES + AGENTS * PAGE))
		return -1;
	for (unsigned int i = 0; i < AGENTS; i++) {
		void *at = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, mem,
			(off_t)(PAGES + i * PAGE));

		if (at == MAP_FAILED)
			return -1;
		platform_channel(i, at, PAGE);
	}
	return 0;
}

static void serve(int fd)
{
	uint32_t doorbell;

	while (recv(fd, &doorbell, sizeof(doorbell), MSG_WAITALL) == sizeof(doorbell)) {
		int32_t a0 = -1;

		if (doorbell - DOORBELL < AGENTS) {
			platform_ring(doorbell - DOORBELL);
			a0 = 0;
		}
		if (send(fd, &a0, sizeof(a0), MSG_NOSIGNAL) != sizeof(a0))
			break;
	}
	close(fd);
}

void serve_doorbells(void)
{
	int fd;

	puts("ready");
	fflush(stdout);
	while ((fd = accept(listener, NULL, NULL)) >= 0)
		serve(fd);
	_exit(0);
}

int main(int argc, char **argv)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	listener = socket(AF_UNIX, SOCK_STREAM, 0);
	if (argc != 2 || strlen(argv[1]) >= sizeof(address.sun_path) || open_pages(argv[1]))
		return 2;
	strcpy(address.sun_path, argv[1]);
	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) || listen(listener, 4))
		return 2;
	platform_run();
	return 2;
}
