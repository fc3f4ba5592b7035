// SPDX-License-Identifier: BSD-2-Clause
/* guests.yaml to begin with. */
#include <string.h>

#include "base/text.h"
#include "init/devices.h"
#include "schema/yaml/emit.h"

static void put_note(struct buf *out, const char *label, const char *text)
{
	if (!text)
		return;
	buf_printf(out, "      #     %s", label);
	yaml_comment(out, text);
	buf_putc(out, '\n');
}

static void put_entry(const struct init_device *d, struct arena *a, struct buf *out)
{
	struct buf path = { 0 };
	char *shares = d->shares ? dt_path_dup(a, d->shares) : NULL;

	dt_path(&path, d->node);
	buf_puts(out, d->iommu || !d->can ? "      # - " : "      # - node: ");
	yaml_string(out, d->selector);
	buf_putc(out, '\n');
	if (!d->iommu && d->can)
		buf_puts(out, "      #   force-assign-without-iommu: true\n");
	if (d->node->label)
		put_note(out, "", buf_str(&path));
	if (!d->can) {
		put_note(out, "cannot be given as it is: ", d->why);
		put_note(out, "what to do: ", d->hint);
	} else {
		put_note(out, "",
			d->iommu ? "behind an IOMMU"
				 : "no IOMMU: if it does DMA, its guest reaches all memory");
	}
	put_note(out, "interrupts ", d->irqs);
	put_note(out, "SCMI: ", d->scmi);
	put_note(out, "in one page with ", shares);
	buf_free(&path);
}

/* "the guest is given the UART of Xen's console" */
static const char *without_guest(const char *why)
{
	static const char start[] = "the guest is given ";

	return strncmp(why, start, sizeof(start) - 1) ? why : why + sizeof(start) - 1;
}

static void put_devices(const struct init_plan *p, struct arena *a, struct buf *out)
{
	struct init_devices list = init_devices_find(p, a);
	const char *class = "";

	if (!list.n)
		buf_puts(out, "      # no device with registers was found\n");
	for (size_t i = 0; i < list.n; i++) {
		if (list.v[i].kept)
			continue;
		if (strcmp(class, list.v[i].class) != 0)
			buf_printf(out, "\n      # %s\n", list.v[i].class);
		class = list.v[i].class;
		put_entry(&list.v[i], a, out);
	}
	if (list.left_out)
		buf_printf(out, "\n      # and %zu devices more\n", list.left_out);
	class = "";
	for (size_t i = 0; i < list.n; i++) {
		if (!list.v[i].kept)
			continue;
		if (!*class)
			buf_puts(out, "\n      # Left out:\n");
		class = "kept";
		buf_puts(out, "      #   ");
		yaml_comment(out, list.v[i].selector);
		buf_puts(out, ": ");
		yaml_comment(out, without_guest(list.v[i].why));
		buf_putc(out, '\n');
	}
}

static void put_guest(const struct init_guest *g, bool proposed, struct buf *out)
{
	bool xl = g->boot == PLAN_XL;

	buf_puts(out, "  - name: ");
	yaml_string(out, g->name);
	buf_printf(out, "\n    boot: %s\n", xl ? "xl" : "dom0less");
	if (g->channel)
		buf_printf(out, "    agent-id: %u%s\n", g->channel->id,
			proposed ? "  # as proposed in firmware.yaml" : "");
	buf_puts(out, "    devices:\n");
}

void init_guests(const struct init_plan *p, struct buf *out)
{
	struct arena a = ARENA_INIT;

	buf_puts(out, "# Which guest gets which devices of ");
	yaml_comment(out, p->tree->file);
	buf_puts(out, ", see scmi-dtcheck-guests(5).\n"
		      "# Made by scmi-dtcheck init: take the # away from what a guest is to have.\n"
		      "guests:\n");
	for (size_t i = 0; i < p->n_guests; i++) {
		if (i)
			buf_putc(out, '\n');
		put_guest(&p->guests[i], !p->firmware, out);
		if (i)
			buf_puts(out, "      # as listed for the first guest\n");
		else
			put_devices(p, &a, out);
	}
	if (!p->n_guests)
		buf_puts(out, "  - name: guest1\n    boot: xl\n    devices:\n");
	arena_free(&a);
}
