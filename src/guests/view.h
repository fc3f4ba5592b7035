/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_GUESTS_VIEW_H
#define SDC_GUESTS_VIEW_H

#include "base/vec.h"
#include "guests/spans.h"
#include "rules/check.h"
#include "scmi/channel.h"
#include "xen/partial.h"
#include "xl/config.h"

/*
 * What the files of a guest say, read once for all rules: its partial tree and, for xl, its
 * configuration. Everything is looked up in sorted arrays, so that time is linear in the files
 * and in the host's tree but for the sorting.
 */

/* An entry of dtdev, or a node with xen,path. */
struct guest_device {
	const char *path;
	const struct dt_node *host;       /* NULL: the host's tree has no such node */
	const struct dt_node *node;       /* in the partial tree; NULL for dtdev */
	const struct xl_setting *setting; /* NULL: not of a configuration */
	int entry;
	bool unread;   /* its xen,reg has the wrong length or is missing */
	bool force;    /* with xen,force-assign-without-iommu */
	bool repeated; /* an earlier one names the same host node */
};

/* An entry of iomem or xen,reg. */
struct guest_mapping {
	uint64_t host, guest, size;
	const struct dt_node *node; /* in the partial tree; NULL for iomem */
	const struct xl_setting *setting;
	int entry; /* of iomem or xen,reg */
	bool unaligned;
	bool foreign;                 /* @gap and more belong to no device of the guest */
	uint64_t gap;                 /* first page that does not */
	const struct dt_node *device; /* host node that has registers there, or NULL */
	const struct dt_node *master; /* one that only dtdev would assign, or NULL */
};

struct guest_irq {
	uint32_t irq;
	const struct xl_setting *setting;
	int entry;
	bool foreign;                 /* of no device of the guest */
	bool repeated;                /* an earlier one is the same */
	const struct dt_node *device; /* host node that has it, or NULL */
};

/* A value that xl cannot read. */
struct guest_value {
	const struct xl_setting *setting;
	const char *text; /* NULL: the whole */
	int entry;
};

/* A register of a node of the guest's tree that is not where the files map it. */
struct guest_astray {
	const struct dt_node *node;
	uint32_t index;
	bool unmapped; /* @at is nowhere; else it leads to @host, which is no register */
	uint64_t at, host;
};

/* An interrupt of a node of the guest's tree that nobody brings. */
struct guest_stray_irq {
	const struct dt_node *node;
	const char *prop;
	uint32_t irq;
};

/* A phandle in the guest's tree that leads to nothing the guest sees. */
struct guest_lost {
	const struct dt_node *node;
	const char *prop;
	uint32_t phandle;
	const struct dt_node *provider; /* outside of what is copied, or NULL */
};

/* Two mappings that put different pages at one guest address. */
struct guest_overlap {
	const struct guest_mapping *first, *second;
	uint64_t at;
};

/* How arm_sci of a configuration reads. */
struct guest_sci {
	const struct xl_setting *setting; /* NULL: not there */
	enum scmi_domain_type type;       /* SCMI_TYPE_UNKNOWN where it is unknown */
	bool has_id;
	uint32_t id;
	bool cut;  /* more than the id is behind agent_id= */
	bool word; /* one word without type= */
	bool bad;  /* xl cannot read it */
};

struct guest_view {
	struct arena *arena; /* of all views, which holds them and the arrays here */
	const char *name;
	const struct dt_node *domain; /* where findings go: the domain, or the host's root */
	const struct dt_tree *tree;
	const struct xl_config *config;     /* NULL: dom0less */
	bool epam;                          /* for EPAM's toolstack */
	VEC(const struct dt_node *) copied; /* nodes that its dt_passthrough_nodes lists, sorted */
	struct partial_scmi scmi;           /* its page is what iomem maps, for xl */
	struct guest_sci sci;
	bool has_channel;
	enum rule_id doubtful; /* who has said what is wrong with its channel; RULE_NONE: nobody */
	struct scmi_channel channel;
	bool has_other; /* the guest's doorbell is that of this agent, not of its own */
	uint32_t other;
	bool has_others_page; /* and so is its page */

	/* What the files say. */
	VEC(struct guest_device) devices;
	VEC(struct guest_mapping) mappings;
	VEC(struct guest_irq) irqs;             /* xl */
	VEC(const struct dt_node *) bad_cells;  /* nodes whose xen,reg cannot be cut into entries */
	VEC(const struct dt_node *) incomplete; /* xen,path or xen,reg without its companion */
	VEC(struct guest_value) bad_values;     /* what xl cannot read */
	VEC(const struct dt_node *) shown; /* host nodes that no list names but mappings show */

	/* What follows, sorted. */
	VEC(struct range) owned, bytes; /* pages and registers of the devices on the host */
	VEC(struct range) named;        /* of those pages, the ones of devices that are named */
	VEC(struct range) mapped;       /* host pages that the guest gets */
	VEC(struct range) placed;       /* and where */
	VEC(uint64_t) looks;            /* host addresses where its nodes have registers */
	VEC(struct guest_mapping *) by_guest, by_host; /* mappings by their addresses */
	VEC(uint32_t) owned_irqs, given_irqs;
	VEC(uint32_t) named_irqs; /* owned by devices that are named */

	/* What does not fit together. */
	VEC(struct guest_astray) astray;
	VEC(struct guest_stray_irq) stray_irqs;
	VEC(const struct dt_node *) orphans; /* dom0less: interrupts without interrupt-parent */
	VEC(struct guest_lost) lost;
	VEC(struct guest_overlap) overlaps;
};

/* guests_run - read the files of guests and run the rules about them. What they say is kept in
 * c->guest_views until guests_end(). */
void guests_run(struct check *c);
void guests_end(struct check *c);

/* guest_views_new - read the files of every guest; NULL where there is none */
struct guest_view *guest_views_new(const struct check *c);
void guest_views_free(struct guest_view *views);

/* guest_key_meant - the key of xl that @key is nearly, NULL where it is none or is one exactly */
const char *guest_key_meant(const char *key);

/* guest_setting - the setting of a key, or of one that it was mistaken for; NULL */
const struct xl_setting *guest_setting(const struct guest_view *v, const char *key);

/* guest_at, guest_from - a mapping that has a guest address, or one of the host; NULL */
const struct guest_mapping *guest_at(const struct guest_view *v, uint64_t address);
const struct guest_mapping *guest_from(const struct guest_view *v, uint64_t host);

/* guest_is_hidden - xen,passthrough keeps a host node from Dom0, itself or by a parent */
bool guest_is_hidden(const struct dt_node *n);

/* guest_each - a check of one guest, for all of them */
typedef void guest_check(struct check *c, const struct rule *r, const struct guest_view *g);
void guest_each(struct check *c, const struct rule *r, guest_check *check);

/* GUEST_CHECK - check_NAME() for the row of a rule whose check of one guest is NAME() */
#define GUEST_CHECK(name)                                               \
	static void check_##name(struct check *c, const struct rule *r) \
	{                                                               \
		guest_each(c, r, name);                                 \
	}

/* guest_path - full path of a node, in the findings' memory */
const char *guest_path(struct check *c, const struct dt_node *n);

/* guest_at_node - a node of the guest's tree, or its property */
struct location guest_at_node(
	const struct guest_view *v, const struct dt_node *n, const char *prop, int index);

/* guest_at_setting - a setting of the configuration or its item @index; @s NULL: the file */
struct location guest_at_setting(const struct guest_view *v, const struct xl_setting *s, int index);

/* guest_at_entry - an entry of the configuration where @s is one of it, else of the property of a
 * node of the guest's tree */
struct location guest_at_entry(const struct guest_view *v, const struct xl_setting *s,
	const struct dt_node *n, const char *prop, int entry);

/* guest_at_device, guest_at_mapping, guest_at_irq - what names, maps or routes it in the files */
struct location guest_at_device(const struct guest_view *v, const struct guest_device *d);
struct location guest_at_mapping(const struct guest_view *v, const struct guest_mapping *m);
struct location guest_at_irq(const struct guest_view *v, const struct guest_irq *q);

/* guest_at_list - where such things are listed: that key of the configuration, else the tree */
struct location guest_at_list(const struct guest_view *v, const char *key);

/* guest_at_file - the guest's tree as a whole */
struct location guest_at_file(const struct guest_view *v);

#endif
