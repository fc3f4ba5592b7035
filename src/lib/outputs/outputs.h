/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_OUTPUTS_H
#define SDC_LIB_OUTPUTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/sha256.h"
#include "base/vec.h"
#include "scmi-dtcheck.h"

/* The list of what was written, itself an output. */
#define OUTPUTS_LIST    "outputs.json"
#define OUTPUTS_PROJECT "scmi-dtcheck.yaml" /* what stands in its place where the user goes on */
#define OUTPUTS_TOOL    "scmi-dtcheck"

struct outputs_file {
	const char *name; /* as the user wrote it */
	char sha256[SHA256_TEXT];
};

struct sdc_outputs {
	VEC(struct sdc_output) list;     /* sorted by name */
	VEC(struct outputs_file) inputs; /* each once, in the order of the options */
	bool unlisted; /* the user's from now on: without a list, and none is written over */
	struct arena arena;
};

/* outputs_new - an empty one; outputs_add - the bytes are copied, @data is emptied; outputs_sort -
 * when all are there */
struct sdc_outputs *outputs_new(bool unlisted);
void outputs_add(struct sdc_outputs *o, const char *name, struct buf *data);
void outputs_sort(struct sdc_outputs *o);

/* outputs_inputs - fill o->inputs, the files of the host tree first */
int outputs_inputs(struct sdc_outputs *o, const struct sdc_result *r,
	const struct sdc_outputs_options *opts, struct sdc_error *err);

/* outputs_list - outputs.json for the others */
void outputs_list(const struct sdc_outputs *o, struct buf *out);

/* outputs_rule - what make needs to know: the outputs in @dir depend on the inputs. Returns 0, or
 * -SDC_EARG for a name that a rule cannot hold. */
int outputs_rule(
	const struct sdc_outputs *o, const char *dir, struct buf *out, struct sdc_error *err);

/* outputs_rule_start - what every rule for @dir starts with; false where there can be none */
bool outputs_rule_start(const char *dir, struct buf *out);

#endif
