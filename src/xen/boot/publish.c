// SPDX-License-Identifier: BSD-2-Clause
/* What the boot came to, in the public form. */
#include <string.h>

#include "xen/boot/boot.h"

static const struct boot_domain *domain_of(const struct boot *b, int index)
{
	return index >= 0 && (size_t)index < b->domains.n ? &b->domains.v[index] : NULL;
}

const char *boot_rule(const struct boot_event *e)
{
	return e->said ? e->said : e->rule;
}

static const char *name_of(const struct boot_domain *d)
{
	return d->scmi ? d->scmi->node->name : "dom0";
}

static enum sdc_boot_verdict verdict(const struct boot *b)
{
	const struct boot_domain *d;

	if (b->stop && b->stop->how == BOOT_HANG)
		return SDC_HANG;
	if (b->stop) {
		d = domain_of(b, b->stop->domain);
		return !d ? SDC_EARLY_PANIC : d->scmi ? SDC_DOMAIN_PANIC : SDC_DOM0_PANIC;
	}
	for (size_t i = 0; i < b->events.n; i++)
		if (b->events.v[i]->how == BOOT_LOSS)
			return SDC_BOOTS_WITH_LOSS;
	return SDC_BOOTS;
}

/* The events of a kind, one list for each domain and one for Xen. */
struct lists {
	struct sdc_boot_item **v;
	size_t *n;
};

static struct lists collect(const struct boot *b, enum boot_how how)
{
	size_t all = b->domains.n + 1;
	struct lists l = { arena_array(b->arena, all, sizeof(*l.v)),
		arena_array(b->arena, all, sizeof(*l.n)) };

	for (size_t i = 0; i < b->events.n; i++)
		if (b->events.v[i]->how == how)
			l.n[b->events.v[i]->domain + 1]++;
	for (size_t i = 0; i < all; i++) {
		l.v[i] = arena_array(b->arena, l.n[i], sizeof(**l.v));
		l.n[i] = 0;
	}
	for (size_t i = 0; i < b->events.n; i++) {
		const struct boot_event *e = b->events.v[i];
		size_t at = (size_t)(e->domain + 1);

		if (e->how == how)
			l.v[at][l.n[at]++] = (struct sdc_boot_item){
				e->path ? e->path : dt_path_dup(b->arena, e->node), boot_rule(e)
			};
	}
	return l;
}

static const char *const *assumed(const struct boot *b, size_t *n)
{
	static const struct {
		enum boot_assumed what;
		const char *text;
	} texts[] = {
		{ BOOT_ASSUMED_KERNEL, "the bootloader adds the kernels, as the tree does not say "
				       "where they are" },
		{ BOOT_ASSUMED_MEMORY, "the bootloader writes the memory's addresses" },
		{ BOOT_ASSUMED_STATIC_MEMORY, "Xen is built with CONFIG_STATIC_MEMORY" },
		{ BOOT_ASSUMED_SHARED_MEMORY, "Xen is built with CONFIG_STATIC_SHM" },
		{ BOOT_ASSUMED_SVE, "Xen is built with CONFIG_ARM64_SVE" },
		{ BOOT_ASSUMED_COLOURS,
			"Xen is built with CONFIG_LLC_COLORING, and cache colouring is on" },
		{ BOOT_ASSUMED_CONSOLE, "the bootloader says which UART is Xen's console" },
	};
	const char **list = arena_array(b->arena, sizeof(texts) / sizeof(texts[0]), sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (b->assumed & texts[i].what)
			list[(*n)++] = texts[i].text;
	return list;
}

void boot_publish(const struct boot *b, struct sdc_boot *out)
{
	struct lists lost = collect(b, BOOT_LOSS), hazards = collect(b, BOOT_HAZARD);
	struct sdc_boot_domain *list = arena_array(b->arena, b->domains.n, sizeof(*list));
	const struct boot_domain *d = b->stop ? domain_of(b, b->stop->domain) : NULL;

	for (size_t i = 0; i < b->domains.n; i++)
		list[i] = (struct sdc_boot_domain){
			.name = name_of(&b->domains.v[i]),
			.built = b->domains.v[i].built,
			.lost = lost.v[i + 1],
			.n_lost = lost.n[i + 1],
			.hazards = hazards.v[i + 1],
			.n_hazards = hazards.n[i + 1],
		};
	*out = (struct sdc_boot){
		.verdict = verdict(b),
		.domain = d ? name_of(d) : NULL,
		.rule = b->stop ? boot_rule(b->stop) : NULL,
		.xen = b->caps->version,
		.domains = list,
		.n_domains = b->domains.n,
		.lost = lost.v[0],
		.n_lost = lost.n[0],
	};
	out->assumed = assumed(b, &out->n_assumed);
}
