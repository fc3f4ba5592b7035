/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_BUILD_H
#define SDC_PLAN_BUILD_H

#include "dt/irq.h"
#include "dt/phandle.h"
#include "plan/issue.h"
#include "plan/manifest.h"
#include "plan/names.h"
#include "plan/plan.h"
#include "scmi/ids.h"
#include "scmi/model.h"
#include "util/vec.h"

/* The parts of plan_build(), in the order in which they run, and what they share. */

/* A device of the manifest. */
struct top {
	const struct dt_node *node;
	const struct manifest_device *want;
	uint32_t guest; /* index */
	bool usable;    /* nobody else has it */
};

/* Why a node is copied, which decides what becomes of its properties. */
enum copy_kind {
	COPY_TOP,     /* a device of the manifest */
	COPY_CHILD,   /* below one */
	COPY_PASSIVE, /* a fixed clock, a table and so on, or below one */
	COPY_SCMI,    /* a protocol or below one */
};

/* A node whose properties are to be written. */
struct work {
	const struct dt_node *host;
	struct plan_node *node;
	enum copy_kind kind;
	const struct top *top; /* for whom; NULL: for the guest */
	bool is_root;          /* of what is copied: its parent is /passthrough */
	/* Whom an interrupts property without interrupt-parent speaks to; NULL: nobody. */
	const struct dt_node *inherit;
};

/* A device as it is put together; becomes a plan_device. */
struct device {
	struct plan_device pub;
	const struct top *top;
	size_t irq, n_irq;       /* in builder.irqs */
	size_t stream, n_stream; /* in builder.streams */
	size_t region, n_region; /* in builder.regions; of tops only */
	bool has_permission;
};

struct builder {
	struct plan *plan;
	struct arena *a;
	const struct dt_tree *t;
	const struct scmi_model *m;
	const struct scmi_ids *ids;
	const struct manifest *manifest;
	struct issues issues;
	struct names *names;
	VEC(struct top) tops; /* of all guests, in the manifest's order */
	uint32_t *owner;      /* per node: the top that has it, plus one; 0: Dom0 or nobody */
	uint32_t *in_copy;    /* per node: the guest that copies[] holds for, plus one */
	struct plan_node **copies;
	struct dt_node gic; /* stands for every GIC of the host */

	/* The guest that is being planned. */
	const struct manifest_guest *want;
	struct plan_guest *guest;
	uint32_t guest_index;
	VEC(struct work) work;
	VEC(struct device) devices;
	VEC(struct plan_irq) irqs;
	VEC(struct plan_stream) streams;
	VEC(struct plan_region) regions;
	struct name_set *used; /* names in /passthrough */
	struct plan_node *scmi, *page;
	struct plan_node *protocols[256];
	const struct replace_row *replaces;
	size_t n_replaces;
};

/* select_devices - fill tops and owner. Returns 0, or -SDC_EINPUT where a selector fits nothing. */
int select_devices(struct builder *b, struct sdc_error *err);

/* select_node - the node of a selector without wildcards: path, label or alias; or NULL */
const struct dt_node *select_node(const struct builder *b, const char *selector);

/* scmi_start - the channel of the guest, its page and the instance in its tree */
void scmi_start(struct builder *b);

/* scmi_provider - the guest's node for one below a host SCMI instance; NULL where the guest
 * cannot have it, with an issue about @prop of the device */
struct plan_node *scmi_provider(struct builder *b, const struct work *w, const struct dt_prop *prop,
	const struct dt_ref *ref);

/* scmi_end - the protocols that the manifest lists but no device uses; puts them in order */
void scmi_end(struct builder *b);

/* copy_top - a device with its children, their registers and where they are mapped */
void copy_top(struct builder *b, const struct top *top);

/* copy_passive - a passive provider, or NULL where @host is, and is in, none */
struct plan_node *copy_passive(
	struct builder *b, const struct dt_node *host, const struct top *top);

/* copy_of - the guest's node for a host node, or NULL */
struct plan_node *copy_of(const struct builder *b, const struct dt_node *host);
void copy_register(struct builder *b, const struct dt_node *host, struct plan_node *node);

/* registers_of - reg of a top device and of its children: regions and properties */
void registers_of_top(struct builder *b, struct plan_node *node, struct device *d, bool *moved);

/* write_props - the properties of a copied node, with what they refer to */
void write_props(struct builder *b, const struct work *w);

/* write_refs - a property that holds phandles */
void write_refs(
	struct builder *b, const struct work *w, const struct dt_prop *p, const char *cells);

/* write_interrupts - interrupts, interrupts-extended and interrupt-parent of a node */
void write_interrupts(struct builder *b, struct work *w);

/* replaces_read, replace_find - what the manifest replaces by fixed clocks and regulators */
int replaces_check(struct builder *b, struct sdc_error *err);
struct plan_node *replace_find(struct builder *b, const struct work *w,
	const struct dt_node *provider, bool *is_regulator);

/* lists_make - dtdev, iomem, irqs of the guest, and its devices */
void lists_make(struct builder *b);

/* tree_number - phandles, labels and the bytes of every reference */
void tree_number(struct builder *b);

/* aliases_make - /aliases for the devices that have one */
void aliases_make(struct builder *b);

#endif
