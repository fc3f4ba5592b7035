// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "plan/build.h"
#include "xen/iommu.h"

static const char *why_useless(const struct builder *b, const struct dt_ref *ref)
{
	if (ref->error)
		return "iommus cannot be read";
	if (b->iommu_off)
		return "Xen's command line switches IOMMUs off";
	if (dt_prop(ref->provider, "xen,passthrough"))
		return "the IOMMU of the device is marked xen,passthrough";
	if (!dt_available(ref->provider))
		return "the IOMMU of the device is disabled";
	return xen_drives_iommu(ref->provider)
		       ? "Xen does not start the IOMMU of the device without #global-interrupts"
		       : "the IOMMU of the device is none that Xen drives";
}

static void add_disabled(struct builder *b, const struct pending_node *w, const struct dt_ref *ref)
{
	struct issue *i;

	/* Of what dtdev names another rule speaks. */
	if (b->g.want->derived && b->g.want->boot == PLAN_XL)
		return;
	i = issue_add(&b->issues, RULE_GUEST_IOMMU_DISABLED, w->host, "iommus", (int)ref->index,
		"guest %s: %s", b->g.want->name, why_useless(b, ref));

	if (!ref->error)
		issue_relate(&b->issues, i, ref->provider, "the IOMMU");
	issue_hint(&b->issues, i, "%s%s where the guest is trusted",
		ref->error || !dt_available(ref->provider) ? "enable it, or " : "",
		b->g.want->derived ? "write xen,force-assign-without-iommu; in the guest's node"
				   : "say force-assign-without-iommu: true");
	if (b->g.devices.v[w->device].pub.consent)
		issue_warn(&b->issues, i);
}

void streams_read(struct builder *b, const struct pending_node *w)
{
	const struct dt_prop *p = dt_prop(w->host, "iommus");
	struct device *d = &b->g.devices.v[w->device];
	struct dt_ref ref = { 0 };

	d->stream = b->g.streams.n;
	d->pub.protected_by_iommu = p != NULL;
	while (p && dt_ref_next(b->t, p, "#iommu-cells", &ref)) {
		struct plan_stream s = { .node = w->host };

		if (ref.error == DT_REF_EMPTY)
			continue;
		if (ref.error || b->iommu_off || !xen_uses_iommu(ref.provider)) {
			/* Xen then adds none of the device's streams. */
			d->pub.protected_by_iommu = false;
			add_disabled(b, w, &ref);
			continue;
		}
		s.controller = ref.provider;
		s.id = ref.n_args ? dt_cell(ref.args, 0) : 0;
		vec_push(&b->g.streams, s);
	}
	d->n_stream = b->g.streams.n - d->stream;
	if (!d->n_stream)
		d->pub.protected_by_iommu = false;
}

void permission_read(struct builder *b, const struct pending_node *w)
{
	const struct dt_prop *p = dt_prop(w->host, "access-controllers");
	struct dt_ref ref = { 0 };

	while (p && dt_ref_next(b->t, p, "#access-controller-cells", &ref))
		if (!ref.error && ref.n_args && b->m->management &&
			ref.provider == b->m->management->node)
			b->g.devices.v[w->device].has_permission = true;
}

/*
 * Devices whose manuals show no bus master port. Every other one may read and write memory by
 * itself, and nothing in a tree says so.
 */
bool is_free_of_dma(const struct dt_node *n)
{
	static const char *const names[] = { "arm,pl010", "arm,pl011", "arm,pl031", "arm,pl050",
		"arm,pl061", "arm,sp804", "arm,sp805", "arm,sbsa-uart", "arm,sbsa-gwdt", "ns16550a",
		"snps,dw-apb-gpio", "snps,dw-apb-timer", "snps,dw-apb-uart", "snps,dw-wdt",
		"snps,designware-i2c", "xlnx,xuartps", "cdns,uart-r1p8", "cdns,i2c-r1p14",
		"cdns,wdt-r1p2", "cdns,ttc", "gpio-keys", "gpio-leds", "brcm,bcm2712-mip",
		"brcm,bcm7216-pcie-sata-rescal", "brcm,brcmstb-reset" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (dt_compatible(n, names[i]))
			return true;
	return false;
}

static void check_dma(struct builder *b, const struct device *d, bool is_protected)
{
	struct issue *i;

	if (is_protected || d->pub.consent || !d->n_region || is_free_of_dma(d->pub.host))
		return;
	/* A disabled IOMMU has been reported as such. */
	if (dt_prop(d->pub.host, "iommus"))
		return;
	i = issue_add(&b->issues, RULE_GUEST_DMA_UNPROTECTED, d->pub.host, NULL, -1,
		"guest %s: no IOMMU stands between this device and memory", b->g.want->name);
	issue_hint(&b->issues, i,
		"say force-assign-without-iommu: true for a device that does no DMA or a guest "
		"that is trusted");
}

void devices_check(struct builder *b)
{
	struct device *top = NULL;
	bool is_protected = false;

	for (size_t i = 0; i <= b->g.devices.n; i++) {
		struct device *d = i < b->g.devices.n ? &b->g.devices.v[i] : NULL;

		if (!d || d->pub.top) {
			if (top)
				check_dma(b, top, is_protected);
			top = d;
			is_protected = false;
		}
		if (d)
			is_protected |= d->n_stream != 0;
	}
}

#define NAMED 4 /* so many nodes are named in one message */

/* Xen asks the firmware when a device is assigned, which xl's dtdev does behind an IOMMU alone. */
void permissions_check(struct builder *b)
{
	const struct dt_node *first = NULL;
	struct buf list = { 0 };
	struct issue *issue;
	size_t n = 0;

	for (size_t i = 0; i < b->g.devices.n; i++) {
		const struct device *d = &b->g.devices.v[i];

		if (!d->has_permission || d->pub.protected_by_iommu ||
			b->g.guest->boot != PLAN_XL || b->g.guest->sci != PLAN_SCI_MULTI_AGENT)
			continue;
		first = first ? first : d->pub.host;
		if (++n > NAMED)
			continue;
		buf_puts(&list, n > 1 ? ", " : "");
		dt_path(&list, d->pub.host);
	}
	if (n > NAMED)
		buf_printf(&list, " and %zu more", n - NAMED);
	if (n) {
		issue = issue_add(&b->issues, RULE_GUEST_PERMISSION_UNASKED, first,
			"access-controllers", -1,
			"guest %s: nobody asks for the SCMI permissions of %s", b->g.want->name,
			buf_str(&list));
		issue_hint(&b->issues, issue,
			"let the firmware give agent %u these devices from the start, or boot the "
			"guest dom0less",
			b->g.guest->agent_id);
	}
	buf_free(&list);
}
