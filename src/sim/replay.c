// SPDX-License-Identifier: BSD-2-Clause
#include "sim/replay.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/files/file.h"
#include "base/search.h"
#include "base/vec.h"
#include "scmi/proto.h"

#define TOKEN     SCMI_HEADER(0, 0, 0, SCMI_TOKEN_MAX)
#define MAX_WORDS 1100u

struct reader {
	const char *file;
	unsigned int line;
	struct arena *arena;
	VEC(struct replay_channel) channels;
	VEC(struct replay_exchange) exchanges;
};

static int wrong(const struct reader *r, struct sdc_error *err, const char *what)
{
	return set_error(err, SDC_EINPUT, "%s:%u: %s", r->file, r->line, what);
}

/* A number and the spaces after it. */
static bool number(const char **at, int base, uint64_t *out)
{
	char *end;

	while (**at == ' ')
		(*at)++;
	if (!**at || strchr("-+", **at))
		return false;
	*out = strtoull(*at, &end, base);
	if (end == *at || (*end && *end != ' '))
		return false;
	*at = end;
	return true;
}

static bool mark(const char **at, char c)
{
	while (**at == ' ')
		(*at)++;
	if (**at != c)
		return false;
	(*at)++;
	return true;
}

/* Hexadecimal words up to a mark or the end. */
static const uint32_t *words(struct reader *r, const char **at, uint32_t *n)
{
	uint32_t list[MAX_WORDS] = { 0 }, *out;
	uint64_t value;

	*n = 0;
	while (*n < MAX_WORDS && number(at, 16, &value) && value <= UINT32_MAX)
		list[(*n)++] = (uint32_t)value;
	out = arena_array(r->arena, *n + 1, sizeof(*out));
	memcpy(out, list, *n * sizeof(*out));
	return out;
}

static bool read_channel(struct reader *r, const char *at)
{
	struct replay_channel c = { 0 };
	uint64_t smc_id;

	if (!number(&at, 0, &smc_id) || !number(&at, 0, &c.page) || !number(&at, 0, &c.page_size) ||
		smc_id > UINT32_MAX || *at)
		return false;
	c.smc_id = (uint32_t)smc_id;
	vec_push(&r->channels, c);
	return true;
}

static bool read_exchange(struct reader *r, const char *at)
{
	struct replay_exchange e = { .order = (uint32_t)r->exchanges.n };
	const uint32_t *sent, *came;
	uint64_t time, smc_id;
	uint32_t n;

	if (!number(&at, 10, &time) || !number(&at, 0, &smc_id) || smc_id > UINT32_MAX ||
		!mark(&at, '>'))
		return false;
	sent = words(r, &at, &n);
	if (!n || !mark(&at, '<'))
		return false;
	e.smc_id = (uint32_t)smc_id;
	e.header = sent[0];
	e.request = sent + 1;
	e.n_request = n - 1;
	came = words(r, &at, &n);
	if (n < 2 || n == 3 || *at)
		return false;
	e.a0 = (int32_t)came[0];
	e.status = came[1];
	e.answer = came + 2;
	e.n_answer = n - 2;
	vec_push(&r->exchanges, e);
	return true;
}

static int compare(const struct replay_exchange *a, const struct replay_exchange *b)
{
	uint32_t x = a->header & ~TOKEN, y = b->header & ~TOKEN;
	uint32_t n = a->n_request < b->n_request ? a->n_request : b->n_request;

	if (a->smc_id != b->smc_id)
		return a->smc_id < b->smc_id ? -1 : 1;
	if (x != y)
		return x < y ? -1 : 1;
	for (uint32_t i = 0; i < n; i++)
		if (a->request[i] != b->request[i])
			return a->request[i] < b->request[i] ? -1 : 1;
	return (a->n_request > b->n_request) - (a->n_request < b->n_request);
}

static int by_request(const void *a, const void *b)
{
	const struct replay_exchange *x = a, *y = b;
	int c = compare(x, y);

	return c ? c : (x->order > y->order) - (x->order < y->order);
}

static int read_lines(struct reader *r, char *text, struct sdc_error *err)
{
	char *line, *next = text;

	/* Empty lines count, so strtok_r() does not do. */
	for (line = next; line; line = next) {
		bool good = true;

		r->line++;
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (!strncmp(line, "channel ", 8))
			good = read_channel(r, line + 8);
		else if (*line && *line != '#')
			good = read_exchange(r, line);
		if (!good)
			return wrong(r, err, "no line of a trace");
	}
	return r->channels.n ? 0 : wrong(r, err, "the trace has no channel");
}

int replay_read(const char *path, struct arena *a, struct replay **out, struct sdc_error *err)
{
	struct reader r = { .file = path, .arena = a };
	struct buf text = { 0 };
	struct replay *p;
	int ret = read_file(path, &text, err);

	if (!ret && memchr(buf_str(&text), '\0', text.len)) {
		r.line = 1;
		ret = wrong(&r, err, "no text");
	}
	if (!ret && text.data)
		ret = read_lines(&r, text.data, err);
	else if (!ret)
		ret = wrong(&r, err, "the trace is empty");
	buf_free(&text);
	if (!ret) {
		p = arena_alloc(a, sizeof(*p));
		p->n_channels = r.channels.n;
		p->channels = arena_array(a, r.channels.n, sizeof(*p->channels));
		if (r.channels.n)
			memcpy(p->channels, r.channels.v, r.channels.n * sizeof(*p->channels));
		p->n_exchanges = r.exchanges.n;
		p->exchanges = arena_array(a, r.exchanges.n + 1, sizeof(*p->exchanges));
		if (r.exchanges.n) {
			memcpy(p->exchanges, r.exchanges.v, r.exchanges.n * sizeof(*p->exchanges));
			qsort(p->exchanges, p->n_exchanges, sizeof(*p->exchanges), by_request);
		}
		*out = p;
	}
	vec_free(&r.channels);
	vec_free(&r.exchanges);
	return ret;
}

static struct replay_exchange *find(struct replay *r, const struct replay_exchange *key)
{
	struct replay_exchange *e = NULL;
	size_t i;

	search_sorted(i, r->n_exchanges, compare(&r->exchanges[i], key) < 0);
	for (; i < r->n_exchanges && !compare(&r->exchanges[i], key); i++) {
		e = &r->exchanges[i];
		if (!e->played)
			break;
	}
	return e;
}

static void put(volatile uint32_t *page, uint32_t size, uint32_t offset, uint32_t word)
{
	if (offset + 4 <= size)
		page[offset / 4] = word;
}

int32_t replay_ring(struct replay *r, uint32_t smc_id, volatile uint32_t *page, uint32_t size)
{
	uint32_t payload[MAX_WORDS], length = page[SMT_LENGTH / 4];
	struct replay_exchange key = { .smc_id = smc_id, .header = page[SMT_HEADER / 4] }, *e;

	if (length >= SMT_HEADER_LEN && length <= size - SMT_HEADER)
		key.n_request = (length - SMT_HEADER_LEN) / 4;
	if (key.n_request > MAX_WORDS)
		key.n_request = MAX_WORDS;
	for (uint32_t i = 0; i < key.n_request; i++)
		payload[i] = page[SMT_PAYLOAD / 4 + i];
	key.request = payload;
	e = find(r, &key);
	if (!e) {
		put(page, size, SMT_PAYLOAD, (uint32_t)SCMI_NOT_SUPPORTED);
		put(page, size, SMT_LENGTH, SMT_HEADER_LEN + 4);
		put(page, size, SMT_STATUS, SMT_FREE);
		return SMCCC_SUCCESS;
	}
	e->played = true;
	for (uint32_t i = 2; i < e->n_answer; i++)
		put(page, size, SMT_PAYLOAD + 4 * (i - 2), e->answer[i]);
	if (e->n_answer >= 2) {
		/* What was odd about the token stays so. */
		put(page, size, SMT_LENGTH, e->answer[0]);
		put(page, size, SMT_HEADER, e->answer[1] ^ ((e->header ^ key.header) & TOKEN));
	}
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	put(page, size, SMT_STATUS, e->status);
	return e->a0;
}
