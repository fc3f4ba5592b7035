// SPDX-License-Identifier: BSD-2-Clause
/*
 * xlcfg - the reader of domain configurations against xl's own parser (libxlutil)
 *
 * Configurations are put together from pieces, at random but the same on every run: both must
 * take the same ones and read the same values from them.
 */
#include <libxlutil.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "xl/config.h"

#define ROUNDS     300000
#define MAX_PIECES 8

static const char *const any[] = { "a", "b", "c.d_2", "_e", "F", "=", "+=", "+ =", "[", "]", ",",
	";", "\n", "# x\n", "#", " ", "\t", "\r", "\f", "1", "0x1f", "0X1F", "12g", "-1", "1.5",
	"\"\"", "\"x\"", "'y'", "\"it's\"", "'\"'", "\"\\\"\"", "'\\''", "\"\\\\\"", "\"\\n\\t\"",
	"\"\\q\"", "\"\\x41\"", "\"\\101\"", "\"\\1234\"", "\"\\1 +5\"", "\"\\7\"", "\"\\78\"",
	"\"\\8\"", "\"open", "\"\\\n\"", "\"#\"", "\xc3\xa9", "\"\xc3\xa9\"" };

/* Whole settings, which the random pieces then disturb. */
static const char *const settings[] = { "a = 1", "a = \"x\"", "a = [ \"x\", 'y', ]", "a = [ ]",
	"a += [ 1, [ 2, 3 ], 4 ]", "a += \"z\"", "a += 5", "b = [\n\"x\" # y\n,\n 2\n]",
	"b += [ \"last\" ]", "b = 'one'", "c.d_2 = [[],[[1]],]", "c.d_2 += []" };

static uint64_t state = 1;

static size_t below(size_t n)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(state >> 33) % n;
}

static void put_random(struct buf *b)
{
	size_t n = 1 + below(MAX_PIECES);

	for (size_t i = 0; i < n; i++) {
		bool whole = below(3) == 0;

		buf_puts(b, whole ? settings[below(sizeof(settings) / sizeof(*settings))]
				  : any[below(sizeof(any) / sizeof(*any))]);
		if (whole && below(8))
			buf_putc(b, below(2) ? '\n' : ';');
	}
}

static bool same_list(const struct xl_setting *s, XLU_ConfigList *list, int n)
{
	if (!s->is_list || (size_t)n != s->n_items)
		return false;
	for (int i = 0; i < n; i++) {
		const char *theirs = xlu_cfg_get_listitem(list, i);
		const char *ours = s->items[i].text;

		if (!theirs != !ours || (ours && strcmp(theirs, ours) != 0))
			return false;
	}
	return true;
}

static bool same_values(const struct xl_config *ours, XLU_Config *theirs)
{
	for (size_t i = 0; i < ours->n; i++) {
		const struct xl_setting *s = xlcfg_find(ours, ours->settings[i].key);
		XLU_ConfigList *list;
		const char *text;
		int n;

		if (!xlu_cfg_get_string(theirs, s->key, &text, 1)) {
			if (s->is_list || strcmp(s->items[0].text, text) != 0)
				return false;
		} else if (xlu_cfg_get_list(theirs, s->key, &list, &n, 1) ||
			   !same_list(s, list, n)) {
			return false;
		}
	}
	return true;
}

/* Returns whether both agree; @taken counts what they take. */
static bool compare(const char *text, size_t len, FILE *nowhere, size_t *taken)
{
	XLU_Config *theirs = xlu_cfg_init(nowhere, "x");
	bool refused = xlu_cfg_readdata(theirs, text, (int)len) != 0, ok;
	struct xl_config ours = { 0 };
	struct arena a = ARENA_INIT;
	struct sdc_error err = { 0 };

	ok = refused == (xlcfg_parse(text, len, "x", &a, &ours, &err) != 0);
	if (!ok)
		printf("xl %s what is %s here (%s):\n%s\n", refused ? "refuses" : "takes",
			refused ? "taken" : "refused", err.text, text);
	if (ok && !refused) {
		ok = same_values(&ours, theirs);
		(*taken)++;
		if (!ok)
			printf("other values than xl's:\n%s\n", text);
	}
	xlu_cfg_destroy(theirs);
	arena_free(&a);
	return ok;
}

int main(void)
{
	FILE *nowhere = fopen("/dev/null", "w");
	size_t failed = 0, taken = 0;

	for (int i = 0; i < ROUNDS && failed < 5; i++) {
		struct buf b = { 0 };

		put_random(&b);
		failed += !compare(buf_str(&b), b.len, nowhere, &taken);
		buf_free(&b);
	}
	fclose(nowhere);
	/* A comparison of refusals alone would say little. */
	if (taken < ROUNDS / 20) {
		printf("only %zu of %d configurations are taken\n", taken, ROUNDS);
		failed++;
	}
	printf("%d passed, %d failed\n", !failed, failed != 0);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
