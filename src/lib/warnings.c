// SPDX-License-Identifier: BSD-2-Clause
#include "lib/warnings.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "diag/rule.h"

enum setting {
	AS_IS,
	OFF,
	TO_ERROR,
	NOT_ERROR, /* stays a warning under "error" */
};

struct sdc_warnings {
	bool all_errors;
	enum setting settings[N_RULES]; /* RULE_NONE is for the schemas */
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
	free(w);
}

int sdc_warnings_set(struct sdc_warnings *w, const char *arg, struct sdc_error *err)
{
	static const struct {
		const char *prefix;
		enum setting setting;
	} forms[] = { { "no-error=", NOT_ERROR }, { "error=", TO_ERROR }, { "no-", OFF },
		{ "", AS_IS } };

	if (!strcmp(arg, "error")) {
		w->all_errors = true;
		return 0;
	}
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		size_t len = strlen(forms[i].prefix), rule;

		if (strncmp(arg, forms[i].prefix, len))
			continue;
		rule = index_of(arg + len);
		if (rule == SIZE_MAX)
			return set_error(
				err, SDC_EARG, "-W %s: no rule is named \"%s\"", arg, arg + len);
		w->settings[rule] = forms[i].setting;
		return 0;
	}
	return 0;
}

bool warnings_apply(
	const struct sdc_warnings *w, const struct finding *f, enum sdc_severity *severity)
{
	enum setting s;

	*severity = f->severity;
	if (!w)
		return true;
	s = w->settings[f->rule ? f->rule->id : RULE_NONE];
	if (s == OFF)
		return false;
	if (s == TO_ERROR || (w->all_errors && s != NOT_ERROR && *severity == SDC_WARNING))
		*severity = SDC_ERROR;
	return true;
}
