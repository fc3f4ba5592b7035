/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_SOURCES_H
#define SDC_LIB_SOURCES_H

#include "diag/finding.h"

/*
 * sources_report - make findings of what the preprocessor and dtc said about a tree's sources
 *
 * Warnings about what a rule has named are left out. To be called behind the rules.
 */
void sources_report(struct findings *fs, const struct dt_tree *t);

#endif
