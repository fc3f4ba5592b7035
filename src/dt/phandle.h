/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_PHANDLE_H
#define SDC_DT_PHANDLE_H

#include "dt/tree.h"

enum dt_ref_error {
	DT_REF_OK,
	DT_REF_EMPTY,    /* phandle 0 or 0xffffffff: an entry left out on purpose */
	DT_REF_DANGLING, /* no node has that phandle */
	DT_REF_NO_CELLS, /* the provider lacks its #*-cells */
	DT_REF_SHORT,    /* the arguments run past the property's end */
};

/* One entry of a phandle list: <&provider args...>. */
struct dt_ref {
	const struct dt_node *provider;
	uint32_t phandle;
	uint32_t index; /* which entry */
	uint32_t cell;  /* where in the property it starts */
	const uint8_t *args;
	uint32_t n_args;
	enum dt_ref_error error;
};

/*
 * dt_ref_next - walk a phandle list
 * @cells_name: the provider's property with the number of arguments, "#clock-cells" for
 *              instance; NULL where entries have none; "=3" for three in any case, "*" for
 *              one entry with all that follows
 * @ref: zeroed before the first call
 *
 * Returns true while there is an entry. An entry whose length is unknown (DANGLING, NO_CELLS,
 * SHORT) is the last one. Devicetree Specification 2.3.
 */
bool dt_ref_next(const struct dt_tree *t, const struct dt_prop *p, const char *cells_name,
	struct dt_ref *ref);

/*
 * dt_ref_cells_name - what a property with phandles is made of
 *
 * Knows the common bindings: clocks, resets, power-domains, *-supply, *-gpios, pinctrl-N,
 * iommus and so on, and vendors' references to system controllers. Returns what
 * dt_ref_next() takes as cells_name, but "" for a list of bare phandles, or NULL where the
 * property holds no phandle that this knows of.
 */
const char *dt_ref_cells_name(const char *prop);

/* dt_is_hog - gpios of a gpio-hog: lines of its parent, and no phandles (Linux,
 * Documentation/devicetree/bindings/gpio/gpio.txt) */
bool dt_is_hog(const struct dt_node *n, const struct dt_prop *p);

/* dt_ref_cells - the same for a property of a node */
const char *dt_ref_cells(const struct dt_node *n, const struct dt_prop *p);

#endif
