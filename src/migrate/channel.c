// SPDX-License-Identifier: BSD-2-Clause
/* The channel that a guest's tree describes. */
#include <inttypes.h>
#include <string.h>

#include "dt/addr.h"
#include "migrate/tree.h"
#include "scmi/pages.h"

static bool is_page(const struct dt_node *n)
{
	return dt_compatible(n, "arm,scmi-shmem") || !strncmp(n->name, "scp-shmem", 9);
}

/* Cells of numbers, "0x0 0x57002000" */
static void put_number(struct buf *b, uint64_t v, uint32_t n)
{
	for (uint32_t i = n; i; i--)
		buf_printf(b, " 0x%" PRIx32, i > 2 ? 0 : (uint32_t)(v >> (32 * (i - 1))));
}

struct counts {
	uint32_t na, ns;
};

static struct counts counts_of(const struct dt_tree *t)
{
	const struct dt_node *bus = tree_passthrough(t) ? tree_passthrough(t) : t->nodes;

	return (struct counts){ dt_addr_cells(t, bus, DT_CELLS_INHERIT),
		dt_size_cells(t, bus, DT_CELLS_INHERIT) };
}

/* reg, or with @host xen,reg */
static const char *reg_text(struct job *j, struct counts n, bool host)
{
	const struct migrate_channel *ch = &j->g->channel;
	struct buf b = { 0 };
	const char *s;

	put_number(&b, host ? ch->page : ch->guest_page, n.na);
	put_number(&b, SCMI_PAGE_SIZE, n.ns);
	if (host)
		put_number(&b, ch->guest_page, n.na);
	s = findings_str(&j->e.f, "<%s>", buf_str(&b) + 1);
	buf_free(&b);
	return s;
}

/* Where Xen maps it for a guest without a configuration. */
static bool map_page(struct job *j, struct fix *fix, const struct dt_node *page, struct counts n)
{
	const struct dt_tree *t = j->e.t;

	if (j->g->config)
		return true;
	return edit_set_prop(&j->e.f, fix, t, page, "xen,reg", reg_text(j, n, true)) &&
	       (dt_prop(page, "xen,force-assign-without-iommu") ||
		       edit_set_prop(
			       &j->e.f, fix, t, page, "xen,force-assign-without-iommu", NULL));
}

/* Its address among the guest's own, where RAM is not. */
static bool place_page(struct job *j, struct fix *fix, const struct dt_node *page)
{
	const struct dt_tree *t = j->e.t;
	const struct counts n = counts_of(t);
	bool whole = n.na && n.na <= 2 && n.ns && n.ns <= 2;

	if (whole && !dt_compatible(page, "arm,scmi-shmem"))
		whole = edit_set_prop(&j->e.f, fix, t, page, "compatible", "\"arm,scmi-shmem\"");
	return whole && edit_set_prop(&j->e.f, fix, t, page, "reg", reg_text(j, n, false)) &&
	       map_page(j, fix, page, n) &&
	       edit_rename_node(&j->e.f, fix, t, page,
		       findings_str(&j->e.f, "sram@%" PRIx64, j->g->channel.guest_page));
}

static void set_page(struct job *j)
{
	const struct dt_node *page = tree_page(j->e.t), *n;
	struct fix *fix;

	if (!page)
		return;
	fix = edits_fix(&j->e);
	if (!edits_add(&j->e, fix, place_page(j, fix, page)))
		migrate_note(j->notes, j->name, 0, 0,
			"the shared memory node %s is not carried over: its text is not known",
			page->name);
	/* The pages of others are none of the guest's. */
	dt_for_each_child(j->e.t->nodes, n) {
		if (n == page || !is_page(n))
			continue;
		fix = edits_fix(&j->e);
		edits_add(&j->e, fix, edit_remove_node(&j->e.f, fix, j->e.t, n));
	}
}

/* The early drivers let every guest ring the host's doorbell. */
static void set_doorbell(struct job *j)
{
	const struct dt_node *scmi = tree_scmi(j->e.t), *firmware;
	struct fix *fix = edits_fix(&j->e);

	if (!scmi)
		return;
	edits_add(&j->e, fix,
		edit_set_prop(&j->e.f, fix, j->e.t, scmi, "arm,smc-id",
			findings_str(&j->e.f, "<0x%x>", j->g->channel.smc_id)));
	firmware = scmi->parent;
	if (!firmware || !firmware->parent || dt_prop(firmware, "compatible"))
		return;
	/* Below /passthrough nobody else makes devices of its children. */
	fix = edits_fix(&j->e);
	edits_add(&j->e, fix,
		edit_set_prop(&j->e.f, fix, j->e.t, firmware, "compatible", "\"simple-bus\""));
}

void tree_set_channel(struct job *j)
{
	if (!tree_asks(j->g))
		return;
	set_doorbell(j);
	set_page(j);
}

/* The counts that users of a protocol go by. */
static void put_cells(const struct dt_node *protocol, struct buf *out)
{
	const struct dt_prop *p;

	dt_for_each_prop(protocol, p) {
		size_t len = strlen(p->name);
		static const char plain[] = "#abcdefghijklmnopqrstuvwxyz0123456789,._+-";

		if (strspn(p->name, plain) == len && *p->name == '#' && p->len == 4 && len > 6 &&
			!strcmp(p->name + len - 6, "-cells") &&
			strcmp(p->name, "#address-cells") != 0 &&
			strcmp(p->name, "#size-cells") != 0)
			buf_printf(out, "\t\t\t%s = <%u>;\n", p->name, dt_cell(p->data, 0));
	}
}

static void put_protocols(const struct scmi_model *m, struct buf *out)
{
	const struct scmi_instance *host = m->host ? m->host : scmi_host(m);

	for (size_t i = 0; i < m->n_protocols; i++) {
		const struct scmi_protocol *p = &m->protocols[i];

		if (p->instance != host || !p->has_id)
			continue;
		buf_printf(out, "\n\t\tprotocol@%x {\n\t\t\treg = <0x%x>;\n", p->id, p->id);
		put_cells(p->node, out);
		buf_puts(out, "\t\t};\n");
	}
}

/* EPAM's Xen made it of the host's node. */
void tree_put_channel(struct job *j, struct buf *out)
{
	const struct counts n = counts_of(j->e.t);
	const struct dt_node *bus = tree_passthrough(j->e.t), *firmware = dt_child(bus, "firmware");
	const char *page = findings_str(&j->e.f, "sram@%" PRIx64, j->g->channel.guest_page);

	if (tree_scmi(j->e.t) || firmware || dt_child(bus, page) || !n.na || n.na > 2 || !n.ns ||
		n.ns > 2) {
		if (!tree_scmi(j->e.t))
			migrate_note(j->notes, j->name, 0, 0,
				"the guest's SCMI node, which was made for it, is not carried over: "
				"/passthrough has nodes of these names, or other cell counts");
		return;
	}
	buf_printf(out, "%s%s {\n\tcompatible = \"arm,scmi-shmem\";\n\treg = %s;\n",
		out->len ? "\n" : "", page, reg_text(j, n, false));
	if (!j->g->config)
		buf_printf(out, "\txen,reg = %s;\n\txen,force-assign-without-iommu;\n",
			reg_text(j, n, true));
	buf_printf(out,
		"};\n\nfirmware {\n\tcompatible = \"simple-bus\";\n\n\tscmi {\n"
		"\t\tcompatible = \"arm,scmi-smc\";\n\t\tarm,smc-id = <0x%x>;\n"
		"\t\tshmem = <&{/passthrough/%s}>;\n\t\t#address-cells = <1>;\n\t\t#size-cells = <0>;\n",
		j->g->channel.smc_id, page);
	put_protocols(j->g->host, out);
	buf_puts(out, "\t};\n};\n");
}
