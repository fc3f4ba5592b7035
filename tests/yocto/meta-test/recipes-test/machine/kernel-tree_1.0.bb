# SPDX-License-Identifier: BSD-2-Clause
SUMMARY = "In a kernel's place: a tree where its make leaves one"
LICENSE = "BSD-2-Clause"
LIC_FILES_CHKSUM = "file://${COMMON_LICENSE_DIR}/BSD-2-Clause;md5=cb641bc04cda31daea161b1bc15da69f"
FILESEXTRAPATHS:prepend := "${THISDIR}/../board/files:"
SRC_URI = "file://board.dts file://channels.dtsi"

PROVIDES = "virtual/kernel"
INHIBIT_DEFAULT_DEPS = "1"
DEPENDS = "dtc-native"
S = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
B = "${WORKDIR}/build"
ARCH = "arm64"
SCMI_DTCHECK_KIND = "kernel"

inherit deploy scmi-dtcheck nopackages

DTS = "arch/${ARCH}/boot/dts/acme"

do_compile() {
    mkdir -p ${DTS}
    ${BUILD_CPP} -nostdinc -undef -D__DTS__ -x assembler-with-cpp -I ../$(realpath --relative-to=.. ${S}) \
        -o ${DTS}/.board.dtb.dts.tmp ../$(realpath --relative-to=.. ${S})/board.dts
    dtc -I dts -O dtb -o ${DTS}/board.dtb ${DTS}/.board.dtb.dts.tmp
}

do_deploy() {
    install -m 0644 ${B}/${DTS}/board.dtb ${DEPLOYDIR}
}
addtask deploy after do_install before do_build
