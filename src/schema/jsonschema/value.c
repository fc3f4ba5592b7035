// SPDX-License-Identifier: BSD-2-Clause
#include "schema/jsonschema/value.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static int rank(const json_t *v)
{
	return json_is_real(v) ? (int)JSON_INTEGER : (int)json_typeof(v);
}

static int compare_numbers(const json_t *a, const json_t *b)
{
	double x, y;

	if (json_is_integer(a) && json_is_integer(b)) {
		json_int_t i = json_integer_value(a), j = json_integer_value(b);

		return (i > j) - (i < j);
	}
	x = json_number_value(a);
	y = json_number_value(b);
	return (x > y) - (x < y);
}

/* Strings of a property or a description hold no NUL, but JSON allows it. */
static int compare_strings(const json_t *a, const json_t *b)
{
	size_t n = json_string_length(a), m = json_string_length(b);
	int c = memcmp(json_string_value(a), json_string_value(b), n < m ? n : m);

	return c ? c : (n > m) - (n < m);
}

static int compare_arrays(const json_t *a, const json_t *b)
{
	size_t n = json_array_size(a), m = json_array_size(b);

	if (n != m)
		return n > m ? 1 : -1;
	for (size_t i = 0; i < n; i++) {
		int c = value_compare(json_array_get(a, i), json_array_get(b, i));

		if (c)
			return c;
	}
	return 0;
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **sorted_keys(const json_t *object)
{
	const char **keys = xmalloc(json_object_size(object) * sizeof(*keys));
	json_t *o = (json_t *)(uintptr_t)object;
	size_t n = 0;

	for (void *i = json_object_iter(o); i; i = json_object_iter_next(o, i))
		keys[n++] = json_object_iter_key(i);
	qsort(keys, n, sizeof(*keys), compare_keys);
	return keys;
}

static int compare_objects(const json_t *a, const json_t *b)
{
	size_t n = json_object_size(a), m = json_object_size(b);
	const char **ka, **kb;
	int c = 0;

	if (n != m)
		return n > m ? 1 : -1;
	ka = sorted_keys(a);
	kb = sorted_keys(b);
	for (size_t i = 0; i < n && !c; i++) {
		c = strcmp(ka[i], kb[i]);
		if (!c)
			c = value_compare(json_object_get(a, ka[i]), json_object_get(b, kb[i]));
	}
	free(ka);
	free(kb);
	return c;
}

int value_compare(const json_t *a, const json_t *b)
{
	if (a == b)
		return 0;
	if (rank(a) != rank(b))
		return rank(a) > rank(b) ? 1 : -1;
	switch (json_typeof(a)) {
	case JSON_OBJECT:
		return compare_objects(a, b);
	case JSON_ARRAY:
		return compare_arrays(a, b);
	case JSON_STRING:
		return compare_strings(a, b);
	case JSON_INTEGER:
	case JSON_REAL:
		return compare_numbers(a, b);
	default:
		return 0;
	}
}

bool value_equal(const json_t *a, const json_t *b)
{
	return !value_compare(a, b);
}

bool value_find(const json_t *array, const json_t *value)
{
	for (size_t i = 0; i < json_array_size(array); i++) {
		if (value_equal(json_array_get(array, i), value))
			return true;
	}
	return false;
}

bool value_is_integer(const json_t *v)
{
	double d;

	if (!json_is_real(v))
		return json_is_integer(v);
	d = json_real_value(v);
	return floor(d) >= d;
}

bool value_is_multiple(const json_t *v, const json_t *unit)
{
	double step, times;

	if (json_is_integer(v) && json_is_integer(unit) && json_integer_value(unit) > 0)
		return json_integer_value(v) % json_integer_value(unit) == 0;
	step = json_number_value(unit);
	times = json_number_value(v) / step;
	if (isfinite(times))
		return fabs(times - round(times)) <= 1e-9 * fmax(1, fabs(times));
	return fabs(fmod(json_number_value(v), step)) <= step * 1e-9;
}

static int compare_entries(const void *a, const void *b)
{
	return value_compare(*(json_t *const *)a, *(json_t *const *)b);
}

bool value_unique(const json_t *array)
{
	size_t n = json_array_size(array);
	const json_t **v;
	bool unique = true;

	if (n < 2)
		return true;
	v = xmalloc(n * sizeof(*v));
	for (size_t i = 0; i < n; i++)
		v[i] = json_array_get(array, i);
	qsort(v, n, sizeof(*v), compare_entries);
	for (size_t i = 1; i < n && unique; i++)
		unique = !value_equal(v[i - 1], v[i]);
	free(v);
	return unique;
}

size_t value_string_len(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

size_t value_count(const json_t *v)
{
	if (!json_is_number(v) || !value_is_integer(v) || json_number_value(v) < 0 ||
		json_number_value(v) > (double)UINT32_MAX)
		return SIZE_MAX;
	return (size_t)json_number_value(v);
}
