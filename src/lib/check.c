// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "lib/firmware.h"
#include "lib/publish.h"
#include "lib/result.h"
#include "lib/schemas.h"
#include "lib/tree.h"
#include "rules/rule.h"
#include "util/file.h"
#include "xen/predict.h"

/* A rule looks at several nodes and knows more: what it has named, a schema need not repeat. */
static void add_violation(void *ctx, const struct schema_violation *v)
{
	struct findings *fs = ctx;
	struct finding *f;

	if (finding_about(fs, v->node, v->prop))
		return;
	f = finding_add(fs, NULL, v->node, v->prop, v->index, "%s", v->message);
	if (v->deprecated)
		f->severity = SDC_NOTE;
	if (v->description)
		finding_hint(fs, f, "%s", v->description);
}

static void run_rules(struct sdc_result *r, const struct sdc_check_options *opts, enum sdc_xen xen)
{
	struct check c = {
		.tree = r->tree,
		.model = r->model,
		.firmware = opts->firmware ? opts->firmware->fw : NULL,
		.xen = xen,
		.findings = &r->findings,
	};

	rules_run(&c);
}

static void run_prediction(
	struct sdc_result *r, const struct sdc_check_options *opts, enum sdc_xen xen)
{
	struct predict_guest *guests =
		arena_array(&r->arena, opts->n_guests, sizeof(struct predict_guest));
	struct predict_input in = {
		.model = r->model,
		.firmware = opts->firmware ? opts->firmware->fw : NULL,
		.guests = guests,
		.n_guests = opts->n_guests,
	};

	for (size_t i = 0; i < opts->n_guests; i++) {
		guests[i].domain = opts->guests[i].domain;
		guests[i].tree = opts->guests[i].tree->dt;
	}
	predict(&in, xen, &r->arena, &r->prediction);
}

static int check_guests(
	const struct sdc_result *r, const struct sdc_check_options *opts, struct sdc_error *err)
{
	for (size_t i = 0; i < opts->n_guests; i++) {
		size_t d = 0;

		while (d < r->model->n_domains &&
			strcmp(r->model->domains[d].node->name, opts->guests[i].domain))
			d++;
		if (d == r->model->n_domains)
			return set_error(err, SDC_EARG, "%s: no domain is named %s", r->tree->file,
				opts->guests[i].domain);
	}
	return 0;
}

static int run(struct sdc_result *r, const struct sdc_check_options *opts, struct sdc_error *err)
{
	enum sdc_xen xen;
	int ret;

	findings_init(&r->findings, r->tree);
	r->model = scmi_model_build(r->tree);
	ret = check_guests(r, opts, err);
	if (ret)
		return ret;
	xen = opts->xen == SDC_XEN_AUTO ? predict_driver(r->model) : opts->xen;
	run_rules(r, opts, xen);
	if (opts->schemas)
		ret = schema_validate(
			opts->schemas->set, r->tree, add_violation, &r->findings, err);
	if (ret)
		return ret;
	run_prediction(r, opts, xen);
	publish(r, opts->warnings);
	return 0;
}

int sdc_check(const struct sdc_tree *tree, const struct sdc_check_options *opts,
	struct sdc_result **out, struct sdc_error *err)
{
	static const struct sdc_check_options none;
	struct sdc_result *r = xmalloc(sizeof(*r));
	int ret;

	memset(r, 0, sizeof(*r));
	r->tree = tree->dt;
	ret = run(r, opts ? opts : &none, err);
	if (ret) {
		sdc_result_free(r);
		return ret;
	}
	*out = r;
	return 0;
}

void sdc_result_free(struct sdc_result *r)
{
	if (!r)
		return;
	findings_free(&r->findings);
	scmi_model_free(r->model);
	arena_free(&r->arena);
	free(r);
}

size_t sdc_result_finding_count(const struct sdc_result *r)
{
	return r->n_list;
}

const struct sdc_finding *sdc_result_finding(const struct sdc_result *r, size_t index)
{
	return index < r->n_list ? &r->list[index] : NULL;
}

size_t sdc_result_count(const struct sdc_result *r, enum sdc_severity severity)
{
	return r->counts[severity];
}

const struct sdc_prediction *sdc_result_prediction(const struct sdc_result *r)
{
	return &r->prediction;
}
