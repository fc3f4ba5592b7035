/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_CHANNEL_EXPECTED_H
#define SDC_RULES_CHANNEL_EXPECTED_H

#include "diag/fix_tree.h"
#include "rules/check.h"

/*
 * What a channel most likely is: by the firmware's description or, without one, by the line that
 * all other channels are on, with ids, doorbells and pages one step after the other. @a NULL: the
 * management channel. False where nothing says it, or another channel has it already.
 *
 * Linear in the table: for findings that are listed only.
 */
struct expected {
	uint64_t value;
	enum sdc_applicability how; /* surely by the firmware, maybe by the others */
};

bool expected_doorbell(const struct check *c, const struct scmi_agent *a, struct expected *out);
bool expected_id(const struct check *c, const struct scmi_agent *a, struct expected *out);

/* expected_page - where neither says it, a free one behind the others */
bool expected_page(const struct check *c, const struct scmi_agent *a, struct expected *out);

/* expected_node - the page's node in the container that no channel names: that with the expected
 * address, or the only one; NULL */
const struct dt_node *expected_node(const struct check *c, const struct scmi_agent *a);

/*
 * Fixes by these, with a hint that names the value where one is known.
 */

/* edit_tuple - write a cell of a tuple: 0 the doorbell, 1 the page, 2 the id */
bool edit_tuple(struct check *c, struct fix *fix, const struct scmi_agent *a, uint32_t cell,
	const char *text);

/* fix_tuple - a fix of that alone */
void fix_tuple(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct scmi_agent *a, uint32_t cell, const char *text);

/* fix_second - remove a tuple that says the same as another before it */
void fix_second(struct check *c, struct finding *f, const struct scmi_agent *a);

/* fix_doorbell, fix_id - as expected. Return false where that is not known. */
bool fix_doorbell(struct check *c, struct finding *f, const struct scmi_agent *a);
bool fix_id(struct check *c, struct finding *f, const struct scmi_agent *a);

/* fix_page - move the channel's page to where it is expected, unit address included, or name
 * another node where this one is none or is another channel's */
bool fix_page(struct check *c, struct finding *f, const struct scmi_agent *a);

/* fix_page_named - name a node in place of what leads nowhere */
bool fix_page_named(struct check *c, struct finding *f, const struct scmi_agent *a);

#endif
