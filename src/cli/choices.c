// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/buf.h"
#include "cli/command.h"
#include "scmi-dtcheck.h"

static void put(struct buf *out, const char *word, size_t len)
{
	if (out->len)
		buf_putc(out, ' ');
	buf_write(out, word, len);
}

static void put_drivers(struct buf *out)
{
	const char *name;

	for (int i = SDC_XEN_AUTO + 1; (name = sdc_xen_name((enum sdc_xen)i)); i++)
		put(out, name, strlen(name));
}

static void put_versions(struct buf *out)
{
	const char *name;

	for (size_t i = 0; (name = sdc_xen_version(i)); i++)
		put(out, name, strlen(name));
}

void option_choices(const struct cli_option *o, struct buf *out)
{
	for (const char *word = o->choices; *word; word += strspn(word, " ")) {
		size_t len = strcspn(word, " ");

		if (!strncmp(word, "DRIVERS", len))
			put_drivers(out);
		else if (!strncmp(word, "VERSIONS", len))
			put_versions(out);
		else
			put(out, word, len);
		word += len;
	}
}
