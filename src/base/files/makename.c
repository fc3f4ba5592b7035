// SPDX-License-Identifier: BSD-2-Clause
#include "base/files/makename.h"

#include <string.h>

static bool is_writable(const char *name)
{
	size_t len = strlen(name);
	const char *first = name;

	/* Else it is somebody's home directory, also behind "./", which make takes away before. */
	while (first[0] == '.' && first[1] == '/')
		first += 2 + strspn(first + 2, "/");
	if (*first == '~')
		return false;
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)name[i] < ' ' || name[i] == 0x7f || strchr(";=%|", name[i]))
			return false;
	return len && !strchr(" \\&", name[len - 1]);
}

bool makename_put(struct buf *out, const char *name)
{
	if (!is_writable(name))
		return false;
	for (const char *p = name; *p; p++) {
		if (strchr(" #:*?[", *p)) {
			/* A backslash before it would take its backslash away. */
			for (const char *q = p; q > name && q[-1] == '\\'; q--)
				buf_putc(out, '\\');
			buf_putc(out, '\\');
		} else if (*p == '$') {
			buf_putc(out, '$');
		}
		buf_putc(out, *p);
	}
	return true;
}
