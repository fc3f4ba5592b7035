// SPDX-License-Identifier: BSD-2-Clause
/* A table for each domain: what it is made of, and its devices. */
#include <inttypes.h>

#include "base/text.h"
#include "report/report.h"
#include "report/text/table.h"
#include "report/view/domain.h"

typedef void domain_part(struct buf *out, const struct view *v, int party);

static void put_state(struct buf *out, const struct view *v, int party)
{
	const struct sdc_domain *d = v->parties.v[party].domain;

	domain_boot(out, v, party);
	buf_puts(out, out->len ? "; " : "");
	domain_state(out, v, party);
	if (d && d->rule)
		buf_printf(out, " [%s]", d->rule);
}

static void put_agent(struct buf *out, const struct view *v, int party)
{
	const struct view_agent *a = agent_of(v, party);
	const char *word = a ? agent_word(v, a, party) : NULL;

	if (!a)
		return;
	if (a->has_id)
		buf_printf(out, "%" PRIu32, a->id);
	else
		buf_puts(out, v->sci->numbers_agents ? "?" : "the only one");
	if (word)
		buf_printf(out, " (%s)", word);
	if (a->has_smc_id)
		buf_printf(out, ", doorbell 0x%" PRIx64, (uint64_t)a->smc_id);
	if (a->has_page)
		buf_printf(out, ", page 0x%" PRIx64, a->page);
}

static void put_parts(struct buf *out, const struct view *v, int party)
{
	static const struct {
		const char *name;
		domain_part *put;
	} parts[] = { { "state", put_state }, { "agent", put_agent }, { "memory", domain_memory },
		{ "modules", domain_modules }, { "interrupts", domain_interrupts },
		{ "loses", domain_lost }, { "hazards", domain_hazards } };
	struct table t = { .columns = 2 };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct buf b = { 0 };

		parts[i].put(&b, v, party);
		if (b.len) {
			table_cell(&t, "%s", parts[i].name);
			table_cell(&t, "%s", buf_str(&b));
		}
		buf_free(&b);
	}
	table_end(&t, out, 2);
}

static void put_device(struct table *t, const struct view_device *d)
{
	struct buf path = { 0 }, ids = { 0 }, resources = { 0 };

	dt_path(&path, d->node);
	for (size_t i = 0; i < d->uses.n_permissions; i++)
		if (d->uses.permissions[i].has_id)
			buf_printf(&ids, "%s0x%" PRIx32, ids.len ? " " : "",
				d->uses.permissions[i].id);
	for (size_t i = 0; i < d->uses.n_uses; i++) {
		buf_puts(&resources, resources.len ? ", " : "");
		use_name(&resources, &d->uses.uses[i]);
	}
	table_cell(t, "%s", buf_str(&path));
	table_cell(t, "%s", ids.len ? buf_str(&ids) : "-");
	table_cell(t, "%s", resources.len ? buf_str(&resources) : "-");
	buf_free(&path);
	buf_free(&ids);
	buf_free(&resources);
}

static void put_devices(struct buf *out, const struct view *v, int party)
{
	static const char *const heading[] = { "device", "ids", "resources" };
	struct table t = { .columns = 3 };
	const struct view_device *const *list;
	size_t n;

	list = party_devices(v, party, &n);
	if (!n)
		return;
	table_heading(&t, heading);
	for (size_t i = 0; i < n; i++)
		put_device(&t, list[i]);
	table_end(&t, out, 2);
}

static void put_others(struct buf *out, const struct view *v)
{
	static const struct {
		int owner;
		const char *title;
	} rows[] = { { PARTY_SEVERAL, "Devices of several guests" },
		{ PARTY_A_GUEST, "Devices kept for guests, which ones is not said" },
		{ PARTY_NONE, "Disabled devices" } };
	size_t n;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		party_devices(v, rows[i].owner, &n);
		if (!n)
			continue;
		buf_printf(out, "\n%s\n", rows[i].title);
		put_devices(out, v, rows[i].owner);
	}
}

static void put_path(struct buf *out, const struct dt_node *n)
{
	struct buf path = { 0 };

	dt_path(&path, n);
	buf_puts(out, ": ");
	text_clean(out, buf_str(&path), TEXT_ONE_LINE);
	buf_free(&path);
}

void show_domains(struct buf *out, const struct view *v)
{
	for (size_t i = 0; i < v->parties.n; i++) {
		const struct dt_node *n = party_node(v, (int)i);

		buf_putc(out, '\n');
		text_clean(out, party_name(v, (int)i), TEXT_ONE_LINE);
		if (n)
			put_path(out, n);
		buf_putc(out, '\n');
		put_parts(out, v, (int)i);
		put_devices(out, v, (int)i);
	}
	put_others(out, v);
}
