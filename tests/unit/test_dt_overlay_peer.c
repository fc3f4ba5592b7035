// SPDX-License-Identifier: BSD-2-Clause
/* Random overlays on random trees, applied by libfdt as well: the same verdict and the same tree.
 */
#include <libfdt.h>
#include <stdlib.h>

#include "unit.h"

#include "dt/overlay/overlay_apply.h"
#include "dt/overlay/overlay_check.h"
#include "trees.h"

#define ROOM       (256 * 1024)
#define PAIRS      400 /* per test */
#define PICK(list) list[pick(sizeof(list) / sizeof(list[0]))]

static uint32_t state, last_phandle; /* nodes do not share one */

/* Below @n. */
static size_t pick(size_t n)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % n;
}

static const char *const node_names[] = { "a", "b", "a@1", "a@2", "b@1", "c", "soc" };
static const char *const prop_names[] = { "p", "q", "r", "status", "reg", "phandle",
	"linux,phandle", "compatible", "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9" };
static const char *const labels[] = { "l0", "l1", "l2", "l3" };
static const char *const paths[] = { "/a", "/b", "/a@1", "/a/b", "/soc", "/soc/a", "/", "/nowhere",
	"s0", "s1/a", "s2", "/a@2/b", "/c//a", "/soc/c", "/__symbols__", "/aliases" };

static void put_string(void *fdt, const char *name, const char *text)
{
	fdt_property(fdt, name, text, (int)strlen(text) + 1);
}

static void put_value(void *fdt, const char *name, bool phandles)
{
	uint32_t cells[4];
	size_t n = pick(4);

	if (!strcmp(name, "phandle") || !strcmp(name, "linux,phandle")) {
		if (!phandles)
			return;
		/* Now and then one that is wrong. */
		if (pick(200))
			fdt_property_u32(fdt, name, ++last_phandle);
		else if (pick(2))
			fdt_property_u32(fdt, name, UINT32_MAX - (uint32_t)pick(3));
		else
			fdt_property(fdt, name, "x", 1);
		return;
	}
	for (size_t i = 0; i < 4; i++)
		cells[i] = cpu_to_fdt32((uint32_t)pick(9));
	fdt_property(fdt, name, cells, (int)(n * 4));
}

static void put_node(void *fdt, unsigned int depth, bool phandles)
{
	bool used[sizeof(prop_names) / sizeof(prop_names[0])] = { false };
	bool many = !pick(6);

	for (size_t n = pick(4) + (many ? 14 : 0); n; n--) {
		size_t i = pick(sizeof(used));

		if (!used[i])
			put_value(fdt, prop_names[i], phandles);
		used[i] = true;
	}
	for (size_t n = depth ? pick(4) : 0; n; n--) {
		char name[16];

		snprintf(name, sizeof(name), "%s", PICK(node_names));
		/* Enough siblings for tables, too. */
		if (many)
			snprintf(name, sizeof(name), "n%zu@%zu", n % 3, pick(20));
		fdt_begin_node(fdt, name);
		put_node(fdt, depth - 1, phandles);
		fdt_end_node(fdt);
	}
}

static void start(void *fdt)
{
	last_phandle = 0;
	fdt_create(fdt, ROOM);
	fdt_finish_reservemap(fdt);
	fdt_begin_node(fdt, "");
}

static void finish(void *fdt)
{
	fdt_end_node(fdt);
	ck_assert_int_eq(fdt_finish(fdt), 0);
}

static void make_base(void *fdt)
{
	static const char *const there[] = { "a", "b", "soc" };

	start(fdt);
	fdt_property_u32(fdt, "phandle", ++last_phandle);
	for (size_t i = 0; i < 3; i++) {
		fdt_begin_node(fdt, there[i]);
		fdt_property_u32(fdt, "phandle", ++last_phandle);
		put_node(fdt, 2, true);
		fdt_end_node(fdt);
	}
	fdt_begin_node(fdt, "aliases");
	put_string(fdt, "s0", pick(2) ? "/a" : "/soc/a");
	put_string(fdt, "s1", "/soc");
	fdt_end_node(fdt);
	if (pick(8)) {
		fdt_begin_node(fdt, "__symbols__");
		for (size_t i = 0; i < 4; i++)
			if (pick(4))
				put_string(fdt, labels[i], PICK(paths));
		fdt_end_node(fdt);
	}
	finish(fdt);
}

static void put_fragment(void *fdt, unsigned int number)
{
	char name[32];

	snprintf(name, sizeof(name), "fragment@%u", number);
	fdt_begin_node(fdt, name);
	if (pick(3))
		fdt_property_u32(fdt, "target", (uint32_t)pick(6));
	if (pick(4))
		put_string(fdt, "target-path", PICK(paths));
	if (pick(10)) {
		fdt_begin_node(fdt, "__overlay__");
		put_node(fdt, 2, true);
		fdt_end_node(fdt);
	}
	fdt_end_node(fdt);
}

static void put_fixups(void *fdt, unsigned int n_fragments)
{
	fdt_begin_node(fdt, "__fixups__");
	for (size_t i = 0; i < 4; i++) {
		char text[64];

		if (pick(6))
			continue;
		if (pick(3))
			snprintf(text, sizeof(text), "/fragment@%zu:target:0", pick(n_fragments));
		else
			snprintf(text, sizeof(text), "/fragment@%zu/__overlay__%s%s:%s:%zu",
				pick(n_fragments), pick(2) ? "/" : "", PICK(node_names),
				PICK(prop_names), pick(3) * 4);
		put_string(fdt, labels[i], text);
	}
	fdt_end_node(fdt);
}

static void put_local_fixups(void *fdt, unsigned int n_fragments)
{
	char name[32];

	fdt_begin_node(fdt, "__local_fixups__");
	snprintf(name, sizeof(name), "fragment@%zu", pick(n_fragments));
	fdt_begin_node(fdt, name);
	if (pick(2))
		fdt_property_u32(fdt, "target", 0);
	if (pick(2)) {
		fdt_begin_node(fdt, "__overlay__");
		fdt_property_u32(fdt, PICK(prop_names), (uint32_t)pick(2) * 4);
		fdt_end_node(fdt);
	}
	fdt_end_node(fdt);
	fdt_end_node(fdt);
}

static void put_symbols(void *fdt, unsigned int n_fragments)
{
	fdt_begin_node(fdt, "__symbols__");
	for (size_t i = 0; i < 4; i++) {
		char text[64];

		if (pick(2))
			continue;
		snprintf(text, sizeof(text), "/fragment@%zu/%s%s%s", pick(n_fragments + 1u),
			pick(9) ? "__overlay__" : "other", pick(3) ? "/" : "",
			pick(3) ? PICK(node_names) : "");
		if (!pick(30))
			strcpy(text, "relative");
		put_string(fdt, labels[i], text);
	}
	fdt_end_node(fdt);
}

static void make_overlay(void *fdt)
{
	unsigned int n = 1 + (unsigned int)pick(3);

	start(fdt);
	for (unsigned int i = 0; i < n; i++)
		put_fragment(fdt, i);
	if (!pick(3))
		put_fixups(fdt, n);
	if (!pick(3))
		put_local_fixups(fdt, n);
	if (!pick(3))
		put_symbols(fdt, n);
	finish(fdt);
}

static void dump(struct buf *out, const struct dt_tree *t)
{
	const struct dt_node *n;
	const struct dt_prop *p;

	dt_for_each_node(t, n) {
		dt_path(out, n);
		buf_putc(out, '\n');
		dt_for_each_prop(n, p) {
			buf_printf(out, "  %s:", p->name);
			for (uint32_t i = 0; i < p->len; i++)
				buf_printf(out, " %02x", p->data[i]);
			buf_putc(out, '\n');
		}
	}
}

static void dump_blob(struct buf *out, const void *blob, size_t size)
{
	struct dt_tree *t;
	struct sdc_error err;

	ck_assert_msg(!dt_tree_build(blob, size, "merged", &t, &err), "%s", err.text);
	dump(out, t);
	dt_tree_free(t);
}

static void compare(const void *blob, const struct buf *merged)
{
	struct buf theirs = { 0 }, ours = { 0 };
	size_t at, line = 0;

	dump_blob(&theirs, blob, fdt_totalsize(blob));
	dump_blob(&ours, merged->data, merged->len);
	for (at = 0; at < theirs.len && theirs.data[at] == ours.data[at]; at++)
		line = theirs.data[at] == '\n' ? at + 1 : line;
	ck_assert_msg(at == ours.len && at == theirs.len, "libfdt: %.300s\nours: %.300s",
		theirs.data + line, ours.data + line);
	buf_free(&theirs);
	buf_free(&ours);
}

/* Returns whether the overlay applies. */
static bool try_pair(void)
{
	static unsigned char base[ROOM], overlay[ROOM], base2[ROOM * 2], overlay2[ROOM];
	struct dt_tree *tree, *change;
	struct buf merged = { 0 };
	int ours, theirs;
	bool safe;

	make_base(base);
	make_overlay(overlay);
	ck_assert_int_eq(fdt_open_into(base, base2, sizeof(base2)), 0);
	memcpy(overlay2, overlay, sizeof(overlay2));
	ck_assert_int_eq(dt_tree_build(base, fdt_totalsize(base), "base", &tree, NULL), 0);
	ck_assert_int_eq(
		dt_tree_build(overlay, fdt_totalsize(overlay), "overlay", &change, NULL), 0);
	/* libfdt would follow the others anywhere. */
	safe = !overlay_check(change);
	ours = safe ? overlay_apply(tree, change, false, &merged) : -1;
	if (safe) {
		theirs = fdt_overlay_apply(base2, overlay2);
		ck_assert_msg(!ours == !theirs, "ours %s, libfdt's %s", fdt_strerror(ours),
			fdt_strerror(theirs));
		if (!ours)
			compare(base2, &merged);
	}
	dt_tree_free(tree);
	dt_tree_free(change);
	buf_free(&merged);
	return !ours;
}

START_TEST(libfdt_agrees)
{
	const char *seed = getenv("SEED");
	unsigned int applied = 0;

	state = (seed ? (uint32_t)strtoul(seed, NULL, 10) : 1) * 2654435761u + (uint32_t)_i + 1;
	for (unsigned int i = 0; i < PAIRS; i++)
		applied += try_pair();
	/* Both outcomes have to come often. */
	ck_assert_uint_gt(applied, PAIRS / 10);
	ck_assert_uint_lt(applied, PAIRS * 9 / 10);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("dt/overlay_peer");
	TCase *tc = tcase_create("peer");

	tcase_add_loop_test(tc, libfdt_agrees, 0, 20);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
