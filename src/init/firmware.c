// SPDX-License-Identifier: BSD-2-Clause
/* firmware.yaml: what the tree says, and what somebody has to fill in. */
#include <inttypes.h>

#include "init/init.h"
#include "schema/document.h"
#include "schema/yaml/emit.h"

static void put_agent(const struct init_plan *p, const struct init_channel *ch, struct buf *out)
{
	bool known = ch->origin == INIT_TREE, page = known || ch->origin == INIT_PAGE;

	buf_printf(out, "  - id: %u", ch->id);
	buf_printf(out, known ? "\n" : "  # proposed\n");
	if (ch->user) {
		buf_puts(out, "    name: ");
		yaml_string(out, ch == p->management ? "xen" : ch == p->dom0 ? "dom0" : ch->user);
		buf_putc(out, '\n');
	}
	if (known) {
		buf_printf(out, "    smc-id: 0x%x  # as in the tree\n", ch->smc_id);
	} else {
		buf_printf(out, "    smc-id: " DOCUMENT_PLACEHOLDER "  # 0x%x, for instance\n",
			ch->smc_id);
	}
	if (page) {
		buf_printf(out, "    page: 0x%" PRIx64 "  # as in the tree\n", ch->page);
	} else {
		buf_printf(out, "    page: " DOCUMENT_PLACEHOLDER "  # 0x%" PRIx64 " is free%s\n",
			ch->page, ch->in_ram ? ", in memory" : "");
	}
	if (ch == p->management)
		buf_puts(out, "    trusted: true  # Xen's own; no other agent may be\n");
}

static void put_protocols(const struct init_plan *p, struct buf *out)
{
	const struct scmi_model *m = p->model;
	bool seen[256] = { false }, any = false;

	for (size_t i = 0; i < m->n_protocols; i++) {
		uint32_t id = m->protocols[i].id;

		if (!m->protocols[i].has_id || id < 0x10 || id > 0xff || seen[id])
			continue;
		if (!any)
			buf_puts(out,
				"protocols:  # of the host's SCMI node; resources: N says how "
				"many each has\n");
		any = seen[id] = true;
		buf_printf(out, "  - { id: 0x%x }\n", id);
	}
}

void init_firmware(const struct init_plan *p, struct buf *out)
{
	buf_puts(out, "# What the firmware of ");
	yaml_comment(out, p->tree->file);
	buf_puts(out, " serves, see scmi-dtcheck-firmware(5). Made by scmi-dtcheck ");
	buf_puts(out, p->early.kind ? "migrate" : "init");
	buf_puts(out,
		".\n"
		"# Only the firmware's vendor, or scmi-dtcheck probe --save-firmware on the board, "
		"knows what\n# stands in place of each " DOCUMENT_PLACEHOLDER ". Then make ");
	buf_puts(out,
		p->early.kind
			? "the tree anew:\n#\n#   scmi-dtcheck migrate --force --firmware firmware.yaml ...\n#\n"
			: "the overlay anew:\n#\n#   scmi-dtcheck init --force --firmware firmware.yaml "
			  "--guests guests.yaml ...\n#\n");
	buf_puts(out,
		"# Each agent has a doorbell, an SMC function id of the SiP range, and a page of its "
		"own.\nagents:\n");
	for (size_t i = 0; i < p->n_channels; i++)
		put_agent(p, &p->channels[i], out);
	buf_puts(out, "# device-ids:  # which the firmware takes in permissions\n"
		      "#   - { id: 1, node: LABEL-OR-PATH }\n");
	put_protocols(p, out);
}
