// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/vec.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/stream.h"
#include "scmi-dtcheck.h"

#define FORMAT_HTML (SDC_SARIF + 1)

struct probe_values {
	struct option_list agents, channels, set_permissions, release, warnings;
	struct tree_values tree;
	const char *mem, *mem_base, *mmio, *socket, *instance, *firmware, *fault, *root;
	const char *timeout, *count, *save, *output;
	bool all, names, deep, permissions, force, yes, quiet;
	int transport; /* enum sdc_transport */
	int format;    /* enum sdc_format, or FORMAT_HTML */
	int xen;       /* enum sdc_xen */
};

#define VALUE(member) offsetof(struct probe_values, member)

static const struct cli_option options[] = {
	{ "agent", 'a', OPTION_LIST, "N", NULL, "ask on the channel of agent N; may be repeated",
		VALUE(agents) },
	{ "channel", 0, OPTION_LIST, "SMC_ID", NULL,
		"ask on the channel with that doorbell; may be repeated", VALUE(channels) },
	{ "all", 0, OPTION_FLAG, NULL, NULL,
		"ask on every channel, and fail where one may not be asked", VALUE(all) },
	{ "transport", 't', OPTION_CHOICE, "NAME", "auto passive smc hvc mmio raw unix sim",
		"how to reach the firmware; auto: smc or hvc, as the machine has it, with the "
		"kernel module, else passive",
		VALUE(transport) },
	{ "mem", 0, OPTION_TEXT, "FILE", NULL, "the pages are in FILE instead of /dev/mem",
		VALUE(mem) },
	{ "mem-base", 0, OPTION_TEXT, "ADDRESS", NULL, "address of that file's first byte",
		VALUE(mem_base) },
	{ "mmio", 0, OPTION_TEXT, "ADDRESS:WIDTH:VALUE[:MASK]", NULL,
		"the doorbell register of the transport mmio", VALUE(mmio) },
	{ "socket", 0, OPTION_TEXT, "PATH", NULL, "the socket of the transport unix",
		VALUE(socket) },
	{ "instance", 0, OPTION_TEXT, "N", NULL, "which scmi_raw directory; 0", VALUE(instance) },
	{ "firmware", 0, OPTION_TEXT, "FILE", NULL,
		"what the transport sim serves, see scmi-dtcheck-firmware(5)", VALUE(firmware) },
	{ "fault", 0, OPTION_TEXT, "FAULT", NULL, "what the transport sim does wrong",
		VALUE(fault) },
	{ "names", 'n', OPTION_FLAG, NULL, NULL, "ask for every resource's name", VALUE(names) },
	{ "deep", 'd', OPTION_FLAG, NULL, NULL,
		"ask all that can be read: rates, levels, states, permissions", VALUE(deep) },
	{ "permissions", 'p', OPTION_FLAG, NULL, NULL,
		"ask whether the trusted commands are there; they are not sent",
		VALUE(permissions) },
	{ "set-permission", 0, OPTION_LIST, "AGENT:DEVICE:allow|deny", NULL,
		"send BASE_SET_DEVICE_PERMISSIONS; may be repeated", VALUE(set_permissions) },
	{ "count", 'c', OPTION_TEXT, "N", NULL, "time N round trips per channel", VALUE(count) },
	{ "timeout-ms", 0, OPTION_TEXT, "MS", NULL, "wait so long for an answer; 1000",
		VALUE(timeout) },
	{ "force", 0, OPTION_FLAG, NULL, NULL,
		"ask on channels that the kernel or a started guest owns, too", VALUE(force) },
	{ "release-channel", 0, OPTION_LIST, "SMC_ID", NULL,
		"free the channel with that doorbell if a request stands in it, after asking",
		VALUE(release) },
	{ "yes", 'y', OPTION_FLAG, NULL, NULL, "do not ask before a channel is freed", VALUE(yes) },
	{ "save-firmware", 's', OPTION_TEXT, "FILE", NULL,
		"write what was learned, for check --firmware", VALUE(save) },
	{ "format", 'f', OPTION_CHOICE, "FORMAT", "text gcc json sarif html", "how to report",
		VALUE(format) },
	{ "output", 'o', OPTION_TEXT, "FILE", NULL, "write the report to FILE, whole or not at all",
		VALUE(output) },
	{ "quiet", 'q', OPTION_FLAG, NULL, NULL, "do not say what is about to be touched",
		VALUE(quiet) },
	{ "warn", 'W', OPTION_LIST, "RULE", NULL, "as in check; may be repeated", VALUE(warnings) },
	{ "xen", 0, OPTION_CHOICE, "DRIVER", "auto multi-agent single-agent",
		"Xen's driver; auto takes the one that the tree is written for", VALUE(xen) },
	TREE_OPTIONS(struct probe_values, tree),
	{ "root", 0, OPTION_TEXT, "DIR", NULL, "look for /dev, /proc, /sys and /var/lib/xen in DIR",
		VALUE(root) },
};

/* What is freed at the end. */
struct session {
	struct sdc_probe_options options;
	uint32_t *agents, *smc_ids, *release;
	struct sdc_permission *set;
	struct sdc_firmware *firmware;
	struct sdc_warnings *warnings;
	struct sdc_tree *tree;
	struct sdc_probe *probe;
};

static int wrong(const char *option, const char *text)
{
	return message_usage("probe", "--%s: %s makes no sense", option, text);
}

static int read_u32(const char *option, const char *text, uint32_t max, uint32_t *out)
{
	uint64_t value = 0;

	if (text && !number_read(text, max, &value))
		return wrong(option, text);
	if (text)
		*out = (uint32_t)value;
	return 0;
}

static int read_list(const char *option, const struct option_list *list, uint32_t **out)
{
	int failed = 0;

	*out = xmalloc((list->n + 1) * sizeof(**out));
	for (size_t i = 0; !failed && i < list->n; i++)
		failed = read_u32(option, list->v[i], UINT32_MAX, &(*out)[i]);
	return failed;
}

static int read_permissions(const struct option_list *list, struct sdc_permission **out)
{
	*out = xmalloc((list->n + 1) * sizeof(**out));
	for (size_t i = 0; i < list->n; i++) {
		struct sdc_permission *set = &(*out)[i];
		uint64_t parts[2];
		const char *word = numbers_read(list->v[i], UINT32_MAX, parts, 2);

		if (!word || (strcmp(word, "allow") != 0 && strcmp(word, "deny") != 0))
			return wrong("set-permission", list->v[i]);
		set->agent = (uint32_t)parts[0];
		set->device = (uint32_t)parts[1];
		set->allow = !strcmp(word, "allow");
	}
	return 0;
}

static int read_mmio(const char *text, struct sdc_mmio_doorbell *out)
{
	uint64_t parts[3], mask = 0;
	const char *rest;

	if (!text)
		return 0;
	rest = numbers_read(text, UINT64_MAX, parts, 2);
	if (!rest)
		return wrong("mmio", text);
	if (strchr(rest, ':')) {
		rest = numbers_read(rest, UINT64_MAX, parts + 2, 1);
		if (!rest || !number_read(rest, UINT64_MAX, &mask))
			return wrong("mmio", text);
	} else if (!number_read(rest, UINT64_MAX, &parts[2])) {
		return wrong("mmio", text);
	}
	if (parts[1] != 8 && parts[1] != 16 && parts[1] != 32 && parts[1] != 64)
		return wrong("mmio", text);
	*out = (struct sdc_mmio_doorbell){ parts[0], (unsigned int)parts[1], parts[2], mask };
	return 0;
}

static int read_numbers(const struct probe_values *v, struct session *s)
{
	struct sdc_probe_options *o = &s->options;
	int failed = read_list("agent", &v->agents, &s->agents);

	if (!failed)
		failed = read_list("channel", &v->channels, &s->smc_ids);
	if (!failed)
		failed = read_list("release-channel", &v->release, &s->release);
	if (!failed)
		failed = read_permissions(&v->set_permissions, &s->set);
	if (!failed)
		failed = read_mmio(v->mmio, &o->mmio);
	if (!failed && v->mem_base && !number_read(v->mem_base, UINT64_MAX, &o->mem_base))
		failed = wrong("mem-base", v->mem_base);
	if (!failed)
		failed = read_u32("instance", v->instance, 0xffff, &o->instance);
	if (!failed)
		failed = read_u32("timeout-ms", v->timeout, 3600000, &o->timeout_ms);
	if (!failed)
		failed = read_u32("count", v->count, 1000000, &o->count);
	o->agents = s->agents;
	o->n_agents = v->agents.n;
	o->smc_ids = s->smc_ids;
	o->n_smc_ids = v->channels.n;
	o->release = s->release;
	o->n_release = v->release.n;
	o->set = s->set;
	o->n_set = v->set_permissions.n;
	return failed;
}

static void say(void *ctx, const char *line)
{
	(void)ctx;
	fprintf(stderr, "%s\n", line);
}

static bool agree(void *ctx, const char *question)
{
	(void)ctx;
	(void)question;
	return true;
}

/* Whoever cannot be asked has not agreed. */
static bool ask(void *ctx, const char *question)
{
	char answer[8] = { 0 };

	(void)ctx;
	if (!isatty(STDIN_FILENO)) {
		fprintf(stderr, "%s no: there is no terminal, give --yes\n", question);
		return false;
	}
	fprintf(stderr, "%s [y/N] ", question);
	return fgets(answer, sizeof(answer), stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}

static int read_options(const struct probe_values *v, struct session *s)
{
	struct sdc_probe_options *o = &s->options;

	o->transport = (enum sdc_transport)v->transport;
	o->mem = v->mem;
	o->socket = v->socket;
	o->root = v->root;
	o->fault = v->fault;
	o->all = v->all;
	o->names = v->names;
	o->permissions = v->permissions || v->deep;
	o->deep = v->deep;
	o->force = v->force;
	o->xen = (enum sdc_xen)v->xen;
	o->drop_privileges = true;
	o->say = v->quiet ? NULL : say;
	o->confirm = v->yes ? agree : ask;
	return read_numbers(v, s);
}

/* Without a tree: the one that the running system was started with. */
static const char *running_tree(const struct probe_values *v, char *path, size_t size)
{
	const char *root = v->root ? v->root : "";

	snprintf(path, size, "%s/sys/firmware/fdt", root);
	if (access(path, R_OK))
		snprintf(path, size, "%s/proc/device-tree", root);
	return path;
}

static int load(const struct probe_values *v, const char *tree, struct session *s)
{
	struct sdc_load_options load = tree_options(&v->tree, true);
	struct sdc_error err;
	char path[4096];
	int failed;

	s->warnings = sdc_warnings_new();
	s->options.warnings = s->warnings;
	for (size_t i = 0; i < v->warnings.n; i++)
		if (sdc_warnings_set(s->warnings, v->warnings.v[i], &err))
			return message_usage("probe", "%s", err.text);
	failed = sdc_tree_load(
		tree ? tree : running_tree(v, path, sizeof(path)), &load, &s->tree, &err);
	if (!failed && v->firmware)
		failed = sdc_firmware_load(v->firmware, &s->firmware, &err);
	s->options.firmware = s->firmware;
	return failed ? message_error("%s", err.text) : 0;
}

static int write_report(const struct session *s, int format, const char *path)
{
	struct sdc_report_options opts = { .format = (enum sdc_format)format };
	struct sdc_error err;
	struct stream out;
	int ret;

	stream_open(&out);
	ret = format == FORMAT_HTML ? sdc_probe_html(out.file, s->probe, &err)
				    : sdc_probe_report(out.file, s->probe, &opts, &err);
	return stream_close(&out, path, ret, &err);
}

static int write_firmware(const struct session *s, const char *path)
{
	struct sdc_error err;
	struct stream out;

	stream_open(&out);
	return stream_close(&out, path, sdc_probe_save(out.file, s->probe, &err), &err);
}

/* 2 where nothing was learned: no answer, no look at a page, and nothing found wrong either. */
static int verdict(const struct sdc_probe *p)
{
	if (sdc_result_count(sdc_probe_result(p), SDC_ERROR))
		return EXIT_FOUND;
	for (size_t i = 0; i < sdc_probe_channel_count(p); i++) {
		const struct sdc_probe_channel *c = sdc_probe_channel(p, i);

		if (c->has_version || c->state == SDC_CHANNEL_LOOKED_AT)
			return EXIT_CLEAN;
	}
	return EXIT_FAILED;
}

static int probe(const struct probe_values *v, const char *tree, struct session *s)
{
	struct sdc_error err;
	int failed = read_options(v, s);

	if (!failed)
		failed = load(v, tree, s);
	if (failed)
		return failed;
	if (sdc_probe(s->tree, &s->options, &s->probe, &err))
		return message_error("%s", err.text);
	failed = write_report(s, v->format, v->output);
	if (!failed && v->save)
		failed = write_firmware(s, v->save);
	return failed ? failed : verdict(s->probe);
}

static int run(const void *values, char **operands)
{
	struct session s = { .tree = NULL };
	int status = probe(values, operands[0], &s);

	sdc_probe_free(s.probe);
	sdc_tree_free(s.tree);
	sdc_firmware_free(s.firmware);
	sdc_warnings_free(s.warnings);
	free(s.agents);
	free(s.smc_ids);
	free(s.release);
	free(s.set);
	return status;
}

const struct command command_probe = {
	.name = "probe",
	.operands = "[FILE]",
	.summary = "ask the live firmware on the channels that a tree names, and compare",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct probe_values),
	.run = run,
	.min_operands = 0,
	.max_operands = 1,
};
