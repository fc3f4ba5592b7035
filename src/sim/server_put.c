// SPDX-License-Identifier: BSD-2-Clause
#include "sim/server_impl.h"

#include <string.h>

/* What an answer is made of: words and names. */

void server_put(struct server_call *c, uint32_t word)
{
	if (c->n_out < SERVER_WORDS)
		c->out[c->n_out++] = word;
}

static uint32_t put_number(char *text, uint32_t at, uint32_t number)
{
	char digits[10];
	uint32_t n = 0;

	do {
		digits[n++] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	while (n && at < SCMI_NAME_LEN - 1)
		text[at++] = digits[--n];
	return at;
}

void server_put_name(struct server_call *c, const char *text, int64_t number)
{
	char name[SCMI_NAME_LEN];
	uint32_t n = 0;

	memset(name, 0, sizeof(name));
	while (n < SCMI_NAME_LEN - 1 && text[n]) {
		name[n] = text[n];
		n++;
	}
	if (number >= 0)
		put_number(name, n, (uint32_t)number);
	if (server_faulty(c, SERVER_NAME_UNENDED))
		memset(name, 'x', sizeof(name));
	if (server_faulty(c, SERVER_NAME_BINARY))
		memset(name, 0x9b, sizeof(name) - 1);
	for (uint32_t i = 0; i < SCMI_NAME_LEN; i += 4) {
		uint32_t word = 0;

		for (uint32_t j = 4; j-- > 0;)
			word = word << 8 | (uint8_t)name[i + j];
		server_put(c, word);
	}
}

void server_put_long_name(struct server_call *c, const char *text)
{
	uint32_t n = 0;

	while (n < SCMI_LONG_NAME_LEN - 1 && text[n])
		n++;
	for (uint32_t i = 0; i < SCMI_LONG_NAME_LEN; i += 4) {
		uint32_t word = 0;

		for (uint32_t j = 4; j-- > 0;)
			word = word << 8 | (i + j < n ? (uint8_t)text[i + j] : 0);
		server_put(c, word);
	}
}
