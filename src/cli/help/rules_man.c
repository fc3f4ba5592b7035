// SPDX-License-Identifier: BSD-2-Clause
#include "cli/help/rules_man.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "scmi-dtcheck.h"

#define WIDTH 76

/* What roff(7) would take for markup at the start of a line, and its escape character. */
static void put_word(struct buf *out, const char *s, size_t len, bool start)
{
	if (start && (*s == '.' || *s == '\''))
		buf_puts(out, "\\&");
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\\')
			buf_puts(out, "\\e");
		else
			buf_putc(out, s[i]);
	}
}

/* Length of the name in a word that is "name()", with punctuation behind it or not; 0: another. */
static size_t function_name(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && (isalnum((unsigned char)s[n]) || s[n] == '_'))
		n++;
	if (!n || len - n < 2 || strncmp(s + n, "()", 2) != 0)
		return 0;
	return len == n + 2 || (len == n + 3 && strchr(",.;:", s[n + 2])) ? n : 0;
}

static void put_line(struct buf *out, const char *s, size_t len)
{
	bool start = true;

	while (len) {
		size_t word = 0, name;

		while (word < len && s[word] != ' ')
			word++;
		name = function_name(s, word);
		if (name) {
			buf_printf(out, "%s.Fn %.*s", start ? "" : "\n", (int)name, s);
			if (word > name + 2)
				buf_printf(out, " %c", s[word - 1]);
		} else {
			buf_puts(out, start ? "" : " ");
			put_word(out, s, word, start);
		}
		start = name != 0;
		word += word < len;
		s += word;
		len -= word;
		if (name && len)
			buf_putc(out, '\n');
	}
	buf_putc(out, '\n');
}

static void put_sentence(struct buf *out, const char *s, size_t len)
{
	struct buf one = { 0 }, wrapped = { 0 };

	buf_write(&one, s, len);
	text_wrap(&wrapped, buf_str(&one), 0, WIDTH);
	for (const char *line = buf_str(&wrapped); *line;) {
		size_t n = strcspn(line, "\n");

		put_line(out, line, n);
		line += n + 1;
	}
	buf_free(&one);
	buf_free(&wrapped);
}

/* Length of the sentence at @s: it ends before a capital letter or a paragraph. */
static size_t sentence(const char *s)
{
	size_t i = 0;

	while (s[i] && strncmp(s + i, "\n\n", 2)) {
		if (strchr(".?!", s[i]) && s[i + 1] == ' ' && isupper((unsigned char)s[i + 2]))
			return i + 1;
		i++;
	}
	return i;
}

/* mdoc(7) wants each sentence on a line of its own. */
static void put_text(struct buf *out, const char *s)
{
	while (*s) {
		size_t n = sentence(s);

		put_sentence(out, s, n);
		s += n;
		if (!strncmp(s, "\n\n", 2))
			buf_puts(out, ".Pp\n");
		s += strspn(s, " \n");
	}
}

static void put_rule(struct buf *out, const struct sdc_rule *r)
{
	buf_printf(out, ".It Sy %s Pq %s\n", r->name, sdc_severity_name(r->severity));
	put_text(out, r->summary);
	if (r->effect) {
		buf_printf(out, ".Pp\n%s:\n", strcmp(r->subject, "files") ? "Xen" : "scmi-dtcheck");
		put_text(out, r->effect);
	}
	buf_puts(out, ".Pp\n");
	put_text(out, r->explanation);
}

static void put_subject(struct buf *out, const char *subject)
{
	buf_puts(out, ".Ss ");
	buf_putc(out, (char)toupper((unsigned char)subject[0]));
	buf_printf(out, "%s\n.Bl -tag -width Ds\n", subject + 1);
}

void rules_man(struct buf *out)
{
	const char *subject = NULL;

	buf_puts(out,
		".\\\" SPDX-License-Identifier: BSD-2-Clause\n"
		".Dd August 1, 2026\n.Dt SCMI-DTCHECK-RULES 7\n.Os\n"
		".Sh NAME\n.Nm scmi-dtcheck-rules\n"
		".Nd what scmi-dtcheck finds in a device tree\n"
		".Sh DESCRIPTION\n"
		"Each finding of\n.Xr scmi-dtcheck 1\n"
		"bears the name of a rule.\n"
		"The rules follow by subject, each with its severity, what Xen does about the\n"
		"mistake, and why.\n"
		"What a schema says about a single node bears the name\n.Sy schema .\n"
		"The option\n.Fl W\nswitches rules off or changes their severity.\n"
		".Sh RULES\n");
	for (size_t i = 0; i < sdc_rule_count(); i++) {
		const struct sdc_rule *r = sdc_rule_at(i);

		if (!subject || strcmp(subject, r->subject)) {
			buf_puts(out, subject ? ".El\n" : "");
			put_subject(out, r->subject);
		}
		subject = r->subject;
		put_rule(out, r);
	}
	buf_puts(out, ".El\n.Sh SEE ALSO\n.Xr scmi-dtcheck 1 ,\n.Xr scmi-dtcheck-firmware 5\n");
}
