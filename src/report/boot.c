// SPDX-License-Identifier: BSD-2-Clause
/* What boots, and what domains lose: one line. */
#include <string.h>

#include "base/text.h"
#include "report/report.h"

#define SHOWN 3 /* nodes of a domain; the others are counted */

static bool is_dom0(const struct sdc_boot_domain *d)
{
	return !strcmp(d->name, "dom0");
}

static void put_name(struct buf *out, const char *name)
{
	text_clean(out, strcmp(name, "dom0") != 0 ? name : "Dom0", TEXT_ONE_LINE);
}

static void put_built(struct buf *out, const struct sdc_boot *b)
{
	size_t guests = 0, dom0 = 0;

	for (size_t i = 0; i < b->n_domains; i++) {
		if (!b->domains[i].built)
			continue;
		dom0 += is_dom0(&b->domains[i]);
		guests += !is_dom0(&b->domains[i]);
	}
	if (dom0)
		buf_puts(out, guests ? "Dom0 and " : "Dom0");
	if (guests)
		text_plural(out, guests, "guest", "guests");
	if (dom0 + guests)
		buf_puts(out, dom0 + guests == 1 ? " boots" : " boot");
	else
		buf_puts(out, "no domain boots");
}

static void put_items(struct buf *out, const char *who, const struct sdc_boot_item *items, size_t n)
{
	if (!n)
		return;
	buf_puts(out, "; ");
	put_name(out, who);
	buf_puts(out, " loses ");
	for (size_t i = 0; i < n && i < SHOWN; i++) {
		buf_puts(out, i ? ", " : "");
		text_clean(out, items[i].node, TEXT_ONE_LINE);
		buf_printf(out, " [%s]", items[i].rule);
	}
	if (n > SHOWN)
		buf_printf(out, " and %zu more", n - SHOWN);
}

static void put_losses(struct buf *out, const struct sdc_boot *b)
{
	if (b->n_lost)
		buf_printf(out, "; Xen has no console [%s]", b->lost[0].rule);
	for (size_t i = 0; i < b->n_domains; i++) {
		const struct sdc_boot_domain *d = &b->domains[i];

		if (!d->built && d->n_lost) {
			buf_puts(out, "; ");
			put_name(out, d->name);
			buf_printf(out, " is not built [%s]", d->lost[0].rule);
		} else {
			put_items(out, d->name, d->lost, d->n_lost);
		}
	}
}

void report_boot(struct buf *out, const struct sdc_boot *b)
{
	buf_printf(out, "Xen %s: ", b->xen);
	switch (b->verdict) {
	case SDC_BOOTS:
	case SDC_BOOTS_WITH_LOSS:
		put_built(out, b);
		put_losses(out, b);
		break;
	case SDC_HANG:
		buf_puts(out, "the boot hangs");
		break;
	default:
		buf_puts(out, "the boot stops");
		break;
	}
	if (b->rule) {
		if (b->domain) {
			buf_puts(out, " while ");
			put_name(out, b->domain);
			buf_puts(out, " is built");
		} else {
			buf_puts(out, " before a domain is built");
		}
		buf_printf(out, " [%s]", b->rule);
	}
	buf_putc(out, '\n');
}
