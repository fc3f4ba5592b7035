/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_XEN_H
#define SDC_XEN_XEN_H

#include "base/vec.h"
#include "xen/boot/boot.h"
#include "xen/predict.h"
#include "xen/sci.h"

/*
 * What the drivers and the creation of domains share. A driver is a file with
 * a struct xen_driver; nothing here knows a rule but by the name that explains a stop.
 */

/* How a step ended; the rule explains a stop. */
struct xen_failure {
	enum {
		XEN_GOES_ON,
		XEN_STOPS,
		XEN_CRASHES,
	} how;
	const char *rule;
};

/* A channel that a domain can own. */
struct xen_channel {
	struct sdc_channel pub;
	bool taken;
	bool discovered; /* its id is the firmware's answer */
};

struct xen_driver;

struct xen {
	const struct predict_input *in;
	struct arena *arena;
	struct sdc_prediction *out;
	VEC(struct xen_channel) channels;
	VEC(struct sdc_domain) domains;
	bool crashed;
	bool doubt; /* what was taken for granted of the firmware may be wrong */
	const struct scmi_instance *bound; /* the node that the driver holds, or NULL */
	uint32_t smc_id;                   /* single agent: the doorbell that is forwarded */
	bool owned;                        /* single agent: a guest has it */
	const struct xen_driver *driver;
	struct boot *boot;
	bool agent;           /* the domain that is being built holds a channel */
	const char *stranger; /* why the firmware does not know its agent, or NULL */
};

struct xen_driver {
	struct sci_caps caps;
	/* The tree is written for this driver. */
	bool (*wanted)(const struct scmi_model *m);
	/* Starts the mediator: fills channels and out->registered. */
	void (*start)(struct xen *x);
	/* Creates Dom0. Returns false where the boot stops. */
	bool (*dom0)(struct xen *x);
	/* Creates a dom0less domain. Returns false where the boot stops. */
	bool (*domain)(struct xen *x, const struct scmi_domain *d);
	/* Takes the node out of Dom0's tree. */
	bool (*hides)(const struct xen *x, const struct dt_node *n);
	/* Asks for permissions of a device; NULL, or the rule of a refusal. May be NULL. */
	const char *(*assign)(struct xen *x, const struct dt_node *n);
};

extern const struct xen_driver xen_no_agent; /* before 4.21 */
#define DRIVER(name, driver) extern const struct xen_driver driver;
#include "xen/drivers/drivers.def"
#undef DRIVER

/* xen_driver - by its number; @xen is not SDC_XEN_AUTO */
const struct xen_driver *xen_driver(enum sdc_xen xen);

/* xen_smccc_rule - NULL where SMCCC 1.1 is found, else the rule that explains why not. Sets
 * @firmware where the version of PSCI is the firmware's affair. xen/arch/arm/psci.c */
const char *xen_smccc_rule(const struct dt_tree *t, bool *firmware);

/* xen_address_rule - the rule about a region that does not translate */
const char *xen_address_rule(const struct dt_tree *t, const struct dt_region *r);

/* xen_is_sip - the doorbell reaches the mediator (xen/arch/arm/vsmc.c, vsmccc_handle_call()) */
bool xen_is_sip(uint32_t smc_id);

/* xen_guest_tree - the partial tree given for a domain, or NULL */
const struct dt_tree *xen_guest_tree(const struct xen *x, const struct scmi_domain *d);

/* xen_goes_on, xen_stops, xen_crashes - the three ways */
struct xen_failure xen_goes_on(void);
struct xen_failure xen_stops(const char *rule);
struct xen_failure xen_crashes(const char *rule);

/* xen_blame - note why the verdict is what it is; the first cause stays */
void xen_blame(struct xen *x, const char *rule);

/* xen_add_domain - record how a domain ended; @d NULL: Dom0 */
struct sdc_domain *xen_add_domain(
	struct xen *x, const struct scmi_domain *d, enum sdc_outcome outcome, const char *rule);

#endif
