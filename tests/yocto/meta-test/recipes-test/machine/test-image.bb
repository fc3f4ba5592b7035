# SPDX-License-Identifier: BSD-2-Clause
SUMMARY = "An image with the files of the guests of a tree"
LICENSE = "BSD-2-Clause"

FILESEXTRAPATHS:prepend := "${THISDIR}/../guests/files:"
IMAGE_CLASSES += "scmi-dtcheck-generate"
SCMI_DTCHECK_DTBS = "devicetree/rcar-gen3-guests.dtb"
SCMI_DTCHECK_GUESTS = "rcar-gen3-guests.yaml"

inherit image
