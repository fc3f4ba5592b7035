// SPDX-License-Identifier: BSD-2-Clause
/*
 * server SOCKET - the SCMI server of Trusted Firmware-A behind scmi-dtcheck-unix(7)
 *
 * Its sources are not part of this project; this is the platform that they want, and what rings
 * for it. Four agents with the doorbells and pages of tests/probe/platform.dts.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <drivers/scmi-msg.h>
#include <drivers/scmi.h>

#define AGENTS   4
#define DOORBELL 0x82000002u
#define PAGES    0x47ff0000u
#define PAGE     0x1000u
#define SLOT     128 /* bytes that the server uses of a page */
#define CLOCKS   8
#define RESETS   5
#define RATES    2

static struct scmi_msg_channel channels[AGENTS];
static const unsigned long rates[RATES] = { 1000000, 2000000 };

struct scmi_msg_channel *plat_scmi_get_channel(unsigned int agent_id)
{
	return agent_id < AGENTS ? &channels[agent_id] : NULL;
}

size_t plat_scmi_protocol_count(void)
{
	return 2;
}

const uint8_t *plat_scmi_protocol_list(unsigned int agent_id)
{
	static const uint8_t list[] = { SCMI_PROTOCOL_ID_CLOCK, SCMI_PROTOCOL_ID_RESET_DOMAIN, 0 };

	(void)agent_id;
	return list;
}

const char *plat_scmi_vendor_name(void)
{
	return "tf-a";
}

const char *plat_scmi_sub_vendor_name(void)
{
	return "host";
}

size_t plat_scmi_clock_count(unsigned int agent_id)
{
	(void)agent_id;
	return CLOCKS;
}

const char *plat_scmi_clock_get_name(unsigned int agent_id, unsigned int scmi_id)
{
	static char name[] = "clock0";

	(void)agent_id;
	name[sizeof(name) - 2] = (char)('0' + scmi_id);
	return scmi_id < CLOCKS ? name : NULL;
}

int32_t plat_scmi_clock_rates_array(
	unsigned int agent_id, unsigned int scmi_id, unsigned long *array, size_t *n, uint32_t from)
{
	(void)agent_id;
	(void)scmi_id;
	if (!array)
		*n = RATES;
	for (size_t i = 0; array && i < *n && from + i < RATES; i++)
		array[i] = rates[from + i];
	return SCMI_SUCCESS;
}

unsigned long plat_scmi_clock_get_rate(unsigned int agent_id, unsigned int scmi_id)
{
	(void)agent_id;
	(void)scmi_id;
	return rates[1];
}

int32_t plat_scmi_clock_get_state(unsigned int agent_id, unsigned int scmi_id)
{
	(void)agent_id;
	(void)scmi_id;
	return 1;
}

size_t plat_scmi_rstd_count(unsigned int agent_id)
{
	(void)agent_id;
	return RESETS;
}

const char *plat_scmi_rstd_get_name(unsigned int agent_id, unsigned int scmi_id)
{
	(void)agent_id;
	return scmi_id < RESETS ? "reset" : NULL;
}

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
		channels[i].shm_addr = (uintptr_t)at;
		channels[i].shm_size = SLOT;
		scmi_smt_init_agent_channel(&channels[i]);
	}
	return 0;
}

static void serve(int fd)
{
	uint32_t doorbell;

	while (recv(fd, &doorbell, sizeof(doorbell), MSG_WAITALL) == sizeof(doorbell)) {
		int32_t a0 = -1;

		if (doorbell - DOORBELL < AGENTS) {
			scmi_smt_fastcall_smc_entry(doorbell - DOORBELL);
			a0 = 0;
		}
		if (send(fd, &a0, sizeof(a0), MSG_NOSIGNAL) != sizeof(a0))
			break;
	}
	close(fd);
}

int main(int argc, char **argv)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int listener = socket(AF_UNIX, SOCK_STREAM, 0), fd;

	if (argc != 2 || strlen(argv[1]) >= sizeof(address.sun_path) || open_pages(argv[1]))
		return 2;
	strcpy(address.sun_path, argv[1]);
	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) || listen(listener, 4))
		return 2;
	puts("ready");
	fflush(stdout);
	while ((fd = accept(listener, NULL, NULL)) >= 0)
		serve(fd);
	return 0;
}
