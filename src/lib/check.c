// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "diag/rule.h"
#include "guests/compare/compare.h"
#include "lib/guests.h"
#include "lib/publish.h"
#include "lib/schemas.h"
#include "lib/tree.h"
#include "plan/planner.h"
#include "report/result.h"
#include "rules/cause.h"
#include "scmi/firmware.h"
#include "xen/boot/boot.h"
#include "xen/predict.h"
#include "xl/config.h"

/* Whether the violation follows from a mistake that a rule has named. */
static bool follows(const struct findings *fs, const struct schema_violation *v)
{
	const struct dt_node *parent = v->node->parent;

	if (finding_about(fs, v->node, v->prop))
		return true;
	if (!v->prop)
		return false;
	if (!strcmp(v->prop, "reg") && parent &&
		(finding_about(fs, parent, "#address-cells") ||
			finding_about(fs, parent, "#size-cells")))
		return true;
	/* Where the node should not be what it says, it need not have what belongs to that. */
	if (!strcmp(v->keyword, "required") && finding_about(fs, v->node, "compatible"))
		return true;
	return finding_mentions(fs, v->node, v->prop);
}

/* What schemas say is listed up to here, and the rest counted. */
#define MAX_VIOLATIONS 200

struct violations {
	struct findings *findings;
	size_t n, errors; /* past the limit: of all, and those that are errors */
};

/* A rule looks at several nodes and knows more: what it has named, a schema need not repeat. */
static void add_violation(void *ctx, const struct schema_violation *v)
{
	struct violations *list = ctx;
	struct findings *fs = list->findings;
	struct finding *f;

	if (follows(fs, v))
		return;
	if (list->n++ >= MAX_VIOLATIONS) {
		list->errors += !v->deprecated;
		return;
	}
	f = finding_add(fs, NULL, v->node, v->prop, v->index, "%s", v->message);
	if (v->deprecated)
		f->severity = SDC_NOTE;
	if (v->description)
		finding_hint(fs, f, "%s", v->description);
}

static int run_schemas(
	struct sdc_result *r, const struct sdc_schemas *schemas, struct sdc_error *err)
{
	struct violations list = { .findings = &r->findings };
	int ret = schema_validate(schemas->set, r->tree, NULL, add_violation, &list, err);
	struct finding *f;

	if (ret || list.n <= MAX_VIOLATIONS)
		return ret;
	f = finding_add(&r->findings, NULL, r->tree->nodes, NULL, -1,
		"and %zu more that the schemas find", list.n - MAX_VIOLATIONS);
	if (!list.errors)
		f->severity = SDC_NOTE;
	finding_hint(&r->findings, f, "fix those that are listed, and check again");
	return 0;
}

static const struct firmware *firmware_of(const struct sdc_check_options *opts)
{
	return opts->firmware ? opts->firmware->fw : NULL;
}

/*
 * Guests whose files are given and whom no manifest has are planned by their files, beside those
 * of the manifest, as the isolation of all is to be seen. The result's own plan is the manifest's.
 */
static int run_plans(struct sdc_result *r, struct check *c, const struct sdc_check_options *opts,
	struct sdc_error *err)
{
	struct manifest *given = opts->manifest ? opts->manifest->manifest : NULL;
	struct manifest *wishes = infer_manifest(c, given);
	struct findings ignored = { 0 };
	struct plan *plan = NULL;
	int ret = 0;

	findings_init(&ignored, r->tree);
	if (given)
		ret = plan_build(r->model, c->ids, given, wishes ? &ignored : &r->findings,
			&r->plan.plan, err);
	if (!ret && wishes)
		ret = plan_build(r->model, c->ids, wishes, &r->findings, &plan, err);
	if (!ret && (wishes || given))
		guest_plan_compare(c, wishes ? plan : r->plan.plan, wishes ? wishes : given);
	plan_free(plan);
	manifest_free(wishes);
	findings_free(&ignored);
	return ret;
}

static int run_rules(struct sdc_result *r, const struct sdc_check_options *opts,
	const struct predict_input *in, enum sdc_xen xen, struct sdc_error *err)
{
	struct check_guest *guests = arena_array(&r->arena, in->n_guests, sizeof(*guests));
	const struct xl_config *config = r->configs;
	struct check c = {
		.tree = r->tree,
		.model = r->model,
		.firmware = firmware_of(opts),
		.ids = in->ids,
		.map = in->map,
		.guests = guests,
		.n_guests = in->n_guests,
		.xen = xen,
		.boot = r->boot,
		.findings = &r->findings,
	};
	int ret;

	for (size_t i = 0; i < in->n_guests; i++) {
		guests[i].name = opts->guests[i].domain;
		if (in->guests[i].domain)
			guests[i].domain = in->guests[i].domain->node;
		guests[i].tree = in->guests[i].tree;
		guests[i].config = opts->guests[i].config ? config++ : NULL;
	}
	rules_run(&c);
	ret = run_plans(r, &c, opts, err);
	rules_end(&c);
	return ret;
}

/* A stop is named by the closest finding that explains it. */
static void name_causes(struct sdc_result *r)
{
	struct sdc_domain *domains = (struct sdc_domain *)r->prediction.domains;

	const struct boot_event *stop = r->boot->stop;
	const char *before = stop ? stop->rule : NULL;

	for (size_t i = 0; i < r->boot->events.n; i++) {
		struct boot_event *e = r->boot->events.v[i];

		if (!e->message)
			e->said = finding_cause(&r->findings, e->rule);
	}
	boot_publish(r->boot, &r->prediction.boot);
	if (r->prediction.rule == before)
		r->prediction.rule = r->prediction.boot.rule;
	r->prediction.rule = finding_cause(&r->findings, r->prediction.rule);
	r->prediction.boot.rule = finding_cause(&r->findings, r->prediction.boot.rule);
	/* No container is no mistake where nobody asks for one. */
	if (r->prediction.rule && !strcmp(r->prediction.rule, "container-absent") &&
		!finding_of(&r->findings, "container-absent"))
		r->prediction.rule = NULL;
	for (size_t i = 0; i < r->prediction.n_domains; i++)
		domains[i].rule = finding_cause(&r->findings, before && domains[i].rule == before
								      ? r->prediction.boot.rule
								      : domains[i].rule);
}

static int read_configs(
	struct sdc_result *r, const struct sdc_check_options *opts, struct sdc_error *err)
{
	struct xl_config *c = arena_array(&r->arena, opts->n_guests, sizeof(*c));
	int ret = 0;

	r->configs = c;
	for (size_t i = 0; i < opts->n_guests && !ret; i++)
		if (opts->guests[i].config)
			ret = xlcfg_read(opts->guests[i].config, &r->arena, c++, err);
	return ret;
}

/* Pairs the guests' trees with the domains of the host tree. */
static int find_guests(struct sdc_result *r, const struct sdc_check_options *opts,
	struct predict_input *in, struct sdc_error *err)
{
	struct predict_guest *guests = arena_array(&r->arena, opts->n_guests, sizeof(*guests));

	in->guests = guests;
	in->n_guests = opts->n_guests;
	for (size_t i = 0; i < opts->n_guests; i++) {
		size_t d = 0;

		while (d < r->model->n_domains &&
			strcmp(r->model->domains[d].node->name, opts->guests[i].domain))
			d++;
		guests[i].tree = opts->guests[i].tree->dt;
		/* xl makes its guests itself. */
		if (opts->guests[i].config)
			continue;
		if (d == r->model->n_domains)
			return set_error(err, SDC_EARG, "%s: no domain is named %s", r->tree->file,
				opts->guests[i].domain);
		guests[i].domain = &r->model->domains[d];
	}
	return 0;
}

static int run(struct sdc_result *r, const struct sdc_check_options *opts, struct sdc_error *err)
{
	struct predict_input in = { .firmware = firmware_of(opts) };
	struct scmi_ids ids;
	enum sdc_xen xen;
	int ret;

	findings_init(&r->findings, r->tree);
	r->model = scmi_model_build(r->tree);
	in.model = r->model;
	ret = read_configs(r, opts, err);
	if (!ret)
		ret = find_guests(r, opts, &in, err);
	if (ret)
		return ret;
	ids = scmi_ids(r->model);
	in.ids = &ids;
	/* Only a container's pages are compared with the rest of memory. */
	if (r->model->n_containers)
		r->map = scmi_map_build(r->model);
	in.map = r->map;
	xen = opts->xen == SDC_XEN_AUTO ? predict_driver(r->model) : opts->xen;
	in.planned = opts->manifest != NULL;
	in.caps = xen_caps_find(opts->xen_version);
	if (!in.caps)
		return set_error(err, SDC_EARG, "Xen %s is not known", opts->xen_version);
	r->boot = predict_boot(&in, xen, &r->arena, &r->prediction);
	ret = run_rules(r, opts, &in, xen, err);
	if (ret)
		return ret;
	if (opts->schemas)
		ret = run_schemas(r, opts->schemas, err);
	if (ret)
		return ret;
	name_causes(r);
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
	plan_free(r->plan.plan);
	findings_free(&r->findings);
	boot_free(r->boot);
	scmi_map_free(r->map);
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
