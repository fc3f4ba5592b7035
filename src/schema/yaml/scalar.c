// SPDX-License-Identifier: BSD-2-Clause
#include "schema/yaml/scalar.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool one_of(const char *s, const char *const *words)
{
	for (; *words; words++) {
		if (!strcmp(s, *words))
			return true;
	}
	return false;
}

static const char *digits(const char *s)
{
	return s + strspn(s, "0123456789");
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?  YAML 1.2, 10.3.2 */
static bool is_float(const char *s)
{
	const char *end;

	s += *s == '-' || *s == '+';
	end = digits(s);
	if (*end == '.') {
		const char *fraction = end + 1;
		bool whole = end > s;

		end = digits(fraction);
		if (!whole && end == fraction)
			return false;
	} else if (end == s) {
		return false;
	}
	if (*end == 'e' || *end == 'E') {
		const char *exponent = end + 1;

		exponent += *exponent == '-' || *exponent == '+';
		end = digits(exponent);
		if (end == exponent)
			return false;
	}
	return !*end;
}

/* The base of an integer, 0 for what is none; @s then points at its digits. */
static int integer_base(const char **s, bool *negative)
{
	const char *p = *s;

	*negative = *p == '-';
	if (p[0] == '0' && p[1] == 'x') {
		*s = p + 2;
		return p[2] && !p[2 + strspn(p + 2, "0123456789abcdefABCDEF")] ? 16 : 0;
	}
	if (p[0] == '0' && p[1] == 'o') {
		*s = p + 2;
		return p[2] && !p[2 + strspn(p + 2, "01234567")] ? 8 : 0;
	}
	p += *p == '-' || *p == '+';
	*s = p;
	return *p && !*digits(p) ? 10 : 0;
}

/* Beyond 64 bits only the magnitude counts, which a double keeps. */
static json_t *large_integer(const char *s, int base, bool negative)
{
	double d = 0;

	if (base == 10)
		d = strtod(s, NULL);
	for (; base != 10 && *s; s++) {
		int c = (unsigned char)*s;

		d = d * base + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
	}
	return json_real(negative ? -d : d);
}

static json_t *integer(const char *s, int base, bool negative)
{
	unsigned long long v;

	errno = 0;
	v = strtoull(s, NULL, base);
	if (errno == ERANGE || v > (unsigned long long)INT64_MAX + (negative ? 1 : 0))
		return large_integer(s, base, negative);
	if (negative)
		return json_integer(v ? -(json_int_t)(v - 1) - 1 : 0);
	return json_integer((json_int_t)v);
}

json_t *yaml_plain_scalar(const char *s)
{
	static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
	static const char *const trues[] = { "true", "True", "TRUE", NULL };
	static const char *const falses[] = { "false", "False", "FALSE", NULL };
	const char *number = s;
	bool negative;
	int base;

	if (one_of(s, nulls))
		return json_null();
	if (one_of(s, trues))
		return json_true();
	if (one_of(s, falses))
		return json_false();
	base = integer_base(&number, &negative);
	if (base)
		return integer(number, base, negative);
	if (is_float(s))
		return json_real(strtod(s, NULL));
	return json_string(s);
}
