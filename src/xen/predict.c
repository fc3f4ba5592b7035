// SPDX-License-Identifier: BSD-2-Clause
#include "xen/predict.h"

#include <string.h>

#include "xen/xen.h"

enum sdc_xen predict_driver(const struct scmi_model *m)
{
	if (m->n_containers)
		return SDC_XEN_MULTI_AGENT;
	for (size_t i = 0; i < m->n_domains; i++)
		if (m->domains[i].type == SCMI_TYPE_MULTI_AGENT)
			return SDC_XEN_MULTI_AGENT;
	return SDC_XEN_SINGLE_AGENT;
}

static bool create_domains(struct xen *x, const struct xen_driver *driver)
{
	const struct scmi_model *m = x->in->model;
	bool boots = !scmi_has_dom0(m) || driver->dom0(x);

	for (size_t i = 0; i < m->n_domains; i++) {
		if (boots)
			boots = driver->domain(x, &m->domains[i]);
		else
			xen_add_domain(x, &m->domains[i], SDC_NOT_REACHED, NULL);
	}
	return boots;
}

static enum sdc_verdict verdict(struct xen *x, bool boots)
{
	enum sdc_verdict v = SDC_ACCEPT;

	if (x->crashed)
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
	if (x->out->xen == SDC_XEN_MULTI_AGENT && !x->channels.n)
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

void predict(const struct predict_input *in, enum sdc_xen xen, struct arena *a,
	struct sdc_prediction *out)
{
	const struct xen_driver *driver =
		xen == SDC_XEN_MULTI_AGENT ? &xen_multi_agent : &xen_single_agent;
	struct xen x = { .in = in, .arena = a, .out = out };
	bool boots = true;

	out->xen = xen;
	driver->start(&x);
	if (x.crashed)
		out->registered = false;
	else
		boots = create_domains(&x, driver);
	out->verdict = verdict(&x, boots);
	/* A refusal for another reason holds whatever the firmware does. */
	out->firmware_decides |= x.doubt && out->registered;
	if (out->verdict == SDC_ACCEPT)
		out->rule = NULL;
	publish_channels(&x);
	publish_domains(&x);
	vec_free(&x.channels);
	vec_free(&x.domains);
}
