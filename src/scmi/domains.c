// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/search.h"
#include "scmi/build.h"

static bool is_domain(const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "compatible");

	for (const char *s = NULL; p && (s = dt_prop_next_string(p, s));)
		if (!strcasecmp(s, "xen,domain"))
			return true;
	return false;
}

/* A number of 64 bits, in KiB (docs/misc/arm/device-tree/booting.txt in Xen). */
static uint64_t read_memory(const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "memory");
	uint64_t kib = p && p->len >= 8 ? dt_number(p->data, 2) : 0;

	return kib < UINT64_MAX >> 10 ? kib << 10 : 0;
}

static void read_domain(struct scmi_domain *d, const struct dt_node *n)
{
	d->node = n;
	d->type_prop = dt_prop(n, "xen,sci_type");
	d->id_prop = dt_prop(n, "xen,sci-agent-id");
	d->has_id = dt_prop_u32(n, "xen,sci-agent-id", &d->id);
	d->memory = read_memory(n);
	dt_prop_u32(n, "cpus", &d->cpus);
	d->direct_map = dt_prop(n, "direct-map") != NULL;
	if (!d->type_prop)
		return;
	d->type_text = dt_prop_next_string(d->type_prop, NULL);
	d->type = SCMI_TYPE_UNKNOWN;
	for (int type = SCMI_TYPE_NONE; d->type_text && type < SCMI_TYPE_UNKNOWN; type++)
		if (!strcmp(d->type_text, scmi_domain_type_name((enum scmi_domain_type)type)))
			d->type = (enum scmi_domain_type)type;
}

/* Xen takes its own property, or bootargs where Dom0 has arguments of its own
 * (docs/misc/arm/device-tree/booting.txt). */
static const char *bootargs_of(const struct dt_node *chosen)
{
	const struct dt_prop *p = dt_prop(chosen, "xen,xen-bootargs");
	bool dom0_args = dt_prop(chosen, "xen,dom0-bootargs") != NULL;
	const struct dt_node *c;

	if (!p) {
		dt_for_each_child(chosen, c)
			dom0_args |= dt_compatible(c, "multiboot,kernel") && dt_prop(c, "bootargs");
		p = dom0_args ? dt_prop(chosen, "bootargs") : NULL;
	}
	return p ? dt_prop_next_string(p, NULL) : NULL;
}

/* Xen's command line stands in the first /chosen, with a unit address or without (libfdt's
 * fdt_path_offset()); domains only in the one without. */
static const char *command_line(const struct dt_node *root)
{
	const struct dt_node *n;

	dt_for_each_child(root, n)
		if (dt_name_is(n, "chosen"))
			return bootargs_of(n);
	return NULL;
}

/* As Xen's parse_bool() takes the value of an option: -1 where it is none
 * (docs/misc/xen-command-line.pandoc). */
static int read_bool(const char *s, size_t len)
{
	static const char *const names[][2] = { { "0", "1" }, { "no", "yes" }, { "off", "on" },
		{ "false", "true" }, { "disable", "enable" } };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (int value = 0; value < 2; value++)
			if (strlen(names[i][value]) == len && !strncmp(s, names[i][value], len))
				return value;
	return len ? -1 : 1;
}

/* As Xen's boolean_param() reads an option: the last one counts, "no-" turns it round. */
static bool read_flag(const char *args, const char *name)
{
	size_t len = strlen(name);
	bool flag = false;

	while (*(args += strspn(args, " "))) {
		const char *end = args + strcspn(args, " ");
		bool no = !strncmp(args, "no-", 3);
		const char *value = args + (no ? 3 : 0);

		if (!strncmp(value, name, len) && (value[len] == '=' || value + len == end)) {
			int b;

			value += len + (value[len] == '=');
			b = read_bool(value, (size_t)(end - value));
			if (b >= 0)
				flag = b != no;
		}
		args = end;
	}
	return flag;
}

void scmi_read_domains(struct scmi_model *m)
{
	const struct dt_node *chosen = dt_child(m->tree->nodes, "chosen");
	const struct dt_node *n;
	size_t count = 0;

	m->bootargs = command_line(m->tree->nodes);
	m->smc_passthrough = m->bootargs && read_flag(m->bootargs, "scmi-smc-passthrough");
	if (!chosen)
		return;
	dt_for_each_child(chosen, n)
		count += is_domain(n);
	m->domains = arena_array(&m->arena, count, sizeof(*m->domains));
	dt_for_each_child(chosen, n)
		if (is_domain(n))
			read_domain(&m->domains[m->n_domains++], n);
}

const struct scmi_domain *scmi_domain_of(const struct scmi_model *m, const struct dt_node *n)
{
	size_t i;

	search_sorted(i, m->n_domains, m->domains[i].node < n);
	return i < m->n_domains && m->domains[i].node == n ? &m->domains[i] : NULL;
}

bool scmi_has_kernel(const struct dt_node *n)
{
	const struct dt_node *c;

	dt_for_each_child(n, c)
		if (dt_compatible(c, "multiboot,kernel"))
			return true;
	return false;
}

bool scmi_has_dom0(const struct scmi_model *m)
{
	const struct dt_node *chosen = dt_child(m->tree->nodes, "chosen");
	bool guest = false;

	if (!chosen || scmi_has_kernel(chosen))
		return true;
	for (size_t i = 0; i < m->n_domains && !guest; i++)
		guest = scmi_has_kernel(m->domains[i].node);
	return !guest;
}
