// SPDX-License-Identifier: BSD-2-Clause
/* Permissions: which device asks the firmware for what. */
#include <stdlib.h>
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/firmware/firmware.h"

#define CONTROLLERS "access-controllers"

static void check_mismatch(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	size_t end;

	if (!rules_the_container(c))
		return;
	for (size_t first = 0; first < m->n_permissions; first = end) {
		const struct scmi_permission *old = NULL, *now = NULL;
		struct finding *f;

		end = rules_end_of_device(m, first);
		for (size_t i = first; i < end; i++) {
			const struct scmi_permission *p = &m->permissions[i];

			if (p->legacy && p->has_id && !old)
				old = p;
			else if (!p->legacy && p->has_id && p->controller &&
				 p->controller->container && !now)
				now = p;
		}
		if (!old || !now || rules_device_asks(m, first, end, old->id))
			continue;
		f = finding_add(c->findings, r, old->device, "scmi_devid", 0,
			"scmi_devid is 0x%x, but access-controllers asks for 0x%x", old->id,
			now->id);
		finding_hint(c->findings, f,
			"find out which is right, write it in access-controllers and remove "
			"scmi_devid");
		rules_maybe_remove(c, f, old->device, "scmi_devid");
	}
}

struct claim {
	uint32_t id;
	const struct dt_node *device;
	const struct scmi_permission *by;
};

static int by_id(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	return x->by < y->by ? -1 : x->by > y->by;
}

/* As the firmware's description has it. */
static void fix_id(struct check *c, struct finding *f, const struct scmi_permission *p)
{
	uint32_t id;

	if (f->message && !p->legacy && rules_device_id(c, p->device, &id) && id != p->id)
		rules_fix_cell(c, f, p->device, CONTROLLERS, p->ref.cell + 1,
			findings_str(c->findings, "%u", id));
}

static void check_repeated(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	VEC(struct claim) list = { 0 };

	for (size_t i = 0; rules_the_container(c) && i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];

		if (p->has_id && dt_available(p->device) &&
			(p->legacy || (p->controller && p->controller->container)))
			vec_push(&list, (struct claim){ p->id, p->device, p });
	}
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), by_id);
	for (size_t i = 1, first = 0; i < list.n; i++) {
		const struct claim *q = &list.v[i];
		struct finding *f;

		if (q->id != list.v[first].id)
			first = i;
		if (q->id != q[-1].id || q->device == q[-1].device)
			continue;
		f = finding_add(c->findings, r, q->device, q->by->prop->name,
			q->by->legacy ? 0 : (int)q->by->ref.index,
			"permission id 0x%x belongs to another device already", q->id);
		finding_relate(c->findings, f, list.v[first].device, "has it too");
		finding_concerns(
			c->findings, f, list.v[first].device, list.v[first].by->prop->name);
		finding_hint(c->findings, f,
			"give each device the id that the firmware's list has for it");
		fix_id(c, f, q->by);
	}
	vec_free(&list);
}

/* The node is a device of its own that a driver binds to. */
static bool is_device(const struct dt_node *n, const struct dt_node *cpus)
{
	return dt_prop(n, "compatible") && dt_available(n) && !(cpus && dt_within(n, cpus));
}

#define NAMED 4 /* so many nodes are named in one message */

/* Of Dom0's devices, and of those that are hidden from it for guests. */
struct missing {
	const struct scmi_use *first;
	struct buf others;
	size_t n;
};

static void add_missing(struct missing *m, const struct scmi_use *u)
{
	if (!m->n++) {
		m->first = u;
		return;
	}
	if (m->n > NAMED)
		return;
	buf_puts(&m->others, ", ");
	dt_path(&m->others, u->device);
}

/* One finding for each: who forgot it in one place forgot it in all. */
static void report_missing(struct check *c, const struct rule *r, struct missing *m)
{
	struct finding *f;

	if (m->n > NAMED)
		buf_printf(&m->others, " and %zu more", m->n - NAMED);
	if (m->n) {
		f = finding_add(c->findings, r, m->first->device, CONTROLLERS, -1,
			"the device uses SCMI by %s but names no permission id%s%s",
			m->first->prop->name,
			m->n > 2   ? "; nor do "
			: m->n > 1 ? "; nor does "
				   : "",
			m->n > 1 ? buf_str(&m->others) + 2 : "");
		finding_relate(c->findings, f, m->first->ref.provider, "what it uses");
		finding_hint(c->findings, f, "write access-controllers = <%s ID>",
			rules_controller_ref(c));
		if (m->n == 1)
			rules_fix_permission(c, f, m->first->device);
	}
	buf_free(&m->others);
}

static void check_missing(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	const struct dt_node *cpus = dt_child(c->tree->nodes, "cpus"), *last = NULL;
	struct missing missing[2] = { 0 };
	size_t k = 0;

	if (!rules_the_container(c) || (c->firmware && !c->firmware->set_device_permissions))
		return;
	for (size_t i = 0; i < m->n_uses; i++) {
		const struct scmi_use *u = &m->uses[i];

		if (u->device == last)
			continue;
		last = u->device;
		while (k < m->n_permissions && m->permissions[k].device < u->device)
			k++;
		if ((k < m->n_permissions && m->permissions[k].device == u->device) ||
			u->protocol->instance->container || !is_device(u->device, cpus) ||
			m->owner[dt_index(c->tree, u->device)] || dt_prop(u->device, CONTROLLERS) ||
			findings_about(c->findings, u->device, CONTROLLERS))
			continue;
		add_missing(&missing[dt_prop(u->device, "xen,passthrough") != NULL], u);
	}
	report_missing(c, r, &missing[0]);
	report_missing(c, r, &missing[1]);
}

static void check_without_agent(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	const struct scmi_container *k = rules_the_container(c);
	const struct dt_node *last = NULL;
	uint32_t id;

	/* An id that is there but wrong has a finding of its own. */
	if (!k || k->dom0_prop || rules_dom0_id(c, &id))
		return;
	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];
		struct finding *f;

		if (!rules_asks(c, p, true) || dt_prop(p->device, "xen,passthrough") ||
			p->device == last || !dt_available(p->device))
			continue;
		last = p->device;
		f = finding_add(c->findings, r, p->device, CONTROLLERS, (int)p->ref.index,
			"permission 0x%x is asked for nobody: Dom0 has no agent and the device is "
			"not passed through",
			p->id);
		finding_hint(c->findings, f,
			"write xen,passthrough in a device that is meant for a guest");
	}
}

#define SILENT "asks the firmware for no permission and prints nothing"

static const struct rule_check checks[] = {
	{ RULE_PERMISSION_MISMATCH, check_mismatch },
	{ RULE_PERMISSION_REPEATED, check_repeated },
	{ RULE_PERMISSION_MISSING, check_missing },
	{ RULE_DEVICE_WITHOUT_AGENT, check_without_agent },
};

const struct rule_set rules_devices = { checks, sizeof(checks) / sizeof(checks[0]) };
