// SPDX-License-Identifier: BSD-2-Clause
/*
 * gen NODES AGENTS SYMBOLS - write a host tree with an SCMI configuration and so many devices
 *
 * libfdt looks every property's name up among all others, which takes hours for large trees, so
 * the blob is laid out here: names of properties are few and known beforehand, labels are unique.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define BASE_DOORBELL 0x82000010u
#define BASE_PAGE     0x2e000000u
#define PER_BUS       64

enum { PAGE_PHANDLE = 0x100, MANAGEMENT_PHANDLE = 1, CLOCK_PHANDLE = 2, DEVICE_PHANDLE = 0x1000 };

struct tree {
	struct buf structure, strings, symbols;
};

static void put32(struct buf *b, uint32_t v)
{
	const char bytes[] = { (char)(v >> 24 & 0xff), (char)(v >> 16 & 0xff),
		(char)(v >> 8 & 0xff), (char)(v & 0xff) };

	buf_write(b, bytes, 4);
}

static void align(struct buf *b)
{
	buf_pad(b, 0, (b->len + 3) & ~(size_t)3, '\0');
}

static uint32_t string_offset(struct tree *t, const char *name)
{
	static const char known[] =
		"compatible\0reg\0ranges\0phandle\0#address-cells\0#size-cells\0clocks\0"
		"access-controllers\0#clock-cells\0#access-controller-cells\0arm,smc-id\0shmem\0"
		"#scmi-secondary-agents-cells\0scmi-secondary-agents\0xen,dom0-sci-agent-id\0"
		"method\0interrupts\0status\0";
	const char *s = known, *last = known + sizeof(known) - 1;

	if (!t->strings.len)
		buf_write(&t->strings, known, sizeof(known));
	while (s < last && strcmp(s, name))
		s += strlen(s) + 1;
	if (s < last)
		return (uint32_t)(s - known);
	buf_write(&t->strings, name, strlen(name) + 1);
	return (uint32_t)(t->strings.len - strlen(name) - 1);
}

static void begin(struct tree *t, const char *name)
{
	put32(&t->structure, 1);
	buf_write(&t->structure, name, strlen(name) + 1);
	align(&t->structure);
}

static void end(struct tree *t)
{
	put32(&t->structure, 2);
}

static void prop(struct tree *t, const char *name, const void *data, size_t len)
{
	put32(&t->structure, 3);
	put32(&t->structure, (uint32_t)len);
	put32(&t->structure, string_offset(t, name));
	buf_write(&t->structure, data, len);
	align(&t->structure);
}

static void text(struct tree *t, const char *name, const char *value)
{
	prop(t, name, value, strlen(value) + 1);
}

static void cells(struct tree *t, const char *name, size_t n, const uint32_t *v)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < n; i++)
		put32(&b, v[i]);
	prop(t, name, buf_str(&b), b.len);
	buf_free(&b);
}

#define CELLS(t, name, ...)                                                    \
	cells(t, name, sizeof((uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t), \
		(uint32_t[]){ __VA_ARGS__ })

static void bus_props(struct tree *t)
{
	CELLS(t, "#address-cells", 2);
	CELLS(t, "#size-cells", 2);
}

static void page(struct tree *t, uint32_t id, uint32_t phandle)
{
	char name[32];

	snprintf(name, sizeof(name), "sram@%x", BASE_PAGE + id * 0x1000);
	begin(t, name);
	text(t, "compatible", "arm,scmi-shmem");
	CELLS(t, "reg", 0, BASE_PAGE + id * 0x1000, 0, 0x1000);
	CELLS(t, "phandle", phandle);
	end(t);
}

/* Agent 1 is Xen's own; the others follow in the table. */
static void container(struct tree *t, uint32_t agents)
{
	uint32_t *table = malloc((size_t)agents * 3 * sizeof(*table)), n = 0;

	if (!table)
		abort();
	begin(t, "xen_scmi_config");
	text(t, "compatible", "xen,sci");
	bus_props(t);
	prop(t, "ranges", "", 0);
	CELLS(t, "#scmi-secondary-agents-cells", 3);
	for (uint32_t id = 0; n < agents * 3; id++) {
		if (id == 1)
			continue;
		table[n++] = BASE_DOORBELL + id;
		table[n++] = PAGE_PHANDLE + id;
		table[n++] = id;
	}
	cells(t, "scmi-secondary-agents", n, table);
	free(table);
	CELLS(t, "xen,dom0-sci-agent-id", 0);
	for (uint32_t id = 0; id <= agents; id++)
		page(t, id, PAGE_PHANDLE + id);
	begin(t, "scmi");
	text(t, "compatible", "arm,scmi-smc");
	CELLS(t, "arm,smc-id", BASE_DOORBELL + 1);
	CELLS(t, "shmem", PAGE_PHANDLE + 1);
	CELLS(t, "#address-cells", 1);
	CELLS(t, "#size-cells", 0);
	CELLS(t, "#access-controller-cells", 1);
	CELLS(t, "phandle", MANAGEMENT_PHANDLE);
	end(t);
	end(t);
}

static void host(struct tree *t)
{
	begin(t, "psci");
	text(t, "compatible", "arm,psci-1.0");
	text(t, "method", "smc");
	end(t);
	page(t, 0, PAGE_PHANDLE - 1);
	begin(t, "firmware");
	begin(t, "scmi");
	text(t, "compatible", "arm,scmi-smc");
	CELLS(t, "arm,smc-id", BASE_DOORBELL);
	CELLS(t, "shmem", PAGE_PHANDLE - 1);
	CELLS(t, "#address-cells", 1);
	CELLS(t, "#size-cells", 0);
	begin(t, "protocol@14");
	CELLS(t, "reg", 0x14);
	CELLS(t, "#clock-cells", 1);
	CELLS(t, "phandle", CLOCK_PHANDLE);
	end(t);
	end(t);
	end(t);
}

static void device(struct tree *t, uint32_t i, const char *bus)
{
	char name[32], label[32];
	uint32_t addr = 0x40000000 + i * 0x1000;

	snprintf(name, sizeof(name), "device@%08x", addr);
	snprintf(label, sizeof(label), "dev%07u", i);
	begin(t, name);
	text(t, "compatible", "vendor,test-device");
	CELLS(t, "reg", i >> 18, addr, 0, 0x1000);
	CELLS(t, "interrupts", 0, i & 0xff, 4);
	CELLS(t, "clocks", CLOCK_PHANDLE, i);
	CELLS(t, "access-controllers", MANAGEMENT_PHANDLE, i);
	CELLS(t, "phandle", DEVICE_PHANDLE + i);
	text(t, "status", "okay");
	end(t);
	buf_printf(&t->symbols, "%s%c/soc/%s/%s%c", label, 0, bus, name, 0);
}

static void devices(struct tree *t, uint32_t nodes)
{
	char bus[32];

	begin(t, "soc");
	text(t, "compatible", "simple-bus");
	bus_props(t);
	prop(t, "ranges", "", 0);
	for (uint32_t i = 0, n = 0; n < nodes; n++) {
		if (n % PER_BUS == 0) {
			if (n)
				end(t);
			snprintf(bus, sizeof(bus), "bus@%08x", n);
			begin(t, bus);
			text(t, "compatible", "simple-bus");
			bus_props(t);
			prop(t, "ranges", "", 0);
			continue;
		}
		device(t, i++, bus);
	}
	if (nodes)
		end(t);
	end(t);
}

static void symbols(struct tree *t)
{
	const char *s = buf_str(&t->symbols), *last = s + t->symbols.len;

	begin(t, "__symbols__");
	while (s < last) {
		const char *path = s + strlen(s) + 1;

		text(t, s, path);
		s = path + strlen(path) + 1;
	}
	end(t);
}

static void write_blob(const struct tree *t)
{
	struct buf h = { 0 };
	uint32_t structure = 40 + 16, strings = structure + (uint32_t)t->structure.len;
	const uint32_t header[] = { 0xd00dfeed, strings + (uint32_t)t->strings.len, structure,
		strings, 40, 17, 16, 0, (uint32_t)t->strings.len, (uint32_t)t->structure.len, 0, 0,
		0, 0 };

	for (size_t i = 0; i < sizeof(header) / sizeof(header[0]); i++)
		put32(&h, header[i]);
	fwrite(h.data, 1, h.len, stdout);
	fwrite(t->structure.data, 1, t->structure.len, stdout);
	fwrite(t->strings.data, 1, t->strings.len, stdout);
	buf_free(&h);
}

int main(int argc, char **argv)
{
	struct tree t = { 0 };

	if (argc != 4)
		return 2;
	begin(&t, "");
	bus_props(&t);
	host(&t);
	begin(&t, "chosen");
	bus_props(&t);
	prop(&t, "ranges", "", 0);
	container(&t, (uint32_t)strtoul(argv[2], NULL, 10));
	end(&t);
	devices(&t, (uint32_t)strtoul(argv[1], NULL, 10));
	if (strtoul(argv[3], NULL, 10))
		symbols(&t);
	end(&t);
	put32(&t.structure, 9);
	write_blob(&t);
	buf_free(&t.structure);
	buf_free(&t.strings);
	buf_free(&t.symbols);
	return 0;
}
