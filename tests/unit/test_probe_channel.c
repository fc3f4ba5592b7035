// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/files/file.h"
#include "probe/channel.h"
#include "unit.h"

/* A channel whose other side is played by the test. */

#define PAGE 0x80u

struct play {
	struct transport transport;
	uint32_t page[PAGE / 4];
	uint64_t clock;
	/* what the platform does */
	void (*answer)(struct play *p);
	int32_t a0;
	enum ring how;
	unsigned int polls_to_free; /* 0: at once */
	/* reads and writes that fail: the how manieth, from 1; 0: none */
	unsigned int fail_read, fail_write;
	/* what was seen */
	unsigned int reads, writes, rings, polls;
	uint32_t sent[8]; /* the page from SMT_FLAGS on, when the doorbell rang */
	uint32_t status_at_ring;
	bool wrote_while_busy;
};

static int play_read(
	struct transport *t, uint32_t offset, uint32_t *words, uint32_t n, struct sdc_error *err)
{
	struct play *p = (struct play *)t;

	ck_assert_uint_eq(offset % 4, 0);
	ck_assert_uint_le(offset + 4 * n, PAGE);
	if (++p->reads == p->fail_read)
		return set_error(err, SDC_EIO, "no read");
	if (p->rings && offset == SMT_STATUS && p->polls++ < p->polls_to_free) {
		words[0] = 0;
		return 0;
	}
	memcpy(words, p->page + offset / 4, 4 * n);
	return 0;
}

static int play_write(struct transport *t, uint32_t offset, const uint32_t *words, uint32_t n,
	struct sdc_error *err)
{
	struct play *p = (struct play *)t;

	ck_assert_uint_eq(offset % 4, 0);
	ck_assert_uint_le(offset + 4 * n, PAGE);
	if (++p->writes == p->fail_write)
		return set_error(err, SDC_EIO, "no write");
	/* Only a free channel is taken. */
	if (offset == SMT_STATUS && !words[0] && !(p->page[1] & SMT_FREE))
		p->wrote_while_busy = true;
	memcpy(p->page + offset / 4, words, 4 * n);
	return 0;
}

static enum ring play_ring(struct transport *t, int32_t *a0, struct sdc_error *err)
{
	struct play *p = (struct play *)t;

	p->rings++;
	p->status_at_ring = p->page[SMT_STATUS / 4];
	memcpy(p->sent, p->page + SMT_FLAGS / 4, sizeof(p->sent));
	if (p->how != RING_DONE)
		set_error(err, SDC_EIO, "no bell");
	else if (p->answer)
		p->answer(p);
	*a0 = p->a0;
	return p->how;
}

static uint64_t play_now(struct transport *t)
{
	return ((struct play *)t)->clock;
}

static void play_pause(struct transport *t, uint64_t ns)
{
	ck_assert_uint_gt(ns, 0);
	((struct play *)t)->clock += ns;
}

static void play_close(struct transport *t)
{
	(void)t;
}

static const struct transport_ops ops = { play_read, play_write, play_ring, NULL, play_now,
	play_pause, play_close, false };
static const struct transport_ops silent_ops = { play_read, NULL, NULL, NULL, play_now, play_pause,
	play_close, false };

/* Answers PROTOCOL_VERSION with 2.0. */
static void good(struct play *p)
{
	p->page[SMT_LENGTH / 4] = 12;
	p->page[SMT_PAYLOAD / 4] = 0;
	p->page[SMT_PAYLOAD / 4 + 1] = 0x20000;
	p->page[SMT_STATUS / 4] = SMT_FREE;
}

static void stale(struct play *p)
{
	good(p);
	p->page[SMT_HEADER / 4] ^= SCMI_HEADER(0, 0, 0, 1);
}

static void failed(struct play *p)
{
	good(p);
	p->page[SMT_STATUS / 4] = SMT_FREE | SMT_ERROR;
}

static void garbage(struct play *p)
{
	memset(p->page, 0xff, sizeof(p->page));
}

static struct play play;
static struct channel channel;
static struct response response;
static const struct request version = { .protocol = SCMI_BASE, .message = 0, .need = 1, .most = 1 };

static void setup(void)
{
	memset(&play, 0, sizeof(play));
	play.transport.ops = &ops;
	play.transport.size = PAGE;
	play.page[SMT_STATUS / 4] = SMT_FREE;
	play.answer = good;
	channel_init(&channel, &play.transport, 100);
}

static enum answer call(void)
{
	return channel_call(&channel, &version, &response);
}

START_TEST(asks_and_answers)
{
	struct request q = { .protocol = 0x14, .message = 3, .n = 1, .words = { 77 }, .need = 1 };

	ck_assert_int_eq(call(), ANSWER_OK);
	ck_assert_uint_eq(response.words[0], 0x20000);
	ck_assert_uint_eq(response.n, 1);
	ck_assert_uint_eq(play.status_at_ring, 0);
	ck_assert_uint_eq(play.sent[0], 0);
	ck_assert_uint_eq(play.sent[1], 4);
	ck_assert_uint_eq(play.sent[2], 0x44000);
	ck_assert_int_eq(channel_call(&channel, &q, &response), ANSWER_OK);
	ck_assert_uint_eq(play.sent[1], 8);
	ck_assert_uint_eq(play.sent[2], SCMI_HEADER(0x14, 3, 0, 2));
	ck_assert_uint_eq(play.sent[3], 77);
	ck_assert_uint_eq(channel.sent, 2);
	ck_assert(!play.wrote_while_busy);
}
END_TEST

START_TEST(token_follows_the_page_and_wraps)
{
	play.page[SMT_HEADER / 4] = SCMI_HEADER(0x10, 0, 0, 0x3ff);
	ck_assert_int_eq(call(), ANSWER_OK);
	ck_assert_uint_eq(SCMI_HEADER_TOKEN(play.sent[2]), 0);
	ck_assert_int_eq(call(), ANSWER_OK);
	ck_assert_uint_eq(SCMI_HEADER_TOKEN(play.sent[2]), 1);
}
END_TEST

START_TEST(busy_channel_is_not_touched)
{
	play.page[SMT_STATUS / 4] = 0;
	ck_assert_int_eq(call(), ANSWER_NOT_FREE);
	ck_assert_uint_eq(play.writes + play.rings, 0);
	ck_assert_int_eq(call(), ANSWER_CLOSED);
	play.page[SMT_STATUS / 4] = UINT32_MAX;
	channel_init(&channel, &play.transport, 100);
	ck_assert_int_eq(call(), ANSWER_GARBAGE);
	ck_assert_uint_eq(play.writes + play.rings, 0);
	ck_assert_uint_eq(play.transport.words_written, 0);
}
END_TEST

START_TEST(error_before_is_told_and_cleared)
{
	play.page[SMT_STATUS / 4] = SMT_FREE | SMT_ERROR;
	ck_assert_int_eq(call(), ANSWER_OK);
	ck_assert(channel.error_before);
	ck_assert_int_eq(call(), ANSWER_OK);
	ck_assert(!channel.error_before);
}
END_TEST

START_TEST(waits_and_gives_up)
{
	play.polls_to_free = 20;
	ck_assert_int_eq(call(), ANSWER_OK);
	ck_assert_uint_eq(channel.last_ns, play.clock);
	play.answer = NULL;
	ck_assert_int_eq(call(), ANSWER_TIMEOUT);
	/* Neither early nor late, and the channel is the firmware's now. */
	ck_assert_uint_ge(channel.last_ns, 100 * 1000000);
	ck_assert_uint_lt(channel.last_ns, 102 * 1000000);
	ck_assert_uint_eq(play.page[SMT_STATUS / 4], 0);
	ck_assert_int_eq(call(), ANSWER_CLOSED);
}
END_TEST

static void late(struct play *p)
{
	good(p);
	p->polls = 0;
	p->polls_to_free = 104; /* some 99 ms */
}

START_TEST(all_waiting_is_bounded)
{
	unsigned int n = 0;

	play.answer = late;
	while (n < 200 && call() == ANSWER_OK)
		n++;
	ck_assert_uint_gt(n, 50);
	ck_assert_uint_lt(n, 80);
	ck_assert_int_eq(channel.state, CHANNEL_CLOSED);
}
END_TEST

/* Many channels of which none answers take the time of one. */
START_TEST(silent_channels_are_waited_for_together)
{
	static const struct request q = { .protocol = SCMI_BASE, .need = 1, .most = 1 };
	static struct play silent[32];
	static struct channel channels[32];
	static struct response r;
	uint64_t start = 1000000000, now = start;

	for (size_t i = 0; i < 32; i++) {
		silent[i] = play;
		silent[i].answer = NULL;
		silent[i].clock = start;
		channel_init(&channels[i], &silent[i].transport, 100);
		channel_send_ahead(&channels[i], &q);
	}
	for (size_t i = 0; i < 32; i++) {
		silent[i].clock = now;
		channel_receive_ahead(&channels[i]);
		now = silent[i].clock;
		ck_assert_int_eq(channel_call(&channels[i], &q, &r), ANSWER_TIMEOUT);
		channel_end(&channels[i]);
	}
	ck_assert_uint_eq(now - start, 100000000);
}
END_TEST

/* A request that has been sent gets its time, another one is not begun. */
START_TEST(time_that_is_over_ends_the_talk)
{
	play.clock = 1;
	play.transport.deadline = 50000000;
	play.polls_to_free = 60;
	ck_assert_int_eq(call(), ANSWER_OK);
	ck_assert_uint_ge(play.clock, play.transport.deadline);
	ck_assert_int_eq(call(), ANSWER_TIME_OVER);
	ck_assert_uint_eq(play.rings, 1);
	ck_assert_uint_eq(play.page[SMT_STATUS / 4], SMT_FREE);
	ck_assert_int_eq(call(), ANSWER_CLOSED);
}
END_TEST

START_TEST(refused_calls_give_the_channel_back)
{
	play.answer = NULL;
	play.a0 = -1;
	ck_assert_int_eq(call(), ANSWER_CALL_UNSUPPORTED);
	ck_assert_uint_eq(play.page[SMT_STATUS / 4], SMT_FREE);
	ck_assert_int_eq(call(), ANSWER_CLOSED);
	channel_init(&channel, &play.transport, 100);
	play.a0 = -3;
	ck_assert_int_eq(call(), ANSWER_CALL_INVALID);
	ck_assert_uint_eq(play.page[SMT_STATUS / 4], SMT_FREE);
}
END_TEST

START_TEST(other_results_count_for_nothing)
{
	play.a0 = 5;
	ck_assert_int_eq(call(), ANSWER_OK);
	ck_assert_int_eq(channel.a0, 5);
	play.a0 = -1; /* and yet it is answered */
	ck_assert_int_eq(call(), ANSWER_OK);
	ck_assert_int_eq(channel.a0, -1);
	play.a0 = 0;
	ck_assert_int_eq(call(), ANSWER_OK);
	ck_assert_int_eq(channel.a0, 0);
}
END_TEST

START_TEST(doorbell_that_is_not_rung)
{
	play.how = RING_NOT_MADE;
	ck_assert_int_eq(call(), ANSWER_TRANSPORT);
	ck_assert_uint_eq(play.page[SMT_STATUS / 4], SMT_FREE);
	ck_assert_str_eq(channel.error.text, "no bell");
	channel_init(&channel, &play.transport, 100);
	play.how = RING_LOST;
	ck_assert_int_eq(call(), ANSWER_TRANSPORT);
	ck_assert_uint_eq(play.page[SMT_STATUS / 4], 0);
}
END_TEST

START_TEST(anomalies_of_the_answer)
{
	play.answer = stale;
	ck_assert_int_eq(call(), ANSWER_TOKEN);
	play.answer = failed;
	ck_assert_int_eq(call(), ANSWER_CHANNEL_ERROR);
	play.answer = garbage;
	ck_assert_int_eq(call(), ANSWER_GARBAGE);
	ck_assert_int_eq(call(), ANSWER_CLOSED);
}
END_TEST

/* Whatever access fails, the channel is not left busy while the firmware knows nothing of it. */
START_TEST(accesses_that_fail)
{
	unsigned int reads, writes;

	ck_assert_int_eq(call(), ANSWER_OK);
	reads = play.reads;
	writes = play.writes;
	ck_assert_uint_eq(writes, 2);
	for (unsigned int i = 2; i <= reads; i++) {
		setup();
		play.fail_read = i;
		ck_assert_int_eq(call(), ANSWER_TRANSPORT);
		ck_assert_int_eq(call(), ANSWER_CLOSED);
		ck_assert_uint_eq(play.page[SMT_STATUS / 4], SMT_FREE);
	}
	for (unsigned int i = 1; i <= writes; i++) {
		setup();
		play.fail_write = i;
		ck_assert_int_eq(call(), ANSWER_TRANSPORT);
		ck_assert_uint_eq(play.page[SMT_STATUS / 4], SMT_FREE);
		ck_assert_uint_eq(play.rings, 0);
	}
	/* The first read only looks for the last token. */
	setup();
	play.fail_read = 1;
	ck_assert_int_eq(call(), ANSWER_OK);
}
END_TEST

START_TEST(refusal_that_cannot_be_checked)
{
	play.answer = NULL;
	play.a0 = -1;
	play.fail_read = 3;
	ck_assert_int_eq(call(), ANSWER_TRANSPORT);
}
END_TEST

START_TEST(no_room_in_the_page)
{
	struct request q = { .protocol = 0x10, .message = 9, .n = 4 };

	play.transport.size = SMT_MIN_SIZE;
	ck_assert_int_eq(call(), ANSWER_LENGTH_BEYOND);
	ck_assert_int_eq(channel_call(&channel, &q, &response), ANSWER_TRANSPORT);
	ck_assert_uint_eq(play.page[SMT_STATUS / 4], SMT_FREE);
	play.transport.size = 16;
	channel_init(&channel, &play.transport, 100);
	ck_assert_int_eq(call(), ANSWER_TRANSPORT);
}
END_TEST

START_TEST(passive_writes_nothing)
{
	struct channel_view view;
	uint32_t word = 0;
	struct sdc_error err;

	play.transport.ops = &silent_ops;
	ck_assert_int_eq(call(), ANSWER_PASSIVE);
	ck_assert_int_eq(channel_inspect(&channel, &view, &err), 0);
	ck_assert_int_eq(transport_write(&play.transport, 0, &word, 1, &err), -SDC_EIO);
	ck_assert_uint_eq(play.writes + play.rings, 0);
	ck_assert_uint_eq(play.transport.words_written, 0);
}
END_TEST

START_TEST(accesses_stay_inside)
{
	uint32_t words[2];
	struct sdc_error err;

	ck_assert_int_eq(transport_read(&play.transport, PAGE, words, 0, &err), 0);
	ck_assert_int_eq(transport_read(&play.transport, PAGE, words, 1, &err), -SDC_EIO);
	ck_assert_int_eq(transport_read(&play.transport, PAGE - 4, words, 2, &err), -SDC_EIO);
	ck_assert_int_eq(transport_read(&play.transport, 2, words, 1, &err), -SDC_EIO);
	ck_assert_int_eq(transport_write(&play.transport, PAGE - 4, words, 2, &err), -SDC_EIO);
	ck_assert_int_eq(
		transport_read(&play.transport, 0xfffffffc, words, UINT32_MAX, &err), -SDC_EIO);
}
END_TEST

static struct channel_view looked(void)
{
	struct channel_view view;
	struct sdc_error err;

	ck_assert_int_eq(channel_inspect(&channel, &view, &err), 0);
	return view;
}

START_TEST(pages_are_told_apart)
{
	struct sdc_error err;
	struct channel_view view = looked();

	ck_assert(view.free && !view.error && view.plausible && !view.dead && !view.blank);
	play.page[SMT_HEADER / 4] = SCMI_HEADER(0x14, 3, 0, 9);
	play.page[SMT_LENGTH / 4] = 8;
	ck_assert(looked().plausible);
	play.page[SMT_HEADER / 4] = SCMI_HEADER(0x14, 3, 1, 9);
	ck_assert(!looked().plausible);
	play.page[SMT_HEADER / 4] = SCMI_HEADER(0x3, 3, 0, 9);
	ck_assert(!looked().plausible);
	play.page[SMT_HEADER / 4] = 0;
	play.page[SMT_LENGTH / 4] = PAGE;
	ck_assert(!looked().plausible);
	play.page[SMT_LENGTH / 4] = 0;
	play.page[SMT_FLAGS / 4] = 2;
	ck_assert(!looked().plausible);
	play.page[SMT_FLAGS / 4] = 0;
	play.page[SMT_STATUS / 4] = 5;
	ck_assert(!looked().plausible);
	memset(play.page, 0, PAGE);
	view = looked();
	ck_assert(view.blank && !view.free && !view.plausible && !view.dead);
	memset(play.page, 0xff, PAGE);
	view = looked();
	ck_assert(view.dead && !view.plausible && !view.blank);
	play.fail_read = play.reads + 1;
	ck_assert_int_eq(channel_inspect(&channel, &view, &err), -SDC_EIO);
	play.fail_read = play.reads + 2;
	ck_assert_int_eq(channel_inspect(&channel, &view, &err), -SDC_EIO);
	play.transport.size = 0x1c;
	ck_assert_int_eq(channel_inspect(&channel, &view, &err), -SDC_EIO);
}
END_TEST

/* Whole messages: the scmi_raw interface. */

static uint32_t whole[8];
static uint32_t whole_length;
static int whole_rc;

static int exchange(struct transport *t, const uint32_t *request, uint32_t n_request,
	uint32_t *words, uint32_t n, uint32_t *length, unsigned int timeout_ms,
	struct sdc_error *err)
{
	(void)t;
	ck_assert_uint_eq(n_request, 1);
	ck_assert_uint_ge(n, 8);
	ck_assert_uint_eq(timeout_ms, 100);
	if (whole_rc)
		return set_error(err, (enum sdc_status) - whole_rc, "no exchange");
	memcpy(words, whole, sizeof(whole));
	if (!whole[0])
		words[0] = request[0];
	*length = whole_length;
	return 0;
}

START_TEST(whole_messages)
{
	static const struct transport_ops raw = { NULL, NULL, NULL, exchange, play_now, play_pause,
		play_close, false };

	play.transport.ops = &raw;
	whole[1] = 0;
	whole[2] = 0x30000;
	whole_length = 12;
	ck_assert_int_eq(call(), ANSWER_OK);
	ck_assert_uint_eq(response.words[0], 0x30000);
	whole_length = 4;
	ck_assert_int_eq(call(), ANSWER_LENGTH_SHORT);
	whole_length = 12;
	whole[0] = 0x44001;
	ck_assert_int_eq(call(), ANSWER_HEADER);
	whole_rc = -SDC_EIO;
	ck_assert_int_eq(call(), ANSWER_TRANSPORT);
	channel_init(&channel, &play.transport, 100);
	whole_rc = -SDC_ETOOL;
	ck_assert_int_eq(call(), ANSWER_TIMEOUT);
	ck_assert_int_eq(call(), ANSWER_CLOSED);
	ck_assert_uint_eq(play.reads + play.writes, 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe channel");
	TCase *tc = tcase_create("channel");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, setup, NULL);
	tcase_add_test(tc, asks_and_answers);
	tcase_add_test(tc, token_follows_the_page_and_wraps);
	tcase_add_test(tc, busy_channel_is_not_touched);
	tcase_add_test(tc, error_before_is_told_and_cleared);
	tcase_add_test(tc, waits_and_gives_up);
	tcase_add_test(tc, all_waiting_is_bounded);
	tcase_add_test(tc, silent_channels_are_waited_for_together);
	tcase_add_test(tc, time_that_is_over_ends_the_talk);
	tcase_add_test(tc, refused_calls_give_the_channel_back);
	tcase_add_test(tc, other_results_count_for_nothing);
	tcase_add_test(tc, doorbell_that_is_not_rung);
	tcase_add_test(tc, anomalies_of_the_answer);
	tcase_add_test(tc, accesses_that_fail);
	tcase_add_test(tc, refusal_that_cannot_be_checked);
	tcase_add_test(tc, no_room_in_the_page);
	tcase_add_test(tc, passive_writes_nothing);
	tcase_add_test(tc, accesses_stay_inside);
	tcase_add_test(tc, pages_are_told_apart);
	tcase_add_test(tc, whole_messages);
	return unit_main(s);
}
