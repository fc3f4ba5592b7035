// SPDX-License-Identifier: BSD-2-Clause
/* A binding whose examples dt-extract-example makes a source of. Built by "make fuzz-example". */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dropin/example.h"
#include "schema/yaml/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf out = { 0 };
	json_t *binding;

	if (yaml_parse((const char *)data, size, "fuzz", &binding, NULL, NULL, NULL))
		return 0;
	if (json_is_object(binding))
		example_source(&out, binding);
	if (strlen(buf_str(&out)) != out.len)
		abort();
	buf_free(&out);
	json_decref(binding);
	return 0;
}
