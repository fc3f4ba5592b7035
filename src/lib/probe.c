// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/options.h"
#include "lib/publish.h"
#include "lib/tree.h"
#include "probe/open.h"
#include "probe/probe.h"
#include "probe/protocols/table.h"
#include "probe/raw.h"
#include "rules/subjects.h"
#include "xen/predict.h"
#include "xen/sci.h"

#define DEFAULT_TIMEOUT_MS 1000u
#define DEFAULT_LIMIT      600u   /* seconds */
#define LONGEST_LIMIT      86400u /* as much */

static enum sdc_xen xen_of(const struct sdc_probe *p)
{
	return p->options.xen == SDC_XEN_AUTO ? sci_driver(p->model) : p->options.xen;
}

static void run_prediction(struct sdc_probe *p)
{
	struct sdc_result *r = p->result;
	const struct scmi_model *m = p->model;
	const struct firmware *fw = probe_known_firmware(p);
	struct scmi_ids ids = scmi_ids(m, fw);
	struct predict_input in = { .model = m, .ids = &ids, .firmware = fw };

	if (!in.firmware) {
		r->prediction.none = true;
		return;
	}
	if (m->n_containers)
		in.map = r->map = scmi_map_build(m);
	predict(&in, xen_of(p), &r->arena, &r->prediction);
}

/* What single resources are like: the rules that a description of the firmware goes by. */
static void compare_facts(struct sdc_probe *p)
{
	const struct firmware *fw = probe_discovered(p, false);
	struct scmi_ids ids = scmi_ids(p->model, fw);
	struct check c = {
		.tree = p->tree,
		.model = p->model,
		.firmware = fw,
		.ids = &ids,
		.xen = xen_of(p),
		.sci = sci_caps(xen_of(p)),
		.findings = p->findings,
	};

	if (fw) {
		rules_run_set(&c, &rules_facts);
		rules_run_set(&c, &rules_agent_names);
	}
	findings_end_rule(p->findings);
}

static int check_options(const struct sdc_probe_options *o, struct sdc_error *err)
{
	if (o->n_set && (transport_only_looks(o) || o->transport == SDC_TRANSPORT_RAW))
		return set_error(err, SDC_EARG,
			"permissions are set on the management channel, with a doorbell");
	if (o->raw && raw_check(o->raw, err))
		return -SDC_EARG;
	if (o->raw && o->n_agents + o->n_smc_ids != 1)
		return set_error(err, SDC_EARG, "a message goes to one agent");
	if (o->time_limit > LONGEST_LIMIT)
		return set_error(err, SDC_EARG, "no probe takes longer than a day");
	if (o->timeout_ms > 3600000)
		return set_error(err, SDC_EARG, "no answer is waited for longer than an hour");
	return 0;
}

int sdc_probe(const struct sdc_tree *tree, const struct sdc_probe_options *given,
	struct sdc_probe **out, struct sdc_error *err)
{
	struct sdc_probe_options opts;
	struct sdc_probe *p;
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_probe_options", err);

	if (!ret)
		ret = check_options(&opts, err);
	if (ret)
		return ret;
	p = xmalloc(sizeof(*p));
	memset(p, 0, sizeof(*p));
	p->options = opts;
	if (!p->options.timeout_ms)
		p->options.timeout_ms = DEFAULT_TIMEOUT_MS;
	if (!p->options.time_limit)
		p->options.time_limit = DEFAULT_LIMIT;
	p->result = xmalloc(sizeof(*p->result));
	memset(p->result, 0, sizeof(*p->result));
	p->result->tree = p->tree = tree->dt;
	p->arena = &p->result->arena;
	p->findings = &p->result->findings;
	findings_init(p->findings, p->tree);
	p->result->model = p->model = scmi_model_build(p->tree);
	trace_begin(&p->trace, p->options.trace);
	ret = probe_run(p, err);
	if (ret) {
		sdc_probe_free(p);
		return ret;
	}
	if (p->options.deep)
		compare_facts(p);
	run_prediction(p);
	publish(p->result, p->options.warnings);
	*out = p;
	return 0;
}

int sdc_probe_changes(FILE *out, const struct sdc_probe *before, const struct sdc_probe *after,
	struct sdc_error *err)
{
	size_t n = probe_changes(out, before, after);

	if (fflush(out) || ferror(out))
		return set_error(err, SDC_EIO, "cannot write the changes");
	return n > INT32_MAX ? INT32_MAX : (int)n;
}

bool sdc_message_find(const char *name, uint8_t *protocol, uint8_t *message)
{
	return message_by_name(name, protocol, message);
}

void sdc_probe_free(struct sdc_probe *p)
{
	if (!p)
		return;
	probe_end(p);
	sdc_result_free(p->result);
	free(p);
}

const struct sdc_result *sdc_probe_result(const struct sdc_probe *p)
{
	return p->result;
}

size_t sdc_probe_channel_count(const struct sdc_probe *p)
{
	return p->n_channels;
}

const struct sdc_probe_channel *sdc_probe_channel(const struct sdc_probe *p, size_t index)
{
	return index < p->n_channels ? &p->channels[index].pub : NULL;
}
