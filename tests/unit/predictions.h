/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef UNIT_PREDICTIONS_H
#define UNIT_PREDICTIONS_H

#include "trees.h"
#include "xen/predict.h"
#include "xen/sci.h"

/* A prediction with everything that it was made of. */
struct prediction {
	struct dt_tree *t;
	struct scmi_model *m;
	struct scmi_map *map;
	struct scmi_ids ids;
	struct arena arena;
	struct sdc_prediction p;
};

/*
 * predict_tree - predict for the base tree with something added
 * @fw: NULL: unknown
 * @guest: the partial tree of the first domain, or NULL
 */
static inline void predict_tree(struct prediction *x, const char *added, enum sdc_xen xen,
	const struct firmware *fw, const struct dt_tree *guest)
{
	struct predict_guest g = { .tree = guest };
	struct predict_input in = { .firmware = fw, .guests = &g, .n_guests = guest != NULL };

	memset(x, 0, sizeof(*x));
	x->t = base_tree(added);
	x->m = scmi_model_build(x->t);
	x->ids = scmi_ids(x->m, fw);
	x->map = x->m->n_containers ? scmi_map_build(x->m) : NULL;
	if (guest)
		g.domain = &x->m->domains[0];
	in.model = x->m;
	in.ids = &x->ids;
	in.map = x->map;
	predict(&in, xen, &x->arena, &x->p);
}

static inline void prediction_free(struct prediction *x)
{
	arena_free(&x->arena);
	scmi_map_free(x->map);
	scmi_model_free(x->m);
	dt_tree_free(x->t);
}

/* expect_verdict - the verdict and the rule behind it; NULL: none */
static inline void expect_verdict(
	const struct prediction *x, enum sdc_verdict verdict, const char *rule)
{
	ck_assert_str_eq(sdc_verdict_name(x->p.verdict), sdc_verdict_name(verdict));
	ck_assert_str_eq(x->p.rule ? x->p.rule : "none", rule ? rule : "none");
}

#endif
