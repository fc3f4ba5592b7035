// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "report/report.h"
#include "report/view/owners.h"

static bool is_any(const struct sdc_domain *d)
{
	(void)d;
	return true;
}

static bool is_granted(const struct sdc_domain *d)
{
	return d->outcome == SDC_GRANTED;
}

static void put_name(struct buf *out, const struct sdc_domain *d)
{
	text_clean(out, owner_name(d), TEXT_ONE_LINE);
}

static void put_rule(struct buf *out, const char *rule)
{
	if (rule)
		buf_printf(out, " [%s]", rule);
}

/* "Dom0 and 2 guests"; returns how many, for the verb. */
static size_t put_domains(
	struct buf *out, const struct sdc_prediction *p, bool (*which)(const struct sdc_domain *))
{
	size_t guests = 0, dom0 = 0;

	for (size_t i = 0; i < p->n_domains; i++) {
		if (!which(&p->domains[i]))
			continue;
		guests += p->domains[i].node != NULL;
		dom0 += p->domains[i].node == NULL;
	}
	if (dom0)
		buf_puts(out, guests ? "Dom0 and " : "Dom0");
	if (guests)
		text_plural(out, guests, "guest", "guests");
	return dom0 + guests;
}

static void put_start(struct buf *out, const struct sdc_prediction *p)
{
	struct buf who = { 0 };
	size_t n = put_domains(&who, p, is_granted);

	buf_puts(out, "the mediator starts with ");
	text_plural(out, p->n_channels, "channel", "channels");
	if (n)
		buf_printf(out, "; %s %s SCMI", buf_str(&who), n == 1 ? "gets" : "get");
	else if (p->verdict == SDC_ACCEPT)
		buf_puts(out, "; no domain asks for it");
	buf_free(&who);
}

static void put_no_start(struct buf *out, const struct sdc_prediction *p)
{
	struct buf who = { 0 };
	size_t n = put_domains(&who, p, is_any);

	/* A stop has a finding, unless there is nothing to start with. */
	buf_puts(out, p->rule ? "the mediator does not start" : "this tree has no SCMI for Xen");
	put_rule(out, p->rule);
	if (p->past_xen)
		buf_printf(out, "; Dom0 keeps its SCMI over %s, and Xen forwards nothing",
			p->past_xen);
	else if (n)
		buf_printf(out, "; %s %s without SCMI", buf_str(&who), n == 1 ? "boots" : "boot");
	buf_free(&who);
}

static void put_agent(struct buf *out, const struct sdc_domain *d)
{
	if (d->has_id)
		buf_printf(out, " agent %" PRIu32, d->agent_id);
	else
		buf_puts(out, " its agent");
}

static void put_unusable(struct buf *out, const struct sdc_prediction *p)
{
	for (size_t i = 0; i < p->n_domains; i++) {
		const struct sdc_domain *d = &p->domains[i];

		if (d->outcome != SDC_UNUSABLE)
			continue;
		buf_puts(out, "; ");
		put_name(out, d);
		buf_puts(out, " cannot use");
		put_agent(out, d);
		put_rule(out, d->rule);
	}
}

/* The boot stops at the last domain that is refused; those behind it are not reached. Without a
 * mediator others are refused as well, and boot. */
static void put_boot_stop(struct buf *out, const struct sdc_prediction *p)
{
	const struct sdc_domain *d = NULL;

	for (size_t i = 0; i < p->n_domains; i++)
		if (p->domains[i].outcome == SDC_REFUSED)
			d = &p->domains[i];
	for (size_t i = 0; !p->registered && i < p->n_domains; i++) {
		const struct sdc_domain *first = &p->domains[i];

		/* What it asked for was refused before, for want of a mediator. */
		if (first == d || first->outcome != SDC_REFUSED || !first->rule)
			continue;
		buf_puts(out, "the mediator does not start");
		put_rule(out, first->rule);
		buf_puts(out, "; ");
		break;
	}
	buf_puts(out, "the boot stops");
	if (d) {
		buf_puts(out, " while ");
		put_name(out, d);
		buf_puts(out, " is created");
	}
	put_rule(out, d && d->rule ? d->rule : p->rule);
}

static void put_verdict(struct buf *out, const struct sdc_prediction *p)
{
	switch (p->verdict) {
	case SDC_ACCEPT:
	case SDC_ACCEPT_UNUSABLE:
		put_start(out, p);
		put_unusable(out, p);
		break;
	case SDC_REJECT:
		put_no_start(out, p);
		break;
	case SDC_DOMAIN_REJECTED:
		put_boot_stop(out, p);
		break;
	case SDC_CRASH:
		buf_puts(out, p->boot.verdict == SDC_EARLY_PANIC
				      ? "no domain gets SCMI, as Xen stops before"
				      : "Xen crashes");
		put_rule(out, p->rule);
		break;
	}
}

void report_scmi(struct buf *out, const struct sdc_prediction *p)
{
	struct buf line = { 0 };

	buf_printf(&line, "Xen (%s): ", sdc_xen_name(p->xen));
	put_verdict(&line, p);
	report_put_line(out, &line);
	if (!p->firmware_decides)
		return;
	buf_printf(&line,
		"Xen (%s): the tree alone does not decide, the firmware does; describe it with "
		"--firmware FILE",
		sdc_xen_name(p->xen));
	report_put_line(out, &line);
}

void report_prediction(struct buf *out, const struct sdc_prediction *p)
{
	report_boot(out, &p->boot);
	report_scmi(out, p);
}
