// SPDX-License-Identifier: BSD-2-Clause
/* What the firmware answers, known from its description or read off the tree. */
#include "xen/drivers/multi_agent.h"

static const char *described(const struct firmware *fw, const struct sdc_channel *c)
{
	const struct fw_agent *a = fw_by_doorbell(fw, c->smc_id);

	if (!a)
		return "fw-doorbell-unknown";
	if (a->page != c->address)
		return c->management && c->address % SCMI_PAGE_SIZE ? "management-page-unaligned"
								    : "fw-page";
	return NULL;
}

/* Without a description: doorbell and page of the management channel belong together, registers
 * are no shared memory, and a page has a whole number. */
static const char *plausible(const struct xen *x, const struct sdc_channel *c)
{
	const struct scmi_instance *m = x->bound;

	if (c->management && c->address % SCMI_PAGE_SIZE)
		return "management-page-unaligned";
	if (scmi_map_find(x->in->map, SCMI_MAP_DEVICE, c->address, SCMI_PAGE_SIZE, NULL))
		return c->management ? "management-page-shared" : "agent-page-on-device";
	if (c->management)
		return NULL;
	if (c->smc_id == m->smc_id && c->address != m->shmem.region.addr)
		return "management-doorbell-shared";
	if (c->smc_id != m->smc_id && c->address == m->shmem.region.addr)
		return "management-page-shared";
	return NULL;
}

static const char *talks(struct xen *x, const struct sdc_channel *c)
{
	const char *rule;
	uint32_t id;

	if (x->in->firmware)
		return described(x->in->firmware, c);
	rule = plausible(x, c);
	/* A management doorbell far from the agents' may be right all the same. */
	x->doubt |= c->management && !scmi_id_of(x->in->ids, c->smc_id, &id);
	x->out->firmware_decides |= rule != NULL;
	return rule;
}

struct xen_failure multi_agent_discover(struct xen *x, struct sdc_channel *c)
{
	const struct firmware *fw = x->in->firmware;
	const char *rule = talks(x, c);

	if (rule)
		return xen_stops(rule);
	if (fw && !fw->discover_agent)
		return xen_stops("fw-no-discover");
	c->id_known = scmi_id_of(x->in->ids, c->smc_id, &c->agent_id);
	return xen_goes_on();
}

const char *multi_agent_answered(
	struct xen *x, const struct sdc_channel *c, const uint64_t *page, const char *page_rule)
{
	const struct firmware *fw = x->in->firmware;
	const struct fw_agent *a;

	if (!xen_is_sip(c->smc_id))
		return "agent-doorbell-not-sip";
	if (!fw) {
		bool shared = c->smc_id == x->bound->smc_id;
		bool wrong_page = page && *page != c->address;

		x->out->firmware_decides |= shared || wrong_page;
		return shared ? "management-doorbell-shared" : wrong_page ? page_rule : NULL;
	}
	a = fw_by_doorbell(fw, c->smc_id);
	if (!a)
		return "fw-doorbell-unknown";
	if (a->has_id && a->id != c->agent_id)
		return "fw-agent-id";
	if (!page || *page == a->page)
		return NULL;
	/* Where the domain's tree agrees with the table, both differ from the firmware. */
	return *page == c->address ? "fw-page" : page_rule;
}

const char *multi_agent_stranger(const struct xen *x, const struct sdc_channel *c)
{
	const struct firmware *fw = x->in->firmware;

	if (!fw)
		return NULL;
	for (size_t i = 0; i < fw->n_agents; i++)
		if (!fw->agents[i].has_id || fw->agents[i].id == c->agent_id)
			return NULL;
	return fw_by_doorbell(fw, c->smc_id) ? "fw-agent-id" : "fw-doorbell-unknown";
}

const char *multi_agent_permit(struct xen *x, const struct scmi_permission *p)
{
	const struct firmware *fw = x->in->firmware;
	const struct fw_agent *management;

	if (!fw)
		return NULL;
	management = fw_by_doorbell(fw, x->bound->smc_id);
	if (!fw->set_device_permissions)
		return "fw-no-permissions";
	if (!management || !management->trusted)
		return "fw-not-trusted";
	if (!fw_knows_device(fw, p->id))
		return "fw-device-unknown";
	return x->stranger;
}
