/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_COMPLETIONS_H
#define SDC_CLI_COMPLETIONS_H

#include "base/buf.h"

/* completions_bash, ... - the script that completes the program's commands and options in a shell
 */
void completions_bash(struct buf *b);
void completions_zsh(struct buf *b);
void completions_fish(struct buf *b);

#endif
