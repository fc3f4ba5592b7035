// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "emit/emit.h"
#include "plan/copy/node.h"

struct overlay {
	const struct plan *plan;
	struct arena *a;
	struct plan_node *root;
	unsigned int n;
};

/* A fragment for the host node at a path: what is put into the node that is returned is merged
 * into it. It needs no symbols in the host tree. */
static struct plan_node *fragment(struct overlay *o, const char *target, const char *comment)
{
	struct plan_node *f = node_new(o->a, arena_printf(o->a, "fragment@%u", o->n++));
	struct plan_node *content = node_new(o->a, "__overlay__");

	f->comment = comment;
	node_string(o->a, f, "target-path", target);
	node_append(o->root, f);
	node_append(f, content);
	return content;
}

static void put_marks(struct overlay *o)
{
	for (size_t i = 0; i < o->plan->n_marks; i++) {
		const struct plan_mark *m = &o->plan->marks[i];
		struct plan_node *n;

		if (m->marked && !m->interrupts)
			continue;
		n = fragment(o, m->path, arena_printf(o->a, "for %s", m->guest));
		if (!m->marked)
			node_empty(o->a, n, "xen,passthrough");
		if (m->interrupts)
			node_cells(o->a, n, "interrupts", m->interrupts, m->n_interrupts);
	}
}

static void put_sci(struct overlay *o, const struct plan_guest *g, struct plan_node *n)
{
	switch (g->sci) {
	case PLAN_SCI_NONE:
		break;
	case PLAN_SCI_SMC:
		node_string(o->a, n, "xen,sci_type", "scmi_smc");
		break;
	case PLAN_SCI_MULTI_AGENT:
		node_string(o->a, n, "xen,sci_type", "scmi_smc_multiagent");
		node_cell(o->a, n, "xen,sci-agent-id", g->agent_id);
		break;
	}
}

static void put_reg(struct overlay *o, struct plan_node *n, uint64_t address, uint64_t size)
{
	const uint32_t cells[] = {
		(uint32_t)(address >> 32),
		(uint32_t)address,
		(uint32_t)(size >> 32),
		(uint32_t)size,
	};

	node_cells(o->a, n, "reg", cells, 4);
}

/* Strings one after the other; @kind becomes the more special of two compatible strings. */
static void put_module(struct overlay *o, struct plan_node *domain, const struct plan_module *m,
	uint64_t size, const char *kind, const char *bootargs)
{
	static const char common[] = "multiboot,module";
	struct plan_node *n;
	char *compatible;
	size_t len = strlen(kind) + 1;

	if (!m->known || !m->has_address || !size)
		return;
	n = node_new(o->a, arena_printf(o->a, "module@%" PRIx64, m->address));
	compatible = arena_alloc(o->a, len + sizeof(common));
	memcpy(compatible, kind, len);
	memcpy(compatible + len, common, sizeof(common));
	node_prop(o->a, n, "compatible", PLAN_STRINGS, compatible, len + sizeof(common));
	put_reg(o, n, m->address, size);
	if (bootargs)
		node_string(o->a, n, "bootargs", bootargs);
	node_append(domain, n);
}

static void put_modules(
	struct overlay *o, const struct plan_guest *g, struct plan_node *n, size_t dtb_size)
{
	put_module(o, n, &g->kernel, g->kernel.size, "multiboot,kernel", g->bootargs);
	put_module(o, n, &g->ramdisk, g->ramdisk.size, "multiboot,ramdisk", NULL);
	put_module(o, n, &g->dtb, dtb_size, "multiboot,device-tree", NULL);
}

/* Xen stops the boot at a domain without cpus or memory. */
static bool is_described(const struct plan_guest *g)
{
	return g->domain || (g->cpus && g->memory);
}

static void put_new_domain(
	struct overlay *o, const struct plan_guest *g, struct plan_node *n, size_t dtb_size)
{
	uint64_t kib = g->memory >> 10;
	const uint32_t memory[] = { (uint32_t)(kib >> 32), (uint32_t)kib };

	node_string(o->a, n, "compatible", "xen,domain");
	node_cell(o->a, n, "#address-cells", 2);
	node_cell(o->a, n, "#size-cells", 2);
	node_cell(o->a, n, "cpus", g->cpus);
	node_cells(o->a, n, "memory", memory, 2);
	put_sci(o, g, n);
	put_modules(o, g, n, dtb_size);
}

static void put_domain(struct overlay *o, const struct plan_guest *g, size_t dtb_size)
{
	struct plan_node *n;

	if (g->boot != PLAN_DOM0LESS || !is_described(g))
		return;
	if (g->domain) {
		if (g->sci != PLAN_SCI_NONE)
			put_sci(o, g,
				fragment(o, dt_path_dup(o->a, g->domain),
					arena_printf(o->a, "SCMI for %s", g->name)));
		return;
	}
	n = node_new(o->a, g->name);
	put_new_domain(o, g, n, dtb_size);
	node_append(fragment(o, "/chosen", arena_printf(o->a, "domain %s", g->name)), n);
}

const struct plan_node *emit_overlay(const struct plan *p, const size_t *dtb_sizes, struct arena *a)
{
	struct overlay o = { .plan = p, .a = a, .root = node_new(a, "") };

	put_marks(&o);
	for (size_t i = 0; i < p->n_guests; i++)
		put_domain(&o, &p->guests[i], dtb_sizes[i]);
	return o.root;
}

static void list_guests(const struct plan *p, struct buf *out, const char *text,
	bool (*is)(const struct plan_guest *g))
{
	for (size_t i = 0; i < p->n_guests; i++)
		if (p->guests[i].boot == PLAN_DOM0LESS && is(&p->guests[i]))
			buf_printf(out, "\n%s: %s", p->guests[i].name, text);
}

static bool is_left_out(const struct plan_guest *g)
{
	return !is_described(g);
}

static bool is_direct(const struct plan_guest *g)
{
	return g->direct_map && !g->domain;
}

static bool lacks_kernel(const struct plan_guest *g)
{
	const struct plan_module *k = &g->kernel;

	return !g->domain && is_described(g) && !(k->known && k->has_address && k->size);
}

void emit_overlay_head(const struct plan *p, struct buf *out)
{
	buf_printf(out,
		"What the host tree needs for the guests, made by scmi-dtcheck generate from %s.",
		p->manifest);
	list_guests(p, out,
		"no node, since the manifest lacks cpus or memory; Xen stops at a domain without",
		is_left_out);
	list_guests(p, out, "direct-map goes with xen,static-mem; add both", is_direct);
	list_guests(p, out, "the boot loader adds the kernel's module", lacks_kernel);
}
