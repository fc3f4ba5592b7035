// SPDX-License-Identifier: BSD-2-Clause
#include "xen/predict.h"

#include <string.h>

#include "xen/xen.h"

/* The last domain that was recorded is the one that the boot stops at. */
static void refuse_last(struct xen *x)
{
	struct sdc_domain *d = &x->domains.v[x->domains.n - 1];

	if (d->outcome == SDC_REFUSED)
		return;
	d->outcome = SDC_REFUSED;
	d->rule = x->boot->stop->rule;
	xen_blame(x, d->rule);
}

/* A refusal by the mediator comes before the domain is built. */
static void creation_refused(struct xen *x, int domain)
{
	const struct sdc_domain *d = &x->domains.v[x->domains.n - 1];
	const struct dt_node *chosen = x->boot->chosen ? x->boot->chosen : x->boot->tree->nodes;

	x->boot->current = domain;
	boot_add(x->boot, BOOT_STOP, d->rule,
		domain ? x->boot->domains.v[domain].scmi->node : chosen, NULL, -1, NULL);
	x->boot->current = BOOT_XEN;
}

static void create_dom0(struct xen *x, const struct xen_driver *driver)
{
	bool before = x->boot->stop != NULL;

	if (before)
		xen_add_domain(x, NULL, SDC_NOT_REACHED, NULL);
	else if (!driver->dom0(x))
		creation_refused(x, 0);
	boot_dom0(x->boot);
	if (!before && x->boot->stop)
		refuse_last(x);
	x->agent = false;
}

static void create_guest(struct xen *x, const struct xen_driver *driver, size_t i)
{
	const struct scmi_domain *d = x->boot->domains.v[i].scmi;
	bool before = x->boot->stop != NULL;

	if (before)
		xen_add_domain(x, d, SDC_NOT_REACHED, NULL);
	else if (!driver->domain(x, d))
		creation_refused(x, (int)i);
	boot_guest(x->boot, d);
	if (!before && x->boot->stop)
		refuse_last(x);
	x->agent = false;
}

static bool create_domains(struct xen *x, const struct xen_driver *driver)
{
	struct boot *b = x->boot;

	for (size_t i = 0; i < b->domains.n; i++) {
		if (b->domains.v[i].scmi)
			create_guest(x, driver, i);
		else if (!b->domains.v[i].absent)
			create_dom0(x, driver);
	}
	boot_finish(b);
	if (b->stop)
		xen_blame(x, b->stop->rule);
	return !b->stop;
}

static enum sdc_verdict verdict(struct xen *x, bool boots)
{
	enum sdc_verdict v = SDC_ACCEPT;

	if (x->crashed || (x->boot->stop && x->boot->stop->how != BOOT_STOP))
		return SDC_CRASH;
	if (!boots)
		return SDC_DOMAIN_REJECTED;
	if (!x->out->registered)
		return SDC_REJECT;
	for (size_t i = 0; i < x->domains.n; i++) {
		if (x->domains.v[i].outcome != SDC_UNUSABLE)
			continue;
		xen_blame(x, x->domains.v[i].rule);
		v = SDC_ACCEPT_UNUSABLE;
	}
	/* A mediator that has lost its channels serves nobody. */
	if (!x->channels.n)
		v = SDC_ACCEPT_UNUSABLE;
	return v;
}

static void publish_channels(struct xen *x)
{
	struct sdc_channel *list = arena_array(x->arena, x->channels.n, sizeof(*list));

	for (size_t i = 0; i < x->channels.n; i++) {
		list[i] = x->channels.v[i].pub;
		/* Good for the walk, but no statement: only the firmware knows it. */
		if (x->channels.v[i].discovered && !x->in->firmware)
			list[i].id_known = false;
	}
	x->out->channels = list;
	x->out->n_channels = x->channels.n;
}

static void publish_domains(struct xen *x)
{
	struct sdc_domain *list = arena_array(x->arena, x->domains.n, sizeof(*list));

	if (x->domains.n)
		memcpy(list, x->domains.v, x->domains.n * sizeof(*list));
	x->out->domains = list;
	x->out->n_domains = x->domains.n;
}

/* A node that Dom0's kernel uses without Xen. */
static const char *past_xen(const struct scmi_model *m)
{
	for (size_t i = 0; i < m->n_instances; i++) {
		const struct scmi_instance *s = &m->instances[i];

		if (s->container || !dt_available(s->node))
			continue;
		if (s->transport == SCMI_MAILBOX)
			return "a mailbox";
		if (s->transport == SCMI_OTHER)
			return "another transport";
	}
	return NULL;
}

static bool hides(void *ctx, const struct dt_node *n)
{
	struct xen *x = ctx;

	return x->driver->hides && x->out->registered && x->driver->hides(x, n);
}

static const char *assign(void *ctx, const struct dt_node *n)
{
	struct xen *x = ctx;

	return x->driver->assign && x->agent ? x->driver->assign(x, n) : NULL;
}

/* Xen stops before it looks for a mediator, or while it does. */
static void stop_early(struct xen *x)
{
	x->out->registered = false;
	x->channels.n = 0;
	if (x->crashed && !x->boot->stop)
		boot_add(x->boot, BOOT_CRASH, x->out->rule,
			x->bound ? x->bound->node : x->boot->tree->nodes, NULL, -1, NULL);
	x->crashed = true;
	x->out->rule = x->boot->stop->rule;
}

struct boot *predict_boot(const struct predict_input *in, enum sdc_xen xen, struct arena *a,
	struct sdc_prediction *out)
{
	struct xen x = { .in = in, .arena = a, .out = out };
	bool boots = true;

	x.boot = boot_new(in, in->caps ? in->caps : xen_caps_find(NULL), a);
	/* The multi-agent driver is a series of patches, whatever they are applied to. */
	x.driver = xen_driver(xen);
	if (!x.boot->caps->sci && xen != SDC_XEN_MULTI_AGENT)
		x.driver = &xen_no_agent;
	x.boot->sci.ctx = &x;
	x.boot->sci.skips_container = x.driver->caps.reads_container;
	x.boot->sci.hides = hides;
	x.boot->sci.assign = assign;
	out->xen = xen;
	x.driver->start(&x);
	if (x.crashed || x.boot->stop)
		stop_early(&x);
	boots = create_domains(&x, x.driver);
	if (x.crashed)
		x.domains.n = 0;
	out->verdict = verdict(&x, boots);
	/* A refusal for another reason holds whatever the firmware does. */
	out->firmware_decides |= x.doubt && out->registered;
	if (out->verdict == SDC_ACCEPT)
		out->rule = NULL;
	if (!out->registered && boot_builds_dom0(x.boot))
		out->past_xen = past_xen(in->model);
	/* The stop decides, whatever came before. */
	if (x.boot->stop)
		out->rule = x.boot->stop->rule;
	publish_channels(&x);
	publish_domains(&x);
	boot_publish(x.boot, &out->boot);
	vec_free(&x.channels);
	vec_free(&x.domains);
	x.boot->sci.ctx = NULL;
	x.boot->sci.hides = NULL;
	x.boot->sci.assign = NULL;
	return x.boot;
}

void predict(const struct predict_input *in, enum sdc_xen xen, struct arena *a,
	struct sdc_prediction *out)
{
	boot_free(predict_boot(in, xen, a, out));
}
