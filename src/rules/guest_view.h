/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_GUEST_VIEW_H
#define SDC_RULES_GUEST_VIEW_H

#include "rules/rule.h"
#include "util/vec.h"
#include "util/xlcfg.h"
#include "xen/partial.h"

/*
 * What the files of a guest say, read once for all rules: its partial tree and, for xl, its
 * configuration. Everything is looked up in sorted arrays, so that time is linear in the files
 * and in the host's tree but for the sorting.
 */

#define GUEST_PAGE 0x1000u

/* What the guest's domain gets. */
struct granted {
	const struct dt_node *from; /* container or host node */
	uint32_t smc_id;
	const struct scmi_shmem *shmem;
};

/* An entry of dtdev, or a node with xen,path. */
struct guest_device {
	const char *path;
	const struct dt_node *host; /* NULL: the host's tree has no such node */
	const struct dt_node *node; /* in the partial tree; NULL for dtdev */
	unsigned int line;          /* of the configuration */
	bool unread;                /* its xen,reg has the wrong length */
	bool repeated;              /* an earlier one names the same host node */
};

/* An entry of iomem or xen,reg. */
struct guest_mapping {
	uint64_t host, guest, size;
	const struct dt_node *node; /* in the partial tree; NULL for iomem */
	unsigned int line;
	bool unaligned;
	bool foreign;                 /* @gap and more belong to no named device */
	uint64_t gap;                 /* first page that does not */
	const struct dt_node *device; /* host node that has registers there, or NULL */
	bool undeclared;              /* the guest's tree describes that device */
};

struct guest_irq {
	uint32_t irq;
	unsigned int line;
	bool foreign;
};

/* A value that xl cannot read. */
struct guest_value {
	const char *key, *text; /* text NULL: the whole */
	unsigned int line;
};

struct guest_span {
	uint64_t start, end; /* end is the first byte behind */
};

/* How arm_sci of a configuration reads. */
struct guest_sci {
	const struct xl_setting *setting; /* NULL: not there */
	enum scmi_domain_type type;       /* SCMI_TYPE_UNKNOWN where it is unknown */
	bool has_id;
	uint32_t id;
	bool bad; /* no string */
};

struct guest_view {
	const struct dt_node *domain; /* where findings go: the domain, or the host's root */
	const struct dt_tree *tree;
	const struct xl_config *config; /* NULL: dom0less */
	struct partial_scmi scmi;       /* its page is what iomem maps, for xl */
	struct guest_sci sci;
	bool has_channel;
	struct granted channel;
	bool has_other; /* the guest's doorbell is that of this agent, not of its own */
	uint32_t other;
	VEC(struct guest_device) devices;
	VEC(struct guest_mapping) mappings;
	VEC(struct guest_irq) irqs;
	VEC(const struct dt_node *) bad_cells;  /* nodes whose xen,reg cannot be cut into entries */
	VEC(struct guest_value) bad_values;     /* what xl cannot read */
	VEC(const struct dt_node *) undeclared; /* host nodes that mappings show */
	VEC(struct guest_span) owned, mapped;   /* sorted and merged */
	VEC(uint32_t) owned_irqs, given_irqs;   /* sorted */
};

/* guest_views_new - read the files of every guest; NULL where there is none */
struct guest_view *guest_views_new(const struct check *c);
void guest_views_free(struct guest_view *views, size_t n);

/* guest_gap - the first page from @start to before @end that is in none of the spans */
bool guest_gap(const struct guest_span *v, size_t n, uint64_t start, uint64_t end, uint64_t *gap);

/* guest_pages - the pages of entry @index of reg; false where it has none that a CPU reaches */
bool guest_pages(
	const struct dt_tree *t, const struct dt_node *n, uint32_t index, struct guest_span *out);

/* guest_has_irq - bisect a sorted array */
bool guest_has_irq(const uint32_t *v, size_t n, uint32_t irq);

/* guest_spi - GIC interrupt number of an interrupt that can be passed; false for others */
struct dt_irq;
bool guest_spi(const struct dt_irq *irq, uint32_t *number);

/* guest_key_meant - the key of xl that @key is nearly, NULL where it is none or is one exactly */
const char *guest_key_meant(const char *key);

/* guest_config_read - dtdev, iomem, irqs and arm_sci into the view */
void guest_config_read(struct guest_view *v);

/* guest_where - "FILE:LINE" or "NODE in the guest's tree FILE", in the findings' memory */
const char *guest_where(
	struct check *c, const struct guest_view *v, const struct dt_node *n, unsigned int line);

#endif
