/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_MANIFEST_MANIFEST_H
#define SDC_PLAN_MANIFEST_MANIFEST_H

#include "diag/location.h"
#include "plan/plan.h"
#include "schema/document.h"
#include "scmi-dtcheck.h"

/*
 * What the user wants of each guest, as written (scmi-dtcheck-guests(5)); the host tree is not
 * known here.
 */

/* Where something stands in the manifest. */
struct manifest_place {
	unsigned int line, column;
};

/* A property that the guest's node gets. */
struct manifest_set {
	const char *name;
	const uint8_t *data;
	uint32_t len;
	enum plan_type type;
};

/* A provider that the guest sees as a fixed clock or regulator. */
struct manifest_replace {
	const char *selector;
	bool regulator;
	uint32_t value; /* Hz or microvolt */
	struct manifest_place place;
};

struct manifest_replaces {
	const struct manifest_replace *v;
	size_t n;
};

struct manifest_device {
	const char *selector; /* path, label or alias; a path with wildcards */
	struct manifest_place place;
	const uint64_t *addresses; /* of the first registers, or of each */
	size_t n_addresses;
	bool consent; /* force-assign-without-iommu */
	bool shown;   /* derived: mapped, but named by no list */
	bool with_children;
	bool has_device_id;
	uint32_t device_id; /* by which the firmware grants it */
	const char *const *remove;
	size_t n_remove;
	const struct manifest_set *sets;
	size_t n_sets;
	struct manifest_replaces replaces;
};

struct manifest_bank {
	uint64_t address, size;
};

struct manifest_guest {
	const char *name;
	struct manifest_place place;
	/* Read off files that exist: they say themselves what their nodes refer to, and where. */
	bool memory_assumed; /* derived: nothing says it, and memory is what xl takes then */
	bool derived;
	enum plan_boot boot;
	enum plan_sci sci;
	uint32_t agent_id; /* for PLAN_SCI_MULTI_AGENT */
	struct manifest_place agent_place;
	bool has_page;
	uint64_t page; /* guest address of the SCMI page */
	bool protocols_given;
	const uint8_t *protocols; /* ascending, each once */
	size_t n_protocols;
	const struct manifest_device *devices;
	size_t n_devices;
	struct manifest_replaces replaces;
	bool host_compatible;
	uint64_t memory;    /* bytes, 0: not said */
	uint64_t extra_ram; /* the same as said to xl */
	const struct manifest_bank *banks;
	size_t n_banks;
	uint32_t gic_version; /* 0: not said */
	bool direct_map;
	uint32_t cpus; /* 0: not said */
	struct plan_module kernel, ramdisk, dtb;
	const char *bootargs;
	const struct plan_extra *extras;
	size_t n_extras;
};

struct manifest {
	const char *file;
	const struct manifest_guest *guests;
	size_t n_guests;
	const struct document_placeholder *placeholders; /* where there are any it is no plan */
	const struct document_problem *problems;         /* likewise */
	struct arena arena;
};

/* manifest_read - as manifest_load(), but what is wrong with what the file says are its problems;
 * -SDC_EINPUT where it is no YAML */
int manifest_read(const char *path, struct manifest **out, struct sdc_error *err);

/*
 * manifest_load - read a manifest
 *
 * Returns 0, -SDC_EIO, or -SDC_EINPUT with "file:line:column: text".
 */
int manifest_load(const char *path, struct manifest **out, struct sdc_error *err);
void manifest_free(struct manifest *m);

/* manifest_at - a place of the manifest, for a finding */
struct location manifest_at(const struct manifest *m, struct manifest_place at);
/* manifest_has_guest - whether it has a guest of that name; @m may be NULL */
bool manifest_has_guest(const struct manifest *m, const char *name);

/* manifest_error - an error at a place of the manifest; returns -SDC_EINPUT */
int manifest_error(const struct manifest *m, struct manifest_place at, struct sdc_error *err,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
