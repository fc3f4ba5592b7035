// SPDX-License-Identifier: BSD-2-Clause
/*
 * doorbell [xen] - what the kernel module grants and refuses, on the emulated machine
 *
 * Prints "ok" or "not ok" and a name for each check. The figures are those of trees/host.dts.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kmod/scmi_doorbell.h"
#include "scmi/proto.h"

#define GUEST_A        0x82000004u /* its page is no memory of the kernel's */
#define GUEST_A_PAGE   0x7ff02000
#define GUEST_B        0x82000005u /* its page is under /reserved-memory */
#define GUEST_B_PAGE   0x7fe00000
#define NEVER_FREE     0x82000014u /* in no node: the module parameter's */
#define UNNAMED        0x82000099u
#define SYSTEM_OFF     0x84000008u /* in the module parameter too, as what follows */
#define FFA            0x84000060u
#define YIELDING       0x32000000u
#define WIDE           0xc2000000u
#define PAGE           0x1000
#define UNRESERVED     0x60000000 /* boot.sh adds it to the kernel's tree */
#define KERNEL_DATA    0x50000000
#define UNPRIVILEGED   65534
#define BASE_VERSION_2 0x20000u

static int failed;

static void check(bool good, const char *what)
{
	printf("%s %s\n", good ? "ok" : "not ok", what);
	failed += !good;
}

/* ring - result[0], or -errno shifted out of the way of SMCCC's results */
static int64_t ring(int fd, uint32_t function, uint32_t conduit, uint64_t reserved)
{
	struct scmi_doorbell_ring r = {
		.function = function,
		.conduit = conduit,
		.reserved = reserved,
	};

	if (ioctl(fd, SCMI_DOORBELL_RING, &r) < 0)
		return -1000 - errno;
	return (int64_t)r.result[0];
}

static void check_refusals(int fd)
{
	check(ring(fd, UNNAMED, 0, 0) == -1000 - EPERM, "a doorbell that nothing names");
	check(ring(fd, SYSTEM_OFF, 0, 0) == -1000 - EPERM, "a function of PSCI");
	check(ring(fd, FFA, 0, 0) == -1000 - EPERM, "a function of FF-A");
	check(ring(fd, YIELDING, 0, 0) == -1000 - EPERM, "a yielding call");
	check(ring(fd, WIDE, 0, 0) == -1000 - EPERM, "a 64-bit call of the parameter");
	check(ring(fd, GUEST_A, 3, 0) == -1000 - EINVAL, "an unknown conduit");
	check(ring(fd, GUEST_A, 0, 1) == -1000 - EINVAL, "a reserved field");
	check(ioctl(fd, _IO('s', 0xd1)) < 0 && errno == ENOTTY, "an unknown request");
}

static void check_calls(int fd)
{
	check(ring(fd, GUEST_A, 0, 0) == SMCCC_INVALID, "a free channel has nothing to answer");
	check(ring(fd, GUEST_A, SCMI_DOORBELL_SMC, 0) == SMCCC_INVALID, "smc by its name");
	check(ring(fd, NEVER_FREE, 0, 0) == SMCCC_INVALID, "a doorbell of the parameter");
}

static void check_pages(int fd)
{
	void *bad = mmap(NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint32_t word[PAGE / 4];

	check(pread(fd, word, PAGE, GUEST_B_PAGE) == PAGE && word[SMT_STATUS / 4] == SMT_FREE,
		"a whole page is read");
	check(pread(fd, word, 4, GUEST_B_PAGE + 2) < 0 && errno == EINVAL, "an unaligned offset");
	check(pread(fd, word, 6, GUEST_B_PAGE) < 0 && errno == EINVAL, "an unaligned length");
	check(pread(fd, word, 8, GUEST_B_PAGE + PAGE - 4) < 0 && errno == EINVAL,
		"across the page's end");
	check(pread(fd, word, 4, KERNEL_DATA) < 0 && errno == EPERM, "a page that nothing names");
	check(pwrite(fd, word, 4, KERNEL_DATA) < 0 && errno == EPERM, "the same, written");
	check(pread(fd, word, 4, UNRESERVED) < 0 && errno == ENXIO,
		"a page that is named and in use as memory");
	check(pwrite(fd, word, 4, UNRESERVED) < 0 && errno == ENXIO, "the same, written");
	check(pread(fd, word, 4, GUEST_A_PAGE) < 0 && errno == ENXIO,
		"a page that is not the kernel's memory");
	check(pread(fd, bad, 4, GUEST_B_PAGE) < 0 && errno == EFAULT, "a bad buffer");
	munmap(bad, PAGE);
}

static bool is_version(uint32_t header, const uint32_t *page)
{
	return page[SMT_STATUS / 4] == SMT_FREE && page[SMT_HEADER / 4] == header &&
	       page[SMT_LENGTH / 4] == 12 && page[SMT_PAYLOAD / 4] == SCMI_SUCCESS &&
	       page[SMT_PAYLOAD / 4 + 1] == BASE_VERSION_2;
}

static void check_message(int fd)
{
	uint32_t header = SCMI_HEADER(SCMI_BASE, SCMI_VERSION, SCMI_TYPE_COMMAND, 0x155);
	uint32_t busy = 0, request[] = { 0, SMT_HEADER_LEN, header }, page[PAGE / 4];

	memset(page, 0, sizeof(page));
	check(pwrite(fd, &busy, 4, GUEST_B_PAGE + SMT_STATUS) == 4 &&
			pwrite(fd, request, sizeof(request), GUEST_B_PAGE + SMT_FLAGS) ==
				sizeof(request) &&
			ring(fd, GUEST_B, 0, 0) == 0 &&
			pread(fd, page, PAGE, GUEST_B_PAGE) == PAGE && is_version(header, page),
		"a message through the module alone");
}

/* The premise of the module's reads and writes, and of the prober's own mapping. */
static void check_devmem(void)
{
	int fd = open("/dev/mem", O_RDWR | O_SYNC);
	void *page = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, UNRESERVED);

	check(page == MAP_FAILED && errno == EPERM, "/dev/mem refuses the kernel's memory");
	page = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, GUEST_A_PAGE);
	check(page != MAP_FAILED && ((volatile uint32_t *)page)[SMT_STATUS / 4] == SMT_FREE,
		"/dev/mem maps the others");
}

/* A program at a time; what it has taken and not rung is free when it ends. */
static int check_exclusive(int fd)
{
	uint32_t busy = 0, status = 0;

	check(open(SCMI_DOORBELL_PATH, O_RDWR) < 0 && errno == EBUSY, "a second program");
	check(pwrite(fd, &busy, 4, GUEST_B_PAGE + SMT_STATUS) == 4, "a channel is taken");
	close(fd);
	fd = open(SCMI_DOORBELL_PATH, O_RDWR);
	check(fd >= 0 && pread(fd, &status, 4, GUEST_B_PAGE + SMT_STATUS) == 4 &&
			status == SMT_FREE,
		"and free again when the program ends");
	return fd;
}

static void check_privilege(void)
{
	int status = 1;
	pid_t pid;

	chmod(SCMI_DOORBELL_PATH, 0666);
	pid = fork();
	if (pid == 0) {
		if (setuid(UNPRIVILEGED))
			_exit(2);
		_exit(open(SCMI_DOORBELL_PATH, O_RDWR) < 0 && errno == EPERM ? 0 : 1);
	}
	check(pid > 0 && waitpid(pid, &status, 0) == pid && status == 0,
		"an unprivileged user, whatever the file's mode");
	chmod(SCMI_DOORBELL_PATH, 0600);
}

/* Dom0 of a Xen that forwards no SiP call. */
static void check_xen(int fd)
{
	uint32_t word;

	check(ring(fd, GUEST_A, 0, 0) == SMCCC_NOT_SUPPORTED, "the hypervisor refuses the call");
	check(ring(fd, GUEST_A, SCMI_DOORBELL_HVC, 0) == SMCCC_NOT_SUPPORTED, "hvc by its name");
	check(ring(fd, GUEST_A, SCMI_DOORBELL_SMC, 0) == -1000 - EOPNOTSUPP,
		"a conduit that the domain does not have");
	check(pread(fd, &word, 4, GUEST_A_PAGE) < 0 && errno == ENXIO,
		"a page that is not the kernel's memory");
}

int main(int argc, char **argv)
{
	bool xen = argc > 1 && !strcmp(argv[1], "xen");
	struct stat st;
	int fd = open(SCMI_DOORBELL_PATH, O_RDWR);

	check(fd >= 0 && fstat(fd, &st) == 0 && (st.st_mode & 07777) == 0600,
		"the device is root's");
	if (fd < 0)
		return 1;
	check_refusals(fd);
	if (xen) {
		check_xen(fd);
		return failed != 0;
	}
	check(ring(fd, GUEST_A, SCMI_DOORBELL_HVC, 0) == -1000 - EOPNOTSUPP,
		"a conduit that the machine does not have");
	check_calls(fd);
	check_pages(fd);
	check_message(fd);
	fd = check_exclusive(fd);
	check_devmem();
	check_privilege();
	return failed != 0;
}
