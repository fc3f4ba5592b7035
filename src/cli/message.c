// SPDX-License-Identifier: BSD-2-Clause
#include "cli/message.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"

/* Names of files and messages of dtc may hold anything. */
static void put(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));

static void put(const char *fmt, va_list ap)
{
	struct buf raw = { 0 }, clean = { 0 };

	buf_vprintf(&raw, fmt, ap);
	text_clean(&clean, buf_str(&raw), TEXT_ONE_LINE);
	fflush(stdout);
	fprintf(stderr, "scmi-dtcheck: %s\n", buf_str(&clean));
	buf_free(&raw);
	buf_free(&clean);
}

void message_note(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(fmt, ap);
	va_end(ap);
}

int message_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(fmt, ap);
	va_end(ap);
	return EXIT_FAILED;
}

void message_hint(const char *command)
{
	if (!command || !strcmp(command, commands[0]->name))
		fprintf(stderr, "Try 'scmi-dtcheck --help'.\n");
	else
		fprintf(stderr, "Try 'scmi-dtcheck %s --help'.\n", command);
}

int message_usage(const char *command, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(fmt, ap);
	va_end(ap);
	message_hint(command);
	return EXIT_FAILED;
}
