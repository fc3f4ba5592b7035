// SPDX-License-Identifier: BSD-2-Clause
#include <dirent.h>
#include <jansson.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/files/file.h"
#include "probe/probe.h"
#include "probe/transports/window.h"

/* Two callers in one channel overwrite each other, so the prober looks who is there first. */

#define JSON_DEPTH 32
#define MAX_AGENT  254 /* that Xen gives to a domain */

struct channel_users {
	VEC(const struct scmi_instance *) bound; /* to an arm-scmi device */
	bool agents[MAX_AGENT + 1];              /* those of domains that run */
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
	return base ? xstrdup(base + strlen("devicetree/base")) : NULL;
}

static void read_bound(struct channel_users *o, const struct scmi_model *m,
	const struct sdc_probe_options *options)
{
	char *path = rooted(options, "/sys/bus/platform/drivers/arm-scmi");
	DIR *dir = opendir(path);
	struct dirent *e;

	while (dir && (e = readdir(dir))) {
		char *name = linked_node(path, e->d_name);
		const struct dt_node *node = name ? dt_by_path(m->tree, name) : NULL;
		const struct scmi_instance *instance = node ? scmi_instance_of(m, node) : NULL;

		if (instance)
			vec_push(&o->bound, instance);
		free(name);
	}
	if (dir)
		closedir(dir);
	free(path);
}

/* "arm_sci": { "agent_id": N } wherever it stands in a domain's configuration. */
static void find_agent(struct channel_users *o, const json_t *value, int depth)
{
	const char *key;
	json_t *member;

	if (depth > JSON_DEPTH || !json_is_object(value))
		return;
	json_object_foreach((json_t *)value, key, member) {
		json_int_t id = json_integer_value(json_object_get(member, "agent_id"));

		if (!strcmp(key, "arm_sci") && json_object_get(member, "agent_id") && id >= 0 &&
			id <= MAX_AGENT)
			o->agents[id] = true;
		else
			find_agent(o, member, depth + 1);
	}
}

static void read_domain(struct channel_users *o, const char *dir, const char *name)
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
static void read_domains(struct channel_users *o, const struct sdc_probe_options *options)
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

/* Xen has started the tree's own domains before anything else could run. */
static void started_by_xen(struct channel_users *o, const struct scmi_model *m)
{
	for (size_t i = 0; i < m->n_domains; i++)
		if (m->domains[i].has_id && m->domains[i].type == SCMI_TYPE_MULTI_AGENT &&
			m->domains[i].id <= MAX_AGENT)
			o->agents[m->domains[i].id] = true;
}

struct channel_users *channel_users_read(const struct sdc_probe *p)
{
	struct channel_users *o = xmalloc(sizeof(*o));

	memset(o, 0, sizeof(*o));
	read_bound(o, p->model, &p->options);
	if (p->under_xen) {
		read_domains(o, &p->options);
		started_by_xen(o, p->model);
	}
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

static bool kernel_owns(const struct channel_users *o, const struct probe_channel *c)
{
	for (size_t i = 0; i < o->bound.n; i++)
		if (same_channel(c, o->bound.v[i]))
			return true;
	return false;
}

enum channel_user channel_user_of(const struct channel_users *o, const struct probe_channel *c)
{
	if (kernel_owns(o, c))
		return USER_KERNEL;
	if (c->pub.has_table_id && c->pub.table_id <= MAX_AGENT && o->agents[c->pub.table_id])
		return USER_GUEST;
	return USER_NONE;
}

void channel_users_free(struct channel_users *o)
{
	vec_free(&o->bound);
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
