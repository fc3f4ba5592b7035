/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_PLAN_H
#define SDC_PLAN_PLAN_H

#include "base/arena.h"
#include "dt/tree.h"

/*
 * What every guest gets: worked out once, from the host tree and the manifest, and complete. Who
 * writes it to files looks at nothing else.
 */

#define PLAN_GIC 65000u /* phandle of the guest's GIC under xl (GUEST_PHANDLE_GIC) */

/* Owners of host nodes besides the guests. */
#define PLAN_DOM0   0u
#define PLAN_NOBODY UINT32_MAX /* disabled, or kept from Dom0 for a guest that is not planned */

/* A cell of a property that holds a phandle; the property's bytes have its number already. */
struct plan_ref {
	uint32_t cell;                /* position in the property */
	const struct plan_node *node; /* NULL: PLAN_GIC, which is no node of the partial tree */
};

/* How a source should show the bytes of a property. */
enum plan_type {
	PLAN_EMPTY,
	PLAN_CELLS,
	PLAN_STRINGS,
	PLAN_BYTES,
};

struct plan_prop {
	const char *name;
	const uint8_t *data; /* as in a blob, phandles included */
	uint32_t len;
	enum plan_type type;
	const struct plan_ref *refs; /* sorted by cell */
	size_t n_refs;
	const struct plan_node *path; /* the value is the path of this node (aliases), or NULL */
	bool xen;                     /* read by Xen and not shown to the guest */
	const char *comment;          /* for a source, one line; NULL: nothing to say */
	uint32_t entry; /* for a source: cells of an entry; 0: one begins at a reference */
	struct plan_prop *next;
};

/* A node of the partial tree. */
struct plan_node {
	const char *name;    /* with the unit address; "" for the root */
	const char *label;   /* unique in the tree, for a source; NULL where nothing refers to it */
	const char *comment; /* where it comes from, one line; NULL: nothing to say */
	const struct dt_node *host; /* what it is a copy of, or NULL */
	uint32_t phandle;           /* 0: none. The property itself is not among props */
	struct plan_prop *props, **props_end;
	struct plan_node *parent, *child, **child_end, *next;
};

/* Whole pages that a guest may access. */
struct plan_region {
	uint64_t host, guest, size; /* multiples of SCMI_PAGE_SIZE */
	const struct dt_node *node; /* host node whose reg has it, NULL for the SCMI page */
};

struct plan_irq {
	uint32_t spi;               /* from 0; GIC interrupt spi + DT_GIC_FIRST_SPI */
	uint32_t flags;             /* trigger, as in the third cell */
	const struct dt_node *node; /* host node that has it */
};

/* An entry of iommus. */
struct plan_stream {
	const struct dt_node *controller;
	uint32_t id; /* the first cell of the specifier */
	const struct dt_node *node;
};

/* A host node that is the guest's: one of the manifest, or a child of one with registers,
 * interrupts or streams of its own. */
struct plan_device {
	const struct dt_node *host;
	const char *path;        /* of the host node */
	struct plan_node *node;  /* in the guest's tree */
	bool top;                /* stands directly in /passthrough */
	bool protected_by_iommu; /* has iommus */
	bool consent;            /* the manifest says force-assign-without-iommu */
	bool force;              /* xen,force-assign-without-iommu is needed for it (dom0less) */
	const struct plan_region *regions; /* in the order of reg, those of children included */
	size_t n_regions;
	const struct plan_irq *irqs; /* its own */
	size_t n_irqs;
	const struct plan_stream *streams;
	size_t n_streams;
};

/* An entry of iomem: pages that follow one another on both sides. */
struct plan_iomem {
	uint64_t host, guest, size;
	const char *comment; /* what is there, one line */
};

/* An entry of irqs. */
struct plan_irq_entry {
	uint32_t irq; /* GIC interrupt number */
	const char *comment;
};

/* A key of the domain's configuration that the manifest passes through. */
struct plan_extra {
	const char *key;
	const char *value; /* in xl's syntax: a quoted string, a number or a list */
};

enum plan_boot {
	PLAN_XL,
	PLAN_DOM0LESS,
};

/* How Xen's mediator knows the guest. */
enum plan_sci {
	PLAN_SCI_NONE,
	PLAN_SCI_SMC,         /* the host's only channel, "scmi_smc" */
	PLAN_SCI_MULTI_AGENT, /* "scmi_smc_multiagent" */
};

/* What loads a dom0less guest; false: the manifest does not say. */
struct plan_module {
	bool known, has_address;
	uint64_t address, size; /* size 0: not said */
	const char *file;       /* NULL: not said */
};

struct plan_guest {
	const char *name; /* fit for a file name */
	enum plan_boot boot;
	enum plan_sci sci;
	uint32_t agent_id;              /* for PLAN_SCI_MULTI_AGENT */
	uint32_t smc_id;                /* the agent's doorbell */
	uint64_t page_host, page_guest; /* the SCMI page */
	uint64_t page_size;             /* 0: no page is known, the plan is not complete */
	const uint8_t *protocols;       /* ids of the protocol nodes, ascending */
	size_t n_protocols;

	struct plan_node *tree;        /* the root of the partial tree */
	struct plan_node *passthrough; /* in it */
	struct plan_node *aliases;     /* in it, or NULL */
	struct plan_node *gic;         /* in it for dom0less, else NULL */

	const struct plan_device
		*devices; /* in the manifest's order, children behind their device */
	size_t n_devices;
	const char *const *dtdev; /* paths of host nodes */
	size_t n_dtdev;
	const struct plan_iomem *iomem; /* sorted by host address, SCMI page included */
	size_t n_iomem;
	const struct plan_irq_entry *irqs; /* sorted, each once */
	size_t n_irqs;
	const struct plan_extra *extras; /* xl, in the manifest's order */
	size_t n_extras;
	bool any_iommu; /* a device is behind an IOMMU, so the domain needs passthrough */
	bool any_force; /* a device is assigned without one */

	/* Domain creation. */
	uint32_t cpus;        /* 0: not said */
	uint64_t memory;      /* bytes, 0: not said */
	uint32_t gic_version; /* 2 or 3; 0: not said */
	bool direct_map;
	const struct dt_node *domain; /* dom0less: the xen,domain node of that name, or NULL */
	struct plan_module kernel, ramdisk, dtb; /* dtb: where this guest's tree is loaded */
	const char *bootargs;                    /* or NULL */
};

/* A host node that Dom0 must not see. */
struct plan_mark {
	const struct dt_node *node;
	const char *path;
	const char *guest;          /* whose it becomes */
	bool marked;                /* has xen,passthrough already */
	const uint32_t *interrupts; /* what interrupts must be for Xen to know all that the guest
				     * gets; NULL: it does */
	size_t n_interrupts;        /* cells */
};

struct issues;

struct plan {
	const struct dt_tree *host;
	const char *manifest; /* file name */
	const struct plan_guest *guests;
	size_t n_guests;
	const struct plan_mark *marks; /* in the tree's order */
	size_t n_marks;
	const uint32_t *owners; /* per host node: one of the above, or a guest's index plus one */
	const struct issues *issues; /* all that stands against it, without a limit per rule */
	bool complete;               /* no finding stands against writing it */
	struct arena arena;
};

#endif
