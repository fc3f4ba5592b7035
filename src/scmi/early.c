// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/early.h"

#include <string.h>

#include "scmi/pages.h"

/* More agents than firmware has channels for. */
#define MAX_PAGES 254

static const struct scmi_instance *host_of(const struct scmi_model *m)
{
	return m->host ? m->host : scmi_host(m);
}

bool scmi_early_unnamed(const struct scmi_model *m, const struct dt_node *page)
{
	for (size_t i = 0; i < m->n_instances; i++)
		if (m->instances[i].shmem.node == page)
			return false;
	return !scmi_in_container(m, page);
}

static uint64_t page_of(const struct scmi_model *m, const struct dt_node *n, uint64_t *size)
{
	struct dt_region r = dt_reg(m->tree, n, 0, DT_CELLS_INHERIT);

	*size = r.error ? 0 : r.size;
	return r.error || r.addr % SCMI_PAGE_SIZE ? 0 : r.addr;
}

/* The region that begins with the host's page and is larger. */
static uint64_t region_size(const struct scmi_model *m, uint64_t page)
{
	const struct dt_node *reserved = dt_child(m->tree->nodes, "reserved-memory"), *n;
	const struct scmi_instance *host = host_of(m);
	uint64_t size;

	if (page_of(m, host->shmem.node, &size) == page && size > SCMI_PAGE_SIZE)
		return size;
	if (!reserved)
		return 0;
	dt_for_each_child(reserved, n) {
		struct dt_region r = dt_reg(m->tree, n, 0, DT_CELLS_INHERIT);

		/* It is read without ranges. */
		if ((!r.error || r.error == DT_ADDR_NO_RANGES) && r.addr == page &&
			r.size > SCMI_PAGE_SIZE && strstr(n->name, "scmi"))
			return r.size;
	}
	return 0;
}

const uint64_t *scmi_early_pages(const struct scmi_model *m, struct arena *a, size_t *n)
{
	const struct scmi_instance *host = host_of(m);
	uint64_t *list = arena_array(a, m->n_shmem_nodes + MAX_PAGES, sizeof(*list)), own, size;

	*n = 0;
	if (!host || !host->shmem.node)
		return list;
	own = page_of(m, host->shmem.node, &size);
	for (size_t i = 0; i < m->n_shmem_nodes && *n < MAX_PAGES; i++) {
		uint64_t page = page_of(m, m->shmem_nodes[i], &size);

		if (page && page != own && scmi_early_unnamed(m, m->shmem_nodes[i]))
			list[(*n)++] = page;
	}
	size = *n || !own ? 0 : region_size(m, own);
	for (uint64_t at = SCMI_PAGE_SIZE; at + SCMI_PAGE_SIZE <= size && *n < MAX_PAGES;
		at += SCMI_PAGE_SIZE)
		list[(*n)++] = own + at;
	return list;
}

/* Without pages for others it is one agent's. */
static bool has_pages(const struct scmi_model *m)
{
	const struct scmi_instance *host = host_of(m);
	struct arena a = ARENA_INIT;
	size_t n = 0;

	if (host && host->has_smc_id && host->transport == SCMI_SMC && host->shmem.node)
		scmi_early_pages(m, &a, &n);
	arena_free(&a);
	return n != 0;
}

bool scmi_early_asks(const struct dt_node *domain, bool *has_id, uint32_t *id)
{
	const struct dt_prop *p = dt_prop(domain, "xen,sci_agent_id");

	*has_id = p && p->len >= 4 && !dt_prop(domain, "xen,sci-agent-id");
	*id = *has_id ? dt_cell(p->data, 0) : 0;
	return *has_id || (dt_prop(domain, "xen,arm_sci") && !dt_prop(domain, "xen,sci_type"));
}

static bool something_asks(const struct scmi_model *m)
{
	bool has_id;
	uint32_t id;

	for (size_t i = 0; i < m->n_permissions; i++)
		if (m->permissions[i].legacy)
			return true;
	for (size_t i = 0; i < m->n_domains; i++)
		if (scmi_early_asks(m->domains[i].node, &has_id, &id))
			return true;
	return false;
}

static struct scmi_early found(
	enum scmi_early_kind kind, const struct dt_node *n, const char *table)
{
	return (struct scmi_early){ kind, n, table ? dt_prop(n, table) : NULL };
}

struct scmi_early scmi_early(const struct scmi_model *m, bool asked)
{
	const struct dt_node *chosen = dt_child(m->tree->nodes, "chosen");

	if (m->n_containers)
		return found(SCMI_EARLY_NONE, NULL, NULL);
	if (chosen && dt_prop(chosen, SCMI_EARLY_CHOSEN_TABLE))
		return found(SCMI_EARLY_TABLE, chosen, SCMI_EARLY_CHOSEN_TABLE);
	if (chosen && dt_child(chosen, SCMI_EARLY_NODE_NAME))
		return found(SCMI_EARLY_NODE, dt_child(chosen, SCMI_EARLY_NODE_NAME), NULL);
	for (size_t i = 0; i < m->n_instances; i++)
		if (dt_prop(m->instances[i].node, SCMI_EARLY_EPAM_TABLE))
			return found(SCMI_EARLY_TABLE, m->instances[i].node, SCMI_EARLY_EPAM_TABLE);
	if ((asked || something_asks(m)) && has_pages(m))
		return found(SCMI_EARLY_PAGES, host_of(m)->node, NULL);
	return found(SCMI_EARLY_NONE, NULL, NULL);
}

const char *scmi_early_option(const char *args)
{
	static const char own[] = "dom0_scmi_agent_id=", part[] = "sci-agent-id=";

	while (args && *(args += strspn(args, " "))) {
		const char *end = args + strcspn(args, " ");

		if (!strncmp(args, own, sizeof(own) - 1))
			return args + sizeof(own) - 1;
		if (!strncmp(args, "dom0=", 5)) {
			for (args += 5; args < end; args += strcspn(args, ", ") + 1)
				if (!strncmp(args, part, sizeof(part) - 1))
					return args + sizeof(part) - 1;
		}
		args = end;
	}
	return NULL;
}

/* Where the option begins, before its '='. */
static const char *option_start(const char *line, const char *value)
{
	const char *start = value - 1;

	while (start > line && !strchr(" ,=", start[-1]))
		start--;
	return start;
}

char *scmi_early_without(const char *args, struct arena *a)
{
	const char *value = scmi_early_option(args);
	const char *start = option_start(args, value), *end = value + strcspn(value, ", ");
	bool in_list = start > args && strchr(",=", start[-1]);

	/* "dom0=sci-agent-id=1" goes as a whole, of "dom0=a,sci-agent-id=1" a part. */
	if (in_list && start[-1] == '=' && *end != ',') {
		start -= strlen("dom0=");
		in_list = false;
	}
	end += *end == (in_list ? ',' : ' ');
	if (in_list && start[-1] == ',' && end[-1] != ',')
		start--;
	if (!in_list && !*end && start > args && start[-1] == ' ')
		start--;
	return arena_printf(a, "%.*s%s", (int)(start - args), args, end);
}
