// SPDX-License-Identifier: BSD-2-Clause
#include "schema/explain.h"

#include <string.h>

#include "base/near.h"
#include "schema/message.h"

static void separate(struct buf *out)
{
	if (out->len)
		buf_puts(out, "; ");
}

static void propose_members(struct near *s, const json_t *schema)
{
	const char *key;
	json_t *v;

	json_object_foreach(json_object_get(schema, "properties"), key, v) {
		if (key[0] != '$')
			near_try(s, key);
	}
}

static void put_similar(struct buf *out, const struct failure *f, const json_t *binding)
{
	struct near s = near_start(f->name);

	if (!f->name || (strcmp(f->keyword, "additionalProperties") != 0 &&
				strcmp(f->keyword, "unevaluatedProperties") != 0))
		return;
	propose_members(&s, f->schema);
	propose_members(&s, binding);
	if (!s.best)
		return;
	separate(out);
	buf_printf(out, "did you mean %s?", s.best);
}

/* The alternative with the least that is wrong. */
static const struct failure *closest(const struct failure *f, size_t *forms)
{
	const struct failure *best = NULL;
	size_t least = 0;

	*forms = 0;
	for (size_t i = 0; i < f->n_alternatives; i++) {
		size_t n = 0;

		for (const struct failure *alt = f->alternatives[i]; alt; alt = alt->next)
			n += !alt->note;
		*forms += n > 0;
		if (n && (!best || n < least)) {
			best = f->alternatives[i];
			least = n;
		}
	}
	return best;
}

/* The property that a failure is about. */
static const char *property(const struct failure *f)
{
	for (size_t i = f->n_path; i-- > 0;) {
		if (f->path[i].key)
			return f->path[i].key;
	}
	return NULL;
}

/* The message tells the first thing that is wrong with the closest; here are the others. */
static void put_closest(struct buf *out, const struct failure *f, const struct failure *told)
{
	size_t forms, n = 0;
	const struct failure *alt = closest(f, &forms);

	if (!alt || forms < 2 || told == f)
		return;
	separate(out);
	buf_printf(out, "%zu forms are allowed, this is the closest", forms);
	for (; alt && n < 3; alt = alt->next) {
		if (alt->note || alt == told)
			continue;
		buf_puts(out, n++ ? ", " : "; then also: ");
		message_write(out, alt, property(alt), "node");
	}
}

/* What the schema says of the property; what it says of the whole node is no help. */
static const char *description(const struct failure *f)
{
	const json_t *schema = f->schema;

	if (f->name)
		schema = json_object_get(json_object_get(schema, "properties"), f->name);
	else if (!f->n_path || json_is_object(f->value))
		schema = NULL;
	return json_string_value(json_object_get(schema, "description"));
}

/* Where the part that fails says nothing, the binding may say something of the property. */
static const char *property_description(const struct failure *f, const json_t *binding)
{
	const char *text = description(f);
	const char *name = f->name ? f->name : f->n_path ? f->path[0].key : NULL;

	if (!text && name)
		text = json_string_value(json_object_get(
			json_object_get(json_object_get(binding, "properties"), name),
			"description"));
	return text;
}

/* On one line. */
static void put_line(struct buf *out, const char *text)
{
	static const char blanks[] = " \n\t\r";

	for (text += strspn(text, blanks); *text;) {
		size_t n = strcspn(text, blanks);

		buf_write(out, text, n);
		text += n;
		text += strspn(text, blanks);
		if (*text)
			buf_putc(out, ' ');
	}
}

void explain_failure(struct buf *out, const struct failure *f, const json_t *binding)
{
	const struct failure *what = message_helpful(f);
	const char *text = property_description(what, binding);

	put_similar(out, what, binding);
	put_closest(out, f, what);
	if (!text)
		return;
	separate(out);
	buf_puts(out, "the binding says: ");
	put_line(out, text);
}

void explain_compatible(struct buf *out, const struct schema_index *x, const char *s)
{
	struct near search = near_start(s);

	for (size_t i = 0; i < x->n_known; i++)
		near_try(&search, x->known[i]);
	if (search.best)
		buf_printf(out, "did you mean \"%s\"?", search.best);
}
