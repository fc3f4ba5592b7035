/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_MESSAGE_H
#define SDC_CLI_MESSAGE_H

/* message_note - "scmi-dtcheck: TEXT" on standard error, where nothing has failed */
void message_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* message_error - the same for what has; returns EXIT_FAILED */
int message_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* message_hint - where to read more, on standard error; @command may be NULL */
void message_hint(const char *command);

/* message_usage - both */
int message_usage(const char *command, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
