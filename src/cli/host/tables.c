// SPDX-License-Identifier: BSD-2-Clause
/* tables man|bash|zsh|fish: print what is made of the tables of rules and of the command line.
 * Built for the machine that builds, where the program itself is for another one. */
#include <stdio.h>
#include <string.h>

#include "cli/help/completions.h"
#include "cli/help/rules_man.h"

static const struct {
	const char *name;
	void (*put)(struct buf *b);
} rows[] = {
	{ "man", rules_man },
	{ "bash", completions_bash },
	{ "zsh", completions_zsh },
	{ "fish", completions_fish },
};

int main(int argc, char **argv)
{
	struct buf b = { 0 };

	for (size_t i = 0; argc == 2 && i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(argv[1], rows[i].name))
			rows[i].put(&b);
	if (!b.len) {
		fputs("usage: tables man|bash|zsh|fish\n", stderr);
		return 2;
	}
	return fwrite(b.data, 1, b.len, stdout) != b.len || fflush(stdout);
}
