// SPDX-License-Identifier: BSD-2-Clause
/* Keys of earlier postings and of EPAM's toolstack, as mainline's xl has them. */
#include <inttypes.h>
#include <string.h>

#include "migrate/migrate.h"
#include "migrate/text.h"
#include "scmi/pages.h"
#include "xen/iommu.h"

struct config {
	const struct migrate_guest *g;
	const struct xl_config *c;
	struct text_edits edits;
	struct migrate_notes *notes;
};

static const char *const words[] = { "dt_passthrough_nodes", "dt_compatible",
	"force_assign_without_iommu", "scmi", "sci", "dtb", "iommu" };

/* A scalar's text; NULL for a list, and where there is none. */
static const char *scalar(const struct xl_setting *s)
{
	return s && !s->is_list && s->n_items == 1 ? s->items[0].text : NULL;
}

/* "scmi_smc" alone: today's value has type= before it. */
static bool is_early_type(const struct xl_setting *s)
{
	const char *text = scalar(s);

	return text && !strchr(text, '=') && *text;
}

static bool is_none(const struct xl_setting *s)
{
	return !strcmp(scalar(s), "none");
}

bool migrate_asks(const struct xl_config *c)
{
	const struct xl_setting *now = xlcfg_find(c, "arm_sci"), *first = xlcfg_find(c, "sci");

	if (now)
		return is_early_type(now) && !is_none(now);
	return first && is_early_type(first) && !is_none(first);
}

/* "START,COUNT[@GUEST],TYPE": where the type begins, as an index; 0: there is none */
static size_t memory_type(const char *s)
{
	const char *first = s ? strchr(s, ',') : NULL,
		   *second = first ? strchr(first + 1, ',') : NULL;
	size_t len = second ? (size_t)(second - s) : 0;

	/* What is written again must need no quoting. */
	return len && strspn(s, "0123456789abcdefABCDEFxX,@") >= len ? len : 0;
}

static bool has_memory_types(const struct xl_config *c)
{
	const struct xl_setting *s = xlcfg_find(c, "iomem");

	for (size_t i = 0; s && s->is_list && i < s->n_items; i++)
		if (memory_type(s->items[i].text))
			return true;
	return false;
}

bool migrate_is_early(const struct xl_config *c)
{
	const struct xl_setting *sci = xlcfg_find(c, "arm_sci");

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (xlcfg_find(c, words[i]))
			return true;
	return (sci && is_early_type(sci)) || has_memory_types(c);
}

#define note(x, s, ...) migrate_note((x)->notes, (x)->c->file, (s)->line, (s)->column, __VA_ARGS__)

static void drop(struct config *x, const struct xl_setting *s)
{
	text_remove(&x->edits, s->from, s->to);
}

/* What the author has to think about stays to be read. */
static void keep_as_comment(struct config *x, const struct xl_setting *s)
{
	if (!text_comment(&x->edits, s->from, s->to))
		drop(x, s);
}

static void put_sci(struct config *x, const struct xl_setting *s)
{
	const struct migrate_channel *ch = &x->g->channel;
	struct arena *a = &x->edits.arena;

	if (is_none(s)) {
		text_replace(&x->edits, s->from, s->to, "arm_sci = \"type=none\"");
	} else if (ch->known) {
		text_replace(&x->edits, s->from, s->to,
			arena_printf(
				a, "arm_sci = \"type=scmi_smc_multiagent,agent_id=%u\"", ch->id));
	} else {
		note(x, s,
			"%s = \"%s\" is not carried over: nothing says which agent the guest gets; "
			"write arm_sci = \"type=scmi_smc_multiagent,agent_id=N\"",
			s->key, scalar(s));
		keep_as_comment(x, s);
	}
}

static void do_sci(struct config *x)
{
	const struct xl_setting *now = xlcfg_find(x->c, "arm_sci"),
				*first = xlcfg_find(x->c, "sci"),
				*switched = xlcfg_find(x->c, "scmi");

	if (now && is_early_type(now))
		put_sci(x, now);
	if (first && !now && is_early_type(first))
		put_sci(x, first);
	else if (first && now)
		drop(x, first);
	if (!switched)
		return;
	if (!now && !first)
		note(x, switched,
			"scmi is not carried over: xl gives an agent by arm_sci, which is missing");
	drop(x, switched);
}

static void do_compatible(struct config *x)
{
	const struct xl_setting *s = xlcfg_find(x->c, "dt_compatible");

	if (!s)
		return;
	note(x, s,
		"dt_compatible is not carried over: xl makes the guest's root compatible with "
		"xen,xenvm alone; drivers that go by the machine's compatible do not find it");
	keep_as_comment(x, s);
}

static void do_nodes(struct config *x)
{
	const struct xl_setting *s = xlcfg_find(x->c, "dt_passthrough_nodes");

	if (!s)
		return;
	if (x->g->has_tree) {
		drop(x, s);
		return;
	}
	note(x, s,
		"dt_passthrough_nodes is not carried over: xl copies /passthrough and /aliases "
		"alone, and the guest's tree was not given");
	keep_as_comment(x, s);
}

/* Devices that mainline's xl refuses in dtdev. */
static void do_forced(struct config *x)
{
	const struct xl_setting *force = xlcfg_find(x->c, "force_assign_without_iommu"),
				*s = xlcfg_find(x->c, "dtdev");
	const char *value = scalar(force);
	const struct scmi_model *m = x->g->host;

	if (!force)
		return;
	drop(x, force);
	for (size_t i = 0; value && strcmp(value, "0") != 0 && s && s->is_list && i < s->n_items;
		i++) {
		const struct xl_item *item = &s->items[i];
		const struct dt_node *n = item->text ? dt_by_full_path(m->tree, item->text) : NULL;

		if (!n || xen_protects(m, n))
			continue;
		migrate_note(x->notes, x->c->file, item->line, item->column,
			"%s is taken out of dtdev: no IOMMU that Xen uses protects it, and xl "
			"refuses it there; iomem and irqs give it, xen,passthrough in the host's tree "
			"hides it from Dom0, and nobody asks the firmware's permission",
			item->text);
		text_remove(&x->edits, item->from, item->to);
	}
}

static void do_dtb(struct config *x)
{
	const struct xl_setting *s = xlcfg_find(x->c, "dtb"),
				*now = xlcfg_find(x->c, "device_tree");

	if (!s)
		return;
	if (!now) {
		text_replace(&x->edits, s->from, s->from + strlen("dtb"), "device_tree");
		return;
	}
	note(x, s, "dtb is not carried over: xl reads the guest's tree from device_tree alone");
	keep_as_comment(x, s);
}

static void do_iommu(struct config *x)
{
	const struct xl_setting *s = xlcfg_find(x->c, "iommu");
	const char *value = scalar(s);
	bool off = value && (!strcmp(value, "0") || !strcasecmp(value, "disabled") ||
				    !strcasecmp(value, "off"));

	if (!s)
		return;
	if (xlcfg_find(x->c, "passthrough") || (!off && xlcfg_find(x->c, "dtdev"))) {
		drop(x, s);
	} else if (off && xlcfg_find(x->c, "dtdev")) {
		note(x, s,
			"iommu = %s is not carried over: xl assigns what dtdev lists by an IOMMU",
			value);
		keep_as_comment(x, s);
	} else {
		text_replace(&x->edits, s->from, s->to,
			off ? "passthrough = \"disabled\"" : "passthrough = \"enabled\"");
	}
}

static bool is_mapped(const struct config *x, const struct xl_setting *s)
{
	const uint64_t frame = x->g->channel.page >> SCMI_PAGE_SHIFT;

	for (size_t i = 0; s && s->is_list && i < s->n_items; i++)
		if (s->items[i].text && strtoull(s->items[i].text, NULL, 16) == frame)
			return true;
	return false;
}

/* The early drivers mapped the page themselves. */
static void map_page(struct config *x, const struct xl_setting *s)
{
	struct arena *a = &x->edits.arena;
	const char *item = arena_printf(a, "\"%" PRIx64 ",1@%" PRIx64 "\"",
		x->g->channel.page >> SCMI_PAGE_SHIFT, x->g->channel.guest_page >> SCMI_PAGE_SHIFT);
	const struct xl_setting *sci = xlcfg_find(x->c, "arm_sci");
	size_t at;

	if (!x->g->channel.known || !x->g->shows_page || !migrate_asks(x->c) || is_mapped(x, s))
		return;
	if (s && s->is_list) {
		at = (size_t)(strchr(buf_str(x->edits.text) + s->from, '[') -
			      buf_str(x->edits.text)) +
		     1;
		text_replace(&x->edits, at, at,
			arena_printf(
				a, x->edits.text->data[at] == '\n' ? "\n    %s," : " %s,", item));
	} else if (!s) {
		sci = sci ? sci : xlcfg_find(x->c, "sci");
		text_replace(
			&x->edits, sci->to, sci->to, arena_printf(a, "\niomem = [ %s ]", item));
	}
}

static void do_iomem(struct config *x)
{
	const struct xl_setting *s = xlcfg_find(x->c, "iomem");

	for (size_t i = 0; s && s->is_list && i < s->n_items; i++) {
		const struct xl_item *item = &s->items[i];
		size_t len = memory_type(item->text);

		if (!len || !item->to)
			continue;
		migrate_note(x->notes, x->c->file, item->line, item->column,
			"the memory type in \"%s\" is not carried over: xl maps all of iomem as "
			"device memory",
			item->text);
		text_replace(&x->edits, item->from, item->to,
			arena_printf(&x->edits.arena, "\"%.*s\"", (int)len, item->text));
	}
	map_page(x, s);
}

/* Software that looks for a node by its path. */
static void look_for_paths(struct config *x)
{
	static const char *const keys[] = { "extra", "cmdline" };

	for (size_t i = 0; i < 2; i++) {
		const struct xl_setting *s = xlcfg_find(x->c, keys[i]);
		const char *text = scalar(s);

		if (text && xlcfg_find(x->c, "dt_passthrough_nodes") &&
			strstr(text, "/proc/device-tree/") &&
			!strstr(text, "/proc/device-tree/passthrough/"))
			note(x, s,
				"%s names a path below /proc/device-tree, and what "
				"dt_passthrough_nodes listed stands below /passthrough now",
				s->key);
	}
}

void migrate_config(const struct migrate_guest *g, const struct buf *text, struct buf *out,
	struct migrate_notes *notes)
{
	struct config x = { .g = g, .c = g->config, .edits.text = text, .notes = notes };

	do_sci(&x);
	do_compatible(&x);
	do_nodes(&x);
	do_forced(&x);
	do_dtb(&x);
	do_iommu(&x);
	do_iomem(&x);
	look_for_paths(&x);
	text_apply(&x.edits, out);
	text_free(&x.edits);
}
