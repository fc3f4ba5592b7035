// SPDX-License-Identifier: BSD-2-Clause
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../unit/unit.h"
#include "probe/transports/mhu.h"

/* Ranges and doorbell registers in a file that stands for memory. */

static char path[] = "/tmp/probe-window-XXXXXX";
static struct sdc_error error;

static void setup(void)
{
	int fd;

	strcpy(path + strlen(path) - 6, "XXXXXX");
	fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(ftruncate(fd, 0x4000), 0);
	close(fd);
}

static void teardown(void)
{
	unlink(path);
}

/* A device is mapped. What is not there ends a child process and not this one. */
START_TEST(windows_are_mapped)
{
	uint32_t words[2] = { 0 }, written = 0x12345678;
	struct window w;
	int fd;

	fd = open(path, O_RDWR);
	/* Unaligned for the kernel, aligned for us. */
	ck_assert_int_eq(window_open(&w, fd, 0x1800, 0x400, WINDOW_MAP, true, &error), 0);
	ck_assert_ptr_nonnull(w.mapped);
	ck_assert_int_eq(window_write(&w, 0x10, &written, 1, &error), 0);
	ck_assert_int_eq(window_read(&w, 0xc, words, 2, &error), 0);
	ck_assert_uint_eq(words[1], written);
	window_close(&w);
	ck_assert_int_eq(pread(fd, words, 4, 0x1810), 4);
	ck_assert_uint_eq(words[0], written);
	ck_assert_int_eq(window_open(&w, fd, 0x10000, 0x1000, WINDOW_MAP, false, &error), -SDC_EIO);
	ck_assert_ptr_nonnull(strstr(error.text, "Bus error"));
	ck_assert_ptr_null(w.mapped);
	ck_assert_int_eq(window_open(&w, fd, 2, 0x1000, WINDOW_MAP, false, &error), -SDC_EIO);
	ck_assert_int_eq(
		window_open(&w, fd, UINT64_MAX - 3, 0x1000, WINDOW_MAP, false, &error), -SDC_EIO);
	close(fd);
	fd = open("/dev/null", O_RDONLY);
	ck_assert_int_eq(window_open(&w, fd, 0, 0x1000, WINDOW_MAP, false, &error), -SDC_EIO);
	close(fd);
	fd = open(path, O_RDONLY);
	ck_assert_int_eq(window_open(&w, fd, 0, 0x1000, WINDOW_MAP, true, &error), -SDC_EIO);
	ck_assert_int_eq(window_open(&w, fd, 0, 0x1000, WINDOW_CALL, true, &error), 0);
	ck_assert_int_eq(window_write(&w, 0, &written, 1, &error), -SDC_EIO);
	ck_assert_int_eq(window_read(&w, 0, words, 0, &error), 0);
	close(fd);
}
END_TEST

/* What a kernel with CONFIG_STRICT_DEVMEM says, a sealed file says too. */
START_TEST(refused_ranges_are_told_apart)
{
	int fd = memfd_create("sealed", MFD_ALLOW_SEALING);
	struct window w;

	ck_assert_int_eq(ftruncate(fd, 0x1000), 0);
	ck_assert_int_eq(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), 0);
	ck_assert_int_eq(window_open(&w, fd, 0, 0x1000, WINDOW_MAP, true, &error), -SDC_EPERM);
	ck_assert_ptr_null(w.mapped);
	ck_assert_int_eq(window_open(&w, fd, 0, 0x1000, WINDOW_CALL, true, &error), 0);
	close(fd);
}
END_TEST

START_TEST(registers_that_are_none)
{
	static const struct sdc_mmio_doorbell none[] = { { 8, 0, 1, 0 }, { 8, 12, 1, 0 },
		{ 8, 24, 1, 0 }, { 8, 128, 1, 0 }, { 9, 16, 1, 0 }, { 12, 64, 1, 0 } };
	struct sdc_mmio_doorbell reg = { 8, 32, 1, 0 };
	struct window w;
	int fd;

	fd = open(path, O_RDONLY);
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		ck_assert_int_eq(mhu_open(&w, fd, 0, WINDOW_CALL, &none[i], &error), -SDC_EIO);
	ck_assert_int_eq(mhu_open(&w, fd, 16, WINDOW_CALL, &reg, &error), -SDC_EIO);
	ck_assert_int_eq(mhu_open(&w, fd, 4, WINDOW_CALL, &reg, &error), -SDC_EIO);
	ck_assert_int_eq(mhu_open(&w, fd, 8, WINDOW_CALL, &reg, &error), 0);
	/* A file that is not open for writing, and one that ends before the register. */
	ck_assert_int_eq(mhu_ring(&w, &reg, &error), -SDC_EIO);
	reg.address = 0x100008;
	reg.mask = 1;
	ck_assert_int_eq(mhu_open(&w, fd, 0, WINDOW_CALL, &reg, &error), 0);
	ck_assert_int_eq(mhu_ring(&w, &reg, &error), -SDC_EIO);
	ck_assert_ptr_nonnull(strstr(error.text, "ends there"));
	close(fd);
}
END_TEST

static uint64_t ring_mapped(unsigned int width, uint64_t value, uint64_t mask, uint64_t before)
{
	struct sdc_mmio_doorbell reg = { 0x1010, width, value, mask };
	uint64_t after = 0;
	struct window w;
	int fd;

	fd = open(path, O_RDWR);
	ck_assert_int_eq(pwrite(fd, &before, 8, 0x1010), 8);
	ck_assert_int_eq(mhu_open(&w, fd, 0, WINDOW_MAP, &reg, &error), 0);
	ck_assert_int_eq(mhu_ring(&w, &reg, &error), 0);
	window_close(&w);
	ck_assert_int_eq(pread(fd, &after, 8, 0x1010), 8);
	close(fd);
	return after;
}

START_TEST(registers_are_mapped)
{
	ck_assert_uint_eq(ring_mapped(8, 0xab, 0, ~UINT64_C(0)), 0xffffffffffffffab);
	ck_assert_uint_eq(ring_mapped(16, 0x1, 0x3, ~UINT64_C(0)), 0xfffffffffffffffd);
	ck_assert_uint_eq(ring_mapped(32, 0x10, 0, 0), 0x10);
	ck_assert_uint_eq(ring_mapped(32, 0, 0x80000000, ~UINT64_C(0)), 0xffffffff7fffffff);
	ck_assert_uint_eq(ring_mapped(64, UINT64_C(1) << 40, 0, 7), UINT64_C(1) << 40);
	ck_assert_uint_eq(ring_mapped(8, 1, 1, 0x80), 0x81);
	ck_assert_uint_eq(ring_mapped(64, 1, 1, 0x80), 0x81);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("windows");
	TCase *tc = tcase_create("windows");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, windows_are_mapped);
	tcase_add_test(tc, refused_ranges_are_told_apart);
	tcase_add_test(tc, registers_that_are_none);
	tcase_add_test(tc, registers_are_mapped);
	return unit_main(s);
}
