// SPDX-License-Identifier: BSD-2-Clause
#include "cli/help/completions.h"

#include <string.h>

#include "cli/help/help.h"
#include "cli/message.h"

static const struct {
	const char *name;
	void (*put)(struct buf *b);
} shells[] = {
	{ "bash", completions_bash },
	{ "zsh", completions_zsh },
	{ "fish", completions_fish },
};

int help_completions(const char *shell)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
		if (!strcmp(shell, shells[i].name)) {
			shells[i].put(&b);
			return print_all(&b);
		}
	}
	return message_usage(NULL, "no completions for %s, only for bash, zsh and fish", shell);
}
