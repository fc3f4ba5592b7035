// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "emit/emit.h"

/* ImageBuilder's configuration is read by bash: nothing is special in single quotes but their
 * end. */
static void put_quoted(struct buf *out, const char *s)
{
	buf_putc(out, '\'');
	for (; *s; s++)
		if (*s == '\'')
			buf_puts(out, "'\\''");
		else
			buf_putc(out, *s);
	buf_putc(out, '\'');
}

static void put_variable(struct buf *out, const char *name, size_t i, const char *value)
{
	buf_printf(out, "%s[%zu]=", name, i);
	put_quoted(out, value);
	buf_putc(out, '\n');
}

/* Dom0 gets what is below a device unless that is marked as well. */
static void put_paths(const struct plan_guest *g, size_t number, struct buf *out)
{
	struct buf paths = { 0 };

	for (size_t i = 0; i < g->n_devices; i++) {
		if (paths.len)
			buf_putc(&paths, ' ');
		buf_puts(&paths, g->devices[i].path);
	}
	if (paths.len)
		put_variable(out, "DOMU_PASSTHROUGH_PATHS", number, buf_str(&paths));
	buf_free(&paths);
}

/* Commands of U-Boot for what has no variable. ImageBuilder asks file(1) whether that is text,
 * which takes lines with one comma each for a table: one without helps. */
static void put_sci(const struct plan_guest *g, size_t number, struct buf *out)
{
	if (g->sci == PLAN_SCI_NONE)
		return;
	buf_puts(out, "# SCMI has no variable. In the file that APPEND_EXTRA_CMDS names:\n");
	buf_printf(out, "#   echo SCMI for domU%zu\n", number);
	buf_printf(out, "#   fdt set /chosen/domU%zu xen,sci_type \"%s\"\n", number,
		g->sci == PLAN_SCI_SMC ? "scmi_smc" : "scmi_smc_multiagent");
	if (g->sci == PLAN_SCI_MULTI_AGENT)
		buf_printf(out, "#   fdt set /chosen/domU%zu xen,sci-agent-id <%" PRIu32 ">\n",
			number, g->agent_id);
}

static void put_marks(const struct plan_guest *g, struct buf *out)
{
	if (!g->n_devices)
		return;
	buf_puts(out, "\n# ");
	text_clean(out, g->name, TEXT_ONE_LINE);
	buf_puts(out,
		", which xl starts. In the file that APPEND_EXTRA_CMDS names:\n#   echo devices for xl\n");
	for (size_t i = 0; i < g->n_devices; i++) {
		buf_puts(out, "#   fdt set ");
		text_clean(out, g->devices[i].path, TEXT_ONE_LINE);
		buf_puts(out, " xen,passthrough\n");
	}
}

/* Xen looks for a guest's interrupts in interrupts alone. */
static void put_interrupts(const struct plan *p, struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < p->n_marks; i++) {
		const struct plan_mark *m = &p->marks[i];

		if (!m->interrupts)
			continue;
		if (!any)
			buf_puts(out, "\n# In the file that APPEND_EXTRA_CMDS names:\n#   echo "
				      "interrupts that Xen does not see\n");
		any = true;
		buf_puts(out, "#   fdt set ");
		text_clean(out, m->path, TEXT_ONE_LINE);
		buf_puts(out, " interrupts <");
		for (size_t k = 0; k < m->n_interrupts; k++)
			buf_printf(out, "%s0x%" PRIx32, k ? " " : "", m->interrupts[k]);
		buf_puts(out, ">\n");
	}
}

static void put_guest(const struct plan_guest *g, size_t number, struct buf *out)
{
	struct buf dtb = { 0 };

	buf_puts(out, "\n# ");
	text_clean(out, g->name, TEXT_ONE_LINE);
	buf_putc(out, '\n');
	put_sci(g, number, out);
	if (g->kernel.file)
		put_variable(out, "DOMU_KERNEL", number, g->kernel.file);
	else
		buf_printf(
			out, "# DOMU_KERNEL[%zu] is missing: the manifest names no file\n", number);
	if (g->ramdisk.file)
		put_variable(out, "DOMU_RAMDISK", number, g->ramdisk.file);
	if (g->bootargs)
		put_variable(out, "DOMU_CMD", number, g->bootargs);
	if (g->memory)
		buf_printf(out, "DOMU_MEM[%zu]=%" PRIu64 "\n", number, g->memory >> 20);
	if (g->cpus)
		buf_printf(out, "DOMU_VCPUS[%zu]=%" PRIu32 "\n", number, g->cpus);
	/* Of use with DOMU_STATIC_MEM alone, where 1 is the default. */
	buf_printf(out, "DOMU_DIRECT_MAP[%zu]=%d\n", number, g->direct_map);
	emit_dtb_path(g, "", &dtb);
	put_variable(out, "DOMU_PASSTHROUGH_DTB", number, buf_str(&dtb));
	buf_free(&dtb);
	put_paths(g, number, out);
}

void emit_imagebuilder(const struct plan *p, struct buf *out)
{
	size_t n = 0;

	buf_puts(
		out, "# The dom0less guests for ImageBuilder, made by scmi-dtcheck generate from ");
	text_clean(out, p->manifest, TEXT_ONE_LINE);
	buf_puts(out,
		".\n# It makes the domains' nodes itself, /chosen/domU0 and so on: DEVICE_TREE must "
		"have none.\n");
	for (size_t i = 0; i < p->n_guests; i++)
		if (p->guests[i].boot == PLAN_DOM0LESS)
			put_guest(&p->guests[i], n++, out);
		else
			put_marks(&p->guests[i], out);
	put_interrupts(p, out);
	buf_printf(out, "\nNUM_DOMUS=%zu\n", n);
}
