// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "dropin/dropin.h"

static int add_lines(const char *path, struct arena *a, arg_list *out)
{
	struct buf text = { 0 };
	struct sdc_error err;
	const char *s;

	if (read_file(path, &text, &err)) {
		fprintf(stderr, "%s\n", err.text);
		buf_free(&text);
		return EXIT_USAGE;
	}
	for (s = buf_str(&text); *s;) {
		size_t n = strcspn(s, "\n");

		vec_push(out, arena_strndup(a, s, n && s[n - 1] == '\r' ? n - 1 : n));
		s += n + (s[n] != '\0');
	}
	buf_free(&text);
	return 0;
}

int args_expand(int argc, char **argv, struct arena *a, arg_list *out)
{
	for (int i = 0; i < argc; i++) {
		int ret = 0;

		if (i && argv[i][0] == '@')
			ret = add_lines(argv[i] + 1, a, out);
		else
			vec_push(out, argv[i]);
		if (ret)
			return ret;
	}
	vec_push(out, NULL);
	return 0;
}
