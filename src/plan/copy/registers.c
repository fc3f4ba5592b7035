// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "dt/addr.h"
#include "dt/pci.h"
#include "plan/build.h"
#include "plan/copy/node.h"

/* Physical addresses of an Arm CPU have no more. */
#define ADDRESS_END (UINT64_C(1) << 52)

uint64_t registers_guest(const struct device *d, uint32_t index, uint64_t addr)
{
	const struct manifest_device *want = d->top->want;

	if (want->n_addresses > 1 && index < want->n_addresses)
		return (want->addresses[index] & SCMI_PAGE_MASK) | (addr & ~SCMI_PAGE_MASK);
	return addr + d->delta;
}

static const char *why(enum dt_addr_error error)
{
	switch (error) {
	case DT_ADDR_BAD_CELLS:
		return "its bus has no memory addresses";
	case DT_ADDR_NO_RANGES:
		return "a parent has no ranges";
	case DT_ADDR_OUTSIDE:
		return "it is outside its parents' ranges";
	default:
		return "reg is too short";
	}
}

/* The device's own registers may have addresses one by one, its children's follow the first. */
static uint64_t guest_of(
	const struct device *d, const struct dt_node *n, uint32_t index, uint64_t addr)
{
	return n == d->top->node ? registers_guest(d, index, addr) : addr + d->delta;
}

static bool is_sane(struct builder *b, const struct device *d, const struct dt_node *n,
	uint32_t index, const struct dt_region *r)
{
	const char *name = b->g.want->name;
	struct issue *i;

	if (r->error) {
		i = issue_add(&b->issues, RULE_GUEST_REGISTERS, n, "reg", (int)index,
			"guest %s: entry %u of reg has no CPU address: %s", name, index,
			why(r->error));
		if (r->at && r->at != n)
			issue_relate(&b->issues, i, r->at, "where the translation stops");
		issue_hint(&b->issues, i,
			"give the guest the controller of that bus, with its children");
		return false;
	}
	if (!r->size || r->addr >= ADDRESS_END || r->size > ADDRESS_END - r->addr) {
		issue_add(&b->issues, RULE_GUEST_REGISTERS, n, "reg", (int)index,
			"guest %s: entry %u of reg cannot be mapped: 0x%" PRIx64
			" bytes at 0x%" PRIx64,
			name, index, r->size, r->addr);
		return false;
	}
	if (guest_of(d, n, index, r->addr) >= ADDRESS_END - r->size) {
		issue_add(&b->issues, RULE_GUEST_REGISTERS, n, "reg", (int)index,
			"guest %s: guest address 0x%" PRIx64 " is not one of 52 bits", name,
			guest_of(d, n, index, r->addr));
		return false;
	}
	return true;
}

static void add_region(struct builder *b, const struct device *d, const struct dt_node *n,
	uint32_t index, const struct dt_region *r)
{
	struct range pages = scmi_pages_of(r->addr, r->addr + r->size);
	struct plan_region p = { .node = n, .host = pages.start };

	p.guest = guest_of(d, n, index, r->addr) & SCMI_PAGE_MASK;
	p.size = pages.end - pages.start;
	vec_push(&b->g.regions, p);
}

/* The offset that one guest address gives. In-page offsets are the hardware's. */
static void set_delta(struct builder *b, struct device *d, uint32_t n_regs)
{
	const struct manifest_device *want = d->top->want;
	struct dt_region first;

	if (!want->n_addresses)
		return;
	if (!n_regs || (want->n_addresses > 1 && want->n_addresses != n_regs)) {
		issue_add(&b->issues, RULE_GUEST_REGISTERS, d->top->node, "reg", -1,
			"guest %s: %zu guest addresses for %u entries of reg", b->g.want->name,
			want->n_addresses, n_regs);
		return;
	}
	first = dt_reg(b->t, d->top->node, 0, DT_CELLS_INHERIT);
	if (want->addresses[0] & ~SCMI_PAGE_MASK &&
		(want->addresses[0] & ~SCMI_PAGE_MASK) != (first.addr & ~SCMI_PAGE_MASK))
		issue_add(&b->issues, RULE_GUEST_REGISTERS, d->top->node, "reg", 0,
			"guest %s: guest address 0x%" PRIx64
			" is at another place in its page than the host's 0x%" PRIx64,
			b->g.want->name, want->addresses[0], first.addr);
	d->delta = (want->addresses[0] & SCMI_PAGE_MASK) - (first.addr & SCMI_PAGE_MASK);
}

/* A reg that its bus's cell counts do not divide says nothing, here as in the guest. */
static bool is_whole(struct builder *b, const struct dt_node *n)
{
	const struct dt_prop *reg = dt_prop(n, "reg");
	uint64_t one = (uint64_t)dt_addr_cells(b->t, n->parent, DT_CELLS_INHERIT) +
		       dt_size_cells(b->t, n->parent, DT_CELLS_INHERIT);

	if (!reg || (one && reg->len % (one * 4) == 0))
		return true;
	issue_add(&b->issues, RULE_GUEST_REGISTERS, n, "reg", -1,
		"guest %s: reg is not a whole number of entries of %llu cells", b->g.want->name,
		(unsigned long long)one);
	return false;
}

static void read_own(struct builder *b, struct device *d, uint32_t n_regs)
{
	const struct dt_node *n = d->top->node;

	if (!is_whole(b, n))
		return;
	for (uint32_t i = 0; i < n_regs; i++) {
		struct dt_region r = dt_reg(b->t, n, i, DT_CELLS_INHERIT);

		if (is_sane(b, d, n, i, &r))
			add_region(b, d, n, i, &r);
		else
			break;
	}
}

/* The windows of a PCI host bridge, which its devices' addresses lie in. */
static void read_windows(struct builder *b, struct device *d)
{
	const struct dt_node *n = d->top->node;
	struct dt_region r;

	/* Files map those that they want. */
	if (b->g.want->derived)
		return;
	for (uint32_t i = 0; dt_is_pci(n) && dt_pci_window(b->t, n, i, &r); i++) {
		if (r.error || !r.size || r.addr >= ADDRESS_END || r.size > ADDRESS_END - r.addr) {
			issue_add(&b->issues, RULE_GUEST_REGISTERS, n, "ranges", (int)i,
				"guest %s: window %u of the PCI host bridge has no CPU address",
				b->g.want->name, i);
			return;
		}
		add_region(b, d, n, 0, &r);
	}
}

/* What lies behind the device's own ranges. Other children have addresses of their own kind. */
static void read_child(struct builder *b, const struct device *d, struct device *child)
{
	const struct dt_node *n = child->pub.host;
	uint32_t n_regs;

	/* There reg is not an address of the CPU's, and the windows have all there is. */
	if (dt_is_pci(n->parent))
		return;
	n_regs = is_whole(b, n) ? dt_reg_count(b->t, n, DT_CELLS_INHERIT) : 0;

	for (uint32_t i = 0; i < n_regs; i++) {
		struct dt_region r = dt_reg(b->t, n, i, DT_CELLS_INHERIT);

		if (r.error && r.at && dt_within(r.at, d->top->node))
			return;
		if (!is_sane(b, d, n, i, &r))
			return;
		add_region(b, d, n, i, &r);
		child->mapped = true;
	}
}

static const char *unit_name(struct builder *b, const struct device *d, uint32_t n_regs)
{
	const struct dt_node *n = d->top->node;
	size_t len = strcspn(n->name, "@");
	struct dt_region r = { .error = DT_ADDR_NO_REG };

	if (n_regs)
		r = dt_reg(b->t, n, 0, DT_CELLS_INHERIT);
	if (r.error)
		return arena_strndup(b->a, n->name, len);
	return arena_printf(
		b->a, "%.*s@%" PRIx64, (int)len, n->name, registers_guest(d, 0, r.addr));
}

void registers_read(struct builder *b, struct device *d)
{
	const struct dt_node *top = d->top->node;
	uint32_t n_regs = dt_reg_count(b->t, top, DT_CELLS_INHERIT);

	d->region = b->g.regions.n;
	set_delta(b, d, n_regs);
	read_own(b, d, n_regs);
	d->n_own = b->g.regions.n - d->region;
	d->pub.node->name = unit_name(b, d, n_regs);
	read_windows(b, d);
	/* Its children stand behind it. */
	for (size_t i = (size_t)(d - b->g.devices.v) + 1; i < b->g.devices.n; i++)
		read_child(b, d, &b->g.devices.v[i]);
	d->n_region = b->g.regions.n - d->region;
}
