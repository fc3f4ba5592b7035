// SPDX-License-Identifier: BSD-2-Clause
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/files/file.h"
#include "base/files/run.h"
#include "base/jsonw.h"
#include "base/text.h"
#include "base/vec.h"
#include "unit.h"

static bool all_are(const unsigned char *p, size_t n, unsigned char value)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != value)
			return false;
	return true;
}

START_TEST(arena_gives_zeroed_aligned_memory)
{
	static const size_t sizes[] = { 1, 7, 16, 100, 20000, 70000, 3, 1000000, 5 };
	struct arena a = ARENA_INIT;
	unsigned char *p[9];

	for (size_t i = 0; i < 9; i++) {
		p[i] = arena_alloc(&a, sizes[i]);
		ck_assert_uint_eq((uintptr_t)p[i] % _Alignof(max_align_t), 0);
		ck_assert(all_are(p[i], sizes[i], 0));
		memset(p[i], (int)i + 1, sizes[i]);
	}
	for (size_t i = 0; i < 9; i++)
		ck_assert(all_are(p[i], sizes[i], (unsigned char)(i + 1)));
	arena_free(&a);
	ck_assert_ptr_null(a.head);
	ck_assert_str_eq(arena_strdup(&a, "again"), "again");
	arena_free(&a);
}
END_TEST

START_TEST(arena_fills_many_chunks)
{
	struct arena a = ARENA_INIT;
	uint32_t *last = NULL;

	for (uint32_t i = 0; i < 100000; i++) {
		uint32_t *p = arena_alloc(&a, sizeof(*p));

		if (p == last)
			ck_abort_msg("memory given twice");
		*p = i;
		last = p;
	}
	arena_free(&a);
}
END_TEST

START_TEST(arena_copies_strings)
{
	struct arena a = ARENA_INIT;

	ck_assert_str_eq(arena_strndup(&a, "abcdef", 3), "abc");
	ck_assert_str_eq(arena_strndup(&a, "", 0), "");
	ck_assert_str_eq(arena_printf(&a, "%s is 0x%x", "page", 0x1000), "page is 0x1000");
	arena_free(&a);
}
END_TEST

START_TEST(arena_aborts_when_a_size_overflows)
{
	struct arena a = ARENA_INIT;

	arena_array(&a, SIZE_MAX / 2, 3);
}
END_TEST

START_TEST(arena_aborts_when_a_header_overflows)
{
	struct arena a = ARENA_INIT;

	arena_alloc(&a, SIZE_MAX - 20);
}
END_TEST

START_TEST(memory_of_size_zero_is_memory)
{
	void *p = xmalloc(0);

	ck_assert_ptr_nonnull(p);
	p = xrealloc(p, 0);
	ck_assert_ptr_nonnull(p);
	free(p);
}
END_TEST

START_TEST(buf_grows_and_stays_terminated)
{
	struct buf b = { 0 };

	ck_assert_str_eq(buf_str(&b), "");
	buf_write(&b, "", 0);
	ck_assert_str_eq(b.data, "");
	for (unsigned int i = 0; i < 1000; i++)
		buf_printf(&b, "%u,", i);
	ck_assert_uint_eq(b.len, strlen(b.data));
	ck_assert_uint_eq(b.len, 10 * 2 + 90 * 3 + 900 * 4);
	buf_free(&b);
	ck_assert_ptr_null(b.data);
	buf_puts(&b, "ab");
	buf_putc(&b, 'c');
	buf_pad(&b, 0, 6, '.');
	buf_pad(&b, 0, 2, '.');
	ck_assert_str_eq(b.data, "abc...");
	buf_free(&b);
}
END_TEST

START_TEST(buf_aborts_when_a_size_overflows)
{
	struct buf b = { 0 };

	buf_reserve(&b, SIZE_MAX / 2);
}
END_TEST

START_TEST(vec_grows_and_is_usable_again)
{
	VEC(int) v = { 0 };

	for (int i = 0; i < 1000; i++)
		vec_push(&v, i);
	ck_assert_uint_eq(v.n, 1000);
	for (int i = 0; i < 1000; i++)
		if (v.v[i] != i)
			ck_abort_msg("element %d is lost", i);
	vec_free(&v);
	ck_assert_uint_eq(v.n + v.cap, 0);
	vec_push(&v, 7);
	ck_assert_int_eq(v.v[0], 7);
	vec_free(&v);
}
END_TEST

START_TEST(read_file_reads_files_and_standard_input)
{
	struct sdc_error err;
	struct buf b = { 0 };
	int fds[2];

	ck_assert_int_eq(read_file("/dev/null", &b, &err), 0);
	ck_assert_uint_eq(b.len, 0);
	ck_assert_int_eq(pipe(fds), 0);
	ck_assert_int_eq(write(fds[1], "hello", 5), 5);
	close(fds[1]);
	dup2(fds[0], STDIN_FILENO);
	buf_puts(&b, ">");
	ck_assert_int_eq(read_file("-", &b, &err), 0);
	ck_assert_str_eq(b.data, ">hello");
	buf_free(&b);
}
END_TEST

START_TEST(read_file_names_the_file_in_errors)
{
	struct sdc_error err = { 0 };
	struct buf b = { 0 };

	ck_assert_int_eq(read_file("/nowhere/at/all", &b, &err), -SDC_EIO);
	ck_assert_int_eq(err.status, SDC_EIO);
	ck_assert_str_eq(err.text, "/nowhere/at/all: No such file or directory");
	ck_assert_int_eq(read_file("/", &b, &err), -SDC_EIO);
	ck_assert_str_eq(err.text, "/: Is a directory");
	ck_assert_int_eq(read_file("/nowhere/at/all", &b, NULL), -SDC_EIO);
	buf_free(&b);
}
END_TEST

START_TEST(errors_are_one_line_of_text)
{
	struct sdc_error err = { 0 };
	struct buf b = { 0 };

	ck_assert_int_eq(set_error(&err, SDC_EIO, "%s: %s", "a\nb\x1b[1m", "no"), -SDC_EIO);
	ck_assert_str_eq(err.text, "a\\x0ab\\x1b[1m: no");
	while (b.len < 2 * sizeof(err.text))
		buf_puts(&b, "\xe2\x82\xac");
	set_error(&err, SDC_EIO, "%s", b.data);
	ck_assert_uint_eq(strlen(err.text), (sizeof(err.text) - 1) / 3 * 3);
	buf_free(&b);
}
END_TEST

START_TEST(run_program_feeds_and_collects)
{
	const char *args[] = { "sh", "-c", "cat; echo no >&2; exit 3", NULL };
	struct buf in = { 0 }, out = { 0 }, messages = { 0 };
	int status = -1;

	for (int i = 0; i < 100000; i++)
		buf_puts(&in, "a line\n");
	ck_assert_int_eq(run_program("sh", args, &in, &out, &messages, &status, NULL), 0);
	ck_assert_int_eq(status, 3);
	ck_assert_uint_eq(out.len, in.len);
	ck_assert_int_eq(memcmp(out.data, in.data, in.len), 0);
	ck_assert_str_eq(messages.data, "no\n");
	buf_free(&in);
	buf_free(&out);
	buf_free(&messages);
}
END_TEST

START_TEST(run_program_survives_one_that_reads_nothing)
{
	const char *args[] = { "sh", "-c", "exec <&-; kill -TERM $$", NULL };
	struct buf in = { 0 }, out = { 0 }, messages = { 0 };
	int status = -1;

	memset(buf_reserve(&in, 4 << 20), 'x', 4 << 20);
	in.len = 4 << 20;
	ck_assert_int_eq(run_program("sh", args, &in, &out, &messages, &status, NULL), 0);
	ck_assert_int_eq(status, 128 + SIGTERM);
	buf_free(&in);
	buf_free(&out);
	buf_free(&messages);
}
END_TEST

START_TEST(run_program_says_that_there_is_none)
{
	const char *args[] = { "no-such-program", NULL };
	struct buf out = { 0 }, messages = { 0 };
	struct sdc_error err = { 0 };
	int status;

	ck_assert_int_eq(
		run_program(args[0], args, NULL, &out, &messages, &status, &err), -SDC_ETOOL);
	ck_assert_str_eq(err.text, "cannot run no-such-program: No such file or directory");
	buf_free(&out);
	buf_free(&messages);
}
END_TEST

static const struct {
	const char *in, *out;
	enum text_lines lines;
} cleaned[] = {
	{ "plain", "plain", TEXT_ONE_LINE },
	{ "a\nb", "a\\x0ab", TEXT_ONE_LINE },
	{ "a\nb", "a\nb", TEXT_LINES },
	{ "\x1b[31m", "\\x1b[31m", TEXT_LINES },
	{ "\x7f", "\\x7f", TEXT_LINES },
	{ "\xc3\xa4", "\xc3\xa4", TEXT_LINES },                     /* a umlaut */
	{ "\xe2\x82\xac", "\xe2\x82\xac", TEXT_LINES },             /* euro */
	{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", TEXT_LINES },     /* beyond the BMP */
	{ "\xc0\xaf", "\\xc0\\xaf", TEXT_LINES },                   /* overlong */
	{ "\xe0\x80\xaf", "\\xe0\\x80\\xaf", TEXT_LINES },          /* overlong */
	{ "\xed\xa0\x80", "\\xed\\xa0\\x80", TEXT_LINES },          /* surrogate */
	{ "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80", TEXT_LINES }, /* past U+10FFFF */
	{ "\xc2\x85", "\\xc2\\x85", TEXT_LINES },                   /* C1 */
	{ "\xe2\x80\xae", "\\xe2\\x80\\xae", TEXT_LINES },          /* right to left */
	{ "\xe2\x81\xa6", "\\xe2\\x81\\xa6", TEXT_LINES },          /* isolate */
	{ "\xd8\x9c", "\\xd8\\x9c", TEXT_LINES },                   /* Arabic letter mark */
	{ "\xc3", "\\xc3", TEXT_LINES },                            /* cut off */
	{ "\xe2\x82", "\\xe2\\x82", TEXT_LINES },                   /* cut off */
	{ "\xff\xfe", "\\xff\\xfe", TEXT_LINES },
};

START_TEST(text_clean_lets_only_printable_text_through)
{
	struct buf b = { 0 };

	text_clean(&b, cleaned[_i].in, cleaned[_i].lines);
	ck_assert_str_eq(buf_str(&b), cleaned[_i].out);
	buf_free(&b);
}
END_TEST

static const struct {
	size_t n;
	const char *out;
} counts[] = { { 0, "0 nodes" }, { 1, "1 node" }, { 999, "999 nodes" }, { 1000, "1,000 nodes" },
	{ 1263, "1,263 nodes" }, { 1000007, "1,000,007 nodes" } };

START_TEST(text_plural_counts)
{
	struct buf b = { 0 };

	text_plural(&b, counts[_i].n, "node", "nodes");
	ck_assert_str_eq(b.data, counts[_i].out);
	buf_free(&b);
}
END_TEST

static const struct {
	const char *in, *out;
} wrapped[] = {
	{ "", "" },
	{ "  \n ", "" },
	{ "one", "  one\n" },
	{ "one two three four", "  one two\n  three\n  four\n" },
	{ "one\ntwo", "  one two\n" },
	{ "one\n\ntwo", "  one\n\n  two\n" },
	{ "averyverylongword two", "  averyverylongword\n  two\n" },
	{ "\n\none \n", "  one\n" },
};

START_TEST(text_wrap_breaks_lines)
{
	struct buf b = { 0 };

	text_wrap(&b, wrapped[_i].in, 2, 10);
	ck_assert_str_eq(buf_str(&b), wrapped[_i].out);
	buf_free(&b);
}
END_TEST

START_TEST(jsonw_writes_nested_values)
{
	struct buf b = { 0 };
	struct jsonw w = { .out = &b };

	jsonw_object(&w);
	jsonw_key_string(&w, "s", "a\"b\\c\nd\x01");
	jsonw_key_string(&w, "none", NULL);
	jsonw_key(&w, "list");
	jsonw_array(&w);
	jsonw_number(&w, UINT64_MAX);
	jsonw_bool(&w, true);
	jsonw_null(&w);
	jsonw_array(&w);
	jsonw_end_array(&w);
	jsonw_end_array(&w);
	jsonw_key_bool(&w, "b", false);
	jsonw_key_number(&w, "n", 0);
	jsonw_key_optional(&w, "yes", true, 5);
	jsonw_key_optional(&w, "no", false, 5);
	jsonw_key(&w, "o");
	jsonw_object(&w);
	jsonw_end_object(&w);
	jsonw_end_object(&w);
	ck_assert_str_eq(b.data, "{\n"
				 "  \"s\": \"a\\\"b\\\\c\\nd\\\\x01\",\n"
				 "  \"none\": null,\n"
				 "  \"list\": [\n"
				 "    \"18446744073709551615\",\n"
				 "    true,\n"
				 "    null,\n"
				 "    []\n"
				 "  ],\n"
				 "  \"b\": false,\n"
				 "  \"n\": 0,\n"
				 "  \"yes\": 5,\n"
				 "  \"no\": null,\n"
				 "  \"o\": {}\n"
				 "}");
	buf_free(&b);
}
END_TEST

static TCase *memory_cases(void)
{
	TCase *tc = tcase_create("memory");

	tcase_add_test(tc, arena_gives_zeroed_aligned_memory);
	tcase_add_test(tc, arena_fills_many_chunks);
	tcase_add_test(tc, arena_copies_strings);
	tcase_add_test_raise_signal(tc, arena_aborts_when_a_size_overflows, SIGABRT);
	tcase_add_test_raise_signal(tc, arena_aborts_when_a_header_overflows, SIGABRT);
	tcase_add_test(tc, memory_of_size_zero_is_memory);
	tcase_add_test(tc, buf_grows_and_stays_terminated);
	tcase_add_test_raise_signal(tc, buf_aborts_when_a_size_overflows, SIGABRT);
	tcase_add_test(tc, vec_grows_and_is_usable_again);
	return tc;
}

static TCase *file_cases(void)
{
	TCase *tc = tcase_create("files");

	tcase_add_test(tc, read_file_reads_files_and_standard_input);
	tcase_add_test(tc, read_file_names_the_file_in_errors);
	tcase_add_test(tc, errors_are_one_line_of_text);
	tcase_add_test(tc, run_program_feeds_and_collects);
	tcase_add_test(tc, run_program_survives_one_that_reads_nothing);
	tcase_add_test(tc, run_program_says_that_there_is_none);
	return tc;
}

static TCase *text_cases(void)
{
	TCase *tc = tcase_create("text");

	tcase_add_loop_test(tc, text_clean_lets_only_printable_text_through, 0,
		sizeof(cleaned) / sizeof(cleaned[0]));
	tcase_add_loop_test(tc, text_plural_counts, 0, sizeof(counts) / sizeof(counts[0]));
	tcase_add_loop_test(tc, text_wrap_breaks_lines, 0, sizeof(wrapped) / sizeof(wrapped[0]));
	tcase_add_test(tc, jsonw_writes_nested_values);
	return tc;
}

int main(void)
{
	Suite *s = suite_create("util");

	suite_add_tcase(s, memory_cases());
	suite_add_tcase(s, file_cases());
	suite_add_tcase(s, text_cases());
	return unit_main(s);
}
