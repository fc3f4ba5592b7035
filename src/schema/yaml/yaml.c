// SPDX-License-Identifier: BSD-2-Clause
#include "schema/yaml/yaml.h"

#include <stdbool.h>
#include <string.h>
#include <yaml.h>

#include "base/files/file.h"
#include "base/vec.h"
#include "schema/yaml/scalar.h"

struct anchor {
	char *name;
	json_t *value; /* borrowed: part of the document; NULL while it is being read */
	size_t values; /* how many values it stands for */
	unsigned int height;
	const struct yaml_mark *mark;
};

/* libyaml counts characters, and has more kinds of line ends than other programs. */
struct cursor {
	const char *text;
	size_t len;
	size_t index, at; /* characters and bytes passed */
	unsigned int line;
	size_t line_start;
};

struct reader {
	struct cursor cursor;
	yaml_parser_t parser;
	yaml_event_t event;
	bool has_event;
	const char *file;
	struct sdc_error *err;
	struct arena *arena; /* NULL: no places */
	size_t values;
	VEC(struct anchor) anchors;
};

static void rewind_cursor(struct cursor *c)
{
	*c = (struct cursor){ .text = c->text, .len = c->len, .line = 1 };
	if (c->len >= 3 && !memcmp(c->text, "\xef\xbb\xbf", 3))
		c->at = c->line_start = 3;
}

/* Line and byte of the line, from 1. */
static void find_mark(
	struct reader *r, const yaml_mark_t *m, unsigned int *line, unsigned int *column)
{
	struct cursor *c = &r->cursor;

	if (r->parser.encoding != YAML_UTF8_ENCODING) {
		*line = (unsigned int)m->line + 1;
		*column = (unsigned int)m->column + 1;
		return;
	}
	if (m->index < c->index || !c->line)
		rewind_cursor(c);
	for (; c->index < m->index && c->at < c->len; c->index++) {
		if (c->text[c->at++] == '\n') {
			c->line++;
			c->line_start = c->at;
		}
		while (c->at < c->len && ((unsigned char)c->text[c->at] & 0xc0) == 0x80)
			c->at++;
	}
	/* The end counts as a line of its own. */
	if (!m->column && c->at == c->len && c->at > c->line_start) {
		*line = c->line + 1;
		*column = 1;
		return;
	}
	*line = c->line;
	*column = (unsigned int)(c->at - c->line_start) + 1;
}

static int fail_at(struct reader *r, yaml_mark_t at, const char *text)
{
	unsigned int line, column;

	find_mark(r, &at, &line, &column);
	return set_error(r->err, SDC_EINPUT, "%s:%u:%u: %s", r->file, line, column, text);
}

static int fail(struct reader *r, const char *text)
{
	return fail_at(r, r->event.start_mark, text);
}

static int next_event(struct reader *r)
{
	if (r->has_event)
		yaml_event_delete(&r->event);
	r->has_event = false;
	if (!yaml_parser_parse(&r->parser, &r->event)) {
		const char *text = r->parser.error == YAML_MEMORY_ERROR ? "out of memory"
				   : r->parser.problem                  ? r->parser.problem
									: "unreadable";

		return fail_at(r, r->parser.problem_mark, text);
	}
	r->has_event = true;
	return 0;
}

static struct yaml_mark *new_mark(struct reader *r)
{
	struct yaml_mark *m;

	if (!r->arena)
		return NULL;
	m = arena_alloc(r->arena, sizeof(*m));
	find_mark(r, &r->event.start_mark, &m->line, &m->column);
	return m;
}

/* The last anchor of a name counts. YAML 1.2, 3.2.2.2 */
static struct anchor *find_anchor(struct reader *r, const char *name)
{
	for (size_t i = r->anchors.n; i-- > 0;) {
		if (!strcmp(r->anchors.v[i].name, name))
			return &r->anchors.v[i];
	}
	return NULL;
}

#define NO_ANCHOR   ((size_t)-1)
#define MAX_ANCHORS 100

static int open_anchor(struct reader *r, const yaml_char_t *name, size_t *index)
{
	*index = NO_ANCHOR;
	if (!name)
		return 0;
	if (r->anchors.n == MAX_ANCHORS)
		return fail(r, "more than 100 anchors");
	*index = r->anchors.n;
	vec_push(&r->anchors, (struct anchor){ .name = xstrdup((const char *)name) });
	return 0;
}

static int count_values(struct reader *r, size_t n)
{
	r->values += n;
	if (r->values > YAML_MAX_VALUES)
		return fail(r, "more values than a description needs; are aliases nested?");
	return 0;
}

struct value {
	json_t *json;
	struct yaml_mark *mark;
	unsigned int height;
};

static int read_value(struct reader *r, unsigned int depth, struct value *out);

static int read_alias(struct reader *r, unsigned int depth, struct value *out)
{
	struct anchor *a = find_anchor(r, (const char *)r->event.data.alias.anchor);

	if (!a)
		return fail(r, "the alias has no anchor");
	if (!a->value)
		return fail(r, "the alias refers to what it is part of");
	if (depth + a->height > YAML_MAX_DEPTH)
		return fail(r, "nested too deeply");
	if (count_values(r, a->values))
		return -SDC_EINPUT;
	out->mark = new_mark(r);
	if (out->mark)
		out->mark->child = a->mark->child;
	out->height = a->height;
	out->json = json_deep_copy(a->value);
	return out->json ? 0 : fail(r, "out of memory");
}

static bool tag_is(const yaml_char_t *tag, const char *name)
{
	static const char prefix[] = "tag:yaml.org,2002:";

	return !strncmp((const char *)tag, prefix, sizeof(prefix) - 1) &&
	       !strcmp((const char *)tag + sizeof(prefix) - 1, name);
}

static int read_scalar(struct reader *r, struct value *out)
{
	const char *s = (const char *)r->event.data.scalar.value;
	size_t len = r->event.data.scalar.length;
	const yaml_char_t *tag = r->event.data.scalar.tag;
	bool plain = r->event.data.scalar.plain_implicit;

	if (strlen(s) != len)
		return fail(r, "a string with a NUL in it");
	if (tag && strcmp((const char *)tag, "!") != 0) {
		if (tag_is(tag, "int") || tag_is(tag, "float") || tag_is(tag, "bool") ||
			tag_is(tag, "null"))
			plain = true;
		else if (!tag_is(tag, "str"))
			return fail(r, "this tag has no meaning here");
	}
	out->json = plain ? yaml_plain_scalar(s) : json_string(s);
	out->mark = new_mark(r);
	return out->json ? 0 : fail(r, "a number out of range");
}

static int read_sequence(struct reader *r, unsigned int depth, struct value *out)
{
	const struct yaml_mark **link;
	int ret;

	out->json = json_array();
	out->mark = new_mark(r);
	link = out->mark ? &out->mark->child : NULL;
	while ((ret = next_event(r)) == 0 && r->event.type != YAML_SEQUENCE_END_EVENT) {
		struct value v = { 0 };

		ret = read_value(r, depth + 1, &v);
		if (ret)
			return ret;
		json_array_append_new(out->json, v.json);
		if (link) {
			*link = v.mark;
			link = &v.mark->next;
		}
		if (v.height >= out->height)
			out->height = v.height + 1;
	}
	return ret;
}

static int fail_repeated(struct reader *r, const char *key)
{
	unsigned int line, column;

	find_mark(r, &r->event.start_mark, &line, &column);
	return set_error(
		r->err, SDC_EINPUT, "%s:%u:%u: duplicate key '%s'", r->file, line, column, key);
}

static int read_key(struct reader *r, json_t *object, char **key)
{
	const char *s = (const char *)r->event.data.scalar.value;

	if (r->event.type != YAML_SCALAR_EVENT)
		return fail(r, "a key that is no plain word");
	if (strlen(s) != r->event.data.scalar.length)
		return fail(r, "a key with a NUL in it");
	if (json_object_get(object, s))
		return fail_repeated(r, s);
	*key = xstrdup(s);
	return *key ? 0 : fail(r, "out of memory");
}

static int read_member(struct reader *r, unsigned int depth, json_t *object, struct value *v)
{
	unsigned int line = 0, column = 0, end_line = 0, end = 0;
	char *key = NULL;
	int ret;

	if (r->arena) {
		find_mark(r, &r->event.start_mark, &line, &column);
		find_mark(r, &r->event.end_mark, &end_line, &end);
	}
	ret = read_key(r, object, &key);
	if (!ret)
		ret = next_event(r);
	if (!ret)
		ret = read_value(r, depth + 1, v);
	if (!ret) {
		if (json_object_set_new(object, key, v->json))
			ret = fail(r, "the key is no UTF-8");
		if (v->mark) {
			v->mark->key = arena_strdup(r->arena, key);
			v->mark->key_line = line;
			v->mark->key_column = column;
			v->mark->key_end = line == end_line ? end - 1 : 0;
		}
	}
	free(key);
	return ret;
}

static int read_mapping(struct reader *r, unsigned int depth, struct value *out)
{
	const struct yaml_mark **link;
	int ret;

	out->json = json_object();
	out->mark = new_mark(r);
	link = out->mark ? &out->mark->child : NULL;
	while ((ret = next_event(r)) == 0 && r->event.type != YAML_MAPPING_END_EVENT) {
		struct value v = { 0 };

		ret = read_member(r, depth, out->json, &v);
		if (ret)
			return ret;
		if (link) {
			*link = v.mark;
			link = &v.mark->next;
		}
		if (v.height >= out->height)
			out->height = v.height + 1;
	}
	return ret;
}

static int check_collection_tag(struct reader *r, const yaml_char_t *tag, const char *name)
{
	if (tag && strcmp((const char *)tag, "!") != 0 && !tag_is(tag, name))
		return fail(r, "this tag has no meaning here");
	return 0;
}

static int read_content(struct reader *r, unsigned int depth, struct value *out)
{
	switch (r->event.type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(r, out);
	case YAML_SEQUENCE_START_EVENT:
		if (check_collection_tag(r, r->event.data.sequence_start.tag, "seq"))
			return -SDC_EINPUT;
		return read_sequence(r, depth, out);
	case YAML_MAPPING_START_EVENT:
		if (check_collection_tag(r, r->event.data.mapping_start.tag, "map"))
			return -SDC_EINPUT;
		return read_mapping(r, depth, out);
	default:
		return fail(r, "a value is missing");
	}
}

static const yaml_char_t *anchor_name(const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		return e->data.scalar.anchor;
	case YAML_SEQUENCE_START_EVENT:
		return e->data.sequence_start.anchor;
	case YAML_MAPPING_START_EVENT:
		return e->data.mapping_start.anchor;
	default:
		return NULL;
	}
}

/* The current event starts the value; afterwards it is the value's last. */
static int read_value(struct reader *r, unsigned int depth, struct value *out)
{
	size_t anchor, before = r->values;
	int ret;

	if (depth > YAML_MAX_DEPTH)
		return fail(r, "nested too deeply");
	if (r->event.type == YAML_ALIAS_EVENT)
		return read_alias(r, depth, out);
	if (count_values(r, 1) || open_anchor(r, anchor_name(&r->event), &anchor))
		return -SDC_EINPUT;
	ret = read_content(r, depth, out);
	if (ret) {
		json_decref(out->json);
		out->json = NULL;
	} else if (anchor != NO_ANCHOR) {
		struct anchor *a = &r->anchors.v[anchor];

		a->value = out->json;
		a->values = r->values - before;
		a->height = out->height;
		a->mark = out->mark;
	}
	return ret;
}

static int read_document(struct reader *r, struct value *v)
{
	int ret;

	do {
		ret = next_event(r);
		if (ret)
			return ret;
		if (r->event.type == YAML_STREAM_END_EVENT)
			return fail(r, "there is no document");
	} while (r->event.type != YAML_DOCUMENT_START_EVENT);
	ret = next_event(r);
	if (!ret)
		ret = read_value(r, 0, v);
	if (!ret)
		ret = next_event(r); /* the end of the document */
	if (!ret)
		ret = next_event(r);
	if (!ret && r->event.type != YAML_STREAM_END_EVENT)
		ret = fail(r, "a second document");
	return ret;
}

int yaml_parse(const char *text, size_t len, const char *file, json_t **out, struct arena *arena,
	const struct yaml_mark **marks, struct sdc_error *err)
{
	struct reader r = { { .text = text, .len = len }, .file = file, .err = err,
		.arena = arena };
	struct value v = { 0 };
	int ret;

	*out = NULL;
	if (len > YAML_MAX_SIZE)
		return set_error(err, SDC_EINPUT, "%s:1:1: larger than 16 MiB", file);
	if (!yaml_parser_initialize(&r.parser))
		return set_error(err, SDC_EINPUT, "%s:1:1: out of memory", file);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, len);
	ret = read_document(&r, &v);
	if (r.has_event)
		yaml_event_delete(&r.event);
	yaml_parser_delete(&r.parser);
	for (size_t i = 0; i < r.anchors.n; i++)
		free(r.anchors.v[i].name);
	vec_free(&r.anchors);
	if (ret) {
		json_decref(v.json);
		return ret;
	}
	*out = v.json;
	if (marks)
		*marks = v.mark;
	return 0;
}

int yaml_read(const char *path, json_t **out, struct arena *arena, const struct yaml_mark **marks,
	struct sdc_error *err)
{
	const char *name = strcmp(path, "-") != 0 ? path : "<stdin>";
	struct buf text = { 0 };
	int ret;

	*out = NULL;
	ret = read_file(path, &text, err);
	if (!ret)
		ret = yaml_parse(buf_str(&text), text.len, name, out, arena, marks, err);
	buf_free(&text);
	return ret;
}

const struct yaml_mark *yaml_mark_member(const struct yaml_mark *m, const char *key)
{
	for (m = m ? m->child : NULL; m; m = m->next) {
		if (m->key && !strcmp(m->key, key))
			return m;
	}
	return NULL;
}

const struct yaml_mark *yaml_mark_entry(const struct yaml_mark *m, size_t index)
{
	for (m = m ? m->child : NULL; m && index; m = m->next)
		index--;
	return m;
}
