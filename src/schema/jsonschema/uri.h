/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_JSONSCHEMA_URI_H
#define SDC_SCHEMA_JSONSCHEMA_URI_H

#include "base/arena.h"

/*
 * uri_resolve - an absolute URI from a reference and its base (RFC 3986, 5.2)
 * @base: absolute, without fragment, or "" where none is known
 * @fragment: set to the reference's fragment, percent decoded, without "#"; "" where it has none
 *
 * Returns the URI without its fragment.
 */
const char *uri_resolve(struct arena *a, const char *base, const char *ref, const char **fragment);

#endif
