// SPDX-License-Identifier: BSD-2-Clause
/* Which UART Xen takes for its console (drivers/char/uart-init.c). */
#include <string.h>
#include <strings.h>

#include "xen/boot/cmdline.h"
#include "xen/boot/irq.h"
#include "xen/boot/machine.h"

/* The command line chooses another console, or none. */
static bool elsewhere(const struct boot *b)
{
	size_t len;
	const char *s = cmdline_value(b, "console", &len);
	char *copy;
	bool out;

	if (!s)
		return false;
	copy = strndup(s, len);
	if (!copy)
		out_of_memory();
	out = !strstr(copy, "dtuart");
	free(copy);
	return out;
}

/* The path that Xen looks at, to be freed; *prop is where it stands. */
static char *path_of(struct boot *b, const char **prop)
{
	size_t len;
	const char *s = cmdline_value(b, "dtuart", &len);
	char *copy;

	*prop = "xen,xen-bootargs";
	if (!s || !len) {
		*prop = "stdout-path";
		s = b->chosen ? dt_prop_string(b->chosen, "stdout-path") : NULL;
		len = s ? strlen(s) : 0;
	}
	if (!len)
		return NULL;
	copy = strndup(s, len);
	if (!copy)
		out_of_memory();
	copy[strcspn(copy, ":")] = '\0';
	return copy;
}

/* Unlike Linux, Xen wants each name with its unit address. */
static const struct dt_node *by_path(const struct boot *b, const char *path)
{
	return *path == '/' ? boot_by_path(b, path) : dt_by_path(b->tree, path);
}

/* Why the driver does not take the device, or NULL. */
static const char *unfit(struct boot *b, const struct dt_node *n)
{
	struct boot_props p = boot_props(b, n);
	struct irq_walk w = irq_walk(b, n, &p);
	struct boot_irq irq;
	const struct dt_node *first;

	if (!dt_available(n))
		return "is disabled";
	if (p.v[KEY_PASSTHROUGH])
		return "is marked xen,passthrough";
	if (!(boot_class(b, n) & CLASS_UART) &&
		!(boot_class(b, n) & CLASS_SBSA_UART && b->caps->sbsa_uart))
		return "is none that Xen has a driver for";
	if (!boot_reg_count(b, n, &p) || boot_reg(b, n, &p, 0).error)
		return "has no register address";
	if (b->gic &&
		(w.loop || !irq_next(&w, &irq) || irq.error || !irq_set_type(b, &irq, n, &first)))
		return "has no interrupt that Xen can use";
	if (b->gic)
		irq_take(b, &irq, n);
	return NULL;
}

void machine_console(struct boot *b)
{
	const char *prop, *why = NULL;
	char *path;
	const struct dt_node *n = NULL;
	struct boot_event *e;

	if (!b->chosen || elsewhere(b))
		return;
	path = path_of(b, &prop);
	if (path)
		n = by_path(b, path);
	if (n)
		why = unfit(b, n);
	free(path);
	if (n && !why) {
		b->console = n;
		return;
	}
	/* Where the bootloader has yet to write Xen's command line it may choose one. */
	if (!b->has_modules || !b->whole) {
		b->assumed |= BOOT_ASSUMED_CONSOLE;
		return;
	}
	e = boot_add(b, BOOT_LOSS, "console-missing", b->chosen, prop, -1,
		n ? "the device that is to be Xen's console %s"
		  : "nothing says which device is Xen's console",
		why);
	if (n)
		boot_other(e, n, "the device");
	boot_hint(b, e, "write stdout-path = \"/PATH/OF/THE/UART\" or an alias");
}
