// SPDX-License-Identifier: BSD-2-Clause
#include "migrate/migrate.h"

#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/files/path.h"
#include "base/options.h"
#include "dt/load.h"
#include "fix/blob.h"
#include "fix/copies.h"
#include "fix/state.h"
#include "init/early.h"
#include "lib/init.h"
#include "lib/tree.h"
#include "migrate/host.h"
#include "scmi/firmware/firmware.h"

struct sdc_migrated {
	struct sdc_fixed *fixed;
	struct sdc_outputs *outputs; /* NULL: the files are edited */
	struct migrate_notes notes;
	VEC(struct sdc_migrate_note) published;
};

struct migration {
	const struct sdc_variant *v;
	struct sdc_variant copies;
	const struct sdc_migrate_options *o;
	struct sdc_migrated *out;
	struct sdc_tree *host;
	struct sdc_firmware *firmware;
	struct sdc_init_options init;
	struct init_files files;   /* plan NULL: the host's tree is in no early form */
	struct xl_config *configs; /* per guest; n 0 where there is none */
	const char **asking;
	size_t n_asking;
	struct arena arena;
};

static int read_inputs(struct migration *x, struct sdc_error *err)
{
	const struct sdc_load_options o = state_load_options(x->v, x->o->load, true);
	size_t n = x->v->n_guests;
	int ret = sdc_tree_load(x->v->host, &o, &x->host, err);

	x->configs = arena_array(&x->arena, n, sizeof(*x->configs));
	x->asking = arena_array(&x->arena, n, sizeof(*x->asking));
	for (size_t i = 0; i < n && !ret; i++) {
		const struct sdc_project_guest *g = &x->v->guests[i];

		if (g->config)
			ret = xlcfg_read(g->config, &x->arena, &x->configs[i], err);
		if (!ret && g->config && migrate_asks(&x->configs[i]))
			x->asking[x->n_asking++] = g->name;
	}
	if (!ret && x->v->firmware)
		ret = sdc_firmware_read(x->v->firmware, &x->firmware, err);
	return ret;
}

/* Neither the early form nor firmware has said that this agent is the guest's. */
static bool is_taken(const struct migration *x, const struct init_guest *g)
{
	const char *name = g->channel ? g->channel->name : NULL;

	for (size_t i = 0; i < x->n_asking && g->channel; i++)
		if (!strcmp(g->name, x->asking[i]))
			return !name || strcasecmp(name, g->name) != 0;
	return false;
}

static void note_proposals(struct migration *x)
{
	const struct init_plan *p = x->files.plan;

	for (size_t i = 0; i < p->n_channels; i++) {
		const struct init_channel *ch = &p->channels[i];

		if (ch->origin == INIT_PAGE)
			migrate_note(&x->out->notes, x->v->host, 0, 0,
				"nothing says which doorbell and id the agent of the page at 0x%llx "
				"has: 0x%x and %u are proposed, and the firmware has to have the same",
				(unsigned long long)ch->page, ch->smc_id, ch->id);
	}
	for (size_t i = 0; i < p->n_guests; i++)
		if (p->n_channels && p->guests[i].boot == PLAN_DOM0LESS && !p->guests[i].channel)
			migrate_note(&x->out->notes, x->v->host, 0, 0,
				"%s is to have an agent, and there is none for it",
				p->guests[i].name);
		else if (is_taken(x, &p->guests[i]))
			migrate_note(&x->out->notes, x->v->host, 0, 0,
				"nothing says which agent %s has: %u is taken, the first that is free",
				p->guests[i].name, p->guests[i].channel->id);
}

static int make_host(struct migration *x, struct sdc_error *err)
{
	struct scmi_model *m = scmi_model_build(x->host->dt);
	bool early = scmi_early(m, x->n_asking != 0).kind != SCMI_EARLY_NONE;
	int ret = 0;

	scmi_model_free(m);
	x->init = (struct sdc_init_options){ .size = sizeof(x->init),
		.name = x->o->name,
		.migrate = true,
		.firmware = x->firmware,
		.dtc = x->o->load->dtc };
	x->files = (struct init_files){
		.tree = x->host, .opts = &x->init, .asking = x->asking, .n_asking = x->n_asking
	};
	if (!early)
		return 0;
	ret = init_files_make(&x->files, err);
	if (ret)
		return ret;
	note_proposals(x);
	for (size_t i = 0; i < x->files.troubles.n; i++)
		migrate_note(&x->out->notes, x->v->host, 0, 0, "%s", x->files.troubles.v[i]);
	if (!x->out->outputs) {
		const struct sdc_load_options o = state_load_options(x->v, x->o->load, true);

		return migrate_host(x->files.plan, &x->out->fixed->mirror, x->copies.host, &o, err);
	}
	for (size_t i = 0; i < x->files.out->list.n; i++) {
		const struct sdc_output *f = &x->files.out->list.v[i];
		struct buf b = { 0 };

		buf_write(&b, f->data, f->size);
		outputs_add(x->out->outputs, f->name, &b);
	}
	return 0;
}

/* A guest whose memory lies as the host's sees the page where it is. */
static uint64_t guest_page(const struct init_plan *p, const struct init_guest *g)
{
	for (size_t i = 0; i < p->model->n_domains; i++)
		if (!strcmp(p->model->domains[i].node->name, g->name) &&
			p->model->domains[i].direct_map)
			return g->channel->page;
	return SCMI_GUEST_PAGE;
}

static struct migrate_channel channel_of(const struct migration *x, const char *name)
{
	const struct init_plan *p = x->files.plan;

	for (size_t i = 0; p && i < p->n_guests; i++) {
		const struct init_guest *g = &p->guests[i];

		if (!strcmp(g->name, name) && g->channel)
			return (struct migrate_channel){ true, g->channel->id, g->channel->smc_id,
				g->channel->page, guest_page(p, g) };
	}
	return (struct migrate_channel){ 0 };
}

/* The copy of a guest's tree as a source. */
static int source_of(
	struct migration *x, size_t i, const char **path, bool *blob, struct sdc_error *err)
{
	struct mirror *m = &x->out->fixed->mirror;
	const struct sdc_project_guest *g = &x->v->guests[i];
	struct buf bytes = { 0 }, text = { 0 };
	int ret = read_file(g->tree, &bytes, err);

	*path = x->copies.guests[i].tree;
	*blob = !ret && dt_is_blob(&bytes);
	if (!ret && !*blob && x->out->outputs) {
		struct dt_tree *t;
		const struct sdc_load_options o = state_load_options(x->v, x->o->load, false);

		/* What stands in headers of others is edited in the blob's source, too. */
		ret = dt_load(g->tree, &o, &t, err);
		if (!ret) {
			bytes.len = 0;
			buf_write(&bytes, t->blob, t->blob_size);
			dt_tree_free(t);
			*blob = true;
		}
	}
	if (!ret && *blob) {
		*path = arena_printf(&x->arena, "%s.dts", *path);
		ret = blob_text(&bytes, dt_compiler(x->o->load), &text, err);
	}
	if (!ret && *blob)
		ret = mirror_put(m, g->tree, *path, &text, err);
	buf_free(&bytes);
	buf_free(&text);
	return ret;
}

static int put_tree(struct migration *x, const char *name, const char *path, struct sdc_error *err)
{
	const struct sdc_load_options o = state_load_options(x->v, x->o->load, false);
	struct buf blob = { 0 };
	struct dt_tree *t;
	int ret = dt_load(path, &o, &t, err);

	if (ret)
		return ret;
	buf_write(&blob, t->blob, t->blob_size);
	outputs_add(x->out->outputs, name, &blob);
	dt_tree_free(t);
	return 0;
}

static int guest_tree(struct migration *x, size_t i, struct migrate_guest *g, struct sdc_error *err)
{
	const struct sdc_project_guest *p = &x->v->guests[i];
	const struct sdc_load_options o = state_load_options(x->v, x->o->load, false);
	const char *path;
	struct dt_tree *t;
	bool blob, early;
	int ret;

	ret = dt_load(p->tree, &o, &t, err);
	if (ret)
		return ret;
	early = migrate_tree_is_early(g, t);
	g->shows_page = migrate_shows_page(t) || (early && g->channel.known);
	g->has_tree = true;
	dt_tree_free(t);
	if (!early)
		return 0;
	ret = source_of(x, i, &path, &blob, err);
	if (!ret && blob && !x->out->outputs)
		return set_error(err, SDC_EARG,
			"%s: a blob is not edited: give -o DIR for new files", p->tree);
	if (!ret)
		ret = migrate_tree(
			g, &x->out->fixed->mirror, path, p->tree, &o, &x->out->notes, err);
	if (!ret && x->out->outputs)
		ret = put_tree(x, arena_printf(&x->arena, "%s.dtb", path_stem(&x->arena, p->tree)),
			path, err);
	return ret;
}

static int guest_config(
	struct migration *x, size_t i, const struct migrate_guest *g, struct sdc_error *err)
{
	const char *path = x->v->guests[i].config;
	struct mirror *m = &x->out->fixed->mirror;
	struct mirror_file *f;
	struct buf out = { 0 };

	if (!path || !g->config || !migrate_is_early(g->config))
		return 0;
	f = mirror_find(m, mirror_path(m, path));
	if (!f || (!f->editable && !x->out->outputs))
		return set_error(err, SDC_EARG,
			"%s: not below the directory of the host's tree: give --also=DIR or -o DIR",
			path);
	migrate_config(g, &f->first, &out, &x->out->notes);
	if (x->out->outputs) {
		outputs_add(x->out->outputs, arena_strdup(&x->arena, path_name(path)), &out);
		return 0;
	}
	buf_free(&f->now);
	f->now = out;
	return mirror_write(f, err);
}

static int make_guests(struct migration *x, struct sdc_error *err)
{
	struct scmi_model *m = scmi_model_build(x->host->dt);
	int ret = 0;

	for (size_t i = 0; i < x->v->n_guests && !ret; i++) {
		const struct sdc_project_guest *p = &x->v->guests[i];
		struct migrate_guest g = { .name = p->name,
			.config = p->config ? &x->configs[i] : NULL,
			.host = m,
			.channel = channel_of(x, p->name) };

		ret = guest_tree(x, i, &g, err);
		if (!ret)
			ret = guest_config(x, i, &g, err);
	}
	scmi_model_free(m);
	return ret;
}

static bool is_twice(const struct sdc_outputs *o, const char **name)
{
	for (size_t i = 1; i < o->list.n; i++) {
		*name = o->list.v[i].name;
		if (!strcmp(o->list.v[i - 1].name, *name))
			return true;
	}
	return false;
}

static int finish(struct migration *x, struct sdc_error *err)
{
	const char *name;

	for (size_t i = 0; i < x->out->notes.list.n; i++) {
		const struct migrate_note *n = &x->out->notes.list.v[i];

		vec_push(&x->out->published,
			(struct sdc_migrate_note){ n->file, n->line, n->column, n->text });
	}
	if (!x->out->outputs)
		return 0;
	outputs_sort(x->out->outputs);
	return is_twice(x->out->outputs, &name)
		       ? set_error(err, SDC_EARG, "%s: two files would have this name", name)
		       : 0;
}

/* Nothing but what is edited on the way to new files. */
static int copy_guests(struct migration *x, struct sdc_error *err)
{
	struct mirror *m = &x->out->fixed->mirror;
	struct sdc_project_guest *guests = arena_array(&x->arena, x->v->n_guests, sizeof(*guests));
	int ret = mirror_init(m, err);

	for (size_t i = 0; i < x->v->n_guests && !ret; i++) {
		guests[i].tree = mirror_path(m, x->v->guests[i].tree);
		if (x->v->guests[i].config)
			ret = mirror_add(m, x->v->guests[i].config, err);
	}
	x->copies.guests = guests;
	return ret;
}

static int run(struct migration *x, struct sdc_error *err)
{
	const struct sdc_fix_options o = {
		.size = sizeof(o), .load = x->o->load, .also = x->o->also, .n_also = x->o->n_also
	};
	int ret;

	if (!strcmp(x->v->host, "-") && !x->o->files)
		return set_error(err, SDC_EARG, "standard input cannot be edited");
	if (!x->o->files && blob_is(x->v->host))
		return set_error(err, SDC_EARG,
			"%s: a blob is not edited: give -o DIR for new files", x->v->host);
	ret = x->o->files ? copy_guests(x, err)
			  : copies_make(x->out->fixed, &o, x->v, &x->copies, err);
	if (!ret)
		ret = read_inputs(x, err);
	if (!ret)
		ret = make_host(x, err);
	if (!ret)
		ret = make_guests(x, err);
	return ret ? ret : finish(x, err);
}

static void release(struct migration *x)
{
	init_files_free(&x->files);
	sdc_firmware_free(x->firmware);
	sdc_tree_free(x->host);
	arena_free(&x->arena);
}

int sdc_migrate(const struct sdc_variant *v, const struct sdc_migrate_options *given,
	struct sdc_migrated **out, struct sdc_error *err)
{
	struct sdc_migrate_options opts;
	struct sdc_load_options load;
	struct migration x = { .v = v, .o = &opts };
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_migrate_options", err);

	if (!ret)
		ret = options_take(&load, sizeof(load), opts.load, "struct sdc_load_options", err);
	if (ret)
		return ret;
	opts.load = &load;
	x.out = xzalloc(sizeof(*x.out));
	x.out->fixed = xzalloc(sizeof(*x.out->fixed));
	if (opts.files)
		x.out->outputs = outputs_new(true);
	ret = run(&x, err);
	release(&x);
	if (ret)
		sdc_migrated_free(x.out);
	else
		*out = x.out;
	return ret;
}

void sdc_migrated_free(struct sdc_migrated *m)
{
	if (!m)
		return;
	sdc_fixed_free(m->fixed);
	sdc_outputs_free(m->outputs);
	migrate_notes_free(&m->notes);
	vec_free(&m->published);
	free(m);
}

const struct sdc_migrate_note *sdc_migrated_note(const struct sdc_migrated *m, size_t index)
{
	return index < m->published.n ? &m->published.v[index] : NULL;
}

const struct sdc_outputs *sdc_migrated_outputs(const struct sdc_migrated *m)
{
	return m->outputs;
}

const struct sdc_fixed *sdc_migrated_edits(const struct sdc_migrated *m)
{
	return m->outputs ? NULL : m->fixed;
}
