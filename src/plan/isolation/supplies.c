// SPDX-License-Identifier: BSD-2-Clause
/* Pins, lines, clocks, resets and regulators outside SCMI that devices of two owners use: nobody
 * keeps one owner from switching them off under the other. */
#include <stdlib.h>
#include <string.h>

#include "plan/isolation/isolate.h"
#include "plan/isolation/pins.h"

enum supply { SUPPLY_PINS, SUPPLY_LINE, SUPPLY_CLOCK, SUPPLY_RESET, SUPPLY_REGULATOR, SUPPLIES };

static const char *const supply_names[SUPPLIES] = { "pins", "GPIO lines", "clocks", "resets",
	"regulators" };

struct used {
	enum supply supply;
	size_t provider;
	uint64_t id;
	bool pin;         /* one by itself */
	const char *name; /* of a pin that has no number, else NULL */
	uint32_t owner;
	const struct dt_node *node;
	const struct dt_prop *prop;
};

/* Of two owners and one supply all is one finding. */
struct pair {
	enum supply supply;
	uint32_t guest, other;
	const struct used *first, *with;
	size_t n;
};

#define MAX_PAIRS 256 /* so many are told apart; only hostile manifests have more */

/* The thing that is used. */
static int compare_things(const struct used *x, const struct used *y)
{
	if (x->supply != y->supply)
		return x->supply < y->supply ? -1 : 1;
	if (x->provider != y->provider)
		return x->provider < y->provider ? -1 : 1;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	if (!x->name || !y->name)
		return (x->name != NULL) - (y->name != NULL);
	return strcmp(x->name, y->name);
}

static int by_thing(const void *a, const void *b)
{
	const struct used *x = a, *y = b;
	int order = compare_things(x, y);

	if (order)
		return order;
	/* Guests first: findings are theirs. */
	if (x->owner != y->owner)
		return x->owner > y->owner ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

static bool is_supply(const struct dt_prop *p, enum supply *out)
{
	const char *cells = dt_ref_cells_name(p->name);
	size_t len = strlen(p->name);

	if (!cells)
		return false;
	if (!strncmp(p->name, "pinctrl-", 8))
		*out = SUPPLY_PINS;
	else if (!strcmp(cells, "#gpio-cells"))
		*out = SUPPLY_LINE;
	else if (!strcmp(p->name, "clocks"))
		*out = SUPPLY_CLOCK;
	else if (!strcmp(p->name, "resets"))
		*out = SUPPLY_RESET;
	else if (len > 7 && !strcmp(p->name + len - 7, "-supply"))
		*out = SUPPLY_REGULATOR;
	else
		return false;
	return true;
}

/* What nothing can switch, or what the firmware serves, which hears of all users. */
static bool is_fixed(const struct dt_node *n)
{
	const struct dt_node *top = n;

	while (top->parent && top->parent->parent)
		top = top->parent;
	return !strcmp(top->name, "firmware") || dt_compatible(n, "fixed-clock") ||
	       dt_compatible(n, "fixed-factor-clock") ||
	       (dt_compatible(n, "regulator-fixed") && !dt_prop(n, "gpio") && !dt_prop(n, "gpios"));
}

static uint64_t id_of(enum supply supply, const struct dt_ref *ref)
{
	uint64_t id = 0;

	/* Behind the line are flags. */
	for (uint32_t i = 0; i < ref->n_args && i < (supply == SUPPLY_LINE ? 1 : 2); i++)
		id = id << 32 | dt_cell(ref->args, i);
	return id;
}

struct list {
	struct used *v;
	size_t n, cap;
};

static void collect_node(struct builder *b, struct list *list, const bool *scmi,
	const struct dt_node *n, uint32_t owner)
{
	const struct dt_prop *p;

	dt_for_each_prop(n, p) {
		struct used one = { .owner = owner, .node = n, .prop = p };
		struct dt_ref ref = { 0 };
		const char *cells;

		if (dt_is_hog(n, p) || !is_supply(p, &one.supply))
			continue;
		cells = dt_ref_cells_name(p->name);
		while (dt_ref_next(b->t, p, *cells ? cells : NULL, &ref)) {
			if (ref.error)
				continue;
			one.provider = dt_index(b->t, ref.provider);
			one.id = id_of(one.supply, &ref);
			if (!scmi[one.provider] && !is_fixed(ref.provider))
				vec_push(list, one);
		}
	}
}

static void collect(struct builder *b, struct list *list)
{
	bool *scmi = arena_array(b->a, b->t->n_nodes, sizeof(*scmi));
	const struct dt_node *n;

	for (size_t i = 0; i < b->m->n_instances; i++) {
		size_t at = dt_index(b->t, b->m->instances[i].node);

		memset(&scmi[at], 1, b->m->instances[i].node->n_tree * sizeof(*scmi));
	}
	dt_for_each_node(b->t, n) {
		uint32_t owner = isolate_owner(b, n);

		if (owner != PLAN_NOBODY)
			collect_node(b, list, scmi, n, owner);
	}
}

static void count(struct pair *pairs, size_t *n, const struct used *first, const struct used *with)
{
	size_t i = 0;

	while (i < *n && (pairs[i].supply != first->supply || pairs[i].guest != first->owner ||
				 pairs[i].other != with->owner))
		i++;
	if (i == MAX_PAIRS)
		return;
	if (i == *n)
		pairs[(*n)++] =
			(struct pair){ first->supply, first->owner, with->owner, first, with, 0 };
	pairs[i].n++;
}

/* What is shared: pins by their name or number, where the configuration says it. */
static const char *what(struct builder *b, const struct used *u)
{
	if (u->supply != SUPPLY_PINS || !u->pin)
		return supply_names[u->supply];
	if (u->name)
		return arena_printf(b->a, "pin %s", u->name);
	return arena_printf(b->a, "pin 0x%x", (unsigned int)u->id);
}

static void report(struct builder *b, const struct pair *p)
{
	const struct dt_node *provider = &b->t->nodes[p->first->provider];
	const char *more = p->n > 1 ? arena_printf(b->a, ", and %zu more", p->n - 1) : "";
	struct issue *i = issue_add(&b->issues, RULE_ISOLATION_SUPPLY_SHARED, p->first->node,
		p->first->prop->name, -1, "%s and %s both use %s of %s%s",
		isolate_name(b, p->guest), isolate_name(b, p->other), what(b, p->first),
		dt_path_dup(b->a, provider), more);

	issue_relate(&b->issues, i, p->with->node, "the other device");
	issue_hint(&b->issues, i,
		"give both devices to one owner, or see that no driver of either switches what "
		"both need");
}

struct expansion {
	struct builder *b;
	struct list *list;
	const struct used *of;
};

static void add_pin(void *user, const struct pin *pin)
{
	struct expansion *e = user;
	struct used one = *e->of;

	one.provider = dt_index(e->b->t, pin->controller);
	one.id = pin->number;
	one.name = pin->name;
	one.pin = true;
	vec_push(e->list, one);
}

static void sort(struct list *l)
{
	if (l->n)
		qsort(l->v, l->n, sizeof(*l->v), by_thing);
}

/* Two configurations may hold one pin, so that pins take the place of those that are understood.
 * Each is looked into once for each owner: time is linear. */
static struct list expand_pins(struct builder *b, const struct list *list)
{
	struct list out = { 0 };

	for (size_t i = 0; i < list->n; i++) {
		const struct used *x = &list->v[i];
		struct expansion e = { b, &out, x };

		if (x->supply == SUPPLY_PINS && i && !compare_things(x - 1, x) &&
			x[-1].owner == x->owner)
			continue;
		if (x->supply != SUPPLY_PINS || !pins_each(&b->t->nodes[x->provider], add_pin, &e))
			vec_push(&out, *x);
	}
	return out;
}

void isolate_supplies(struct builder *b)
{
	struct list references = { 0 }, list;
	struct pair pairs[MAX_PAIRS];
	const struct used *first = NULL;
	size_t n = 0;

	collect(b, &references);
	sort(&references);
	list = expand_pins(b, &references);
	vec_free(&references);
	sort(&list);
	for (size_t i = 0; i < list.n; i++) {
		const struct used *x = &list.v[i];

		if (!first || compare_things(first, x))
			first = x;
		else if (x->owner != x[-1].owner)
			count(pairs, &n, first, x);
	}
	for (size_t i = 0; i < n; i++)
		report(b, &pairs[i]);
	vec_free(&list);
}
