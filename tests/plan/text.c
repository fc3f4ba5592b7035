// SPDX-License-Identifier: BSD-2-Clause
#include "text.h"

#include <inttypes.h>

#include "scmi/pages.h"

static const struct plan_ref *ref_at(const struct plan_prop *p, uint32_t cell)
{
	for (size_t i = 0; i < p->n_refs; i++)
		if (p->refs[i].cell == cell)
			return &p->refs[i];
	return NULL;
}

static void put_cells(FILE *out, const struct plan_prop *p)
{
	fputs("<", out);
	for (uint32_t i = 0; i < p->len / 4; i++) {
		const struct plan_ref *r = ref_at(p, i);

		if (i)
			fputc(' ', out);
		if (r && r->node)
			fprintf(out, "&%s", r->node->label);
		else
			fprintf(out, "0x%x", dt_cell(p->data, i));
	}
	fputs(">", out);
}

static void put_strings(FILE *out, const struct plan_prop *p)
{
	fputc('"', out);
	for (uint32_t i = 0; i + 1 < p->len; i++) {
		if (!p->data[i])
			fputs("\", \"", out);
		else if (p->data[i] == '"' || p->data[i] == '\\')
			fprintf(out, "\\%c", p->data[i]);
		else
			fputc(p->data[i], out);
	}
	fputc('"', out);
}

static void put_prop(FILE *out, const struct plan_prop *p)
{
	fprintf(out, "%s", p->name);
	if (p->type != PLAN_EMPTY)
		fputs(" = ", out);
	if (p->type == PLAN_STRINGS) {
		put_strings(out, p);
	} else if (p->type == PLAN_CELLS) {
		put_cells(out, p);
	} else if (p->type == PLAN_BYTES) {
		fputs("[", out);
		for (uint32_t i = 0; i < p->len; i++)
			fprintf(out, "%02x", p->data[i]);
		fputs("]", out);
	}
	fputs(";\n", out);
}

static void put_node(FILE *out, const struct plan_node *n, unsigned int depth)
{
	if (n->comment)
		fprintf(out, "%*s/* %s */\n", (int)depth * 2, "", n->comment);
	fprintf(out, "%*s%s%s%s {\n", (int)depth * 2, "", n->label ? n->label : "",
		n->label ? ": " : "", *n->name ? n->name : "/");
	for (const struct plan_prop *p = n->props; p; p = p->next) {
		fprintf(out, "%*s", (int)depth * 2 + 2, "");
		put_prop(out, p);
	}
	for (const struct plan_node *c = n->child; c; c = c->next)
		put_node(out, c, depth + 1);
	fprintf(out, "%*s};\n", (int)depth * 2, "");
}

void plan_text(FILE *out, const struct plan_guest *g)
{
	fputs("/dts-v1/;\n", out);
	fprintf(out, "// guest %s\n", g->name);
	for (size_t i = 0; i < g->n_dtdev; i++)
		fprintf(out, "// dtdev %s\n", g->dtdev[i]);
	for (size_t i = 0; i < g->n_iomem; i++)
		fprintf(out, "// iomem %" PRIx64 ",%" PRIx64 "@%" PRIx64 " %s\n",
			g->iomem[i].host / SCMI_PAGE_SIZE, g->iomem[i].size / SCMI_PAGE_SIZE,
			g->iomem[i].guest / SCMI_PAGE_SIZE, g->iomem[i].comment);
	for (size_t i = 0; i < g->n_irqs; i++)
		fprintf(out, "// irq %u %s\n", g->irqs[i].irq, g->irqs[i].comment);
	put_node(out, g->tree, 0);
}
