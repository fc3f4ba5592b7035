// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "probe/compare/failing.h"
#include "probe/probe.h"

/* What is asked about each resource of a protocol: names alone, or all that the tables know. */

#define NAME_WORDS   17u       /* of NAME_GET */
#define MOST_ENTRIES 0x100000u /* of lists that are kept of one channel */

struct asking {
	struct sdc_probe *p;
	struct probe_channel *c;
	const struct protocol_table *t;
	const struct sdc_probe_protocol *about;
	struct fw_resource *resources;
	uint32_t *attributes; /* of each */
	uint32_t count;
	unsigned int kind;
	bool deep;
	struct gathering to;
	bool open; /* a resource is gathered */
	struct failing failing;
};

static bool is_implemented(const struct sdc_probe_protocol *t, uint8_t message)
{
	return message < 64 && t->messages[message / 32] >> message % 32 & 1;
}

static bool gives_name(const struct asking *a, const struct message_row *row)
{
	return row->id == a->t->name_message || row->need == NAME_WORDS;
}

/* Whether the message exists here; what it is asked for, and of which resource, is not judged. */
static bool is_asked(const struct asking *a, const struct message_row *row)
{
	uint32_t version = a->about->version;
	uint32_t short_version = (version >> 16 & 0xff) << 8 | (version & 0xff);

	return row->how > ASK_CHANGES && (a->deep || gives_name(a, row)) &&
	       row->since <= short_version &&
	       (is_implemented(a->about, row->id) || row->id == a->t->name_message);
}

static void open_resource(struct asking *a, uint32_t id)
{
	gathering_begin(&a->to, &a->resources[id]);
	a->to.attributes = a->attributes[id];
	a->open = true;
}

static void close_resource(struct asking *a)
{
	uint32_t id = a->to.id;

	if (!a->open)
		return;
	a->attributes[id] = a->to.attributes;
	if (!a->deep)
		memset(a->to.has, 0, sizeof(a->to.has));
	gathering_end(&a->to, a->p->arena, &a->resources[id]);
	a->c->n_entries += a->to.n_entries;
	a->open = false;
}

/* Returns what came; facts are gathered. */
static enum answer ask(
	struct asking *a, const struct message_row *row, const uint32_t in[3], struct decoding *d)
{
	struct sdc_probe *p = a->p;
	struct request q = { .protocol = a->t->id,
		.message = row->id,
		.n = row->n_in,
		.words = { in[0], in[1], in[2] },
		.need = row->need };
	enum answer answer = probe_ask(p, a->c, &q);

	*d = (struct decoding){ .arena = p->arena,
		.to = &a->to,
		.version = a->about->version,
		.in = in,
		.words = p->response.words,
		.n = p->response.n };
	return answer;
}

static void refused(struct asking *a, const struct message_row *row, uint32_t id)
{
	int32_t status = a->p->response.status;

	/* That the agent may not know is an answer, and so is that the resource has none of it. */
	if (status != SCMI_DENIED &&
		(status != SCMI_NOT_SUPPORTED || row->id == a->t->name_message))
		failing_add(&a->failing, row, FAILING_STATUS, a->p->response.status, a->kind, id);
}

/* Returns false where the resource has no more to say. */
static bool ask_once(struct asking *a, const struct message_row *row, const uint32_t in[3])
{
	struct decoding d;
	enum answer answer = ask(a, row, in, &d);

	if (answer == ANSWER_STATUS) {
		if (row->how != ASK_FAST)
			refused(a, row, a->to.id);
		return row->id != a->t->name_message;
	}
	if (answer != ANSWER_OK)
		return row->id != a->t->name_message && a->c->channel.state == CHANNEL_OPEN;
	a->to.name_bad = false;
	row->decode(&d);
	if (a->to.name_bad)
		failing_add(&a->failing, row, FAILING_NAME, 0, a->kind, a->to.id);
	return true;
}

/* @in: its word @at is the index to begin with */
static void ask_parts(
	struct asking *a, const struct message_row *row, uint32_t in[3], unsigned int at)
{
	bool whole = false;

	while (in[at] < GATHERING_MOST) {
		struct decoding d;
		enum answer answer = ask(a, row, in, &d);

		if (answer == ANSWER_STATUS)
			refused(a, row, a->to.id);
		if (answer != ANSWER_OK)
			return;
		row->decode(&d);
		if (d.broken)
			break;
		whole = !d.remaining;
		if (!d.returned || whole)
			break;
		in[at] += d.returned;
	}
	if (!whole)
		failing_add(&a->failing, row, FAILING_LIST, 0, a->kind, a->to.id);
}

/* Those that set or get a level or a limit. */
static bool ask_fast(struct asking *a, const struct message_row *row)
{
	bool goes_on = true;

	for (uint8_t m = 0x4; goes_on && m <= 0x9; m++) {
		const struct message_row *of = message_row(a->t->id, m);
		uint32_t in[3] = { a->to.id, m, 0 };

		if (of && of->how != ASK_OTHER && of->how != ASK_EACH_FROM &&
			of->need < NAME_WORDS && is_implemented(a->about, m))
			goes_on = ask_once(a, row, in);
	}
	return goes_on;
}

static bool ask_row(struct asking *a, const struct message_row *row)
{
	uint32_t in[3] = { a->to.id, 0, 0 };

	switch (row->how) {
	case ASK_ONCE:
	case ASK_EACH:
	case ASK_EACH_FLAGS:
		return ask_once(a, row, in);
	case ASK_KIND:
		in[1] = a->kind;
		return ask_once(a, row, in);
	case ASK_FAST:
		return ask_fast(a, row);
	case ASK_EACH_FROM:
		ask_parts(a, row, in, 1);
		return true;
	case ASK_KIND_FROM:
		in[1] = a->kind;
		if (a->kind != SCMI_PIN_TYPE_PIN)
			ask_parts(a, row, in, 2);
		return true;
	default:
		return true;
	}
}

static bool next_resource(struct decoding *d, uint32_t id)
{
	struct asking *a = d->ctx;

	close_resource(a);
	if (id >= a->count)
		return false;
	open_resource(a, id);
	return true;
}

/* Descriptions come several in one answer. */
static void ask_all(struct asking *a, const struct message_row *row)
{
	uint32_t in[3] = { 0 };
	bool whole = !a->count;

	while (in[0] < a->count) {
		struct decoding d;
		enum answer answer = ask(a, row, in, &d);

		if (answer == ANSWER_STATUS)
			refused(a, row, in[0]);
		if (answer != ANSWER_OK)
			return;
		d.next = next_resource;
		d.ctx = a;
		row->decode(&d);
		if (a->open && a->to.name_bad)
			failing_add(&a->failing, row, FAILING_NAME, 0, a->kind, a->to.id);
		close_resource(a);
		whole = !d.broken && !d.remaining;
		if (d.broken || !d.returned || whole)
			break;
		in[0] += d.returned;
	}
	if (!whole && in[0] < a->count)
		failing_add(&a->failing, row, FAILING_LIST, 0, a->kind, in[0]);
}

static void ask_resource(struct asking *a, uint32_t id)
{
	open_resource(a, id);
	for (uint8_t i = 0; i < a->t->n_rows; i++) {
		const struct message_row *row = &a->t->rows[i];

		if (row->how == ASK_ALL_FROM || !is_asked(a, row) ||
			(row->when && !(a->to.attributes & row->when)))
			continue;
		if (!ask_row(a, row))
			break;
	}
	close_resource(a);
}

/* Returns how many there is something to say about. */
static size_t ask_kind(struct asking *a)
{
	uint32_t id = 0;

	a->resources = arena_array(a->p->arena, a->count, sizeof(*a->resources));
	a->attributes = arena_array(a->p->arena, a->count, sizeof(*a->attributes));
	for (uint32_t i = 0; i < a->count; i++)
		a->resources[i].id = i;
	for (uint8_t i = 0; i < a->t->n_rows; i++)
		if (a->t->rows[i].how == ASK_ALL_FROM && is_asked(a, &a->t->rows[i]))
			ask_all(a, &a->t->rows[i]);
	while (id < a->count && a->c->channel.state == CHANNEL_OPEN &&
		a->c->n_entries < MOST_ENTRIES)
		ask_resource(a, id++);
	return id;
}

static uint32_t count_of(const struct sdc_probe_protocol *t, unsigned int kind)
{
	/* One system has one state. */
	if (t->id == SCMI_SYSTEM_POWER)
		return 1;
	if (!t->has_count)
		return 0;
	return kind == SCMI_PIN_TYPE_PIN     ? t->count
	       : kind == SCMI_PIN_TYPE_GROUP ? t->groups
					     : t->functions;
}

static void publish_names(
	struct sdc_probe *p, struct sdc_probe_protocol *t, const struct fw_protocol *details)
{
	const char **names = arena_array(p->arena, details->n_resources[0], sizeof(*names));

	for (size_t i = 0; i < details->n_resources[0]; i++)
		names[i] = details->resources[0][i].name;
	t->names = names;
	t->n_names = details->n_resources[0];
}

void probe_resources(struct sdc_probe *p, struct probe_channel *c, struct sdc_probe_protocol *t,
	struct fw_protocol *details)
{
	struct asking a = {
		.p = p, .c = c, .t = protocol_table(t->id), .about = t, .deep = p->options.deep
	};
	unsigned int kinds = t->id == SCMI_PINCTRL && a.deep ? FW_KINDS : 1;

	if (!a.t || (!a.deep && !a.t->name_message))
		return;
	for (a.kind = 0; a.kind < kinds; a.kind++) {
		a.count = count_of(t, a.kind);
		details->n_resources[a.kind] = ask_kind(&a);
		details->resources[a.kind] = a.resources;
	}
	gathering_free(&a.to);
	failing_report(&a.failing, p, c, a.t);
	if (a.t->name_message)
		publish_names(p, t, details);
}
