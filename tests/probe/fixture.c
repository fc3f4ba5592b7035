// SPDX-License-Identifier: BSD-2-Clause
#include "fixture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files/file.h"
#include "sim/wire.h"

void fixture_init(struct fixture *f, unsigned int n_agents)
{
	static const struct fw_protocol protocols[8] = {
		{ .id = 0x11, .has_count = true, .count = 3 },
		{ .id = 0x12, .has_count = false, .count = 0 },
		{ .id = 0x13, .has_count = true, .count = 2 },
		{ .id = 0x14, .has_count = true, .count = 8 },
		{ .id = 0x15, .has_count = true, .count = 5 },
		{ .id = 0x16, .has_count = true, .count = 5 },
		{ .id = 0x17, .has_count = true, .count = 3 },
		{ .id = 0x19, .has_count = true, .count = 40 },
	};

	memset(f, 0, sizeof(*f));
	memcpy(f->protocols, protocols, sizeof(protocols));
	for (unsigned int i = 0; i < n_agents; i++) {
		f->agents[i].has_id = true;
		f->agents[i].id = i;
		f->agents[i].smc_id = 0x82000002 + i;
		f->agents[i].page = 0x47ff0000 + 0x1000 * (uint64_t)i;
		f->agents[i].page_size = 0x1000;
		f->agents[i].trusted = i == 1;
	}
	f->agents[0].name = "dom0";
	f->agents[1].name = "xen";
	f->fw.file = "fixture";
	f->fw.agents = f->agents;
	f->fw.n_agents = n_agents;
	f->fw.discover_agent = f->fw.set_device_permissions = true;
	f->fw.reset_agent_configuration = true;
	f->fw.protocols = f->protocols;
	f->fw.n_protocols = 8;
	f->handle.fw = &f->fw;
}

void fixture_newest(struct fixture *f)
{
	static const uint64_t rates[] = { 1000, 2000, 3000 }, parents[] = { 1, 2 };
	static const struct fact facts[] = {
		{ .key = FACT_RATES, .list = rates, .n_list = 3 },
		{ .key = FACT_PARENTS, .list = parents, .n_list = 2 },
		{ .key = FACT_MAY_SET_STATE, .number = 1 },
		{ .key = FACT_MAY_SET_RATE },
	};
	static const struct fw_resource clocks[] = {
		{ .id = 0, .name = "short", .facts = facts, .n_facts = 4 },
		{ .id = 1,
			.name = "a name of more than sixteen characters",
			.facts = facts,
			.n_facts = 4 },
	};
	static const uint32_t versions[] = { 0x30001, 0x20001, 0x40000, 0x30000, 0x30001, 0x30001,
		0x20001, 0x10000 };

	for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++)
		f->protocols[i].version = versions[i];
	f->protocols[3].resources[0] = clocks;
	f->protocols[3].n_resources[0] = 2;
	f->protocols[7].groups = 3;
	f->protocols[7].functions = 2;
	f->protocols[8] = (struct fw_protocol){
		.id = 0x18, .has_count = true, .count = 2, .version = 0x20000
	};
	f->fw.n_protocols = 9;
	f->fw.base_version = 0x20001;
}

static struct sdc_tree *load(const char *source, size_t len)
{
	char path[] = "/tmp/probe-test-XXXXXX";
	struct sdc_tree *tree = NULL;
	struct sdc_error err = { 0 };
	int fd = mkstemp(path);

	if (fd < 0 || write(fd, source, len) != (ssize_t)len ||
		sdc_tree_load(path, NULL, &tree, &err)) {
		fprintf(stderr, "%s: %s\n", path, err.text);
		exit(2);
	}
	close(fd);
	unlink(path);
	return tree;
}

struct sdc_tree *fixture_tree(const char *const *replace)
{
	struct buf text = { 0 };
	struct sdc_error err;
	struct sdc_tree *tree;

	if (read_file("tests/probe/platform.dts", &text, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
	for (; replace && replace[0]; replace += 2) {
		char *at = strstr(text.data, replace[0]);
		struct buf next = { 0 };

		if (!at) {
			fprintf(stderr, "platform.dts does not have %s\n", replace[0]);
			exit(2);
		}
		buf_write(&next, text.data, (size_t)(at - text.data));
		buf_puts(&next, replace[1]);
		buf_puts(&next, at + strlen(replace[0]));
		buf_free(&text);
		text = next;
	}
	tree = load(text.data, text.len);
	buf_free(&text);
	return tree;
}

struct sdc_tree *fixture_big_tree(unsigned int n_agents)
{
	struct buf b = { 0 };
	struct sdc_tree *tree;

	buf_puts(&b, "/dts-v1/;\n/ { #address-cells = <2>; #size-cells = <2>;\n"
		     "config { compatible = \"xen,sci\"; #address-cells = <2>; #size-cells = <2>;\n"
		     "ranges; scmi-secondary-agents = ");
	for (unsigned int i = 0; i < n_agents; i++)
		if (i != 1)
			buf_printf(&b, "%s<0x%x &shm%u %u>", i ? ", " : "", 0x82000002 + i, i, i);
	buf_puts(&b, ";\n");
	for (unsigned int i = 0; i < n_agents; i++)
		buf_printf(&b,
			"shm%u: sram@%x { compatible = \"arm,scmi-shmem\"; "
			"reg = <0 0x%x 0 0x1000>; };\n",
			i, 0x47ff0000 + 0x1000 * i, 0x47ff0000 + 0x1000 * i);
	buf_puts(&b, "scmi { compatible = \"arm,scmi-smc\"; arm,smc-id = <0x82000003>; "
		     "shmem = <&shm1>; }; }; };\n");
	tree = load(b.data, b.len);
	buf_free(&b);
	return tree;
}

const struct sdc_finding *fixture_finding(const struct sdc_probe *p, const char *rule)
{
	const struct sdc_result *r = sdc_probe_result(p);

	for (size_t i = 0; i < sdc_result_finding_count(r); i++)
		if (!strcmp(sdc_result_finding(r, i)->rule, rule))
			return sdc_result_finding(r, i);
	return NULL;
}

const char *const fixture_two_cells[] = { "<0x82000002 &shm0 0>, <0x82000004 &shm2 2>",
	"<0x82000002 &shm0>, <0x82000004 &shm2>", "<0x82000005 &shm3 3>", "<0x82000005 &shm3>",
	"cells = <3>", "cells = <2>", NULL };

struct sdc_probe *fixture_probe(
	const struct fixture *f, const struct sdc_tree *tree, struct sdc_probe_options o)
{
	struct sdc_probe *p = NULL;
	struct sdc_error err;

	o.transport = SDC_TRANSPORT_SIM;
	o.firmware = &f->handle;
	if (sdc_probe(tree, &o, &p, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
	return p;
}

void fixture_run(const struct fixture *f, const char *const *replace, struct sdc_probe_options o,
	struct sdc_tree **tree, struct sdc_probe **probe)
{
	sdc_probe_free(*probe);
	sdc_tree_free(*tree);
	*tree = fixture_tree(replace);
	*probe = fixture_probe(f, *tree, o);
}

int fixture_listen(const char *path)
{
	struct sockaddr_un address;
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (unix_address(path, &address, NULL) ||
		bind(fd, (struct sockaddr *)&address, sizeof(address)) || listen(fd, 1)) {
		close(fd);
		return -1;
	}
	return fd;
}
