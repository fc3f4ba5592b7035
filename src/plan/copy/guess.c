// SPDX-License-Identifier: BSD-2-Clause
#include <ctype.h>
#include <string.h>

#include "plan/build.h"

/*
 * Vendors have properties of their own that hold a phandle, and no list has them all. In a blob
 * such a property is a number, and numbers are often that of some node, too. So what is reported
 * has both: the number of a node, and a word that the node goes by.
 */

/* Names and lists of compatible are read so far: every property looks through its node's. */
#define MAX_TEXT 256

/* The length of the word at @s, after whatever parts it from the last one. */
static size_t next_word(const char **s, const char *end)
{
	size_t len = 0;

	while (*s < end && !isalpha((unsigned char)**s))
		(*s)++;
	while (*s + len < end && isalpha((unsigned char)(*s)[len]))
		len++;
	return len;
}

static bool has_word(const char *text, const char *word, size_t len)
{
	const char *end = text + strnlen(text, MAX_TEXT);
	size_t n;

	for (; (n = next_word(&text, end)); text += n)
		if (n == len && !strncmp(text, word, len))
			return true;
	return false;
}

static bool goes_by(const struct dt_node *n, const char *word, size_t len)
{
	const struct dt_prop *p = dt_prop(n, "compatible");

	if (has_word(n->name, word, len) || (n->label && has_word(n->label, word, len)))
		return true;
	for (const char *s = NULL; p && (s = dt_prop_next_string(p, s));) {
		if (s - (const char *)p->data >= MAX_TEXT)
			break;
		if (has_word(s, word, len))
			return true;
	}
	return false;
}

void guess_reference(struct builder *b, const struct pending_node *w, const struct dt_prop *p)
{
	const char *end = p->name + strnlen(p->name, MAX_TEXT);
	const char *word = memchr(p->name, ',', (size_t)(end - p->name));
	const struct dt_node *n;
	struct issue *i;
	size_t len;

	if (!word || p->len != 4 || !strncmp(p->name, "linux,", 6))
		return;
	n = dt_by_phandle(b->t, dt_cell(p->data, 0));
	for (; n && (len = next_word(&word, end)); word += len)
		if (len > 2 && goes_by(n, word, len))
			break;
	if (!n || !len)
		return;
	i = issue_add(&b->issues, RULE_GUEST_REFERENCE_GUESSED, w->host, p->name, -1,
		"guest %s: %s may refer to a node, and the guest gets the number 0x%x",
		b->g.want->name, p->name, dt_cell(p->data, 0));
	issue_relate(&b->issues, i, n, "the node with that phandle");
	issue_hint(&b->issues, i, "write remove: [%s], or set: { \"%s\": %u } where it is a number",
		p->name, p->name, dt_cell(p->data, 0));
}
