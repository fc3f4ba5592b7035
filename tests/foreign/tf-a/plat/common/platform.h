/* SPDX-License-Identifier: BSD-2-Clause */
/* In place of a header of Trusted Firmware-A: what its SCMI server needs on a host. */
#include "host.h"
