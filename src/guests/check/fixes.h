/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_GUESTS_CHECK_FIXES_H
#define SDC_GUESTS_CHECK_FIXES_H

#include "diag/fix_tree.h"
#include "guests/view.h"

/* Fixes in a guest's files. */

/* guest_fix_append - one more entry of a list in the configuration, as it is written there; the
 * list is begun where it is missing */
void guest_fix_append(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct guest_view *g, const char *key, const char *entry);

/* guest_fix_key - another name for a key */
void guest_fix_key(struct check *c, struct finding *f, const struct guest_view *g,
	const struct xl_setting *s, const char *key);

/* guest_fix_value - another value in place of an item, quotes included */
void guest_fix_value(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct guest_view *g, const struct xl_setting *s, int item, const char *value);

/* guest_fix_line - a setting more, at the top of the file */
void guest_fix_line(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct guest_view *g, const char *key, const char *value);

/* guest_fix_drop - one item of a list less, or the setting where it is none */
void guest_fix_drop(struct check *c, struct finding *f, enum sdc_applicability how,
	const struct guest_view *g, const struct xl_setting *s, int item);

/* guest_fix_set - a property of the guest's tree */
void guest_fix_set(struct check *c, struct finding *f, const struct guest_view *g,
	const struct dt_node *n, const char *name, const char *value);

#endif
