/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_MIGRATE_MIGRATE_H
#define SDC_MIGRATE_MIGRATE_H

#include "base/buf.h"
#include "base/vec.h"
#include "dt/tree.h"
#include "fix/mirror.h"
#include "scmi/model.h"
#include "xl/config.h"

/*
 * Files of guests in the form of earlier postings, or of EPAM's toolstack, as mainline's xl and Xen
 * read them. Text around an edit stays as it is.
 */

/* What is not carried over, or has to be filled in. */
struct migrate_note {
	const char *file;
	unsigned int line, column; /* 0: the file as a whole */
	const char *text;
};

struct migrate_notes {
	VEC(struct migrate_note) list;
	struct arena arena;
};

/* migrate_note - @file is copied */
void migrate_note(struct migrate_notes *n, const char *file, unsigned int line, unsigned int column,
	const char *fmt, ...) __attribute__((format(printf, 5, 6)));
void migrate_notes_free(struct migrate_notes *n);

/* The channel that a guest gets. */
struct migrate_channel {
	bool known;
	uint32_t id, smc_id;
	uint64_t page, guest_page; /* where it is, and where the guest sees it */
};

struct migrate_guest {
	const char *name;
	const struct xl_config *config; /* NULL: dom0less */
	const struct scmi_model *host;
	struct migrate_channel channel;
	bool shows_page; /* its tree has an SCMI node, for which the page has to be mapped */
	bool has_tree;   /* which takes what dt_passthrough_nodes lists */
};

/* migrate_asks - the configuration asks for an agent in an early form */
bool migrate_asks(const struct xl_config *c);

/* migrate_is_early - something in it is of an early form or of EPAM's toolstack */
bool migrate_is_early(const struct xl_config *c);

/* migrate_config - the configuration in today's form, from its text */
void migrate_config(const struct migrate_guest *g, const struct buf *text, struct buf *out,
	struct migrate_notes *notes);

/*
 * migrate_tree - edit a guest's tree among the copies
 * @path: of the copy, a source
 * @name: what notes call the file
 *
 * Returns 0, or what loading the tree returns.
 */
int migrate_tree(const struct migrate_guest *g, struct mirror *m, const char *path,
	const char *name, const struct sdc_load_options *opts, struct migrate_notes *notes,
	struct sdc_error *err);

/* migrate_shows_page - the tree of a guest has an SCMI node */
bool migrate_shows_page(const struct dt_tree *t);

/* migrate_tree_is_early - the tree of a guest has something that migrate_tree() edits */
bool migrate_tree_is_early(const struct migrate_guest *g, const struct dt_tree *t);

#endif
