// SPDX-License-Identifier: BSD-2-Clause
#include "report/probe/access.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	enum fact_key key;
	const char *what;
} rights[] = {
	{ FACT_MAY_SET_STATE, "state" },
	{ FACT_MAY_SET_PARENT, "parent" },
	{ FACT_MAY_SET_RATE, "rate" },
	{ FACT_MAY_SET_LEVEL, "level" },
	{ FACT_MAY_SET_LIMITS, "limits" },
	{ FACT_MAY_SET_CAP, "cap" },
};

#define N_RIGHTS (sizeof(rights) / sizeof(rights[0]))

static const struct fw_protocol *served(const struct probe_channel *c, uint32_t protocol)
{
	for (size_t i = 0; c->details && i < c->pub.n_protocols; i++)
		if (c->pub.protocols[i].id == protocol)
			return &c->details[i];
	return NULL;
}

/* One bit per right that is known, and one per right that is given. */
static unsigned int rights_of(const struct fw_resource *r)
{
	unsigned int set = 0;

	for (size_t i = 0; r && i < N_RIGHTS; i++) {
		const struct fact *f = fact_of(r, rights[i].key);

		if (f)
			set |= 1u << i | (f->number ? 1u << (i + N_RIGHTS) : 0);
	}
	return set;
}

const char *access_right(unsigned int bit)
{
	return bit < N_RIGHTS ? rights[bit].what : NULL;
}

static const char *text_of(const struct sdc_probe *p, unsigned int may)
{
	struct buf text = { 0 };
	const char *out;

	for (unsigned int i = 0; i < N_RIGHTS; i++)
		if (may >> i & 1)
			buf_printf(&text, "%s%s", text.len ? ", " : "", rights[i].what);
	out = text.len ? arena_strdup(p->arena, buf_str(&text)) : "nothing";
	buf_free(&text);
	return out;
}

static struct access_cell cell(const struct sdc_probe *p, const struct fw_resource *r)
{
	unsigned int set = rights_of(r);
	struct access_cell c = { .there = r, .known = set, .may = set >> N_RIGHTS };

	c.text = !r ? "" : set ? text_of(p, c.may) : "?";
	return c;
}

static const struct fw_resource *resource(
	const struct probe_channel *c, uint32_t protocol, uint32_t id)
{
	const struct fw_protocol *t = served(c, protocol);

	return t && id < t->n_resources[0] ? &t->resources[0][id] : NULL;
}

static uint32_t most(const struct access_table *t, bool *known)
{
	size_t n = 0;

	*known = false;
	for (size_t i = 0; i < t->n_channels; i++) {
		const struct fw_protocol *of = served(t->channels[i], t->protocol);

		if (of && of->n_resources[0] > n)
			n = of->n_resources[0];
		for (size_t j = 0; of && j < of->n_resources[0]; j++)
			*known |= rights_of(&of->resources[0][j]) != 0;
	}
	return (uint32_t)n;
}

static bool same_rights(const struct access_table *t, uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < t->n_channels; i++) {
		const struct fw_resource *x = resource(t->channels[i], t->protocol, a);
		const struct fw_resource *y = resource(t->channels[i], t->protocol, b);

		if (!x != !y || rights_of(x) != rights_of(y))
			return false;
	}
	return true;
}

/* Returns the row. */
static struct access_row *add_row(const struct sdc_probe *p, struct access_table *t, uint32_t id)
{
	struct access_row row = { .first = id, .last = id };

	row.cells = arena_array(p->arena, t->n_channels, sizeof(*row.cells));
	for (size_t i = 0; i < t->n_channels; i++) {
		const struct fw_resource *r = resource(t->channels[i], t->protocol, id);

		row.cells[i] = cell(p, r);
		if (r && r->name && !row.name)
			row.name = r->name;
	}
	vec_push(&t->rows, row);
	return &t->rows.v[t->rows.n - 1];
}

bool access_table_make(const struct sdc_probe *p, uint32_t protocol, struct access_table *t)
{
	struct access_row *last = NULL;
	uint32_t n;
	bool known;

	*t = (struct access_table){ .protocol = protocol };
	t->channels = arena_array(p->arena, p->n_channels, sizeof(*t->channels));
	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].pub.state == SDC_CHANNEL_ANSWERS)
			t->channels[t->n_channels++] = &p->channels[i];
	n = most(t, &known);
	for (uint32_t id = 0; known && id < n; id++) {
		if (last && same_rights(t, last->first, id))
			last->last = id;
		else
			last = add_row(p, t, id);
	}
	return t->rows.n > 0;
}

void access_table_free(struct access_table *t)
{
	vec_free(&t->rows);
}

const char *access_agent(const struct sdc_probe *p, const struct probe_channel *c)
{
	if (!c->pub.has_id)
		return c->title;
	return arena_printf(
		p->arena, "agent %" PRIu32 " \"%s\"", c->pub.id, c->pub.name ? c->pub.name : "");
}
