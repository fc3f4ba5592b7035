/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_VIEW_DOMAIN_H
#define SDC_REPORT_VIEW_DOMAIN_H

#include "report/view/view.h"

/* What a party is made of, as text for people; nothing is appended where nobody says it. */

/* domain_memory - "256 MiB, direct-mapped", or what Xen's command line says of Dom0's */
void domain_memory(struct buf *out, const struct view *v, int party);

/* domain_boot - "boots", "is not built", "started by xl" */
void domain_boot(struct buf *out, const struct view *v, int party);

/* domain_state - "SCMI granted", or what is to come: "planned", "not in the host tree" */
void domain_state(struct buf *out, const struct view *v, int party);

/* domain_lost - nodes that it does not get, each with the rule that explains it
 * domain_hazards - nodes that it has and should not */
void domain_lost(struct buf *out, const struct view *v, int party);
void domain_hazards(struct buf *out, const struct view *v, int party);

/* domain_modules - "kernel 0x4a000000 (16 MiB), ramdisk initrd.gz" */
void domain_modules(struct buf *out, const struct view *v, int party);

/* domain_interrupts - of all devices that it has: "SPI 19, 39", in ascending order */
void domain_interrupts(struct buf *out, const struct view *v, int party);

/* view_size - "4 KiB"; what is not a multiple of that in hexadecimal */
void view_size(struct buf *out, uint64_t size);

#endif
