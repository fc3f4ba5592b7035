// SPDX-License-Identifier: BSD-2-Clause
/* Whether Xen can drive the UART that is to be its console. */
#include "xen/console.h"

#include "xen/boot/machine/irq.h"
#include "xen/boot/machine/machine.h"

/* Why the driver does not take the device, or NULL. */
static const char *unfit(struct boot *b, const struct dt_node *n)
{
	struct boot_props p = boot_props(b, n);
	struct irq_walk w = irq_walk(b, n, &p);
	struct boot_irq irq;

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
		(w.loop || !irq_next(&w, &irq) || irq.error || !irq_set_type(b, &irq, n, NULL)))
		return "has no interrupt that Xen can use";
	if (b->gic)
		irq_take(b, &irq, n);
	return NULL;
}

void machine_console(struct boot *b)
{
	struct xen_console c = xen_console(b->in->model);
	const struct dt_node *n = c.node;
	const char *why = NULL;
	struct boot_event *e;

	if (!b->chosen || c.elsewhere)
		return;
	if (n)
		why = unfit(b, n);
	if (n && !why) {
		b->console = n;
		return;
	}
	/* Where the bootloader has yet to write Xen's command line it may choose one. */
	if (!b->has_modules || !b->whole) {
		b->assumed |= BOOT_ASSUMED_CONSOLE;
		return;
	}
	e = boot_add(b, BOOT_LOSS, "console-missing", b->chosen, c.prop, -1,
		n ? "the device that is to be Xen's console %s"
		  : "nothing says which device is Xen's console",
		why);
	if (n)
		boot_other(e, n, "the device");
	boot_hint(b, e, "write stdout-path = \"/PATH/OF/THE/UART\" or an alias");
}
