/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_UNIT_H
#define SDC_DT_SOURCE_UNIT_H

#include "dt/source/cpp/expansion.h"
#include "dt/source/messages/messages.h"

enum unit_kind { UNIT_BLOB, UNIT_SOURCE, UNIT_DIRECTORY };

/* One input: the tree, or an overlay. */
struct unit {
	const char *path; /* "-": standard input */
	const char *name; /* for people */
	enum unit_kind kind;
	bool overlay;
	bool in_tree;    /* it stands in a source tree whose headers it uses */
	struct buf text; /* of a source */
	struct buf blob;
	bool expanded; /* dtc reads the expansion, not the file */
	struct expansion expansion;
};

/* unit_read - read the file and find out what it is. Errors as of dt_load(). */
int unit_read(struct unit *u, const char *path, struct sdc_error *err);

/*
 * unit_compile - make the blob of a source
 * @symbols: with __symbols__, for overlays to be applied
 * @lines: gets the text of standard input
 * @m: gets what the preprocessor and dtc say, with places in the files as written
 *
 * Returns 0, -SDC_ETOOL where a program cannot be run, or -SDC_EINPUT with the first error.
 */
int unit_compile(struct unit *u, bool symbols, const struct sdc_load_options *opts,
	struct lines *lines, struct dt_messages *m, struct sdc_error *err);

/*
 * unit_files - tell which files dtc reads for a source
 *
 * The source has to be preprocessed (unit_preprocess()). Errors as above.
 */
int unit_files(const struct unit *u, sdc_file_fn *file, void *ctx,
	const struct sdc_load_options *opts, struct sdc_error *err);

/* unit_preprocess - the first half of unit_compile(): what comes before dtc */
int unit_preprocess(struct unit *u, const struct sdc_load_options *opts, struct lines *lines,
	struct dt_messages *m, struct sdc_error *err);

/* unit_annotate - the text for annotated_read(). Returns 0 or an error, without its text. */
int unit_annotate(
	const struct unit *u, bool symbols, const struct sdc_load_options *opts, struct buf *out);

/* unit_place - turn a place as dtc gives it into one of a file as written */
void unit_place(const struct unit *u, struct lines *lines, struct dt_place *p);

void unit_free(struct unit *u);

#endif
