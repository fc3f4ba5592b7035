// SPDX-License-Identifier: BSD-2-Clause
#include "sim/wire.h"

#include <string.h>
#include <sys/socket.h>

#include "base/buf.h"
#include "base/files/file.h"

int unix_address(const char *path, struct sockaddr_un *address, struct sdc_error *err)
{
	memset(address, 0, sizeof(*address));
	address->sun_family = AF_UNIX;
	if (strlen(path) >= sizeof(address->sun_path))
		return set_error(err, SDC_EARG, "%s: longer than a socket's name may be", path);
	memcpy(address->sun_path, path, strlen(path));
	return 0;
}

char *unix_mem(const char *path, const char *mem)
{
	struct buf b = { 0 };

	buf_puts(&b, mem ? mem : path);
	if (!mem)
		buf_puts(&b, ".mem");
	return b.data;
}

void unix_pack(uint32_t word, unsigned char bytes[4])
{
	for (int i = 0; i < 4; i++)
		bytes[i] = (unsigned char)(word >> 8 * i);
}

uint32_t unix_unpack(const unsigned char bytes[4])
{
	return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}
