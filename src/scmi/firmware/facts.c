// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/firmware/facts.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/search.h"

const struct fact_row fact_rows[N_FACTS] = {
#define FACT_ROW(name, key, kind, unit, changes) { key, kind, unit, changes },
	FACTS(FACT_ROW)
#undef FACT_ROW
};

const struct fact *fact_of(const struct fw_resource *r, enum fact_key key)
{
	size_t i;

	if (!r)
		return NULL;
	search_sorted(i, r->n_facts, r->facts[i].key < key);
	return i < r->n_facts && r->facts[i].key == key ? &r->facts[i] : NULL;
}

bool fact_is(const struct fw_resource *r, enum fact_key key)
{
	const struct fact *f = fact_of(r, key);

	return f && f->number;
}

bool fact_equal(const struct fact *a, const struct fact *b)
{
	if (a->key != b->key)
		return false;
	switch (fact_rows[a->key].kind) {
	case FACT_TEXT:
		return !strcmp(a->text, b->text);
	case FACT_LIST:
		return a->n_list == b->n_list &&
		       (!a->n_list || !memcmp(a->list, b->list, a->n_list * sizeof(*a->list)));
	default:
		return a->number == b->number;
	}
}

static void put_number(struct buf *out, const struct fact *f)
{
	switch (fact_rows[f->key].kind) {
	case FACT_INT:
		buf_printf(out, "%" PRId64, (int64_t)f->number);
		break;
	case FACT_HEX:
		buf_printf(out, "0x%" PRIx64, f->number);
		break;
	default:
		buf_printf(out, "%" PRIu64, f->number);
	}
}

static void put_list(struct buf *out, const struct fact *f)
{
	for (size_t i = 0; i < f->n_list; i++)
		buf_printf(out, "%s%" PRIu64, i ? ", " : "", f->list[i]);
}

void fact_put(struct buf *out, const struct fact *f)
{
	const struct fact_row *row = &fact_rows[f->key];

	if (row->kind == FACT_BOOL)
		buf_puts(out, f->number ? "yes" : "no");
	else if (row->kind == FACT_TEXT)
		buf_puts(out, f->text);
	else if (row->kind == FACT_LIST && !f->n_list)
		buf_puts(out, "none");
	else if (row->kind == FACT_LIST)
		put_list(out, f);
	else
		put_number(out, f);
	if (*row->unit)
		buf_printf(out, " %s", row->unit);
}

void fact_value(struct buf *out, const struct fact *f)
{
	switch (fact_rows[f->key].kind) {
	case FACT_BOOL:
		buf_puts(out, f->number ? "true" : "false");
		break;
	case FACT_TEXT:
		buf_printf(out, "\"%s\"", f->text);
		break;
	case FACT_LIST:
		buf_putc(out, '[');
		put_list(out, f);
		buf_putc(out, ']');
		break;
	case FACT_INT:
		put_number(out, f);
		break;
	default:
		buf_printf(out, "%" PRIu64, f->number);
	}
}
