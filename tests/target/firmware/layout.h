/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef TARGET_LAYOUT_H
#define TARGET_LAYOUT_H

/*
 * Where things are on QEMU's "virt" machine with secure=on and 1 GiB of memory. The trees in
 * tests/target/trees and the command line in tests/target/boot.sh say the same.
 */

#define SECURE_RAM 0x0e000000
#define STACK_TOP  (SECURE_RAM + 0x10000)

#define GIC_DISTRIBUTOR 0x08000000
#define GIC_CPU         0x08010000
#define SECURE_UART     0x09040000 /* PL011 */
#define SECURE_GPIO     0x090b0000 /* PL061: pin 0 powers off, pin 1 resets */

#define KERNEL 0x40200000 /* Linux or Xen, as its Image header asks */
#define TREE   0x48000000

/* One page for each agent; the trees' memory node ends here. */
#define SCMI_PAGES 0x7ff00000
/* A page that the operating system counts as its memory, under /reserved-memory. */
#define SCMI_RESERVED 0x7fe00000

#endif
