// SPDX-License-Identifier: BSD-2-Clause
#include "migrate/migrate.h"

#include <stdarg.h>

void migrate_note(struct migrate_notes *n, const char *file, unsigned int line, unsigned int column,
	const char *fmt, ...)
{
	struct buf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	vec_push(&n->list, (struct migrate_note){ arena_strdup(&n->arena, file), line, column,
				   arena_strdup(&n->arena, buf_str(&b)) });
	buf_free(&b);
}

void migrate_notes_free(struct migrate_notes *n)
{
	vec_free(&n->list);
	arena_free(&n->arena);
}
