// SPDX-License-Identifier: BSD-2-Clause
#include "machine.h"

#include <stdlib.h>
#include <string.h>

const char *machine_at(const struct machine *m, const char *name)
{
	static char paths[4][256];
	static unsigned int n;

	n = (n + 1) % 4;
	snprintf(paths[n], sizeof(paths[n]), "%s/%s", m->dir, name);
	return paths[n];
}

void machine_shell(const struct machine *m, const char *command)
{
	char line[1024];

	snprintf(line, sizeof(line), "cd %s && { %s; }", m->dir, command);
	ck_assert_int_eq(system(line), 0);
}

void machine_setup(struct machine *m)
{
	memset(m, 0, sizeof(*m));
	strcpy(m->dir, "/tmp/probe-root-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(m->dir));
	fixture_init(&m->fixture, MACHINE_AGENTS);
	m->tree = fixture_tree(NULL);
}

void machine_teardown(struct machine *m)
{
	sdc_tree_free(m->tree);
	machine_shell(m, "rm -rf -- \"$PWD\"");
}

void machine_pages(const struct machine *m, const char *name)
{
	static uint32_t pages[MACHINE_AGENTS][0x400];
	FILE *f = fopen(machine_at(m, name), "w");

	ck_assert_ptr_nonnull(f);
	for (unsigned int i = 0; i < MACHINE_AGENTS; i++)
		server_reset_page(pages[i], sizeof(pages[i]));
	ck_assert_uint_eq(fwrite(pages, sizeof(pages), 1, f), 1);
	fclose(f);
}

void machine_bind_driver(const struct machine *m)
{
	machine_shell(m, "mkdir -p dev sys/bus/platform/drivers/arm-scmi/firmware:scmi &&"
			 "ln -s ../../../../../firmware/devicetree/base/firmware/scmi"
			 " sys/bus/platform/drivers/arm-scmi/firmware:scmi/of_node &&"
			 "truncate -s 1207959552 dev/scmi-doorbell");
}

struct sdc_probe *machine_probe(struct machine *m, const struct sdc_probe_options *o)
{
	struct sdc_probe *p = NULL;
	int rc = sdc_probe(m->tree, o, &p, &m->error);

	ck_assert_msg(!rc, "%s", m->error.text);
	return p;
}

unsigned int machine_in_state(const struct sdc_probe *p, enum sdc_channel_state state)
{
	unsigned int n = 0;

	for (size_t i = 0; i < sdc_probe_channel_count(p); i++)
		n += sdc_probe_channel(p, i)->state == state;
	return n;
}
