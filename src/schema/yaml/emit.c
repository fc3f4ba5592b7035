// SPDX-License-Identifier: BSD-2-Clause
#include "schema/yaml/emit.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"

static bool is_plain(const char *s)
{
	static const char *const words[] = { "true", "false", "null", "yes", "no", "on", "off", "y",
		"n" };

	if (!isalpha((unsigned char)*s) && !strchr("/_", *s) && strncmp(s, "../", 3) != 0)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcasecmp(s, words[i]))
			return false;
	for (; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr("/@._+-", *s))
			return false;
	return true;
}

void yaml_string(struct buf *out, const char *s)
{
	if (is_plain(s)) {
		buf_puts(out, s);
		return;
	}
	buf_putc(out, '"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c < ' ' || c == 0x7f)
			buf_printf(out, "\\x%02x", c);
		else
			buf_putc(out, (char)c);
	}
	buf_putc(out, '"');
}

void yaml_comment(struct buf *out, const char *s)
{
	text_clean(out, s, TEXT_ONE_LINE);
}
