// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema/schema.h"
#include "unit.h"

#include "trees.h"

/* A directory with one binding in it, and a set of schemas with that. */
static char dir[] = "/tmp/schema-XXXXXX";

static void write_binding(const char *name, const char *text)
{
	struct buf path = { 0 };
	FILE *f;

	buf_printf(&path, "%s/%s", dir, name);
	f = fopen(buf_str(&path), "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
	buf_free(&path);
}

static void remove_binding(const char *name)
{
	struct buf path = { 0 };

	buf_printf(&path, "%s/%s", dir, name);
	unlink(buf_str(&path));
	buf_free(&path);
}

#define HEAD "$id: http://devicetree.org/schemas/test.yaml#\n"

static struct schema_set *load(const char *binding)
{
	const char *dirs[] = { dir };
	struct schema_set *set;
	struct sdc_error err = { 0 };
	int ret;

	write_binding("test.yaml", binding);
	ret = schema_set_load(
		&(struct schema_set_options){ .dirs = dirs, .n_dirs = 1 }, &set, &err);
	ck_assert_msg(!ret, "%s", err.text);
	remove_binding("test.yaml");
	return set;
}

static void note(void *ctx, const struct schema_violation *v)
{
	dt_path(ctx, v->node);
	buf_printf(ctx, " %s: %s%s; ", v->prop ? v->prop : "-", v->message,
		v->deprecated ? " (note)" : "");
}

/* What the schemas say against a tree: "node property: message; " for each. */
static void says(const struct schema_set *set, const char *source, const char *expected)
{
	struct dt_tree *t = tree_of(source);
	struct buf b = { 0 };
	struct sdc_error err = { 0 };
	int ret = schema_validate(set, t, NULL, note, &b, &err);

	if (ret)
		buf_puts(&b, err.text);
	ck_assert_str_eq(buf_str(&b), expected);
	buf_free(&b);
	dt_tree_free(t);
}

static void binding_says(const char *binding, const char *source, const char *expected)
{
	struct schema_set *set = load(binding);

	says(set, source, expected);
	schema_set_free(set);
}

static void builtin_says(const char *source, const char *expected)
{
	struct schema_set *set;

	ck_assert_int_eq(schema_set_load(&(struct schema_set_options){ .dirs = NULL, .n_dirs = 0 },
				 &set, NULL),
		0);
	says(set, source, expected);
	schema_set_free(set);
}

#define TYPES "/schemas/types.yaml#/definitions/"

START_TEST(builtin_schemas_apply)
{
	builtin_says("/dts-v1/; / { };", "");
	builtin_says("/dts-v1/; / { scmi { compatible = \"arm,scmi-smc\"; shmem = <1>; }; };",
		"/scmi arm,smc-id: arm,smc-id is missing; ");
	builtin_says("/dts-v1/; / { d { compatible = \"x\", \"xen,domain\";"
		     " xen,sci-agent-id = <0x100>; }; };",
		"/d xen,sci-agent-id: xen,sci-agent-id of 256 is above 254; ");
	builtin_says("/dts-v1/; / { d { scmi_devid = <3>; }; };",
		"/d scmi_devid: scmi_devid is deprecated (note); ");
}
END_TEST

START_TEST(children_are_checked_in_their_parents_schema)
{
	builtin_says("/dts-v1/; / { scmi { compatible = \"arm,scmi-smc\"; shmem = <1>;"
		     " arm,smc-id = <0x82000002>; protocol@14 { reg = <0x14>; }; }; };",
		"/scmi/protocol@14 #clock-cells: #clock-cells is missing; ");
}
END_TEST

START_TEST(disabled_nodes_may_lack_what_is_required)
{
	builtin_says("/dts-v1/; / { scmi { compatible = \"arm,scmi-smc\";"
		     " status = \"disabled\"; }; };",
		"");
	builtin_says("/dts-v1/; / { p { status = \"disabled\";"
		     " scmi { compatible = \"arm,scmi-smc\"; }; }; };",
		"");
	builtin_says("/dts-v1/; / { scmi { compatible = \"arm,scmi-smc\"; status = \"disabled\";"
		     " #size-cells = <1>; }; };",
		"/scmi #size-cells: #size-cells of 1 is not 0; ");
	builtin_says("/dts-v1/; / { scmi { compatible = \"arm,scmi-smc\"; shmem = <1>;"
		     " arm,smc-id = <2>; protocol@14 { reg = <0x14>; status = \"disabled\"; };"
		     " }; };",
		"");
}
END_TEST

START_TEST(nodes_are_selected)
{
	static const char by_name[] = HEAD "properties: { $nodename: { const: foo },"
					   " a: { $ref: '" TYPES "uint32', const: 1 } }\n"
					   "additionalProperties: true\n";
	static const char by_pattern[] = HEAD "properties: { $nodename: { pattern: '^fo+$' },"
					      " a: { $ref: '" TYPES "uint32', const: 1 } }\n"
					      "additionalProperties: true\n";
	static const char by_member[] =
		HEAD "select: { required: [a] }\n"
		     "properties: { a: { $ref: '" TYPES "uint32', const: 1 } }\n"
		     "additionalProperties: true\n";
	static const char any[] =
		HEAD "select:\n  anyOf:\n  - required: [b]\n"
		     "  - properties: { compatible: { contains: { const: c } } }\n"
		     "    required: [compatible]\n"
		     "properties: { a: { $ref: '" TYPES "uint32', const: 1 } }\n"
		     "additionalProperties: true\n";
	static const char no_key[] =
		HEAD "select:\n  anyOf:\n  - required: [b]\n"
		     "  - properties: { $nodename: { pattern: '^fo' } }\n"
		     "properties: { a: { $ref: '" TYPES "uint32', const: 1 } }\n"
		     "additionalProperties: true\n";
	static const char always[] =
		HEAD "select: true\nproperties: { a: { $ref: '" TYPES "uint32', const: 1 } }\n"
		     "additionalProperties: true\n";
	static const char never[] =
		HEAD "select: false\nproperties: { a: { $ref: '" TYPES "uint32', const: 1 } }\n"
		     "additionalProperties: true\n";
	static const char tree[] = "/dts-v1/; / { foo { a = <2>; }; bar { a = <3>; b; };"
				   " baz { a = <4>; compatible = \"x\", \"c\"; };"
				   " one { a = <1>; }; __two { a = <5>; }; };";

	binding_says(by_name, tree, "/foo a: a of 2 is not 1; ");
	binding_says(by_pattern, tree, "/foo a: a of 2 is not 1; ");
	binding_says(by_member, tree,
		"/foo a: a of 2 is not 1; /bar a: a of 3 is not 1; "
		"/baz a: a of 4 is not 1; ");
	binding_says(any, tree, "/bar a: a of 3 is not 1; /baz a: a of 4 is not 1; ");
	binding_says(no_key, tree, "/foo a: a of 2 is not 1; /bar a: a of 3 is not 1; ");
	binding_says(always, tree,
		"/foo a: a of 2 is not 1; /bar a: a of 3 is not 1; "
		"/baz a: a of 4 is not 1; ");
	binding_says(never, tree, "");
}
END_TEST

START_TEST(names_are_checked)
{
	binding_says(HEAD "properties: { compatible: { const: c }, $nodename: { const: foo } }\n"
			  "additionalProperties: false\n",
		"/dts-v1/; / { foo { compatible = \"c\"; }; bar { compatible = \"c\"; }; };",
		"/bar -: the node's name of \"bar\" is not \"foo\"; ");
}
END_TEST

#define TYPED(type)                                                                      \
	HEAD "properties: { compatible: { const: c }, a: { $ref: '" TYPES type "' } }\n" \
	     "additionalProperties: false\n"

static void typed(const char *binding, const char *value, const char *message)
{
	struct buf source = { 0 }, expected = { 0 };

	buf_printf(&source, "/dts-v1/; / { n { compatible = \"c\"; a%s; }; };", value);
	if (*message)
		buf_printf(&expected, "/n a: a%s; ", message);
	binding_says(binding, buf_str(&source), buf_str(&expected));
	buf_free(&source);
	buf_free(&expected);
}

START_TEST(bytes_are_decoded_by_type)
{
	typed(TYPED("flag"), "", "");
	typed(TYPED("flag"), " = <1>", " has a value of the wrong kind or length");
	typed(TYPED("uint32"), " = <0xffffffff>", "");
	typed(TYPED("uint32"), " = <1 2>", " of 1 2 is not a single number");
	typed(TYPED("uint32"), "", " is empty");
	typed(TYPED("uint32"), " = [01]", " is not made of numbers of 32 bits");
	typed(TYPED("uint32"), " = [01 02 03]", " has a value of the wrong kind or length");
	typed(TYPED("int32"), " = <(-1)>", "");
	typed(TYPED("uint8"), " = [ff]", "");
	typed(TYPED("uint8"), " = <1>", " of 0 0 0 1 is not a single number");
	typed(TYPED("uint16"), " = /bits/ 16 <0xffff>", "");
	typed(TYPED("uint64"), " = <1 2>", "");
	typed(TYPED("uint64"), " = <0xffffffff 0xffffffff>", "");
	typed(TYPED("uint32-array"), " = <1 2 3>", "");
	typed(TYPED("uint32-array"), " = <1>", "");
	typed(TYPED("uint8-array"), " = [01 02 03]", "");
	typed(TYPED("string"), " = \"x\"", "");
	typed(TYPED("string"), " = \"x\", \"y\"", " has 2 strings, at most 1 is wanted");
	typed(TYPED("string"), " = [61 62]", " has a value of the wrong kind or length");
	typed(TYPED("string-array"), " = \"x\", \"y\"", "");
	typed(TYPED("string-array"), " = \"x\", \"x\"", " names something twice");
	typed(TYPED("phandle"), " = <1>", "");
	typed(TYPED("phandle"), " = <1 2>", " has 2 cells, at most 1 is wanted");
	typed(TYPED("phandle-array"), " = <1 2>", "");
}
END_TEST

#define SHAPED(schema)                                                   \
	HEAD "properties: { compatible: { const: c }, a: " schema " }\n" \
	     "additionalProperties: false\n"

START_TEST(shorthand_is_written_out)
{
	typed(SHAPED("{ $ref: '" TYPES "uint32', const: 5 }"), " = <5>", "");
	typed(SHAPED("{ $ref: '" TYPES "uint32', const: 5 }"), " = <6>", " of 6 is not 5");
	typed(SHAPED("{ enum: [x, y] }"), " = \"x\"", "");
	typed(SHAPED("{ enum: [x, y] }"), " = \"z\"", " of \"z\" is not one of \"x\", \"y\"");
	typed(SHAPED("{ enum: [x, y] }"), " = \"x\", \"y\"", " has 2 strings, at most 1 is wanted");
	typed(SHAPED("{ items: [{ const: x }, { const: y }] }"), " = \"x\", \"y\"", "");
	typed(SHAPED("{ items: [{ const: x }, { const: y }] }"), " = \"x\"",
		" has 1 string, at least 2 are wanted");
	typed(SHAPED("{ items: [{ const: x }, { const: y }], minItems: 1 }"), " = \"x\"", "");
	typed(SHAPED("{ $ref: '" TYPES "uint32-array', maxItems: 2 }"), " = <1>",
		" has 1 cell, at least 2 are wanted");
	typed(SHAPED("{ $ref: '" TYPES
		     "uint32', oneOf: [{ const: 1 }, { const: 2, description: two }] }"),
		" = <3>", " of 3 is not one of 1, 2");
	typed(SHAPED("{ $ref: '" TYPES "phandle-array', items: [{ items: [{}, {}] },"
		     " { items: [{}, {}] }] }"),
		" = <1 2 3 4>", "");
	typed(SHAPED("{ $ref: '" TYPES "uint32-matrix', items: { minItems: 3, maxItems: 3 },"
		     " maxItems: 2 }"),
		" = <1 2 3 4 5 6>", "");
	/* What no binding gives a type is nothing that a schema could want. */
	typed(SHAPED("{ const: 5 }"), " = <5>", " (of the wrong kind or length) is not 5");
}
END_TEST

START_TEST(rows_follow_their_nodes)
{
	static const char binding[] =
		HEAD "properties:\n  compatible: { const: c }\n  reg: { maxItems: 1 }\n"
		     "  clocks: { maxItems: 2 }\n  interrupts: { maxItems: 1 }\n"
		     "  ranges: { maxItems: 1 }\n  '#address-cells': { const: 1 }\n"
		     "  '#size-cells': { const: 1 }\nadditionalProperties: false\n";
	static const char good[] =
		"/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; interrupt-parent = <&ic>;"
		" ic: ic { #interrupt-cells = <3>; }; ck: ck { #clock-cells = <1>; };"
		" n { compatible = \"c\"; reg = <0 1 2 3>; clocks = <&ck 1 &ck 2>;"
		" interrupts = <0 1 4>; #address-cells = <1>; #size-cells = <1>;"
		" ranges = <0 0 1 2>; pinctrl-0 = <1>; status = \"okay\";"
		" assigned-clocks = <&ck 1>; interrupt-parent = <&ic>; }; };";
	static const char bad[] =
		"/dts-v1/; / { #address-cells = <1>; #size-cells = <0>;"
		" ck: ck { #clock-cells = <0>; };"
		" n { compatible = \"c\"; reg = <0 1>; clocks = <&ck &ck &ck>; }; };";

	binding_says(binding, good, "");
	binding_says(binding, bad,
		"/n reg: reg has 2 rows, at most 1 is wanted; "
		"/n clocks: clocks has 3 rows, at most 2 are wanted; ");
}
END_TEST

START_TEST(required_interrupts_may_be_extended)
{
	static const char binding[] =
		HEAD "properties:\n  compatible: { const: c }\n  interrupts: { maxItems: 1 }\n"
		     "required: [compatible, interrupts]\nadditionalProperties: false\n";

	binding_says(binding,
		"/dts-v1/; / { ic: ic { #interrupt-cells = <1>; };"
		" n { compatible = \"c\"; interrupts-extended = <&ic 1>; }; };",
		"");
	binding_says(binding, "/dts-v1/; / { n { compatible = \"c\"; }; };",
		"/n -: one of interrupts, interrupts-extended is missing; ");
}
END_TEST

START_TEST(a_directory_replaces_what_is_built_in)
{
	binding_says("$id: http://devicetree.org/schemas/scmi/scmi-devid.yaml#\n"
		     "select: { required: [scmi_devid] }\n"
		     "properties: { scmi_devid: { $ref: '" TYPES
		     "uint32', const: 7 } }\nadditionalProperties: true\n",
		"/dts-v1/; / { d { scmi_devid = <3>; }; };",
		"/d scmi_devid: scmi_devid of 3 is not 7; ");
}
END_TEST

static void refused(const char *binding, const char *message)
{
	const char *dirs[] = { dir };
	struct schema_set *set;
	struct sdc_error err = { 0 };

	write_binding("test.yaml", binding);
	ck_assert_int_eq(schema_set_load(&(struct schema_set_options){ .dirs = dirs, .n_dirs = 1 },
				 &set, &err),
		-SDC_EINPUT);
	ck_assert_msg(strstr(err.text, message), "%s", err.text);
	ck_assert_ptr_nonnull(strstr(err.text, "/test.yaml:"));
	ck_assert_ptr_null(set);
	remove_binding("test.yaml");
}

START_TEST(what_is_no_schema_is_refused)
{
	const char *nowhere[] = { "/nonexistent" };
	struct schema_set *set;
	struct sdc_error err;

	refused("a: [", ":2:1: ");
	refused("[]", "it is no mapping");
	refused("a: 1", "it has no $id");
	refused("$id: 5", "it has no $id");
	ck_assert_int_eq(
		schema_set_load(
			&(struct schema_set_options){ .dirs = nowhere, .n_dirs = 1 }, &set, &err),
		-SDC_EIO);
	ck_assert_ptr_nonnull(strstr(err.text, "/nonexistent"));
}
END_TEST

START_TEST(odd_schemas_do_no_harm)
{
	static const char *const odd[] = {
		HEAD "properties: 5\n",
		HEAD "select: 5\n",
		HEAD "select: { anyOf: 5, required: 5, properties: [] }\n",
		HEAD "properties: { compatible: 5 }\n",
		HEAD "properties: { compatible: { const: c }, a: { items: 5 } }\n",
		HEAD "properties: { compatible: { const: c }, a: { items: [5], maxItems: x } }\n",
		HEAD "properties: { compatible: { const: c }, a: { allOf: 5, oneOf: [5] } }\n",
		HEAD "properties: { compatible: { const: c }, interrupts: 5 }\nrequired: 5\n",
		HEAD "properties: { compatible: { const: c }, interrupts: {} }\n"
		     "required: [interrupts]\noneOf: 5\nallOf: 5\n",
		HEAD "properties: { compatible: { const: c }, a: { $ref: '#/properties/a' } }\n",
		HEAD "properties: { compatible: { const: c }, a: { $ref: 5 } }\n",
		HEAD "properties: { compatible: { const: c } }\npatternProperties: 5\n"
		     "additionalProperties: 5\n",
		HEAD "properties: { compatible: { const: c } }\ndependencies: { a: 5, b: [5] }\n",
		HEAD "properties: { compatible: { const: c }, reg: { items: [5] } }\n",
	};
	struct dt_tree *t = tree_of("/dts-v1/; / { n { compatible = \"c\"; a = <1>; reg = <1>;"
				    " interrupts = <1>; }; };");

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		struct schema_set *set = load(odd[i]);
		struct sdc_error err = { 0 };
		struct buf b = { 0 };
		int ret = schema_validate(set, t, NULL, note, &b, &err);

		ck_assert_msg(!ret || err.text[0], "%zu", i);
		buf_free(&b);
		schema_set_free(set);
	}
	dt_tree_free(t);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("schemas on trees");
	TCase *tc = tcase_create("trees");
	int ret;

	if (!mkdtemp(dir))
		return EXIT_FAILURE;
	tcase_add_test(tc, builtin_schemas_apply);
	tcase_add_test(tc, children_are_checked_in_their_parents_schema);
	tcase_add_test(tc, disabled_nodes_may_lack_what_is_required);
	tcase_add_test(tc, nodes_are_selected);
	tcase_add_test(tc, names_are_checked);
	tcase_add_test(tc, bytes_are_decoded_by_type);
	tcase_add_test(tc, shorthand_is_written_out);
	tcase_add_test(tc, rows_follow_their_nodes);
	tcase_add_test(tc, required_interrupts_may_be_extended);
	tcase_add_test(tc, a_directory_replaces_what_is_built_in);
	tcase_add_test(tc, what_is_no_schema_is_refused);
	tcase_add_test(tc, odd_schemas_do_no_harm);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(s, tc);
	ret = unit_main(s);
	remove_binding("test.yaml");
	rmdir(dir);
	return ret;
}
