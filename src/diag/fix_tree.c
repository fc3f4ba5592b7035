// SPDX-License-Identifier: BSD-2-Clause
#include "diag/fix_tree.h"

#include <ctype.h>
#include <string.h>

#include "dt/load.h"

#define MAX_LINES 4096

/* The text at a place, and where its characters stand. */
struct extract {
	struct buf text;
	struct dt_place place;
};

static bool read_place(struct dt_tree *t, struct dt_place p, struct extract *x)
{
	x->place = p;
	if (!p.line || !p.column || p.end_line < p.line || p.end_line - p.line > MAX_LINES)
		return false;
	for (unsigned int line = p.line; line <= p.end_line; line++) {
		const char *s = dt_source_line(t, p.file, line);
		size_t start = line == p.line ? p.column - 1 : 0, len = s ? strlen(s) : 0;
		size_t end = line == p.end_line && p.end_column < len ? p.end_column : len;

		if (!s || start > end)
			return false;
		if (line > p.line)
			buf_putc(&x->text, '\n');
		buf_write(&x->text, s + start, end - start);
	}
	return true;
}

/* The span of some characters of what was read; none of them: an insertion before @from. */
static struct span span_of(
	const struct dt_tree *t, const struct extract *x, size_t from, size_t len)
{
	struct span s = { t->input, x->place.file, x->place.line, x->place.column, 0, 0,
		x->place.from };
	const char *text = buf_str(&x->text);

	for (size_t i = 0; i < from; i++) {
		s.column = text[i] == '\n' ? 1 : s.column + 1;
		s.line += text[i] == '\n';
	}
	s.end_line = s.line;
	s.end_column = s.column - 1;
	for (size_t i = from; i < from + len; i++) {
		s.end_column = text[i] == '\n' ? 0 : s.end_column + 1;
		s.end_line += text[i] == '\n';
	}
	return s;
}

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
	if (!p || !read_place(t, dt_place_prop(t, p), &st->x))
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

static struct dt_tree *mutable(const struct dt_tree *t)
{
	/* Lines are read when somebody asks for them. */
	return (struct dt_tree *)t;
}

bool edit_rename_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *old, const char *name)
{
	struct statement st;
	bool found = find_statement(mutable(t), n, old, &st);

	if (found)
		fix_edit(f, fix, span_of(t, &st.x, st.name, st.name_len), name);
	buf_free(&st.x.text);
	return found;
}

/* Where the node's content begins: behind its brace. */
static bool find_brace(struct dt_tree *t, const struct dt_node *n, struct extract *x)
{
	struct dt_place p = dt_place_node(t, n);

	memset(x, 0, sizeof(*x));
	return read_place(t, p, x) && *buf_str(&x->text) == '{' && x->text.len >= 2;
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
	bool found = find_brace(mutable(t), n, &x);
	size_t at = 1, len = 0;

	if (found && find_delete(&x.text, name, &at, &len)) {
		put_statement(&b, name, value);
	} else if (found && strchr(buf_str(&x.text), '\n')) {
		buf_putc(&b, '\n');
		put_indent(mutable(t), &x.place, x.place.line, &b);
		buf_putc(&b, '\t');
		put_statement(&b, name, value);
	} else if (found) {
		buf_putc(&b, ' ');
		put_statement(&b, name, value);
	}
	if (found)
		fix_edit(f, fix, span_of(t, &x, at, len), buf_str(&b));
	buf_free(&b);
	buf_free(&x.text);
	return found;
}

bool edit_set_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name, const char *value)
{
	struct statement st;
	struct buf b = { 0 };
	bool found;

	if (!dt_prop(n, name))
		return add_prop(f, fix, t, n, name, value);
	found = find_statement(mutable(t), n, name, &st);
	if (found && st.value_len && value) {
		fix_edit(f, fix, span_of(t, &st.x, st.value, st.value_len), value);
	} else if (found) {
		put_statement(&b, name, value);
		fix_edit(f, fix, span_of(t, &st.x, st.name, st.x.text.len - st.name), buf_str(&b));
	}
	buf_free(&b);
	buf_free(&st.x.text);
	return found;
}

bool edit_remove_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name)
{
	struct statement st;
	bool found = find_statement(mutable(t), n, name, &st);
	const struct dt_place *p = &st.x.place;
	const char *first = found ? dt_source_line(mutable(t), p->file, p->line) : NULL;
	const char *last = found ? dt_source_line(mutable(t), p->file, p->end_line) : NULL;
	struct span s;

	found = found && first && last;
	if (found) {
		s = span_of(t, &st.x, 0, st.x.text.len);
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
	bool found = find_statement(mutable(t), n, name, &st);
	const char *s = buf_str(&st.x.text) + st.value;
	size_t at, len;

	/* A macro may stand for several. */
	found = found && count_cells(s, st.value_len) == p->len / 4 &&
		find_cell(s, st.value_len, cell, &at, &len);
	if (found)
		fix_edit(f, fix, span_of(t, &st.x, st.value + at, len), text);
	buf_free(&st.x.text);
	return found;
}

bool edit_add_child(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *text)
{
	struct extract x;
	struct buf b = { 0 };
	bool found = find_brace(mutable(t), n, &x);
	size_t end = found ? x.text.len : 0;
	const char *s = buf_str(&x.text);

	while (end && s[end - 1] != '}')
		end--;
	found = found && end;
	if (found) {
		const char *line = dt_source_line(mutable(t), x.place.file, x.place.end_line);
		size_t blanks = 0;

		end--;
		while (end > blanks && strchr(" \t", s[end - 1 - blanks]))
			blanks++;
		buf_puts(&b, line && end && s[end - 1 - blanks] == '\n' ? "\n" : "\n\n");
		for (const char *p = text; *p;) {
			size_t len = strcspn(p, "\n");

			if (len) {
				put_indent(mutable(t), &x.place, x.place.line, &b);
				buf_putc(&b, '\t');
			}
			buf_write(&b, p, len);
			buf_putc(&b, '\n');
			p += len + (p[len] == '\n');
		}
		end -= blanks;
		fix_edit(f, fix, span_of(t, &x, end, 0), buf_str(&b));
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

const char *fix_ref(struct findings *f, const struct dt_node *n)
{
	return n->label ? findings_str(f, "&%s", n->label)
			: findings_str(f, "&{%s}", dt_path_dup(&f->arena, n));
}
