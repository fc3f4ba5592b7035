// SPDX-License-Identifier: BSD-2-Clause
/* Options of Xen's own command line (common/kernel.c). */
#include "xen/cmdline.h"

#include <string.h>

const char *xen_option(const struct scmi_model *m, const char *name, size_t *len)
{
	const char *s = m->bootargs, *found = NULL;
	size_t n = strlen(name);

	while (s && *s) {
		size_t word = strcspn(s, " \t\n");

		if (word > n && !strncmp(s, name, n) && s[n] == '=') {
			found = s + n + 1;
			*len = word - n - 1;
		}
		s += word;
		s += strspn(s, " \t\n");
	}
	return found;
}
