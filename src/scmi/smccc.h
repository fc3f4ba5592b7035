/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_SMCCC_H
#define SDC_SCMI_SMCCC_H

/*
 * Function identifiers of the SMC Calling Convention (Arm DEN 0028): bit 31
 * fast call, bit 30 64-bit convention, 29 to 24 owner, 23 to 17 zero, 16 a
 * hint, 15 to 0 function.
 */
#define SMCCC_FAST      0x80000000u
#define SMCCC_64        0x40000000u
#define SMCCC_RESERVED  0x00fe0000u
#define SMCCC_SIP       2u
#define SMCCC_OWNER(id) ((id) >> 24 & 0x3fu)

#endif
