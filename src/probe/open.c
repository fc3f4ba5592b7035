// SPDX-License-Identifier: BSD-2-Clause
#include "probe/open.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files/file.h"
#include "probe/transports/window.h"

struct transport_set {
	const struct transport_kind *kind;
	void *shared;
};

static const struct transport_kind *const kinds[] = {
	[SDC_TRANSPORT_AUTO] = NULL,
	[SDC_TRANSPORT_PASSIVE] = &transport_passive,
	[SDC_TRANSPORT_SMC] = &transport_smc,
	[SDC_TRANSPORT_HVC] = &transport_hvc,
	[SDC_TRANSPORT_MMIO] = &transport_mmio,
	[SDC_TRANSPORT_RAW] = &transport_raw,
	[SDC_TRANSPORT_UNIX] = &transport_unix,
	[SDC_TRANSPORT_SIM] = &transport_sim,
};

static const struct transport_kind *choose(const struct sdc_probe_options *o)
{
	char *path;
	bool there;

	if (o->transport != SDC_TRANSPORT_AUTO)
		return kinds[o->transport];
	if (o->mem)
		return &transport_passive;
	path = rooted(o, DOORBELL_DEVICE);
	there = !access(path, F_OK);
	free(path);
	return there ? &transport_doorbell : &transport_passive;
}

bool transport_only_looks(const struct sdc_probe_options *o)
{
	return choose(o) == &transport_passive;
}

int transport_set_open(const struct sdc_probe_options *o, const struct scmi_model *m,
	struct transport_set **out, struct sdc_error *err)
{
	struct transport_set *s = xmalloc(sizeof(*s));
	int ret;

	s->kind = choose(o);
	s->shared = NULL;
	ret = s->kind->open(o, m, &s->shared, err);
	if (ret) {
		free(s);
		return ret;
	}
	*out = s;
	return 0;
}

int transport_set_channel(struct transport_set *s, const struct sdc_probe_channel *c,
	const struct scmi_instance *instance, struct transport **out, struct sdc_error *err)
{
	return s->kind->channel(s->shared, c, instance, out, err);
}

const char *transport_set_name(const struct transport_set *s)
{
	return s->kind->name;
}

void transport_set_close(struct transport_set *s)
{
	if (!s)
		return;
	s->kind->close(s->shared);
	free(s);
}
