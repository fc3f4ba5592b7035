// SPDX-License-Identifier: BSD-2-Clause
#include "guests/view.h"

#include <stdlib.h>
#include <string.h>

#include "guests/read/read.h"

void guest_hosts_find(struct guest_view *v, const struct guest_host *h)
{
	for (size_t i = 0; i < v->devices.n; i++) {
		struct guest_device *d = &v->devices.v[i];

		d->host = dt_by_full_path(h->c->tree, d->path);
		if (!d->host)
			continue;
		d->repeated = h->seen[dt_index(h->c->tree, d->host)] == v;
		h->seen[dt_index(h->c->tree, d->host)] = v;
	}
}

static void read_view(struct guest_view *v, struct guest_host *h, const struct check_guest *g)
{
	v->name = g->name;
	v->domain = g->domain ? g->domain : h->c->tree->nodes;
	v->tree = g->tree;
	v->config = g->config;
	v->epam = h->c->toolstack == SDC_TOOLSTACK_EPAM;
	if (v->config)
		guest_config_read(v);
	else
		guest_assigns_read(v, h);
	guest_hosts_find(v, h);
	guest_channel_find(v, h);
	guest_owned_find(v, h);
	guest_nodes_read(v);
}

struct guest_view *guest_views_new(const struct check *c)
{
	struct guest_host h = { .c = c };
	struct guest_view *views;
	struct arena *arena;

	if (!c->n_guests)
		return NULL;
	arena = xmalloc(sizeof(*arena));
	memset(arena, 0, sizeof(*arena));
	views = arena_array(arena, c->n_guests, sizeof(*views));
	agent_list_read(&h.agents, rules_the_container(c), c->ids);
	h.seen = arena_array(&h.arena, c->tree->n_nodes, sizeof(const struct guest_view *));
	guest_places_find(&h);
	for (size_t i = 0; i < c->n_guests; i++) {
		views[i].arena = arena;
		read_view(&views[i], &h, &c->guests[i]);
	}
	vec_free(&h.places);
	vec_free(&h.lines);
	vec_free(&h.agents.list);
	arena_free(&h.arena);
	return views;
}

void guest_views_free(struct guest_view *views)
{
	struct arena *arena = views ? views->arena : NULL;

	if (!arena)
		return;
	arena_free(arena);
	free(arena);
}

void guest_each(struct check *c, const struct rule *r, guest_check *check)
{
	for (size_t i = 0; i < c->n_guests; i++)
		check(c, r, &c->guest_views[i]);
}

const char *guest_path(struct check *c, const struct dt_node *n)
{
	struct buf b = { 0 };
	const char *s;

	dt_path(&b, n);
	s = findings_str(c->findings, "%s", buf_str(&b));
	buf_free(&b);
	return s;
}

struct location guest_at_node(
	const struct guest_view *v, const struct dt_node *n, const char *prop, int index)
{
	struct location l = location_node(v->tree, n, prop, index);

	l.domain = v->name;
	return l;
}

struct location guest_at_setting(const struct guest_view *v, const struct xl_setting *s, int index)
{
	struct location l = location_setting(v->config, s, index);

	l.domain = v->name;
	return l;
}

struct location guest_at_entry(const struct guest_view *v, const struct xl_setting *s,
	const struct dt_node *n, const char *prop, int entry)
{
	return s ? guest_at_setting(v, s, entry) : guest_at_node(v, n, prop, entry);
}

struct location guest_at_device(const struct guest_view *v, const struct guest_device *d)
{
	return guest_at_entry(v, d->setting, d->node, "xen,path", d->setting ? d->entry : -1);
}

struct location guest_at_mapping(const struct guest_view *v, const struct guest_mapping *m)
{
	return guest_at_entry(v, m->setting, m->node, "xen,reg", m->entry);
}

struct location guest_at_irq(const struct guest_view *v, const struct guest_irq *q)
{
	return guest_at_entry(v, q->setting, NULL, NULL, q->entry);
}

struct location guest_at_list(const struct guest_view *v, const char *key)
{
	return v->config ? guest_at_setting(v, guest_setting(v, key), -1) : guest_at_file(v);
}

struct location guest_at_file(const struct guest_view *v)
{
	return guest_at_node(v, v->tree->nodes, NULL, -1);
}
