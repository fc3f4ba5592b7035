// SPDX-License-Identifier: BSD-2-Clause
#include "plan/manifest/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "plan/manifest/device.h"
#include "schema/document.h"
#include "schema/documents.h"

static uint64_t number(const json_t *object, const char *key, uint64_t fallback)
{
	const json_t *v = json_object_get(object, key);

	return v ? (uint64_t)json_integer_value(v) : fallback;
}

static const char *string(struct arena *a, const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);

	return v ? arena_strdup(a, json_string_value(v)) : NULL;
}

static struct plan_module read_module(struct arena *a, const json_t *guest, const char *key)
{
	const json_t *from = json_object_get(guest, key);
	struct plan_module m = { .known = from != NULL };

	m.address = number(from, "address", 0);
	m.has_address = json_object_get(from, "address") != NULL;
	m.size = number(from, "size", 0);
	m.file = string(a, from, "file");
	return m;
}

static void read_protocols(struct arena *a, struct manifest_guest *g, const json_t *list)
{
	bool wanted[256] = { false };
	uint8_t *out;

	g->protocols_given = json_is_array(list);
	if (!g->protocols_given)
		return;
	out = arena_array(a, 256, 1);
	for (size_t i = 0; i < json_array_size(list); i++)
		wanted[json_integer_value(json_array_get(list, i)) & 0xff] = true;
	for (size_t i = 0x11; i < 256; i++)
		if (wanted[i])
			out[g->n_protocols++] = (uint8_t)i;
	g->protocols = out;
}

static void read_banks(struct arena *a, struct manifest_guest *g, const json_t *memory)
{
	const json_t *list = json_object_get(memory, "banks");
	struct manifest_bank *out = arena_array(a, json_array_size(list), sizeof(*out));

	g->memory = number(memory, "size", 0);
	g->banks = out;
	g->n_banks = json_array_size(list);
	for (size_t i = 0; i < g->n_banks; i++) {
		out[i].address = number(json_array_get(list, i), "address", 0);
		out[i].size = number(json_array_get(list, i), "size", 0);
	}
}

static void put_quoted(struct buf *b, const char *s)
{
	buf_putc(b, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(b, '\\');
		buf_putc(b, *s);
	}
	buf_putc(b, '"');
}

static void put_value(struct buf *b, const json_t *v)
{
	size_t n = json_array_size(v);

	if (json_is_string(v)) {
		put_quoted(b, json_string_value(v));
	} else if (json_is_array(v)) {
		buf_puts(b, "[ ");
		for (size_t i = 0; i < n; i++) {
			json_t *e = json_array_get(v, i);

			/* Lists of xl hold strings only. */
			if (json_is_integer(e))
				buf_printf(b, "\"%lld\"", (long long)json_integer_value(e));
			else
				put_quoted(b, json_string_value(e));
			buf_puts(b, i + 1 < n ? ", " : " ");
		}
		buf_putc(b, ']');
	} else if (json_is_integer(v)) {
		long long value = json_integer_value(v);

		/* xl's numbers have no sign, and its strings are read as numbers. */
		buf_printf(b, value < 0 ? "\"%lld\"" : "%lld", value);
	} else {
		buf_putc(b, json_is_true(v) ? '1' : '0');
	}
}

static bool has_control(const char *s)
{
	while (*s && (unsigned char)*s >= ' ' && *s != 0x7f)
		s++;
	return *s != 0;
}

/* The keys that the plan writes itself. */
static bool is_planned(const char *key)
{
	static const char *const keys[] = { "arm_sci", "device_tree", "dtdev", "iomem", "irqs",
		"passthrough" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!strcmp(key, keys[i]))
			return true;
	return false;
}

/* What xl starts the guest with: memory and maxmem are in MiB. */
static void read_ram(struct manifest_guest *g, const char *key, const json_t *v)
{
	uint64_t mib;

	if (strcmp(key, "memory") != 0 && strcmp(key, "maxmem") != 0)
		return;
	mib = json_is_string(v) ? strtoull(json_string_value(v), NULL, 0)
				: (uint64_t)json_integer_value(v);
	if (mib <= UINT32_MAX && mib << 20 > g->extra_ram)
		g->extra_ram = mib << 20;
}

static void read_extras(struct arena *a, struct manifest_guest *g, json_t *from,
	struct document *doc, const struct yaml_mark *mark)
{
	struct plan_extra *out = arena_array(a, json_object_size(from), sizeof(*out));
	const struct yaml_mark *at = yaml_mark_member(mark, "extra");
	const char *key;
	json_t *v;

	g->extras = out;
	json_object_foreach(from, key, v) {
		struct buf b = { 0 };

		put_value(&b, v);
		out[g->n_extras].key = arena_strdup(a, key);
		out[g->n_extras++].value = arena_strdup(a, buf_str(&b));
		buf_free(&b);
		read_ram(g, key, v);
		if (is_planned(key))
			document_conflict(doc, yaml_mark_member(at, key),
				"extra.%s: that key follows from the guest's devices", key);
		if (has_control(out[g->n_extras - 1].value))
			document_conflict(doc, yaml_mark_member(at, key),
				"extra.%s: a control character", key);
	}
}

static void read_sci(struct manifest_guest *g, const json_t *from, struct document *doc,
	const struct yaml_mark *mark)
{
	const char *sci = json_string_value(json_object_get(from, "sci"));
	bool has_id = json_object_get(from, "agent-id") != NULL;

	g->sci = has_id ? PLAN_SCI_MULTI_AGENT : PLAN_SCI_NONE;
	if (sci && !strcmp(sci, "scmi_smc_multiagent"))
		g->sci = PLAN_SCI_MULTI_AGENT;
	else if (sci)
		g->sci = strcmp(sci, "none") ? PLAN_SCI_SMC : PLAN_SCI_NONE;
	if (has_id != (g->sci == PLAN_SCI_MULTI_AGENT))
		document_conflict(doc, yaml_mark_member(mark, has_id ? "agent-id" : "sci"),
			"guest %s: %s", g->name,
			has_id ? "an agent-id with another sci than scmi_smc_multiagent"
			       : "\"agent-id\" is missing");
	g->agent_id = (uint32_t)number(from, "agent-id", 0);
	if (has_id) {
		const struct yaml_mark *at = yaml_mark_member(mark, "agent-id");

		g->agent_place = (struct manifest_place){ at->line, at->column };
	}
}

/* What makes sense for one way to boot only. */
static void check_boot(const struct manifest_guest *g, const json_t *from, struct document *doc,
	const struct yaml_mark *mark)
{
	static const struct {
		const char *key;
		enum plan_boot boot;
	} rows[] = { { "extra", PLAN_XL }, { "kernel", PLAN_DOM0LESS },
		{ "ramdisk", PLAN_DOM0LESS }, { "dtb", PLAN_DOM0LESS }, { "cpus", PLAN_DOM0LESS },
		{ "bootargs", PLAN_DOM0LESS }, { "direct-map", PLAN_DOM0LESS } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (json_object_get(from, rows[i].key) && g->boot != rows[i].boot)
			document_conflict(doc, yaml_mark_member(mark, rows[i].key),
				"\"%s\" is for guests with boot: %s", rows[i].key,
				rows[i].boot == PLAN_XL ? "xl, use the domain's node instead"
							: "dom0less, use extra instead");
	if (g->direct_map && !g->n_banks)
		document_conflict(doc, yaml_mark_member(mark, "direct-map"),
			"direct-map needs memory.banks, the host memory that the guest gets");
	if (g->bootargs && has_control(g->bootargs))
		document_conflict(
			doc, yaml_mark_member(mark, "bootargs"), "bootargs: a control character");
}

static void read_guest(struct arena *a, struct manifest_guest *g, const json_t *from,
	struct document *doc, const struct yaml_mark *mark)
{
	const json_t *shmem = json_object_get(from, "shmem");
	const struct yaml_mark *name;

	g->name = string(a, from, "name");
	name = yaml_mark_member(mark, "name");
	g->place = (struct manifest_place){ name->line, name->column };
	g->boot = strcmp(json_string_value(json_object_get(from, "boot")), "xl") ? PLAN_DOM0LESS
										 : PLAN_XL;
	g->has_page = json_object_get(shmem, "guest-address") != NULL;
	g->page = number(shmem, "guest-address", 0);
	read_protocols(a, g, json_object_get(from, "protocols"));
	read_banks(a, g, json_object_get(from, "memory"));
	g->replaces = manifest_read_replaces(a, from, mark);
	g->host_compatible = json_is_true(json_object_get(from, "host-compatible"));
	g->gic_version = (uint32_t)number(from, "gic-version", 0);
	g->direct_map = json_is_true(json_object_get(from, "direct-map"));
	g->cpus = (uint32_t)number(from, "cpus", 0);
	g->kernel = read_module(a, from, "kernel");
	g->ramdisk = read_module(a, from, "ramdisk");
	g->dtb = read_module(a, from, "dtb");
	g->bootargs = string(a, from, "bootargs");
	manifest_read_devices(a, g, from, mark);
	manifest_check_devices(g, doc);
	read_sci(g, from, doc, mark);
	read_extras(a, g, json_object_get(from, "extra"), doc, mark);
	check_boot(g, from, doc, mark);
}

static int by_name(const void *a, const void *b)
{
	const struct manifest_guest *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

/* What the schema cannot say: names make file names, so each stands once. */
static void check_names(const struct manifest *m, struct document *doc)
{
	const struct manifest_guest **list = xmalloc((m->n_guests + 1) * sizeof(*list));

	for (size_t i = 0; i < m->n_guests; i++)
		list[i] = &m->guests[i];
	qsort(list, m->n_guests, sizeof(*list), by_name);
	for (size_t i = 1; i < m->n_guests; i++) {
		const struct manifest_guest *later = list[i] > list[i - 1] ? list[i] : list[i - 1];
		struct yaml_mark at = { .line = later->place.line, .column = later->place.column };

		if (!strcmp(list[i]->name, list[i - 1]->name))
			document_conflict(doc, &at, "duplicate guest name '%s'", list[i]->name);
	}
	free(list);
}

static void read_document(struct manifest *m, struct document *doc)
{
	const json_t *list = json_object_get(doc->value, "guests");
	const struct yaml_mark *marks = yaml_mark_member(doc->marks, "guests");
	size_t n = json_array_size(list);
	struct manifest_guest *guests = arena_array(&m->arena, n, sizeof(*guests));
	const struct yaml_mark *mark = marks->child;

	m->guests = guests;
	for (; m->n_guests < n; m->n_guests++, mark = mark->next)
		read_guest(&m->arena, &guests[m->n_guests], json_array_get(list, m->n_guests), doc,
			mark);
	check_names(m, doc);
}

int manifest_read(const char *path, struct manifest **out, struct sdc_error *err)
{
	struct manifest *m = xmalloc(sizeof(*m));
	struct document doc;
	int ret;

	memset(m, 0, sizeof(*m));
	ret = document_read(path, guests_yaml, &doc, err);
	if (ret) {
		manifest_free(m);
		return ret;
	}
	m->file = arena_strdup(&m->arena, doc.file);
	m->placeholders = document_placeholders(&doc, &m->arena);
	if (!doc.problems)
		read_document(m, &doc);
	m->problems = document_problems(&doc, &m->arena);
	document_free(&doc);
	*out = m;
	return 0;
}

int manifest_load(const char *path, struct manifest **out, struct sdc_error *err)
{
	int ret = manifest_read(path, out, err);

	if (ret)
		return ret;
	ret = document_fail((*out)->file, (*out)->problems, err);
	if (ret)
		manifest_free(*out);
	return ret;
}

void manifest_free(struct manifest *m)
{
	if (!m)
		return;
	arena_free(&m->arena);
	free(m);
}

struct location manifest_at(const struct manifest *m, struct manifest_place at)
{
	struct yaml_mark mark = { .line = at.line, .column = at.column };

	return location_mark(SDC_INPUT_MANIFEST, m->file, at.line ? &mark : NULL, NULL);
}

bool manifest_has_guest(const struct manifest *m, const char *name)
{
	for (size_t i = 0; m && i < m->n_guests; i++)
		if (!strcmp(m->guests[i].name, name))
			return true;
	return false;
}

int manifest_error(const struct manifest *m, struct manifest_place at, struct sdc_error *err,
	const char *fmt, ...)
{
	va_list ap;
	int rc;

	va_start(ap, fmt);
	rc = set_place_error(err, m->file, at.line, at.column, fmt, ap);
	va_end(ap);
	return rc;
}
