// SPDX-License-Identifier: BSD-2-Clause
/* Schemas applied to a tree. */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "schema/decode/decode.h"
#include "schema/explain.h"
#include "schema/message.h"
#include "schema/set/set.h"

/* What outlives a tree. */
struct schema_session {
	struct schema_options opts;
	struct set_view view;
	struct type_table types;
	struct engine *engine;
	struct pattern **known; /* of the index's known_patterns, once they were needed */
	size_t *seen; /* by schema: the last node that it was tried for, counted from @base */
	size_t base;  /* nodes of earlier trees, and one */
	uint64_t compatible_bits, member_bits; /* start_bits() of the index */
	struct decoder *decoder;               /* of the current tree */
};

/* One validation. */
struct run {
	struct schema_session *session;
	struct decoder decoder;
	const struct dt_node *current; /* whose value @value is */
	json_t *value;
	bool looked_at;     /* by the engine */
	struct map members; /* address of a property's name to its keys, or to no_keys */
	unsigned long left; /* of the engine's budget */
	const struct dt_tree *tree;
	schema_report_fn report;
	void *ctx;
	struct sdc_error *err;
};

static const struct schema_key no_keys;

/* By their first two characters most names and strings are known to be no key. */
static uint64_t start_bit(const char *s)
{
	unsigned int a = (unsigned char)s[0], b = a ? (unsigned char)s[1] : 0;

	return UINT64_C(1) << ((a * 7 + b) & 63);
}

static uint64_t start_bits(const struct schema_keys *keys)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < keys->n; i++)
		bits |= start_bit(keys->v[i].key);
	return bits;
}

static json_t *find_schema(void *ctx, const char *uri)
{
	struct schema_session *s = ctx;

	return set_resolve(&s->view, uri);
}

static unsigned int find_bits(void *ctx, const json_t *value)
{
	struct schema_session *s = ctx;

	return decode_bits(s->decoder, value);
}

/* The nearest status above decides, as dt-schema has it. */
static bool in_disabled(const struct dt_node *n)
{
	const struct dt_prop *status = NULL;
	const char *s = NULL;

	for (; n && !status; n = n->parent)
		status = dt_prop(n, "status");
	while (status && status->len && (s = dt_prop_next_string(status, s))) {
		if (!strcmp(s, "disabled"))
			return true;
	}
	return false;
}

static bool says_disabled(const json_t *node)
{
	const json_t *status = json_object_get(node, "status");

	for (size_t i = 0; i < json_array_size(status); i++) {
		const char *s = json_string_value(json_array_get(status, i));

		if (s && !strcmp(s, "disabled"))
			return true;
	}
	return false;
}

/* The node and the property that a path leads to. */
static void locate(const struct failure *f, struct schema_violation *v)
{
	v->prop = NULL;
	v->index = -1;
	for (size_t i = 0; i < f->n_path; i++) {
		const struct step *s = &f->path[i];
		const struct dt_node *child = s->key ? dt_child(v->node, s->key) : NULL;

		if (s->key && s->key[0] == '$')
			return;
		if (child && !v->prop) {
			v->node = child;
		} else if (s->key) {
			v->prop = s->key;
		} else {
			/* A property of one entry needs no number for it. */
			if (v->index < 0)
				v->index = (int)s->index;
		}
	}
}

/* A member that is missing or unknown is what the violation is about. */
static void locate_name(const struct failure *f, struct schema_violation *v)
{
	const struct dt_node *child;

	if (!f->name)
		return;
	child = dt_child(v->node, f->name);
	if (child)
		v->node = child;
	else
		v->prop = f->name;
}

static void report(struct run *r, const struct dt_node *n, size_t schema, const struct failure *f)
{
	const struct source *source = &r->session->view.set->sources[schema];
	struct schema_violation v = { .selected = n,
		.node = n,
		.schema_id = source->id,
		.by_compatible = source->by_compatible };
	const struct failure *what = message_helpful(f);
	struct buf text = { 0 }, help = { 0 };

	locate(what, &v);
	v.keyword = what->keyword;
	v.deprecated = f->note;
	v.failure = f;
	message_write(&text, what, v.prop, "node");
	locate_name(what, &v);
	v.message = buf_str(&text);
	if (r->session->opts.explain)
		explain_failure(&help, f, set_json(&r->session->view, schema, NULL));
	v.help = help.len ? buf_str(&help) : NULL;
	r->report(r->ctx, &v);
	buf_free(&text);
	buf_free(&help);
}

/* Most schemas are asked about the same value as the one before. */
static struct engine *engine_for(struct run *r)
{
	if (r->looked_at)
		engine_again(r->session->engine);
	r->looked_at = true;
	return r->session->engine;
}

/* What whoever enables the node may still fill in. */
static bool is_preliminary(const struct failure *f)
{
	for (size_t i = 0; i < f->n_location; i++) {
		const char *word = f->location[i].key;

		if (word && (!strcmp(word, "required") || !strcmp(word, "unevaluatedProperties")))
			return true;
	}
	return false;
}

/* Disabled nodes are filled in by those who enable them. */
static bool excused(bool disabled, const struct failure *f)
{
	if (!disabled && !says_disabled(f->value))
		return false;
	if (is_preliminary(f))
		return true;
	for (size_t i = 0; i < f->n_alternatives; i++) {
		for (const struct failure *alt = f->alternatives[i]; alt; alt = alt->next) {
			if (!alt->note && is_preliminary(alt))
				return true;
		}
	}
	return false;
}

static bool same_place(const struct failure *a, const struct failure *b)
{
	if (a->n_path != b->n_path)
		return false;
	for (size_t i = 0; i < a->n_path; i++) {
		const struct step *x = &a->path[i], *y = &b->path[i];

		if (x->key != y->key || x->index != y->index)
			return false;
	}
	return true;
}

/* The same again, or what follows from a wrong type. */
static bool repeats(const struct failure *a, const struct failure *b)
{
	if (!same_place(a, b) || b->note)
		return false;
	if (!strcmp(a->keyword, "type") || !strcmp(a->keyword, "typeSize"))
		return true;
	if (strcmp(a->keyword, b->keyword) != 0 || a->wanted != b->wanted)
		return false;
	return a->name && b->name ? !strcmp(a->name, b->name) : a->name == b->name;
}

/* Linear in the tree, and enough for any that takes part in all of Linux's bindings. */
static unsigned long budget(const struct dt_tree *t)
{
	return 1000000 + 5000ul * t->n_nodes + 100ul * t->blob_size;
}

static int apply(struct run *r, const struct dt_node *n, size_t schema, json_t *json, json_t *value)
{
	const struct source *source = &r->session->view.set->sources[schema];
	struct failure *failures, *last = NULL;
	bool disabled = false, asked = false;
	int ret = engine_check(engine_for(r), json, source->id, value, r->left, &failures, r->err);

	r->left = engine_left(r->session->engine);
	if (ret)
		return ret;
	for (struct failure *f = failures; f; f = f->next) {
		if (!asked) {
			disabled = in_disabled(n);
			asked = true;
		}
		if ((last && !r->session->opts.strict && repeats(last, f)) || excused(disabled, f))
			continue;
		report(r, n, schema, f);
		last = f;
	}
	return 0;
}

static bool is_wanted(const struct schema_options *o, const char *id)
{
	for (size_t i = 0; i < o->n_limit; i++) {
		if (strstr(id, o->limit[i]))
			return true;
	}
	return !o->n_limit;
}

/*
 * The node as JSON, with its name. That is there for the node itself, not where it is seen as a
 * child: those who see it so are all nearer to the root, and their turn is over.
 */
static json_t *current_value(struct run *r, const struct dt_node *n)
{
	json_t *name;

	if (r->current == n)
		return r->value;
	r->current = n;
	r->value = decode_node(&r->decoder, n);
	name = json_array();
	json_array_append_new(name, json_string_nocheck(*n->name ? n->name : "/"));
	json_object_set_new_nocheck(r->value, "$nodename", name);
	r->looked_at = false;
	return r->value;
}

static int try_schema(struct run *r, const struct dt_node *n, size_t schema)
{
	json_t *json, *value;
	bool selected = true;
	int ret = 0;

	if (r->session->seen[schema] == r->session->base + dt_index(r->tree, n))
		return 0;
	r->session->seen[schema] = r->session->base + dt_index(r->tree, n);
	if (!is_wanted(&r->session->opts, r->session->view.set->sources[schema].id))
		return 0;
	json = set_json(&r->session->view, schema, r->err);
	if (!json)
		return -SDC_EINPUT;
	value = current_value(r, n);
	if (!r->session->view.set->sources[schema].by_compatible) {
		ret = engine_accepts(engine_for(r), json, r->session->view.set->sources[schema].id,
			json_object_get(json, "select"), value, r->left, &selected, r->err);
		r->left = engine_left(r->session->engine);
	}
	if (!ret && selected)
		ret = apply(r, n, schema, json, value);
	return ret;
}

static int try_keys(struct run *r, const struct dt_node *n, const struct schema_keys *keys,
	const struct schema_key *k)
{
	const char *name = k ? k->key : NULL;
	int ret = 0;

	for (; !ret && k && k < keys->v + keys->n && !strcmp(k->key, name); k++)
		ret = try_schema(r, n, k->schema);
	return ret;
}

/* Names are shared in a blob: each is looked up once. */
static const struct schema_key *member_keys(struct run *r, const char *name)
{
	const struct schema_key *k = map_get(&r->members, name);

	if (!k) {
		k = index_find(&r->session->view.set->index.member, name);
		map_set(&r->members, name, (void *)(uintptr_t)(k ? k : &no_keys));
	}
	return k == &no_keys ? NULL : k;
}

/*
 * Of the schemas that a compatible string leads to by itself, without "select", one applies: the
 * last of those that have the first string that any has. The others are asked for every string.
 * Bindings that are built in add to others, and replace none.
 */
static int try_string(struct run *r, const struct dt_node *n, const char *s, bool found[2])
{
	const struct schema_keys *keys = &r->session->view.set->index.compatible;
	const struct source *sources = r->session->view.set->sources;
	const struct schema_key *k = index_find(keys, s), *only[2] = { NULL };
	int ret = 0;

	for (; !ret && k && k < keys->v + keys->n && !strcmp(k->key, s); k++) {
		if (sources[k->schema].by_compatible)
			only[sources[k->schema].builtin] = k;
		else if (!r->session->opts.compatible_only)
			ret = try_schema(r, n, k->schema);
	}
	for (int i = 0; i < 2 && !ret; i++) {
		if (!only[i] || found[i])
			continue;
		found[i] = true;
		ret = try_schema(r, n, only[i]->schema);
	}
	return ret;
}

static int try_compatible(struct run *r, const struct dt_node *n, const struct dt_prop *p)
{
	const char *s = NULL;
	bool found[2] = { false };
	int ret = 0;

	while (!ret && (s = dt_prop_next_string(p, s))) {
		if (r->session->compatible_bits & start_bit(s))
			ret = try_string(r, n, s, found);
	}
	return ret;
}

/* The frame that dt-extract-example puts around an example says nothing about a device. */
static bool is_example(const struct dt_node *n)
{
	return strstr(n->name, "example-") || dt_child(n, "example-0");
}

static int compare_string(const void *key, const void *entry)
{
	return strcmp(key, *(const char *const *)entry);
}

/* What dt-schema lets pass, too: it is meant for examples and tests. */
static bool is_made_up(const char *s)
{
	return !strncmp(s, "foo", 3) || !strncmp(s, "test,", 5);
}

static bool is_known(struct schema_session *s, const char *compatible)
{
	const struct schema_index *x = &s->view.set->index;

	if (is_made_up(compatible) || (x->n_known && bsearch(compatible, x->known, x->n_known,
							     sizeof(*x->known), compare_string)))
		return true;
	if (!s->known)
		s->known = arena_array(
			&s->view.arena, x->n_known_patterns + 1, sizeof(struct pattern *));
	for (size_t i = 0; i < x->n_known_patterns; i++) {
		if (!s->known[i])
			s->known[i] = pattern_compile(&s->view.arena, x->known_patterns[i], NULL);
		if (s->known[i] && pattern_match(s->known[i], compatible))
			return true;
	}
	return false;
}

bool schema_session_knows(struct schema_session *s, const char *compatible)
{
	return is_known(s, compatible);
}

static void report_unknown(struct run *r, const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "compatible");
	struct schema_violation v = { .selected = n,
		.node = n,
		.prop = "compatible",
		.keyword = "unmatched",
		.schema_id = SCHEMA_KNOWN_COMPATIBLES,
		.unmatched = true };
	const char *s = NULL;

	if (!is_wanted(&r->session->opts, v.schema_id))
		return;
	while (p && (s = dt_prop_next_string(p, s))) {
		if (!is_known(r->session, s)) {
			struct buf text = { 0 }, help = { 0 };

			buf_printf(&text, "no schema knows the compatible string \"%s\"", s);
			v.message = buf_str(&text);
			if (r->session->opts.explain)
				explain_compatible(&help, &r->session->view.set->index, s);
			v.help = help.len ? buf_str(&help) : NULL;
			r->report(r->ctx, &v);
			buf_free(&text);
			buf_free(&help);
		}
		v.index++;
	}
}

static int validate_node(struct run *r, const struct dt_node *n)
{
	const struct schema_index *x = &r->session->view.set->index;
	bool all = !r->session->opts.compatible_only;
	const struct dt_prop *p;
	int ret = 0;

	if (is_example(n))
		return 0;
	if (r->session->opts.unmatched)
		report_unknown(r, n);
	dt_for_each_prop(n, p) {
		if (!ret && p->name[0] == 'c' && !strcmp(p->name, "compatible"))
			ret = try_compatible(r, n, p);
		if (!ret && all && r->session->member_bits & start_bit(p->name))
			ret = try_keys(r, n, &x->member, member_keys(r, p->name));
	}
	if (!ret && all && x->name.n)
		ret = try_keys(r, n, &x->name, index_find(&x->name, *n->name ? n->name : "/"));
	for (size_t i = 0; !ret && all && i < x->n_always; i++)
		ret = try_schema(r, n, x->always[i]);
	return ret;
}

/* What a large tree needs at a time is one path from the root. */
static void release(struct run *r, const struct dt_node *last)
{
	const struct dt_node *n = last;

	while (n && n + n->n_tree == last + 1) {
		decode_release(&r->decoder, n);
		n = n->parent;
	}
}

struct schema_session *schema_session_new(
	const struct schema_set *set, const struct schema_options *opts)
{
	struct schema_session *s = xmalloc(sizeof(*s));

	memset(s, 0, sizeof(*s));
	if (opts)
		s->opts = *opts;
	s->view.set = set;
	s->base = 1;
	s->seen = arena_array(&s->view.arena, set->n, sizeof(*s->seen));
	s->compatible_bits = start_bits(&set->index.compatible);
	s->member_bits = start_bits(&set->index.member);
	types_open(&s->types, &set->index);
	s->engine = engine_new(find_schema, find_bits, s);
	engine_cascade(s->engine, s->opts.strict);
	return s;
}

void schema_session_free(struct schema_session *s)
{
	if (!s)
		return;
	engine_free(s->engine);
	types_close(&s->types);
	for (size_t i = 0; s->known && i < s->view.set->index.n_known_patterns; i++) {
		if (s->known[i])
			pattern_free(s->known[i]);
	}
	set_view_free(&s->view);
	free(s);
}

static int validate_tree(struct run *r)
{
	const struct dt_tree *t = r->tree;
	int ret = 0;

	for (const struct dt_node *n = t->nodes; n < t->nodes + t->n_nodes && !ret; n++) {
		if (!strncmp(n->name, "__", 2))
			n += n->n_tree - 1;
		else
			ret = validate_node(r, n);
		release(r, n);
	}
	return ret;
}

void schema_session_misfits(
	struct schema_session *s, const struct dt_tree *t, schema_misfit_fn misfit, void *ctx)
{
	const struct dt_node *n;
	const struct dt_prop *p;

	for (n = t->nodes; n < t->nodes + t->n_nodes; n++) {
		if (!strncmp(n->name, "__", 2)) {
			n += n->n_tree - 1;
			continue;
		}
		dt_for_each_prop(n, p) {
			const char *type = decode_misfit(&s->types, n, p);

			if (type)
				misfit(ctx, n, p, type);
		}
	}
}

int schema_session_validate(struct schema_session *s, const struct dt_tree *t,
	schema_report_fn report_fn, void *ctx, struct sdc_error *err)
{
	struct run r = { .session = s,
		.left = budget(t),
		.tree = t,
		.report = report_fn,
		.ctx = ctx,
		.err = err };
	struct sdc_error own;
	int ret;

	if (!err)
		r.err = &own;
	decoder_init(&r.decoder, t, &s->types, s->opts.strict);
	s->decoder = &r.decoder;
	ret = validate_tree(&r);
	s->base += t->n_nodes;
	s->decoder = NULL;
	map_free(&r.members);
	decoder_free(&r.decoder);
	return ret;
}

int schema_validate(const struct schema_set *set, const struct dt_tree *t,
	const struct schema_options *opts, schema_report_fn report_fn, void *ctx,
	struct sdc_error *err)
{
	struct schema_session *s = schema_session_new(set, opts);
	int ret = schema_session_validate(s, t, report_fn, ctx, err);

	schema_session_free(s);
	return ret;
}
