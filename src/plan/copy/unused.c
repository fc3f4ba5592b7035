// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "plan/build.h"

/* Words of the manifest that nothing in the host's tree answers: most are misspelt. */

void unused_start(struct builder *b)
{
	b->g.removed = arena_array(b->a, b->g.want->n_devices, sizeof(*b->g.removed));
	for (size_t i = 0; i < b->g.want->n_devices; i++)
		b->g.removed[i] = arena_array(b->a, b->g.want->devices[i].n_remove, sizeof(bool));
}

void unused_mark(struct builder *b, const struct manifest_device *want, size_t remove)
{
	b->g.removed[want - b->g.want->devices][remove] = true;
}

static void report_removes(struct builder *b, const struct assigned_device *top)
{
	const struct manifest_device *want = top->want;
	bool *found = b->g.removed[want - b->g.want->devices];

	for (size_t i = 0; i < want->n_remove; i++) {
		struct issue *issue;

		if (found[i])
			continue;
		/* Once for all nodes that a pattern fits. */
		found[i] = true;
		issue = issue_at(&b->issues, RULE_GUEST_MANIFEST_UNUSED,
			manifest_at(b->manifest, want->place),
			"guest %s: remove names %s, which the device does not have",
			b->g.want->name, want->remove[i]);
		issue_hint(&b->issues, issue, "take it out, or fix its name");
		issue_relate(&b->issues, issue, top->node, "the device");
	}
}

void unused_check(struct builder *b, size_t first_top)
{
	for (size_t i = first_top; i < b->next_top; i++)
		report_removes(b, &b->assigned.v[i]);
	replaces_check(b);
}
