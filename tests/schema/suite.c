// SPDX-License-Identifier: BSD-2-Clause
/*
 * Runs files of the JSON Schema test suite: suite FILE...
 *
 * Cases that need a document from the network are skipped. Prints each failure, the figures
 * of each file and a total; the exit status is 0 where at least 98 % passed.
 */
#include <stdio.h>
#include <string.h>

#include "schema/jsonschema/engine.h"

struct tally {
	unsigned int passed, failed, skipped;
};

static const char *text(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : "";
}

/* Nothing comes from the network. */
static json_t *find(void *ctx, const char *uri)
{
	bool *remote = ctx;

	(void)uri;
	*remote = true;
	return NULL;
}

static void run_test(const char *file, json_t *group, json_t *test, struct tally *t)
{
	bool remote = false;
	struct engine *e = engine_new(find, NULL, &remote);
	struct sdc_error err = { 0 };
	bool expected = json_is_true(json_object_get(test, "valid"));
	struct failure *failures = NULL;
	bool verdict = false;
	int ret = engine_accepts(e, json_object_get(group, "schema"), "", NULL,
		json_object_get(test, "data"), 100000, &verdict, &err);

	if (!ret)
		ret = engine_check(e, json_object_get(group, "schema"), "",
			json_object_get(test, "data"), 100000, &failures, &err);
	if (remote) {
		t->skipped++;
	} else if (!ret && verdict == expected && expected == !failures) {
		t->passed++;
	} else {
		printf("%s: %s: %s: %s%s\n", file, text(group, "description"),
			text(test, "description"), ret ? err.text : "wrong verdict",
			!ret && verdict != !failures ? ", and verdict and failures differ" : "");
		t->failed++;
	}
	engine_free(e);
}

static int run_file(const char *path, struct tally *total)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	json_error_t error;
	json_t *groups = json_load_file(path, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
	struct tally t = { 0 };
	json_t *group, *test;
	size_t i, j;

	if (!groups) {
		fprintf(stderr, "%s: %s\n", path, error.text);
		return 1;
	}
	json_array_foreach(groups, i, group) {
		json_array_foreach(json_object_get(group, "tests"), j, test)
			run_test(name, group, test, &t);
	}
	json_decref(groups);
	printf("%-28s %4u passed %3u failed %3u skipped\n", name, t.passed, t.failed, t.skipped);
	total->passed += t.passed;
	total->failed += t.failed;
	total->skipped += t.skipped;
	return 0;
}

int main(int argc, char **argv)
{
	struct tally t = { 0 };

	for (int i = 1; i < argc; i++) {
		if (run_file(argv[i], &t))
			return 1;
	}
	printf("%u passed, %u failed, %u skipped\n", t.passed, t.failed, t.skipped);
	return t.failed * 50 > t.passed + t.failed;
}
