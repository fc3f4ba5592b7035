/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_PREDICT_H
#define SDC_XEN_PREDICT_H

#include "scmi/firmware/firmware.h"
#include "scmi/ids.h"
#include "scmi/model.h"
#include "scmi/pages.h"

/* A guest's partial tree. */
struct predict_guest {
	const struct scmi_domain *domain;
	const struct dt_tree *tree;
	size_t given; /* which of those that were given */
};

struct xen_caps;

struct predict_input {
	const struct scmi_model *model;
	const struct scmi_ids *ids;
	const struct scmi_map *map;      /* NULL without a container */
	const struct firmware *firmware; /* NULL: unknown */
	const struct predict_guest *guests;
	size_t n_guests;
	bool planned;                /* guests' trees are yet to be made, from a manifest */
	const struct xen_caps *caps; /* of the version; NULL: the newest */
	bool built_as_needed; /* with what the tree asks for; else in its default configuration */
};

struct boot;

/*
 * predict - walk the tree in Xen's own order, with Xen's own leniencies
 * @out: zeroed by the caller; arrays are taken from @a
 *
 * Every stop carries the name of the rule whose finding explains it.
 */
void predict(const struct predict_input *in, enum sdc_xen xen, struct arena *a,
	struct sdc_prediction *out);

/* predict_boot - the same, and what led there; the caller gives it back with boot_free() */
struct boot *predict_boot(const struct predict_input *in, enum sdc_xen xen, struct arena *a,
	struct sdc_prediction *out);

#endif
