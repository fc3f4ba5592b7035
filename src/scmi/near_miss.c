// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/near_miss.h"

#include <ctype.h>
#include <string.h>

#include "base/near.h"

#define MAX_NAME  NEAR_MAX
#define LONG_NAME 10

/* What is left of a name without its punctuation. Returns 0 for a name that is too long. */
static size_t squeeze(const char *name, char out[MAX_NAME])
{
	size_t n = 0;

	if (strlen(name) >= MAX_NAME)
		return 0;
	if (!strncasecmp(name, "xen,", 4))
		name += 4;
	for (; *name; name++) {
		if (*name == '-' || *name == '_' || *name == ',')
			continue;
		out[n++] = (char)tolower((unsigned char)*name);
		if (n >= 4 && !memcmp(out + n - 4, "scmi", 4)) {
			out[n - 2] = 'i';
			n--;
		}
	}
	return n;
}

/* The same name without "sci": "xen,agent-id" is one for "xen,sci-agent-id". */
static bool without_sci(const char *name, size_t n, const char *right, size_t nr)
{
	const char *sci = memmem(right, nr, "sci", 3);
	size_t head = sci ? (size_t)(sci - right) : 0;

	return sci && n + 3 == nr && n > 4 && !memcmp(name, right, head) &&
	       !memcmp(name + head, sci + 3, n - head);
}

bool scmi_is_near_miss(const char *name, const char *right)
{
	char want[MAX_NAME], have[MAX_NAME];
	size_t n_want = squeeze(right, want), n_have = squeeze(name, have);
	size_t slack = n_want >= LONG_NAME ? 2 : 1;

	if (!strcmp(name, right))
		return false;
	if (without_sci(have, n_have, want, n_want))
		return true;
	return n_have + slack >= n_want && n_have <= n_want + slack &&
	       near_distance(have, n_have, want, n_want) <= slack;
}

const struct dt_prop *scmi_near_miss(const struct dt_node *n, const char *right)
{
	const struct dt_prop *p;

	dt_for_each_prop(n, p)
		if (scmi_is_near_miss(p->name, right))
			return p;
	return NULL;
}
