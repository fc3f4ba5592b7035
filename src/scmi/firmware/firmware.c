// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/firmware/firmware.h"

#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/search.h"
#include "schema/document.h"
#include "schema/documents.h"

static uint64_t number(const json_t *object, const char *key, uint64_t fallback)
{
	const json_t *v = json_object_get(object, key);

	return v ? (uint64_t)json_integer_value(v) : fallback;
}

static bool flag(const json_t *object, const char *key, bool fallback)
{
	const json_t *v = json_object_get(object, key);

	return v ? json_is_true(v) : fallback;
}

static struct fact read_fact(struct firmware *fw, enum fact_key key, const json_t *v)
{
	struct fact f = { .key = key };
	uint64_t *list;

	switch (fact_rows[key].kind) {
	case FACT_BOOL:
		f.number = json_is_true(v);
		break;
	case FACT_TEXT:
		f.text = arena_strdup(&fw->arena, json_string_value(v));
		break;
	case FACT_LIST:
		f.n_list = json_array_size(v);
		list = arena_array(&fw->arena, f.n_list, sizeof(*list));
		for (size_t i = 0; i < f.n_list; i++)
			list[i] = (uint64_t)json_integer_value(json_array_get(v, i));
		f.list = list;
		break;
	default:
		f.number = (uint64_t)json_integer_value(v);
	}
	return f;
}

static void read_resource(struct firmware *fw, const json_t *from, struct fw_resource *r)
{
	const json_t *name = json_object_get(from, "name");
	struct fact *facts = arena_array(&fw->arena, json_object_size(from), sizeof(*facts));

	r->id = (uint32_t)number(from, "id", 0);
	r->name = name ? arena_strdup(&fw->arena, json_string_value(name)) : NULL;
	for (int key = 0; key < N_FACTS; key++) {
		const json_t *v = json_object_get(from, fact_rows[key].key);

		if (v)
			facts[r->n_facts++] = read_fact(fw, (enum fact_key)key, v);
	}
	r->facts = facts;
}

static int by_number(const void *a, const void *b)
{
	const struct fw_resource *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* What stands twice is taken once. */
static size_t sort_resources(struct fw_resource *list, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(list, n, sizeof(*list), by_number);
	for (size_t i = 0; i < n; i++)
		if (!kept || list[kept - 1].id != list[i].id)
			list[kept++] = list[i];
	return kept;
}

static void read_resources(struct firmware *fw, const json_t *from, struct fw_protocol *p)
{
	static const char *const keys[FW_KINDS] = { "items", "group-items", "function-items" };

	for (size_t kind = 0; kind < FW_KINDS; kind++) {
		const json_t *list = json_object_get(from, keys[kind]);
		size_t n = json_array_size(list);
		struct fw_resource *out = arena_array(&fw->arena, n, sizeof(*out));

		for (size_t i = 0; i < n; i++)
			read_resource(fw, json_array_get(list, i), &out[i]);
		p->resources[kind] = out;
		p->n_resources[kind] = sort_resources(out, n);
	}
}

static const struct fw_protocol *read_protocols(struct firmware *fw, const json_t *list, size_t *n)
{
	struct fw_protocol *out;

	*n = json_array_size(list);
	if (!list)
		return NULL;
	out = arena_array(&fw->arena, *n + 1, sizeof(*out));
	for (size_t i = 0; i < *n; i++) {
		const json_t *p = json_array_get(list, i);

		out[i].id = (uint32_t)number(p, "id", 0);
		out[i].has_count = json_object_get(p, "resources") != NULL;
		out[i].count = (uint32_t)number(p, "resources", 0);
		out[i].version = (uint32_t)number(p, "version", 0);
		out[i].groups = (uint32_t)number(p, "groups", 0);
		out[i].functions = (uint32_t)number(p, "functions", 0);
		read_resources(fw, p, &out[i]);
	}
	return out;
}

static void read_agent(struct firmware *fw, const json_t *from, struct fw_agent *a)
{
	const json_t *name = json_object_get(from, "name");

	a->has_id = json_object_get(from, "id") != NULL;
	a->id = (uint32_t)number(from, "id", 0);
	a->name = name ? arena_strdup(&fw->arena, json_string_value(name)) : NULL;
	a->smc_id = (uint32_t)number(from, "smc-id", 0);
	a->page = number(from, "page", 0);
	a->page_size = number(from, "page-size", 0x1000);
	a->trusted = flag(from, "trusted", false);
	a->protocols = read_protocols(fw, json_object_get(from, "protocols"), &a->n_protocols);
}

static int by_doorbell(const void *a, const void *b)
{
	const struct fw_agent *x = a, *y = b;

	return (x->smc_id > y->smc_id) - (x->smc_id < y->smc_id);
}

static int by_first(const void *a, const void *b)
{
	const struct fw_range *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

static struct fw_range read_range(const json_t *v)
{
	const json_t *first = v, *last = v;

	if (json_is_array(v)) {
		first = json_array_get(v, 0);
		last = json_array_get(v, 1);
	} else if (json_is_object(v)) {
		first = last = json_object_get(v, "id");
	}
	return (struct fw_range){ (uint32_t)json_integer_value(first),
		(uint32_t)json_integer_value(last) };
}

static void read_devices(struct firmware *fw, const json_t *list)
{
	struct fw_device *out = arena_array(&fw->arena, json_array_size(list), sizeof(*out));

	fw->devices = out;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *v = json_array_get(list, i);
		const char *node = json_string_value(json_object_get(v, "node"));

		if (!node)
			continue;
		out[fw->n_devices].node = arena_strdup(&fw->arena, node);
		out[fw->n_devices++].id = read_range(v).first;
	}
}

/* Ranges that overlap become one, so that a search finds the only one that can match. */
static void read_device_ids(struct firmware *fw, const json_t *list)
{
	struct fw_range *out;
	size_t n = json_array_size(list), merged = 0;

	fw->has_device_ids = list != NULL;
	out = arena_array(&fw->arena, n, sizeof(*out));
	for (size_t i = 0; i < n; i++)
		out[i] = read_range(json_array_get(list, i));
	read_devices(fw, list);
	if (n)
		qsort(out, n, sizeof(*out), by_first);
	for (size_t i = 1; i < n; i++) {
		if (out[i].first > out[merged].last)
			out[++merged] = out[i];
		else if (out[i].last > out[merged].last)
			out[merged].last = out[i].last;
	}
	fw->device_ids = out;
	fw->n_device_ids = n ? merged + 1 : 0;
}

static void read_document(struct firmware *fw, const json_t *doc)
{
	const json_t *agents = json_object_get(doc, "agents");
	const json_t *messages = json_object_get(doc, "messages");
	const json_t *unknown = json_object_get(messages, "unknown");
	const json_t *platform = json_object_get(doc, "platform-agent");
	size_t n = json_array_size(agents);
	struct fw_agent *list = arena_array(&fw->arena, n, sizeof(*list));

	for (size_t i = 0; i < n; i++)
		read_agent(fw, json_array_get(agents, i), &list[i]);
	qsort(list, n, sizeof(*list), by_doorbell);
	fw->agents = list;
	fw->n_agents = n;
	fw->discover_agent = flag(messages, "discover-agent", true);
	fw->set_device_permissions = flag(messages, "set-device-permissions", true);
	fw->reset_agent_configuration = flag(messages, "reset-agent-configuration", true);
	fw->unknown_not_supported = unknown && !strcmp(json_string_value(unknown), "not-supported");
	fw->platform_name = platform ? arena_strdup(&fw->arena, json_string_value(platform)) : NULL;
	fw->base_version = (uint32_t)number(doc, "base-version", 0);
	fw->protocols = read_protocols(fw, json_object_get(doc, "protocols"), &fw->n_protocols);
	read_device_ids(fw, json_object_get(doc, "device-ids"));
}

/* A number of an entry of a list, and where it stands. */
struct numbered {
	uint64_t n;
	size_t entry;
	const struct yaml_mark *at;
};

static int by_n(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return (x->entry > y->entry) - (x->entry < y->entry);
}

/* What the schema cannot say: a number that only one of the list may have. */
static void check_unique(struct document *doc, const json_t *list, const struct yaml_mark *marks,
	const char *key, const char *what, bool hex)
{
	size_t n = json_array_size(list), found = 0;
	struct numbered *all = xmalloc((n + 1) * sizeof(*all));
	const struct yaml_mark *m = marks ? marks->child : NULL;

	for (size_t i = 0; i < n && m; i++, m = m->next) {
		const json_t *v = json_object_get(json_array_get(list, i), key);

		if (v)
			all[found++] = (struct numbered){ (uint64_t)json_integer_value(v), i,
				yaml_mark_member(m, key) };
	}
	if (found)
		qsort(all, found, sizeof(*all), by_n);
	for (size_t i = 1; i < found; i++)
		if (all[i].n == all[i - 1].n)
			document_conflict(doc, all[i].at,
				hex ? "duplicate %s 0x%x" : "duplicate %s %u", what,
				(unsigned int)all[i].n);
	free(all);
}

static void check_protocols(struct document *doc, const json_t *of, const struct yaml_mark *marks)
{
	check_unique(doc, json_object_get(of, "protocols"), yaml_mark_member(marks, "protocols"),
		"id", "protocol", true);
}

static void check_agents(struct document *doc)
{
	const json_t *list = json_object_get(doc->value, "agents");
	const struct yaml_mark *marks = yaml_mark_member(doc->marks, "agents");
	const struct yaml_mark *m = marks ? marks->child : NULL;

	check_unique(doc, list, marks, "smc-id", "doorbell", true);
	check_unique(doc, list, marks, "id", "agent id", false);
	for (size_t i = 0; m; i++, m = m->next)
		check_protocols(doc, json_array_get(list, i), m);
	check_protocols(doc, doc->value, doc->marks);
}

static void check_ranges(struct document *doc)
{
	const json_t *list = json_object_get(doc->value, "device-ids");
	const struct yaml_mark *m = yaml_mark_member(doc->marks, "device-ids");

	m = m ? m->child : NULL;
	for (size_t i = 0; m; i++, m = m->next) {
		struct fw_range r = read_range(json_array_get(list, i));

		if (r.first > r.last)
			document_conflict(doc, m, "the range ends at %u, before it begins at %u",
				r.last, r.first);
	}
}

int firmware_read(const char *path, struct firmware **out, struct sdc_error *err)
{
	struct firmware *fw = xmalloc(sizeof(*fw));
	struct document doc;
	int ret;

	memset(fw, 0, sizeof(*fw));
	ret = document_read(path, firmware_yaml, &doc, err);
	if (ret) {
		firmware_free(fw);
		return ret;
	}
	fw->file = arena_strdup(&fw->arena, doc.file);
	fw->placeholders = document_placeholders(&doc, &fw->arena);
	if (!doc.problems) {
		read_document(fw, doc.value);
		if (!fw->placeholders)
			check_agents(&doc);
		check_ranges(&doc);
	}
	fw->problems = document_problems(&doc, &fw->arena);
	document_free(&doc);
	*out = fw;
	return 0;
}

int firmware_load(const char *path, struct firmware **out, struct sdc_error *err)
{
	int ret = firmware_read(path, out, err);

	if (ret)
		return ret;
	ret = document_fail((*out)->file, (*out)->problems, err);
	if (ret)
		firmware_free(*out);
	return ret;
}

void firmware_free(struct firmware *fw)
{
	if (!fw)
		return;
	arena_free(&fw->arena);
	free(fw);
}

const char *fw_agent_text(const struct fw_agent *a, char *out)
{
	if (a->has_id)
		snprintf(out, FW_AGENT_TEXT, "agent %u", a->id);
	else
		snprintf(out, FW_AGENT_TEXT, "the agent of 0x%x", a->smc_id);
	return out;
}

static int compare_doorbell(const void *key, const void *row)
{
	uint32_t smc_id = *(const uint32_t *)key;
	const struct fw_agent *a = row;

	return (smc_id > a->smc_id) - (smc_id < a->smc_id);
}

const struct fw_agent *fw_by_doorbell(const struct firmware *fw, uint32_t smc_id)
{
	return bsearch(&smc_id, fw->agents, fw->n_agents, sizeof(*fw->agents), compare_doorbell);
}

static int compare_range(const void *key, const void *row)
{
	uint32_t id = *(const uint32_t *)key;
	const struct fw_range *r = row;

	return id < r->first ? -1 : id > r->last;
}

bool fw_knows_device(const struct firmware *fw, uint32_t id)
{
	return !fw->has_device_ids ||
	       (fw->n_device_ids && bsearch(&id, fw->device_ids, fw->n_device_ids,
					    sizeof(*fw->device_ids), compare_range));
}

const struct fw_protocol *fw_protocol_of(
	const struct firmware *fw, const struct fw_agent *agent, uint32_t id)
{
	bool own = agent && agent->protocols;
	const struct fw_protocol *list = own ? agent->protocols : fw->protocols;
	size_t n = own ? agent->n_protocols : fw->n_protocols;

	for (size_t i = 0; i < n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

const struct fw_resource *fw_resource_of(
	const struct fw_protocol *p, unsigned int kind, uint32_t id)
{
	size_t i;

	if (!p || kind >= FW_KINDS)
		return NULL;
	search_sorted(i, p->n_resources[kind], p->resources[kind][i].id < id);
	return i < p->n_resources[kind] && p->resources[kind][i].id == id ? &p->resources[kind][i]
									  : NULL;
}
