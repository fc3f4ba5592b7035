# SPDX-License-Identifier: BSD-2-Clause
SUMMARY = "Check the SCMI configuration of device trees for Xen"
DESCRIPTION = "Reads host device trees for Arm SCMI with several agents under Xen, says what is \
wrong and what Xen will do, makes what each guest needs, and asks the live firmware."
SECTION = "devel"
# The schemas are also under GPL-2.0-only, at the choice of who gets them.
LICENSE = "BSD-2-Clause"
LIC_FILES_CHKSUM = "file://LICENSE;md5=a558001010953ba1bf83d7dcd64febf4"

require scmi-dtcheck-source.inc
SRC_URI += "file://run-ptest"

inherit pkgconfig bash-completion ptest

DEPENDS = "dtc jansson libpcre2 libyaml"
# The schemas are compiled by a program for the build machine.
DEPENDS:append:class-target = " jansson-native libyaml-native"
DEPENDS:append:class-nativesdk = " jansson-native libyaml-native"

B = "${WORKDIR}/build"
do_configure[cleandirs] = "${B}"

EXTRA_OEMAKE = "-C ${S} O=${B} HOST_TABLES=1 \
    HOSTCC='${BUILD_CC} ${BUILD_CFLAGS} ${BUILD_LDFLAGS}' \
    prefix=${prefix} bindir=${bindir} libdir=${libdir} includedir=${includedir} \
    datadir=${datadir} mandir=${mandir} libexecdir=${libexecdir}"

do_compile() {
    oe_runmake all
}

do_install() {
    oe_runmake install DESTDIR=${D}
}

# The tests that need nothing but what is installed and a shell.
do_install_ptest() {
    install -d ${D}${PTEST_PATH}/tests/cli ${D}${PTEST_PATH}/tests/schema ${D}${PTEST_PATH}/samples
    for file in run cases golden trees; do
        cp -r ${S}/tests/cli/$file ${D}${PTEST_PATH}/tests/cli
    done
    cp -r ${S}/tests/schema/kinds ${D}${PTEST_PATH}/tests/schema
    cp -r ${S}/tests/rules ${D}${PTEST_PATH}/tests
    cp -r ${S}/samples/rcar-gen3* ${S}/samples/rpi5* ${S}/samples/tree ${S}/samples/start \
        ${D}${PTEST_PATH}/samples
}

# BitBake alone would say that nothing provides jansson, not who does.
python () {
    have = d.getVar("BBFILE_COLLECTIONS") + " " + (d.getVar("ASSUME_PROVIDED") or "")
    core = d.expand("${COREBASE}/meta/recipes-extended/jansson")
    if not (os.path.isdir(core) or {"openembedded-layer", "jansson-native"} & set(have.split())):
        raise bb.parse.SkipRecipe("jansson is in meta-oe before blacksail: add that layer")
}

PACKAGE_BEFORE_PN += "lib${BPN} ${PN}-schemas ${PN}-zsh-completion ${PN}-fish-completion"
SUMMARY:lib${BPN} = "${SUMMARY} - library"
SUMMARY:${PN}-schemas = "Device tree schemas for the SCMI configuration of Xen"
FILES:lib${BPN} = "${libdir}/lib*${SOLIBS}"
FILES:${PN}-schemas = "${datadir}/scmi-dtcheck/schemas"
FILES:${PN}-zsh-completion = "${datadir}/zsh"
FILES:${PN}-fish-completion = "${datadir}/fish"
RDEPENDS:${PN}-dev = "lib${BPN} (= ${EXTENDPKGV})"
RDEPENDS:${PN}-ptest += "diffutils dtc patch python3-json"
# It compiles sources; blobs it reads itself.
RRECOMMENDS:${PN} += "dtc"

# jansson has no nativesdk variant; see the layer's notes on how to give it one.
BBCLASSEXTEND = "native nativesdk"
