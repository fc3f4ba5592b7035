/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_MIGRATE_TREE_H
#define SDC_MIGRATE_TREE_H

#include "migrate/edit.h"
#include "migrate/migrate.h"

/* A guest's partial tree that is edited. */
struct job {
	const struct migrate_guest *g;
	const char *name; /* of the file, for notes */
	struct migrate_notes *notes;
	struct edits e;
};

/* tree_asks - the guest is to have the channel that is known */
bool tree_asks(const struct migrate_guest *g);

/* tree_passthrough - the node that mainline copies, with /aliases and nothing else; NULL
 * tree_scmi, tree_page - the guest's SCMI node, and the shared memory that it names; NULL
 * tree_listed - dt_passthrough_nodes; NULL */
const struct dt_node *tree_passthrough(const struct dt_tree *t);
const struct dt_node *tree_scmi(const struct dt_tree *t);
const struct dt_node *tree_page(const struct dt_tree *t);
const struct xl_setting *tree_listed(const struct migrate_guest *g);

/* tree_set_channel - doorbell and page of the channel where the tree has another's
 * tree_put_channel - an SCMI node for a tree without, to be added to /passthrough */
void tree_set_channel(struct job *j);
void tree_put_channel(struct job *j, struct buf *text);

/* tree_move - what dt_passthrough_nodes lists, and the channel, below /passthrough */
void tree_move(struct job *j);

#endif
