// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../probe/fixture.h"
#include "probe/open.h"
#include "scmi/proto.h"
#include "sim/platform.h"

/*
 * The fuzzer plays the firmware. It stands in for the simulator's transport: behind it is a real
 * server, and at every read, doorbell and look at the clock a byte of the input says whether
 * and how the truth is bent, so that page contents change between any two reads. An input
 * that has ended bends nothing.
 */

#define AGENTS 4u
#define PAGE   0x200u

static const uint8_t *input;
static size_t left;

static uint8_t take_byte(void)
{
	if (!left)
		return 0;
	left--;
	return *input++;
}

static uint32_t take_word(void)
{
	uint32_t word = 0;

	for (int i = 0; i < 4; i++)
		word = word << 8 | take_byte();
	return word;
}

struct bent {
	struct transport transport;
	struct server *server;
	uint32_t smc_id;
	uint64_t clock;
	uint32_t last_status; /* as the prober was told */
	bool rung;
	uint32_t page[PAGE / 4];
};

struct shared {
	struct server server;
	struct arena arena;
};

static void check(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

/* One word of the page, bent as a byte of the input says. */
static uint32_t bend(uint32_t word)
{
	uint8_t how = take_byte();

	switch (how >> 5) {
	case 0:
		return word;
	case 1:
		return word ^ 1u << (how & 31);
	case 2:
		return take_word();
	case 3:
		return how & 1 ? UINT32_MAX : 0;
	case 4:
		return word + (how & 31);
	case 5:
		return word - (how & 31);
	case 6:
		return take_byte();
	default:
		return (uint32_t)take_byte() << 8 | take_byte();
	}
}

static int bent_read(
	struct transport *t, uint32_t offset, uint32_t *words, uint32_t n, struct sdc_error *err)
{
	struct bent *b = (struct bent *)t;
	uint8_t how = take_byte();

	check(offset % 4 == 0 && offset + 4 * n <= t->size, "read outside the page");
	if (how == 0xff) {
		snprintf(err->text, sizeof(err->text), "bent");
		return -SDC_EIO;
	}
	memcpy(words, b->page + offset / 4, 4 * n);
	for (uint32_t i = 0; how & 1 && i < n; i++)
		words[i] = bend(words[i]);
	if (offset == SMT_STATUS)
		b->last_status = words[0];
	return 0;
}

static int bent_write(struct transport *t, uint32_t offset, const uint32_t *words, uint32_t n,
	struct sdc_error *err)
{
	struct bent *b = (struct bent *)t;

	check(offset % 4 == 0 && offset + 4 * n <= t->size, "write outside the page");
	if (offset == SMT_STATUS && !words[0]) {
		check(b->last_status & SMT_FREE, "a channel that is not free was taken");
		b->rung = false;
	}
	if (offset == SMT_STATUS && words[0])
		check(!(b->last_status & SMT_FREE) || !b->rung, "a free channel was freed");
	if (take_byte() == 0xff) {
		snprintf(err->text, sizeof(err->text), "bent");
		return -SDC_EIO;
	}
	memcpy(b->page + offset / 4, words, 4 * n);
	return 0;
}

static enum ring bent_ring(struct transport *t, int32_t *a0, struct sdc_error *err)
{
	struct bent *b = (struct bent *)t;
	uint8_t how = take_byte();

	b->rung = how < 0xfc || how & 1;
	*a0 = 0;
	if (how < 0xf8)
		*a0 = server_ring(b->server, b->smc_id, b->page, t->size);
	if (how & 4)
		*a0 = (int32_t)bend((uint32_t)*a0);
	if (how & 2)
		b->page[take_byte() % (PAGE / 4)] = take_word();
	snprintf(err->text, sizeof(err->text), "bent");
	return how < 0xfc ? RING_DONE : how & 1 ? RING_LOST : RING_NOT_MADE;
}

static uint64_t bent_now(struct transport *t)
{
	struct bent *b = (struct bent *)t;

	if (take_byte() == 0xff)
		b->clock += (uint64_t)take_word() << 8;
	return b->clock;
}

static void bent_pause(struct transport *t, uint64_t ns)
{
	((struct bent *)t)->clock += ns;
}

static void bent_close(struct transport *t)
{
	free(t);
}

static const struct transport_ops ops = { bent_read, bent_write, bent_ring, NULL, bent_now,
	bent_pause, bent_close, true };
static const struct transport_ops look_ops = { bent_read, NULL, NULL, NULL, bent_now, bent_pause,
	bent_close, true };

static int open_shared(const struct sdc_probe_options *o, const struct scmi_model *m, void **shared,
	struct sdc_error *err)
{
	struct shared *s = calloc(1, sizeof(*s));

	(void)m;
	check(s, "no memory");
	server_init(&s->server, platform_build(o->firmware->fw, &s->arena, err));
	*shared = s;
	return 0;
}

static int open_channel(void *shared, const struct sdc_probe_channel *c,
	const struct scmi_instance *instance, struct transport **out, struct sdc_error *err)
{
	struct shared *s = shared;
	struct bent *b = calloc(1, sizeof(*b));
	uint8_t how = take_byte();

	(void)instance;
	(void)err;
	check(b, "no memory");
	b->transport.ops = how == 1 ? &look_ops : &ops;
	b->transport.size = how & 2 ? how : PAGE;
	b->server = &s->server;
	b->smc_id = c->smc_id;
	server_reset_page(b->page, PAGE);
	*out = &b->transport;
	return 0;
}

static void close_shared(void *shared)
{
	arena_free(&((struct shared *)shared)->arena);
	free(shared);
}

/* In place of src/probe/transports/sim.c. */
const struct transport_kind transport_sim = { "bent", open_shared, open_channel, close_shared };

static void report(const struct sdc_probe *p, enum sdc_format format)
{
	struct sdc_report_options opts = { .size = sizeof(opts), .format = format };
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	sdc_probe_report(f, p, &opts, NULL);
	if (format == SDC_TEXT)
		sdc_probe_save(f, p, NULL);
	fclose(f);
	for (size_t i = 0; i < size; i++)
		check(text[i] == '\n' || (unsigned char)text[i] >= ' ', "the report has controls");
	free(text);
}

/* What is saved is a description whatever the firmware says. */
static void load_saved(const struct sdc_probe *p)
{
	struct sdc_firmware *fw;
	struct sdc_error err;
	char path[64];
	int fd = memfd_create("saved", 0);
	FILE *f = fdopen(fd, "w");

	if (!sdc_probe_save(f, p, &err) && !fflush(f)) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		if (sdc_firmware_load(path, &fw, &err)) {
			fprintf(stderr, "%s\n", err.text);
			abort();
		}
		sdc_firmware_free(fw);
	}
	fclose(f);
}

static void report_more(const struct sdc_probe *p, bool saved, bool raw)
{
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	sdc_probe_html(f, p, NULL);
	sdc_probe_changes(f, p, p, NULL);
	if (raw)
		sdc_probe_raw_report(f, p, NULL);
	fclose(f);
	free(text);
	if (saved)
		load_saved(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct sdc_permission set = { 2, 7, true };
	static const uint32_t raw_words[] = { 0, 1 };
	static struct fixture fixture, newest;
	static struct sdc_tree *tree;
	struct sdc_probe_options o = { .size = sizeof(o), .transport = SDC_TRANSPORT_SIM };
	struct sdc_probe *p;
	static const uint32_t agents[] = { 2 };
	struct sdc_raw raw = { .words = raw_words, .n_words = 2, .allow_writes = true };
	uint8_t what, how;

	if (!tree) {
		tree = fixture_tree(NULL);
		fixture_init(&fixture, AGENTS);
		fixture_init(&newest, AGENTS);
		fixture_newest(&newest);
	}
	input = data;
	left = size;
	what = take_byte();
	raw.protocol = 0x10 + what % 12;
	raw.message = what / 12;
	how = take_byte();
	o.firmware = how & 1 ? &newest.handle : &fixture.handle;
	o.deep = how & 2;
	o.negative = how & 4;
	o.expected = how & 8 ? &newest.handle : NULL;
	o.raw = how & 16 ? &raw : NULL;
	o.agents = agents;
	o.n_agents = how & 16 ? 1 : 0;
	o.names = what & 1;
	o.permissions = what & 2;
	o.count = what & 4 ? 3 : 0;
	o.set = &set;
	o.n_set = what & 8 ? 1 : 0;
	if (!sdc_probe(tree, &o, &p, NULL)) {
		report(p, what & 16 ? SDC_JSON : SDC_TEXT);
		report_more(p, how & 32, o.raw);
		sdc_probe_free(p);
	}
	return 0;
}
