/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef UNIT_BOOTS_H
#define UNIT_BOOTS_H

/* Every event of a boot up to the last domain, of the base tree with something added. */
#include "unit.h"

#include "trees.h"
#include "xen/boot/boot.h"

struct row {
	const char *version; /* of Xen; NULL: the newest, "built": with what the tree asks for */
	const char *added;
	const char *events;
};

static const char *const words[] = { "said", "note", "hazard", "loss", "stop", "crash", "hang",
	"assert" };

/* "%N" in a string: as many characters. */
static inline void expand(struct buf *out, const char *added)
{
	const char *s = strstr(added, "\"%");
	char *end;
	long n;

	if (!s) {
		buf_puts(out, added);
		return;
	}
	buf_write(out, added, (size_t)(s + 1 - added));
	n = strtol(s + 2, &end, 10);
	while (n--)
		buf_putc(out, 'x');
	buf_puts(out, end);
}

/* expect_events - what the row says comes, and nothing else; @i is its number, @guest the partial
 * tree of the first domain or NULL */
static inline void expect_events(const struct row *r, int i, const struct dt_tree *guest)
{
	bool built = r->version && !strcmp(r->version, "built");
	struct buf added = { 0 }, said = { 0 };
	struct predict_guest g = { .tree = guest };
	struct predict_input in = { .guests = &g, .n_guests = guest != NULL };
	struct arena arena = { 0 };
	struct scmi_model *m;
	struct scmi_ids ids;
	struct dt_tree *t;
	struct boot *b;

	expand(&added, r->added);
	t = base_tree(buf_str(&added));
	m = scmi_model_build(t);
	ids = scmi_ids(m, NULL);
	g.domain = &m->domains[0];
	in.model = m;
	in.built_as_needed = built;
	in.ids = &ids;
	b = boot_new(&in, xen_caps_find(built ? NULL : r->version), &arena);
	for (size_t d = 0; d < b->domains.n; d++)
		if (b->domains.v[d].scmi)
			boot_guest(b, b->domains.v[d].scmi);
		else if (!b->domains.v[d].absent)
			boot_dom0(b);
	boot_finish(b);
	for (size_t k = 0; k < b->events.n; k++) {
		const struct boot_event *e = b->events.v[k];

		buf_printf(&said, "%s %s %s", words[e->how], e->rule, e->node ? e->node->name : "");
		if (e->prop)
			buf_printf(&said, ".%s", e->prop);
		if (e->index >= 0)
			buf_printf(&said, "[%d]", e->index);
		buf_printf(&said, ": %s", e->message ? e->message : "");
		if (e->other)
			buf_printf(&said, " (%s: %s)", e->other->name, e->other_text);
		buf_putc(&said, '\n');
	}
	ck_assert_msg(
		!strcmp(buf_str(&said), r->events), "row %d, %s:\n%s", i, r->added, buf_str(&said));
	boot_free(b);
	arena_free(&arena);
	scmi_model_free(m);
	dt_tree_free(t);
	buf_free(&added);
	buf_free(&said);
}

#endif
