# SPDX-License-Identifier: BSD-2-Clause
#
# Makes what each guest of a manifest needs: partial device trees, parts of xl configurations, an
# overlay for the host tree. To be inherited where scmi-dtcheck.bbclass can be, which it inherits:
# the host tree is checked first, with the same variables. SCMI_DTCHECK_GUESTS is wanted, or a
# project file that names a manifest, and one host tree: where there are more, SCMI_DTCHECK_DTBS names it.
#
# All files are deployed as scmi-guests/RECIPE/ in DEPLOY_DIR_IMAGE. For the target, an image that
# inherits the class gets them itself; a recipe has them in its package SCMI_GENERATE_PACKAGE, which
# can be asked for as scmi-guests. An image from which the kernel is bundled cannot inherit it: it
# would wait for the kernel.
#
# SCMI_GENERATE_OPTIONS     more options of scmi-dtcheck generate: --sources --merge
# SCMI_GENERATE_INSTALL     patterns of the files that the target gets, with ! those that it does not;
#                           the last one that fits counts
# SCMI_GENERATE_DIR         where on the target; the xl fragments name /etc/xen
# SCMI_GENERATE_PACKAGE     the package that has them

inherit scmi-dtcheck

SCMI_GENERATE_OPTIONS ?= "--sources"
SCMI_GENERATE_INSTALL ?= "*.dtb *.cfg host-overlay.dtbo !host-merged.dtb !imagebuilder.cfg"
SCMI_GENERATE_DIR ?= "${sysconfdir}/xen"
SCMI_GENERATE_PACKAGE ?= "${PN}-scmi-guests"

SCMI_GENERATE_WORKDIR = "${WORKDIR}/scmi-generate"
SCMI_GENERATE_DEPLOYDIR = "${WORKDIR}/deploy-scmi-generate"

# The overlay fixes it.
SCMI_DTCHECK_WARN:append = " no-guest-visible-to-dom0"

python do_scmi_generate() {
    scmi_dtcheck.generate.run(d, bb)
}
do_scmi_generate[doc] = "Makes the files of the guests from the host's device tree"
do_scmi_generate[dirs] = "${SCMI_GENERATE_WORKDIR} ${SCMI_GENERATE_DEPLOYDIR}"
do_scmi_generate[cleandirs] = "${SCMI_GENERATE_WORKDIR} ${SCMI_GENERATE_DEPLOYDIR}"
do_scmi_generate[depends] += "scmi-dtcheck-native:do_populate_sysroot dtc-native:do_populate_sysroot"
do_scmi_generate[file-checksums] += "${@scmi_dtcheck.inputs.checksums(d)}"
addtask scmi_generate after do_scmi_dtcheck before do_install

SSTATETASKS += "do_scmi_generate"
do_scmi_generate[sstate-inputdirs] = "${SCMI_GENERATE_DEPLOYDIR}"
do_scmi_generate[sstate-outputdirs] = "${DEPLOY_DIR_IMAGE}"
python do_scmi_generate_setscene() {
    sstate_setscene(d)
}
addtask do_scmi_generate_setscene

python scmi_generate_install() {
    scmi_dtcheck.generate.install(d, d.getVar("D"))
}

python scmi_generate_rootfs() {
    scmi_dtcheck.generate.install(d, d.getVar("IMAGE_ROOTFS"))
}

python () {
    if d.getVar("SCMI_DTCHECK_KIND") == "image":
        bb.build.addtask("do_scmi_generate", "do_rootfs", None, d)
        d.appendVar("ROOTFS_POSTPROCESS_COMMAND", " scmi_generate_rootfs")
        return
    d.appendVarFlag("do_install", "postfuncs", " scmi_generate_install")
    package = d.getVar("SCMI_GENERATE_PACKAGE")
    if package not in (d.getVar("PACKAGES") or "").split():
        d.prependVar("PACKAGES", package + " ")
    d.appendVar("FILES:" + package, " ${SCMI_GENERATE_DIR}")
    d.appendVar("RPROVIDES:" + package, " scmi-guests")
}
