// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/messages.h"

#include <stdarg.h>

struct dt_message *messages_add(struct dt_messages *m, enum dt_tool tool, bool error,
	struct dt_place place, const char *fmt, ...)
{
	struct dt_message new = { .tool = tool, .error = error, .place = place };
	va_list ap;

	va_start(ap, fmt);
	new.text = arena_vprintf(&m->arena, fmt, ap);
	va_end(ap);
	vec_push(&m->list, new);
	return &m->list.v[m->list.n - 1];
}

const struct dt_message *messages_error(const struct dt_messages *m)
{
	for (size_t i = 0; i < m->list.n; i++)
		if (m->list.v[i].error)
			return &m->list.v[i];
	return NULL;
}

void messages_free(struct dt_messages *m)
{
	vec_free(&m->list);
	arena_free(&m->arena);
}
