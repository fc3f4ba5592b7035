// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/firmware/firmware.h"

#include <stdlib.h>

static int wrap(int ret, struct firmware *fw, struct sdc_firmware **out)
{
	if (ret)
		return ret;
	*out = xmalloc(sizeof(**out));
	(*out)->fw = fw;
	return 0;
}

int sdc_firmware_load(const char *path, struct sdc_firmware **out, struct sdc_error *err)
{
	struct firmware *fw = NULL;
	int ret = firmware_load(path, &fw, err);

	return wrap(ret, fw, out);
}

int sdc_firmware_read(const char *path, struct sdc_firmware **out, struct sdc_error *err)
{
	struct firmware *fw = NULL;
	int ret = firmware_read(path, &fw, err);

	return wrap(ret, fw, out);
}

void sdc_firmware_free(struct sdc_firmware *fw)
{
	if (!fw)
		return;
	firmware_free(fw->fw);
	free(fw);
}
