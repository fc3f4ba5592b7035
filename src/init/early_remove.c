// SPDX-License-Identifier: BSD-2-Clause
#include <libfdt.h>
#include <string.h>

#include "base/files/file.h"
#include "init/early.h"

static const char *const names[] = { "epam,secondary-agents", "xen,scmi-secondary-agents",
	"xen,arm_sci", "scmi_devid" };

/* Options of one word, of Xen's command line. */
static void drop_option(char *args, const char *name)
{
	char *s = strstr(args, name), *end;

	if (!s || (s != args && s[-1] != ' '))
		return;
	end = s + strcspn(s, " ");
	end += strspn(end, " ");
	if (!*end && s != args)
		s--;
	memmove(s, end, strlen(end) + 1);
}

static int clean_bootargs(void *fdt)
{
	int chosen = fdt_path_offset(fdt, "/chosen"), len;
	const char *old = chosen < 0 ? NULL : fdt_getprop(fdt, chosen, "xen,xen-bootargs", &len);
	struct arena a = ARENA_INIT;
	char *args;
	int ret;

	if (!old || len <= 0 || old[len - 1])
		return 0;
	args = arena_strdup(&a, old);
	drop_option(args, "dom0_scmi_agent_id=");
	ret = strcmp(args, old)
		      ? fdt_setprop(fdt, chosen, "xen,xen-bootargs", args, (int)strlen(args) + 1)
		      : 0;
	arena_free(&a);
	return ret;
}

/* Pages of the table but Dom0's own: outside the container Dom0 would be shown them all. */
static bool is_foreign(const struct init_plan *p, const struct dt_node *n)
{
	struct dt_region r = dt_reg(p->tree, n, 0, DT_CELLS_INHERIT);

	if (r.error || (p->dom0 && r.addr == p->dom0->page))
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

int init_early_remove(const struct init_plan *p, void *fdt, struct sdc_error *err)
{
	int ret = clean_bootargs(fdt);

	if (!ret)
		ret = delete_pages(p, fdt);
	for (int n = 0; n >= 0 && !ret; n = fdt_next_node(fdt, n, NULL)) {
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !ret; i++) {
			ret = fdt_delprop(fdt, n, names[i]);
			ret = ret == -FDT_ERR_NOTFOUND ? 0 : ret;
		}
	}
	fdt_pack(fdt);
	return ret ? set_error(err, SDC_EINPUT, "%s", fdt_strerror(ret)) : 0;
}

void init_early_deletions(const struct init_plan *p, struct buf *out)
{
	const struct scmi_model *m = p->model;
	const struct dt_node *n;

	buf_puts(out, "\n/* What is left of the early form */\n");
	dt_for_each_node(p->tree, n)
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (dt_prop(n, names[i])) {
				buf_puts(out, "&{");
				dt_path(out, n);
				buf_printf(out, "} {\n\t/delete-property/ %s;\n};\n", names[i]);
			}
	for (size_t i = 0; i < m->n_shmem_nodes; i++)
		if (is_foreign(p, m->shmem_nodes[i])) {
			buf_puts(out, "/delete-node/ &{");
			dt_path(out, m->shmem_nodes[i]);
			buf_puts(out, "};\n");
		}
}
