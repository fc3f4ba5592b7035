// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "scmi/build.h"

static bool is_domain(const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "compatible");

	for (const char *s = NULL; p && (s = dt_prop_next_string(p, s));)
		if (!strcasecmp(s, "xen,domain"))
			return true;
	return false;
}

static void read_domain(struct scmi_domain *d, const struct dt_node *n)
{
	d->node = n;
	d->type_prop = dt_prop(n, "xen,sci_type");
	d->id_prop = dt_prop(n, "xen,sci-agent-id");
	d->has_id = dt_prop_u32(n, "xen,sci-agent-id", &d->id);
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

/* As Xen's boolean_param() reads an option (docs/misc/xen-command-line.pandoc). */
static bool read_flag(const char *args, const char *name)
{
	size_t len = strlen(name);
	bool value = false;

	while (args && *(args += strspn(args, " "))) {
		size_t n = strcspn(args, " ");
		bool no = n == len + 3 && !strncmp(args, "no-", 3) && !strncmp(args + 3, name, len);

		if (no)
			value = false;
		else if (n >= len && !strncmp(args, name, len) && (n == len || args[len] == '='))
			value = n == len || !memchr("0nfd", args[len + 1], 4) ||
				!strncmp(args + len, "=on", 3);
		args += n;
	}
	return value;
}

void scmi_read_domains(struct scmi_model *m)
{
	const struct dt_node *chosen = dt_child(m->tree->nodes, "chosen");
	const struct dt_node *n;
	size_t count = 0;

	if (!chosen)
		return;
	dt_for_each_child(chosen, n)
		count += is_domain(n);
	m->domains = arena_array(&m->arena, count, sizeof(*m->domains));
	dt_for_each_child(chosen, n)
		if (is_domain(n))
			read_domain(&m->domains[m->n_domains++], n);
	m->bootargs = bootargs_of(chosen);
	m->smc_passthrough = read_flag(m->bootargs, "scmi-smc-passthrough");
}
