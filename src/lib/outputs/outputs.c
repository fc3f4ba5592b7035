// SPDX-License-Identifier: BSD-2-Clause
#include "lib/outputs/outputs.h"

#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/options.h"
#include "dt/overlay/overlay.h"
#include "emit/emit.h"
#include "report/result.h"

struct sdc_outputs *outputs_new(bool unlisted)
{
	struct sdc_outputs *o = xmalloc(sizeof(*o));

	memset(o, 0, sizeof(*o));
	o->unlisted = unlisted;
	return o;
}

void outputs_add(struct sdc_outputs *o, const char *name, struct buf *data)
{
	struct sdc_output out = {
		.name = arena_strdup(&o->arena, name),
		.data = "",
		.size = data->len,
	};

	if (data->len) {
		void *copy = arena_alloc(&o->arena, data->len);

		memcpy(copy, data->data, data->len);
		out.data = copy;
	}
	vec_push(&o->list, out);
	buf_free(data);
}

static int add_guest(struct sdc_outputs *o, const struct plan *p, const struct plan_guest *g,
	bool sources, size_t *dtb_size, struct sdc_error *err)
{
	struct buf dtb = { 0 }, text = { 0 }, head = { 0 };
	int ret = emit_blob(g->tree, g->name, &dtb, err);

	if (!ret && g->boot == PLAN_XL && dtb.len > EMIT_XL_TREE_MAX)
		ret = set_error(err, SDC_EINPUT,
			"guest %s: its tree has %zu bytes, of which xl takes %u", g->name, dtb.len,
			EMIT_XL_TREE_MAX);
	*dtb_size = dtb.len;
	if (!ret)
		outputs_add(o, arena_printf(&o->arena, "%s.dtb", g->name), &dtb);
	if (!ret && g->boot == PLAN_XL) {
		ret = emit_xl(p, g, &text, err);
		if (!ret)
			outputs_add(o, arena_printf(&o->arena, "%s.cfg", g->name), &text);
	}
	if (!ret && sources) {
		emit_partial_head(p, g, &head);
		ret = emit_source(g->tree, buf_str(&head), false, g->name, &text, err);
		if (!ret)
			outputs_add(o, arena_printf(&o->arena, "%s.dts", g->name), &text);
	}
	buf_free(&dtb);
	buf_free(&text);
	buf_free(&head);
	return ret;
}

/* Dom0's modules stay before the domains: of modules at one address Xen heeds the first. */
static int add_merged(struct sdc_outputs *o, const struct plan *p, const struct buf *overlay,
	struct sdc_error *err)
{
	struct buf host = { 0 }, copy = { 0 };
	int ret;

	buf_write(&host, p->host->blob, p->host->blob_size);
	buf_write(&copy, overlay->data, overlay->len);
	ret = dt_overlay_append(&host, p->host->file, &copy, "host-overlay.dtbo", err);
	if (!ret)
		outputs_add(o, "host-merged.dtb", &host);
	buf_free(&host);
	buf_free(&copy);
	return ret;
}

static int add_host(struct sdc_outputs *o, const struct plan *p, const size_t *dtb_sizes,
	bool merge, struct sdc_error *err)
{
	static const char name[] = "host-overlay";
	const struct plan_node *root = emit_overlay(p, dtb_sizes, &o->arena);
	struct buf blob = { 0 }, source = { 0 }, head = { 0 };
	int ret;

	emit_overlay_head(p, &head);
	ret = emit_source(root, buf_str(&head), true, name, &source, err);
	if (!ret)
		ret = emit_blob(root, name, &blob, err);
	if (!ret && merge)
		ret = add_merged(o, p, &blob, err);
	if (!ret) {
		outputs_add(o, "host-overlay.dtso", &source);
		outputs_add(o, "host-overlay.dtbo", &blob);
	}
	buf_free(&blob);
	buf_free(&source);
	buf_free(&head);
	return ret;
}

static void add_imagebuilder(struct sdc_outputs *o, const struct plan *p)
{
	struct buf text = { 0 };
	size_t i = 0;

	while (i < p->n_guests && p->guests[i].boot != PLAN_DOM0LESS)
		i++;
	if (i == p->n_guests)
		return;
	emit_imagebuilder(p, &text);
	outputs_add(o, "imagebuilder.cfg", &text);
}

static int compare_outputs(const void *a, const void *b)
{
	return strcmp(((const struct sdc_output *)a)->name, ((const struct sdc_output *)b)->name);
}

void outputs_sort(struct sdc_outputs *o)
{
	if (o->list.n)
		qsort(o->list.v, o->list.n, sizeof(*o->list.v), compare_outputs);
}

static int add_list(struct sdc_outputs *o, struct sdc_error *err)
{
	struct buf text = { 0 };

	outputs_sort(o);
	outputs_list(o, &text);
	outputs_add(o, OUTPUTS_LIST, &text);
	outputs_sort(o);
	for (size_t i = 1; i < o->list.n; i++)
		if (!strcmp(o->list.v[i - 1].name, o->list.v[i].name))
			return set_error(err, SDC_EINPUT,
				"%s would be written twice: give the guest another name",
				o->list.v[i].name);
	return 0;
}

static int make(struct sdc_outputs *o, const struct sdc_result *r,
	const struct sdc_outputs_options *opts, struct sdc_error *err)
{
	const struct plan *p = r->plan.plan;
	size_t *sizes = arena_array(&o->arena, p->n_guests, sizeof(*sizes));
	int ret = 0;

	for (size_t i = 0; i < p->n_guests && !ret; i++)
		ret = add_guest(o, p, &p->guests[i], opts->sources, &sizes[i], err);
	if (!ret)
		ret = add_host(o, p, sizes, opts->merge, err);
	if (ret)
		return ret;
	add_imagebuilder(o, p);
	ret = outputs_inputs(o, r, opts, err);
	return ret ? ret : add_list(o, err);
}

int sdc_outputs_make(const struct sdc_result *result, const struct sdc_outputs_options *given,
	struct sdc_outputs **out, struct sdc_error *err)
{
	struct sdc_outputs_options opts;
	struct sdc_outputs *o;
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_outputs_options", err);

	if (ret)
		return ret;
	if (!result->plan.plan)
		return set_error(
			err, SDC_EARG, "%s: no guests manifest was given", result->tree->file);
	if (!result->plan.plan->complete)
		return set_error(err, SDC_EARG, "%s: errors stand against the plan",
			result->plan.plan->manifest);
	o = outputs_new(false);
	ret = make(o, result, &opts, err);
	if (ret) {
		sdc_outputs_free(o);
		return ret;
	}
	*out = o;
	return 0;
}

void sdc_outputs_free(struct sdc_outputs *o)
{
	if (!o)
		return;
	vec_free(&o->list);
	vec_free(&o->inputs);
	arena_free(&o->arena);
	free(o);
}

const struct sdc_output *sdc_outputs_at(const struct sdc_outputs *o, size_t index)
{
	return index < o->list.n ? &o->list.v[index] : NULL;
}
