/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_SARIF_H
#define SDC_REPORT_SARIF_H

#include "base/map.h"
#include "report/json/columns.h"
#include "report/report.h"

/* What is needed while a SARIF report is written. */
struct sarif {
	struct jsonw w;
	const struct results *results;
	struct map index; /* of a file's name: its number in @files, plus one */
	VEC(const char *) files;
	struct columns columns;
	struct arena arena;
};

/* sarif_files - find all files that were read or are named by a place */
void sarif_files(struct sarif *s);

/* sarif_put_artifacts - "artifacts", the files */
void sarif_put_artifacts(struct sarif *s);

/* sarif_put_file - "artifactLocation" of a file */
void sarif_put_file(struct sarif *s, const char *file);

/* sarif_put_region - @key and the stretch of a place; nothing where no line is known */
void sarif_put_region(
	struct sarif *s, const char *key, const struct sdc_result *r, const struct sdc_place *p);

void sarif_free(struct sarif *s);

#endif
