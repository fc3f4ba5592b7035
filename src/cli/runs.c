// SPDX-License-Identifier: BSD-2-Clause
#include "cli/runs.h"

#include <stdlib.h>
#include <string.h>

#include "cli/message.h"

struct sdc_project *runs_project(const char *command, const char *file)
{
	char *found = file ? NULL : sdc_project_find();
	struct sdc_project *p = NULL;
	struct sdc_error err;

	if (!file && !found)
		message_usage(command, "expected a file, or a project file scmi-dtcheck.yaml here "
				       "or in a directory above");
	else if (sdc_project_load(file ? file : found, &p, &err))
		message_error("%s", err.text);
	free(found);
	return p;
}

/* A list that was given stands in place of the project's. */
static struct option_list list(
	struct runs *runs, const struct option_list *given, const char *const *v, size_t n)
{
	struct option_list out = *given;

	if (given->n || !n)
		return out;
	out.v = arena_array(&runs->arena, n, sizeof(*out.v));
	memcpy(out.v, v, n * sizeof(*out.v));
	out.n = out.cap = n;
	return out;
}

static struct option_list guests(
	struct runs *runs, const struct option_list *given, const struct sdc_variant *v)
{
	const char **out = arena_array(&runs->arena, v->n_guests, sizeof(*out));

	for (size_t i = 0; i < v->n_guests; i++) {
		const struct sdc_project_guest *g = &v->guests[i];

		out[i] = arena_printf(&runs->arena, "%s=%s%s%s", g->name, g->tree,
			g->config ? "," : "", g->config ? g->config : "");
	}
	return list(runs, given, out, v->n_guests);
}

static void add_variant(struct runs *runs, const struct input_values *given, char **operands,
	const struct sdc_variant *v)
{
	struct run r = { .in = *given, .operands = operands, .output = v->output };

	if (!operands[0]) {
		r.operands = arena_array(&runs->arena, 2, sizeof(*r.operands));
		r.operands[0] = arena_strdup(&runs->arena, v->host);
	}
	r.in.from = v;
	r.in.tree.overlays = list(runs, &given->tree.overlays, v->overlays, v->n_overlays);
	r.in.tree.include_dirs =
		list(runs, &given->tree.include_dirs, v->include_dirs, v->n_include_dirs);
	r.in.tree.defines = list(runs, &given->tree.defines, v->defines, v->n_defines);
	r.in.schema_dirs = list(runs, &given->schema_dirs, v->schema_dirs, v->n_schema_dirs);
	r.in.guests = guests(runs, &given->guests, v);
	if (!given->manifest)
		r.in.manifest = v->manifest;
	if (!given->firmware)
		r.in.firmware = v->firmware;
	if (given->xen == SDC_XEN_AUTO)
		r.in.xen = inputs_choice(v);
	if (given->toolstack == SDC_TOOLSTACK_XL)
		r.in.toolstack = (int)v->toolstack;
	vec_push(&runs->list, r);
}

int runs_find(
	struct runs *runs, const char *command, const struct input_values *given, char **operands)
{
	const struct sdc_variant *v;

	if (operands[0] && !given->project) {
		vec_push(&runs->list, (struct run){ .in = *given, .operands = operands });
		return given->variant ? message_usage(command,
						"--variant: no project file is read where a "
						"file is named; --project names it")
				      : 0;
	}
	runs->project = runs_project(command, given->project);
	runs->project_file = given->project;
	if (!runs->project)
		return EXIT_FAILED;
	for (size_t i = 0; (v = sdc_project_variant(runs->project, i)); i++)
		if (!given->variant || (v->name && !strcmp(given->variant, v->name)))
			add_variant(runs, given, operands, v);
	if (!runs->list.n)
		return message_error("the project has no variant \"%s\"", given->variant);
	return 0;
}

int runs_find_one(
	struct runs *runs, const char *command, const struct input_values *given, char **operands)
{
	int status = runs_find(runs, command, given, operands);

	if (status || runs->list.n == 1)
		return status;
	return message_usage(
		command, "the project has %zu variants: choose one by --variant", runs->list.n);
}

void runs_free(struct runs *runs)
{
	vec_free(&runs->list);
	sdc_project_free(runs->project);
	arena_free(&runs->arena);
}

struct sdc_variant runs_variant(const struct run *r, const char *host, struct arena *a)
{
	const struct tree_values *t = &r->in.tree;
	struct sdc_project_guest *guests = arena_array(a, r->in.guests.n, sizeof(*guests));

	for (size_t i = 0; i < r->in.guests.n; i++) {
		char *s = arena_strdup(a, r->in.guests.v[i]), *equals = strchr(s, '=');
		char *comma = equals ? strrchr(equals, ',') : NULL;

		if (comma)
			*comma = '\0';
		if (equals)
			*equals = '\0';
		guests[i] = (struct sdc_project_guest){ s, equals ? equals + 1 : s,
			comma ? comma + 1 : NULL };
	}
	return (struct sdc_variant){
		.host = host,
		.overlays = t->overlays.v,
		.n_overlays = t->overlays.n,
		.include_dirs = t->include_dirs.v,
		.n_include_dirs = t->include_dirs.n,
		.defines = t->defines.v,
		.n_defines = t->defines.n,
		.guests = guests,
		.n_guests = r->in.guests.n,
		.manifest = r->in.manifest,
		.firmware = r->in.firmware,
		.xen = inputs_driver(&r->in),
		.xen_version = inputs_version(&r->in),
		.toolstack = (enum sdc_toolstack)r->in.toolstack,
	};
}
