/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_PROTO_H
#define SDC_SCMI_PROTO_H

/*
 * Numbers of the protocol, Arm DEN0056 (SCMI) with its chapters, and DEN0028
 * (SMCCC). Freestanding: also compiled into firmware.
 */

/* Shared memory area, DEN0056 chapter 5.1: byte offsets, little endian words */
#define SMT_STATUS     0x04u
#define SMT_FLAGS      0x10u
#define SMT_LENGTH     0x14u /* of header and payload */
#define SMT_HEADER     0x18u
#define SMT_PAYLOAD    0x1cu
#define SMT_MIN_SIZE   0x20u /* room for a response's status */
#define SMT_HEADER_LEN 4u

#define SMT_FREE        0x1u /* channel status */
#define SMT_ERROR       0x2u
#define SMT_STATUS_MASK 0x3u
#define SMT_INTERRUPT   0x1u /* channel flags */

/* Message header, chapter 4.1 */
#define SCMI_TYPE_COMMAND      0u
#define SCMI_TYPE_DELAYED      2u
#define SCMI_TYPE_NOTIFICATION 3u
#define SCMI_TOKEN_MAX         0x3ffu
#define SCMI_HEADER(protocol, message, type, token)                   \
	(((uint32_t)(message)&0xffu) | ((uint32_t)(type)&0x3u) << 8 | \
		((uint32_t)(protocol)&0xffu) << 10 | ((uint32_t)(token)&0x3ffu) << 18)
#define SCMI_HEADER_MESSAGE(h)  ((h)&0xffu)
#define SCMI_HEADER_TYPE(h)     ((h) >> 8 & 0x3u)
#define SCMI_HEADER_PROTOCOL(h) ((h) >> 10 & 0xffu)
#define SCMI_HEADER_TOKEN(h)    ((h) >> 18 & 0x3ffu)

/* Status codes, chapter 4.1 */
enum scmi_status {
	SCMI_SUCCESS = 0,
	SCMI_NOT_SUPPORTED = -1,
	SCMI_INVALID_PARAMETERS = -2,
	SCMI_DENIED = -3,
	SCMI_NOT_FOUND = -4,
	SCMI_OUT_OF_RANGE = -5,
	SCMI_BUSY = -6,
	SCMI_COMMS_ERROR = -7,
	SCMI_GENERIC_ERROR = -8,
	SCMI_HARDWARE_ERROR = -9,
	SCMI_PROTOCOL_ERROR = -10,
	SCMI_IN_USE = -11,
};
#define SCMI_STATUS_VENDOR 128 /* below -127 a status is the vendor's */

/* Protocols, chapters 4.2 to 4.11 */
#define SCMI_BASE         0x10u
#define SCMI_POWER        0x11u
#define SCMI_SYSTEM_POWER 0x12u
#define SCMI_PERFORMANCE  0x13u
#define SCMI_CLOCK        0x14u
#define SCMI_SENSOR       0x15u
#define SCMI_RESET        0x16u
#define SCMI_VOLTAGE      0x17u
#define SCMI_POWERCAP     0x18u
#define SCMI_PINCTRL      0x19u
#define SCMI_VENDOR_FIRST 0x80u /* what is between is reserved */

/* Messages of every protocol */
#define SCMI_VERSION            0x0u
#define SCMI_ATTRIBUTES         0x1u
#define SCMI_MESSAGE_ATTRIBUTES 0x2u
#define SCMI_NEGOTIATE          0x10u /* from SCMI 3.2 on */

/* Base protocol, chapter 4.2 */
#define SCMI_BASE_VENDOR            0x3u
#define SCMI_BASE_SUB_VENDOR        0x4u
#define SCMI_BASE_IMPLEMENTATION    0x5u
#define SCMI_BASE_LIST_PROTOCOLS    0x6u
#define SCMI_BASE_DISCOVER_AGENT    0x7u
#define SCMI_BASE_NOTIFY_ERRORS     0x8u
#define SCMI_BASE_SET_DEVICE        0x9u
#define SCMI_BASE_SET_PROTOCOL      0xau
#define SCMI_BASE_RESET_AGENT       0xbu
#define SCMI_BASE_ATTR_PROTOCOLS(a) ((a)&0xffu)
#define SCMI_BASE_ATTR_AGENTS(a)    ((a) >> 8 & 0xffu)
#define SCMI_AGENT_SELF             0xffffffffu
#define SCMI_ALLOW                  0x1u
#define SCMI_NAME_LEN               16u
#define SCMI_LONG_NAME_LEN          64u /* of NAME_GET */

/* Power domain (4.3), performance (4.5), clock (4.6), reset (4.8), voltage (4.9), pin
 * control (4.11): message 3 holds a resource's attributes and name */
#define SCMI_RESOURCE_ATTRIBUTES 0x3u

#define SCMI_POWER_STATE_SET  0x4u
#define SCMI_POWER_STATE_GET  0x5u
#define SCMI_POWER_NAME_GET   0x8u
#define SCMI_SYSTEM_POWER_SET 0x3u /* chapter 4.4 */
#define SCMI_SYSTEM_POWER_GET 0x4u
#define SCMI_RESET_DOMAIN     0x4u /* chapter 4.8: RESET */
#define SCMI_RESET_NAME_GET   0x6u

#define SCMI_PERF_DESCRIBE_LEVELS 0x4u
#define SCMI_PERF_LIMITS_SET      0x5u
#define SCMI_PERF_LIMITS_GET      0x6u
#define SCMI_PERF_LEVEL_SET       0x7u
#define SCMI_PERF_LEVEL_GET       0x8u
#define SCMI_PERF_NAME_GET        0xcu

#define SCMI_CLOCK_DESCRIBE_RATES 0x4u
#define SCMI_CLOCK_RATE_SET       0x5u
#define SCMI_CLOCK_RATE_GET       0x6u
#define SCMI_CLOCK_CONFIG_SET     0x7u
#define SCMI_CLOCK_NAME_GET       0x8u
#define SCMI_CLOCK_CONFIG_GET     0xbu
#define SCMI_CLOCK_PARENTS_GET    0xcu
#define SCMI_CLOCK_PARENT_SET     0xdu
#define SCMI_CLOCK_PARENT_GET     0xeu
#define SCMI_CLOCK_PERMISSIONS    0xfu

#define SCMI_SENSOR_DESCRIPTION_GET 0x3u /* chapter 4.7 */
#define SCMI_SENSOR_READING_GET     0x6u

#define SCMI_VOLTAGE_DESCRIBE_LEVELS 0x4u
#define SCMI_VOLTAGE_CONFIG_GET      0x6u
#define SCMI_VOLTAGE_LEVEL_SET       0x7u
#define SCMI_VOLTAGE_LEVEL_GET       0x8u
#define SCMI_VOLTAGE_NAME_GET        0x9u

#define SCMI_POWERCAP_CAP_GET          0x4u /* chapter 4.10 */
#define SCMI_POWERCAP_CAP_SET          0x5u
#define SCMI_POWERCAP_PAI_GET          0x6u
#define SCMI_POWERCAP_NAME_GET         0x8u
#define SCMI_POWERCAP_MEASUREMENTS_GET 0x9u

#define SCMI_PIN_LIST_ASSOCIATIONS 0x4u /* chapter 4.11 */

#define SCMI_PIN_TYPE_PIN      0u
#define SCMI_PIN_TYPE_GROUP    1u
#define SCMI_PIN_TYPE_FUNCTION 2u

/* Results of a call in a0, DEN0028 chapter 7.1 */
#define SMCCC_SUCCESS       0
#define SMCCC_NOT_SUPPORTED (-1)
#define SMCCC_INVALID       (-3)

#endif
