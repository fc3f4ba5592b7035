// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/arena.h"
#include "base/sha256.h"
#include "unit.h"

/* NIST's examples for FIPS 180-4, and lengths around the end of a block. */
static const struct {
	const char *text;
	size_t repeat;
	const char *hash;
} vectors[] = {
	{ "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	{ "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
	  "lmnopqrsmnopqrstnopqrstu",
		1, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
	{ "a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
	{ "a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318" },
	{ "a", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a" },
	{ "a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb" },
};

START_TEST(hashes_are_those_of_the_standard)
{
	size_t len = strlen(vectors[_i].text);
	char *data = xmalloc(len * vectors[_i].repeat + 1), text[SHA256_TEXT];

	for (size_t i = 0; i < vectors[_i].repeat; i++)
		memcpy(data + i * len, vectors[_i].text, len);
	sha256_text(data, len * vectors[_i].repeat, text);
	ck_assert_str_eq(text, vectors[_i].hash);
	free(data);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("sha256");
	TCase *tc = tcase_create("sha256");

	tcase_add_loop_test(
		tc, hashes_are_those_of_the_standard, 0, sizeof(vectors) / sizeof(vectors[0]));
	suite_add_tcase(s, tc);
	return unit_main(s);
}
