/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_FACTS_H
#define SDC_SCMI_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What firmware says about one of its resources. The prober's decoders make these, the
 * description of the firmware stores them, rules and reports read them.
 */

enum fact_kind {
	FACT_BOOL,
	FACT_UINT,
	FACT_INT,
	FACT_HEX,
	FACT_LIST, /* of unsigned numbers */
	FACT_TEXT,
};

/* X(enumerator, key in a description, kind, unit, changes while the system runs) */
#define FACTS(X)                                                         \
	X(ENABLED, "enabled", FACT_BOOL, "", true)                       \
	X(RATE, "rate", FACT_UINT, "Hz", true)                           \
	X(RATES, "rates", FACT_LIST, "Hz", false)                        \
	X(RATE_RANGE, "rate-range", FACT_LIST, "Hz", false)              \
	X(PARENT, "parent", FACT_UINT, "", true)                         \
	X(PARENTS, "parents", FACT_LIST, "", false)                      \
	X(STATE, "state", FACT_HEX, "", true)                            \
	X(LEVEL, "level", FACT_INT, "", true)                            \
	X(LEVELS, "levels", FACT_LIST, "", false)                        \
	X(LEVEL_RANGE, "level-range", FACT_LIST, "", false)              \
	X(FREQUENCIES, "frequencies", FACT_LIST, "kHz", false)           \
	X(LIMITS, "limits", FACT_LIST, "", true)                         \
	X(SUSTAINED_KHZ, "sustained-frequency", FACT_UINT, "kHz", false) \
	X(SUSTAINED_LEVEL, "sustained-level", FACT_UINT, "", false)      \
	X(CONFIG, "config", FACT_HEX, "", true)                          \
	X(LATENCY, "latency", FACT_UINT, "us", false)                    \
	X(TYPE, "type", FACT_UINT, "", false)                            \
	X(SCALE, "scale", FACT_INT, "", false)                           \
	X(AXES, "axes", FACT_UINT, "", false)                            \
	X(INTERVALS, "intervals", FACT_LIST, "", false)                  \
	X(READING, "reading", FACT_INT, "", true)                        \
	X(UNIT, "unit", FACT_TEXT, "", false)                            \
	X(CAP, "cap", FACT_UINT, "", true)                               \
	X(CAP_RANGE, "cap-range", FACT_LIST, "", false)                  \
	X(MEASUREMENT, "measurement", FACT_UINT, "", true)               \
	X(INTERVAL, "interval", FACT_UINT, "ms", true)                   \
	X(INTERVAL_RANGE, "interval-range", FACT_LIST, "ms", false)      \
	X(PINS, "pins", FACT_LIST, "", false)                            \
	X(GROUPS, "groups", FACT_LIST, "", false)                        \
	X(MAY_SET_STATE, "may-set-state", FACT_BOOL, "", false)          \
	X(MAY_SET_PARENT, "may-set-parent", FACT_BOOL, "", false)        \
	X(MAY_SET_RATE, "may-set-rate", FACT_BOOL, "", false)            \
	X(MAY_SET_LEVEL, "may-set-level", FACT_BOOL, "", false)          \
	X(MAY_SET_LIMITS, "may-set-limits", FACT_BOOL, "", false)        \
	X(MAY_SET_CAP, "may-set-cap", FACT_BOOL, "", false)              \
	X(ASYNCHRONOUS, "asynchronous", FACT_BOOL, "", false)            \
	X(NOTIFICATIONS, "notifications", FACT_BOOL, "", false)          \
	X(FAST_CHANNELS, "fast-channels", FACT_LIST, "", false)

enum fact_key {
#define FACT_ENUM(name, key, kind, unit, changes) FACT_##name,
	FACTS(FACT_ENUM)
#undef FACT_ENUM
		N_FACTS
};

struct fact_row {
	const char *key;
	enum fact_kind kind;
	const char *unit;
	bool changes;
};

extern const struct fact_row fact_rows[N_FACTS];

struct fact {
	enum fact_key key;
	uint64_t number; /* FACT_INT: as a signed number; FACT_BOOL: 0 or 1 */
	const char *text;
	const uint64_t *list;
	size_t n_list;
};

struct fw_resource {
	uint32_t id;
	const char *name;         /* NULL: unknown */
	const struct fact *facts; /* in the order of their keys, each at most once */
	size_t n_facts;
};

/* fact_of - or NULL */
const struct fact *fact_of(const struct fw_resource *r, enum fact_key key);

/* fact_is - a fact that is known and true */
bool fact_is(const struct fw_resource *r, enum fact_key key);

/* fact_equal - the same key and value */
bool fact_equal(const struct fact *a, const struct fact *b);

struct buf;

/* fact_put - the value as a person reads it: "24,000,000 Hz" is "24000000 Hz", a list has commas */
void fact_put(struct buf *out, const struct fact *f);

/* fact_value - the value as YAML and JSON have it */
void fact_value(struct buf *out, const struct fact *f);

#endif
