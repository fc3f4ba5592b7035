/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_FIX_STATE_H
#define SDC_FIX_STATE_H

#include "scmi-dtcheck.h"

/* A check of the files as they are. */
struct state {
	struct sdc_tree *tree;
	struct sdc_guest_tree *guests;
	size_t n_guests;
	struct sdc_guests *manifest;
	struct sdc_firmware *firmware;
	struct sdc_result *result;
};

/* state_load_options - how the trees of a variant are loaded: the host's with its overlays, guests'
 * without */
struct sdc_load_options state_load_options(
	const struct sdc_variant *v, const struct sdc_load_options *load, bool overlays);

/* state_check - load all files and check them; what one of them cannot be read for is the error */
int state_check(const struct sdc_variant *v, const struct sdc_fix_options *opts, struct state **out,
	struct sdc_error *err);
void state_free(struct state *s);

/* state_compiles - no tool says an error: else there are few findings, as there is no tree */
bool state_compiles(const struct state *s);

/* state_count - how many findings there are */
size_t state_count(const struct state *s);

/* state_is_better - not more findings than before, and fewer, or less severe ones */
bool state_is_better(const struct state *now, size_t count, uint64_t weight);

/* state_weight - one error is more than any number of warnings, and so on */
uint64_t state_weight(const struct state *s);

#endif
