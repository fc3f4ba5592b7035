// SPDX-License-Identifier: BSD-2-Clause
/* Which channel is whose. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "init/early.h"
#include "init/init.h"

/* A name that a guest of a manifest can have, and no other has. */
static bool fits(const struct init_plan *p, const char *name)
{
	if (!name || !isalnum((unsigned char)*name))
		return false;
	for (const char *s = name; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr("_.-", *s))
			return false;
	for (size_t i = 0; i < p->n_guests; i++)
		if (!strcmp(p->guests[i].name, name))
			return false;
	return true;
}

static void add_guest(
	struct init_plan *p, const char *name, enum plan_boot boot, struct init_channel *ch)
{
	p->guests[p->n_guests++] = (struct init_guest){ name, boot, ch };
	if (ch)
		ch->user = name;
}

static int listed_guests(struct init_plan *p, struct sdc_error *err)
{
	const struct manifest *m = p->manifest;

	for (size_t i = 0; i < m->n_guests; i++) {
		const struct manifest_guest *g = &m->guests[i];
		struct init_channel *ch = NULL;

		if (g->sci == PLAN_SCI_SMC)
			return manifest_error(m, g->place, err,
				"guest %s: scmi_smc is for the host's only channel, without a "
				"container",
				g->name);
		if (g->sci == PLAN_SCI_MULTI_AGENT)
			ch = init_channel_of(p, g->agent_id);
		if (g->sci == PLAN_SCI_MULTI_AGENT && (!ch || ch == p->management))
			return manifest_error(m, g->place, err, "guest %s: %s has no agent %u%s",
				g->name, p->firmware ? p->firmware->file : "the plan", g->agent_id,
				ch ? " for a guest: that one is Xen's own" : "");
		if (ch && ch->user)
			return manifest_error(m, g->place, err,
				"guest %s: agent %u is %s's already", g->name, g->agent_id,
				ch->user);
		add_guest(p, g->name, g->boot, ch);
	}
	return 0;
}

static struct init_channel *next_free(const struct init_plan *p)
{
	for (size_t i = 0; i < p->n_channels; i++)
		if (!p->channels[i].user)
			return &p->channels[i];
	return NULL;
}

/* The one that firmware names for it, else the first that is left. */
static struct init_channel *for_guest(const struct init_plan *p, const char *name)
{
	for (size_t i = 0; i < p->n_channels; i++)
		if (!p->channels[i].user && p->channels[i].name &&
			!strcasecmp(p->channels[i].name, name))
			return &p->channels[i];
	return next_free(p);
}

/* The tree's domains first, as they are there already; then a guest of xl for each agent left. */
static void invented_guests(struct init_plan *p)
{
	struct init_channel *ch;

	for (size_t i = 0; i < p->model->n_domains; i++) {
		const struct scmi_domain *d = &p->model->domains[i];
		uint32_t id = d->id;
		bool has_id = d->has_id;

		if (p->early.kind && !has_id && !scmi_early_asks(d->node, &has_id, &id))
			continue;
		ch = has_id ? init_channel_of(p, id) : next_free(p);
		if (ch && ch->user)
			ch = next_free(p);
		if (fits(p, d->node->name))
			add_guest(p, d->node->name, PLAN_DOM0LESS, ch);
	}
	for (size_t i = 0; i < p->n_asking; i++)
		add_guest(p, p->asking[i], PLAN_XL, for_guest(p, p->asking[i]));
	while ((ch = next_free(p))) {
		const char *name = ch->name;

		for (unsigned int n = 1; !fits(p, name); n++)
			name = arena_printf(&p->arena, "guest%u", n);
		add_guest(p, name, PLAN_XL, ch);
	}
}

/* Named for it, or behind the doorbell that the tree gives Dom0's kernel, or the first one left. */
static struct init_channel *find_dom0(const struct init_plan *p)
{
	const struct scmi_instance *host = scmi_host(p->model);
	const char *option = p->early.kind ? scmi_early_option(p->model->bootargs) : NULL;
	struct init_channel *known =
		option ? init_channel_of(p, (uint32_t)strtoul(option, NULL, 0)) : NULL;

	if (known && !known->user)
		return known;
	for (size_t i = 0; i < p->n_channels; i++)
		if (!p->channels[i].user && p->channels[i].name &&
			!strcasecmp(p->channels[i].name, "dom0"))
			return &p->channels[i];
	for (size_t i = 0; host && host->has_smc_id && i < p->n_channels; i++)
		if (!p->channels[i].user && p->channels[i].smc_id == host->smc_id)
			return &p->channels[i];
	return next_free(p);
}

/* A whole container names its agents already. */
static void rename_ids(struct init_plan *p)
{
	for (size_t i = 0; i < p->model->n_domains; i++) {
		const struct dt_node *n = p->model->domains[i].node;
		bool has_id;
		uint32_t id;

		if (scmi_early_asks(n, &has_id, &id) && has_id)
			p->domains[p->n_domains++] = (struct init_domain){ n, id };
	}
}

static void find_domains(struct init_plan *p)
{
	p->domains = arena_array(&p->arena, p->n_guests + p->model->n_domains, sizeof(*p->domains));
	if (p->early.kind == SCMI_EARLY_NODE)
		rename_ids(p);
	for (size_t i = 0; i < p->n_guests; i++) {
		const struct init_guest *g = &p->guests[i];
		const struct dt_node *chosen = dt_child(p->tree->nodes, "chosen");
		const struct dt_node *n = chosen ? dt_child(chosen, g->name) : NULL;

		if (g->boot != PLAN_DOM0LESS || !g->channel || !n || !scmi_domain_of(p->model, n))
			continue;
		p->domains[p->n_domains++] = (struct init_domain){ n, g->channel->id };
	}
}

int init_users(struct init_plan *p, struct sdc_error *err)
{
	size_t max = p->manifest ? p->manifest->n_guests
				 : p->model->n_domains + p->n_channels + p->n_asking;
	int ret = 0;

	p->guests = arena_array(&p->arena, max, sizeof(*p->guests));
	if (p->management)
		p->management->user = "Xen";
	if (p->manifest)
		ret = listed_guests(p, err);
	if (!ret && scmi_has_dom0(p->model)) {
		p->dom0 = find_dom0(p);
		if (p->dom0)
			p->dom0->user = "Dom0";
	}
	if (!ret && !p->manifest)
		invented_guests(p);
	find_domains(p);
	return ret;
}
