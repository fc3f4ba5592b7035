// SPDX-License-Identifier: BSD-2-Clause
/*
 * Holds JSON documents against a JSON Schema: instance SCHEMA FILE...
 *
 * A line for each document, "FILE: valid" or "FILE: KEYWORD at /path/of/the/value". The exit status
 * is 0 where all are valid, 1 where one is not, 2 where something could not be read.
 */
#include <stdio.h>

#include "schema/jsonschema/engine.h"

#define BUDGET 1000000000ul

static json_t *load(const char *path)
{
	json_error_t error;
	json_t *v = json_load_file(path, JSON_REJECT_DUPLICATES, &error);

	if (!v)
		fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
	return v;
}

/* Nothing comes from the network. */
static json_t *find(void *ctx, const char *uri)
{
	(void)ctx;
	fprintf(stderr, "refers to %s\n", uri);
	return NULL;
}

static void print(const char *path, const struct failure *f)
{
	printf("%s: %s at ", path, f->keyword);
	for (size_t i = 0; i < f->n_path; i++) {
		if (f->path[i].key)
			printf("/%s", f->path[i].key);
		else
			printf("/%zu", f->path[i].index);
	}
	printf("%s%s\n", f->name ? ": " : "", f->name ? f->name : "");
}

static int check(json_t *schema, const char *path)
{
	struct engine *e = engine_new(find, NULL, NULL);
	struct failure *failures = NULL;
	struct sdc_error err;
	json_t *value = load(path);
	int ret = value ? engine_check(e, schema, "", value, BUDGET, &failures, &err) : -1;

	if (value && ret)
		fprintf(stderr, "%s: %s\n", path, err.text);
	if (!ret && !failures)
		printf("%s: valid\n", path);
	for (const struct failure *f = ret ? NULL : failures; f; f = f->next)
		print(path, f);
	ret = ret ? 2 : failures ? 1 : 0;
	json_decref(value);
	engine_free(e);
	return ret;
}

int main(int argc, char **argv)
{
	json_t *schema = argc > 2 ? load(argv[1]) : NULL;
	int status = schema ? 0 : 2;

	for (int i = 2; schema && i < argc; i++) {
		int ret = check(schema, argv[i]);

		status = ret > status ? ret : status;
	}
	json_decref(schema);
	return status;
}
