// SPDX-License-Identifier: BSD-2-Clause
#include "diag/fix_tree.h"

#include <ctype.h>
#include <string.h>

#include "diag/fix_text.h"
#include "dt/entry.h"
#include "dt/load.h"

/* What a statement of a property consists of. */
struct statement {
	struct extract x;
	size_t name, name_len;   /* a label may stand before */
	size_t value, value_len; /* behind "= "; no value: where the semicolon is */
};

static size_t skip_blanks(const char *s, size_t i)
{
	while (isspace((unsigned char)s[i]))
		i++;
	return i;
}

/* The property as it was written last; false where the text there is no such statement. */
static bool find_statement(
	struct dt_tree *t, const struct dt_node *n, const char *name, struct statement *st)
{
	const struct dt_prop *p = dt_prop(n, name);
	size_t len = strlen(name), end;
	const char *s, *found;

	memset(st, 0, sizeof(*st));
	if (!p || !extract_read(t, dt_place_prop(t, p), &st->x))
		return false;
	s = buf_str(&st->x.text);
	end = st->x.text.len;
	found = strstr(s, name);
	if (!end || s[end - 1] != ';' || !found || (found != s && !strchr(": \t", found[-1])))
		return false;
	st->name = (size_t)(found - s);
	st->name_len = len;
	st->value = skip_blanks(s, st->name + len);
	if (s[st->value] == '=')
		st->value = skip_blanks(s, st->value + 1);
	else if (s[st->value] != ';')
		return false;
	st->value_len = end - 1 - st->value;
	return true;
}

bool edit_rename_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *old, const char *name)
{
	struct statement st;
	bool found = find_statement(extract_tree(t), n, old, &st);

	if (found)
		fix_edit(f, fix, extract_span(t, &st.x, st.name, st.name_len), name);
	buf_free(&st.x.text);
	return found;
}

/* Where the node's content begins: behind its brace. */
static bool find_brace(struct dt_tree *t, const struct dt_node *n, struct extract *x)
{
	struct dt_place p = dt_place_node(t, n);

	memset(x, 0, sizeof(*x));
	return extract_read(t, p, x) && *buf_str(&x->text) == '{' && x->text.len >= 2;
}

/* The blanks that start a line. */
static void put_indent(
	struct dt_tree *t, const struct dt_place *p, unsigned int line, struct buf *b)
{
	const char *s = dt_source_line(t, p->file, line);

	if (s)
		buf_write(b, s, strspn(s, " \t"));
}

static void put_statement(struct buf *b, const char *name, const char *value)
{
	buf_puts(b, name);
	if (value)
		buf_printf(b, " = %s", value);
	buf_putc(b, ';');
}

/* A statement that deletes the property, in the text of a node but not in a node in it. */
static bool find_delete(const struct buf *text, const char *name, size_t *at, size_t *len)
{
	static const char word[] = "/delete-property/";
	const char *s = buf_str(text), *p = s;
	size_t n = strlen(name);

	while ((p = strstr(p, word))) {
		const char *q = p + sizeof(word) - 1;

		q += strspn(q, " \t\n");
		if (!strncmp(q, name, n) && q[n] == ';') {
			*at = (size_t)(p - s);
			*len = (size_t)(q + n + 1 - p);
			return !memchr(s + 1, '{', *at ? *at - 1 : 0);
		}
		p = q;
	}
	return false;
}

static bool add_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name, const char *value)
{
	struct extract x;
	struct buf b = { 0 };
	bool found = find_brace(extract_tree(t), n, &x);
	size_t at = 1, len = 0;

	if (found && find_delete(&x.text, name, &at, &len)) {
		put_statement(&b, name, value);
	} else if (found && strchr(buf_str(&x.text), '\n')) {
		buf_putc(&b, '\n');
		put_indent(extract_tree(t), &x.place, x.place.line, &b);
		buf_putc(&b, '\t');
		put_statement(&b, name, value);
	} else if (found) {
		buf_putc(&b, ' ');
		put_statement(&b, name, value);
	}
	if (found)
		fix_edit(f, fix, extract_span(t, &x, at, len), buf_str(&b));
	buf_free(&b);
	buf_free(&x.text);
	return found;
}

static void replace_statement(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct statement *st, const char *name, const char *value)
{
	struct buf b = { 0 };

	put_statement(&b, name, value);
	fix_edit(f, fix, extract_span(t, &st->x, st->name, st->x.text.len - st->name), buf_str(&b));
	buf_free(&b);
}

bool edit_set_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name, const char *value)
{
	struct statement st;
	bool found;

	if (!dt_prop(n, name))
		return add_prop(f, fix, t, n, name, value);
	found = find_statement(extract_tree(t), n, name, &st);
	if (found && st.value_len && value) {
		fix_edit(f, fix, extract_span(t, &st.x, st.value, st.value_len), value);
	} else if (found) {
		replace_statement(f, fix, t, &st, name, value);
	}
	buf_free(&st.x.text);
	return found;
}

bool edit_replace_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *old, const char *name, const char *value)
{
	struct statement st;
	bool found = find_statement(extract_tree(t), n, old, &st);

	if (found)
		replace_statement(f, fix, t, &st, name, value);
	buf_free(&st.x.text);
	return found;
}

bool edit_remove_entry(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name, int index)
{
	const struct dt_prop *p = dt_prop(n, name);
	struct dt_place whole, first, entry;
	struct span s;

	if (!p || index < 1)
		return false;
	whole = dt_place_prop(t, p);
	first = dt_place_entry(extract_tree(t), &whole, index - 1);
	entry = dt_place_entry(extract_tree(t), &whole, index);
	/* Not found, it is the property. */
	if (!whole.line || (first.line == whole.line && first.column == whole.column) ||
		(entry.line == whole.line && entry.column == whole.column))
		return false;
	s = span_place(t, &entry);
	s.line = first.end_line;
	s.column = first.end_column + 1;
	fix_edit(f, fix, s, "");
	return true;
}

bool edit_remove_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name)
{
	struct statement st;
	bool found = find_statement(extract_tree(t), n, name, &st);
	const struct dt_place *p = &st.x.place;
	const char *first = found ? dt_source_line(extract_tree(t), p->file, p->line) : NULL;
	const char *last = found ? dt_source_line(extract_tree(t), p->file, p->end_line) : NULL;
	struct span s;

	found = found && first && last;
	if (found) {
		s = extract_span(t, &st.x, 0, st.x.text.len);
		/* Alone on its lines it goes with them. */
		if (strspn(first, " \t") == p->column - 1 &&
			last[p->end_column + strspn(last + p->end_column, " \t")] == '\0') {
			s.column = 1;
			s.end_line++;
			s.end_column = 0;
		}
		fix_edit(f, fix, s, "");
	}
	buf_free(&st.x.text);
	return found;
}

/* The cells of a value, words outside parentheses in <...>; anything else ends the search. */
static bool find_cell(const char *s, size_t len, uint32_t wanted, size_t *at, size_t *n)
{
	uint32_t cell = 0;
	size_t i = 0;
	bool inside = false;

	while (i < len) {
		size_t start = i, depth = 0;

		if (isspace((unsigned char)s[i]) || s[i] == ',') {
			i++;
			continue;
		}
		if (s[i] == '<' || s[i] == '>') {
			inside = s[i++] == '<';
			continue;
		}
		if (!inside || s[i] == '"' || s[i] == '/' || s[i] == '[')
			return false;
		while (i < len && (depth || (!isspace((unsigned char)s[i]) && s[i] != '>'))) {
			depth += s[i] == '(';
			depth -= s[i] == ')' && depth;
			i++;
		}
		if (cell++ == wanted) {
			*at = start;
			*n = i - start;
			return true;
		}
	}
	return false;
}

static uint32_t count_cells(const char *s, size_t len)
{
	uint32_t n = 0;
	size_t at, size;

	while (find_cell(s, len, n, &at, &size))
		n++;
	return n;
}

bool edit_set_cell(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name, uint32_t cell, const char *text)
{
	const struct dt_prop *p = dt_prop(n, name);
	struct statement st;
	bool found = find_statement(extract_tree(t), n, name, &st);
	const char *s = buf_str(&st.x.text) + st.value;
	size_t at, len;

	/* A macro may stand for several. */
	found = found && count_cells(s, st.value_len) == p->len / 4 &&
		find_cell(s, st.value_len, cell, &at, &len);
	if (found)
		fix_edit(f, fix, extract_span(t, &st.x, st.value + at, len), text);
	buf_free(&st.x.text);
	return found;
}

bool edit_add_child(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *text)
{
	struct extract x;
	struct buf b = { 0 };
	bool found = find_brace(extract_tree(t), n, &x);
	size_t end = found ? x.text.len : 0;
	const char *s = buf_str(&x.text);

	while (end && s[end - 1] != '}')
		end--;
	found = found && end;
	if (found) {
		const char *line = dt_source_line(extract_tree(t), x.place.file, x.place.end_line);
		size_t blanks = 0;

		end--;
		while (end > blanks && strchr(" \t", s[end - 1 - blanks]))
			blanks++;
		buf_puts(&b, line && end && s[end - 1 - blanks] == '\n' ? "\n" : "\n\n");
		for (const char *p = text; *p;) {
			size_t len = strcspn(p, "\n");

			if (len) {
				put_indent(extract_tree(t), &x.place, x.place.line, &b);
				buf_putc(&b, '\t');
			}
			buf_write(&b, p, len);
			buf_putc(&b, '\n');
			p += len + (p[len] == '\n');
		}
		end -= blanks;
		fix_edit(f, fix, extract_span(t, &x, end, 0), buf_str(&b));
	}
	buf_free(&b);
	buf_free(&x.text);
	return found;
}

struct fix *fix_end(struct finding *to, struct fix *fix, bool whole)
{
	struct fix **link = &to->fixes;

	if (whole && fix->n_edits)
		return fix;
	while (*link && *link != fix)
		link = &(*link)->next;
	if (*link)
		*link = NULL;
	to->fixes_end = link;
	return NULL;
}

struct fix *fix_rename_prop(struct findings *f, struct finding *to, enum sdc_applicability how,
	const struct dt_tree *t, const struct dt_node *n, const char *old, const char *name)
{
	struct fix *fix = finding_fix(f, to, how, "rename %s to %s", old, name);

	return fix_end(to, fix, edit_rename_prop(f, fix, t, n, old, name));
}

struct fix *fix_set_prop(struct findings *f, struct finding *to, enum sdc_applicability how,
	const struct dt_tree *t, const struct dt_node *n, const char *name, const char *value)
{
	struct fix *fix = finding_fix(
		f, to, how, "write %s%s%s;", name, value ? " = " : "", value ? value : "");

	return fix_end(to, fix, edit_set_prop(f, fix, t, n, name, value));
}

struct fix *fix_remove_prop(struct findings *f, struct finding *to, enum sdc_applicability how,
	const struct dt_tree *t, const struct dt_node *n, const char *name)
{
	struct fix *fix = finding_fix(f, to, how, "remove %s", name);

	return fix_end(to, fix, edit_remove_prop(f, fix, t, n, name));
}

struct fix *fix_set_cell(struct findings *f, struct finding *to, enum sdc_applicability how,
	const struct dt_tree *t, const struct dt_node *n, const char *name, uint32_t cell,
	const char *text)
{
	struct fix *fix = finding_fix(f, to, how, "write %s as cell %u of %s", text, cell, name);

	return fix_end(to, fix, edit_set_cell(f, fix, t, n, name, cell, text));
}

struct fix *fix_add_child(struct findings *f, struct finding *to, enum sdc_applicability how,
	const struct dt_tree *t, const struct dt_node *n, const char *title, const char *text)
{
	struct fix *fix = finding_fix(f, to, how, "%s", title);

	return fix_end(to, fix, edit_add_child(f, fix, t, n, text));
}

const char *fix_value_text(
	struct findings *f, const struct dt_tree *t, const struct dt_node *n, const char *name)
{
	struct statement st;
	const char *text = NULL;

	if (find_statement(extract_tree(t), n, name, &st) && st.value_len)
		text = findings_str(f, "%.*s", (int)st.value_len, buf_str(&st.x.text) + st.value);
	buf_free(&st.x.text);
	return text;
}

const char *fix_ref(struct findings *f, const struct dt_node *n)
{
	return n->label ? findings_str(f, "&%s", n->label)
			: findings_str(f, "&{%s}", dt_path_dup(&f->arena, n));
}
