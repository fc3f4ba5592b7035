// SPDX-License-Identifier: BSD-2-Clause
#include "fix/state.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"

void state_free(struct state *s)
{
	if (!s)
		return;
	sdc_result_free(s->result);
	sdc_guests_free(s->manifest);
	sdc_firmware_free(s->firmware);
	for (size_t i = 0; i < s->n_guests; i++)
		sdc_tree_free((struct sdc_tree *)s->guests[i].tree);
	free(s->guests);
	sdc_tree_free(s->tree);
	free(s);
}

struct sdc_load_options state_load_options(
	const struct sdc_variant *v, const struct sdc_load_options *load, bool overlays)
{
	struct sdc_load_options o = *load;

	o.overlays = v->overlays;
	o.n_overlays = overlays ? v->n_overlays : 0;
	o.include_dirs = v->include_dirs;
	o.n_include_dirs = v->n_include_dirs;
	o.defines = v->defines;
	o.n_defines = v->n_defines;
	return o;
}

static int load_guests(const struct sdc_variant *v, const struct sdc_fix_options *opts,
	struct state *s, struct sdc_error *err)
{
	struct sdc_load_options o = state_load_options(v, opts->load, false);

	s->guests = xmalloc((v->n_guests + 1) * sizeof(*s->guests));
	for (; s->n_guests < v->n_guests; s->n_guests++) {
		const struct sdc_project_guest *g = &v->guests[s->n_guests];
		struct sdc_tree *tree;
		int ret = sdc_tree_load(g->tree, &o, &tree, err);

		if (ret)
			return ret;
		s->guests[s->n_guests] = (struct sdc_guest_tree){ g->name, tree, g->config };
	}
	return 0;
}

static int load_state(const struct sdc_variant *v, const struct sdc_fix_options *opts,
	struct state *s, struct sdc_error *err)
{
	struct sdc_load_options o = state_load_options(v, opts->load, true);
	int ret = sdc_tree_load(v->host, &o, &s->tree, err);

	if (!ret)
		ret = load_guests(v, opts, s, err);
	if (!ret && v->manifest)
		ret = sdc_guests_read(v->manifest, &s->manifest, err);
	if (!ret && v->firmware)
		ret = sdc_firmware_read(v->firmware, &s->firmware, err);
	return ret;
}

int state_check(const struct sdc_variant *v, const struct sdc_fix_options *opts, struct state **out,
	struct sdc_error *err)
{
	struct state *s = xmalloc(sizeof(*s));
	int ret;

	memset(s, 0, sizeof(*s));
	ret = load_state(v, opts, s, err);
	if (!ret) {
		const struct sdc_check_options o = {
			.size = sizeof(o),
			.xen = v->xen,
			.xen_version = v->xen_version,
			.xen_build = opts->xen_build,
			.toolstack = v->toolstack,
			.schemas = opts->schemas,
			.firmware = s->firmware,
			.warnings = opts->warnings,
			.guests = s->guests,
			.n_guests = s->n_guests,
			.manifest = s->manifest,
		};

		ret = sdc_check(s->tree, &o, &s->result, err);
	}
	if (ret)
		state_free(s);
	else
		*out = s;
	return ret;
}

size_t state_count(const struct state *s)
{
	return sdc_result_finding_count(s->result);
}

bool state_compiles(const struct state *s)
{
	const struct sdc_finding *f;

	for (size_t i = 0; (f = sdc_result_finding(s->result, i)); i++)
		if (f->severity == SDC_ERROR &&
			(!strcmp(f->rule, "dtc") || !strcmp(f->rule, "cpp")))
			return false;
	return true;
}

#define WEIGHT 20 /* bits for the number of one severity */

uint64_t state_weight(const struct state *s)
{
	const struct sdc_finding *f;
	uint64_t weight = 0;

	for (size_t i = 0; (f = sdc_result_finding(s->result, i)); i++)
		weight += UINT64_C(1) << (f->severity == SDC_ERROR     ? 2 * WEIGHT
					  : f->severity == SDC_WARNING ? WEIGHT
								       : 0);
	return weight;
}

bool state_is_better(const struct state *now, size_t count, uint64_t weight)
{
	return state_count(now) <= count && state_weight(now) < weight;
}
