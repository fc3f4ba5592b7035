// SPDX-License-Identifier: BSD-2-Clause
#include <dirent.h>
#include <jansson.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probe/probe.h"
#include "probe/window.h"
#include "util/file.h"

/* Two callers in one channel overwrite each other, so the prober looks who is there first. */

#define JSON_DEPTH 32

struct occupants {
	VEC(char *) nodes;    /* paths of nodes with a bound arm-scmi device */
	VEC(uint32_t) agents; /* of domains that run */
};

/* The path in the tree that an of_node link leads to, or NULL. */
static char *linked_node(const char *driver, const char *device)
{
	struct buf b = { 0 };
	char target[4096];
	const char *base;
	ssize_t n;

	buf_printf(&b, "%s/%s/of_node", driver, device);
	n = readlink(b.data, target, sizeof(target) - 1);
	buf_free(&b);
	if (n <= 0)
		return NULL;
	target[n] = '\0';
	base = strstr(target, "devicetree/base/");
	return base ? strdup(base + strlen("devicetree/base")) : NULL;
}

static void read_bound(struct occupants *o, const struct sdc_probe_options *options)
{
	char *path = rooted(options, "/sys/bus/platform/drivers/arm-scmi");
	DIR *dir = opendir(path);
	struct dirent *e;

	while (dir && (e = readdir(dir))) {
		char *node = linked_node(path, e->d_name);

		if (node)
			vec_push(&o->nodes, node);
	}
	if (dir)
		closedir(dir);
	free(path);
}

/* "arm_sci": { "agent_id": N } wherever it stands in a domain's configuration. */
static void find_agent(struct occupants *o, const json_t *value, int depth)
{
	const char *key;
	json_t *member;

	if (depth > JSON_DEPTH || !json_is_object(value))
		return;
	json_object_foreach((json_t *)value, key, member) {
		const json_t *id = json_object_get(member, "agent_id");

		if (!strcmp(key, "arm_sci") && json_is_integer(id))
			vec_push(&o->agents, (uint32_t)json_integer_value(id));
		else
			find_agent(o, member, depth + 1);
	}
}

static void read_domain(struct occupants *o, const char *dir, const char *name)
{
	struct buf path = { 0 };
	json_t *root;

	buf_printf(&path, "%s/%s", dir, name);
	root = json_load_file(path.data, 0, NULL);
	find_agent(o, root, 0);
	json_decref(root);
	buf_free(&path);
}

/* xl keeps the configuration of each running domain in a file. */
static void read_domains(struct occupants *o, const struct sdc_probe_options *options)
{
	static const char end[] = ".libxl-json";
	char *path = rooted(options, "/var/lib/xen");
	DIR *dir = opendir(path);
	struct dirent *e;

	while (dir && (e = readdir(dir))) {
		size_t n = strlen(e->d_name);

		if (!strncmp(e->d_name, "userdata-", 9) && n > strlen(end) &&
			!strcmp(e->d_name + n - strlen(end), end))
			read_domain(o, path, e->d_name);
	}
	if (dir)
		closedir(dir);
	free(path);
}

struct occupants *occupants_read(const struct sdc_probe *p)
{
	struct occupants *o = xmalloc(sizeof(*o));

	memset(o, 0, sizeof(*o));
	read_bound(o, &p->options);
	if (p->under_xen)
		read_domains(o, &p->options);
	return o;
}

static bool same_channel(const struct probe_channel *c, const struct scmi_instance *i)
{
	if (c->instance == i)
		return true;
	if (i->has_smc_id && c->pub.has_smc_id && i->smc_id == c->pub.smc_id)
		return true;
	return i->shmem.node && i->shmem.region.error == DT_ADDR_OK && c->pub.page_size &&
	       i->shmem.region.addr == c->pub.page;
}

static bool kernel_owns(
	const struct occupants *o, const struct sdc_probe *p, const struct probe_channel *c)
{
	const struct scmi_model *m = p->result->model;

	for (size_t i = 0; i < o->nodes.n; i++)
		for (size_t j = 0; j < m->n_instances; j++) {
			char *path = NULL;
			bool same;

			if (!same_channel(c, &m->instances[j]))
				continue;
			path = dt_path_dup(&p->result->arena, m->instances[j].node);
			same = !strcmp(path, o->nodes.v[i]);
			if (same)
				return true;
		}
	return false;
}

static bool guest_owns(const struct occupants *o, const struct sdc_probe *p, uint32_t id)
{
	const struct scmi_model *m = p->result->model;

	for (size_t i = 0; i < o->agents.n; i++)
		if (o->agents.v[i] == id)
			return true;
	/* Xen has started the tree's own domains before anything else could run. */
	for (size_t i = 0; p->under_xen && i < m->n_domains; i++)
		if (m->domains[i].has_id && m->domains[i].id == id &&
			m->domains[i].type == SCMI_TYPE_MULTI_AGENT)
			return true;
	return false;
}

enum occupant occupant_of(
	const struct occupants *o, const struct sdc_probe *p, const struct probe_channel *c)
{
	if (kernel_owns(o, p, c))
		return OCCUPANT_KERNEL;
	if (c->pub.has_table_id && guest_owns(o, p, c->pub.table_id))
		return OCCUPANT_GUEST;
	return OCCUPANT_NONE;
}

void occupants_free(struct occupants *o)
{
	for (size_t i = 0; i < o->nodes.n; i++)
		free(o->nodes.v[i]);
	vec_free(&o->nodes);
	vec_free(&o->agents);
	free(o);
}

static bool file_has(const struct sdc_probe_options *o, const char *path, const char *text)
{
	char *name = rooted(o, path);
	struct buf b = { 0 };
	bool found;

	found = !access(name, R_OK) && !read_file(name, &b, NULL) &&
		memmem(buf_str(&b), b.len, text, strlen(text));
	buf_free(&b);
	free(name);
	return found;
}

bool running_under_xen(const struct sdc_probe_options *o)
{
	return file_has(o, "/sys/hypervisor/type", "xen") ||
	       file_has(o, "/proc/device-tree/hypervisor/compatible", "xen,xen");
}

void drop_capabilities(void)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { { 0 } };

	/* Fails for nobody: giving up is always allowed. */
	(void)syscall(SYS_capset, &head, none);
}
