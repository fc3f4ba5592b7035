// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "emit/emit.h"
#include "util/text.h"

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

static void put_paths(const struct plan_guest *g, size_t number, struct buf *out)
{
	struct buf paths = { 0 };

	for (size_t i = 0; i < g->n_devices; i++) {
		if (!g->devices[i].top)
			continue;
		if (paths.len)
			buf_putc(&paths, ' ');
		buf_puts(&paths, g->devices[i].path);
	}
	if (paths.len)
		put_variable(out, "DOMU_PASSTHROUGH_PATHS", number, buf_str(&paths));
	buf_free(&paths);
}

static void put_sci(const struct plan_guest *g, struct buf *out)
{
	if (g->sci == PLAN_SCI_NONE)
		return;
	buf_puts(out, "# ImageBuilder has no variable for SCMI. The domain's node also needs:\n");
	if (g->sci == PLAN_SCI_SMC)
		buf_puts(out, "#   xen,sci_type = \"scmi_smc\";\n");
	else
		buf_printf(out,
			"#   xen,sci_type = \"scmi_smc_multiagent\";\n"
			"#   xen,sci-agent-id = <%" PRIu32 ">;\n",
			g->agent_id);
}

static void put_guest(const struct plan_guest *g, size_t number, struct buf *out)
{
	struct buf dtb = { 0 };

	buf_puts(out, "\n# ");
	text_clean(out, g->name, TEXT_ONE_LINE);
	buf_putc(out, '\n');
	put_sci(g, out);
	if (g->kernel.file)
		put_variable(out, "DOMU_KERNEL", number, g->kernel.file);
	if (g->ramdisk.file)
		put_variable(out, "DOMU_RAMDISK", number, g->ramdisk.file);
	if (g->bootargs)
		put_variable(out, "DOMU_CMD", number, g->bootargs);
	if (g->memory)
		buf_printf(out, "DOMU_MEM[%zu]=%" PRIu64 "\n", number, g->memory >> 20);
	if (g->cpus)
		buf_printf(out, "DOMU_VCPUS[%zu]=%" PRIu32 "\n", number, g->cpus);
	if (g->direct_map)
		buf_printf(out, "DOMU_DIRECT_MAP[%zu]=1\n", number);
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
	buf_puts(out, ".\n");
	for (size_t i = 0; i < p->n_guests; i++)
		if (p->guests[i].boot == PLAN_DOM0LESS)
			put_guest(&p->guests[i], n++, out);
	buf_printf(out, "\nNUM_DOMUS=%zu\n", n);
}
