/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_GUESTS_H
#define SDC_LIB_GUESTS_H

#include "plan/manifest/manifest.h"

/* The public handle of a guests manifest. */
struct sdc_guests {
	struct manifest *manifest;
};

#endif
