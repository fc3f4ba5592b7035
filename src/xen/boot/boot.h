/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_BOOT_BOOT_H
#define SDC_XEN_BOOT_BOOT_H

#include "base/vec.h"
#include "xen/boot/caps.h"
#include "xen/predict.h"

/*
 * How Xen gets from a device tree to running domains: it reads memory and modules from the blob,
 * looks for what it needs itself, builds Dom0 and then each dom0less domain. The files beside this
 * one follow it function by function, in its order, one subject each. Nothing is refused: what
 * stops Xen, or is lost on the way, is an event that names a rule.
 */

enum boot_how {
	BOOT_SAID,   /* nothing of construction, but a finding */
	BOOT_NOTE,   /* differs from what the author may think, but nothing is lost */
	BOOT_HAZARD, /* runs, but should worry */
	BOOT_LOSS,   /* the domain does not get what the tree gives it */
	BOOT_STOP,   /* Xen stops with a message */
	BOOT_CRASH,  /* a BUG or abort */
	BOOT_HANG,   /* Xen stops without a message */
	BOOT_ASSERT, /* crashes where assertions hold; a release goes on with what it has read */
};

/* Whom an event concerns: an index into the domains, or Xen itself. */
#define BOOT_XEN -1

/* A cell with a trigger type, and the value with another. */
struct boot_trigger {
	const struct dt_node *node;
	const struct dt_prop *prop; /* NULL: none */
	uint32_t cell, value;
};

struct boot_event {
	const char *rule;
	const char *said; /* another rule whose finding explains it; NULL: none */
	enum boot_how how;
	int domain;
	bool unbuilt;                     /* what is lost is a whole domain */
	const struct dt_node *node;       /* of the host tree */
	const struct dt_tree *guest_tree; /* where the place is in a guest's tree; else NULL */
	const struct dt_node *guest_node;
	const char *guest_prop; /* NULL: the node itself */
	const char *path;       /* of what is lost, where that is no node of the host tree */
	const char *prop;       /* NULL: the node itself */
	int index;
	struct boot_trigger trigger; /* of an interrupt */
	uint32_t wrong_bits;         /* of the property's number; 0: none, or no such number */
	const char *message;         /* NULL: a rule of another room says it */
	const char *hint, *effect;   /* NULL: none; the rule's own */
	const struct dt_node *other; /* involved as well, or NULL */
	const char *other_text;
};

/* A domain that Xen is to build. */
struct boot_domain {
	const struct scmi_domain *scmi; /* NULL: Dom0 */
	bool built;
	bool absent; /* Dom0 that the tree means and Xen does not see */
};

/* What the tree does not say and is taken for granted. */
enum boot_assumed {
	BOOT_ASSUMED_KERNEL = 1 << 0,        /* no module: the bootloader adds Dom0's kernel */
	BOOT_ASSUMED_MEMORY = 1 << 1,        /* no usable memory: the bootloader fills it in */
	BOOT_ASSUMED_CONSOLE = 1 << 2,       /* no command line: the bootloader gives it */
	BOOT_ASSUMED_STATIC_MEMORY = 1 << 3, /* Xen is built with what the tree asks for */
	BOOT_ASSUMED_SHARED_MEMORY = 1 << 4,
	BOOT_ASSUMED_SVE = 1 << 5,
	BOOT_ASSUMED_COLOURS = 1 << 6,
};

struct boot_region {
	uint64_t start, end;        /* the byte behind the last */
	const struct dt_node *node; /* NULL: /memreserve/ */
};

/* Static shared memory. */
struct boot_shared {
	const char *id;
	uint64_t start, size;
};

enum boot_kind {
	BOOT_KERNEL,
	BOOT_RAMDISK,
	BOOT_XSM,
	BOOT_GUEST_DTB,
	BOOT_MICROCODE,
	BOOT_UNKNOWN,
};

struct boot_module {
	enum boot_kind kind;
	bool domu;                    /* belongs to a guest */
	const struct dt_node *inside; /* another kernel that holds the start of this one, or NULL */
	struct boot_region at;
};

/* Pages of the host that a guest's partial tree maps. */
struct boot_guest_page {
	uint64_t start, end;
	int domain;
	const char *path;           /* in the partial tree */
	const struct dt_node *node; /* the domain's */
};

struct boot_free;
struct boot_irqs;
struct boot_nodes;

struct boot {
	const struct predict_input *in;
	const struct dt_tree *tree;
	struct arena *arena;
	const struct xen_caps *caps;
	const struct dt_node *chosen;
	unsigned int assumed; /* of enum boot_assumed */
	VEC(struct boot_event *) events;
	VEC(struct boot_domain) domains;
	int current;                   /* the domain that is being built, or BOOT_XEN */
	const struct boot_event *stop; /* the first that ends the boot */
	bool lenient;                  /* what would stop Xen is printed, and it goes on */

	/* early.c */
	VEC(struct boot_region) banks;
	VEC(struct boot_region) reserved;
	VEC(struct boot_module) modules;
	VEC(struct boot_region) static_memory;
	VEC(struct boot_shared) shared;
	size_t n_memreserve;          /* at the head of reserved */
	bool has_modules;             /* the tree names any */
	unsigned int unknown_modules; /* whose kind is guessed */
	const struct dt_node *memory_without_reg;
	bool static_heap;
	bool whole; /* it describes a machine: memory, processors, or modules for Xen */
	bool ram_known;
	bool bad_root; /* its cell counts make nonsense of all the rest */

	/* machine.c */
	const struct dt_node *gic;
	bool gic_v2;
	uint32_t gic_lines; /* 0: unknown */
	const struct dt_node *timer;
	const struct dt_node *console; /* that Xen drives, or NULL */
	bool iommu;                    /* Xen has one in use */
	const char *const *unwanted;   /* platform.c: devices that Dom0 is not given */
	unsigned int address_bits;

	const struct dt_node *blamed_bus; /* the last whose addresses do not translate */
	struct boot_nodes *nodes;         /* node.c */
	struct boot_irqs *irqs;           /* lines.c */
	struct boot_free *free;           /* memory.c */
	VEC(struct boot_region)
	dom0_regions; /* mapped for Dom0; only where guests may share them */
	VEC(struct boot_guest_page) guest_pages;
	const struct dt_node *wants_xenstore; /* the first domain that does */
	bool have_xenstore;

	/* What the SCI mediator says while domains are built. */
	struct {
		void *ctx;
		bool skips_container;
		/* Drops the node from Dom0's tree. */
		bool (*hides)(void *ctx, const struct dt_node *n);
		/* Asks the firmware for the device; NULL, or the rule of a refusal. */
		const char *(*assign)(void *ctx, const struct dt_node *n);
	} sci;
};

/* boot_add - record an event of the domain that is being built; @fmt NULL: another room reports it.
 * Returns it, for hints to be added. */
struct boot_event *boot_add(struct boot *b, enum boot_how how, const char *rule,
	const struct dt_node *node, const char *prop, int index, const char *fmt, ...)
	__attribute__((format(printf, 7, 8)));

/* boot_hint - what to write instead */
void boot_hint(struct boot *b, struct boot_event *e, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* boot_effect - what Xen does in this very case */
void boot_effect(struct boot *b, struct boot_event *e, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* boot_in_guest - the place is a node of the guest's tree, or its property */
void boot_in_guest(
	struct boot_event *e, const struct dt_tree *t, const struct dt_node *n, const char *prop);

/* boot_other - another node that is involved */
void boot_other(struct boot_event *e, const struct dt_node *n, const char *text);

/* boot_path - the node's path, in the boot's memory */
const char *boot_path(struct boot *b, const struct dt_node *n);

/* boot_new - up to the start of domains: memory, modules, what Xen needs. Never fails. */
struct boot *boot_new(const struct predict_input *in, const struct xen_caps *caps, struct arena *a);

/* boot_dom0 - build Dom0; false where the boot stops before or there */
bool boot_dom0(struct boot *b);

/* boot_guest - build one dom0less domain */
bool boot_guest(struct boot *b, const struct scmi_domain *d);

/* boot_finish - static event channels, xenstore, and what domains share */
bool boot_finish(struct boot *b);

/* boot_builds_dom0 - Xen finds a kernel for Dom0, or no guest's either */
bool boot_builds_dom0(const struct boot *b);

/* boot_rule - the rule whose finding explains an event */
const char *boot_rule(const struct boot_event *e);

/* boot_publish - the public form; arrays are taken from the boot's memory */
void boot_publish(const struct boot *b, struct sdc_boot *out);

void boot_free(struct boot *b);

#endif
