/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_NUMBERS_H
#define SDC_CLI_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

/* number_read - a whole text that is a number, decimal, 0x or 0 octal, at most @max */
bool number_read(const char *text, uint64_t max, uint64_t *out);

/* numbers_read - @n numbers, each followed by a colon; returns what comes then, or NULL */
const char *numbers_read(const char *text, uint64_t max, uint64_t *out, unsigned int n);

#endif
