// SPDX-License-Identifier: BSD-2-Clause
#include "lib/allow.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files/file.h"
#include "base/name_set.h"
#include "base/search.h"
#include "dt/load.h"
#include "dt/source/source.h"
#include "lib/inputs/guests.h"
#include "lib/warnings.h"
#include "scmi/firmware/firmware.h"

#define MARK     "scmi-dtcheck: allow "
#define MAX_NAME 64

struct allowance {
	const char *file;
	enum sdc_input_kind input;
	unsigned int line, column, end_column; /* of the comment's text */
	unsigned int target;                   /* the line that it is for */
	size_t rule;                           /* RULE_NONE: schemas */
	bool used;
};

struct reader {
	struct sdc_result *r;
	struct name_set *seen;
	enum sdc_input_kind input;
	VEC(struct allowance) list;
};

static struct location at(const struct allowance *a)
{
	struct location l = location_file(a->input, a->file);

	l.span.line = l.span.end_line = a->line;
	l.span.column = a->column;
	l.span.end_column = a->end_column;
	return l;
}

static size_t line_end(const char *s, size_t len)
{
	const char *end = memchr(s, '\n', len);

	return end ? (size_t)(end - s) : len;
}

/* A line that holds blanks and comments alone. @inside: of a comment of several lines. */
static bool is_comment(const char *s, size_t len, bool *inside)
{
	const char *end = s + len;

	while (s < end) {
		if (*inside) {
			const char *close = memmem(s, (size_t)(end - s), "*/", 2);

			*inside = !close;
			s = close ? close + 2 : end;
		} else if (end - s >= 2 && !memcmp(s, "/*", 2)) {
			*inside = true;
			s += 2;
		} else if (*s == '#' || (end - s >= 2 && !memcmp(s, "//", 2))) {
			/* Of cells and directives: "#address-cells", "#include". */
			return *s != '#' || end - s < 2 || s[1] == ' ' || s[1] == '\t';
		} else if (strchr(" \t\r", *s)) {
			s++;
		} else {
			return false;
		}
	}
	return true;
}

/* From the comment's line on, the first that is more than a comment. @before: the text before the
 * mark; without the start of a comment in it this is a further line of one. */
static unsigned int target_of(const char *s, const char *end, size_t before, unsigned int line)
{
	bool inside = strspn(s, " \t*") >= before;

	for (; s < end; line++) {
		size_t len = line_end(s, (size_t)(end - s));

		if (!is_comment(s, len, &inside))
			return line;
		s += len + 1;
	}
	return line;
}

/* The rest of the line behind the name, without the end of the comment. */
static bool has_reason(const char *s, size_t len)
{
	const char *close = memmem(s, len, "*/", 2);

	len = close ? (size_t)(close - s) : len;
	while (len && strchr(" \t\r", *s)) {
		s++;
		len--;
	}
	if (!len || *s != ':')
		return false;
	for (size_t i = 1; i < len; i++)
		if (!strchr(" \t\r", s[i]))
			return true;
	return false;
}

static void complain(struct reader *rd, const struct allowance *a, const char *name)
{
	struct findings *fs = &rd->r->findings;
	bool unknown = a->rule == SIZE_MAX;
	struct finding *f;

	if (unknown)
		f = finding_at(
			fs, rule_row(RULE_ALLOW_UNKNOWN), at(a), "no rule is named \"%s\"", name);
	else
		f = finding_at(fs, rule_row(RULE_ALLOW_WITHOUT_REASON), at(a),
			"%s is allowed without a reason", name);
	finding_hint(
		fs, f, "write scmi-dtcheck: allow %s: and the reason", unknown ? "RULE" : name);
}

static void read_one(struct reader *rd, struct allowance *a, const char *s, size_t len)
{
	char name[MAX_NAME] = "";
	size_t n = 0;

	while (n < len && n + 1 < sizeof(name) &&
		strchr("abcdefghijklmnopqrstuvwxyz0123456789-", s[n]))
		n++;
	memcpy(name, s, n);
	a->rule = (size_t)rule_find(name);
	if (a->rule == RULE_NONE && strcmp(name, "schema") != 0)
		a->rule = SIZE_MAX;
	if (a->rule == SIZE_MAX || !has_reason(s + n, len - n))
		complain(rd, a, name);
	else
		vec_push(&rd->list, *a);
}

static void read_text(struct reader *rd, const char *file, const struct buf *text)
{
	const char *s = buf_str(text), *end = s + text->len, *start = s, *found;
	unsigned int line = 1;

	while ((found = memmem(s, (size_t)(end - s), MARK, sizeof(MARK) - 1))) {
		struct allowance a = { .file = file, .input = rd->input };
		const char *text_start = found + sizeof(MARK) - 1;
		size_t len = line_end(found, (size_t)(end - found));

		for (const char *p = start; p < found; p++) {
			if (*p != '\n')
				continue;
			line++;
			start = p + 1;
		}
		a.line = line;
		a.column = (unsigned int)(found - start) + 1;
		a.end_column = (unsigned int)(found + len - start);
		a.target = target_of(start, end, (size_t)(found - start), line);
		read_one(rd, &a, text_start, (size_t)(found + len - text_start));
		s = found + len;
	}
}

static void read_input(void *ctx, const char *path)
{
	struct reader *rd = ctx;
	const char *file = arena_strdup(&rd->r->arena, path);
	struct buf text = { 0 };
	struct stat st;

	/* What is no file can be read once. */
	if (stat(path, &st) || !S_ISREG(st.st_mode) || !name_set_add(rd->seen, file))
		return;
	if (!read_file(path, &text, NULL) && !dt_is_blob(&text))
		read_text(rd, file, &text);
	buf_free(&text);
}

/* Without places nobody can tell what a comment is for. */
static void read_tree(struct reader *rd, const struct dt_tree *t)
{
	rd->input = t->input;
	if (t->source && t->source->nodes)
		dt_files(t, read_input, rd);
}

static void read_all(struct reader *rd, const struct sdc_check_options *opts)
{
	read_tree(rd, rd->r->tree);
	for (size_t i = 0; i < rd->r->n_guest_trees; i++)
		read_tree(rd, rd->r->guest_trees[i]);
	rd->input = SDC_INPUT_CONFIG;
	for (size_t i = 0; i < opts->n_guests; i++)
		if (opts->guests[i].config)
			read_input(rd, opts->guests[i].config);
	rd->input = SDC_INPUT_MANIFEST;
	if (opts->manifest)
		read_input(rd, opts->manifest->manifest->file);
	rd->input = SDC_INPUT_FIRMWARE;
	if (opts->firmware)
		read_input(rd, opts->firmware->fw->file);
}

static int by_target(const void *x, const void *y)
{
	const struct allowance *a = x, *b = y;
	int ret = strcmp(a->file, b->file);

	return ret ? ret : (a->target > b->target) - (a->target < b->target);
}

static bool is_before(const struct allowance *a, const struct span *span)
{
	int ret = strcmp(a->file, span->file);

	return ret ? ret < 0 : a->target < span->line;
}

static bool is_allowed(struct reader *rd, const struct finding *f)
{
	struct span span = location_span(&f->where);
	size_t rule = f->rule ? f->rule->id : RULE_NONE, i;
	bool allowed = false;

	if (!span.line)
		return false;
	search_sorted(i, rd->list.n, is_before(&rd->list.v[i], &span));
	for (; i < rd->list.n; i++) {
		struct allowance *a = &rd->list.v[i];

		if (strcmp(a->file, span.file) != 0 || a->target > span.end_line)
			break;
		if (a->rule != rule)
			continue;
		a->used = allowed = true;
	}
	return allowed && !warnings_must_say(f);
}

static void report_unused(struct reader *rd)
{
	struct findings *fs = &rd->r->findings;

	for (size_t i = 0; i < rd->list.n; i++) {
		const struct allowance *a = &rd->list.v[i];
		const char *name = a->rule ? rule_name((enum rule_id)a->rule) : "schema";

		if (!a->used)
			finding_hint(fs,
				finding_at(fs, rule_row(RULE_ALLOW_UNUSED), at(a),
					"%s is allowed, and is not found here", name),
				"remove the comment");
	}
}

void allow_apply(struct sdc_result *r, const struct sdc_check_options *opts)
{
	struct reader rd = { .r = r, .seen = name_set_new(&r->arena) };
	size_t n = r->findings.list.n;

	read_all(&rd, opts);
	if (rd.list.n)
		qsort(rd.list.v, rd.list.n, sizeof(*rd.list.v), by_target);
	for (size_t i = 0; i < n && rd.list.n; i++)
		r->findings.list.v[i]->allowed = is_allowed(&rd, r->findings.list.v[i]);
	report_unused(&rd);
	findings_end_rule(&r->findings);
	vec_free(&rd.list);
}
