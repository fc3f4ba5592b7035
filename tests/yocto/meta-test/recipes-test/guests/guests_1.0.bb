# SPDX-License-Identifier: BSD-2-Clause
SUMMARY = "A tree, and what its guests get; samples/rcar-gen3-guests.dts"
LICENSE = "BSD-2-Clause"
LIC_FILES_CHKSUM = "file://${COMMON_LICENSE_DIR}/BSD-2-Clause;md5=cb641bc04cda31daea161b1bc15da69f"
SRC_URI = "file://rcar-gen3-guests.dts file://rcar-gen3.dts file://rcar-gen3.dtsi"

inherit devicetree scmi-dtcheck-generate nopackages

COMPATIBLE_MACHINE = ".*"
PROVIDES = "guests"
KERNEL_INCLUDE = ""
DT_FILES = "rcar-gen3-guests.dts"
SCMI_DTCHECK_GUESTS = "rcar-gen3-guests.yaml"
