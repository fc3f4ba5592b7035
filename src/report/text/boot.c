// SPDX-License-Identifier: BSD-2-Clause
/* What boots, in one line. */
#include <string.h>

#include "base/text.h"
#include "report/report.h"

#define MAX_DOMAINS 3 /* that are named for what they lose */
#define MAX_NODES   2 /* of each */

static bool is_dom0(const struct sdc_boot_domain *d)
{
	return !strcmp(d->name, "dom0");
}

static void put_name(struct buf *out, const char *name)
{
	text_clean(out, strcmp(name, "dom0") ? name : "Dom0", TEXT_ONE_LINE);
}

static void put_rule(struct buf *out, const char *rule)
{
	if (rule)
		buf_printf(out, " [%s]", rule);
}

/* "Dom0 and 2 guests"; returns how many, for the verb. */
static size_t put_built(struct buf *out, const struct sdc_boot *b)
{
	size_t guests = 0, dom0 = 0;

	for (size_t i = 0; i < b->n_domains; i++)
		if (b->domains[i].built)
			*(is_dom0(&b->domains[i]) ? &dom0 : &guests) += 1;
	if (dom0)
		buf_puts(out, guests ? "Dom0 and " : "Dom0");
	if (guests)
		text_plural(out, guests, "guest", "guests");
	if (!dom0 && !guests)
		buf_puts(out, "no domain");
	return dom0 + guests;
}

static void put_lost(struct buf *out, const struct sdc_boot_item *lost, size_t n)
{
	for (size_t i = 0; i < n && i < MAX_NODES; i++) {
		const char *slash = strrchr(lost[i].node, '/');

		buf_puts(out, i ? ", " : "");
		text_clean(out, slash && slash[1] ? slash + 1 : lost[i].node, TEXT_ONE_LINE);
		put_rule(out, lost[i].rule);
	}
	if (n > MAX_NODES)
		buf_printf(out, " and %zu more", n - MAX_NODES);
}

static void put_losses(struct buf *out, const struct sdc_boot *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_domains; i++) {
		const struct sdc_boot_domain *d = &b->domains[i];

		if (!d->built || !d->n_lost || n++ >= MAX_DOMAINS)
			continue;
		buf_puts(out, "; ");
		put_name(out, d->name);
		buf_puts(out, " loses ");
		put_lost(out, d->lost, d->n_lost);
	}
	if (n > MAX_DOMAINS)
		buf_printf(out, "; %zu more domains lose something", n - MAX_DOMAINS);
	if (b->n_lost) {
		buf_puts(out, "; Xen itself loses ");
		put_lost(out, b->lost, b->n_lost);
	}
}

static void put_stop(struct buf *out, const struct sdc_boot *b)
{
	buf_puts(out, b->verdict == SDC_HANG ? "it hangs" : "the boot stops");
	if (b->domain) {
		buf_puts(out, " while ");
		put_name(out, b->domain);
		buf_puts(out, " is built");
	} else if (b->verdict == SDC_EARLY_PANIC) {
		buf_puts(out, " before any domain is built");
	}
	put_rule(out, b->rule);
}

void report_boot(struct buf *out, const struct sdc_boot *b)
{
	struct buf line = { 0 };
	size_t n;

	if (!b->xen)
		return;
	buf_printf(&line, "Xen %s: ", b->xen);
	if (b->verdict == SDC_BOOTS || b->verdict == SDC_BOOTS_WITH_LOSS) {
		n = put_built(&line, b);
		buf_puts(&line, n == 1 ? " boots" : n ? " boot" : " is built");
		put_losses(&line, b);
	} else {
		put_stop(&line, b);
	}
	report_put_line(out, &line);
}
