/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef ROBUST_CHECK_BLOB_H
#define ROBUST_CHECK_BLOB_H

#include <stdint.h>

#include "scmi-dtcheck.h"

/* What every check of a process shares. */
struct checker {
	struct sdc_schemas *schemas;
	struct sdc_firmware *firmware; /* NULL: none */
	FILE *out;                     /* where reports go */
};

/* checker_open - the built-in schemas, and the firmware of @path unless that is NULL */
void checker_open(struct checker *c, const char *path);
void checker_close(struct checker *c);

/*
 * check_blob - all that the program does with a tree: model, rules, schemas, prediction for both
 * drivers, with and without firmware, every report
 *
 * Returns the status that the program would exit with.
 */
int check_blob(const struct checker *c, const uint8_t *data, size_t size);

#endif
