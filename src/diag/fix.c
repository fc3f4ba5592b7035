// SPDX-License-Identifier: BSD-2-Clause
#include "diag/fix.h"

struct fix *finding_fix(
	struct findings *f, struct finding *to, enum sdc_applicability how, const char *fmt, ...)
{
	struct fix *fix = arena_alloc(&f->arena, sizeof(*fix));
	va_list ap;

	fix->how = how;
	fix->edits_end = &fix->edits;
	va_start(ap, fmt);
	fix->title = arena_vprintf(&f->arena, fmt, ap);
	va_end(ap);
	if (to->message) {
		*to->fixes_end = fix;
		to->fixes_end = &fix->next;
	}
	return fix;
}

void fix_edit(struct findings *f, struct fix *fix, struct span span, const char *text)
{
	struct edit *e = arena_alloc(&f->arena, sizeof(*e));

	e->span = span;
	e->text = arena_strdup(&f->arena, text);
	*fix->edits_end = e;
	fix->edits_end = &e->next;
	fix->n_edits++;
}
