// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "project/project.h"
#include "schema/yaml/emit.h"

struct printer {
	struct buf *out;
	const char *indent;
};

static void put(const struct printer *p, const char *key, const char *s)
{
	if (!s)
		return;
	buf_printf(p->out, "%s%s: ", p->indent, key);
	yaml_string(p->out, s);
	buf_putc(p->out, '\n');
}

static void put_list(const struct printer *p, const char *key, const char *const *list, size_t n)
{
	if (n)
		buf_printf(p->out, "%s%s:\n", p->indent, key);
	for (size_t i = 0; i < n; i++) {
		buf_printf(p->out, "%s  - ", p->indent);
		yaml_string(p->out, list[i]);
		buf_putc(p->out, '\n');
	}
}

static void put_guests(const struct printer *p, const struct sdc_variant *v)
{
	if (v->n_guests)
		buf_printf(p->out, "%sguests:\n", p->indent);
	for (size_t i = 0; i < v->n_guests; i++) {
		const struct sdc_project_guest *g = &v->guests[i];

		buf_printf(p->out, "%s  - name: ", p->indent);
		yaml_string(p->out, g->name);
		buf_printf(p->out, "\n%s    tree: ", p->indent);
		yaml_string(p->out, g->tree);
		if (g->config) {
			buf_printf(p->out, "\n%s    config: ", p->indent);
			yaml_string(p->out, g->config);
		}
		buf_putc(p->out, '\n');
	}
}

static void put_warnings(const struct printer *p, const struct sdc_variant *v)
{
	if (v->n_warnings)
		buf_printf(p->out, "%swarnings:\n", p->indent);
	for (size_t i = 0; i < v->n_warnings; i++) {
		const struct sdc_project_warning *w = &v->warnings[i];

		buf_printf(p->out, "%s  - ", p->indent);
		if (w->path) {
			buf_puts(p->out, "path: ");
			yaml_string(p->out, w->path);
			buf_printf(p->out, "\n%s    set: [", p->indent);
		}
		yaml_string(p->out, w->setting);
		buf_puts(p->out, w->path ? "]\n" : "\n");
	}
}

static void put_variant(const struct printer *p, const struct sdc_variant *v)
{
	put(p, "host", v->host);
	put_list(p, "overlays", v->overlays, v->n_overlays);
	put_list(p, "include-dirs", v->include_dirs, v->n_include_dirs);
	put_list(p, "defines", v->defines, v->n_defines);
	put_guests(p, v);
	put(p, "manifest", v->manifest);
	put(p, "firmware", v->firmware);
	put(p, "xen", sdc_xen_name(v->xen));
	put_list(p, "schema-dirs", v->schema_dirs, v->n_schema_dirs);
	put_warnings(p, v);
	put(p, "output", v->output);
}

void project_print(const struct sdc_project *project, const char *variant, struct buf *out)
{
	struct printer p = { .out = out, .indent = "" };

	buf_puts(out, "# ");
	yaml_comment(out, project->file);
	buf_putc(out, '\n');
	if (!project->variants[0].name) {
		put_variant(&p, &project->variants[0]);
		return;
	}
	buf_puts(out, "variants:\n");
	p.indent = "    ";
	for (size_t i = 0; i < project->n_variants; i++) {
		const struct sdc_variant *v = &project->variants[i];

		if (variant && strcmp(variant, v->name) != 0)
			continue;
		buf_puts(out, "  ");
		yaml_string(out, v->name);
		buf_puts(out, ":\n");
		put_variant(&p, v);
	}
}
