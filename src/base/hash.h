/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_HASH_H
#define SDC_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Hashes of names. These come from hostile files, so nobody may know the seed beforehand. */

/* hash_seed - the same for the whole life of the process */
uint64_t hash_seed(void);

/* hash_name, hash_folded - of @len bytes; the latter without regard to case */
size_t hash_name(uint64_t seed, const char *s, size_t len);
size_t hash_folded(uint64_t seed, const char *s, size_t len);

#endif
