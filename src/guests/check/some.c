// SPDX-License-Identifier: BSD-2-Clause
#include "guests/check/some.h"

#define NAMED 4

void some_add(struct some *s, const char *text)
{
	if (++s->n > NAMED)
		return;
	if (s->n > 1)
		buf_puts(&s->text, ", ");
	buf_puts(&s->text, text);
}

const char *some_text(struct check *c, struct some *s)
{
	const char *text;

	if (s->n > NAMED)
		buf_printf(&s->text, " and %zu more", s->n - NAMED);
	text = findings_str(c->findings, "%s", buf_str(&s->text));
	buf_free(&s->text);
	*s = (struct some){ 0 };
	return text;
}
