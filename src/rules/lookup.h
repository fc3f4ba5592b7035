/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_LOOKUP_H
#define SDC_RULES_LOOKUP_H

#include "rules/check.h"
#include "scmi/channel.h"

/* What rules of several subjects ask. */

#define XEN_INVALID_ID 255 /* Xen takes this and more for "no agent" */

/* rules_the_container - the container that Xen's multi-agent driver reads; NULL for want of either
 */
const struct scmi_container *rules_the_container(const struct check *c);

/* rules_table_whole - the container's table can be cut into tuples */
bool rules_table_whole(const struct scmi_container *k);

/*
 * rules_table_legible - the table is whole and says which agents there are
 *
 * Not so where an id has been found wrong, where no entry leads to a node, or where ids follow from
 * doorbells and one is unknown to the firmware's description, or is the management channel's with
 * another page. Linear.
 */
bool rules_table_legible(const struct check *c, const struct scmi_container *k);

/* rules_odd_status - the node's status where it is none that the Devicetree Specification knows
 * (2.3.4), else NULL */
const char *rules_odd_status(const struct dt_node *n);

/* rules_disabled - "disabled", or how it comes that the node is: "disabled by status = \"enabled\""
 */
const char *rules_disabled(const struct check *c, const struct dt_node *n);

/* rules_for_xen - the tree was written to boot Xen, and is not just a board's */
bool rules_for_xen(const struct check *c);

/* rules_has_dom0 - a Dom0 is built (xen/common/device-tree/dom0less-build.c, is_dom0less_mode()) */
bool rules_has_dom0(const struct check *c);

/* rules_dom0_id - the agent id that Xen takes for Dom0; false where there is none or no Dom0 */
bool rules_dom0_id(const struct check *c, uint32_t *id);

/* rules_agent_id, rules_management_id - by the table, by the firmware's description, or else by
 * the doorbells; false where nothing says it */
bool rules_agent_id(const struct check *c, const struct scmi_agent *a, uint32_t *id);
bool rules_management_id(const struct check *c, uint32_t *id);

/* rules_hint_id - "write NAME = <N>", with the number that @p has or else "ID", then @rest */
void rules_hint_id(struct check *c, struct finding *f, const char *name, const struct dt_prop *p,
	const char *rest);

/* rules_ids_guessed - agent ids were taken from the doorbells */
bool rules_ids_guessed(const struct check *c);

/* agent_list_build - of the container that Xen reads; empty where the table is not whole. Give it
 * back with vec_free(&l->list). */
void agent_list_build(struct agent_list *l, const struct check *c);

/* rules_ref - how a source refers to a node: "&label", else "&{/path}". In the findings' memory. */
const char *rules_ref(const struct check *c, const struct dt_node *n);

/*
 * rules_asks - the permission is one that Xen asks the firmware for, as far as the tree says
 * @dom0_has_agent: what rules_dom0_id() returned
 */
bool rules_asks(const struct check *c, const struct scmi_permission *p, bool dom0_has_agent);

/* rules_controller_ref - rules_ref() of the node that devices have to name in access-controllers */
const char *rules_controller_ref(const struct check *c);

/* rules_end_of_device - past the last permission of the device of permission @first; those of one
 * device are together */
size_t rules_end_of_device(const struct scmi_model *m, size_t first);

/* rules_device_asks - one of the permissions from @first to before @end asks for that id over a
 * container's node. Linear in them. */
bool rules_device_asks(const struct scmi_model *m, size_t first, size_t end, uint32_t id);

#endif
