// SPDX-License-Identifier: BSD-2-Clause
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "machine.h"

/* Doorbells that are registers, in a file that stands for memory. */

static struct machine m;

static void setup(void)
{
	machine_setup(&m);
}

static void teardown(void)
{
	machine_teardown(&m);
}

/* A register in a file: what was in it, and what the doorbell leaves there. */
static uint32_t ring_register(struct sdc_mmio_doorbell mmio, uint32_t before)
{
	struct sdc_probe_options o = { .size = sizeof(o),
		.transport = SDC_TRANSPORT_MMIO,
		.mem_base = MACHINE_BASE,
		.timeout_ms = 1,
		.mmio = mmio };
	struct sdc_probe *p;
	uint32_t value = 0;
	int fd;

	machine_pages(&m, "mem");
	machine_shell(&m, "truncate -s 20480 mem");
	fd = open(machine_at(&m, "mem"), O_RDWR);
	ck_assert_int_eq(pwrite(fd, &before, 4, 0x4100), 4);
	o.mem = machine_at(&m, "mem");
	p = machine_probe(&m, &o);
	/* Nobody answers: the channel is the platform's now. */
	ck_assert_ptr_nonnull(fixture_finding(p, "probe-channel-stuck"));
	sdc_probe_free(p);
	ck_assert_int_eq(pread(fd, &value, 4, 0x4100), 4);
	close(fd);
	return value;
}

START_TEST(registers_are_written)
{
	uint64_t reg = MACHINE_BASE + 0x4100;

	ck_assert_uint_eq(
		ring_register((struct sdc_mmio_doorbell){ reg, 32, 0x10, 0 }, 0xff0000ff), 0x10);
	ck_assert_uint_eq(
		ring_register((struct sdc_mmio_doorbell){ reg, 32, 0x10, 0xf0 }, 0xff0000ff),
		0xff00001f);
	ck_assert_uint_eq(
		ring_register((struct sdc_mmio_doorbell){ reg + 1, 8, 0x77, 0 }, 0), 0x7700);
	ck_assert_uint_eq(
		ring_register((struct sdc_mmio_doorbell){ reg + 2, 16, 0x1234, 0 }, 1), 0x12340001);
	ck_assert_uint_eq(ring_register((struct sdc_mmio_doorbell){ reg, 64, 0x55, 0 }, 1), 0x55);
}
END_TEST

START_TEST(no_register)
{
	struct sdc_probe_options o = {
		.size = sizeof(o), .transport = SDC_TRANSPORT_MMIO, .mem_base = MACHINE_BASE
	};
	struct sdc_probe *p;

	machine_pages(&m, "mem");
	o.mem = machine_at(&m, "mem");
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_UNREACHABLE), MACHINE_AGENTS);
	sdc_probe_free(p);
	o.mmio = (struct sdc_mmio_doorbell){ MACHINE_BASE + 2, 32, 1, 0 };
	p = machine_probe(&m, &o);
	ck_assert_uint_eq(machine_in_state(p, SDC_CHANNEL_UNREACHABLE), MACHINE_AGENTS);
	sdc_probe_free(p);
}
END_TEST

START_TEST(mailbox_of_the_tree)
{
	static const char *const replace[] = { "compatible = \"test,board\";",
		"compatible = \"test,board\"; mhu: mhu@47ff4000 {"
		" compatible = \"arm,mhu-doorbell\"; reg = <0 0x47ff4000 0 0x1000>;"
		" #mbox-cells = <2>; };",
		"arm,smc-id = <0x82000003>;", "arm,smc-id = <0x82000003>; mboxes = <&mhu 1 3>;",
		NULL };
	static const uint32_t smc_id[] = { 0x82000003 };
	struct sdc_probe_options o = { .size = sizeof(o),
		.transport = SDC_TRANSPORT_MMIO,
		.mem_base = MACHINE_BASE,
		.timeout_ms = 1,
		.smc_ids = smc_id,
		.n_smc_ids = 1 };
	uint32_t value = 0;
	int fd;

	sdc_tree_free(m.tree);
	m.tree = fixture_tree(replace);
	machine_pages(&m, "mem");
	machine_shell(&m, "truncate -s 20480 mem");
	o.mem = machine_at(&m, "mem");
	sdc_probe_free(machine_probe(&m, &o));
	fd = open(machine_at(&m, "mem"), O_RDONLY);
	/* High priority, this side's registers, SET. */
	ck_assert_int_eq(pread(fd, &value, 4, 0x4000 + 0x20 + 0x100 + 0x8), 4);
	ck_assert_uint_eq(value, 1u << 3);
	close(fd);
}
END_TEST

/* Mailboxes that give no register. */
START_TEST(mailboxes_that_are_none)
{
	static const char *const boxes[] = { "mboxes = <&mhu 3 3>;", "mboxes = <&mhu 1 32>;",
		"mboxes = <&mhu>;", "mboxes = <0x77 1 3>;", "mboxes = <&shm2>;" };
	static const uint32_t smc_id[] = { 0x82000003 };
	struct sdc_probe_options o = { .size = sizeof(o),
		.transport = SDC_TRANSPORT_MMIO,
		.mem_base = MACHINE_BASE,
		.smc_ids = smc_id,
		.n_smc_ids = 1 };

	machine_pages(&m, "mem");
	o.mem = machine_at(&m, "mem");
	for (size_t i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++) {
		char text[128];
		const char *replace[] = { "compatible = \"test,board\";",
			"compatible = \"test,board\"; mhu: mhu@47ff4000 {"
			" compatible = \"arm,mhu-doorbell\"; reg = <0 0x47ff4000 0 0x1000>;"
			" #mbox-cells = <2>; };",
			"arm,smc-id = <0x82000003>;", text, NULL };
		struct sdc_probe *p;

		snprintf(text, sizeof(text), "arm,smc-id = <0x82000003>; %s", boxes[i]);
		sdc_tree_free(m.tree);
		m.tree = fixture_tree(replace);
		p = machine_probe(&m, &o);
		ck_assert_ptr_nonnull(fixture_finding(p, "probe-page-unreachable"));
		ck_assert_uint_eq(sdc_probe_channel(p, 0)->words_written, 0);
		sdc_probe_free(p);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("transport mmio");
	TCase *tc = tcase_create("mmio");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, registers_are_written);
	tcase_add_test(tc, no_register);
	tcase_add_test(tc, mailbox_of_the_tree);
	tcase_add_test(tc, mailboxes_that_are_none);
	return unit_main(s);
}
