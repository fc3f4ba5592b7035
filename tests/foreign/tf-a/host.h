/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef TESTS_FOREIGN_TF_A_HOST_H
#define TESTS_FOREIGN_TF_A_HOST_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What Trusted Firmware-A's own headers give its SCMI server, as far as a host needs it. */

#ifndef __unused
#define __unused __attribute__((unused))
#endif

#define BIT_32(n)                  (UINT32_C(1) << (n))
#define BIT(n)                     (1ul << (n))
#define U(x)                       x##U
#define GENMASK_32(h, l)           (UINT32_MAX << (l)&UINT32_MAX >> (31 - (h)))
#define GENMASK(h, l)              GENMASK_32(h, l)
#define ARRAY_SIZE(a)              (sizeof(a) / sizeof((a)[0]))
#define MIN(a, b)                  ((a) < (b) ? (a) : (b))
#define MAX(a, b)                  ((a) > (b) ? (a) : (b))
#define round_up(v, b)             (((v) + (b)-1) & ~((b)-1))
#define round_up_overflow(v, b, r) (*(r) = round_up(v, b), 0)
#define SPECULATION_SAFE_VALUE(x)  (x)
#define ASSERT_SYM_PTR_ALIGN(x)
#define CASSERT(condition, message) _Static_assert(condition, #message)
#define VERBOSE(...)
#define ERROR(...)
#define INFO(...)
#define WARN(...)
#define NOTICE(...)
#define panic()             __builtin_trap()
#define zeromem(p, n)       memset(p, 0, n)
#define PLATFORM_CORE_COUNT 1

struct spinlock {
	int unused;
};

static inline void spin_lock(struct spinlock *l)
{
	(void)l;
}

static inline void spin_unlock(struct spinlock *l)
{
	(void)l;
}

static inline unsigned int plat_my_core_pos(void)
{
	return 0;
}

#define strlcpy host_strlcpy
static inline size_t host_strlcpy(char *to, const char *from, size_t size)
{
	size_t n = strlen(from), copied = n < size ? n : size - 1;

	if (size) {
		memcpy(to, from, copied);
		to[copied] = '\0';
	}
	return n;
}

#endif
