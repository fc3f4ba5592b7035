// SPDX-License-Identifier: BSD-2-Clause
#include "lib/bindings.h"

/* A rule that fired is about that very property, or about that node itself. */
static bool is_named(const struct findings *fs, const struct schema_violation *v)
{
	return findings_about(fs, v->node, v->prop ? v->prop : FINDING_NODE_ITSELF);
}

static void add(void *ctx, const struct schema_violation *v)
{
	struct findings *fs = ctx;
	struct finding *f;

	if (is_named(fs, v))
		return;
	f = finding_add(fs, NULL, v->node, v->prop, v->index, "%s", v->message);
	f->schema = findings_str(fs, "%s", v->schema_id);
	if (v->deprecated)
		f->severity = SDC_NOTE;
	if (v->unmatched)
		f->severity = SDC_WARNING;
	if (v->help)
		finding_hint(fs, f, "%s", v->help);
}

int bindings_check(struct findings *fs, const struct sdc_schemas *schemas, const struct dt_tree *t,
	struct sdc_error *err)
{
	return schemas_validate(schemas, t, add, fs, err);
}
