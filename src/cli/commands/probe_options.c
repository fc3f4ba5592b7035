// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/vec.h"
#include "cli/commands/probe.h"
#include "cli/message.h"
#include "cli/numbers.h"

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
		failed = read_u32("time-limit", v->time_limit, 86400, &o->time_limit);
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

/* SECONDS or SECONDS:TIMES */
static int read_watch(const char *text, struct session *s)
{
	uint64_t seconds = 0, times = 0;
	const char *rest;

	if (!text)
		return 0;
	rest = numbers_read(text, 86400, &seconds, 1);
	if (rest ? !number_read(rest, 1000000, &times) : !number_read(text, 86400, &seconds))
		return wrong("watch", text);
	if (!seconds)
		return wrong("watch", text);
	s->watch = (uint32_t)seconds;
	s->watch_times = (uint32_t)times;
	return 0;
}

/* An agent of the table, or a doorbell, which has the highest bit. */
static int read_raw_agent(const char *text, struct session *s)
{
	struct sdc_probe_options *o = &s->options;
	uint64_t value;

	if (!number_read(text, UINT32_MAX, &value))
		return message_usage("probe", "raw: %s is no agent and no doorbell", text);
	free(s->agents);
	s->agents = xmalloc(sizeof(*s->agents));
	s->agents[0] = (uint32_t)value;
	o->n_agents = o->n_smc_ids = 0;
	if (value >> 31) {
		o->smc_ids = s->agents;
		o->n_smc_ids = 1;
	} else {
		o->agents = s->agents;
		o->n_agents = 1;
	}
	return 0;
}

/* By its name, or its header, of which protocol and message count. */
static int read_raw_message(const char *text, struct session *s)
{
	uint64_t header;

	if (sdc_message_find(text, &s->raw.protocol, &s->raw.message))
		return 0;
	if (!number_read(text, UINT32_MAX, &header))
		return message_usage("probe", "raw: no message is called %s", text);
	s->raw.protocol = (uint8_t)(header >> 10);
	s->raw.message = (uint8_t)header;
	return 0;
}

static int read_raw(const struct probe_values *v, char *const *raw, struct session *s)
{
	size_t n = 0;

	if (!raw[0] || !raw[1])
		return message_usage("probe", "raw: an agent and a message are needed");
	if (read_raw_agent(raw[0], s) || read_raw_message(raw[1], s))
		return EXIT_FAILED;
	while (raw[2 + n])
		n++;
	s->words = xmalloc((n + 1) * sizeof(*s->words));
	for (size_t i = 0; i < n; i++) {
		uint64_t value;

		if (!number_read(raw[2 + i], UINT32_MAX, &value))
			return message_usage("probe", "raw: %s is no word", raw[2 + i]);
		s->words[i] = (uint32_t)value;
	}
	s->raw.words = s->words;
	s->raw.n_words = n;
	s->raw.allow_writes = v->allow_writes;
	s->options.raw = &s->raw;
	return 0;
}

int probe_read_options(const struct probe_values *v, char *const *raw, struct session *s)
{
	struct sdc_probe_options *o = &s->options;

	o->size = sizeof(*o);
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
	o->negative = v->negative;
	/* Who asks again opens the pages again. */
	o->drop_privileges = !v->watch;
	o->say = v->quiet ? NULL : say;
	o->confirm = v->yes ? agree : ask;
	return read_numbers(v, s) || read_watch(v->watch, s) || (raw && read_raw(v, raw, s))
		       ? EXIT_FAILED
		       : 0;
}
