// SPDX-License-Identifier: BSD-2-Clause
#include "xen/boot/machine/platform.h"

#include <strings.h>

/* brcm-raspberry-pi.c: they share a page or the interrupt with the auxiliary UART. */
static const char *const raspberry[] = { "brcm,bcm2835-aux-spi", "brcm,bcm2835-aux",
	"brcm,bcm2835-pm", NULL };

/* sunxi.c: the UARTs share a page. */
static const char *const sunxi[] = { "snps,dw-apb-uart", NULL };

static const struct {
	const char *machine; /* the root's compatible */
	const char *const *unwanted;
} platforms[] = {
	{ "brcm,bcm2711", raspberry },
	{ "allwinner,sun50i-a64", sunxi },
	{ "allwinner,sun50i-h5", sunxi },
	{ "allwinner,sun50i-h6", sunxi },
};

/* Xen compares without regard to case (dt_compat_cmp()). */
static bool has(const struct dt_prop *compatible, const char *s)
{
	const char *have = NULL;

	while ((have = dt_prop_next_string(compatible, have)))
		if (!strcasecmp(have, s))
			return true;
	return false;
}

const char *const *platform_unwanted(const struct dt_tree *t)
{
	const struct dt_prop *p = dt_prop(t->nodes, "compatible");

	for (size_t i = 0; p && i < sizeof(platforms) / sizeof(platforms[0]); i++)
		if (has(p, platforms[i].machine))
			return platforms[i].unwanted;
	return NULL;
}

bool platform_drops(const char *const *unwanted, const struct dt_node *n)
{
	const struct dt_prop *p = unwanted ? dt_prop(n, "compatible") : NULL;

	for (size_t i = 0; p && unwanted[i]; i++)
		if (has(p, unwanted[i]))
			return true;
	return false;
}
