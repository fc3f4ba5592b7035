// SPDX-License-Identifier: BSD-2-Clause
#include "fix/blob.h"

#include <libfdt.h>
#include <string.h>

#include "base/files/file.h"
#include "base/files/output.h"
#include "base/files/run.h"
#include "dt/load.h"

/* Behind the tree: what is there stays, but for the symbols. */
#define WITHOUT "\n/ {\n\t/delete-node/ __symbols__;\n};\n"

bool blob_is(const char *path)
{
	struct buf b = { 0 };
	bool is = !read_file(path, &b, NULL) && dt_is_blob(&b);

	buf_free(&b);
	return is;
}

static int run_dtc(const char *dtc, const char *const *args, const struct buf *in, struct buf *out,
	struct sdc_error *err)
{
	struct buf messages = { 0 };
	int status, ret = run_program(dtc, args, in, out, &messages, &status, err);

	if (!ret && status)
		ret = set_error(err, SDC_ETOOL, "%s: %s", dtc, buf_str(&messages));
	buf_free(&messages);
	return ret;
}

int blob_text(const struct buf *blob, const char *dtc, struct buf *text, struct sdc_error *err)
{
	const char *const args[] = { "dtc", "-q", "-q", "-I", "dtb", "-O", "dts", "-", NULL };

	return run_dtc(dtc, args, blob, text, err);
}

int blob_add(struct sdc_fixed *f, const char *path, const struct sdc_load_options *opts,
	const char **copy, struct sdc_error *err)
{
	const char *to = arena_printf(&f->arena, "%s.dts", mirror_path(&f->mirror, path));
	struct buf blob = { 0 }, text = { 0 };
	int ret = dt_load(path, NULL, &f->blob.tree, err);

	f->blob.dtc = dt_compiler(opts);
	if (!ret)
		ret = read_file(path, &blob, err);
	if (!ret)
		ret = blob_text(&blob, f->blob.dtc, &text, err);
	if (!ret && dt_child(f->blob.tree->nodes, "__symbols__"))
		buf_puts(&text, WITHOUT);
	if (!ret)
		ret = mirror_put(&f->mirror, path, to, &text, err);
	if (!ret)
		f->blob.text = f->mirror.files.v[f->mirror.files.n - 1];
	buf_free(&blob);
	buf_free(&text);
	*copy = to;
	return ret;
}

/* The node of the fixed tree that was @n: by its phandle, as names change, or else by its path. */
static const struct dt_node *same_node(const struct dt_tree *now, const struct dt_node *n)
{
	struct buf path = { 0 };
	const struct dt_node *found;

	if (n->phandle)
		return dt_by_phandle(now, n->phandle);
	dt_path(&path, n);
	found = dt_by_path(now, buf_str(&path));
	buf_free(&path);
	return found;
}

static void put_symbols(struct buf *text, const struct dt_tree *old, const struct dt_tree *now)
{
	const struct dt_node *symbols = dt_child(old->nodes, "__symbols__");
	const struct dt_prop *p;

	buf_puts(text, "\n/ {\n\t__symbols__ {\n");
	dt_for_each_prop(symbols, p) {
		const char *path = dt_prop_string(symbols, p->name);
		const struct dt_node *n = path ? dt_by_path(old, path) : NULL;

		n = n ? same_node(now, n) : NULL;
		if (!n)
			continue;
		buf_printf(text, "\t\t%s = \"", p->name);
		dt_path(text, n);
		buf_puts(text, "\";\n");
	}
	buf_puts(text, "\t};\n};\n");
}

static int compile(
	const struct sdc_fixed *f, const struct buf *text, struct buf *out, struct sdc_error *err)
{
	char boot[16];
	const char *const args[] = { "dtc", "-q", "-q", "-I", "dts", "-O", "dtb", "-b", boot, "-",
		NULL };

	snprintf(boot, sizeof(boot), "%u", fdt_boot_cpuid_phys(f->blob.tree->blob));
	return run_dtc(f->blob.dtc, args, text, out, err);
}

/* The fixed tree, without symbols. */
static int fixed_tree(
	const struct sdc_fixed *f, struct buf *blob, struct dt_tree **tree, struct sdc_error *err)
{
	int ret = compile(f, &f->blob.text->now, blob, err);

	return ret ? ret : dt_tree_build(blob->data, blob->len, f->blob.text->name, tree, err);
}

bool sdc_fixed_is_blob(const struct sdc_fixed *f)
{
	return f->blob.tree != NULL;
}

int sdc_fixed_write_blob(const struct sdc_fixed *f, const char *path, struct sdc_error *err)
{
	struct buf text = { 0 }, blob = { 0 }, out = { 0 };
	struct dt_tree *now = NULL;
	int ret;

	if (!f->blob.tree)
		return set_error(
			err, SDC_EARG, "the host's tree is no blob: its sources are edited");
	ret = fixed_tree(f, &blob, &now, err);
	buf_write(&text, f->blob.text->now.data, f->blob.text->now.len);
	if (!ret && dt_child(f->blob.tree->nodes, "__symbols__"))
		put_symbols(&text, f->blob.tree, now);
	if (!ret)
		ret = compile(f, &text, &out, err);
	if (!ret)
		ret = write_file(path, out.data, out.len, err);
	dt_tree_free(now);
	buf_free(&text);
	buf_free(&blob);
	buf_free(&out);
	return ret;
}

struct overlay {
	const struct dt_tree *old, *now;
	struct buf text;
	struct sdc_error *err;
};

static int cannot(struct overlay *o, const struct dt_node *n, const char *what, const char *name)
{
	struct buf path = { 0 };

	dt_path(&path, n);
	set_error(o->err, SDC_EARG, "an overlay removes nothing: %s %s of %s; write a blob with -o",
		what, name, buf_str(&path));
	buf_free(&path);
	return -SDC_EARG;
}

static bool is_text(const struct dt_prop *p)
{
	bool empty = true;

	for (uint32_t i = 0; i < p->len; i++) {
		if (!p->data[i] && empty)
			return false;
		empty = !p->data[i];
		if (p->data[i] && (p->data[i] < ' ' || p->data[i] > '~' || p->data[i] == '"' ||
					  p->data[i] == '\\'))
			return false;
	}
	return p->len > 1 && empty;
}

static void put_prop(struct buf *b, const struct dt_prop *p, unsigned int depth)
{
	buf_printf(b, "%*s%s", (int)depth, "", p->name);
	if (is_text(p)) {
		for (const char *s = dt_prop_next_string(p, NULL); s; s = dt_prop_next_string(p, s))
			buf_printf(b, "%s\"%s\"", s == (const char *)p->data ? " = " : ", ", s);
	} else if (p->len && p->len % 4 == 0) {
		for (uint32_t i = 0; i < p->len / 4; i++)
			buf_printf(b, "%s0x%x", i ? " " : " = <", dt_cell(p->data, i));
		buf_putc(b, '>');
	} else if (p->len) {
		for (uint32_t i = 0; i < p->len; i++)
			buf_printf(b, "%s%02x", i ? " " : " = [", p->data[i]);
		buf_putc(b, ']');
	}
	buf_puts(b, ";\n");
}

static void put_new_node(struct buf *b, const struct dt_node *n, unsigned int depth)
{
	const struct dt_node *c;
	const struct dt_prop *p;

	buf_printf(b, "%*s%s {\n", (int)depth, "", n->name);
	dt_for_each_prop(n, p)
		put_prop(b, p, depth + 1);
	dt_for_each_child(n, c)
		put_new_node(b, c, depth + 1);
	buf_printf(b, "%*s};\n", (int)depth, "");
}

static bool is_same(const struct dt_prop *a, const struct dt_prop *b)
{
	return a->len == b->len && (!a->len || !memcmp(a->data, b->data, a->len));
}

/* What the node has that it had not, or had otherwise; both trees are at most 64 deep. */
static int put_changes(struct overlay *o, const struct dt_node *old, const struct dt_node *now)
{
	const struct dt_node *c;
	const struct dt_prop *p;
	struct buf body = { 0 };
	int ret = 0;

	dt_for_each_prop(old, p)
		if (!dt_prop(now, p->name) && !ret)
			ret = cannot(o, old, "property", p->name);
	dt_for_each_child(old, c)
		if (!dt_child(now, c->name) && strcmp(c->name, "__symbols__") != 0 && !ret)
			ret = cannot(o, old, "node", c->name);
	dt_for_each_prop(now, p)
		if (!dt_prop(old, p->name) || !is_same(dt_prop(old, p->name), p))
			put_prop(&body, p, 1);
	dt_for_each_child(now, c)
		if (!dt_child(old, c->name))
			put_new_node(&body, c, 1);
	if (body.len && !ret) {
		buf_puts(&o->text, "\n&{");
		dt_path(&o->text, now);
		buf_printf(&o->text, "} {\n%s};\n", buf_str(&body));
	}
	buf_free(&body);
	dt_for_each_child(now, c)
		if (!ret && dt_child(old, c->name))
			ret = put_changes(o, dt_child(old, c->name), c);
	return ret;
}

int sdc_fixed_write_overlay(const struct sdc_fixed *f, const char *path, struct sdc_error *err)
{
	struct buf blob = { 0 };
	struct dt_tree *now = NULL;
	struct overlay o = { f->blob.tree, NULL, { 0 }, err };
	int ret;

	if (!f->blob.tree)
		return set_error(
			err, SDC_EARG, "the host's tree is no blob: its sources are edited");
	ret = fixed_tree(f, &blob, &now, err);
	buf_puts(&o.text, "/dts-v1/;\n/plugin/;\n");
	o.now = now;
	if (!ret)
		ret = put_changes(&o, f->blob.tree->nodes, now->nodes);
	if (!ret)
		ret = write_file(path, o.text.data, o.text.len, err);
	dt_tree_free(now);
	buf_free(&blob);
	buf_free(&o.text);
	return ret;
}
