// SPDX-License-Identifier: BSD-2-Clause
#include "report/view/consumers.h"

#include <inttypes.h>

/* Both lists are in the tree's order, so this is a merge. */
bool consumers_next(const struct scmi_model *m, struct device_consumers *d)
{
	const struct scmi_use *use = d->uses ? d->uses + d->n_uses : m->uses;
	const struct scmi_use *uses_end = m->uses + m->n_uses;
	const struct scmi_permission *perm =
		d->permissions ? d->permissions + d->n_permissions : m->permissions;
	const struct scmi_permission *perms_end = m->permissions + m->n_permissions;

	if (use == uses_end && perm == perms_end)
		return false;
	if (perm == perms_end || (use != uses_end && use->device < perm->device))
		d->device = use->device;
	else
		d->device = perm->device;
	d->uses = use;
	d->permissions = perm;
	while (use != uses_end && use->device == d->device)
		use++;
	while (perm != perms_end && perm->device == d->device)
		perm++;
	d->n_uses = (size_t)(use - d->uses);
	d->n_permissions = (size_t)(perm - d->permissions);
	return true;
}

void use_name(struct buf *out, const struct scmi_use *u)
{
	const char *name = u->protocol->has_id ? scmi_protocol_name(u->protocol->id) : NULL;

	if (name)
		buf_puts(out, name);
	else
		buf_printf(out, "protocol 0x%" PRIx32, u->protocol->id);
	for (uint32_t i = 0; !u->ref.error && i < u->ref.n_args; i++)
		buf_printf(out, " 0x%" PRIx32, dt_cell(u->ref.args, i));
}
