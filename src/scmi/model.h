/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_MODEL_H
#define SDC_SCMI_MODEL_H

#include "dt/addr.h"
#include "dt/phandle.h"
#include "dt/tree.h"

/*
 * What a tree says about SCMI, broken or not. The model never refuses: what
 * leads nowhere is kept as leading nowhere, and no rule is known here.
 */

/* A page of shared memory that something names by phandle. */
struct scmi_shmem {
	const struct dt_prop *prop; /* the property that names it, NULL: absent */
	uint32_t phandle;           /* 0 where the property is too short */
	const struct dt_node *node; /* NULL: the phandle leads nowhere */
	struct dt_region region;    /* reg[0], cells inherited as Xen does */
	bool compatible;            /* the node is arm,scmi-shmem */
};

enum scmi_transport {
	SCMI_MAILBOX,   /* arm,scmi */
	SCMI_SMC,       /* arm,scmi-smc */
	SCMI_SMC_PARAM, /* arm,scmi-smc-param */
	SCMI_OTHER,     /* optee, virtio */
};

struct scmi_container;

/* A node that is an SCMI instance: management channel or host. */
struct scmi_instance {
	const struct dt_node *node;
	enum scmi_transport transport;
	const struct scmi_container
		*container; /* the nearest xen,sci ancestor; NULL: a host node */
	bool available;     /* as Xen sees it: status okay, not xen,passthrough */
	bool has_smc_id;
	uint32_t smc_id;
	struct scmi_shmem shmem;   /* the first of its shmem property */
	uint32_t n_shmem;          /* cells in it */
	bool has_controller_cells; /* #access-controller-cells present */
	uint32_t controller_cells;
};

/* One tuple of scmi-secondary-agents. */
struct scmi_agent {
	unsigned int index; /* from 0 */
	uint32_t smc_id;
	bool has_id; /* three-cell form */
	uint32_t id;
	struct scmi_shmem shmem;
};

/* A node compatible with xen,sci, in any case as Xen compares it. */
struct scmi_container {
	const struct dt_node *node;
	bool in_chosen;
	const struct dt_prop *cells_prop; /* #scmi-secondary-agents-cells, or NULL */
	uint32_t cells;              /* as Xen reads it: 3 where absent or shorter than a cell */
	const struct dt_prop *table; /* scmi-secondary-agents, or NULL */
	struct scmi_agent *agents;   /* whole tuples, only where cells is 2 or 3 */
	size_t n_agents;
	const struct dt_prop *dom0_prop; /* xen,dom0-sci-agent-id, or NULL */
	bool dom0_has_id;                /* at least a cell */
	uint32_t dom0_id;
};

enum scmi_domain_type {
	SCMI_TYPE_NONE,        /* absent or "none" */
	SCMI_TYPE_SMC,         /* "scmi_smc" */
	SCMI_TYPE_MULTI_AGENT, /* "scmi_smc_multiagent" */
	SCMI_TYPE_UNKNOWN,     /* anything else */
};

/* A dom0less domain: a child of /chosen compatible with xen,domain. */
struct scmi_domain {
	const struct dt_node *node;
	const struct dt_prop *type_prop; /* xen,sci_type, or NULL */
	const char *type_text;           /* NULL: no string */
	enum scmi_domain_type type;
	const struct dt_prop *id_prop; /* xen,sci-agent-id, or NULL */
	bool has_id;                   /* at least a cell */
	uint32_t id;
	uint64_t memory; /* bytes; 0: not said in the form that Xen reads */
	uint32_t cpus;   /* 0: not said */
	bool direct_map;
};

/* A protocol node of an SCMI instance. */
struct scmi_protocol {
	const struct dt_node *node;
	const struct scmi_instance *instance;
	bool has_id;
	uint32_t id; /* reg, 0x10 to 0xff */
};

/* A reference from a device to a resource of an SCMI protocol. */
struct scmi_use {
	const struct dt_node *device;
	const struct dt_prop *prop;
	struct dt_ref ref;
	const struct scmi_protocol *protocol; /* that the provider is, or is below */
	const char *cells_name;               /* of the provider, "" for bare phandles */
};

/* An entry of access-controllers, or a scmi_devid. */
struct scmi_permission {
	const struct dt_node *device;
	const struct dt_prop *prop;
	bool legacy;                            /* scmi_devid */
	struct dt_ref ref;                      /* zeroed for scmi_devid */
	const struct scmi_instance *controller; /* that ref leads to, or NULL */
	bool has_id;
	uint32_t id;
};

struct scmi_model {
	const struct dt_tree *tree;
	struct scmi_container *containers; /* in the tree's order; Xen reads the first */
	size_t n_containers;
	struct scmi_instance *instances; /* in the tree's order */
	size_t n_instances;
	const struct scmi_instance
		*management;              /* first available arm,scmi-smc in a container, the one
					   * that Xen binds; else the first in any state; NULL */
	const struct scmi_instance *host; /* /firmware/scmi, or NULL */
	struct scmi_domain *domains;
	size_t n_domains;
	struct scmi_protocol *protocols;
	size_t n_protocols;
	struct scmi_use *uses; /* in the tree's order, so those of one device are together */
	size_t n_uses;
	struct scmi_use *strays; /* those that lead to an instance itself; protocol is NULL */
	size_t n_strays;
	struct scmi_permission *permissions; /* likewise */
	size_t n_permissions;
	const struct dt_node **shmem_nodes; /* every arm,scmi-shmem node */
	size_t n_shmem_nodes;
	const char *bootargs; /* /chosen/xen,xen-bootargs, as Xen takes it; NULL: none */
	bool smc_passthrough; /* scmi-smc-passthrough among them */
	uint32_t *owner;      /* per node: the instance whose subtree it is in, plus one; 0: none */
	struct arena arena;
};

/* scmi_model_build - read the tree once. Never fails. Linear in the tree. */
struct scmi_model *scmi_model_build(const struct dt_tree *t);
void scmi_model_free(struct scmi_model *m);

/* scmi_instance_of - the instance whose subtree holds @n, or NULL */
const struct scmi_instance *scmi_instance_of(const struct scmi_model *m, const struct dt_node *n);

/* scmi_in_container - @n lies in a container; linear in its depth, logarithmic in containers */
bool scmi_in_container(const struct scmi_model *m, const struct dt_node *n);

/* scmi_domain_of - the domain whose node is @n, or NULL. Logarithmic. */
const struct scmi_domain *scmi_domain_of(const struct scmi_model *m, const struct dt_node *n);

/* scmi_host - the node that Dom0's kernel uses: /firmware/scmi or else the first arm,scmi-smc node
 * outside containers; NULL */
const struct scmi_instance *scmi_host(const struct scmi_model *m);

/* scmi_domain_type_name, scmi_protocol_name - for messages; the latter NULL for a vendor's */
const char *scmi_domain_type_name(enum scmi_domain_type type);
const char *scmi_protocol_name(uint32_t id);

/* scmi_has_kernel - a boot module of that node is a kernel */
bool scmi_has_kernel(const struct dt_node *n);

/* scmi_has_dom0 - Xen builds a Dom0: not where it has no kernel and a guest has one
 * (xen/common/device-tree/dom0less-build.c, is_dom0less_mode()) */
bool scmi_has_dom0(const struct scmi_model *m);

#endif
