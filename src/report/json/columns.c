// SPDX-License-Identifier: BSD-2-Clause
#include "report/json/columns.h"

#include <string.h>

#include "base/text.h"

#define BLOCK 1024

static unsigned int count(const char *s, size_t len)
{
	unsigned int n = 0;

	for (size_t i = 0; i < len; n++) {
		size_t one = text_utf8(s + i);

		i += one ? one : 1;
	}
	return n;
}

/* The start of the block in which @at lies, on a character. */
static size_t block_start(const struct columns *c, size_t block)
{
	size_t at = block * BLOCK;

	while (at > 0 && at < c->len && ((unsigned char)c->text[at] & 0xc0) == 0x80 &&
		at > block * BLOCK - 3)
		at--;
	return at;
}

static void open_line(
	struct columns *c, const struct sdc_result *r, const struct sdc_place *p, unsigned int line)
{
	struct sdc_place at = *p;
	unsigned int n = 0;

	if (c->of == r && c->line == line && c->file && !strcmp(c->file, p->file))
		return;
	at.line = line;
	c->of = r;
	c->file = p->file;
	c->line = line;
	c->text = result_line(r, &at);
	c->len = c->text ? strlen(c->text) : 0;
	c->counts.n = 0;
	for (size_t b = 0; b * BLOCK < c->len; b++) {
		size_t from = block_start(c, b), to = block_start(c, b + 1);

		vec_push(&c->counts, n);
		n += count(c->text + from, (to < c->len ? to : c->len) - from);
	}
}

unsigned int columns_find(struct columns *c, const struct sdc_result *r, const struct sdc_place *p,
	unsigned int line, unsigned int byte)
{
	size_t at = byte ? byte - 1 : 0, block = at / BLOCK;

	open_line(c, r, p, line);
	if (!c->text || !byte)
		return byte;
	/* Behind the end of the line every byte is a character. */
	if (at > c->len)
		return columns_find(c, r, p, line, (unsigned int)c->len + 1) +
		       (unsigned int)(at - c->len);
	if (block >= c->counts.n || block_start(c, block) > at)
		block = block ? block - 1 : 0;
	if (!c->counts.n)
		return 1;
	return c->counts.v[block] +
	       count(c->text + block_start(c, block), at - block_start(c, block)) + 1;
}

void columns_free(struct columns *c)
{
	vec_free(&c->counts);
}
