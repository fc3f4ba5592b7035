// SPDX-License-Identifier: BSD-2-Clause
/*
 * xl FILE... - read domain configurations with xl's own parser (libxlutil), as xl.c does
 *
 * Prints what xl takes from them, one value per line, for comparison with a golden file. Exit
 * status 1 where the parser refuses, or a value is none that xl's own code would take.
 */
#include <errno.h>
#include <libxlutil.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool failed;

static void refuse(const char *key, const char *value)
{
	printf("REFUSED: %s: %s\n", key, value);
	failed = true;
}

static void print_string(XLU_Config *cfg, const char *key)
{
	const char *value;

	if (!xlu_cfg_get_string(cfg, key, &value, 1))
		printf("%s: %s\n", key, value);
}

/* xl_parse.c: "%PRIx64,%PRIx64" with "@%PRIx64" or nothing behind. */
static void check_iomem(const char *value)
{
	unsigned long long start, number, gfn;
	int end = 0;

	if (sscanf(value, "%llx,%llx%n@%llx%n", &start, &number, &end, &gfn, &end) < 2 ||
		value[end] || !number)
		refuse("iomem", value);
}

static void check_irq(const char *value)
{
	char *end;
	unsigned long n;

	errno = 0;
	n = strtoul(value, &end, 10);
	if (errno || end == value || *end || n < 32 || n > 1019)
		refuse("irqs", value);
}

static void check_path(const char *value)
{
	if (*value != '/')
		refuse("dtdev", value);
}

static void print_list(XLU_Config *cfg, const char *key, void (*check)(const char *value))
{
	XLU_ConfigList *list;
	const char *value;
	int n;

	if (xlu_cfg_get_list(cfg, key, &list, &n, 1))
		return;
	for (int i = 0; i < n; i++) {
		value = xlu_cfg_get_listitem(list, i);
		if (!value) {
			refuse(key, "an entry that is no string");
			continue;
		}
		printf("%s[%d]: %s\n", key, i, value);
		if (check)
			check(value);
	}
}

static void read_file(const char *path)
{
	XLU_Config *cfg = xlu_cfg_init(stdout, path);

	printf("== %s\n", strrchr(path, '/') ? strrchr(path, '/') + 1 : path);
	if (!cfg || xlu_cfg_readfile(cfg, path)) {
		refuse(path, "xl's parser");
		return;
	}
	print_string(cfg, "name");
	print_string(cfg, "kernel");
	print_string(cfg, "memory");
	print_string(cfg, "vcpus");
	print_string(cfg, "arm_sci");
	print_string(cfg, "device_tree");
	print_list(cfg, "dtdev", check_path);
	print_list(cfg, "iomem", check_iomem);
	print_list(cfg, "irqs", check_irq);
	print_string(cfg, "passthrough");
	print_list(cfg, "disk", NULL);
	print_list(cfg, "vif", NULL);
	print_string(cfg, "extra");
	xlu_cfg_destroy(cfg);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		read_file(argv[i]);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
