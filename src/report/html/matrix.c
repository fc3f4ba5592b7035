// SPDX-License-Identifier: BSD-2-Clause
/* Who can reach which device, and what it brings. */
#include <inttypes.h>

#include "report/html/html.h"
#include "report/view/reach.h"

#define MAX_MEETS 8 /* others that are named with a device */

static void put_list(struct html *h, const reach_vec *list, enum reach_kind kind, bool *any)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].kind != kind)
			continue;
		buf_puts(h->out, *any ? "<br/>" : "");
		html_reach(h->out, &list->v[i]);
		*any = true;
	}
}

static void put_kind(struct html *h, const reach_vec *list, enum reach_kind kind)
{
	bool any = false;

	buf_puts(h->out, "<td>");
	put_list(h, list, kind, &any);
	buf_puts(h->out, any ? "</td>" : "-</td>");
}

/* Resources, and the ids by which the firmware is asked to let the owner have the device. */
static void put_scmi(struct html *h, const struct view_device *d, const reach_vec *list)
{
	bool any = false;

	buf_puts(h->out, "<td>");
	put_list(h, list, REACH_RESOURCE, &any);
	for (size_t i = 0; i < d->uses.n_permissions; i++) {
		const struct scmi_permission *p = &d->uses.permissions[i];

		if (!p->has_id)
			continue;
		buf_printf(h->out, "%sdevice id 0x%" PRIx32, any ? "<br/>" : "", p->id);
		any = true;
	}
	buf_puts(h->out, any ? "</td>" : "-</td>");
}

/* The owner, and who else reaches what of it. */
static void put_owners(struct html *h, const struct view_device *d)
{
	static const char *const kinds[] = { "page", "interrupt", "stream", "SCMI resource",
		"device id" };
	size_t n;
	const struct shared_access *meets = view_shared(&h->v, d->node, &n);

	buf_puts(h->out, "<span class=\"yes\">");
	html_party(h, d->owner);
	buf_puts(h->out, "</span>");
	if (d->visible)
		buf_puts(h->out, d->owner < 0 || h->v.parties.v[d->owner].by_files
					 ? ", and Dom0, which sees it"
					 : ", and Dom0 without the overlay");
	for (size_t i = 0; i < n && i < MAX_MEETS; i++) {
		const char *before = ": ";

		buf_puts(h->out, "<br/>and <span class=\"yes\">");
		html_party(h, meets[i].party);
		buf_puts(h->out, "</span>");
		for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
			if (!(meets[i].kinds & 1u << k))
				continue;
			buf_printf(h->out, "%s%s", before, kinds[k]);
			before = ", ";
		}
	}
	if (n > MAX_MEETS)
		buf_puts(h->out, "<br/>and more");
}

static void put_device(struct html *h, const struct view_device *d, reach_vec *list)
{
	struct view_about about = { d->node, NULL, -1 };

	list->n = 0;
	reach_read(&h->v, d, list);
	buf_puts(h->out, "<tr><th scope=\"row\">");
	html_path(h->out, d->node);
	buf_puts(h->out, "</th><td>");
	put_owners(h, d);
	buf_puts(h->out, "</td>");
	put_kind(h, list, REACH_REGISTERS);
	put_kind(h, list, REACH_INTERRUPT);
	put_kind(h, list, REACH_STREAM);
	put_scmi(h, d, list);
	buf_puts(h->out, "<td>");
	html_beside(h, &about, 1);
	buf_puts(h->out, "</td></tr>\n");
}

static void put_sources(struct html *h)
{
	if (h->r->plan.plan)
		buf_puts(h->out,
			"<p>Which guest has a device is what the manifest says, once the overlay "
			"that <code>generate</code> writes is applied to the host tree. Of these "
			"devices whole pages are listed, as they are mapped. Dom0 has what no guest "
			"is given and the tree does not keep from it.");
	else
		buf_puts(h->out,
			"<p>Of devices, the host tree tells only which ones are kept from Dom0 "
			"(<code>xen,passthrough</code>); which guest has one is read from the "
			"guests' files, as far as they were given.");
	buf_puts(h->out, " Listed are devices with SCMI resources or device ids, those of "
			 "guests, and those that share something with them; whoever else reaches "
			 "part of a device stands with it.</p>\n");
}

void html_matrix(struct html *h)
{
	static const char *const head[] = { "Device", "Reached by", "Registers (size)",
		"Interrupts", "Streams", "SCMI resources and ids", "Findings", NULL };
	reach_vec list = { 0 };

	put_sources(h);
	if (!h->v.devices.n)
		return;
	html_table(h, "table-reach", "Devices: who reaches what is theirs", head);
	for (size_t i = 0; i < h->v.devices.n; i++)
		put_device(h, &h->v.devices.v[i], &list);
	html_table_end(h);
	vec_free(&list);
}
