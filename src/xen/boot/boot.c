// SPDX-License-Identifier: BSD-2-Clause
/* The order of start_xen() (arch/arm/setup.c). */
#include "xen/boot/boot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xen/boot/machine/early.h"
#include "xen/boot/machine/irq.h"
#include "xen/boot/machine/machine.h"
#include "xen/boot/machine/memory.h"
#include "xen/boot/machine/platform.h"

struct boot_event *boot_add(struct boot *b, enum boot_how how, const char *rule,
	const struct dt_node *node, const char *prop, int index, const char *fmt, ...)
{
	struct boot_event *e = arena_alloc(b->arena, sizeof(*e));
	va_list ap;

	if (how == BOOT_ASSERT)
		how = b->caps->debug ? BOOT_CRASH : BOOT_NOTE;
	if (how >= BOOT_STOP && b->lenient)
		how = BOOT_LOSS;
	*e = (struct boot_event){ .rule = rule,
		.how = how,
		.domain = b->current,
		.node = node,
		.prop = prop,
		.index = index };
	if (fmt) {
		va_start(ap, fmt);
		e->message = arena_vprintf(b->arena, fmt, ap);
		va_end(ap);
	}
	vec_push(&b->events, e);
	if (how >= BOOT_STOP && !b->stop)
		b->stop = e;
	return e;
}

void boot_hint(struct boot *b, struct boot_event *e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	e->hint = arena_vprintf(b->arena, fmt, ap);
	va_end(ap);
}

void boot_effect(struct boot *b, struct boot_event *e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	e->effect = arena_vprintf(b->arena, fmt, ap);
	va_end(ap);
}

void boot_in_guest(
	struct boot_event *e, const struct dt_tree *t, const struct dt_node *n, const char *prop)
{
	e->guest_tree = t;
	e->guest_node = n;
	e->guest_prop = prop;
}

void boot_other(struct boot_event *e, const struct dt_node *n, const char *text)
{
	e->other = n;
	e->other_text = text;
}

const char *boot_path(struct boot *b, const struct dt_node *n)
{
	return dt_path_dup(b->arena, n);
}

/* is_dom0less_mode() */
bool boot_builds_dom0(const struct boot *b)
{
	bool guests = false;

	for (size_t i = 0; i < b->modules.n; i++) {
		if (b->modules.v[i].kind != BOOT_KERNEL)
			continue;
		if (!b->modules.v[i].domu)
			return true;
		guests = true;
	}
	return !guests;
}

/* A kernel in /chosen itself, or below, that belongs to no domain. */
static const struct dt_node *dom0_kernel_node(const struct boot *b)
{
	const struct dt_node *end = b->chosen ? b->chosen + b->chosen->n_tree : NULL;

	for (const struct dt_node *n = b->chosen; n && n < end; n++)
		if (boot_class(b, n) & CLASS_MODULE && boot_class(b, n) & CLASS_KERNEL &&
			!(boot_class(b, n->parent) & CLASS_DOMAIN))
			return n;
	return NULL;
}

/* The tree means a Dom0, and Xen sees its kernel as a guest's. */
static void check_dom0_seen(struct boot *b)
{
	const struct dt_node *n = dom0_kernel_node(b);
	struct boot_event *e;

	if (boot_builds_dom0(b) || !n || b->stop)
		return;
	vec_push(&b->domains, ((struct boot_domain){ .absent = true }));
	b->current = 0;
	e = boot_add(b, BOOT_LOSS, "dom0-kernel-taken", n, NULL, -1,
		"a guest that stands before names this kernel first");
	e->unbuilt = true;
	boot_hint(b, e, "write Dom0's module before the domains");
	b->current = BOOT_XEN;
}

/* A list of compatible strings without an end: every search of the tree reads on. */
static void check_endless(struct boot *b)
{
	const struct dt_node *n = boot_class_first(b, CLASS_ENDLESS);

	if (n)
		boot_hint(b,
			boot_add(b, BOOT_HANG, "compatible-endless", n, "compatible", -1,
				"compatible does not end in a NUL byte"),
			"write it as strings");
}

/* A node that says how a domain is to be and that Xen does not take for one. */
static bool means_domain(const struct boot *b, const struct dt_node *n)
{
	const struct dt_node *m;

	if (boot_class(b, n) & (CLASS_DOMAIN | CLASS_MODULE) || !dt_prop(n, "memory") ||
		!dt_prop(n, "cpus"))
		return false;
	dt_for_each_child(n, m)
		if (boot_class(b, m) & CLASS_MODULE)
			return true;
	return false;
}

/* Domains that nobody builds. */
static void check_unseen(struct boot *b)
{
	const struct dt_node *n;

	dt_for_each_node(b->tree, n) {
		if (b->has_modules && boot_class(b, n) & CLASS_DOMAIN &&
			(!b->chosen || n->parent != b->chosen))
			boot_add(b, BOOT_LOSS, "domain-outside-chosen", n, NULL, -1, NULL);
	}
	for (n = b->chosen ? b->chosen->child : NULL; n; n = n->next) {
		struct boot_event *e;

		if (!means_domain(b, n))
			continue;
		e = boot_add(b, BOOT_LOSS, "domain-compatible", n, "compatible", -1,
			"the node describes a domain and is not compatible with xen,domain");
		e->unbuilt = true;
		boot_hint(b, e, "write compatible = \"xen,domain\";");
	}
}

static void find_domains(struct boot *b)
{
	const struct scmi_model *m = b->in->model;

	if (boot_builds_dom0(b))
		vec_push(&b->domains, ((struct boot_domain){ .scmi = NULL }));
	else
		check_dom0_seen(b);
	for (size_t i = 0; i < m->n_domains; i++)
		vec_push(&b->domains, ((struct boot_domain){ .scmi = &m->domains[i] }));
}

struct boot *boot_new(const struct predict_input *in, const struct xen_caps *caps, struct arena *a)
{
	struct boot *b = xmalloc(sizeof(*b));

	memset(b, 0, sizeof(*b));
	b->in = in;
	b->tree = in->model->tree;
	b->arena = a;
	b->caps = caps;
	b->current = BOOT_XEN;
	b->chosen = dt_child(b->tree->nodes, "chosen");
	b->nodes = boot_nodes_new(b->tree);
	b->unwanted = platform_unwanted(b->tree);
	b->irqs = irq_lines_new();
	b->address_bits = machine_address_bits(b);
	early_scan(b);
	if (!b->has_modules)
		b->assumed |= BOOT_ASSUMED_KERNEL;
	check_endless(b);
	machine_gic(b);
	machine_console(b);
	machine_timer(b);
	machine_gic_init(b);
	machine_iommus(b);
	b->free = memory_new(b);
	find_domains(b);
	check_unseen(b);
	return b;
}

void boot_free(struct boot *b)
{
	if (!b)
		return;
	boot_nodes_free(b->nodes);
	memory_free(b->free);
	free(b->irqs);
	vec_free(&b->events);
	vec_free(&b->domains);
	vec_free(&b->banks);
	vec_free(&b->reserved);
	vec_free(&b->modules);
	vec_free(&b->static_memory);
	vec_free(&b->shared);
	vec_free(&b->dom0_regions);
	vec_free(&b->guest_pages);
	free(b);
}
