// SPDX-License-Identifier: BSD-2-Clause
/*
 * A graph for Graphviz: a cluster for each domain, with its agent and its devices. What a device
 * uses stands in its label, so that no line is drawn for it; the boxes of a domain stand in rows
 * and columns, which invisible edges keep.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "report/report.h"
#include "report/view/reach.h"

#define LINE     40 /* characters of a label's line */
#define MAX_ROWS 8  /* lines of a device's label */

/* As the shapes on the page: by number. */
static const char *const colours[] = { "#0b5fa5", "#a84300", "#00705a", "#86398c", "#735d00",
	"#00697f", "#6b4f3a", "#4650b0" };

static const char *colour_of(int party)
{
	return party < 0 ? "#4a5159"
			 : colours[(size_t)party % (sizeof(colours) / sizeof(colours[0]))];
}

static void put_quoted(struct buf *out, const char *s)
{
	struct buf clean = { 0 };

	text_clean(&clean, s, TEXT_ONE_LINE);
	for (const char *p = buf_str(&clean); *p; p++) {
		if (*p == '"' || *p == '\\')
			buf_putc(out, '\\');
		buf_putc(out, *p);
	}
	buf_free(&clean);
}

/* A node of the graph that stands for a node of the tree. */
static void put_id(struct buf *out, const struct dt_node *n)
{
	struct buf path = { 0 };

	dt_path(&path, n);
	buf_putc(out, '"');
	put_quoted(out, buf_str(&path));
	buf_putc(out, '"');
	buf_free(&path);
}

/* Several things on a line, as far as they fit. */
struct label {
	struct buf *out;
	size_t column, rows;
	bool full;
};

static void label_add(struct label *l, const char *what, bool new_line)
{
	size_t len = strlen(what);

	if (l->full)
		return;
	if (new_line || (l->column && l->column + len + 2 > LINE)) {
		if (++l->rows == MAX_ROWS) {
			buf_puts(l->out, "\\nand more");
			l->full = true;
			return;
		}
		buf_puts(l->out, "\\n");
		l->column = 0;
	}
	buf_puts(l->out, l->column ? ", " : "");
	put_quoted(l->out, what);
	l->column += len + 2;
}

static void add_reached(struct label *l, const reach_vec *list, enum reach_kind kind)
{
	struct buf last = { 0 };

	for (size_t i = 0; i < list->n; i++) {
		struct buf name = { 0 };

		if (list->v[i].kind != kind)
			continue;
		if (kind == REACH_RESOURCE)
			use_name(&name, list->v[i].use);
		else
			reach_name(&name, &list->v[i]);
		if (strcmp(buf_str(&name), buf_str(&last)) != 0)
			label_add(l, buf_str(&name), !last.len);
		buf_free(&last);
		last = name;
	}
	buf_free(&last);
}

static void add_ids(struct label *l, const struct view_device *d)
{
	bool first = true;

	for (size_t i = 0; i < d->uses.n_permissions; i++) {
		struct buf name = { 0 };

		if (!d->uses.permissions[i].has_id)
			continue;
		buf_printf(&name, "device id 0x%" PRIx32, d->uses.permissions[i].id);
		label_add(l, buf_str(&name), first);
		first = false;
		buf_free(&name);
	}
}

/* Who else reaches part of it; returns whether anybody does. */
static bool add_shared(struct label *l, const struct view *v, const struct view_device *d)
{
	size_t n;
	const struct shared_access *list = view_shared(v, d->node, &n);

	for (size_t i = 0; i < n; i++) {
		struct buf name = { 0 };

		buf_printf(&name, "%s%s", i ? "" : "SHARED with ", party_name(v, list[i].party));
		label_add(l, buf_str(&name), !i);
		buf_free(&name);
	}
	return n;
}

static void put_device(struct buf *out, const struct view *v, const struct view_device *d)
{
	struct label l = { .out = out };
	reach_vec list = { 0 };
	bool shared;

	reach_read(v, d, &list);
	buf_puts(out, "    ");
	put_id(out, d->node);
	buf_puts(out, " [label=\"");
	put_quoted(out, d->node->name);
	shared = add_shared(&l, v, d);
	add_reached(&l, &list, REACH_INTERRUPT);
	add_reached(&l, &list, REACH_RESOURCE);
	add_ids(&l, d);
	buf_puts(out, shared ? "\", color=\"#a3001b\", penwidth=3];\n" : "\"];\n");
	vec_free(&list);
}

/* Columns, so that several domains side by side are about as wide as high. */
static size_t columns_of(size_t n)
{
	size_t columns = 1;

	while (columns * columns * 6 < n)
		columns++;
	return columns;
}

/* The first row stands below the agent. */
static void put_rows(struct buf *out, const struct view_device *const *list, size_t n, int cluster)
{
	size_t columns = columns_of(n);

	for (size_t i = 0; i < n; i++) {
		buf_puts(out, "    ");
		if (i < columns)
			buf_printf(out, "top%d", cluster);
		else
			put_id(out, list[i - columns]->node);
		buf_puts(out, " -> ");
		put_id(out, list[i]->node);
		buf_puts(out, " [style=invis];\n");
	}
}

static void put_channel(struct buf *out, const struct view *v, const struct view_agent *a)
{
	if (a->management)
		buf_puts(out, "management");
	else if (a->has_id)
		buf_printf(out, "agent %" PRIu32, a->id);
	else
		buf_puts(out, v->sci->numbers_agents ? "agent ?" : "the host's channel");
	if (a->has_smc_id)
		buf_printf(out, "\\ndoorbell 0x%" PRIx32, a->smc_id);
	if (a->has_page)
		buf_printf(out, "\\npage 0x%" PRIx64, a->page);
	else
		buf_puts(out, "\\nno page");
}

/* What a domain is above all: its agent, or that it has none. */
static void put_top(struct buf *out, const struct view *v, int party, int cluster)
{
	const struct view_agent *a = party >= 0           ? agent_of(v, party)
				     : party == PARTY_XEN ? v->agents
							  : NULL;
	const char *word = a && party >= 0 ? agent_word(v, a, party) : NULL;
	bool shared = a && a->n_domains > 1;

	if (!a) {
		buf_printf(out, "    top%d [shape=point, style=invis];\n", cluster);
		return;
	}
	buf_printf(out, "    top%d [shape=box, style=\"rounded,bold\", label=\"", cluster);
	put_channel(out, v, a);
	if (word)
		buf_printf(out, "\\n%s", word);
	if (shared)
		buf_printf(out, "\\nSHARED by %zu domains", a->n_domains);
	buf_puts(out, shared ? "\", color=\"#a3001b\"];\n" : "\"];\n");
}

static void put_instances(struct buf *out, const struct scmi_model *m, int cluster)
{
	for (size_t i = 0; i < m->n_instances; i++) {
		const struct scmi_instance *s = &m->instances[i];
		struct buf path = { 0 };

		if (s == m->management)
			continue;
		dt_path(&path, s->node);
		buf_puts(out, "    ");
		put_id(out, s->node);
		buf_puts(out, " [shape=component, label=\"");
		put_quoted(out, buf_str(&path));
		if (s->has_smc_id)
			buf_printf(out, "\\ndoorbell 0x%" PRIx32, s->smc_id);
		buf_printf(out, "\"];\n    top%d -> ", cluster);
		put_id(out, s->node);
		buf_puts(out, " [style=invis];\n");
		buf_free(&path);
	}
}

static void put_cluster(struct buf *out, const struct view *v, int party, int cluster)
{
	size_t n = 0;
	const struct view_device *const *list =
		party == PARTY_XEN ? NULL : party_devices(v, party, &n);
	const struct sdc_domain *d = party >= 0 ? v->parties.v[party].domain : NULL;

	buf_printf(out, "  subgraph cluster%d {\n    color=\"%s\";\n    label=\"%s ", cluster,
		colour_of(party), party_shape(party));
	put_quoted(out, party_name(v, party));
	if (d && d->outcome == SDC_OUTCOME_NONE && party == PARTY_DOM0 && v->p->past_xen)
		buf_printf(out, "\\nSCMI over %s", v->p->past_xen);
	else if (d)
		buf_printf(out, "\\n%s",
			d->outcome == SDC_OUTCOME_NONE ? "no SCMI" : sdc_outcome_name(d->outcome));
	buf_puts(out, "\";\n");
	put_top(out, v, party, cluster);
	if (party == PARTY_DOM0)
		put_instances(out, v->r->model, cluster);
	for (size_t i = 0; i < n; i++)
		put_device(out, v, list[i]);
	put_rows(out, list, n, cluster);
	buf_puts(out, "  }\n");
}

/* Agents that nobody has. */
static void put_free(struct buf *out, const struct view *v)
{
	for (size_t i = 0; i < v->n_agents; i++) {
		if (v->agents[i].party != PARTY_NONE)
			continue;
		buf_printf(out, "  free%zu [style=dashed, label=\"", i);
		put_channel(out, v, &v->agents[i]);
		buf_puts(out, "\\nno domain\"];\n");
	}
}

static void put_clusters(struct buf *out, const struct view *v)
{
	static const int others[] = { PARTY_SEVERAL, PARTY_A_GUEST, PARTY_NONE };
	int cluster = 0;
	size_t n;

	if (v->r->model->management && v->n_agents && v->agents->management)
		put_cluster(out, v, PARTY_XEN, cluster++);
	for (size_t i = 0; i < v->parties.n; i++)
		put_cluster(out, v, (int)i, cluster++);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		party_devices(v, others[i], &n);
		if (n)
			put_cluster(out, v, others[i], cluster++);
	}
}

void show_dot(struct buf *out, const struct sdc_result *r)
{
	struct view v;

	view_read(&v, r);
	buf_puts(out,
		"digraph scmi {\n"
		"  graph [fontname=\"sans-serif\", penwidth=3, ranksep=0.15, nodesep=0.15];\n"
		"  node [shape=box, fontname=\"sans-serif\", fontsize=11, margin=\"0.08,0.04\"];\n");
	put_clusters(out, &v);
	put_free(out, &v);
	buf_puts(out, "}\n");
	view_free(&v);
}
