// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "dt/source/messages/messages.h"

#include <stdarg.h>

#include "base/files/file.h"

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

void messages_hint_access(struct dt_message *x)
{
	if (strstr(x->text, "Permission denied"))
		x->help = "if the sandbox keeps it away, name its directory with -I DIR, or leave "
			  "the sandbox out with --no-sandbox";
}

int messages_fail(
	const struct dt_messages *m, size_t first, const char *name, struct sdc_error *err)
{
	for (size_t i = first; i < m->list.n; i++) {
		const struct dt_message *x = &m->list.v[i];

		if (x->error && x->place.line)
			return set_error(err, SDC_EINPUT, "%s:%u:%u: %s", x->place.file,
				x->place.line, x->place.column, x->text);
		if (x->error)
			return set_error(err, SDC_EINPUT, "%s: %s", name, x->text);
	}
	return 0;
}

bool messages_errors(const struct dt_messages *m)
{
	for (size_t i = 0; i < m->list.n; i++)
		if (m->list.v[i].error)
			return true;
	return false;
}

void messages_free(struct dt_messages *m)
{
	vec_free(&m->list);
	arena_free(&m->arena);
}
