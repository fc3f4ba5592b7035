// SPDX-License-Identifier: BSD-2-Clause
#include "diag/rule.h"

#include <stdlib.h>
#include <string.h>

#define ANYWHERE(id)                     \
	{                                \
		RULE_##id, RULE_ANYWHERE \
	}
#define SAME_NODE(id)                     \
	{                                 \
		RULE_##id, RULE_SAME_NODE \
	}
#define SAME_PROPERTY(id)                     \
	{                                     \
		RULE_##id, RULE_SAME_PROPERTY \
	}

#define SAME_ENTRY(id)                     \
	{                                  \
		RULE_##id, RULE_SAME_ENTRY \
	}

#define SAME_GUEST(id)                     \
	{                                  \
		RULE_##id, RULE_SAME_GUEST \
	}

#define EXPLAINED_BY(id)                 \
	{                                \
		RULE_##id, RULE_EXPLAINS \
	}
#define ANY_SAME_PROPERTY                   \
	{                                   \
		N_RULES, RULE_SAME_PROPERTY \
	}

#define RULE(id, name, subject, severity, summary, effect, explanation, ...)                  \
	[RULE_##id] = { RULE_##id, { name, subject, severity, summary, effect, explanation }, \
		{ __VA_ARGS__ } },

static const struct rule rules[N_RULES] = {
#include "diag/rules.def"
};

const struct rule *rule_row(enum rule_id id)
{
	return &rules[id];
}

enum rule_id rule_find(const char *name)
{
	for (int id = RULE_NONE + 1; id < N_RULES; id++)
		if (!strcmp(rules[id].pub.name, name))
			return (enum rule_id)id;
	return RULE_NONE;
}

const char *rule_name(enum rule_id id)
{
	return rules[id].pub.name;
}

size_t sdc_rule_count(void)
{
	return N_RULES - 1;
}

const struct sdc_rule *sdc_rule_at(size_t index)
{
	return index < N_RULES - 1 ? &rules[index + 1].pub : NULL;
}

const struct sdc_rule *sdc_rule_find(const char *name)
{
	enum rule_id id = rule_find(name);

	return id ? &rules[id].pub : NULL;
}
