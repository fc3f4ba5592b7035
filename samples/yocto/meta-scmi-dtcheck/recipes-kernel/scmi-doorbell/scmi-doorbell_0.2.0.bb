# SPDX-License-Identifier: BSD-2-Clause
SUMMARY = "Kernel module to ring SCMI doorbells"
DESCRIPTION = "User space can execute neither smc nor hvc. With this module scmi-dtcheck's prober \
rings the doorbells that the device tree names."
SECTION = "kernel/modules"
LICENSE = "GPL-2.0-only"
LIC_FILES_CHKSUM = "file://scmi_doorbell.c;beginline=1;endline=1;md5=50d2ba0afecd20f74c12a4bdbcfcfe61 \
    file://${COMMON_LICENSE_DIR}/GPL-2.0-only;md5=801f80980d171dd6425610833a22dbe6"

require recipes-devtools/scmi-dtcheck/scmi-dtcheck-source.inc

inherit module

COMPATIBLE_HOST = "aarch64.*-linux"

# Before UNPACKDIR there was WORKDIR.
S = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}/scmi-dtcheck-${PV}/src/kmod"

# There is a Kbuild file alone: the kernel's own Makefile does the rest.
EXTRA_OEMAKE += "-C ${STAGING_KERNEL_DIR} M=${S}"
MAKE_TARGETS = "modules"

RPROVIDES:${PN} += "kernel-module-scmi-doorbell"
