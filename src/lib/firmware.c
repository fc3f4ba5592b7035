// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/firmware.h"

#include <stdlib.h>

int sdc_firmware_load(const char *path, struct sdc_firmware **out, struct sdc_error *err)
{
	struct firmware *fw;
	int ret = firmware_load(path, &fw, err);

	if (ret)
		return ret;
	*out = xmalloc(sizeof(**out));
	(*out)->fw = fw;
	return 0;
}

void sdc_firmware_free(struct sdc_firmware *fw)
{
	if (!fw)
		return;
	firmware_free(fw->fw);
	free(fw);
}
