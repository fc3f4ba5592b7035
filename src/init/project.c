// SPDX-License-Identifier: BSD-2-Clause
/* The project file for what was written. */
#include "init/init.h"
#include "schema/yaml/emit.h"

static void put(struct buf *out, const char *key, const char *value)
{
	buf_printf(out, "%s: ", key);
	yaml_string(out, value);
	buf_putc(out, '\n');
}

void init_project(const struct init_plan *p, const struct init_project *files, struct buf *out)
{
	buf_puts(out, "# SCMI for several agents on ");
	yaml_comment(out, p->tree->file);
	buf_puts(out, ": what scmi-dtcheck checks and generates here,\n"
		      "# see scmi-dtcheck-project(5).\n");
	put(out, "host", files->host);
	buf_puts(out, "overlays:\n  - ");
	yaml_string(out, files->overlay);
	buf_putc(out, '\n');
	put(out, "manifest", files->guests);
	put(out, "firmware", files->firmware);
	put(out, "output", "out");
	buf_puts(out, "xen: multi-agent\n");
}
