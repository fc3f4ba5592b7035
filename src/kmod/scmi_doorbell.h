/* SPDX-License-Identifier: (GPL-2.0 WITH Linux-syscall-note) OR BSD-2-Clause */
#ifndef SCMI_DOORBELL_H
#define SCMI_DOORBELL_H

#include <linux/ioctl.h>
#include <linux/types.h>

/*
 * /dev/scmi-doorbell: whoever opens it needs CAP_SYS_RAWIO; the descriptor works on after
 * capabilities are dropped. One program at a time: another one gets EBUSY. When it is closed,
 * however the program ended, channels that were taken through it and not rung are free again.
 *
 * ioctl(SCMI_DOORBELL_RING) makes one call into the firmware. Calls are made one at a time. A
 * result of the firmware, whatever it is, is no failure: it stands in result[0]. It fails with
 *
 * - EPERM: no arm,scmi-smc node that is not disabled, no table of Xen's agents and no module
 *   parameter "functions" names the function, or it is no fast call of the SiP or OEM range
 * - EINVAL: an unknown conduit, or reserved is not 0
 * - EOPNOTSUPP: the machine does not have that conduit
 *
 * pread() and pwrite() reach shared memory: the file offset is the physical address. Offset and
 * length are multiples of 4, the range lies within one page that the device tree names, and every
 * word is accessed once, in order, 32 bits wide. A write is complete for the firmware when
 * pwrite() returns.
 *
 * They fail with
 *
 * - EPERM: no arm,scmi-shmem node names the page
 * - EINVAL: not aligned, empty, or across the page's end
 * - ENXIO: no node under /reserved-memory sets the page aside (/dev/mem may reach it), or it has
 *   no "no-map": the kernel has it mapped as its own memory, cached
 */

#define SCMI_DOORBELL_PATH "/dev/scmi-doorbell"

enum scmi_doorbell_conduit {
	SCMI_DOORBELL_DEFAULT, /* the method of the tree's psci node */
	SCMI_DOORBELL_SMC,
	SCMI_DOORBELL_HVC,
};

struct scmi_doorbell_ring {
	__u32 function;  /* in: w0 */
	__u32 conduit;   /* in: enum scmi_doorbell_conduit */
	__u64 reserved;  /* in: 0 */
	__u64 result[4]; /* out: x0 to x3 */
};

#define SCMI_DOORBELL_RING _IOWR('s', 0xd0, struct scmi_doorbell_ring)

#endif
