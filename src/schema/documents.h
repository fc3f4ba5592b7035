/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_DOCUMENTS_H
#define SDC_SCHEMA_DOCUMENTS_H

/* The schemas of the documents that users write, as YAML text (src/mk/documents.mk). */
extern const char firmware_yaml[];
extern const char guests_yaml[];
extern const char project_yaml[];

#endif
