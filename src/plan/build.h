/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_BUILD_H
#define SDC_PLAN_BUILD_H

#include "base/name_set.h"
#include "base/vec.h"
#include "dt/irq.h"
#include "dt/labels.h"
#include "dt/phandle.h"
#include "plan/issue.h"
#include "plan/manifest/manifest.h"
#include "plan/plan.h"
#include "scmi/channel.h"
#include "scmi/model.h"
#include "scmi/pages.h"
#include "xen/sci.h"

/* The parts of plan_build(), in the order in which they run, and what they share. */

/* A device of the manifest. */
struct assigned_device {
	const struct dt_node *node;
	const struct manifest_device *want;
	uint32_t guest; /* index */
};

/* Why a node is copied, which decides what becomes of its properties. */
enum copy_kind {
	COPY_TOP,     /* a device of the manifest */
	COPY_CHILD,   /* below one */
	COPY_PASSIVE, /* a fixed clock, a table and so on, or below one */
	COPY_SCMI,    /* a protocol or below one */
};

/* A node whose properties are to be written. */
struct pending_node {
	const struct dt_node *host;
	struct plan_node *node;
	enum copy_kind kind;
	struct assigned_device *top; /* for whom; NULL: for the guest */
	bool is_root;                /* of what is copied: its parent is /passthrough */
	size_t device;               /* in builder.devices, SIZE_MAX: none */
};

/* A device as it is put together; becomes a plan_device. */
struct device {
	struct plan_device pub;
	struct assigned_device *top;
	size_t irq, n_irq;       /* in builder.irqs */
	size_t stream, n_stream; /* in builder.streams */
	size_t region, n_region; /* in builder.regions; of assigned only */
	bool mapped;             /* some of its own registers are among them */
	size_t n_own;            /* of these, the first are of its own reg */
	uint64_t delta; /* guest minus host address, but for reg with addresses of its own */
	bool has_permission;
	bool without_path; /* Xen must not read the host's node (dom0less) */
};

/* An interrupt that stands where Xen does not look for it. */
struct unseen_irq {
	const struct dt_node *node;
	const struct dt_prop *prop; /* interrupt-map or msi-ranges */
	uint32_t spi, flags;
	uint32_t guest; /* index */
};

/* An alias of the host tree. */
struct alias {
	const struct dt_node *node;
	const struct dt_prop *prop;
};

/* The guest that is being planned. */
struct guest_builder {
	const struct manifest_guest *want;
	struct plan_guest *guest;
	uint32_t guest_index;
	VEC(struct pending_node) pending;
	VEC(struct device) devices;
	VEC(struct plan_irq) irqs;
	VEC(struct plan_stream) streams;
	VEC(struct plan_region) regions;
	struct name_set *used; /* names in /passthrough */
	struct plan_node *scmi, *page;
	struct plan_node *protocols[256];
	bool **removed; /* per device of the guest: which of its remove were there */
	struct replace_row *replaces;
	size_t n_replaces;
	unsigned int n_replaced, n_renamed;
	struct name_set *labels;
	uint32_t n_phandles;
};

/* The plan of all guests. */
struct builder {
	struct plan *plan;
	struct arena *a;
	const struct dt_tree *t;
	const struct scmi_model *m;
	const struct scmi_ids *ids;
	const struct sci_caps *sci;
	struct agent_list agents;
	const struct manifest *manifest;
	struct issues issues;
	struct dt_labels *by_label;
	size_t n_suggestions; /* made for selectors that fit nothing */
	VEC(struct assigned_device)
	assigned;          /* of all guests, in the manifest's order; each owns its nodes */
	uint32_t *owner;   /* per node: the top that has it, plus one; 0: Dom0 or nobody */
	uint32_t *in_copy; /* per node: the guest that copies[] holds for, plus one */
	struct plan_node **copies;
	struct alias *aliases; /* sorted by node */
	size_t n_aliases;
	VEC(struct unseen_irq) unseen; /* those of a node stand together */
	size_t next_top;
	bool iommu_off;                    /* Xen uses no IOMMU */
	const struct dt_node *shared_with; /* pages that were last reported as shared */
	uint32_t shared_by;
	uint64_t shared_at;
	bool *unused;                  /* per node: Dom0 does not use it */
	const struct dt_node *console; /* the UART that is to be Xen's, or NULL */
	bool *planned;                 /* per domain of the model: it is a guest of the manifest */
	struct guest_builder g;
};

/* select_devices - fill assigned and owner; selectors that fit nothing are issues */
void select_devices(struct builder *b);

/* select_unknown - an issue: no node has that path, label or alias */
void select_unknown(struct builder *b, const char *selector, struct manifest_place place);

/* xen_reserved_refuse - whether a node is Xen's own, which is then said */
bool xen_reserved_refuse(struct builder *b, const struct dt_node *n, const char *guest);

/* xen_reserved_check - a node that is given to the guest must not be Xen's own */
void xen_reserved_check(struct builder *b, const struct dt_node *n);

/* domain_find - the guest's xen,domain node in the host's tree, where there is one */
void domain_find(struct builder *b);

/* scmi_start - the channel of the guest, its page and the instance in its tree */
void scmi_start(struct builder *b);

/* scmi_type - how the guest's domain asks for SCMI */
enum scmi_domain_type scmi_type(enum plan_sci sci);

/* scmi_provider - the guest's node for one below a host SCMI instance; NULL where the guest
 * cannot have it, with an issue about @prop of the device */
struct plan_node *scmi_provider(struct builder *b, const struct pending_node *w,
	const struct dt_prop *prop, const struct dt_ref *ref);

/* scmi_listed - the protocols that the manifest lists */
void scmi_listed(struct builder *b);

/* scmi_end - put the protocols in the order of their ids */
void scmi_end(struct builder *b);

/* copy_top - a device with its children, their registers and where they are mapped */
void copy_top(struct builder *b, struct assigned_device *top);

/* copy_passive - a passive provider, or NULL where @host is, and is in, none */
struct plan_node *copy_passive(
	struct builder *b, const struct dt_node *host, struct assigned_device *top);

/* copy_of - the guest's node for a host node, or NULL */
struct plan_node *copy_of(const struct builder *b, const struct dt_node *host);

/* copy_node - a copy of one host node below @parent, whose properties are still to be written */
struct plan_node *copy_node(struct builder *b, const struct dt_node *host, struct plan_node *parent,
	struct pending_node w);

/* copy_register - @node is the guest's for @host */
void copy_register(struct builder *b, const struct dt_node *host, struct plan_node *node);

/* registers_read - find the pages of a top device and of its children; sets d->pub.node's name */
void registers_read(struct builder *b, struct device *d);

/* registers_write - reg, ranges, dma-ranges and cell counts of a top device in the guest's tree */
void registers_write(struct builder *b, const struct device *d);

/* registers_guest - the guest's address of entry @index of reg at CPU address @addr */
uint64_t registers_guest(const struct device *d, uint32_t index, uint64_t addr);

/* write_props - the properties of a copied node, with what they refer to */
void write_props(struct builder *b, const struct pending_node *w);

/* name_of - how a message calls a node: its label, or else its path */
const char *name_of(struct builder *b, const struct dt_node *n);

/* write_refs - a property that holds phandles */
void write_refs(struct builder *b, const struct pending_node *w, const struct dt_prop *p,
	const char *cells);

/* guess_reference - warn of a vendor's property that seems to hold a phandle */
void guess_reference(struct builder *b, const struct pending_node *w, const struct dt_prop *p);

/* write_interrupts - interrupts, interrupts-extended and interrupt-parent of a node */
void write_interrupts(struct builder *b, const struct pending_node *w);

/* write_map - interrupt-map of a PCI host bridge; false for other nodes. write_msi_ranges - the
 * SPIs that an MSI controller has; false where they are not the GIC's */
bool write_map(struct builder *b, const struct pending_node *w, const struct dt_prop *p);
bool write_msi_ranges(struct builder *b, const struct pending_node *w, const struct dt_prop *p);

/* interrupts_left_out - those of a node that the guest does not see. Streams and permissions have
 * been read. */
void interrupts_left_out(struct builder *b, const struct pending_node *w);

/* streams_read, permission_read - iommus and access-controllers of a node that has a device */
void streams_read(struct builder *b, const struct pending_node *w);
void permission_read(struct builder *b, const struct pending_node *w);

/* replaces_read - what the manifest of the guest replaces */
void replaces_read(struct builder *b);

/* replace_find - the guest's fixed regulator in place of a provider, else the fixed clock; or
 * NULL */
struct plan_node *replace_find(struct builder *b, const struct pending_node *w,
	const struct dt_node *provider, bool regulator);

/* replaces_check - that something refers to what is replaced */
void replaces_check(struct builder *b);

/* unused_start, unused_mark, unused_check - properties that remove names and no device has.
 * @first_top: of the guest */
void unused_start(struct builder *b);
void unused_mark(struct builder *b, const struct manifest_device *want, size_t remove);
void unused_check(struct builder *b, size_t first_top);

/* is_free_of_dma - a device that is known to reach no memory by itself */
bool is_free_of_dma(const struct dt_node *n);

/* dma_make - dma-ranges of /passthrough, where the buses above the devices have some */
void dma_make(struct builder *b);

/* devices_check - devices of the guest that may do DMA past any IOMMU */
void devices_check(struct builder *b);

/* permissions_check - SCMI permissions that Xen has no occasion to ask for */
void permissions_check(struct builder *b);

/* unseen_resolve - complete interrupts of the nodes that have some that Xen does not see. Marks are
 * sorted. */
void unseen_resolve(struct builder *b, struct plan_mark *marks);

/* lists_make - dtdev, iomem, irqs of the guest, and its devices */
void lists_make(struct builder *b);

/* tree_number - phandles, labels and the bytes of every reference */
void tree_number(struct builder *b);

/* aliases_read - the host's, once */
void aliases_read(struct builder *b);

/* aliases_make - /aliases for the devices that have one */
void aliases_make(struct builder *b);

#endif
