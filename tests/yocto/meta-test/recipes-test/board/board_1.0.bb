# SPDX-License-Identifier: BSD-2-Clause
SUMMARY = "A tree with a firmware description and a manifest, compiled as boards have it compiled"
LICENSE = "BSD-2-Clause"
LIC_FILES_CHKSUM = "file://${COMMON_LICENSE_DIR}/BSD-2-Clause;md5=cb641bc04cda31daea161b1bc15da69f"
SRC_URI = "file://board.dts file://channels.dtsi"

inherit devicetree scmi-dtcheck nopackages

COMPATIBLE_MACHINE = ".*"
PROVIDES = "board"
KERNEL_INCLUDE = ""
DT_FILES = "board.dts"

SCMI_DTCHECK_FIRMWARE = "firmware.yaml"
SCMI_DTCHECK_GUESTS = "guests.yaml"
SCMI_DTCHECK_FORMATS = "text gcc json sarif html"
