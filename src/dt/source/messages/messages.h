/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_MESSAGES_H
#define SDC_DT_SOURCE_MESSAGES_H

#include "base/vec.h"
#include "dt/tree.h"

/* What the preprocessor and dtc say about a source, taken apart, and what is said of overlays. */

enum dt_tool { DT_CPP, DT_DTC, DT_OVERLAY_LABEL, DT_OVERLAY_ALONE };

/* Another place of which a message speaks. */
struct dt_also {
	struct dt_place place;
	const char *text;
};

struct dt_message {
	enum dt_tool tool;
	bool error;            /* else a warning */
	struct dt_place place; /* line 0: the tool named none */
	const char *text;
	const char *check;    /* the name of dtc's check, or NULL */
	const char *node;     /* path, or NULL */
	const char *prop;     /* or NULL */
	const char *help;     /* what to do, or NULL */
	struct dt_also *also; /* or NULL */
};

struct dt_messages {
	VEC(struct dt_message) list;
	struct arena arena;
};

/* messages_cpp - read what `cc -E` wrote on standard error (GCC's and clang's form) */
void messages_cpp(struct dt_messages *m, const char *text);

/* messages_dtc - read what dtc wrote on standard error. @in_tree: but for the checks that Linux
 * switches off in its builds. */
void messages_dtc(struct dt_messages *m, const char *text, bool in_tree);

/* messages_add - one of our own; @place of line 0: the file as a whole */
struct dt_message *messages_add(struct dt_messages *m, enum dt_tool tool, bool error,
	struct dt_place place, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* messages_hint_access - where a file may not be read: how it may be */
void messages_hint_access(struct dt_message *x);

/*
 * messages_fail - fill @err with the first error from number @first on
 * @name: the source, where the error has no place
 *
 * Returns -SDC_EINPUT, or 0 where there is no error.
 */
int messages_fail(
	const struct dt_messages *m, size_t first, const char *name, struct sdc_error *err);

/* messages_errors - there is an error among them */
bool messages_errors(const struct dt_messages *m);

void messages_free(struct dt_messages *m);

#endif
