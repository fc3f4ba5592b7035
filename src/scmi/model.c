// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/model.h"

#include <stdlib.h>
#include <string.h>

#include "scmi/build.h"

/* What the compatible strings make of a node. */
enum kind {
	IS_CONTAINER = 1,
	IS_SHMEM = 2,
	IS_INSTANCE = 4,
};

static bool transport_of(const char *compat, enum scmi_transport *out)
{
	static const struct {
		const char *compat;
		enum scmi_transport transport;
	} names[] = {
		{ "arm,scmi", SCMI_MAILBOX },
		{ "arm,scmi-smc", SCMI_SMC },
		{ "arm,scmi-smc-param", SCMI_SMC_PARAM },
		{ "arm,scmi-virtio", SCMI_OTHER },
		{ "linaro,scmi-optee", SCMI_OTHER },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcasecmp(compat, names[i].compat))
			continue;
		*out = names[i].transport;
		return true;
	}
	return false;
}

/* Xen compares compatible strings without regard to case, so the model does as well. */
static int kind_of(const struct dt_node *n, enum scmi_transport *transport)
{
	const struct dt_prop *p = dt_prop(n, "compatible");
	int kind = 0;

	for (const char *s = NULL; p && (s = dt_prop_next_string(p, s));) {
		if (!strcasecmp(s, "xen,sci"))
			kind |= IS_CONTAINER;
		else if (!strcasecmp(s, "arm,scmi-shmem"))
			kind |= IS_SHMEM;
		else if (!strcasecmp(s, "arm,scmi-smc") || !(kind & IS_INSTANCE))
			kind |= transport_of(s, transport) ? IS_INSTANCE : 0;
	}
	return kind;
}

static void read_container(struct scmi_model *m, struct scmi_container *c, const struct dt_node *n)
{
	const struct dt_node *chosen = dt_child(m->tree->nodes, "chosen");

	c->node = n;
	c->in_chosen = chosen && dt_within(n, chosen);
	c->cells = 3;
	c->cells_prop = dt_prop(n, "#scmi-secondary-agents-cells");
	if (c->cells_prop && c->cells_prop->len >= 4)
		c->cells = dt_cell(c->cells_prop->data, 0);
	c->dom0_prop = dt_prop(n, "xen,dom0-sci-agent-id");
	c->dom0_has_id = dt_prop_u32(n, "xen,dom0-sci-agent-id", &c->dom0_id);
	c->table = dt_prop(n, "scmi-secondary-agents");
	if (c->table && (c->cells == 2 || c->cells == 3))
		scmi_read_agents(m, c);
}

static void read_instance(struct scmi_model *m, struct scmi_instance *i, const struct dt_node *n,
	enum scmi_transport transport, const struct scmi_container *container)
{
	const struct dt_prop *shmem = dt_prop(n, "shmem");

	i->node = n;
	i->transport = transport;
	i->container = container;
	i->available = dt_available(n) && !dt_prop(n, "xen,passthrough");
	i->has_smc_id = dt_prop_u32(n, "arm,smc-id", &i->smc_id);
	i->has_controller_cells = dt_prop_u32(n, "#access-controller-cells", &i->controller_cells);
	i->shmem = scmi_read_shmem(m, shmem, 0);
	i->n_shmem = shmem ? shmem->len / 4 : 0;
}

/* Counts first, so that the arrays never move and everything may point into them. */
struct found {
	uint8_t *kinds, *transports;
	size_t containers, instances, shmem;
};

static void classify(struct scmi_model *m, struct found *f)
{
	const struct dt_tree *t = m->tree;

	f->kinds = arena_array(&m->arena, t->n_nodes, 1);
	f->transports = arena_array(&m->arena, t->n_nodes, 1);
	for (size_t i = 0; i < t->n_nodes; i++) {
		enum scmi_transport transport = SCMI_OTHER;
		int kind = kind_of(&t->nodes[i], &transport);

		f->kinds[i] = (uint8_t)kind;
		f->transports[i] = (uint8_t)transport;
		f->containers += (kind & IS_CONTAINER) != 0;
		f->instances += (kind & IS_INSTANCE) != 0;
		f->shmem += (kind & IS_SHMEM) != 0;
	}
}

static void fill(struct scmi_model *m, const struct found *f)
{
	const struct dt_tree *t = m->tree;
	uint32_t *container = arena_array(&m->arena, t->n_nodes, sizeof(*container));

	m->containers = arena_array(&m->arena, f->containers, sizeof(*m->containers));
	m->instances = arena_array(&m->arena, f->instances, sizeof(*m->instances));
	m->shmem_nodes = arena_array(&m->arena, f->shmem, sizeof(*m->shmem_nodes));
	m->owner = arena_array(&m->arena, t->n_nodes, sizeof(*m->owner));
	for (size_t i = 0; i < t->n_nodes; i++) {
		const struct dt_node *n = &t->nodes[i];
		size_t parent = n->parent ? dt_index(t, n->parent) : 0;
		uint32_t above = container[parent];

		container[i] = above;
		m->owner[i] = m->owner[parent];
		if (f->kinds[i] & IS_SHMEM)
			m->shmem_nodes[m->n_shmem_nodes++] = n;
		if (f->kinds[i] & IS_INSTANCE) {
			read_instance(m, &m->instances[m->n_instances++], n,
				(enum scmi_transport)f->transports[i],
				above ? &m->containers[above - 1] : NULL);
			m->owner[i] = (uint32_t)m->n_instances;
		}
		if (f->kinds[i] & IS_CONTAINER) {
			read_container(m, &m->containers[m->n_containers++], n);
			container[i] = (uint32_t)m->n_containers;
		}
	}
}

static void pick_instances(struct scmi_model *m)
{
	const struct dt_node *host = dt_by_path(m->tree, "/firmware/scmi");
	const struct scmi_instance *any = NULL;

	for (size_t i = 0; i < m->n_instances; i++) {
		const struct scmi_instance *s = &m->instances[i];

		if (s->node == host)
			m->host = s;
		if (!s->container || s->transport != SCMI_SMC)
			continue;
		if (!any)
			any = s;
		if (!m->management && s->available)
			m->management = s;
	}
	if (!m->management)
		m->management = any;
}

struct scmi_model *scmi_model_build(const struct dt_tree *t)
{
	struct scmi_model *m = xmalloc(sizeof(*m));
	struct found f = { 0 };

	memset(m, 0, sizeof(*m));
	m->tree = t;
	classify(m, &f);
	fill(m, &f);
	pick_instances(m);
	scmi_read_domains(m);
	scmi_read_protocols(m);
	scmi_read_uses(m);
	return m;
}

void scmi_model_free(struct scmi_model *m)
{
	if (!m)
		return;
	arena_free(&m->arena);
	free(m);
}

static int by_node(const void *key, const void *entry)
{
	const struct dt_node *a = key, *b = ((const struct scmi_container *)entry)->node;

	return a < b ? -1 : a > b;
}

bool scmi_in_container(const struct scmi_model *m, const struct dt_node *n)
{
	while (n && m->n_containers &&
		!bsearch(n, m->containers, m->n_containers, sizeof(*m->containers), by_node))
		n = n->parent;
	return n && m->n_containers;
}

const struct scmi_instance *scmi_host(const struct scmi_model *m)
{
	if (m->host)
		return m->host;
	for (size_t i = 0; i < m->n_instances; i++)
		if (!m->instances[i].container && m->instances[i].transport == SCMI_SMC)
			return &m->instances[i];
	return NULL;
}

const struct scmi_instance *scmi_instance_of(const struct scmi_model *m, const struct dt_node *n)
{
	uint32_t owner = m->owner[dt_index(m->tree, n)];

	return owner ? &m->instances[owner - 1] : NULL;
}

const char *scmi_domain_type_name(enum scmi_domain_type type)
{
	switch (type) {
	case SCMI_TYPE_NONE:
		return "none";
	case SCMI_TYPE_SMC:
		return "scmi_smc";
	case SCMI_TYPE_MULTI_AGENT:
		return "scmi_smc_multiagent";
	default:
		return "unknown";
	}
}

const char *scmi_protocol_name(uint32_t id)
{
	static const char *const names[] = { "base", "power domain", "system power", "performance",
		"clock", "sensor", "reset domain", "voltage domain", "power capping",
		"pin control" };

	return id >= 0x10 && id - 0x10 < sizeof(names) / sizeof(names[0]) ? names[id - 0x10] : NULL;
}
