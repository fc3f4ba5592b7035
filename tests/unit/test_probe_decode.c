// SPDX-License-Identifier: BSD-2-Clause
/* What the answers about resources say, as Arm DEN0056 lays them out. */
#include "unit.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "probe/protocols/table.h"
#include "scmi/firmware/firmware.h"

#define WORD(a, b, c, d) \
	((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)
#define NAME   WORD('n', 'a', 'm', 'e'), 0, 0, 0
#define LONGER WORD('l', 'o', 'n', 'g'), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0

struct row {
	uint8_t protocol, message;
	uint32_t version;
	uint32_t in, attributes; /* the command's second word; what was said before */
	uint32_t n, words[20];
	const char *says; /* name, then facts, then how the list goes on */
};

static const struct row rows[] = {
	{ SCMI_POWER, 3, 0x30000, 0, 0, 5, { 1u << 31, NAME },
		"name asynchronous=0 notifications=1" },
	{ SCMI_POWER, 3, 0x30000, 0, 0, 5, { 1u << 30, NAME },
		"name asynchronous=1 notifications=0" },
	{ SCMI_POWER, 5, 0x30000, 0, 0, 1, { 0x40000001 }, "state=1073741825" },
	{ SCMI_POWER, 8, 0x30000, 0, 0, 17, { 0, LONGER }, "long" },
	{ SCMI_SYSTEM_POWER, 4, 0x20000, 0, 0, 1, { 3 }, "state=3" },

	{ SCMI_PERFORMANCE, 3, 0x40000, 0, 0, 8, { 1u << 31, 0, 1200000, 1200, NAME },
		"name sustained-frequency=1200000 sustained-level=1200 may-set-level=0 "
		"may-set-limits=1" },
	{ SCMI_PERFORMANCE, 3, 0x40000, 0, 0, 8, { 1u << 30, 0, 1, 2, NAME },
		"name sustained-frequency=1 sustained-level=2 may-set-level=1 may-set-limits=0" },
	{ SCMI_PERFORMANCE, 4, 0x30000, 0, 0, 7, { 2 | 5 << 16, 10, 1, 2, 20, 3, 4 },
		"levels=10,20 | 2 returned, 5 left" },
	{ SCMI_PERFORMANCE, 4, 0x40000, 0, 1u << 25, 11, { 2, 10, 1, 2, 100, 0, 20, 3, 4, 200, 1 },
		"levels=10,20 frequencies=100,200 | 2 returned, 0 left" },
	{ SCMI_PERFORMANCE, 4, 0x40000, 0, 0, 11, { 2, 10, 1, 2, 100, 0, 20, 3, 4, 200, 1 },
		"levels=10,20 | 2 returned, 0 left" },
	{ SCMI_PERFORMANCE, 4, 0x40000, 0, 0, 10, { 2, 10, 1, 2, 100, 0, 20, 3, 4, 200 },
		"| broken" },
	{ SCMI_PERFORMANCE, 6, 0x40000, 0, 0, 2, { 30, 10 }, "limits=10,30" },
	{ SCMI_PERFORMANCE, 8, 0x40000, 0, 0, 1, { 20 }, "level=20" },
	{ SCMI_PERFORMANCE, 11, 0x40000, 7, 0, 5, { 0 }, "fast-channels=7" },
	{ SCMI_PERFORMANCE, 12, 0x40000, 0, 0, 17, { 0, LONGER }, "long" },

	{ SCMI_CLOCK, 3, 0x30000, 0, 0, 6, { 1, NAME, 50 },
		"name enabled=1 latency=50 notifications=0" },
	{ SCMI_CLOCK, 3, 0x20000, 0, 0, 5, { 1u << 31, NAME }, "name enabled=0 notifications=1" },
	{ SCMI_CLOCK, 3, 0x10000, 0, 0, 6, { 0, NAME, 50 }, "name enabled=0 notifications=0" },
	{ SCMI_CLOCK, 4, 0x30000, 0, 0, 5, { 2 | 3 << 16, 5, 1, 7, 0 },
		"rates=4294967301,7 | 2 returned, 3 left" },
	{ SCMI_CLOCK, 4, 0x30000, 0, 0, 4, { 2, 5, 1, 7 }, "| broken" },
	{ SCMI_CLOCK, 4, 0x30000, 0, 0, 1, { 0 }, "rates= | 0 returned, 0 left" },
	{ SCMI_CLOCK, 4, 0x30000, 0, 0, 7, { 3 | 1 << 12, 1, 0, 9, 0, 2, 0 },
		"rate-range=1,9,2 | 3 returned, 0 left" },
	/* As it is found: the number is another one. */
	{ SCMI_CLOCK, 4, 0x30000, 0, 0, 7, { 1 | 1 << 12, 1, 0, 9, 0, 2, 0 },
		"rate-range=1,9,2 | 3 returned, 0 left" },
	{ SCMI_CLOCK, 4, 0x30000, 0, 0, 7, { 1 | 1 << 12 | 1 << 16, 1, 0, 9, 0, 2, 0 },
		"rate-range=1 | 1 returned, 1 left" },
	{ SCMI_CLOCK, 4, 0x30000, 0, 0, 6, { 1 | 1 << 12, 1, 0, 9, 0, 2 },
		"rate-range=1 | 1 returned, 0 left" },
	{ SCMI_CLOCK, 6, 0x30000, 0, 0, 2, { 5, 2 }, "rate=8589934597" },
	{ SCMI_CLOCK, 8, 0x30000, 0, 0, 17, { 0, LONGER }, "long" },
	{ SCMI_CLOCK, 11, 0x30000, 0, 0, 3, { 1, 2, 3 }, "enabled=0" },
	{ SCMI_CLOCK, 11, 0x30000, 0, 0, 3, { 0, 3, 0 }, "enabled=1" },
	{ SCMI_CLOCK, 12, 0x30000, 0, 0, 3, { 2 | 1 << 24, 4, 6 },
		"parents=4,6 | 2 returned, 1 left" },
	{ SCMI_CLOCK, 12, 0x30000, 0, 0, 1, { 0 }, "parents= | 0 returned, 0 left" },
	{ SCMI_CLOCK, 12, 0x30000, 0, 0, 2, { 2, 4 }, "| broken" },
	{ SCMI_CLOCK, 14, 0x30000, 0, 0, 1, { 9 }, "parent=9" },
	{ SCMI_CLOCK, 15, 0x30000, 0, 0, 1, { 1u << 31 },
		"may-set-state=1 may-set-parent=0 may-set-rate=0" },
	{ SCMI_CLOCK, 15, 0x30000, 0, 0, 1, { 1u << 30 },
		"may-set-state=0 may-set-parent=1 may-set-rate=0" },
	{ SCMI_CLOCK, 15, 0x30000, 0, 0, 1, { 1u << 29 },
		"may-set-state=0 may-set-parent=0 may-set-rate=1" },

	{ SCMI_SENSOR, 3, 0x10000, 0, 0, 8, { 1, 4, 1u << 31, 0x1f << 11 | 2, NAME },
		"#4 name type=2 scale=-1 asynchronous=1 | 1 returned, 0 left" },
	{ SCMI_SENSOR, 3, 0x20000, 0, 0, 9,
		{ 1 | 2 << 16, 4, 1u << 8, 3u << 16 | 1u << 8 | 9 << 11, NAME, 77 },
		"#4 name type=0 scale=9 axes=3 asynchronous=0 | 1 returned, 2 left" },
	{ SCMI_SENSOR, 3, 0x20000, 0, 0, 8, { 1, 4, 1u << 8, 3u << 16 | 1u << 8, NAME },
		"| broken" },
	/* Six words more, then the next. */
	{ SCMI_SENSOR, 3, 0x20000, 0, 0, 14, { 1, 4, 1u << 8, 1, NAME, 1, 2, 3, 4, 5, 6 },
		"#4 name type=1 scale=0 asynchronous=0 | 1 returned, 0 left" },
	{ SCMI_SENSOR, 3, 0x20000, 0, 0, 13, { 1, 4, 1u << 8, 1, NAME, 1, 2, 3, 4, 5 },
		"| broken" },
	{ SCMI_SENSOR, 3, 0x10000, 0, 0, 15, { 2, 4, 0, 1, NAME, 5, 0, 2, NAME },
		"#4 #5 name type=2 scale=0 asynchronous=0 | 2 returned, 0 left" },
	{ SCMI_SENSOR, 3, 0x10000, 0, 0, 14, { 2, 4, 0, 1, NAME, 5, 0, 2, NAME }, "| broken" },
	{ SCMI_SENSOR, 3, 0x20000, 0, 0, 15, { 2, 4, 1u << 8, 1u << 8, NAME, 5, 0, 2, NAME },
		"#4 name type=0 scale=0 axes=0 asynchronous=0 | broken" },
	{ SCMI_SENSOR, 6, 0x20000, 0, 0, 2, { 40, 1 }, "reading=4294967336" },
	{ SCMI_SENSOR, 8, 0x20000, 0, 0, 3, { 2 | 1 << 16, 10, 20 },
		"intervals=10,20 | 2 returned, 1 left" },
	{ SCMI_SENSOR, 8, 0x20000, 0, 0, 2, { 2, 10 }, "| broken" },
	{ SCMI_SENSOR, 9, 0x20000, 0, 0, 1, { 3 }, "enabled=1 config=3" },
	{ SCMI_SENSOR, 9, 0x20000, 0, 0, 1, { 2 }, "enabled=0 config=2" },
	{ SCMI_SENSOR, 12, 0x30000, 0, 0, 17, { 0, LONGER }, "long" },

	{ SCMI_RESET, 3, 0x30000, 0, 0, 6, { 1u << 31, 9, NAME },
		"name latency=9 asynchronous=1 notifications=0" },
	{ SCMI_RESET, 3, 0x30000, 0, 0, 6, { 1u << 30, UINT32_MAX, NAME },
		"name asynchronous=0 notifications=1" },
	{ SCMI_RESET, 3, 0x30000, 0, 0, 6, { 0, INT32_MAX, NAME },
		"name asynchronous=0 notifications=0" },
	{ SCMI_RESET, 3, 0x30000, 0, 0, 6, { 0, INT32_MAX - 1, NAME },
		"name latency=2147483646 asynchronous=0 notifications=0" },
	{ SCMI_RESET, 6, 0x30000, 0, 0, 17, { 0, LONGER }, "long" },

	{ SCMI_VOLTAGE, 3, 0x20000, 0, 0, 5, { 1u << 31, NAME }, "name asynchronous=1" },
	{ SCMI_VOLTAGE, 4, 0x20000, 0, 0, 3, { 2 | 1 << 16, 800, 900 },
		"levels=800,900 | 2 returned, 1 left" },
	{ SCMI_VOLTAGE, 4, 0x20000, 0, 0, 4, { 3 | 1 << 12, 8, 9, 1 },
		"level-range=8,9,1 | 3 returned, 0 left" },
	{ SCMI_VOLTAGE, 4, 0x20000, 0, 0, 3, { 3 | 1 << 12, 8, 9 }, "| broken" },
	{ SCMI_VOLTAGE, 6, 0x20000, 0, 0, 1, { 7 }, "config=7" },
	{ SCMI_VOLTAGE, 8, 0x20000, 0, 0, 1, { UINT32_MAX }, "level=-1" },
	{ SCMI_VOLTAGE, 9, 0x20000, 0, 0, 17, { 0, LONGER }, "long" },

	{ SCMI_POWERCAP, 3, 0x20000, 0, 0, 14,
		{ 1u << 31 | 2u << 23, NAME, 1, 2, 3, 4, 5, 6, 7, 8, 9 },
		"name parent=9 unit=mW cap-range=4,5,6 interval-range=1,2,3 may-set-cap=0 "
		"asynchronous=0 notifications=1" },
	{ SCMI_POWERCAP, 3, 0x20000, 0, 0, 14,
		{ 1u << 29 | 1u << 27, NAME, 1, 2, 3, 4, 5, 6, 7, 8, UINT32_MAX },
		"name unit=abstract cap-range=4,5,6 interval-range=1,2,3 may-set-cap=1 "
		"asynchronous=1 notifications=0" },
	{ SCMI_POWERCAP, 4, 0x20000, 0, 0, 1, { 9000 }, "cap=9000" },
	{ SCMI_POWERCAP, 6, 0x20000, 0, 0, 1, { 100 }, "interval=100" },
	{ SCMI_POWERCAP, 8, 0x20000, 0, 0, 17, { 0, LONGER }, "long" },
	{ SCMI_POWERCAP, 9, 0x20000, 0, 0, 2, { 450, 1 }, "measurement=450" },
	{ SCMI_POWERCAP, 12, 0x20000, 5, 0, 5, { 0 }, "fast-channels=5" },

	{ SCMI_PINCTRL, 3, 0x10000, 0, 0, 5, { 3, NAME }, "name" },
	{ SCMI_PINCTRL, 4, 0x10000, SCMI_PIN_TYPE_GROUP, 0, 3,
		{ 3 | 1 << 16, 4 | 5 << 16, 6 | 7 << 16 }, "pins=4,5,6 | 3 returned, 1 left" },
	{ SCMI_PINCTRL, 4, 0x10000, SCMI_PIN_TYPE_FUNCTION, 0, 2, { 2, 4 | 5 << 16 },
		"groups=4,5 | 2 returned, 0 left" },
	{ SCMI_PINCTRL, 4, 0x10000, SCMI_PIN_TYPE_GROUP, 0, 2, { 3, 4 | 5 << 16 }, "| broken" },
	{ SCMI_PINCTRL, 9, 0x10000, 0, 0, 17, { 0, LONGER }, "long" },
};

static bool next(struct decoding *d, uint32_t id)
{
	buf_printf(d->ctx, "#%u ", id);
	d->to->name = NULL;
	memset(d->to->has, 0, sizeof(d->to->has));
	return true;
}

static void put_fact(struct buf *out, const struct fact *f)
{
	const struct fact_row *row = &fact_rows[f->key];

	buf_printf(out, "%s=", row->key);
	if (row->kind == FACT_TEXT)
		buf_puts(out, f->text);
	else if (row->kind == FACT_INT)
		buf_printf(out, "%" PRId64, (int64_t)f->number);
	else if (row->kind != FACT_LIST)
		buf_printf(out, "%" PRIu64, f->number);
	for (size_t i = 0; i < f->n_list; i++)
		buf_printf(out, "%s%" PRIu64, i ? "," : "", f->list[i]);
	buf_putc(out, ' ');
}

START_TEST(answers)
{
	const struct row *r = &rows[_i];
	const struct message_row *m = message_row(r->protocol, r->message);
	const uint32_t in[3] = { 0, r->in, 0 };
	struct fw_resource resource = { 0 };
	struct gathering to = { 0 };
	struct arena arena = { 0 };
	struct buf out = { 0 };
	struct decoding d = { .arena = &arena,
		.to = &to,
		.version = r->version,
		.in = in,
		.words = r->words,
		.n = r->n,
		.returned = UINT32_MAX,
		.next = next,
		.ctx = &out };

	to.attributes = r->attributes;
	ck_assert_uint_ge(r->n, m->need);
	m->decode(&d);
	gathering_end(&to, &arena, &resource);
	if (resource.name)
		buf_printf(&out, "%s ", resource.name);
	for (size_t i = 0; i < resource.n_facts; i++)
		put_fact(&out, &resource.facts[i]);
	if (d.broken)
		buf_puts(&out, "| broken ");
	else if (d.returned != UINT32_MAX)
		buf_printf(&out, "| %u returned, %u left ", d.returned, d.remaining);
	ck_assert_uint_gt(out.len, 0);
	out.data[out.len - 1] = '\0';
	ck_assert_msg(!strcmp(out.data, r->says), "row %d says \"%s\"", _i, out.data);
	ck_assert(!to.name_bad);
	gathering_free(&to);
	arena_free(&arena);
	buf_free(&out);
}
END_TEST

static const struct {
	uint32_t words[4];
	const char *name;
	bool bad;
} names[] = {
	{ { WORD('a', '~', ' ', 0) }, "a~ ", false },
	{ { 0 }, "", false },
	{ { WORD('a', 0x7f, 0x1f, 0) }, "a??", true },
	{ { WORD(0xc3, 'a', 0, 'b') }, "?a", true },
	{ { WORD('a', 'b', 'c', 'd'), WORD('e', 'f', 'g', 'h'), WORD('i', 'j', 'k', 'l'),
		  WORD('m', 'n', 'o', 0) },
		"abcdefghijklmno", false },
	{ { WORD('a', 'b', 'c', 'd'), WORD('e', 'f', 'g', 'h'), WORD('i', 'j', 'k', 'l'),
		  WORD('m', 'n', 'o', 'p') },
		"abcdefghijklmnop", true },
};

START_TEST(hostile_names)
{
	struct gathering to = { 0 };
	struct arena arena = { 0 };
	struct decoding d = { .arena = &arena, .to = &to, .words = names[_i].words, .n = 4 };

	/* Beyond the answer nothing is read. */
	gather_name(&d, 1, SCMI_NAME_LEN);
	ck_assert_ptr_null(to.name);
	gather_name(&d, 0, SCMI_NAME_LEN);
	ck_assert_str_eq(to.name, names[_i].name);
	ck_assert_int_eq(to.name_bad, names[_i].bad);
	/* An empty one comes after it. */
	d.words = names[1].words;
	gather_name(&d, 0, SCMI_NAME_LEN);
	ck_assert_str_eq(to.name, names[_i].name);
	arena_free(&arena);
}
END_TEST

START_TEST(lists_have_a_limit)
{
	struct gathering to = { 0 };
	struct decoding d = { .to = &to };

	for (uint32_t i = 0; i < GATHERING_MOST + 2; i++)
		gather_list(&d, i % 2 ? FACT_RATES : FACT_PARENTS, i);
	ck_assert_uint_eq(to.lists[FACT_RATES].n, GATHERING_MOST / 2);
	ck_assert_uint_eq(to.lists[FACT_PARENTS].n, GATHERING_MOST / 2);
	gathering_free(&to);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe decode");
	TCase *tc = tcase_create("decode");

	tcase_add_loop_test(tc, answers, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(tc, hostile_names, 0, sizeof(names) / sizeof(names[0]));
	tcase_add_test(tc, lists_have_a_limit);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
