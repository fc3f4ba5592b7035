// SPDX-License-Identifier: BSD-2-Clause
#include "project/project.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files/file.h"
#include "base/files/output.h"

#define NAME "scmi-dtcheck.yaml"

char *sdc_project_find(void)
{
	char *cwd = getcwd(NULL, 0), *found = NULL;
	struct buf b = { 0 };
	size_t levels = 0;

	for (const char *s = cwd; s && *s; s++)
		levels += *s == '/' && s[1];
	for (size_t i = 0; cwd && i <= levels && !found; i++) {
		b.len = 0;
		for (size_t k = 0; k < i; k++)
			buf_puts(&b, "../");
		buf_puts(&b, NAME);
		if (!access(buf_str(&b), F_OK))
			found = strdup(buf_str(&b));
	}
	free(cwd);
	buf_free(&b);
	return found;
}

int sdc_project_load(const char *path, struct sdc_project **out, struct sdc_error *err)
{
	return project_load(path, out, err);
}

void sdc_project_free(struct sdc_project *project)
{
	project_free(project);
}

const struct sdc_variant *sdc_project_variant(const struct sdc_project *p, size_t index)
{
	return index < p->n_variants ? &p->variants[index] : NULL;
}

int sdc_project_print(
	FILE *out, const struct sdc_project *p, const char *variant, struct sdc_error *err)
{
	struct buf text = { 0 };
	int ret = 0;

	project_print(p, variant, &text);
	if (fwrite(buf_str(&text), 1, text.len, out) != text.len || fflush(out))
		ret = set_error(err, SDC_EIO, "%s", strerror(errno));
	buf_free(&text);
	return ret;
}
