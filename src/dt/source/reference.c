// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/reference.h"

#include <string.h>

#include "dt/source/cpp/tokens.h"

/* A text as dtc reads it, with the offsets of its lines. */
struct text {
	const char *data;
	size_t len;
	const size_t *starts;
	size_t n;
};

static struct text text_of(const struct unit *u, struct lines *lines, const char *file)
{
	const struct line_file *f;

	if (u->expanded && !strcmp(file, "<stdin>"))
		return (struct text){ buf_str(&u->expansion.text), u->expansion.text.len,
			u->expansion.starts.v, u->expansion.starts.n };
	f = lines_open(lines, file);
	return (struct text){ buf_str(&f->text), f->text.len, f->starts.v, f->starts.n };
}

static bool offset_of(const struct text *t, unsigned int line, unsigned int column, size_t *at)
{
	if (!line || !column || line > t->n)
		return false;
	*at = t->starts[line - 1] + column - 1;
	return *at < t->len;
}

/* &NAME or &{PATH} */
static bool is_reference(struct tokens t, const char *name, size_t len)
{
	struct token next = token_next(&t);

	if (token_is(&next, '{'))
		return (size_t)(t.end - t.at) > len && !memcmp(t.at, name, len) && t.at[len] == '}';
	return next.kind == TOKEN_NAME && next.len == len && !memcmp(next.start, name, len);
}

static const char *find(const struct text *t, size_t from, size_t to, const char *name, size_t len)
{
	struct tokens all = tokens_begin(t->data + from, t->data + to);

	while (all.at < all.end) {
		struct token next = token_next(&all);

		if (token_is(&next, '&') && is_reference(all, name, len))
			return next.start;
	}
	return NULL;
}

void reference_find(const struct unit *u, struct lines *lines, struct dt_message *m)
{
	static const char says[] = "Reference to non-existent node or label \"";
	const char *name =
		strncmp(m->text, says, sizeof(says) - 1) ? NULL : m->text + sizeof(says) - 1;
	size_t len = name ? strcspn(name, "\"") : 0, from, to;
	struct dt_place *p = &m->place;
	const char *found;
	struct text t;

	if (!len || !p->line)
		return;
	t = text_of(u, lines, p->file);
	if (!offset_of(&t, p->line, p->column, &from) ||
		!offset_of(&t, p->end_line, p->end_column, &to) || to < from)
		return;
	found = find(&t, from, to + 1, name, len);
	if (!found)
		return;
	while (p->line < t.n && t.starts[p->line] <= (size_t)(found - t.data))
		p->line++;
	p->column = (unsigned int)((size_t)(found - t.data) - t.starts[p->line - 1]) + 1;
	p->end_line = p->line;
	p->end_column = p->column + (unsigned int)len + (found[1] == '{' ? 2 : 0);
}
