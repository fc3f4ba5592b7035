// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema/set/image.h"
#include "schema/set/set.h"
#include "unit.h"

static const char binding[] = "$id: http://devicetree.org/schemas/set.yaml#\n"
			      "properties: { compatible: { const: 'unit,set' } }\n"
			      "required: [reg]\nadditionalProperties: true\n";

/* The image of what is built in and of the binding. */
static struct buf make_image(void)
{
	struct schema_set *set;
	struct buf image = { 0 };

	ck_assert_int_eq(schema_set_parse(binding, strlen(binding), &set, NULL), 0);
	buf_write(&image, set->built.data, set->built.len);
	schema_set_free(set);
	return image;
}

static int open_image(const void *data, size_t size)
{
	struct schema_set *set;
	struct sdc_error err = { 0 };
	int ret = schema_set_memory(data, size, &set, &err);

	if (ret)
		ck_assert_str_ne(err.text, "");
	schema_set_free(set);
	return ret;
}

START_TEST(an_image_is_read_as_it_was_written)
{
	struct buf image = make_image();
	struct set_view view = { 0 };
	struct schema_set *set;
	size_t number;

	ck_assert_int_eq(schema_set_memory(image.data, image.len, &set, NULL), 0);
	number = set_find(set, "http://devicetree.org/schemas/set.yaml");
	ck_assert_uint_ne(number, SET_NONE);
	ck_assert(!set->sources[number].builtin);
	ck_assert(set->sources[number].by_compatible);
	ck_assert_ptr_nonnull(index_find(&set->index.compatible, "unit,set"));
	ck_assert_ptr_null(index_find(&set->index.compatible, "unit,other"));
	view.set = set;
	ck_assert_ptr_nonnull(json_object_get(set_json(&view, number, NULL), "required"));
	set_view_free(&view);
	schema_set_free(set);
	buf_free(&image);
}
END_TEST

START_TEST(what_is_cut_off_is_refused)
{
	struct buf image = make_image();

	for (size_t n = 0; n < image.len; n += 97)
		ck_assert_int_eq(open_image(image.data, n), -SDC_EINPUT);
	buf_free(&image);
}
END_TEST

/* In the index every changed byte is found at once, in a schema when that is read. */
START_TEST(what_is_damaged_is_refused)
{
	struct buf image = make_image();
	struct schema_set *set;
	size_t index;

	ck_assert_int_eq(schema_set_memory(image.data, image.len, &set, NULL), 0);
	index = image.len;
	for (size_t n = 0; n < set->n; n++)
		index -= set->sources[n].len;
	schema_set_free(set);
	for (size_t i = 0; i < index; i++) {
		image.data[i] = (char)(image.data[i] ^ 1 << i % 8);
		ck_assert_int_eq(open_image(image.data, image.len), -SDC_EINPUT);
		image.data[i] = (char)(image.data[i] ^ 1 << i % 8);
	}
	ck_assert_int_eq(open_image(image.data, image.len), 0);
	buf_free(&image);
}
END_TEST

START_TEST(a_damaged_schema_is_refused_when_it_is_read)
{
	struct buf image = make_image();
	struct set_view view = { 0 };
	struct sdc_error err = { 0 };
	struct schema_set *set;
	size_t number;

	ck_assert_int_eq(schema_set_memory(image.data, image.len, &set, NULL), 0);
	number = set_find(set, "http://devicetree.org/schemas/set.yaml");
	view.set = set;
	for (size_t i = 0; i < set->sources[number].len; i++) {
		char *byte = (char *)(uintptr_t)set->sources[number].text + i;

		*byte ^= 1;
		ck_assert_ptr_null(set_json(&view, number, &err));
		ck_assert_ptr_nonnull(strstr(err.text, "damaged"));
		*byte ^= 1;
	}
	ck_assert_ptr_nonnull(set_json(&view, number, &err));
	set_view_free(&view);
	schema_set_free(set);
	buf_free(&image);
}
END_TEST

START_TEST(foreign_files_are_refused)
{
	static const char yaml[] = "$id: a\n";
	struct buf image = make_image();

	ck_assert_int_eq(open_image(yaml, sizeof(yaml)), -SDC_EINPUT);
	image.data[8]++; /* the version */
	ck_assert_int_eq(open_image(image.data, image.len), -SDC_EINPUT);
	buf_free(&image);
}
END_TEST

/* A set is kept, taken again, and made anew when a file has changed. */
START_TEST(directories_are_kept_compiled)
{
	char dir[] = "/tmp/sdc-set.XXXXXX", path[64];
	struct schema_set_options opts = { .n_dirs = 1, .cache = true };
	char *schemas;
	struct schema_set *set;
	FILE *f;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	setenv("XDG_CACHE_HOME", dir, 1);
	snprintf(path, sizeof(path), "%s/schemas", dir);
	mkdir(path, 0700);
	schemas = strdup(path);
	opts.dirs = (const char *const *)&schemas;
	snprintf(path, sizeof(path), "%s/schemas/a.yaml", dir);
	f = fopen(path, "w");
	fputs(binding, f);
	fclose(f);
	ck_assert_int_eq(schema_set_load(&opts, &set, NULL), 0);
	ck_assert_ptr_null(set->mapped);
	schema_set_free(set);
	ck_assert_int_eq(schema_set_load(&opts, &set, NULL), 0);
	ck_assert_ptr_nonnull(set->mapped);
	schema_set_free(set);
	f = fopen(path, "a");
	fputs("title: changed\n", f);
	fclose(f);
	ck_assert_int_eq(schema_set_load(&opts, &set, NULL), 0);
	ck_assert_ptr_null(set->mapped);
	schema_set_free(set);
	snprintf(path, sizeof(path), "rm -r %s", dir);
	ck_assert_int_eq(system(path), 0);
	free(schemas);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("schema sets");
	TCase *tc = tcase_create("sets");

	tcase_add_test(tc, an_image_is_read_as_it_was_written);
	tcase_add_test(tc, what_is_cut_off_is_refused);
	tcase_add_test(tc, what_is_damaged_is_refused);
	tcase_add_test(tc, a_damaged_schema_is_refused_when_it_is_read);
	tcase_add_test(tc, foreign_files_are_refused);
	tcase_add_test(tc, directories_are_kept_compiled);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
