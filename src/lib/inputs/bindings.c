// SPDX-License-Identifier: BSD-2-Clause
#include "lib/inputs/bindings.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "lib/warnings.h"
#include "xen/class.h"

/* What rules have said: of each property of each node the gravest, by text() of both. */
struct said {
	struct findings *fs;
	const struct sdc_warnings *warnings;
	const char *file;
	struct map off;      /* what nothing was said of but by rules that are switched off */
	struct map severity; /* to the severity and one */
	struct arena arena;
};

static const char *text(struct said *s, const struct dt_node *n, const char *prop)
{
	return arena_printf(&s->arena, "%p %s", (const void *)n, prop ? prop : FINDING_NODE_ITSELF);
}

static uintptr_t gravest(const struct said *s, const char *key)
{
	return (uintptr_t)map_get(&s->severity, key);
}

static bool is_off(const struct said *s, const struct finding *f)
{
	enum sdc_severity severity = f->severity;

	return !warnings_apply(s->warnings, f, s->file, &severity);
}

static void read_findings(struct said *s)
{
	s->severity.strings = true;
	s->off.strings = true;
	for (size_t i = 0; i < s->fs->list.n; i++) {
		const struct finding *f = s->fs->list.v[i];
		uintptr_t severity = (uintptr_t)f->severity + 1;
		const char *key;

		if (!f->rule || !f->where.node)
			continue;
		key = text(s, f->where.node, f->where.property);
		if (is_off(s, f)) {
			map_set(&s->off, key, s);
			continue;
		}
		if (severity > gravest(s, key))
			map_set(&s->severity, key, (void *)severity);
	}
}

/*
 * A rule that fired is about that very property, or about that node itself. A note of what Xen does
 * with a property is no reason to be silent about a mistake. Of findings that are not listed for
 * want of room nobody knows how grave they are.
 */
static bool is_named(struct said *s, const struct schema_violation *v, enum sdc_severity severity)
{
	const char *prop = v->prop ? v->prop : FINDING_NODE_ITSELF;
	uintptr_t rule;

	if (!findings_about(s->fs, v->node, prop))
		return false;
	rule = gravest(s, text(s, v->node, prop));
	if (!rule && map_get(&s->off, text(s, v->node, prop)))
		return false;
	return !rule || severity == SDC_NOTE || rule > (uintptr_t)SDC_NOTE + 1;
}

/* A domain's node, or the container of SCMI with what is in it. What Xen cannot do with them, rules
 * say. */
static bool only_xen_reads(const struct dt_node *n)
{
	while (n && !(xen_class(n) & (CLASS_DOMAIN | CLASS_SCI)))
		n = n->parent;
	return n;
}

static enum sdc_severity severity_of(const struct schema_violation *v)
{
	if (v->deprecated)
		return SDC_NOTE;
	return v->unmatched || only_xen_reads(v->node) ? SDC_WARNING : SDC_ERROR;
}

static void add(void *ctx, const struct schema_violation *v)
{
	enum sdc_severity severity = severity_of(v);
	struct said *s = ctx;
	struct finding *f;

	if (is_named(s, v, severity))
		return;
	f = finding_add(s->fs, NULL, v->node, v->prop, v->index, "%s", v->message);
	f->schema = findings_str(s->fs, "%s", v->schema_id);
	f->severity = severity;
	if (v->help)
		finding_hint(s->fs, f, "%s", v->help);
}

int bindings_check(struct findings *fs, const struct sdc_schemas *schemas, const struct dt_tree *t,
	const struct sdc_warnings *warnings, struct sdc_error *err)
{
	struct said s = { .fs = fs, .warnings = warnings, .file = t->file };
	int ret;

	read_findings(&s);
	ret = schemas_validate(schemas, t, add, &s, err);
	map_free(&s.severity);
	map_free(&s.off);
	arena_free(&s.arena);
	return ret;
}
