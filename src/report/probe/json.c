// SPDX-License-Identifier: BSD-2-Clause
#include "report/probe/json.h"

#include "base/jsonw.h"
#include "probe/protocols/table.h"
#include "report/probe/access.h"

static void json_fact(struct jsonw *w, const struct fact *f)
{
	const struct fact_row *row = &fact_rows[f->key];

	jsonw_key(w, row->key);
	if (row->kind == FACT_LIST) {
		jsonw_array(w);
		for (size_t i = 0; i < f->n_list; i++)
			jsonw_number(w, f->list[i]);
		jsonw_end_array(w);
	} else if (row->kind == FACT_TEXT) {
		jsonw_string(w, f->text);
	} else if (row->kind == FACT_BOOL) {
		jsonw_bool(w, f->number);
	} else if (row->kind == FACT_INT) {
		jsonw_signed(w, (int64_t)f->number);
	} else {
		jsonw_number(w, f->number);
	}
}

static void json_resources(
	struct jsonw *w, const char *key, const struct fw_resource *list, size_t n)
{
	if (!n)
		return;
	jsonw_key(w, key);
	jsonw_array(w);
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w);
		jsonw_key_number(w, "id", list[i].id);
		jsonw_key_string(w, "name", list[i].name);
		for (size_t j = 0; j < list[i].n_facts; j++)
			json_fact(w, &list[i].facts[j]);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void json_protocol(
	struct jsonw *w, const struct sdc_probe_protocol *t, const struct fw_protocol *details)
{
	jsonw_object(w);
	jsonw_key_number(w, "id", t->id);
	jsonw_key_optional(w, "version", t->has_version, t->version);
	jsonw_key_optional(w, "resources", t->has_count, t->count);
	if (t->id == SCMI_PINCTRL) {
		jsonw_key_number(w, "groups", t->groups);
		jsonw_key_number(w, "functions", t->functions);
	}
	jsonw_key(w, "messages");
	jsonw_array(w);
	for (unsigned int m = 0; m < 64; m++)
		if (t->messages[m / 32] >> m % 32 & 1)
			jsonw_number(w, m);
	jsonw_end_array(w);
	if (t->n_names) {
		jsonw_key(w, "names");
		jsonw_array(w);
		for (size_t i = 0; i < t->n_names; i++)
			jsonw_string(w, t->names[i]);
		jsonw_end_array(w);
	}
	if (details) {
		json_resources(w, "items", details->resources[0], details->n_resources[0]);
		json_resources(w, "group_items", details->resources[1], details->n_resources[1]);
		json_resources(w, "function_items", details->resources[2], details->n_resources[2]);
	}
	jsonw_end_object(w);
}

static void json_known(struct jsonw *w, const char *key, enum sdc_answer answer)
{
	jsonw_key(w, key);
	if (answer == SDC_UNKNOWN)
		jsonw_null(w);
	else
		jsonw_bool(w, answer == SDC_YES);
}

static void json_base(struct jsonw *w, const struct probe_channel *pc, bool deep)
{
	const struct sdc_probe_channel *c = &pc->pub;

	jsonw_key_optional(w, "agent_id", c->has_id, c->id);
	jsonw_key_string(w, "agent_name", c->name);
	jsonw_key_optional(w, "agents", c->has_attributes, c->n_agents);
	jsonw_key_string(w, "vendor", c->vendor);
	jsonw_key_string(w, "sub_vendor", c->sub_vendor);
	jsonw_key_optional(w, "implementation", c->has_implementation, c->implementation);
	json_known(w, "set_device_permissions", c->set_device_permissions);
	json_known(w, "reset_agent_configuration", c->reset_agent_configuration);
	jsonw_key(w, "agent_names");
	jsonw_array(w);
	for (size_t i = 0; i < c->n_names; i++) {
		jsonw_object(w);
		jsonw_key_number(w, "id", c->agents[i].id);
		jsonw_key_string(w, "name", c->agents[i].name);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
	jsonw_key(w, "protocols");
	jsonw_array(w);
	if (c->has_version)
		json_protocol(w, &c->base, NULL);
	for (size_t i = 0; i < c->n_protocols; i++)
		json_protocol(w, &c->protocols[i], deep ? &pc->details[i] : NULL);
	jsonw_end_array(w);
}

static void json_figures(struct jsonw *w, const struct sdc_probe_channel *c)
{
	jsonw_key_number(w, "messages", c->messages);
	jsonw_key_number(w, "words_written", c->words_written);
	jsonw_key_number(w, "doorbell_ns", c->doorbell_ns);
	if (!c->n_timed)
		return;
	jsonw_key(w, "round_trip");
	jsonw_object(w);
	jsonw_key_number(w, "count", c->n_timed);
	jsonw_key_number(w, "min_ns", c->min_ns);
	jsonw_key_number(w, "median_ns", c->median_ns);
	jsonw_key_number(w, "p99_ns", c->p99_ns);
	jsonw_end_object(w);
}

static void json_negative(struct jsonw *w, const struct probe_channel *c)
{
	if (!c->n_negative)
		return;
	jsonw_key(w, "conformance");
	jsonw_array(w);
	for (size_t i = 0; i < c->n_negative; i++) {
		const struct negative_result *r = &c->negative[i];
		bool status = r->answer == ANSWER_STATUS || r->answer == ANSWER_BUSY;

		jsonw_object(w);
		jsonw_key_string(w, "request", r->what);
		jsonw_key_number(w, "protocol", r->protocol);
		jsonw_key_number(w, "message", r->message);
		jsonw_key(w, "expected");
		jsonw_signed(w, r->wanted);
		jsonw_key(w, "status");
		if (status || r->answer == ANSWER_OK)
			jsonw_signed(w, r->status);
		else
			jsonw_null(w);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void json_channel(struct jsonw *w, const struct probe_channel *pc, bool deep)
{
	const struct sdc_probe_channel *c = &pc->pub;

	jsonw_object(w);
	jsonw_key_string(w, "role", sdc_role_name(c->role));
	jsonw_key_string(w, "state", sdc_channel_state_name(c->state));
	jsonw_key_string(w, "node", c->node);
	jsonw_key_optional(w, "table_id", c->has_table_id, c->table_id);
	jsonw_key_optional(w, "smc_id", c->has_smc_id, c->smc_id);
	jsonw_key_number(w, "page", c->page);
	jsonw_key_optional(w, "page_status", c->looked, c->page_status);
	jsonw_key_optional(w, "page_length", c->looked, c->page_length);
	jsonw_key_optional(w, "page_header", c->looked, c->page_header);
	json_base(w, pc, deep);
	json_figures(w, c);
	json_negative(w, pc);
	jsonw_end_object(w);
}

/* @j: the place of the agent's channel in the row */
static void json_access_agent(
	struct jsonw *w, const struct access_table *t, const struct access_row *row, size_t j)
{
	const struct access_cell *cell = &row->cells[j];
	const struct sdc_probe_channel *c = &t->channels[j]->pub;

	if (!cell->there)
		return;
	jsonw_object(w);
	jsonw_key_optional(w, "agent_id", c->has_id, c->id);
	jsonw_key_string(w, "agent_name", c->name);
	jsonw_key_optional(w, "smc_id", c->has_smc_id, c->smc_id);
	jsonw_key(w, "may_set");
	if (cell->known) {
		jsonw_array(w);
		for (unsigned int i = 0; access_right(i); i++)
			if (cell->may >> i & 1)
				jsonw_string(w, access_right(i));
		jsonw_end_array(w);
	} else {
		jsonw_null(w);
	}
	jsonw_end_object(w);
}

static void json_access_rows(struct jsonw *w, const struct access_table *t)
{
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct access_row *row = &t->rows.v[i];

		jsonw_object(w);
		jsonw_key_number(w, "protocol", t->protocol);
		jsonw_key_number(w, "first", row->first);
		jsonw_key_number(w, "last", row->last);
		jsonw_key_string(w, "name", row->last > row->first ? NULL : row->name);
		jsonw_key(w, "agents");
		jsonw_array(w);
		for (size_t j = 0; j < t->n_channels; j++)
			json_access_agent(w, t, row, j);
		jsonw_end_array(w);
		jsonw_end_object(w);
	}
}

static void json_access(struct jsonw *w, const struct sdc_probe *p)
{
	jsonw_array(w);
	for (size_t i = 0; p->options.deep && i < N_PROTOCOL_TABLES; i++) {
		struct access_table t;

		if (access_table_make(p, protocol_table_at(i)->id, &t))
			json_access_rows(w, &t);
		access_table_free(&t);
	}
	jsonw_end_array(w);
}

void probe_json(struct buf *out, const struct sdc_probe *p, const char *report)
{
	struct jsonw w = { .out = out }, access = w;

	buf_puts(out, "{\n\"channels\": ");
	jsonw_array(&w);
	for (size_t i = 0; i < p->n_channels; i++)
		json_channel(&w, &p->channels[i], p->options.deep);
	jsonw_end_array(&w);
	buf_puts(out, ",\n\"access\": ");
	json_access(&access, p);
	buf_printf(out, ",\n\"report\": %s}\n", report);
}
