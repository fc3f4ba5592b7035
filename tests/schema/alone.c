// SPDX-License-Identifier: BSD-2-Clause
/*
 * JSON Schema and YAML without the rest of the library: linked with src/schema/yaml/,
 * src/schema/jsonschema/ and src/base/ alone, and no tree.
 */
#include <stdio.h>
#include <string.h>

#include "schema/jsonschema/engine.h"
#include "schema/yaml/yaml.h"

static unsigned int passed, failed;

static void expect(const char *what, bool good)
{
	if (good) {
		passed++;
		return;
	}
	failed++;
	printf("FAIL: %s\n", what);
}

static json_t *read_yaml(const char *text)
{
	struct sdc_error err;
	json_t *json;

	if (yaml_parse(text, strlen(text), "text", &json, NULL, NULL, &err)) {
		printf("FAIL: %s\n", err.text);
		return json_null();
	}
	return json;
}

/* The keyword that refuses the value, "" where none does, "error" where the schema is wrong. */
static const char *refused_by(const char *schema_text, const char *value_text)
{
	static char keyword[64];
	struct engine *e = engine_new(NULL, NULL, NULL);
	json_t *schema = read_yaml(schema_text), *value = read_yaml(value_text);
	struct failure *f = NULL;
	int ret = engine_check(e, schema, "", value, 10000, &f, NULL);

	snprintf(keyword, sizeof(keyword), "%s", ret ? "error" : f ? f->keyword : "");
	engine_free(e);
	json_decref(schema);
	json_decref(value);
	return keyword;
}

static void says(const char *schema, const char *value, const char *keyword)
{
	expect(schema, !strcmp(refused_by(schema, value), keyword));
}

static void location_is_kept(void)
{
	struct engine *e = engine_new(NULL, NULL, NULL);
	json_t *schema = read_yaml("allOf: [true, {properties: {a: {items: {type: string}}}}]");
	json_t *value = read_yaml("a: [x, 5]");
	struct failure *f = NULL;

	engine_check(e, schema, "", value, 10000, &f, NULL);
	expect("one failure", f && !f->next);
	expect("path",
		f && f->n_path == 2 && !strcmp(f->path[0].key, "a") && f->path[1].index == 1);
	expect("location", f && f->n_location == 6 && !strcmp(f->location[0].key, "allOf") &&
				   f->location[1].index == 1 &&
				   !strcmp(f->location[5].key, "type"));
	engine_free(e);
	json_decref(schema);
	json_decref(value);
}

int main(void)
{
	says("type: integer", "5", "");
	says("type: integer", "x", "type");
	says("properties: {a: {maximum: 3}}\nrequired: [b]", "{a: 4, b: 1}", "maximum");
	says("patternProperties: {'^a{,2}$': true}\nadditionalProperties: false", "{aa: 1}", "");
	says("patternProperties: {'^a{,2}$': true}\nadditionalProperties: false", "{aaa: 1}",
		"additionalProperties");
	says("patternProperties: {'^v,.*': true}\nadditionalProperties: false", "{'v,x': 1}", "");
	says("unevaluatedProperties: {type: object}", "{a: 1}", "unevaluatedProperties");
	says("oneOf: [{const: 1}, {const: 2}]", "3", "oneOf");
	says("$ref: '#/$defs/a'\n$defs: {a: {minimum: 2}}", "1", "minimum");
	says("pattern: '('", "x", "error");
	location_is_kept();
	printf("%u passed, %u failed\n", passed, failed);
	return failed != 0;
}
