// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/firmware/firmware_diff.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "scmi/model.h"

struct place {
	const struct firmware_diff *d;
	const struct fw_agent *agent;
	const struct fw_protocol *protocol;
	unsigned int kind;
	uint32_t id;
};

__attribute__((format(printf, 3, 4))) static void say(
	const struct place *at, enum firmware_difference kind, const char *fmt, ...)
{
	static const char *const kinds[FW_KINDS] = { "resource", "group", "function" };
	struct buf text = { 0 };
	va_list ap;

	if (at->protocol) {
		const char *name = scmi_protocol_name(at->protocol->id);

		buf_printf(&text, "protocol 0x%" PRIx32 "%s%s%s", at->protocol->id,
			name ? " (" : "", name ? name : "", name ? ")" : "");
		if (at->id != UINT32_MAX)
			buf_printf(&text, ", %s %" PRIu32, kinds[at->kind], at->id);
		buf_puts(&text, ": ");
	}
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	at->d->say(at->d->ctx, kind, at->agent, buf_str(&text));
	buf_free(&text);
}

static void diff_text(const struct place *at, const char *what, const char *a, const char *b)
{
	if (a && b && strcmp(a, b) != 0)
		say(at, DIFFERENCE_OTHER, "%s \"%s\", now \"%s\"", what, a, b);
}

static void diff_number(const struct place *at, const char *what, uint32_t a, uint32_t b)
{
	if (a != b)
		say(at, DIFFERENCE_OTHER, "%s %" PRIu32 ", now %" PRIu32, what, a, b);
}

static void diff_fact(const struct place *at, const struct fact *a, const struct fact *b)
{
	struct buf before = { 0 }, after = { 0 };

	fact_put(&before, a);
	if (b)
		fact_put(&after, b);
	say(at, DIFFERENCE_OTHER, "%s %s, now %s", fact_rows[a->key].key, buf_str(&before),
		b ? buf_str(&after) : "not told");
	buf_free(&before);
	buf_free(&after);
}

static void diff_resource(
	const struct place *at, const struct fw_resource *a, const struct fw_resource *b)
{
	diff_text(at, "name", a->name, b->name);
	for (size_t i = 0; b->n_facts && i < a->n_facts; i++) {
		const struct fact *f = &a->facts[i], *g = fact_of(b, f->key);

		if ((at->d->changing || !fact_rows[f->key].changes) && (!g || !fact_equal(f, g)))
			diff_fact(at, f, g);
	}
}

static void diff_resources(
	struct place *at, const struct fw_protocol *a, const struct fw_protocol *b)
{
	for (at->kind = 0; at->kind < FW_KINDS; at->kind++) {
		/* Where nothing is described now, nothing was asked. */
		for (size_t i = 0; b->n_resources[at->kind] && i < a->n_resources[at->kind]; i++) {
			const struct fw_resource *r = &a->resources[at->kind][i];
			const struct fw_resource *now = fw_resource_of(b, at->kind, r->id);

			at->id = r->id;
			if (now)
				diff_resource(at, r, now);
		}
	}
	at->id = UINT32_MAX;
}

static const struct fw_protocol *protocols_of(
	const struct firmware *fw, const struct fw_agent *a, size_t *n)
{
	*n = a->protocols ? a->n_protocols : fw->n_protocols;
	return a->protocols ? a->protocols : fw->protocols;
}

static void diff_protocols(struct place *at, const struct fw_agent *a, const struct fw_agent *b)
{
	size_t n, m;
	const struct fw_protocol *before = protocols_of(at->d->before, a, &n);
	const struct fw_protocol *after = protocols_of(at->d->after, b, &m);

	for (size_t i = 0; i < n; i++) {
		const struct fw_protocol *now = fw_protocol_of(at->d->after, b, before[i].id);

		at->protocol = &before[i];
		if (!now) {
			say(at, DIFFERENCE_OTHER, "served, now not");
			continue;
		}
		if (before[i].version && now->version && before[i].version != now->version)
			say(at, DIFFERENCE_OTHER,
				"version %" PRIu32 ".%" PRIu32 ", now %" PRIu32 ".%" PRIu32,
				before[i].version >> 16, before[i].version & 0xffff,
				now->version >> 16, now->version & 0xffff);
		if (before[i].has_count && now->has_count)
			diff_number(at, "resources", before[i].count, now->count);
		if (before[i].groups)
			diff_number(at, "groups", before[i].groups, now->groups);
		if (before[i].functions)
			diff_number(at, "functions", before[i].functions, now->functions);
		diff_resources(at, &before[i], now);
	}
	for (size_t i = 0; before && i < m; i++) {
		at->protocol = &after[i];
		if (!fw_protocol_of(at->d->before, a, after[i].id))
			say(at, DIFFERENCE_OTHER, "not served, now served");
	}
	at->protocol = NULL;
}

static void diff_agent(struct place *at, const struct fw_agent *a, const struct fw_agent *b)
{
	if (a->has_id && b->has_id)
		diff_number(at, "agent", a->id, b->id);
	diff_text(at, "name", a->name, b->name);
	if (a->page != b->page)
		say(at, DIFFERENCE_OTHER, "page 0x%" PRIx64 ", now 0x%" PRIx64, a->page, b->page);
	if (a->trusted != b->trusted)
		say(at, DIFFERENCE_OTHER,
			a->trusted ? "trusted, now not" : "not trusted, now trusted");
	diff_protocols(at, a, b);
}

void firmware_diff(const struct firmware_diff *d)
{
	const struct fw_agent *a = d->before->agents, *b = d->after->agents;
	const struct fw_agent *a_end = a + d->before->n_agents, *b_end = b + d->after->n_agents;
	struct place at = { .d = d, .id = UINT32_MAX };

	while (a < a_end || b < b_end) {
		if (b == b_end || (a < a_end && a->smc_id < b->smc_id)) {
			at.agent = a++;
			say(&at, DIFFERENCE_AGENT_GONE, "there, now not");
		} else if (a == a_end || b->smc_id < a->smc_id) {
			at.agent = b++;
			say(&at, DIFFERENCE_AGENT_NEW, "not there, now there");
		} else {
			at.agent = b;
			diff_agent(&at, a++, b++);
		}
	}
}
