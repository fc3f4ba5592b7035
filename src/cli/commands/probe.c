// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files/caps.h"
#include "cli/commands/probe.h"
#include "cli/message.h"
#include "cli/stream.h"

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
	{ "negative", 0, OPTION_FLAG, NULL, NULL,
		"ask what has to be refused, too, and show how it is", VALUE(negative) },
	{ "permissions", 'p', OPTION_FLAG, NULL, NULL,
		"ask whether the trusted commands are there; they are not sent",
		VALUE(permissions) },
	{ "set-permission", 0, OPTION_LIST, "AGENT:DEVICE:allow|deny", NULL,
		"send BASE_SET_DEVICE_PERMISSIONS; may be repeated", VALUE(set_permissions) },
	{ "count", 'c', OPTION_TEXT, "N", NULL, "time N round trips per channel", VALUE(count) },
	{ "timeout-ms", 0, OPTION_TEXT, "MS", NULL, "wait so long for an answer; 1000",
		VALUE(timeout) },
	{ "time-limit", 0, OPTION_TEXT, "SECONDS", NULL, "ask nothing more after that time; 600",
		VALUE(time_limit) },
	{ "force", 0, OPTION_FLAG, NULL, NULL,
		"ask on channels that the kernel or a started guest owns, too", VALUE(force) },
	{ "release-channel", 0, OPTION_LIST, "SMC_ID", NULL,
		"free the channel with that doorbell if a request stands in it, after asking",
		VALUE(release) },
	{ "yes", 'y', OPTION_FLAG, NULL, NULL, "do not ask before a channel is freed", VALUE(yes) },
	{ "save-firmware", 's', OPTION_TEXT, "FILE", NULL,
		"write what was learned, for check --firmware", VALUE(save) },
	{ "expect", 0, OPTION_TEXT, "FILE", NULL,
		"find what differs from a description that was saved", VALUE(expect) },
	{ "watch", 0, OPTION_TEXT, "SECONDS[:TIMES]", NULL,
		"ask again that often, and say what changes", VALUE(watch) },
	{ "trace", 0, OPTION_TEXT, "FILE", NULL, "write every request and answer to FILE",
		VALUE(trace) },
	{ "tree", 0, OPTION_TEXT, "FILE", NULL, "the tree for probe raw", VALUE(tree_file) },
	{ "allow-writes", 0, OPTION_FLAG, NULL, NULL, "let probe raw send what changes something",
		VALUE(allow_writes) },
	{ "format", 'f', OPTION_CHOICE, "FORMAT", "text gcc json sarif html", "how to report",
		VALUE(format) },
	{ "output", 'o', OPTION_TEXT, "FILE", NULL, "write the report to FILE, whole or not at all",
		VALUE(output) },
	{ "quiet", 'q', OPTION_FLAG, NULL, NULL, "do not say what is about to be touched",
		VALUE(quiet) },
	{ "warn", 'W', OPTION_LIST, "RULE", NULL, "as in check; may be repeated", VALUE(warnings) },
	{ "xen", 0, OPTION_CHOICE, "DRIVER", "auto DRIVERS",
		"Xen's driver; auto takes the one that the tree is written for", VALUE(xen) },
	TREE_OPTIONS(struct probe_values, tree),
	{ "root", 0, OPTION_TEXT, "DIR", NULL, "look for /dev, /proc, /sys and /var/lib/xen in DIR",
		VALUE(root) },
};

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
	if (!failed && v->expect)
		failed = sdc_firmware_load(v->expect, &s->expected, &err);
	s->options.firmware = s->firmware;
	s->options.expected = s->expected;
	return failed ? message_error("%s", err.text) : 0;
}

static int write_report(const struct session *s, int format, const char *path)
{
	struct sdc_report_options opts = { .size = sizeof(opts),
		.format = (enum sdc_format)format };
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

		if (c->has_version || c->state == SDC_CHANNEL_LOOKED_AT ||
			c->state == SDC_CHANNEL_ANSWERS)
			return EXIT_CLEAN;
	}
	return EXIT_FAILED;
}

/* The pages and the kernel module ask for one capability; files of root's may be in any place. A
 * platform that is simulated, or behind a socket, needs no more than any file does. */
static void drop_capabilities(enum sdc_transport transport)
{
	uint64_t keep = CAPS(CAP_DAC_OVERRIDE) | CAPS(CAP_DAC_READ_SEARCH);

	if (transport != SDC_TRANSPORT_UNIX && transport != SDC_TRANSPORT_SIM)
		keep |= CAPS(CAP_SYS_RAWIO);
	caps_keep(keep);
}

static void begin_trace(const struct probe_values *v, struct session *s)
{
	if (!v->trace)
		return;
	stream_open(&s->trace);
	s->options.trace = s->trace.file;
}

/* What follows, --watch for instance, is not traced. */
static int write_trace(const struct probe_values *v, struct session *s)
{
	struct sdc_error err;
	int failed;

	if (!s->trace.file)
		return 0;
	failed = stream_close(&s->trace, v->trace, 0, &err);
	s->trace.file = s->options.trace = NULL;
	return failed;
}

/* The next probe, after the time between two. */
static int ask_again(struct session *s, struct sdc_probe **next)
{
	struct sdc_error err;

	sleep(s->watch);
	if (sdc_probe(s->tree, &s->options, next, &err))
		return message_error("%s", err.text);
	if (sdc_probe_changes(stdout, s->probe, *next, &err) < 0) {
		sdc_probe_free(*next);
		return message_error("%s", err.text);
	}
	return 0;
}

static int watch(struct session *s)
{
	s->options.say = NULL;
	for (uint32_t i = 0; !s->watch_times || i < s->watch_times; i++) {
		struct sdc_probe *next = NULL;
		int failed = ask_again(s, &next);

		if (failed)
			return failed;
		sdc_probe_free(s->probe);
		s->probe = next;
	}
	return 0;
}

static int write_answer(const struct session *s, const char *path)
{
	struct sdc_error err;
	struct stream out;

	stream_open(&out);
	return stream_close(&out, path, sdc_probe_raw_report(out.file, s->probe, &err), &err);
}

static int report(const struct probe_values *v, struct session *s)
{
	int failed;

	if (s->options.raw)
		return write_answer(s, v->output);
	failed = write_report(s, v->format, v->output);
	if (!failed && v->save)
		failed = write_firmware(s, v->save);
	return !failed && s->watch ? watch(s) : failed;
}

static int probe(const struct probe_values *v, char **operands, struct session *s)
{
	bool raw = operands[0] && !strcmp(operands[0], "raw");
	struct sdc_error err;
	int failed;

	if (!raw && operands[0] && operands[1])
		return message_usage("probe", "too many operands");
	failed = probe_read_options(v, raw ? operands + 1 : NULL, s);
	if (!failed)
		drop_capabilities(s->options.transport);
	if (!failed)
		failed = load(v, raw ? v->tree_file : operands[0], s);
	if (failed)
		return failed;
	begin_trace(v, s);
	if (sdc_probe(s->tree, &s->options, &s->probe, &err))
		return message_error("%s", err.text);
	failed = write_trace(v, s);
	if (!failed)
		failed = report(v, s);
	return failed ? failed : verdict(s->probe);
}

static int run(const void *values, char **operands)
{
	struct session s = { .tree = NULL };
	int status = probe(values, operands, &s);

	sdc_probe_free(s.probe);
	sdc_tree_free(s.tree);
	sdc_firmware_free(s.firmware);
	sdc_firmware_free(s.expected);
	sdc_warnings_free(s.warnings);
	free(s.agents);
	free(s.smc_ids);
	free(s.release);
	free(s.set);
	free(s.words);
	stream_drop(&s.trace);
	return status;
}

const struct command command_probe = {
	.name = "probe",
	.operands = "[FILE | raw AGENT MESSAGE WORD...]",
	.summary = "ask the live firmware on the channels that a tree names, and compare",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct probe_values),
	.run = COMMAND_RUN(run),
	.min_operands = 0,
	.max_operands = -1,
};
