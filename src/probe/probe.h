/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_PROBE_H
#define SDC_PROBE_PROBE_H

#include "diag/finding.h"
#include "probe/channel.h"
#include "probe/negative.h"
#include "probe/rules.h"
#include "probe/trace.h"
#include "scmi/firmware/firmware.h"
#include "scmi/model.h"

/* A channel of the tree while it is asked. */
struct probe_channel {
	struct sdc_probe_channel pub;
	const char *title;                    /* for messages: "agent 2 (doorbell 0x82000004)" */
	const struct scmi_instance *instance; /* management and host; NULL: an entry of the table */
	const struct scmi_shmem *shmem;
	/* where findings go */
	const struct dt_node *node;
	const char *prop;
	int index;
	bool chosen, ready;
	uint64_t busy_since; /* on the transport's clock, when it was looked at first; 0: was not */
	struct sdc_probe_protocol *protocols; /* those of pub */
	struct fw_protocol *details;          /* of each of them, with what is known of resources */
	size_t n_entries;                     /* in lists of facts, all together */
	struct transport *transport;
	struct channel channel;
	const struct negative_result *negative;
	size_t n_negative;
	uint8_t asking;         /* the protocol that is asked; 0: none */
	uint64_t reported[256]; /* per protocol, 0 for the channel itself: bit set of enum
				   probe_rule */
};

struct transport_set;

struct sdc_probe {
	struct sdc_result *result; /* of the public handle; nothing here looks into it */
	struct dt_tree *tree;
	struct scmi_model *model;
	struct findings *findings;
	struct arena *arena;
	struct sdc_probe_options options;
	struct probe_channel *channels; /* management, the table's, host */
	size_t n_channels;
	struct probe_channel **answering; /* sorted by doorbell, filled by probe_index() */
	size_t n_answering;
	struct response response; /* to the last request */
	bool under_xen;           /* the running system is a domain */
	struct transport_set *transports;
	struct claims *claims;
	struct trace trace;
	/* the one message of the options, its channel NULL before it was sent */
	struct probe_channel *raw_channel;
	struct request raw_request;
	enum answer raw_answer;
};

/*
 * probe_run - choose channels, ask, compare
 *
 * Options, tree, model, findings and arena are set. Returns 0, or a code with a text where nothing
 * could be asked. probe_end() in any case.
 */
int probe_run(struct sdc_probe *p, struct sdc_error *err);
void probe_end(struct sdc_probe *p);

enum channel_user {
	USER_NONE,
	USER_KERNEL, /* a bound arm-scmi device */
	USER_GUEST,  /* a domain that runs */
};

struct channel_users;

/* channel_users_read - who uses channels on the running system, from sysfs and Xen's files */
struct channel_users *channel_users_read(const struct sdc_probe *p);
enum channel_user channel_user_of(const struct channel_users *o, const struct probe_channel *c);
void channel_users_free(struct channel_users *o);

/* running_under_xen - the running system is a domain of Xen */
bool running_under_xen(const struct sdc_probe_options *o);

/* drop_capabilities - give up all of them; descriptors and mappings stay */
void drop_capabilities(void);

/*
 * probe_targets - find the channels of a tree
 *
 * Fills p->channels from p->model. A broken entry, without a page for instance, is a
 * channel all the same.
 */
void probe_targets(struct sdc_probe *p);

/* probe_report - a finding on a channel. What the rule has found on the channel before, or for the
 * protocol that is asked where the rule is about answers, is not repeated; then NULL. */
struct finding *probe_report(struct sdc_probe *p, struct probe_channel *c, enum rule_id r,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* probe_report_more - the same, however often it has been found */
struct finding *probe_report_more(struct sdc_probe *p, const struct probe_channel *c,
	enum rule_id r, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* probe_reported - the rule has found something on the channel, in whatever protocol */
bool probe_reported(const struct probe_channel *c, enum rule_id r);

/* probe_say - tell the user what is about to be touched */
void probe_say(const struct sdc_probe *p, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * probe_ask - send a request and report what is anomalous about its answer
 *
 * The answer is in p->response. Returns what channel_call() returns, ANSWER_OK for
 * ANSWER_LONG. ANSWER_STATUS is not reported: it depends on the message.
 */
enum answer probe_ask(struct sdc_probe *p, struct probe_channel *c, const struct request *q);

/* probe_must - probe_ask() for a mandatory message: a status is reported. True on success. */
bool probe_must(struct sdc_probe *p, struct probe_channel *c, const struct request *q);

/* probe_implemented - ask PROTOCOL_MESSAGE_ATTRIBUTES */
enum sdc_answer probe_implemented(
	struct sdc_probe *p, struct probe_channel *c, uint8_t protocol, uint8_t message);

/* probe_text - a name in an answer, in the result's memory; reported where it is no text */
const char *probe_text(struct sdc_probe *p, struct probe_channel *c, const uint32_t *words,
	enum rule_id r, const char *what);

/* probe_version - judge a version word */
void probe_version(
	struct sdc_probe *p, struct probe_channel *c, uint8_t protocol, uint32_t version);

/* probe_base, probe_protocols, probe_permissions, probe_timing - what is asked, in this order.
 * Each stops where the channel fails. */
bool probe_base(struct sdc_probe *p, struct probe_channel *c);
void probe_protocols(struct sdc_probe *p, struct probe_channel *c);
void probe_permissions(struct sdc_probe *p, struct probe_channel *c);
void probe_timing(struct sdc_probe *p, struct probe_channel *c);

/* probe_resources - ask about each resource of a protocol: names, or in depth all there is */
void probe_resources(struct sdc_probe *p, struct probe_channel *c, struct sdc_probe_protocol *t,
	struct fw_protocol *details);

/* probe_look - the first look at a page: channels that are busy are then waited for together */
void probe_look(struct probe_channel *c);

/* probe_inspect - the passive part: read the page's fields, judge them. False: do not write. */
bool probe_inspect(struct sdc_probe *p, struct probe_channel *c);

/*
 * probe_discovered - the firmware as the probe knows it, sorted by doorbell
 * @assume: take channels that were left alone for what the table says
 *
 * NULL where no channel answered. What was not asked is taken as a platform has it: management
 * is trusted, messages are there. In the result's memory.
 */
const struct firmware *probe_discovered(const struct sdc_probe *p, bool assume);

/* probe_known_firmware - probe_discovered() where that leaves nothing open that Xen would meet,
 * else NULL */
const struct firmware *probe_known_firmware(const struct sdc_probe *p);

/* probe_unreachable - report a page that cannot be opened or read: @code is -SDC_EIO or
 * -SDC_EPERM */
void probe_unreachable(
	struct sdc_probe *p, struct probe_channel *c, int code, const struct sdc_error *err);

/* probe_compare - find where answers and tree differ */
void probe_compare(struct sdc_probe *p);

/* probe_expect - find where answers and the description that was expected differ */
void probe_expect(struct sdc_probe *p);

/* probe_changes - a line for each change between two probes; returns how many */
size_t probe_changes(FILE *out, const struct sdc_probe *before, const struct sdc_probe *after);

/* probe_index - sort the channels that answer by doorbell */
void probe_index(struct sdc_probe *p);

/* probe_by_doorbell - the first channel of that doorbell that answers, or NULL */
struct probe_channel *probe_by_doorbell(const struct sdc_probe *p, uint32_t smc_id);

#endif
