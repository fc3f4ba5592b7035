/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_VIEW_VIEW_H
#define SDC_REPORT_VIEW_VIEW_H

#include "base/vec.h"
#include "plan/plan.h"
#include "report/result.h"
#include "report/view/consumers.h"
#include "report/view/owners.h"
#include "xen/sci.h"

/*
 * Who gets what, for people: read off a result once, and the same for every format that shows it.
 */

/* Who can have an agent or a device: Dom0, which is always the first, or a guest. */
struct view_party {
	const char *name;                   /* for people, not escaped */
	const struct scmi_domain *scmi;     /* as the host tree asks for it; NULL: it does not */
	const struct sdc_domain *domain;    /* as predicted; NULL: Xen does not get there */
	const struct sdc_boot_domain *boot; /* as Xen builds it; NULL: it does not */
	/* As planned, or as its files say; NULL: neither is given. */
	const struct plan_guest *guest;
	bool by_files; /* no manifest has it */
};

/* Numbers of parties, and what stands in place of one. */
enum {
	PARTY_DOM0 = 0,
	PARTY_NONE = -1,    /* of an agent: nobody; of a device: it is disabled */
	PARTY_A_GUEST = -2, /* kept for a guest that nothing given tells */
	PARTY_SEVERAL = -3, /* several guests */
	PARTY_XEN = -4,
};

/* A name and whose it is. */
struct view_name {
	const char *name;
	int party;
};

/* An agent, and who is to have it by the manifest, or asks for it in the tree. */
struct view_claim {
	uint32_t id; /* or its doorbell */
	int party;
};

typedef VEC(struct view_claim) view_claim_vec;

/* A device with SCMI resources, ids, or of a guest. */
struct view_device {
	const struct dt_node *node;
	struct device_consumers uses;      /* empty where it has none */
	int owner;                         /* a party's number, or PARTY_NONE to PARTY_SEVERAL */
	const struct plan_device *planned; /* NULL: the manifest does not give it to a guest */
	bool visible;                      /* planned for a guest, and Dom0 still sees it */
};

/* What else of a device's somebody reaches. */
enum {
	SHARED_PAGE = 1,
	SHARED_INTERRUPT = 2,
	SHARED_STREAM = 4,
	SHARED_RESOURCE = 8,
	SHARED_DEVICE_ID = 16,
};

/* A device, and one who is not its owner but reaches something of it. */
struct shared_access {
	const struct dt_node *node;
	int party;
	unsigned int kinds;
};

/* One entry of a property, or anything about the node. */
struct view_about {
	const struct dt_node *node; /* NULL: nothing */
	const char *property;       /* NULL: anything */
	int index;                  /* of the property's entries; -1 without a property */
};

/* A channel that the tree names. */
struct view_agent {
	bool management;
	bool has_id, has_smc_id, has_page;
	uint32_t id, smc_id;
	uint64_t page, size;
	const struct dt_node *shmem;
	int party; /* that holds it, or would; PARTY_XEN for the management channel, or PARTY_NONE
		    */
	const struct view_claim *asked, *planned; /* all that ask for it, or are to have it */
	size_t n_asked, n_planned;
	size_t n_domains; /* that have it, or would; more than one is a mistake */
	struct view_about about[2];
};

struct view {
	const struct sdc_result *r;
	const struct sdc_prediction *p;
	const struct sci_caps *sci; /* of the driver that it is made for */
	const struct plan *plan; /* of all guests, those whose files were given included; or NULL */
	struct owners owners;
	VEC(struct view_party) parties;
	VEC(struct view_name) names;         /* of all parties but Dom0, sorted */
	view_claim_vec planned, asked;       /* sorted by doorbell, and by id */
	int *party_of_guest, *party_of_tree; /* by numbers of the plan and of the result's guests */
	struct view_agent *agents;           /* in the tree's order, the management channel first */
	size_t n_agents;
	size_t *agent_of;                  /* per party: which, or n_agents */
	int *owner;                        /* per node of the tree, as of devices */
	VEC(struct view_device) devices;   /* in the tree's order */
	const struct view_device **ranked; /* the same by owner: guests', Dom0's, nobody's */
	VEC(struct shared_access) shared;  /* sorted by node, party */
	struct arena arena;
};

/* view_read_channels - parties and agents alone; view_free() frees them */
void view_read_channels(struct view *v, const struct sdc_result *r);

/* view_read - all of it; view_free() frees it */
void view_read(struct view *v, const struct sdc_result *r);
void view_free(struct view *v);

/* The parts of view_read(), in this order. */
void view_read_parties(struct view *v);
void view_read_agents(struct view *v);
void view_read_devices(struct view *v);

/* view_read_plan_shared, view_read_shared - parts of view_read_devices(): before the devices are
 * chosen, and after that */
void view_read_plan_shared(struct view *v, const struct issues *issues);
void view_read_shared(struct view *v);

/* Parties. */

/* party_name - of any number, for people, not escaped */
const char *party_name(const struct view *v, int party);

/* party_shape - a character that stands for it in drawings */
const char *party_shape(int party);

/* party_of_domain - the number of a predicted domain; PARTY_NONE for NULL */
int party_of_domain(const struct view *v, const struct sdc_domain *d);

/* party_named - a guest's number; PARTY_NONE where none has the name */
int party_named(const struct view *v, const char *name);

/* party_node - the node that has Xen create it, or NULL */
const struct dt_node *party_node(const struct view *v, int party);

/* party_reaches - whether Xen, as predicted, lets the party use the channel that it holds */
bool party_reaches(const struct view *v, int party);

/* party_devices - those that it has: the first of them, and how many */
const struct view_device *const *party_devices(const struct view *v, int party, size_t *n);

/* view_claims - those of an id, sorted by party: the first of them, and how many */
const struct view_claim *view_claims(const view_claim_vec *list, uint32_t id, size_t *n);

/* Agents. */

/* agent_holder - the next party that has the agent, would, or is to have it; each once
 * @i: 0 before the first call
 *
 * Returns PARTY_NONE behind the last one. */
int agent_holder(const struct view_agent *a, size_t *i);

/* agent_word - in what way the agent is the party's: "planned", "unusable"; NULL: it has it */
const char *agent_word(const struct view *v, const struct view_agent *a, int party);

/* agent_holders - append all of them: "domU1", "domd (planned)", "domU1 and domd (planned)" */
void agent_holders(struct buf *out, const struct view *v, const struct view_agent *a);

/* agent_of_channel - the same of a channel that Xen will hold */
struct view_agent agent_of_channel(const struct view *v, const struct sdc_channel *c);

/* agent_of - the first agent that the party has, would have, or is to have; NULL: none */
const struct view_agent *agent_of(const struct view *v, int party);

/* Devices. */

/* view_shared - who else reaches something of a device: the first of them, and how many */
const struct shared_access *view_shared(
	const struct view *v, const struct dt_node *node, size_t *n);

#endif
