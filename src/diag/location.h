/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DIAG_LOCATION_H
#define SDC_DIAG_LOCATION_H

#include "diag/span.h"
#include "dt/tree.h"
#include "schema/yaml/yaml.h"
#include "xl/config.h"

/* What a finding is about: a node or property of a tree, or an entry of another file. */
struct location {
	struct span span; /* file NULL: where the node or property stands in its source */
	const struct dt_tree *tree;
	const struct dt_node *node; /* NULL where it is no tree */
	const char *property;       /* present or missing; NULL: the node itself */
	int index;                  /* entry of the property, -1: none */
	const char *pointer; /* JSON pointer into YAML, or the key of an xl configuration; NULL */
	const char *domain;  /* whose file it is; NULL: the system's */
};

/* location_node - a node of a tree or its property @prop (NULL: the node itself) */
struct location location_node(
	const struct dt_tree *t, const struct dt_node *node, const char *prop, int index);

/* location_file - a file as a whole */
struct location location_file(enum sdc_input_kind input, const char *file);

/*
 * location_setting - an entry of a domain configuration
 * @s: the setting; NULL: the file as a whole
 * @index: of the items, -1: the setting itself
 */
struct location location_setting(const struct xl_config *c, const struct xl_setting *s, int index);

/* location_mark - a value of a YAML file; @m NULL: the file as a whole. @pointer may be NULL. */
struct location location_mark(enum sdc_input_kind input, const char *file,
	const struct yaml_mark *m, const char *pointer);

/* span_place - a place in the sources of a tree */
struct span span_place(const struct dt_tree *t, const struct dt_place *at);

/* location_span - the stretch of text: its own, or that of its property or node */
struct span location_span(const struct location *l);

#endif
