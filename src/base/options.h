/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_OPTIONS_H
#define SDC_BASE_OPTIONS_H

#include <stddef.h>

#include "scmi-dtcheck-error.h"

/*
 * options_take - a caller's structure of options, of whatever version of the public header
 * @own, @size: the library's; what the caller's is too short for is 0
 * @given: the caller's, whose first member is its size as a size_t; NULL: all is 0
 * @what: its type, for messages
 *
 * New members stand at the end, behind no padding: older programs leave bytes of padding as they
 * are. Returns 0, or -SDC_EARG where the size is none, or behind what the library knows something
 * is set.
 */
int options_take(
	void *own, size_t size, const void *given, const char *what, struct sdc_error *err);

#endif
