// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <libfdt.h>
#include <stdio.h>
#include <string.h>

#include "base/files/file.h"
#include "init/early.h"

static const char *const names[] = { SCMI_EARLY_EPAM_TABLE, SCMI_EARLY_CHOSEN_TABLE, "xen,arm_sci",
	"xen,sci_agent_id", "scmi_devid" };

/* The node of Dom0's page, which something may name, or which the one that is added becomes. */
bool init_early_keeps(const struct init_plan *p, const struct dt_node *page)
{
	struct dt_region r = dt_reg(p->tree, page, 0, DT_CELLS_INHERIT);
	char name[32];

	if (!p->dom0 || r.error || r.addr != p->dom0->page)
		return false;
	snprintf(name, sizeof(name), "sram@%" PRIx64, r.addr);
	return page->phandle || (page->depth == 1 && !strcmp(page->name, name));
}

/* Pages of the channels but Dom0's own: outside the container Dom0 would be shown them all. */
static bool is_foreign(const struct init_plan *p, const struct dt_node *n)
{
	struct dt_region r = dt_reg(p->tree, n, 0, DT_CELLS_INHERIT);

	if (r.error || init_early_keeps(p, n))
		return false;
	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].page == r.addr)
			return true;
	return false;
}

static int delete_pages(const struct init_plan *p, void *fdt)
{
	const struct scmi_model *m = p->model;
	int ret = 0;

	for (size_t i = 0; i < m->n_shmem_nodes && !ret; i++) {
		struct buf path = { 0 };
		int n;

		if (!is_foreign(p, m->shmem_nodes[i]))
			continue;
		dt_path(&path, m->shmem_nodes[i]);
		n = fdt_path_offset(fdt, buf_str(&path));
		ret = n < 0 ? n : fdt_del_node(fdt, n);
		buf_free(&path);
	}
	return ret;
}

/* Labels of nodes that are gone. */
static int delete_symbols(const struct init_plan *p, void *fdt)
{
	const struct dt_node *symbols = dt_child(p->tree->nodes, "__symbols__");
	const struct dt_prop *s;
	int ret = 0;

	if (!symbols)
		return 0;
	dt_for_each_prop(symbols, s) {
		const char *path = dt_prop_string(symbols, s->name);

		if (path && !ret && fdt_path_offset(fdt, path) == -FDT_ERR_NOTFOUND)
			ret = fdt_delprop(fdt, fdt_path_offset(fdt, "/__symbols__"), s->name);
	}
	return ret;
}

int init_early_remove(const struct init_plan *p, void *fdt, struct sdc_error *err)
{
	int ret = delete_pages(p, fdt);

	if (!ret)
		ret = delete_symbols(p, fdt);
	for (int n = 0; n >= 0 && !ret; n = fdt_next_node(fdt, n, NULL)) {
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !ret; i++) {
			ret = fdt_delprop(fdt, n, names[i]);
			ret = ret == -FDT_ERR_NOTFOUND ? 0 : ret;
		}
	}
	fdt_pack(fdt);
	return ret ? set_error(err, SDC_EINPUT, "%s", fdt_strerror(ret)) : 0;
}

void init_early_leftovers(const struct init_plan *p, init_leftover_fn *each, void *ctx)
{
	const struct scmi_model *m = p->model;
	const struct dt_node *n;

	dt_for_each_node(p->tree, n)
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (dt_prop(n, names[i]))
				each(ctx, n, names[i]);
	for (size_t i = 0; i < m->n_shmem_nodes; i++)
		if (is_foreign(p, m->shmem_nodes[i]))
			each(ctx, m->shmem_nodes[i], NULL);
}

void init_early_delete(struct buf *out, const struct dt_node *n, const char *prop)
{
	buf_puts(out, prop ? "&{" : "/delete-node/ &{");
	dt_path(out, n);
	if (prop)
		buf_printf(out, "} {\n\t/delete-property/ %s;\n};\n", prop);
	else
		buf_puts(out, "};\n");
}

static void put_deletion(void *ctx, const struct dt_node *n, const char *prop)
{
	init_early_delete(ctx, n, prop);
}

void init_early_deletions(const struct init_plan *p, struct buf *out)
{
	buf_puts(out, "\n/* What is left of the early form */\n");
	init_early_leftovers(p, put_deletion, out);
}
