// SPDX-License-Identifier: BSD-2-Clause
#include "lib/init.h"

#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/options.h"
#include "dt/overlay/overlay.h"
#include "dt/source/source.h"
#include "init/early.h"
#include "lib/inputs/guests.h"
#include "lib/tree.h"
#include "report/result.h"

static int given(struct init_files *m, struct sdc_error *err)
{
	const struct document_placeholder *p = NULL;

	if (m->opts->firmware) {
		m->firmware = m->opts->firmware->fw;
		p = m->firmware->placeholders;
	}
	if (m->opts->guests && !p) {
		m->manifest = m->opts->guests->manifest;
		p = m->manifest->placeholders;
	}
	return p ? set_error(err, SDC_EINPUT, "%s:%u:%u: %s is still to be filled in", p->file,
			   p->line, p->column, p->path)
		 : 0;
}

/* What a user's compiler makes of the overlay. */
static int compile(
	struct init_files *m, const struct buf *source, struct buf *blob, struct sdc_error *err)
{
	const struct sdc_load_options opts = { .size = sizeof(opts), .dtc = m->opts->dtc };
	struct dt_source *s = xmalloc(sizeof(*s));
	struct unit *u;
	int ret;

	memset(s, 0, sizeof(*s));
	u = source_add(s);
	u->path = "-";
	u->name = "the overlay";
	u->kind = UNIT_SOURCE;
	buf_write(&u->text, source->data, source->len);
	ret = unit_compile(u, false, &opts, &s->lines, &s->messages, err);
	if (!ret)
		buf_write(blob, u->blob.data, u->blob.len);
	source_free(s);
	return ret;
}

/* The tree as it will be. */
static int merge(struct init_files *m, const struct buf *source, struct sdc_tree **out,
	struct sdc_error *err)
{
	const struct dt_tree *t = m->tree->dt;
	struct buf overlay = { 0 }, merged = { 0 };
	struct dt_tree *dt;
	int ret = compile(m, source, &overlay, err);

	buf_write(&merged, t->blob, t->blob_size);
	if (!ret)
		ret = dt_overlay_apply(&merged, t->file, &overlay, "the overlay", err);
	if (!ret && m->opts->migrate) {
		ret = init_early_remove(m->plan, merged.data, err);
		merged.len = fdt_totalsize(merged.data);
		buf_write(&m->merged, merged.data, merged.len);
	}
	if (!ret)
		ret = dt_tree_build(merged.data, merged.len, t->file, &dt, err);
	buf_free(&overlay);
	if (ret) {
		buf_free(&merged);
		return ret;
	}
	dt->owned = merged.data;
	*out = xmalloc(sizeof(**out));
	(*out)->dt = dt;
	return 0;
}

/* How often a rule has found an error. */
static size_t count(const struct sdc_result *r, const char *rule)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_list; i++)
		n += r->list[i].severity == SDC_ERROR && !strcmp(r->list[i].rule, rule);
	return n;
}

/* What cannot work is not written: an error that the additions have brought is the answer. A tree
 * of an early form has deserved it before. */
static int compare(struct init_files *m, const struct sdc_result *after, struct sdc_error *err)
{
	for (size_t i = 0; i < after->n_list; i++) {
		const struct sdc_finding *f = &after->list[i];

		if (f->severity != SDC_ERROR || count(after, f->rule) <= count(m->before, f->rule))
			continue;
		if (m->opts->migrate) {
			vec_push(&m->troubles, arena_printf(&m->out->arena, "%s: %s [%s]", f->node,
						       f->message, f->rule));
			continue;
		}
		return set_error(err, SDC_EARG, "%s: with several agents: %s: %s [%s]%s%s",
			m->tree->dt->file, f->node, f->message, f->rule, f->hint ? "; " : "",
			f->hint ? f->hint : "");
	}
	return 0;
}

static struct sdc_check_options xen(void)
{
	return (struct sdc_check_options){ .size = sizeof(struct sdc_check_options),
		.xen = SDC_XEN_MULTI_AGENT,
		.xen_build = SDC_XEN_BUILD_AS_NEEDED };
}

static int try(struct init_files *m, const struct buf *source, struct sdc_error *err)
{
	struct sdc_check_options opts = xen();
	struct sdc_result *after = NULL;
	struct sdc_tree *merged = NULL;
	int ret = merge(m, source, &merged, err);

	opts.firmware = m->opts->firmware;
	if (!ret)
		ret = sdc_check(merged, &opts, &after, err);
	if (!ret)
		ret = compare(m, after, err);
	sdc_result_free(after);
	sdc_tree_free(merged);
	return ret;
}

static const char *file_name(struct init_files *m, const char *end)
{
	return arena_printf(&m->out->arena, "%s%s", m->plan->name, end);
}

static int add_sources(struct init_files *m, struct sdc_error *err)
{
	struct buf text = { 0 };
	bool include = m->opts->include || m->opts->migrate;
	int ret = init_source(m->plan, INIT_OVERLAY, &text, err);

	if (!ret)
		ret = try(m, &text, err);
	if (!ret && !m->opts->migrate)
		outputs_add(m->out, file_name(m, "-xen.dtso"), &text);
	text.len = 0;
	if (!ret && include)
		ret = init_source(m->plan, INIT_INCLUDE, &text, err);
	if (!ret && m->opts->migrate) {
		init_early_deletions(m->plan, &text);
		outputs_add(m->out, file_name(m, "-migrated.dtb"), &m->merged);
	}
	if (!ret && include)
		outputs_add(m->out, file_name(m, "-xen.dtsi"), &text);
	buf_free(&text);
	return ret;
}

static void add_documents(struct init_files *m)
{
	const struct sdc_init_options *o = m->opts;
	struct init_project project = {
		.host = o->host ? o->host : m->tree->dt->file,
		.overlay = file_name(m, "-xen.dtso"),
		.firmware = o->firmware_path ? o->firmware_path : "firmware.yaml",
		.guests = o->guests_path ? o->guests_path : "guests.yaml",
	};
	struct buf text = { 0 };

	if (!m->firmware) {
		init_firmware(m->plan, &text);
		outputs_add(m->out, "firmware.yaml", &text);
	}
	if (!m->manifest) {
		init_guests(m->plan, &text);
		outputs_add(m->out, "guests.yaml", &text);
	}
	init_project(m->plan, &project, &text);
	outputs_add(m->out, OUTPUTS_PROJECT, &text);
}

/* How Xen fares with the board's own tree. */
static int look(struct init_files *m, struct sdc_error *err)
{
	const struct sdc_check_options opts = xen();
	int ret = sdc_check(m->tree, &opts, &m->before, err);

	if (!ret && !m->opts->migrate && m->before->boot)
		init_triggers(m->plan, m->before->boot);
	return ret;
}

static bool proposes(const struct init_plan *p)
{
	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].origin == INIT_PAGE)
			return true;
	return false;
}

int init_files_make(struct init_files *m, struct sdc_error *err)
{
	struct init_inputs in = {
		.name = m->opts->name,
		.migrate = m->opts->migrate,
		.asking = m->asking,
		.n_asking = m->n_asking,
	};
	struct buf text = { 0 };
	int ret;

	m->out = outputs_new(true);
	m->model = scmi_model_build(m->tree->dt);
	m->map = scmi_map_build(m->model);
	ret = given(m, err);
	in.firmware = m->firmware;
	in.manifest = m->manifest;
	if (!ret)
		ret = init_plan_build(m->model, m->map, &in, &m->plan, err);
	if (!ret)
		ret = look(m, err);
	if (!ret)
		ret = add_sources(m, err);
	if (!ret && !m->opts->migrate)
		add_documents(m);
	if (!ret && m->opts->migrate && proposes(m->plan)) {
		init_firmware(m->plan, &text);
		outputs_add(m->out, "firmware.yaml", &text);
	}
	if (!ret)
		outputs_sort(m->out);
	return ret;
}

void init_files_free(struct init_files *m)
{
	vec_free(&m->troubles);
	sdc_outputs_free(m->out);
	buf_free(&m->merged);
	sdc_result_free(m->before);
	init_plan_free(m->plan);
	scmi_map_free(m->map);
	scmi_model_free(m->model);
}

int sdc_init(const struct sdc_tree *tree, const struct sdc_init_options *options,
	struct sdc_outputs **out, struct sdc_error *err)
{
	struct sdc_init_options opts;
	struct init_files m = { .tree = tree, .opts = &opts };
	int ret = options_take(&opts, sizeof(opts), options, "struct sdc_init_options", err);

	if (!ret)
		ret = init_files_make(&m, err);
	if (!ret) {
		*out = m.out;
		m.out = NULL;
	}
	init_files_free(&m);
	return ret;
}
