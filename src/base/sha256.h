/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_SHA256_H
#define SDC_BASE_SHA256_H

#include <stddef.h>

#define SHA256_TEXT 65 /* 64 hexadecimal digits and NUL */

/* sha256_text - the SHA-256 of some bytes in lower-case hexadecimal: FIPS 180-4, 6.2 */
void sha256_text(const void *data, size_t len, char text[SHA256_TEXT]);

#endif
