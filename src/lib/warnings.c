// SPDX-License-Identifier: BSD-2-Clause
#include "lib/warnings.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/vec.h"
#include "diag/rule.h"

enum setting {
	AS_IS,
	OFF,
	TO_ERROR,
	NOT_ERROR, /* stays a warning under "error" */
};

struct settings {
	bool all_errors;
	enum setting rules[N_RULES]; /* RULE_NONE is for the schemas */
};

/* One setting for some files. */
struct local {
	const char *pattern;
	bool all_errors;
	size_t rule;
	enum setting setting;
};

struct sdc_warnings {
	struct settings everywhere;
	VEC(struct local) local;
	struct arena arena;
};

static size_t index_of(const char *name)
{
	enum rule_id id = rule_find(name);

	return id || !strcmp(name, "schema") ? (size_t)id : SIZE_MAX;
}

struct sdc_warnings *sdc_warnings_new(void)
{
	struct sdc_warnings *w = xmalloc(sizeof(*w));

	memset(w, 0, sizeof(*w));
	return w;
}

void sdc_warnings_free(struct sdc_warnings *w)
{
	if (!w)
		return;
	vec_free(&w->local);
	arena_free(&w->arena);
	free(w);
}

static int parse(const char *arg, struct local *out, struct sdc_error *err)
{
	static const struct {
		const char *prefix;
		enum setting setting;
	} forms[] = { { "no-error=", NOT_ERROR }, { "error=", TO_ERROR }, { "no-", OFF },
		{ "", AS_IS } };

	if (!strcmp(arg, "error")) {
		out->all_errors = true;
		return 0;
	}
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		size_t len = strlen(forms[i].prefix);

		if (strncmp(arg, forms[i].prefix, len))
			continue;
		out->rule = index_of(arg + len);
		if (out->rule == SIZE_MAX)
			return set_error(
				err, SDC_EARG, "-W %s: no rule is named \"%s\"", arg, arg + len);
		out->setting = forms[i].setting;
		return 0;
	}
	return 0;
}

int sdc_warnings_set(struct sdc_warnings *w, const char *arg, struct sdc_error *err)
{
	struct local one = { 0 };
	int ret = parse(arg, &one, err);

	if (ret)
		return ret;
	if (one.all_errors)
		w->everywhere.all_errors = true;
	else
		w->everywhere.rules[one.rule] = one.setting;
	return 0;
}

int sdc_warnings_set_for(
	struct sdc_warnings *w, const char *pattern, const char *arg, struct sdc_error *err)
{
	struct local one = { .pattern = arena_strdup(&w->arena, pattern) };
	int ret = parse(arg, &one, err);

	if (!ret)
		vec_push(&w->local, one);
	return ret;
}

/* The settings that hold in a file. */
static void find(const struct sdc_warnings *w, const struct finding *f, const char *file,
	enum setting *setting, bool *all_errors)
{
	size_t rule = f->rule ? f->rule->id : RULE_NONE;

	*setting = w->everywhere.rules[rule];
	*all_errors = w->everywhere.all_errors;
	for (size_t i = 0; i < w->local.n; i++) {
		const struct local *l = &w->local.v[i];

		if (fnmatch(l->pattern, file, 0) != 0)
			continue;
		if (l->all_errors)
			*all_errors = true;
		else if (l->rule == rule)
			*setting = l->setting;
	}
}

bool warnings_must_say(const struct finding *f)
{
	enum rule_id id = f->rule ? f->rule->id : RULE_NONE;

	return id == RULE_DOCUMENT_KEY_UNKNOWN || id == RULE_DOCUMENT_KEY_MISSING ||
	       id == RULE_DOCUMENT_VALUE || id == RULE_DOCUMENT_CONFLICT;
}

bool warnings_apply(const struct sdc_warnings *w, const struct finding *f, const char *file,
	enum sdc_severity *severity)
{
	enum setting s;
	bool all;

	*severity = f->severity;
	if (!w)
		return true;
	find(w, f, file, &s, &all);
	if (s == OFF)
		return warnings_must_say(f);
	if (s == TO_ERROR || (all && s != NOT_ERROR && *severity == SDC_WARNING))
		*severity = SDC_ERROR;
	return true;
}
