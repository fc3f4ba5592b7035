// SPDX-License-Identifier: BSD-2-Clause
#include "cli/rules_man.h"

#include <string.h>

#include "scmi-dtcheck.h"

/* A line of text: what roff(7) would take for markup is escaped, and each sentence ends a line. */
static void put_text(struct buf *out, const char *s)
{
	bool start = true;

	for (; *s; s++) {
		if (start && (*s == '.' || *s == '\''))
			buf_puts(out, "\\&");
		if (*s == '\\') {
			buf_puts(out, "\\e");
		} else if (*s == '\n' && s[1] == '\n') {
			buf_puts(out, "\n.Pp\n");
			s += strspn(s, "\n ") - 1;
			start = true;
			continue;
		} else if (*s == ' ' && !start && strchr(".?!", s[-1]) && s[1] >= 'A' && s[1] <= 'Z') {
			buf_putc(out, '\n');
			start = true;
			continue;
		} else {
			buf_putc(out, *s);
		}
		start = false;
	}
	buf_putc(out, '\n');
}

static void put_rule(struct buf *out, const struct sdc_rule *r)
{
	buf_printf(out, ".It Sy %s Pq %s\n", r->name, sdc_severity_name(r->severity));
	put_text(out, r->summary);
	if (r->effect) {
		buf_puts(out, ".Pp\nXen: ");
		put_text(out, r->effect);
	}
	buf_puts(out, ".Pp\n");
	put_text(out, r->explanation);
}

static void put_subject(struct buf *out, const char *subject)
{
	buf_puts(out, ".Ss ");
	buf_putc(out, (char)(subject[0] - (subject[0] >= 'a' && subject[0] <= 'z' ? 32 : 0)));
	buf_printf(out, "%s\n.Bl -tag -width Ds\n", subject + 1);
}

void rules_man(struct buf *out)
{
	const char *subject = NULL;

	buf_puts(out,
		".\\\" SPDX-License-Identifier: BSD-2-Clause\n"
		".Dd $Mdocdate$\n.Dt SCMI-DTCHECK-RULES 7\n.Os\n"
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
