// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/options.h"
#include "diag/rule.h"
#include "guests/compare/compare.h"
#include "guests/view.h"
#include "lib/allow.h"
#include "lib/inputs/bindings.h"
#include "lib/inputs/guests.h"
#include "lib/inputs/sources.h"
#include "lib/publish.h"
#include "lib/tree.h"
#include "plan/planner.h"
#include "report/result.h"
#include "rules/machine/report.h"
#include "scmi/firmware/firmware.h"
#include "xen/boot/boot.h"
#include "xen/predict.h"
#include "xen/sci.h"
#include "xl/config.h"

static const struct firmware *firmware_of(const struct sdc_check_options *opts)
{
	const struct firmware *fw = opts->firmware ? opts->firmware->fw : NULL;

	return fw && !fw->placeholders && !fw->problems ? fw : NULL;
}

static struct manifest *manifest_of(const struct sdc_check_options *opts)
{
	struct manifest *m = opts->manifest ? opts->manifest->manifest : NULL;

	return m && !m->placeholders && !m->problems ? m : NULL;
}

/*
 * Guests whose files are given and whom no manifest has are planned by their files, beside those
 * of the manifest, as the isolation of all is to be seen. The result's own plan is the manifest's.
 */
static void run_plans(struct sdc_result *r, struct check *c, const struct sdc_check_options *opts)
{
	struct manifest *given = manifest_of(opts);
	struct manifest *wishes = infer_manifest(c, given);
	struct findings ignored = { 0 };

	findings_init(&ignored, r->tree);
	r->wishes = wishes;
	if (given)
		r->plan.plan = plan_build(
			r->model, c->ids, c->sci, given, wishes ? &ignored : &r->findings);
	if (wishes)
		r->all = plan_build(r->model, c->ids, c->sci, wishes, &r->findings);
	guest_visible_check(c, given);
	if (wishes || given) {
		guest_plan_compare(c, wishes ? r->all : r->plan.plan, wishes ? wishes : given);
		guest_rights_check(c, wishes ? r->all : r->plan.plan);
	}
	findings_free(&ignored);
}

/* What the files say of devices; the files themselves are not kept. */
static void keep_guest(struct sdc_result *r, const struct guest_view *v, struct result_guest *g)
{
	const struct dt_node **list =
		arena_array(&r->arena, v->devices.n + v->shown.n, sizeof(const struct dt_node *));

	g->name = arena_strdup(&r->arena, v->name);
	g->devices = list;
	for (size_t i = 0; i < v->devices.n; i++)
		if (v->devices.v[i].host)
			list[g->n_devices++] = v->devices.v[i].host;
	for (size_t i = 0; i < v->shown.n; i++)
		list[g->n_devices++] = v->shown.v[i];
}

static void keep_guests(struct sdc_result *r, const struct check *c)
{
	struct result_guest *guests = arena_array(&r->arena, c->n_guests, sizeof(*guests));

	for (size_t i = 0; i < c->n_guests; i++)
		keep_guest(r, &c->guest_views[i], &guests[i]);
	r->guests = guests;
	r->n_guests = c->n_guests;
}

static void set_documents(struct check *c, const struct sdc_check_options *opts)
{
	const struct firmware *fw = opts->firmware ? opts->firmware->fw : NULL;
	const struct manifest *m = opts->manifest ? opts->manifest->manifest : NULL;

	if (fw)
		c->documents[0] = (struct check_document){ SDC_INPUT_FIRMWARE, fw->file,
			fw->placeholders, fw->problems };
	if (m)
		c->documents[1] = (struct check_document){ SDC_INPUT_MANIFEST, m->file,
			m->placeholders, m->problems };
}

static void run_rules(struct sdc_result *r, const struct sdc_check_options *opts,
	const struct predict_input *in, enum sdc_xen xen)
{
	struct check_guest *guests = arena_array(&r->arena, in->n_guests, sizeof(*guests));
	const struct xl_config *config = r->configs;
	const struct sdc_guest_tree *given;
	struct check c = {
		.tree = r->tree,
		.model = r->model,
		.firmware = firmware_of(opts),
		.ids = in->ids,
		.map = in->map,
		.guests = guests,
		.n_guests = in->n_guests,
		.xen = xen,
		.sci = sci_caps(xen),
		.toolstack = opts->toolstack,
		.boot = r->boot,
		.findings = &r->findings,
	};

	for (size_t i = 0; i < in->n_guests; i++) {
		given = &opts->guests[in->guests[i].given];
		guests[i].name = given->domain;
		if (in->guests[i].domain)
			guests[i].domain = in->guests[i].domain->node;
		guests[i].tree = in->guests[i].tree;
		guests[i].config = given->config ? config++ : NULL;
	}
	set_documents(&c, opts);
	rules_run(&c);
	guests_run(&c);
	keep_guests(r, &c);
	run_plans(r, &c, opts);
	rules_run_construction(&c);
	guests_end(&c);
	construction_rest(&c);
}

static const char *cause_of(const struct sdc_result *r, const char *rule)
{
	return rule ? rule_name(findings_cause(&r->findings, rule_find(rule))) : NULL;
}

/* What stops the boot, and what domains lose on the way. */
static void name_events(struct sdc_result *r)
{
	for (size_t i = 0; i < r->boot->events.n; i++) {
		struct boot_event *e = r->boot->events.v[i];

		if (!e->said)
			e->said = construction_cause(&r->findings, e);
	}
	boot_publish(r->boot, &r->prediction.boot);
}

/* A stop is named by the closest finding that explains it. */
static void name_causes(struct sdc_result *r)
{
	struct sdc_domain *domains = (struct sdc_domain *)r->prediction.domains;
	const char *stop = r->boot->stop ? r->boot->stop->rule : NULL;

	name_events(r);
	if (stop && r->prediction.rule == stop)
		r->prediction.rule = r->prediction.boot.rule;
	r->prediction.rule = cause_of(r, r->prediction.rule);
	/* No container is no mistake where nobody asks for one. */
	if (r->prediction.rule && rule_find(r->prediction.rule) == RULE_CONTAINER_ABSENT &&
		!findings_of(&r->findings, RULE_CONTAINER_ABSENT))
		r->prediction.rule = NULL;
	for (size_t i = 0; i < r->prediction.n_domains; i++) {
		if (stop && domains[i].rule == stop)
			domains[i].rule = r->prediction.boot.rule;
		domains[i].rule = cause_of(r, domains[i].rule);
	}
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

static int no_domain(const struct dt_tree *t, const char *name, struct sdc_error *err)
{
	return set_error(err, SDC_EARG, "%s: no domain is named %s", t->file, name);
}

/* The node in /chosen that is named like a guest and is no domain for Xen. */
static const struct dt_node *namesake(const struct dt_tree *t, const char *name)
{
	const struct dt_node *chosen = dt_child(t->nodes, "chosen");

	return chosen ? dt_child(chosen, name) : NULL;
}

static const struct scmi_domain *domain_named(const struct scmi_model *m, const char *name)
{
	for (size_t d = 0; d < m->n_domains; d++)
		if (!strcmp(m->domains[d].node->name, name))
			return &m->domains[d];
	return NULL;
}

/* Pairs the guests' trees with the domains of the host tree. */
static int find_guests(struct sdc_result *r, const struct sdc_check_options *opts,
	struct predict_input *in, struct sdc_error *err)
{
	struct predict_guest *guests = arena_array(&r->arena, opts->n_guests, sizeof(*guests));

	in->guests = guests;
	for (size_t i = 0; i < opts->n_guests; i++) {
		const char *name = opts->guests[i].domain;
		struct predict_guest g = { .tree = r->guest_trees[i], .given = i };

		/* xl makes its guests itself. */
		if (!opts->guests[i].config) {
			g.domain = domain_named(r->model, name);
			if (!g.domain && !namesake(r->tree, name))
				return no_domain(r->tree, name, err);
			if (!g.domain)
				continue;
		}
		guests[in->n_guests++] = g;
	}
	return 0;
}

/* That Xen does not build a guest's domain must have been said of its node. */
static int missed_guests(
	const struct sdc_result *r, const struct sdc_check_options *opts, struct sdc_error *err)
{
	for (size_t i = 0; i < opts->n_guests; i++) {
		const char *name = opts->guests[i].domain;

		if (!opts->guests[i].config && !domain_named(r->model, name) &&
			!findings_about(&r->findings, namesake(r->tree, name), "compatible"))
			return set_error(err, SDC_EARG,
				"%s: /chosen/%s is no domain: it is not compatible with xen,domain",
				r->tree->file, name);
	}
	return 0;
}

static void take_guest_trees(struct sdc_result *r, const struct sdc_check_options *opts)
{
	r->guest_trees = arena_array(&r->arena, opts->n_guests, sizeof(*r->guest_trees));
	r->n_guest_trees = opts->n_guests;
	for (size_t i = 0; i < opts->n_guests; i++) {
		r->guest_trees[i] = opts->guests[i].tree->dt;
		r->guest_trees[i]->input = SDC_INPUT_GUEST;
	}
}

static void report_sources(struct sdc_result *r)
{
	sources_report(&r->findings, r->tree);
	for (size_t i = 0; i < r->n_guest_trees; i++)
		sources_report(&r->findings, r->guest_trees[i]);
}

/* What could not be made is not checked. */
static bool report_broken(struct sdc_result *r, const struct sdc_check_options *opts)
{
	r->broken = r->tree->broken;
	for (size_t i = 0; i < r->n_guest_trees; i++)
		r->broken |= r->guest_trees[i]->broken;
	if (!r->broken)
		return false;
	r->prediction.none = true;
	report_sources(r);
	publish(r, opts->warnings);
	return true;
}

/* Who names a Xen means one as it is released; else it is the one that the tree is written for. */
static bool as_needed(const struct sdc_check_options *opts)
{
	if (opts->xen_build == SDC_XEN_BUILD_AUTO)
		return opts->xen == SDC_XEN_AUTO && !opts->xen_version;
	return opts->xen_build == SDC_XEN_BUILD_AS_NEEDED;
}

static int run(struct sdc_result *r, const struct sdc_check_options *opts, struct sdc_error *err)
{
	struct predict_input in = { .firmware = firmware_of(opts) };
	struct scmi_ids ids;
	enum sdc_xen xen;
	int ret;

	findings_init(&r->findings, r->tree);
	take_guest_trees(r, opts);
	if (report_broken(r, opts))
		return 0;
	r->model = scmi_model_build(r->tree);
	in.model = r->model;
	ret = read_configs(r, opts, err);
	if (!ret)
		ret = find_guests(r, opts, &in, err);
	if (ret)
		return ret;
	ids = scmi_ids(r->model, in.firmware);
	in.ids = &ids;
	/* Only a container's pages are compared with the rest of memory. */
	if (r->model->n_containers)
		r->map = scmi_map_build(r->model);
	in.map = r->map;
	xen = opts->xen == SDC_XEN_AUTO ? sci_driver(r->model) : opts->xen;
	in.planned = opts->manifest != NULL;
	in.built_as_needed = as_needed(opts);
	in.caps = xen_caps_find(opts->xen_version);
	if (!in.caps)
		return set_error(err, SDC_EARG, "Xen %s is not known", opts->xen_version);
	r->boot = predict_boot(&in, xen, &r->arena, &r->prediction);
	run_rules(r, opts, &in, xen);
	ret = missed_guests(r, opts, err);
	if (!ret && opts->schemas)
		ret = bindings_check(&r->findings, opts->schemas, r->tree, opts->warnings, err);
	if (ret)
		return ret;
	report_sources(r);
	name_causes(r);
	allow_apply(r, opts);
	publish(r, opts->warnings);
	return 0;
}

int sdc_check(const struct sdc_tree *tree, const struct sdc_check_options *given,
	struct sdc_result **out, struct sdc_error *err)
{
	struct sdc_check_options opts;
	struct sdc_result *r;
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_check_options", err);

	if (ret)
		return ret;
	r = xmalloc(sizeof(*r));
	memset(r, 0, sizeof(*r));
	r->tree = tree->dt;
	ret = run(r, &opts, err);
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
	plan_free(r->all);
	manifest_free(r->wishes);
	findings_free(&r->findings);
	boot_free(r->boot);
	scmi_map_free(r->map);
	scmi_model_free(r->model);
	lines_free(&r->lines);
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

bool sdc_result_broken(const struct sdc_result *r)
{
	return r->broken;
}

size_t sdc_result_count(const struct sdc_result *r, enum sdc_severity severity)
{
	return r->counts[severity];
}

const struct sdc_prediction *sdc_result_prediction(const struct sdc_result *r)
{
	return &r->prediction;
}
