// SPDX-License-Identifier: BSD-2-Clause
#include "report/report.h"

#include <errno.h>
#include <string.h>

#include "base/files/file.h"
#include "base/options.h"
#include "base/text.h"

int report_flush(FILE *out, struct buf *b, struct sdc_error *err)
{
	int ret = 0;

	errno = 0;
	if (fwrite(b->data, 1, b->len, out) != b->len || fflush(out))
		ret = set_error(
			err, SDC_EIO, "cannot write the report: %s", strerror(errno ? errno : EIO));
	buf_free(b);
	return ret;
}

int sdc_report(FILE *out, const struct sdc_result *const *results, size_t n,
	const struct sdc_report_options *given, struct sdc_error *err)
{
	static void (*const formats[])(
		struct buf *, const struct results *, const struct sdc_report_options *) = {
		[SDC_TEXT] = report_text,
		[SDC_GCC] = report_gcc,
		[SDC_JSON] = report_json,
		[SDC_SARIF] = report_sarif,
	};
	struct sdc_report_options opts;
	struct results r = { results, n };
	struct buf b = { 0 };
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_report_options", err);

	if (ret)
		return ret;
	buf_reserve(&b, 0);
	formats[opts.format](&b, &r, &opts);
	return report_flush(out, &b, err);
}

int sdc_show(FILE *out, const struct sdc_result *result, enum sdc_show_format format,
	struct sdc_error *err)
{
	static void (*const formats[])(struct buf *, const struct sdc_result *) = {
		[SDC_SHOW_TABLES] = show_tables,
		[SDC_SHOW_DOT] = show_dot,
	};
	struct buf b = { 0 };

	buf_reserve(&b, 0);
	formats[format](&b, result);
	return report_flush(out, &b, err);
}

void report_put_place(struct buf *out, const struct sdc_place *p)
{
	text_clean(out, p->file, TEXT_ONE_LINE);
	if (p->line)
		buf_printf(out, ":%u", p->line);
	if (p->line && p->column)
		buf_printf(out, ":%u", p->column);
}

#define WIDTH 100

void report_put_line(struct buf *out, struct buf *line)
{
	const char *start = buf_str(line), *space = NULL;
	size_t column = 0, at_space = 0;

	for (const char *s = start; *s; s++) {
		if (*s == ' ') {
			space = s;
			at_space = column;
		}
		column += ((unsigned char)*s & 0xc0) != 0x80;
		if (column <= WIDTH || !space)
			continue;
		buf_printf(out, "%.*s\n  ", (int)(space - start), start);
		start = space + 1;
		column = column - at_space - 1 + 2;
		space = NULL;
	}
	buf_printf(out, "%s\n", start);
	buf_free(line);
}

const char *report_actor(const char *rule)
{
	const struct sdc_rule *r = sdc_rule_find(rule);

	return r && !strcmp(r->subject, "files") ? "scmi-dtcheck" : "Xen";
}

void report_put_node(struct buf *out, const char *path, const char *label)
{
	text_clean(out, path, TEXT_ONE_LINE);
	if (!label)
		return;
	buf_puts(out, " (");
	text_clean(out, label, TEXT_ONE_LINE);
	buf_putc(out, ')');
}
