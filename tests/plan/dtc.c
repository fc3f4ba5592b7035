// SPDX-License-Identifier: BSD-2-Clause
#include "dtc.h"

#include <string.h>

#include "base/files/file.h"
#include "base/files/run.h"
#include "dt/tree.h"
#include "emit/emit.h"

/* What the toolstack adds to the tree of a guest that xl starts: interrupts go there. */
static const char gic[] = "/ {\n"
			  "	interrupt-parent = <65000>;\n"
			  "	interrupt-controller@3001000 {\n"
			  "		reg = <0x0 0x3001000 0x0 0x1000>;\n"
			  "		interrupt-controller;\n"
			  "		#interrupt-cells = <3>;\n"
			  "		#address-cells = <0>;\n"
			  "		phandle = <65000>;\n"
			  "	};\n"
			  "};\n";

static bool same_nodes(const struct dt_tree *a, const struct dt_tree *b)
{
	if (a->n_nodes != b->n_nodes || a->n_props != b->n_props)
		return false;
	for (size_t i = 0; i < a->n_nodes; i++)
		if (strcmp(a->nodes[i].name, b->nodes[i].name) ||
			a->nodes[i].depth != b->nodes[i].depth)
			return false;
	for (size_t i = 0; i < a->n_props; i++)
		if (strcmp(a->props[i].name, b->props[i].name) ||
			a->props[i].len != b->props[i].len ||
			memcmp(a->props[i].data, b->props[i].data, a->props[i].len))
			return false;
	return true;
}

static bool same_tree(const struct buf *one, const struct buf *two)
{
	struct dt_tree *a = NULL, *b = NULL;
	bool same = !dt_tree_build(one->data, one->len, "blob", &a, NULL) &&
		    !dt_tree_build(two->data, two->len, "source", &b, NULL) && same_nodes(a, b);

	if (a)
		dt_tree_free(a);
	if (b)
		dt_tree_free(b);
	return same;
}

/* dtc compares a PCI device's bus number with the first cell of bus-range alone. */
static bool misreads_bus_range(const char *line)
{
	return strstr(line, "Warning (pci_device_bus_num): /passthrough/") != NULL;
}

/*
 * simple_bus_reg: Xen asks for a bus in /passthrough, and dtc asks every node on a bus for
 * registers. Those without any have no unit address: the SCMI instance, copies of fixed clocks,
 * regulators and tables. A node with a unit address counts.
 */
static bool has_no_registers(const char *line)
{
	const char *at = strstr(line, "Warning (simple_bus_reg): /passthrough/");
	const char *end = strstr(line, ": missing or empty reg/ranges property");

	return at && end && !memchr(at, '@', (size_t)(end - at));
}

/* What is copied keeps what dtc says of the host's node: the path behind /passthrough and the text
 * are the same. */
static bool is_of_host(const char *line, const char *host)
{
	static const char root[] = "/passthrough";
	const char *at = strstr(line, root);

	return at && strstr(host, at + strlen(root));
}

static void keep_wrong(const struct buf *said, const char *host, struct buf *messages)
{
	const char *s = buf_str(said);

	while (*s) {
		struct buf line = { 0 };
		size_t len = strcspn(s, "\n");

		buf_write(&line, s, len);
		if (!has_no_registers(buf_str(&line)) && !misreads_bus_range(buf_str(&line)) &&
			!is_of_host(buf_str(&line), host))
			buf_printf(messages, "%s\n", buf_str(&line));
		buf_free(&line);
		s += len + (s[len] == '\n');
	}
}

/* Returns whether there is a tree. */
static bool compile(const struct buf *source, struct buf *out, struct buf *said)
{
	static const char *const args[] = { "dtc", "-I", "dts", "-O", "dtb", "-", NULL };
	int status = 1;

	return !run_program("dtc", args, source, out, said, &status, NULL) && !status;
}

void dtc_of_host(const char *path, struct buf *messages)
{
	const char *const args[] = { "dtc", "-I", "dtb", "-O", "dtb", "-o", "/dev/null", path,
		NULL };
	struct buf out = { 0 };
	int status;

	run_program("dtc", args, NULL, &out, messages, &status, NULL);
	buf_free(&out);
}

bool dtc_warns(const struct plan_guest *g, const struct buf *blob, const struct buf *host,
	struct buf *messages)
{
	struct buf source = { 0 }, out = { 0 }, completed = { 0 }, said = { 0 };
	struct sdc_error err;

	if (emit_source(g->tree, "head", false, g->name, &source, &err)) {
		buf_printf(messages, "%s\n", err.text);
	} else if (!compile(&source, &out, &said)) {
		buf_puts(messages, buf_str(&said));
	} else {
		if (!same_tree(blob, &out))
			buf_puts(messages, "source and blob differ\n");
		if (g->boot == PLAN_XL) {
			buf_free(&said);
			buf_puts(&source, gic);
			compile(&source, &completed, &said);
		}
		keep_wrong(&said, buf_str(host), messages);
	}
	buf_free(&source);
	buf_free(&out);
	buf_free(&completed);
	buf_free(&said);
	return messages->len != 0;
}
