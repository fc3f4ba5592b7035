// SPDX-License-Identifier: BSD-2-Clause
/* dtdev, iomem, irqs and arm_sci of a configuration for xl. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "guests/read/read.h"

static const char *const keys[] = { "arm_sci", "device_tree", "dtdev", "iomem", "irqs",
	"passthrough", NULL };

const char *guest_key_meant(const char *key)
{
	return near_of(key, keys);
}

/* A misspelt key is reported as that, so what it should have set is no longer missing. */
const struct xl_setting *guest_setting(const struct guest_view *v, const char *key)
{
	const struct xl_config *c = v->config;
	const struct xl_setting *s = xlcfg_find(c, key);

	for (size_t i = 0; !s && i < c->n; i++) {
		const char *meant = guest_key_meant(c->settings[i].key);

		if (meant && !strcmp(meant, key))
			s = &c->settings[i];
	}
	return s;
}

static void bad(struct guest_view *v, const struct xl_setting *s, const struct xl_item *i)
{
	struct guest_value b = { s, i ? i->text : NULL, i ? (int)(i - s->items) : -1 };

	if (i && !i->text)
		b.text = "[ ... ]";

	vec_push_in(v->arena, &v->bad_values, b);
}

/* A list, as the key wants one. */
static const struct xl_setting *list(struct guest_view *v, const char *key)
{
	const struct xl_setting *s = guest_setting(v, key);

	if (!s || s->is_list)
		return s;
	bad(v, s, NULL);
	return NULL;
}

static bool number(const char **s, int base, uint64_t *out)
{
	char *end;

	while (isspace((unsigned char)**s))
		(*s)++;
	if (!isxdigit((unsigned char)**s))
		return false;
	errno = 0;
	*out = strtoull(*s, &end, base);
	if (end == *s || errno)
		return false;
	*s = end;
	return true;
}

/* "START,COUNT[@GUEST]", page frames in hexadecimal (xl.cfg(5), iomem). */
static bool read_range(const char *s, bool epam, struct guest_mapping *m)
{
	const uint64_t frames = UINT64_C(1) << 40;
	uint64_t start, count, guest;

	if (!number(&s, 16, &start) || *s++ != ',' || !number(&s, 16, &count) || !count)
		return false;
	guest = start;
	if (*s == '@' && (s++, !number(&s, 16, &guest)))
		return false;
	/* How the pages are cached, for EPAM's toolstack. */
	if (epam && *s == ',')
		s += strlen(s);
	if (*s || start >= frames || guest >= frames || count >= frames)
		return false;
	m->host = start * SCMI_PAGE_SIZE;
	m->size = count * SCMI_PAGE_SIZE;
	m->guest = guest * SCMI_PAGE_SIZE;
	return true;
}

static void read_iomem(struct guest_view *v)
{
	const struct xl_setting *s = list(v, "iomem");

	for (size_t i = 0; s && i < s->n_items; i++) {
		struct guest_mapping m = { .setting = s, .entry = (int)i };

		if (s->items[i].text && read_range(s->items[i].text, v->epam, &m))
			vec_push_in(v->arena, &v->mappings, m);
		else
			bad(v, s, &s->items[i]);
	}
}

static void read_irqs(struct guest_view *v)
{
	const struct xl_setting *s = list(v, "irqs");

	for (size_t i = 0; s && i < s->n_items; i++) {
		struct guest_irq irq = { .setting = s, .entry = (int)i };
		const char *text = s->items[i].text;
		uint64_t n;

		if (text && number(&text, 10, &n) && !*text && n < UINT32_MAX) {
			irq.irq = (uint32_t)n;
			vec_push_in(v->arena, &v->irqs, irq);
			vec_push_in(v->arena, &v->given_irqs, irq.irq);
		} else {
			bad(v, s, &s->items[i]);
		}
	}
}

static void read_dtdev(struct guest_view *v)
{
	const struct xl_setting *s = list(v, "dtdev");

	for (size_t i = 0; s && i < s->n_items; i++) {
		struct guest_device d = { .path = s->items[i].text, .setting = s, .entry = (int)i };

		/* xl reads no further. */
		if (!d.path) {
			bad(v, s, &s->items[i]);
			return;
		}
		vec_push_in(v->arena, &v->devices, d);
	}
}

/* Names of types are read without regard to case, as all of libxl's. */
static bool word_is(const char *s, size_t len, const char *word)
{
	return len == strlen(word) && !strncasecmp(s, word, len);
}

static void read_type(struct guest_sci *sci, const char *s, size_t len)
{
	sci->type = word_is(s, len, "none")                  ? SCMI_TYPE_NONE
		    : word_is(s, len, "scmi_smc")            ? SCMI_TYPE_SMC
		    : word_is(s, len, "scmi_smc_multiagent") ? SCMI_TYPE_MULTI_AGENT
							     : SCMI_TYPE_UNKNOWN;
}

/* Decimal; xl does not look at what follows, so that 0x4 is agent 0. */
static void read_id(struct guest_sci *sci, const char *s)
{
	uint64_t id;

	sci->has_id = number(&s, 10, &id) && id <= UINT32_MAX;
	sci->id = sci->has_id ? (uint32_t)id : 0;
	sci->cut = *s && *s != ',';
}

/* "type=...,agent_id=N". What begins with neither, be it for a blank, xl skips. */
static void read_sci(struct guest_view *v)
{
	const struct xl_setting *s = guest_setting(v, "arm_sci");
	struct guest_sci *sci = &v->sci;

	sci->type = SCMI_TYPE_NONE;
	if (!s)
		return;
	if (s->is_list || s->n_items != 1) {
		bad(v, s, NULL);
		sci->bad = true;
		return;
	}
	sci->setting = s;
	sci->type = SCMI_TYPE_UNKNOWN;
	for (const char *p = s->items[0].text; *p; p += *p == ',') {
		size_t len = strcspn(p, ",");

		if (!strncmp(p, "type=", 5))
			read_type(sci, p + 5, len - 5);
		else if (!strncmp(p, "agent_id=", 9))
			read_id(sci, p + 9);
		else if (!sci->word)
			sci->word = p == s->items[0].text && !p[len];
		p += len;
	}
	/* One word is EPAM's form. */
	if (sci->word && v->epam)
		read_type(sci, s->items[0].text, strlen(s->items[0].text));
	else if (sci->word)
		bad(v, s, &s->items[0]);
	sci->bad = sci->word && !v->epam;
}

/* Top nodes of the guest's tree that EPAM's toolstack copies besides. */
static void read_copied(struct guest_view *v)
{
	const struct xl_setting *s = xlcfg_find(v->config, "dt_passthrough_nodes");

	for (size_t i = 0; s && s->is_list && i < s->n_items; i++) {
		const char *path = s->items[i].text;
		const struct dt_node *n = path ? dt_by_full_path(v->tree, path) : NULL;

		if (n && n->parent)
			vec_push_in(v->arena, &v->copied, n);
	}
	guest_sort_nodes(v->copied.v, v->copied.n);
	v->copied.n = guest_unique_nodes(v->copied.v, v->copied.n);
}

void guest_config_read(struct guest_view *v)
{
	read_sci(v);
	read_copied(v);
	read_dtdev(v);
	read_iomem(v);
	read_irqs(v);
}
