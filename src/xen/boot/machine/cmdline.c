// SPDX-License-Identifier: BSD-2-Clause
#include "xen/boot/machine/cmdline.h"

#include <string.h>

#include "xen/cmdline.h"

const char *cmdline_value(const struct boot *b, const char *name, size_t *len)
{
	return xen_option(b->in->model, name, len);
}

bool cmdline_number(const struct boot *b, const char *name, uint64_t *value)
{
	size_t len;
	const char *s = cmdline_value(b, name, &len);

	if (!s || !len)
		return false;
	*value = strtoull(s, NULL, 0);
	return true;
}

bool cmdline_size(const struct boot *b, const char *name, uint64_t *bytes)
{
	size_t len;
	const char *s = cmdline_value(b, name, &len);
	char *end;

	if (!s)
		return false;
	*bytes = strtoull(s, &end, 0);
	switch (*end) {
	case 'T':
	case 't':
		*bytes <<= 40;
		break;
	case 'G':
	case 'g':
		*bytes <<= 30;
		break;
	case 'M':
	case 'm':
		*bytes <<= 20;
		break;
	case 'B':
	case 'b':
		break;
	default:
		*bytes <<= 10;
		break;
	}
	return true;
}

static bool is_no(const char *s, size_t len)
{
	static const char *const words[] = { "no", "off", "false", "disable", "0" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (len == strlen(words[i]) && !strncmp(s, words[i], len))
			return true;
	return false;
}

bool cmdline_off(const struct boot *b, const char *name)
{
	size_t len;
	const char *s = cmdline_value(b, name, &len);

	return s && is_no(s, strcspn(s, ", \t") < len ? strcspn(s, ", \t") : len);
}
