/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_FIRMWARE_H
#define SDC_LIB_FIRMWARE_H

#include "scmi/firmware.h"

/* The public handle of a firmware description. */
struct sdc_firmware {
	struct firmware *fw;
};

#endif
