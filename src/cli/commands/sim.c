// SPDX-License-Identifier: BSD-2-Clause
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/stream.h"
#include "scmi-dtcheck.h"

struct sim_values {
	const char *socket, *mem, *mem_base, *firmware, *fault, *replay;
	bool faults;
};

#define VALUE(member) offsetof(struct sim_values, member)

static const struct cli_option options[] = {
	{ "socket", 0, OPTION_TEXT, "PATH", NULL, "where clients connect, see scmi-dtcheck-unix(7)",
		VALUE(socket) },
	{ "firmware", 0, OPTION_TEXT, "FILE", NULL, "what to serve, see scmi-dtcheck-firmware(5)",
		VALUE(firmware) },
	{ "replay", 0, OPTION_TEXT, "FILE", NULL, "answer as a trace of probe --trace has it",
		VALUE(replay) },
	{ "mem", 0, OPTION_TEXT, "FILE", NULL, "the shared file; PATH.mem", VALUE(mem) },
	{ "mem-base", 0, OPTION_TEXT, "ADDRESS", NULL, "address of its first byte; 0",
		VALUE(mem_base) },
	{ "fault", 0, OPTION_TEXT, "NAME[=VALUE][@DOORBELL][:PROTOCOL[.MESSAGE]][+CALLS]", NULL,
		"what to do wrong: on that doorbell, protocol and message alone, after so many "
		"calls that go well",
		VALUE(fault) },
	{ "list-faults", 0, OPTION_FLAG, NULL, NULL, "print the names of the faults",
		VALUE(faults) },
};

static void ready(void *ctx)
{
	const struct sim_values *v = ctx;

	printf("serving %s\n", v->socket);
	fflush(stdout);
}

/* Reading gives something once the program is to end. */
static int stop_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static int serve(const struct sim_values *v, uint64_t base)
{
	struct sdc_firmware *fw = NULL;
	struct sdc_error err;
	struct sim_values shown = *v;
	int stop, ret;

	if (v->firmware && sdc_firmware_load(v->firmware, &fw, &err))
		return message_error("%s", err.text);
	stop = stop_signals();
	if (v->replay)
		ret = sdc_sim_replay(v->replay, v->socket, v->mem, base, stop, ready, &shown, &err);
	else
		ret = sdc_sim_serve(
			fw, v->socket, v->mem, base, v->fault, stop, ready, &shown, &err);
	if (stop >= 0)
		close(stop);
	sdc_firmware_free(fw);
	return ret ? message_error("%s", err.text) : EXIT_CLEAN;
}

static int list_faults(void)
{
	struct sdc_error err;
	struct stream s;

	stream_open(&s);
	for (size_t i = 0; sdc_sim_fault_name(i); i++)
		fprintf(s.file, "%s\n", sdc_sim_fault_name(i));
	return stream_close(&s, NULL, 0, &err);
}

static int run(const void *values, char **operands)
{
	const struct sim_values *v = values;
	uint64_t base = 0;

	(void)operands;
	if (v->faults)
		return list_faults();
	if (!v->socket || !v->firmware == !v->replay)
		return message_usage(
			"sim", "--socket and one of --firmware and --replay are needed");
	if (v->mem_base && !number_read(v->mem_base, UINT64_MAX, &base))
		return message_usage("sim", "--mem-base: %s makes no sense", v->mem_base);
	return serve(v, base);
}

const struct command command_sim = {
	.name = "sim",
	.operands = "",
	.summary = "serve a simulated platform behind a socket",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct sim_values),
	.run = COMMAND_RUN(run),
	.min_operands = 0,
	.max_operands = 0,
};
