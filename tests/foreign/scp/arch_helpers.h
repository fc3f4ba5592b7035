/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef ARCH_HELPERS_H
#define ARCH_HELPERS_H

/* In place of SCP-firmware's own for hosts, where waiting is doing nothing. */

static inline void arch_interrupts_enable(unsigned int flags)
{
	(void)flags;
}

static inline unsigned int arch_interrupts_disable(void)
{
	return 0;
}

void arch_suspend(void);

#endif
