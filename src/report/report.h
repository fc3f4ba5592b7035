/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_REPORT_H
#define SDC_REPORT_REPORT_H

#include "base/buf.h"
#include "base/jsonw.h"
#include "report/result.h"
#include "scmi-dtcheck.h"

/*
 * An output format is a file with one function, a declaration here and a row in report.c.
 */

struct results {
	const struct sdc_result *const *v;
	size_t n;
};

void report_text(struct buf *out, const struct results *r, const struct sdc_report_options *opts);
void report_gcc(struct buf *out, const struct results *r, const struct sdc_report_options *opts);
void report_json(struct buf *out, const struct results *r, const struct sdc_report_options *opts);
void report_sarif(struct buf *out, const struct results *r, const struct sdc_report_options *opts);

void show_tables(struct buf *out, const struct sdc_result *r);
void show_dot(struct buf *out, const struct sdc_result *r);

struct view;

/* show_domains - a table for each domain, the part of show_tables() that is the longest */
void show_domains(struct buf *out, const struct view *v);

/* report_flush - write a finished report and free it. Returns 0 or -SDC_EIO. */
int report_flush(FILE *out, struct buf *b, struct sdc_error *err);

/* What several formats share. */

/* report_put_place - "FILE:LINE:COLUMN", or as much of it as is known */
void report_put_place(struct buf *out, const struct sdc_place *p);

/* report_actor - who does what the effect of a rule says: Xen, or this program with its own files
 */
const char *report_actor(const char *rule);

/* report_put_line - a line, broken between words where it is longer than 100 columns; frees @line
 */
void report_put_line(struct buf *out, struct buf *line);

/* report_put_node - "PATH (LABEL)" */
void report_put_node(struct buf *out, const char *path, const char *label);

/* report_boot - what boots, in one line; nothing where that was not predicted */
void report_boot(struct buf *out, const struct sdc_boot *b);

/* report_scmi - who gets SCMI, in one or two lines */
void report_scmi(struct buf *out, const struct sdc_prediction *p);

/* report_prediction - both: what boots, and who gets SCMI */
void report_prediction(struct buf *out, const struct sdc_prediction *p);

/* report_agents - a table of the channels that Xen will hold and whose they are */
void report_agents(struct buf *out, const struct sdc_result *r);

/* report_json_model, report_json_prediction - a value, as in the JSON report */
void report_json_model(struct jsonw *w, const struct scmi_model *m);
void report_json_prediction(struct jsonw *w, const struct sdc_prediction *p);

#endif
