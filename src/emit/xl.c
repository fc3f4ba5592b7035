// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "base/files/file.h"
#include "base/text.h"
#include "emit/emit.h"
#include "scmi/pages.h"

/* Where xl's users keep domain configurations. */
#define XL_DIR "/etc/xen/"

/* A comment ends with its line. */
static void put_comment(struct buf *out, const char *text)
{
	buf_puts(out, "# ");
	text_clean(out, text, TEXT_ONE_LINE);
	buf_putc(out, '\n');
}

/* xl's lexer: no line end in a string; a quote and a backslash follow a backslash. */
static int put_string(struct buf *out, const char *s, const char *guest, struct sdc_error *err)
{
	buf_putc(out, '"');
	for (; *s; s++) {
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return set_error(err, SDC_EINPUT,
				"guest %s: a control character cannot stand in xl's configuration",
				guest);
		if (*s == '"' || *s == '\\')
			buf_putc(out, '\\');
		buf_putc(out, *s);
	}
	buf_putc(out, '"');
	return 0;
}

static void put_sci(const struct plan_guest *g, struct buf *out)
{
	switch (g->sci) {
	case PLAN_SCI_NONE:
		break;
	case PLAN_SCI_SMC:
		buf_puts(out, "arm_sci = \"type=scmi_smc\"\n");
		break;
	case PLAN_SCI_MULTI_AGENT:
		buf_printf(out, "arm_sci = \"type=scmi_smc_multiagent,agent_id=%" PRIu32 "\"\n",
			g->agent_id);
		break;
	}
}

static int put_tree(const struct plan_guest *g, struct buf *out, struct sdc_error *err)
{
	struct buf path = { 0 };
	int ret;

	emit_dtb_path(g, XL_DIR, &path);
	buf_puts(out, "device_tree = ");
	ret = put_string(out, buf_str(&path), g->name, err);
	buf_putc(out, '\n');
	buf_free(&path);
	return ret;
}

/* Devices behind an IOMMU alone: iommu_do_dt_domctl() fails for others. */
static int put_dtdev(const struct plan_guest *g, struct buf *out, struct sdc_error *err)
{
	if (!g->n_dtdev)
		return 0;
	buf_puts(out, "dtdev = [\n");
	for (size_t i = 0; i < g->n_dtdev; i++) {
		buf_putc(out, '\t');
		if (put_string(out, g->dtdev[i], g->name, err))
			return -SDC_EINPUT;
		buf_puts(out, ",\n");
	}
	buf_puts(out, "]\n");
	return 0;
}

static void put_iomem(const struct plan_guest *g, struct buf *out)
{
	if (!g->n_iomem)
		return;
	buf_puts(out, "iomem = [\n");
	for (size_t i = 0; i < g->n_iomem; i++) {
		const struct plan_iomem *m = &g->iomem[i];

		buf_printf(out, "\t\"%" PRIx64 ",%" PRIx64, m->host / SCMI_PAGE_SIZE,
			m->size / SCMI_PAGE_SIZE);
		if (m->guest != m->host)
			buf_printf(out, "@%" PRIx64, m->guest / SCMI_PAGE_SIZE);
		buf_puts(out, "\", ");
		put_comment(out, m->comment);
	}
	buf_puts(out, "]\n");
}

static void put_irqs(const struct plan_guest *g, struct buf *out)
{
	if (!g->n_irqs)
		return;
	buf_puts(out, "irqs = [\n");
	for (size_t i = 0; i < g->n_irqs; i++) {
		buf_printf(out, "\t%" PRIu32 ", ", g->irqs[i].irq);
		put_comment(out, g->irqs[i].comment);
	}
	buf_puts(out, "]\n");
}

/* libxl refuses dtdev in a domain without passthrough, and passthrough on a host without IOMMU
 * (libxl__domain_config_setdefault()). */
static void put_passthrough(const struct plan_guest *g, struct buf *out)
{
	if (g->n_dtdev)
		buf_puts(out, "passthrough = \"enabled\"\n");
}

/* What iomem and irqs alone give. */
static void put_unprotected(const struct plan_guest *g, struct buf *out)
{
	bool first = true;

	for (size_t i = 0; i < g->n_devices; i++) {
		const struct plan_device *d = &g->devices[i];

		if (d->protected_by_iommu || !d->top)
			continue;
		if (first)
			put_comment(out,
				"Behind no IOMMU, and so not in dtdev, where Xen refuses them; "
				"xen,passthrough in the host's tree hides them from Dom0:");
		first = false;
		buf_puts(out, "#   ");
		text_clean(out, d->path, TEXT_ONE_LINE);
		buf_putc(out, '\n');
	}
}

static void put_forced(const struct plan_guest *g, struct buf *out)
{
	bool first = true;

	for (size_t i = 0; i < g->n_devices; i++) {
		const struct plan_device *d = &g->devices[i];

		if (!d->consent || d->protected_by_iommu || !d->top)
			continue;
		if (first)
			put_comment(out, "force-assign-without-iommu, for which xl has no key, was "
					 "given for:");
		first = false;
		buf_puts(out, "#   ");
		text_clean(out, d->path, TEXT_ONE_LINE);
		buf_putc(out, '\n');
	}
}

/* Without it xl takes the host's version, and the guest has another layout than was planned. */
static void put_gic(const struct plan_guest *g, struct buf *out)
{
	for (size_t i = 0; i < g->n_extras; i++)
		if (!strcmp(g->extras[i].key, "gic_version"))
			return;
	if (g->gic_version)
		buf_printf(out, "gic_version = \"v%" PRIu32 "\"\n", g->gic_version);
}

int emit_xl(
	const struct plan *p, const struct plan_guest *g, struct buf *out, struct sdc_error *err)
{
	int ret;

	buf_puts(out, "# What domain ");
	text_clean(out, g->name, TEXT_ONE_LINE);
	buf_puts(out, " needs for its devices, made by scmi-dtcheck generate from ");
	text_clean(out, p->manifest, TEXT_ONE_LINE);
	buf_puts(out, ".\n");
	put_sci(g, out);
	ret = put_tree(g, out, err);
	if (!ret)
		ret = put_dtdev(g, out, err);
	if (ret)
		return ret;
	put_iomem(g, out);
	put_irqs(g, out);
	put_passthrough(g, out);
	put_unprotected(g, out);
	put_forced(g, out);
	put_gic(g, out);
	for (size_t i = 0; i < g->n_extras; i++)
		buf_printf(out, "%s = %s\n", g->extras[i].key, g->extras[i].value);
	return 0;
}
