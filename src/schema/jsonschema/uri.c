// SPDX-License-Identifier: BSD-2-Clause
#include "schema/jsonschema/uri.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *percent_decode(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s);
	char *w = out;

	for (; *s; s++) {
		unsigned char u = (unsigned char)s[0];

		if (u == '%' && isxdigit((unsigned char)s[1]) && isxdigit((unsigned char)s[2])) {
			char hex[3] = { s[1], s[2], '\0' };
			long c = strtol(hex, NULL, 16);

			if (c) {
				*w++ = (char)c;
				s += 2;
				continue;
			}
		}
		*w++ = *s;
	}
	*w = '\0';
	return out;
}

static bool has_scheme(const char *s)
{
	size_t n = strcspn(s, ":/?#");

	return n > 0 && s[n] == ':' && isalpha((unsigned char)*s);
}

/* The length of "scheme://authority". */
static size_t root_len(const char *base)
{
	const char *p = strstr(base, "://");

	if (!p)
		return has_scheme(base) ? strcspn(base, ":") + 1 : 0;
	p += 3;
	return (size_t)(p - base) + strcspn(p, "/");
}

/* Removes "." and ".." in place. RFC 3986, 5.2.4 */
static void remove_dots(char *path)
{
	char *r = path, *w = path;

	while (*r) {
		size_t n = 1 + strcspn(r + 1, "/");

		if (!strncmp(r, "/..", 3) && n == 3) {
			while (w > path && *--w != '/')
				;
			if (!r[n])
				*w++ = '/';
		} else if (!strncmp(r, "/.", 2) && n == 2) {
			if (!r[n])
				*w++ = '/';
		} else {
			memmove(w, r, n);
			w += n;
		}
		r += n;
	}
	*w = '\0';
}

static const char *merge(struct arena *a, const char *base, const char *ref)
{
	size_t root = root_len(base);
	char *out;

	if (has_scheme(ref))
		return ref;
	if (ref[0] == '/') {
		out = arena_printf(a, "%.*s%s", (int)root, base, ref);
	} else {
		const char *slash = strrchr(base + root, '/');
		int dir = slash ? (int)(slash - base) + 1 : (int)root;

		out = arena_printf(a, "%.*s%s%s", dir, base, slash || !root ? "" : "/", ref);
	}
	if (out[root] == '/')
		remove_dots(out + root);
	return out;
}

const char *uri_resolve(struct arena *a, const char *base, const char *ref, const char **fragment)
{
	const char *hash = strchr(ref, '#');

	*fragment = hash ? percent_decode(a, hash + 1) : "";
	if (hash == ref || !*ref)
		return base;
	if (hash)
		ref = arena_strndup(a, ref, (size_t)(hash - ref));
	return merge(a, base, ref);
}
