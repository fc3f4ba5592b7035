/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_MIGRATE_HOST_H
#define SDC_MIGRATE_HOST_H

#include "fix/mirror.h"
#include "init/init.h"

/*
 * migrate_host - edit the host's source among the copies
 * @path: of the copy
 *
 * What is left of the early form is taken out where it stands, and today's form is put at the end.
 * Returns 0; -SDC_EARG where the source may not be edited; or what compiling it returns.
 */
int migrate_host(struct init_plan *p, struct mirror *m, const char *path,
	const struct sdc_load_options *opts, struct sdc_error *err);

#endif
