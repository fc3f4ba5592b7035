// SPDX-License-Identifier: BSD-2-Clause
#include "base/options.h"

#include <string.h>

#include "base/files/file.h"

#define MAX_SIZE 65536 /* more is no size */

int options_take(void *own, size_t size, const void *given, const char *what, struct sdc_error *err)
{
	const unsigned char *bytes = given;
	size_t theirs;

	memset(own, 0, size);
	if (given) {
		memcpy(&theirs, given, sizeof(theirs));
		if (theirs < sizeof(theirs) || theirs > MAX_SIZE)
			return set_error(err, SDC_EARG, "%s: size is not set", what);
		for (size_t i = size; i < theirs; i++)
			if (bytes[i])
				return set_error(err, SDC_EARG,
					"%s: an option that this version of the library does not "
					"know is set",
					what);
		memcpy(own, given, theirs < size ? theirs : size);
	}
	memcpy(own, &size, sizeof(size));
	return 0;
}
