// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "schema/jsonschema/engine.h"
#include "schema/jsonschema/pattern.h"
#include "schema/jsonschema/uri.h"
#include "schema/message.h"
#include "unit.h"

static json_t *json(const char *text)
{
	json_error_t error;
	json_t *v = json_loads(text, JSON_DECODE_ANY, &error);

	ck_assert_msg(v, "%s: %s", text, error.text);
	return v;
}

/* The first failure as a message, "" for none; "!TEXT" where the schema is unusable. */
static void check(const char *schema, const char *value, const char *message)
{
	struct engine *e = engine_new(NULL, NULL, NULL);
	struct failure *f = NULL;
	struct sdc_error err = { 0 };
	struct buf b = { 0 };
	json_t *s = json(schema), *v = json(value);
	int ret = engine_check(e, s, "", v, 100000, &f, &err);

	if (ret)
		buf_printf(&b, "!%s", err.text);
	else if (f)
		message_write(&b, f, "p", "node");
	if (*message == '!')
		ck_assert_msg(ret && strstr(err.text, message + 1), "\"%s\" in \"%s\"", message,
			buf_str(&b));
	else
		ck_assert_str_eq(buf_str(&b), message);
	buf_free(&b);
	json_decref(s);
	json_decref(v);
	engine_free(e);
}

START_TEST(messages_are_plain_words)
{
	check("{\"const\": 20}", "21", "p of 21 is not 20");
	check("{\"enum\": [20, 22]}", "21", "p of 21 is not one of 20, 22");
	check("{\"maximum\": 254}", "255", "p of 255 is above 254");
	check("{\"minimum\": 1}", "0", "p of 0 is below 1");
	check("{\"exclusiveMinimum\": 1}", "1", "p of 1 is not above 1");
	check("{\"multipleOf\": 4096}", "4097", "p of 0x1001 is not a multiple of 0x1000");
	check("{\"required\": [\"arm,smc-id\"]}", "{}", "arm,smc-id is missing");
	check("{\"maxItems\": 2}", "[1,2,3]", "p has 3 cells, at most 2 are wanted");
	check("{\"minItems\": 1}", "[]", "p has 0 cells, at least 1 is wanted");
	check("{\"type\": \"integer\"}", "[1, 2]", "p of 1 2 is not a single number");
	check("{\"type\": \"integer\"}", "true", "p is empty");
	check("{\"type\": \"integer\"}", "\"\"", "p has a value of the wrong kind or length");
	check("{\"type\": \"boolean\"}", "5", "p of 5 has a value, but is a flag");
	check("{\"properties\": {\"q\": false}}", "{\"q\": 1}", "p is not allowed here");
	check("{\"additionalProperties\": false}", "{\"q\": 1}", "unknown property 'q'");
	check("{\"unevaluatedProperties\": false}", "{\"q\": {}}", "node q does not belong here");
	check("{\"contains\": {\"const\": \"a\"}}", "[\"b\"]",
		"p of \"b\" lacks an entry that it must have");
	check("{\"uniqueItems\": true}", "[1, 1]", "p names something twice");
	check("{\"pattern\": \"^a\"}", "\"b\"", "p of \"b\" does not match \"^a\"");
	check("{\"propertyNames\": {\"pattern\": \"^a\"}}", "{\"b\": 1}",
		"'b' is not an allowed name");
	check("{\"not\": {\"const\": 1}}", "1", "p of 1 is not allowed like this");
}
END_TEST

START_TEST(values_are_written_as_in_a_source)
{
	check("{\"const\": 1.5}", "2.5", "p of 2.5 is not 1.5");
	check("{\"const\": 4.0}", "-4", "p of -4 is not 4");
	check("{\"const\": null}", "5", "p of 5 is not nothing");
	check("{\"enum\": [true, [1], \"a\"]}", "5", "p of 5 is not one of true, a list, \"a\"");
	check("{\"const\": 1}", "[[1, 2], [3]]", "p of <1 2>, <3> is not 1");
	check("{\"const\": 1}", "[1, 2, 3, 4, 5, 6, 7, 8, 9]", "p is not 1");
	check("{\"const\": 1}", "[[1, 2, 3, 4, 5, 6, 7, 8, 9]]",
		"p of <1 2 3 4 5 6 7 8 ...> is not 1");
	check("{\"enum\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]}", "15",
		"p of 15 is not one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 "
		"and 2 more");
	check("{\"type\": [\"integer\", \"null\"]}", "\"a\"",
		"p of \"a\" is not of a type that is allowed here");
	check("{\"minItems\": 2}", "[[1, 2]]", "p has 1 row, at least 2 are wanted");
}
END_TEST

START_TEST(alternatives_give_one_message)
{
	check("{\"oneOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}]}", "{}",
		"one of a, b is missing");
	check("{\"anyOf\": [{\"const\": 1}, {\"const\": 2}, {\"enum\": [3, 4]}]}", "5",
		"p of 5 is not one of 1, 2, 3, 4");
	check("{\"anyOf\": [{\"type\": \"object\"}, {\"items\": {\"const\": 2}}]}", "[3]",
		"p of 3 is not 2");
	check("{\"oneOf\": [{\"minimum\": 1}, {\"minimum\": 2}]}", "3",
		"p of 3 fits more than one of the forms of which it must have one");
	check("{\"oneOf\": [{\"type\": \"integer\"}, {\"type\": \"string\"}]}", "[1]",
		"p of 1 has none of the forms that are allowed");
}
END_TEST

START_TEST(malformed_schemas_are_named)
{
	check("{\"type\": \"strnig\"}", "1", "!there is no type \"strnig\"");
	check("{\"type\": 5}", "1", "!the value of type is not a type or a list of types");
	check("{\"required\": \"a\"}", "1", "!the value of required is not a list of strings");
	check("{\"properties\": []}", "1", "!the value of properties is not a mapping to schemas");
	check("{\"properties\": {\"a\": 1}}", "1", "!the value of properties is not a mapping");
	check("{\"minItems\": -1}", "1", "!the value of minItems is not a whole number from 0");
	check("{\"minItems\": 1.5}", "1", "!the value of minItems is not a whole number from 0");
	check("{\"anyOf\": []}", "1", "!the value of anyOf is not a list of schemas");
	check("{\"items\": 1}", "1", "!the value of items is not a schema or a list of schemas");
	check("{\"uniqueItems\": 1}", "1", "!the value of uniqueItems is not true or false");
	check("{\"multipleOf\": 0}", "1", "!multipleOf of 0 or less");
	check("{\"pattern\": \"(\"}", "\"a\"", "!is no regular expression");
	check("{\"patternProperties\": {\"[\": true}}", "{\"a\": 1}", "!is no regular expression");
	check("{\"$ref\": \"#/nothing\"}", "1", "!there is no /nothing in schema");
	check("{\"$ref\": \"#nothing\"}", "1", "!there is no nothing in schema");
	check("[]", "1", "!a schema that is no mapping");
}
END_TEST

START_TEST(schemas_compile_when_they_are_needed)
{
	check("{\"properties\": {\"a\": {\"type\": \"nonsense\"}}}", "{\"b\": 1}", "");
	check("{\"properties\": {\"a\": {\"type\": \"nonsense\"}}}", "{\"a\": 1}",
		"!there is no type \"nonsense\"");
	check("{\"if\": false, \"then\": {\"pattern\": \"(\"}}", "\"a\"", "");
}
END_TEST

START_TEST(unknown_documents_fail_their_references)
{
	check("{\"$ref\": \"http://nowhere/x.yaml#\"}", "1",
		"schema http://nowhere/x.yaml# is needed, but not there");
}
END_TEST

START_TEST(endless_schemas_end)
{
	check("{\"$ref\": \"#\"}", "1", "!refers to itself without end");
	check("{\"allOf\": [{\"$ref\": \"#\"}, {\"$ref\": \"#\"}]}", "1",
		"!refers to itself without end");
	check("{\"$defs\": {\"a\": {\"anyOf\": [{\"$ref\": \"#/$defs/b\"}, {\"$ref\": \"#/$defs/b\"}]},"
	      "\"b\": {\"anyOf\": [{\"$ref\": \"#/$defs/a\"}, {\"$ref\": \"#/$defs/a\"}]}},"
	      "\"$ref\": \"#/$defs/a\"}",
		"1", "!");
}
END_TEST

START_TEST(exponential_schemas_end)
{
	struct buf b = { 0 };

	buf_puts(&b, "{\"$ref\": \"#/$defs/d0\", \"$defs\": {");
	for (int i = 0; i < 60; i++)
		buf_printf(&b,
			"\"d%d\": {\"anyOf\": [{\"$ref\": \"#/$defs/d%d\"},"
			"{\"$ref\": \"#/$defs/d%d\"}]},",
			i, i + 1, i + 1);
	buf_puts(&b, "\"d60\": {\"const\": 2}}}");
	check(buf_str(&b), "1", "!the schemas take too long");
	buf_free(&b);
}
END_TEST

START_TEST(hostile_patterns_end)
{
	struct buf b = { 0 };

	buf_putc(&b, '"');
	for (int i = 0; i < 60; i++)
		buf_putc(&b, 'a');
	buf_puts(&b, "!\"");
	check("{\"pattern\": \"^(a+)+$\"}", buf_str(&b),
		"p of \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\""
		" does not match \"^(a+)+$\"");
	buf_free(&b);
	buf_puts(&b, "{\"pattern\": \"");
	for (int i = 0; i < 5000; i++)
		buf_puts(&b, "(a)");
	buf_puts(&b, "\"}");
	check(buf_str(&b), "\"a\"", "!more than 4096 bytes");
	buf_free(&b);
}
END_TEST

static bool matches(const char *regex, const char *s)
{
	struct arena a = ARENA_INIT;
	struct sdc_error err;
	struct pattern *p = pattern_compile(&a, regex, &err);
	bool found;

	ck_assert_msg(p, "%s", p ? "" : err.text);
	found = pattern_match(p, s);
	pattern_free(p);
	arena_free(&a);
	return found;
}

START_TEST(simple_patterns_match_as_expressions_do)
{
	ck_assert(matches("^psci$", "psci"));
	ck_assert(!matches("^psci$", "psci2"));
	ck_assert(!matches("^psci$", "apsci"));
	ck_assert(matches("-names$", "clock-names"));
	ck_assert(!matches("-names$", "-names-"));
	ck_assert(!matches("-names$", "s"));
	ck_assert(matches("^xen,", "xen,sci"));
	ck_assert(!matches("^xen,", "axen,sci"));
	ck_assert(matches("scmi", "arm,scmi-smc"));
	ck_assert(matches("", "anything"));
	ck_assert(matches("^$", ""));
	ck_assert(!matches("^$", "a"));
	ck_assert(matches("^pinctrl-[0-9]+$", "pinctrl-12"));
	ck_assert(!matches("^pinctrl-[0-9]+$", "pinctrl-"));
	ck_assert(!matches("^pinctrl-[0-9]+$", "pinctrl-1a"));
	ck_assert(!matches("^pinctrl-[0-9]+$", "pinctrl-names"));
	ck_assert(!matches("^pinctrl-[0-9]+$", "pin"));
	ck_assert(matches("^protocol@[0-9a-f]+$", "protocol@1f"));
	ck_assert(!matches("a$", "a\n"));
	ck_assert(matches("^\xc3\xa4.$", "\xc3\xa4\xc3\xb6"));
	ck_assert(!matches("^a.$", "a\xff\xfe"));
}
END_TEST

static void resolves(const char *base, const char *ref, const char *uri, const char *fragment)
{
	struct arena a = ARENA_INIT;
	const char *f, *u = uri_resolve(&a, base, ref, &f);

	ck_assert_str_eq(u, uri);
	ck_assert_str_eq(f, fragment);
	arena_free(&a);
}

START_TEST(references_resolve)
{
	static const char base[] = "http://devicetree.org/schemas/arm/psci.yaml";

	resolves(base, "#/$defs/a%25b", base, "/$defs/a%b");
	resolves(base, "", base, "");
	resolves(base, "/schemas/types.yaml#/definitions/flag",
		"http://devicetree.org/schemas/types.yaml", "/definitions/flag");
	resolves(base, "other.yaml#", "http://devicetree.org/schemas/arm/other.yaml", "");
	resolves(base, "../types.yaml", "http://devicetree.org/schemas/types.yaml", "");
	resolves(base, "../../../../x", "http://devicetree.org/x", "");
	resolves(base, "./a/./b/../c", "http://devicetree.org/schemas/arm/a/c", "");
	resolves(base, "https://example.org/x#y", "https://example.org/x", "y");
	resolves("", "x.yaml", "x.yaml", "");
	resolves("urn:uuid:1", "#/a", "urn:uuid:1", "/a");
}
END_TEST

START_TEST(deprecation_is_a_note)
{
	struct engine *e = engine_new(NULL, NULL, NULL);
	json_t *s = json("{\"properties\": {\"a\": {\"deprecated\": true}}}");
	json_t *v = json("{\"a\": 1}");
	struct failure *f;
	struct sdc_error err;
	bool ok = false;

	ck_assert_int_eq(engine_check(e, s, "", v, 1000, &f, &err), 0);
	ck_assert_ptr_nonnull(f);
	ck_assert(f->note);
	ck_assert_ptr_null(f->next);
	ck_assert_int_eq(engine_accepts(e, s, "", NULL, v, 1000, &ok, &err), 0);
	ck_assert(ok);
	json_decref(s);
	json_decref(v);
	engine_free(e);
}
END_TEST

static void passes(const char *schema, const char *value, bool right)
{
	struct engine *e = engine_new(NULL, NULL, NULL);
	struct failure *f = NULL;
	struct sdc_error err = { 0 };
	json_t *s = json(schema), *v = json(value);

	ck_assert_msg(!engine_check(e, s, "", v, 100000, &f, &err), "%s", err.text);
	ck_assert_msg(!f == right, "%s for %s", value, schema);
	json_decref(s);
	json_decref(v);
	engine_free(e);
}

static const struct {
	const char *schema;
	const char *value;
	bool right;
} bounds[] = {
	{ "{\"minimum\": 5}", "4", false },
	{ "{\"minimum\": 5}", "5", true },
	{ "{\"exclusiveMinimum\": 5}", "5", false },
	{ "{\"exclusiveMinimum\": 5}", "6", true },
	{ "{\"maximum\": 5}", "5", true },
	{ "{\"maximum\": 5}", "6", false },
	{ "{\"exclusiveMaximum\": 5}", "4", true },
	{ "{\"exclusiveMaximum\": 5}", "5", false },
	{ "{\"multipleOf\": 1}", "7", true },
	{ "{\"multipleOf\": 0.5}", "7.5", true },
	{ "{\"multipleOf\": 0.5}", "7.25", false },
	{ "{\"multipleOf\": 7}", "0", true },
	{ "{\"minItems\": 2}", "[1]", false },
	{ "{\"minItems\": 2}", "[1, 2]", true },
	{ "{\"maxItems\": 2}", "[1, 2]", true },
	{ "{\"maxItems\": 2}", "[1, 2, 3]", false },
	{ "{\"minProperties\": 1}", "{}", false },
	{ "{\"minProperties\": 1}", "{\"a\": 1}", true },
	{ "{\"maxProperties\": 1}", "{\"a\": 1}", true },
	{ "{\"maxProperties\": 1}", "{\"a\": 1, \"b\": 1}", false },
	{ "{\"contains\": {\"const\": 1}, \"minContains\": 2}", "[1, 2]", false },
	{ "{\"contains\": {\"const\": 1}, \"minContains\": 2}", "[1, 1]", true },
	{ "{\"contains\": {\"const\": 1}, \"maxContains\": 1}", "[1, 2]", true },
	{ "{\"contains\": {\"const\": 1}, \"maxContains\": 1}", "[1, 1]", false },
	/* Characters are counted, not bytes, of one to four. */
	{ "{\"maxLength\": 4}", "\"a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"", true },
	{ "{\"maxLength\": 3}", "\"a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"", false },
	{ "{\"minLength\": 4}", "\"a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"", true },
	{ "{\"minLength\": 5}", "\"a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"", false },
	{ "{\"minLength\": 1}", "\"\"", false },
};

START_TEST(keywords_have_bounds)
{
	passes(bounds[_i].schema, bounds[_i].value, bounds[_i].right);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("engine");
	TCase *tc = tcase_create("engine");

	tcase_add_test(tc, messages_are_plain_words);
	tcase_add_test(tc, values_are_written_as_in_a_source);
	tcase_add_test(tc, alternatives_give_one_message);
	tcase_add_test(tc, malformed_schemas_are_named);
	tcase_add_test(tc, schemas_compile_when_they_are_needed);
	tcase_add_test(tc, unknown_documents_fail_their_references);
	tcase_add_test(tc, endless_schemas_end);
	tcase_add_test(tc, exponential_schemas_end);
	tcase_add_test(tc, hostile_patterns_end);
	tcase_add_test(tc, simple_patterns_match_as_expressions_do);
	tcase_add_test(tc, references_resolve);
	tcase_add_test(tc, deprecation_is_a_note);
	tcase_add_loop_test(tc, keywords_have_bounds, 0, sizeof(bounds) / sizeof(bounds[0]));
	suite_add_tcase(s, tc);
	return unit_main(s);
}
