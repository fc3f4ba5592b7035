// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>

#include "base/files/file.h"
#include "base/map.h"
#include "probe/probe.h"
#include "scmi/firmware/firmware.h"

/* Writes what sdc_firmware_load() reads. What its schema could not hold is left out. */

#define MIN_PAGE_SIZE 28u
#define MAX_PAGE_SIZE 0x100000u

/* Names are printable ASCII. */
static void put_text(FILE *out, const char *text, size_t most)
{
	fputc('"', out);
	for (size_t i = 0; i < most && text[i]; i++)
		fprintf(out, text[i] == '"' || text[i] == '\\' ? "\\%c" : "%c", text[i]);
	fputc('"', out);
}

/* A description's numbers have 63 bits. */
static bool fits(const struct fact *f)
{
	for (size_t i = 0; i < f->n_list; i++)
		if (f->list[i] > INT64_MAX)
			return false;
	return fact_rows[f->key].kind == FACT_INT || f->number <= INT64_MAX;
}

static void put_resource(FILE *out, const struct fw_resource *r)
{
	struct buf value = { 0 };

	fprintf(out, "          - { id: %" PRIu32, r->id);
	if (r->name) {
		fputs(", name: ", out);
		put_text(out, r->name, SCMI_LONG_NAME_LEN - 1);
	}
	for (size_t i = 0; i < r->n_facts; i++) {
		if (!fits(&r->facts[i]))
			continue;
		value.len = 0;
		fact_value(&value, &r->facts[i]);
		fprintf(out, ", %s: %s", fact_rows[r->facts[i].key].key, buf_str(&value));
	}
	fputs(" }\n", out);
	buf_free(&value);
}

static void put_protocol(FILE *out, const struct fw_protocol *t)
{
	static const char *const keys[FW_KINDS] = { "items", "group-items", "function-items" };

	fprintf(out, "      - id: 0x%" PRIx32 "\n", t->id);
	if (t->version)
		fprintf(out, "        version: 0x%" PRIx32 "\n", t->version);
	if (t->has_count)
		fprintf(out, "        resources: %" PRIu32 "\n", t->count);
	if (t->groups)
		fprintf(out, "        groups: %" PRIu32 "\n", t->groups);
	if (t->functions)
		fprintf(out, "        functions: %" PRIu32 "\n", t->functions);
	for (size_t kind = 0; kind < FW_KINDS; kind++) {
		if (t->n_resources[kind])
			fprintf(out, "        %s:\n", keys[kind]);
		for (size_t i = 0; i < t->n_resources[kind]; i++)
			put_resource(out, &t->resources[kind][i]);
	}
}

static void put_protocols(FILE *out, const struct fw_agent *a)
{
	fputs(a->n_protocols ? "    protocols:\n" : "    protocols: []\n", out);
	for (size_t i = 0; i < a->n_protocols; i++)
		put_protocol(out, &a->protocols[i]);
}

static void put_agent(FILE *out, const struct fw_agent *a)
{
	fprintf(out, "  - smc-id: 0x%" PRIx32 "\n    page: 0x%" PRIx64 "\n", a->smc_id, a->page);
	if (a->has_id)
		fprintf(out, "    id: %" PRIu32 "\n", a->id);
	if (a->name) {
		fputs("    name: ", out);
		put_text(out, a->name, SCMI_NAME_LEN - 1);
		fputc('\n', out);
	}
	if (a->page_size >= MIN_PAGE_SIZE && a->page_size <= MAX_PAGE_SIZE)
		fprintf(out, "    page-size: 0x%" PRIx64 "\n", a->page_size);
	fprintf(out, "    trusted: %s\n", a->trusted ? "true" : "false");
	put_protocols(out, a);
}

/* A description has each id once; of the others a comment is left. */
static void put_agent_once(FILE *out, const struct fw_agent *a, struct map *seen)
{
	const void *key = (const void *)((uintptr_t)a->id + 1);

	if (a->has_id && map_get(seen, key)) {
		fprintf(out, "  # doorbell 0x%" PRIx32 " leads to agent %" PRIu32 ", too\n",
			a->smc_id, a->id);
		return;
	}
	if (a->has_id)
		map_set(seen, key, seen);
	put_agent(out, a);
}

static const char *yes(bool b)
{
	return b ? "true" : "false";
}

int sdc_probe_save(FILE *out, const struct sdc_probe *p, struct sdc_error *err)
{
	const struct firmware *fw = probe_discovered(p, false);
	struct map seen = { .strings = false };

	if (!fw || !fw->n_agents)
		return set_error(err, SDC_EINPUT, "no channel answered, there is nothing to save");
	fputs("# What the firmware answered to scmi-dtcheck probe: scmi-dtcheck-firmware(5).\n"
	      "agents:\n",
		out);
	for (size_t i = 0; i < fw->n_agents; i++)
		put_agent_once(out, &fw->agents[i], &seen);
	map_free(&seen);
	fprintf(out,
		"messages:\n  discover-agent: %s\n  set-device-permissions: %s\n"
		"  reset-agent-configuration: %s\n",
		yes(fw->discover_agent), yes(fw->set_device_permissions),
		yes(fw->reset_agent_configuration));
	return fflush(out) || ferror(out) ? set_error(err, SDC_EIO, "cannot write the description")
					  : 0;
}
