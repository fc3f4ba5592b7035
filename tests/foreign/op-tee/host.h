/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef TESTS_FOREIGN_OP_TEE_HOST_H
#define TESTS_FOREIGN_OP_TEE_HOST_H

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What OP-TEE's own headers give its SCMI server, as far as a host needs it. */

#define CFG_NUM_THREADS                 1
#define CFG_TEE_CORE_NB_CORE            1
#define CFG_SCMI_MSG_CLOCK              1
#define CFG_SCMI_MSG_RESET_DOMAIN       1
#define CFG_SCMI_MSG_VOLTAGE_DOMAIN     1
#define CFG_SCMI_MSG_PERF_DOMAIN        1
#define CFG_SCMI_MSG_SMT                1
#define CFG_SCMI_MSG_SMT_FASTCALL_ENTRY 1
#define CFG_SCMI_MSG_STRICT_ABI         0

#ifndef __unused
#define __unused __attribute__((unused))
#endif
#define __weak __attribute__((weak))
#ifndef __maybe_unused
#define __maybe_unused __attribute__((unused))
#endif

#define BIT(n)                     (UINT32_C(1) << (n))
#define BIT32(n)                   BIT(n)
#define U(x)                       x##U
#define SHIFT_U32(v, shift)        ((uint32_t)(v) << (shift))
#define GENMASK_32(h, l)           (UINT32_MAX << (l)&UINT32_MAX >> (31 - (h)))
#define ARRAY_SIZE(a)              (sizeof(a) / sizeof((a)[0]))
#define MIN(a, b)                  ((a) < (b) ? (a) : (b))
#define MAX(a, b)                  ((a) > (b) ? (a) : (b))
#define ROUNDUP(v, size)           (((v) + (size)-1) / (size) * (size))
#define IS_ALIGNED(v, size)        (!((uintptr_t)(v) % (size)))
#define IS_ALIGNED_WITH_TYPE(v, t) IS_ALIGNED(v, __alignof__(t))
#define IS_ENABLED(config)         (config)
#define READ_ONCE(v)               (*(const volatile __typeof__(v) *)&(v))
#define MUL_OVERFLOW(a, b, r)      __builtin_mul_overflow(a, b, r)
#define ADD_OVERFLOW(a, b, r)      __builtin_add_overflow(a, b, r)
#define DMSG(...)
#define EMSG(...)
#define FMSG(...)
#define IMSG(...)
#define panic(...) __builtin_trap()

typedef uint32_t TEE_Result;
typedef uintptr_t paddr_t, vaddr_t;
#define TEE_ERROR_NOT_SUPPORTED 0xffff000au
#define PRIxPA                  PRIxPTR

struct io_pa_va {
	paddr_t pa;
	vaddr_t va;
};

static inline vaddr_t io_pa_or_va(struct io_pa_va *at, size_t size)
{
	(void)size;
	return at->va;
}

static inline paddr_t virt_to_phys(const void *at)
{
	return (paddr_t)at;
}

static inline bool tee_vbuf_is_non_sec(const void *at, size_t size)
{
	(void)at;
	(void)size;
	return true;
}

static inline void reg_pair_from_64(uint64_t v, uint32_t *high, uint32_t *low)
{
	*high = (uint32_t)(v >> 32);
	*low = (uint32_t)v;
}

static inline uint64_t reg_pair_to_64(uint32_t high, uint32_t low)
{
	return (uint64_t)high << 32 | low;
}

static inline size_t confine_array_index(size_t index, size_t size)
{
	return index < size ? index : 0;
}

static inline uint32_t cpu_spin_lock_xsave(unsigned int *lock)
{
	(void)lock;
	return 0;
}

static inline void cpu_spin_unlock_xrestore(unsigned int *lock, uint32_t exceptions)
{
	(void)lock;
	(void)exceptions;
}

static inline size_t get_core_pos(void)
{
	return 0;
}

static inline short thread_get_id(void)
{
	return 0;
}

#endif
