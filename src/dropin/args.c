// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>
#include <string.h>

#include "base/files/file.h"
#include "dropin/dropin.h"

typedef VEC(char *) arg_list;

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

static int expand(int argc, char **argv, struct arena *a, arg_list *out)
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

static int usage(const struct args_program *p, FILE *to, int status)
{
	fprintf(to, "usage: %s\n", p->usage);
	return status;
}

static int read_options(
	const struct args_program *p, const arg_list *args, void *ctx, bool *finished)
{
	int opt;

	while ((opt = getopt_long((int)args->n - 1, args->v, p->shorts, p->longs, NULL)) != -1) {
		*finished = opt == 'h' || opt == 'V';
		if (opt == 'h')
			return usage(p, stdout, 0);
		if (opt == 'V')
			return puts(DROPIN_VERSION) < 0;
		if (!p->set || !p->set(ctx, opt, optarg))
			return ARGS_WRONG;
	}
	return 0;
}

int args_run(const struct args_program *p, int argc, char **argv, void *ctx)
{
	struct arena a = ARENA_INIT;
	arg_list args = { 0 };
	bool finished = false;
	int ret = expand(argc, argv, &a, &args);

	if (!ret)
		ret = read_options(p, &args, ctx, &finished);
	if (!ret && !finished)
		ret = p->work(ctx, args.v + optind, args.n - 1 - (size_t)optind);
	if (ret == ARGS_WRONG)
		ret = usage(p, stderr, EXIT_USAGE);
	vec_free(&args);
	arena_free(&a);
	return ret;
}
