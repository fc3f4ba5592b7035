/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_FIXES_H
#define SDC_RULES_FIXES_H

#include "diag/fix_tree.h"
#include "rules/check.h"

/*
 * Fixes in the host's tree, for the most part surely what was meant. Values are as in a source:
 * "<0x1>", "\"okay\""; NULL for none.
 */
void rules_fix_set(struct check *c, struct finding *f, const struct dt_node *n, const char *name,
	const char *value);
void rules_fix_rename(struct check *c, struct finding *f, const struct dt_node *n, const char *old,
	const char *name);
void rules_fix_remove(
	struct check *c, struct finding *f, const struct dt_node *n, const char *name);
void rules_fix_cell(struct check *c, struct finding *f, const struct dt_node *n, const char *name,
	uint32_t cell, const char *text);

/* rules_maybe_set, rules_maybe_remove, rules_maybe_cell - the same where it may be wrong */
void rules_maybe_set(struct check *c, struct finding *f, const struct dt_node *n, const char *name,
	const char *value);
void rules_maybe_remove(
	struct check *c, struct finding *f, const struct dt_node *n, const char *name);
void rules_maybe_cell(struct check *c, struct finding *f, const struct dt_node *n, const char *name,
	uint32_t cell, const char *text);

/* rules_fix_move - a property's value, @value, under another name in another node */
void rules_fix_move(struct check *c, struct finding *f, const struct dt_node *from, const char *old,
	const struct dt_node *to, const char *name, const char *value);

/* rules_fix_address - move a page, unit address included */
void rules_fix_address(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct scmi_shmem *s, uint64_t to);

/* rules_maybe_option - a word more or less on Xen's command line */
void rules_maybe_option(struct check *c, struct finding *f, const char *word, bool add);

/* rules_device_id - what the firmware's description has for that node; false where it does not say
 */
bool rules_device_id(const struct check *c, const struct dt_node *n, uint32_t *id);

/* rules_fix_permission - access-controllers as the firmware's description has it; no fix without */
void rules_fix_permission(struct check *c, struct finding *f, const struct dt_node *n);

/* rules_value - "<0x1 0x2>": the cells of a property as they are; NULL where it has none */
const char *rules_value(struct check *c, const struct dt_node *n, const char *name);

/* rules_reg_as_is - the first entry of reg with another size and the address that it has, cut to
 * whole pages */
const char *rules_reg_as_is(struct check *c, const struct dt_node *n, uint64_t size);

/* rules_text - a string of a source: "\"okay\""; NULL where it holds what needs an escape */
const char *rules_text(struct check *c, const char *s);

/* rules_cells - "<0x0 0x47ff0000 0x0 0x1000>"; NULL where a number needs more cells */
const char *rules_cells(struct check *c, uint64_t addr, uint32_t na, uint64_t size, uint32_t ns);

/* rules_reg - "<0x0 0x47ff0000 0x0 0x1000>" for one entry under a parent's counts; NULL where these
 * make no sense, or are too small */
const char *rules_reg(struct check *c, const struct dt_node *n, uint64_t addr, uint64_t size);

#endif
