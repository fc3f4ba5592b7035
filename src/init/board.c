// SPDX-License-Identifier: BSD-2-Clause
/* Whether a board can have Xen's mediator at all, and what its owner would have to change. */
#include "base/files/file.h"
#include "init/init.h"

static const char *path_of(struct buf *b, const struct dt_node *n)
{
	dt_path(b, n);
	return buf_str(b);
}

static int refuse(
	const struct scmi_model *m, const struct dt_node *n, struct sdc_error *err, const char *why)
{
	struct buf path = { 0 };
	int ret = set_error(err, SDC_EARG, "%s: %s %s", m->tree->file, path_of(&path, n), why);

	buf_free(&path);
	return ret;
}

/* The firmware's other transport; NULL where Xen can forward the calls. */
static const char *foreign_transport(const struct scmi_instance *host)
{
	const struct dt_prop *p = dt_prop(host->node, "compatible");
	const char *first = p ? dt_prop_next_string(p, NULL) : NULL;

	if (host->transport == SCMI_SMC || host->transport == SCMI_SMC_PARAM)
		return NULL;
	if (dt_compatible(host->node, "linaro,scmi-optee"))
		return "OP-TEE";
	return host->transport == SCMI_MAILBOX ? "a mailbox" : first;
}

static int refuse_transport(
	const struct scmi_model *m, const struct scmi_instance *host, struct sdc_error *err)
{
	struct buf path = { 0 };
	int ret = set_error(err, SDC_EARG,
		"%s: %s reaches the firmware through %s. Xen forwards SMC and HVC doorbells alone: "
		"the firmware has to serve each agent, one of them trusted, by a function id of "
		"SMCCC's SiP range and a page of shared memory of its own. Where it does, describe "
		"them in a file for --firmware; the node then becomes arm,scmi-smc with the doorbell "
		"and page of Dom0's agent",
		m->tree->file, path_of(&path, host->node), foreign_transport(host));

	buf_free(&path);
	return ret;
}

static int check_early(const struct init_plan *p, struct sdc_error *err)
{
	if (p->early.kind == SCMI_EARLY_NONE)
		return set_error(err, SDC_EARG,
			"%s: no early form of the agents was found: nothing to migrate",
			p->tree->file);
	return 0;
}

int init_check_board(const struct init_plan *p, bool migrate, struct sdc_error *err)
{
	const struct scmi_model *m = p->model;
	const struct scmi_instance *host = m->host ? m->host : scmi_host(m);
	const struct scmi_early early = scmi_early(m, false);

	if (m->n_containers)
		return refuse(m, m->containers[0].node, err,
			"is a container already: check the tree as it is");
	if (migrate)
		return check_early(p, err);
	if (early.kind == SCMI_EARLY_TABLE || early.kind == SCMI_EARLY_NODE)
		return refuse(m, early.node, err,
			"has an early form of the agents' table: scmi-dtcheck migrate carries it over");
	for (size_t i = 0; !host && i < m->n_instances; i++)
		if (m->instances[i].available)
			host = &m->instances[i];
	if (host && foreign_transport(host) && !p->firmware)
		return refuse_transport(m, host, err);
	return 0;
}
