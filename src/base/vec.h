/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_VEC_H
#define SDC_BASE_VEC_H

#include <stdlib.h>

#include "base/arena.h"

/*
 * A dynamic array of any type: VEC(struct thing) things = { 0 }. The elements
 * are v.v[0] to v.v[v.n - 1]; pushing may move them. Aborts when memory runs out.
 */
#define VEC(type)              \
	struct {               \
		type *v;       \
		size_t n, cap; \
	}

#define vec_grow(vec)                                                                            \
	((vec)->n == (vec)->cap                                                                  \
			? ((vec)->cap = (vec)->cap ? (vec)->cap * 2 : 8,                         \
				  (vec)->v = xrealloc((vec)->v, (vec)->cap * sizeof(*(vec)->v))) \
			: (vec)->v)

/* vec_push - append one element */
#define vec_push(vec, ...) ((void)vec_grow(vec), (void)((vec)->v[(vec)->n++] = __VA_ARGS__))

/* vec_push_in - the same for an array that lives in an arena, and is not freed */
#define vec_push_in(a, vec, ...)                                                                  \
	((void)((vec)->n == (vec)->cap                                                            \
			 ? ((vec)->v = arena_grow((a), (vec)->v, &(vec)->cap, sizeof(*(vec)->v))) \
			 : (vec)->v),                                                             \
		(void)((vec)->v[(vec)->n++] = __VA_ARGS__))

/* vec_free - give the memory back; the array is empty and usable again */
#define vec_free(vec) (free((vec)->v), (vec)->v = NULL, (vec)->n = (vec)->cap = 0)

#endif
