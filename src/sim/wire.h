/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SIM_WIRE_H
#define SDC_SIM_WIRE_H

#include <stdint.h>
#include <sys/un.h>

#include "scmi-dtcheck.h"

/* What client and server of scmi-dtcheck-unix(7) share. */

/* unix_address - 0, or -SDC_EARG where the name is too long */
int unix_address(const char *path, struct sockaddr_un *address, struct sdc_error *err);

/* unix_mem - name of the shared file: @mem, or the socket's with ".mem"; to be freed */
char *unix_mem(const char *path, const char *mem);

/* unix_pack, unix_unpack - a word on the wire, little endian */
void unix_pack(uint32_t word, unsigned char bytes[4]);
uint32_t unix_unpack(const unsigned char bytes[4]);

#endif
