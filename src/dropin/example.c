// SPDX-License-Identifier: BSD-2-Clause
#include "dropin/example.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static const char header[] = "\n/dts-v1/;\n/plugin/; // silence any missing phandle references\n";

static const char start[] = "\n/{\n    compatible = \"foo\";\n    model = \"foo\";\n"
			    "    #address-cells = <1>;\n    #size-cells = <1>;\n\n";

/* A "/", and behind it and blanks "{". */
static bool has_root(const char *s)
{
	while ((s = strchr(s, '/'))) {
		s++;
		if (s[strspn(s, " \t\n\r\f\v")] == '{')
			return true;
	}
	return false;
}

/* What stands in the first "interrupts = <...>" that holds only words, or NULL. */
static const char *find_interrupts(const char *s, size_t *len)
{
	static const char words[] = "0123456789abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ |()_";
	static const char blanks[] = " \t\n\r\f\v";
	const char *at = s;

	while ((at = strstr(at, "interrupts"))) {
		const char *p = at + strlen("interrupts");
		bool begins = at > s && isspace((unsigned char)at[-1]);

		at = p;
		p += strspn(p, blanks);
		if (!begins || *p != '=')
			continue;
		p++;
		p += strspn(p, blanks);
		if (*p != '<')
			continue;
		*len = strspn(++p, words);
		if (*len && p[*len] == '>')
			return p;
	}
	return NULL;
}

/* How many cells that is: an expression in brackets counts as one, with what follows it. */
static unsigned int count_cells(const char *s, size_t len)
{
	unsigned int n = 0;
	bool word = false;

	for (size_t i = 0; i < len; i++) {
		bool blank = s[i] == ' ';

		n += !blank && !word;
		word = !blank;
		/* The rest becomes "0" where a bracket opens. */
		if (s[i] == '(' && i + 1 < len)
			break;
	}
	return n;
}

/* Lines behind the first are indented. */
static void put_indented(struct buf *out, const char *s)
{
	while (*s) {
		size_t n = strcspn(s, "\n");

		n += s[n] == '\n';
		buf_write(out, s, n);
		s += n;
		if (*s)
			buf_puts(out, "        ");
	}
}

static void put_controller(struct buf *out, size_t number, unsigned int cells)
{
	buf_printf(out,
		"\n        interrupt-parent = <&fake_intc%zu>;\n"
		"        fake_intc%zu: fake-interrupt-controller {\n"
		"            interrupt-controller;\n"
		"            #interrupt-cells = < %u >;\n"
		"        };\n",
		number, number, cells);
}

static void put_example(struct buf *out, const char *example, size_t number)
{
	const char *interrupts;
	size_t len = 0;

	if (has_root(example)) {
		buf_puts(out, example);
		return;
	}
	buf_puts(out, start);
	buf_printf(out,
		"\n    example-%zu {\n        #address-cells = <1>;\n        #size-cells = <1>;\n\n"
		"        ",
		number);
	interrupts = find_interrupts(example, &len);
	if (interrupts && count_cells(interrupts, len))
		put_controller(out, number, count_cells(interrupts, len));
	buf_puts(out, "\n\n        ");
	put_indented(out, example);
	buf_puts(out, "\n    };\n};\n");
}

void example_source(struct buf *out, json_t *binding)
{
	json_t *examples = json_object_get(binding, "examples");

	buf_puts(out, header);
	if (!examples) {
		buf_printf(out, "%s\n};\n", start);
		return;
	}
	for (size_t i = 0; i < json_array_size(examples); i++) {
		const char *text = json_string_value(json_array_get(examples, i));

		if (text)
			put_example(out, text, i);
	}
	buf_putc(out, '\n');
}
