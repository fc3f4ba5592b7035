/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_INIT_INIT_H
#define SDC_INIT_INIT_H

#include "base/buf.h"
#include "plan/manifest/manifest.h"
#include "scmi/early.h"
#include "scmi/firmware/firmware.h"
#include "scmi/model.h"
#include "scmi/pages.h"
#include "xen/boot/boot.h"

/*
 * What a board's tree lacks for several agents: a plan of the container, from the tree, the
 * firmware's description and the guests manifest; then texts from the plan.
 */

/* Where a number comes from. */
enum init_origin {
	INIT_FIRMWARE, /* the firmware's description */
	INIT_TREE,     /* the host's SCMI node */
	INIT_PROPOSED, /* free, and still to be given to the firmware */
	INIT_PAGE,     /* the page is of the tree, the rest proposed */
};

struct init_channel {
	uint32_t id, smc_id;
	uint64_t page, size; /* whole pages */
	const char *name;    /* the firmware's name for the agent, or NULL */
	const char *user;    /* "Xen", "Dom0" or a guest's name; NULL: nobody yet */
	enum init_origin origin;
	bool in_ram; /* the page has to be reserved */
};

/* Who gets an agent besides Dom0 and Xen: the manifest's guests, or those that are made up. */
struct init_guest {
	const char *name;
	enum plan_boot boot;
	struct init_channel *channel; /* NULL: no SCMI */
};

/* A device that needs the firmware's permission. */
struct init_permission {
	const struct dt_node *device;
	uint32_t id;
	const char *guest;
};

/* A dom0less domain of the tree that gets an agent. */
struct init_domain {
	const struct dt_node *node;
	uint32_t id;
};

/* An interrupt at which Xen stops: another node gives its line another trigger type. */
struct init_trigger {
	struct boot_trigger at;
	const struct dt_node *other;
};

struct init_plan {
	const struct dt_tree *tree;
	const struct scmi_model *model;
	const struct scmi_map *map;
	const struct firmware *firmware; /* NULL: unknown */
	const struct manifest *manifest; /* NULL: none */
	const char *name;                /* of the board, for file names */
	struct scmi_early early;         /* what is carried over; SCMI_EARLY_NONE: nothing */
	const char *const *asking;       /* guests of xl that are to have an agent */
	size_t n_asking;
	struct init_channel *channels; /* sorted by id */
	size_t n_channels;
	struct init_channel *management;
	struct init_channel *dom0; /* NULL: Dom0 gets no agent, or there is no Dom0 */
	struct init_guest *guests;
	size_t n_guests;
	struct init_permission *permissions;
	size_t n_permissions;
	struct init_domain *domains;
	size_t n_domains;
	struct init_trigger *triggers; /* sorted by property and cell */
	size_t n_triggers;
	struct arena arena;
};

struct init_inputs {
	const struct firmware *firmware; /* NULL: unknown */
	const struct manifest *manifest; /* NULL: none */
	const char *name;                /* of the board */
	bool migrate;                    /* the tree is in an early form */
	const char *const *asking;       /* as in struct init_plan; migrate alone */
	size_t n_asking;
};

/*
 * init_plan_build - decide what is to be added
 * @m, @map: of the host tree
 *
 * Returns 0; -SDC_EARG with the reason where the board, or the firmware as described, cannot have
 * Xen's mediator, or the tree has a container already; -SDC_EINPUT with a place in the manifest
 * where that does not fit.
 */
int init_plan_build(const struct scmi_model *m, const struct scmi_map *map,
	const struct init_inputs *in, struct init_plan **out, struct sdc_error *err);
void init_plan_free(struct init_plan *p);

/* The parts of init_plan_build(), in this order. */
int init_check_board(const struct init_plan *p, bool migrate, struct sdc_error *err);
int init_channels(struct init_plan *p, struct sdc_error *err);
int init_users(struct init_plan *p, struct sdc_error *err);
void init_permissions(struct init_plan *p);

/* init_triggers - take from Xen's boot of the board's own tree what the additions can change */
void init_triggers(struct init_plan *p, const struct boot *b);

/* init_channel_of - the channel of that agent, or NULL */
struct init_channel *init_channel_of(const struct init_plan *p, uint32_t id);

enum init_form {
	INIT_OVERLAY,
	INIT_INCLUDE, /* a file to be included at the end of the tree's source */
	INIT_APPEND,  /* text for the end of the tree's source itself */
};

/*
 * init_source - what is added to the tree
 *
 * Returns 0, or -SDC_EINPUT where a path cannot stand in a source.
 */
int init_source(struct init_plan *p, enum init_form form, struct buf *out, struct sdc_error *err);

/* Files that the project file names. */
struct init_project {
	const char *host, *overlay, *firmware, *guests;
};

void init_project(const struct init_plan *p, const struct init_project *files, struct buf *out);

/* init_guests - a manifest to begin with; init_firmware - a description of the firmware that
 * holds what the tree says, with placeholders */
void init_guests(const struct init_plan *p, struct buf *out);
void init_firmware(const struct init_plan *p, struct buf *out);

#endif
