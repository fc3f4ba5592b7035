# SPDX-License-Identifier: BSD-2-Clause
#
# Checks the SCMI configuration of device trees before anything is made of them. To be inherited by
#
#   a kernel          KERNEL_CLASSES:append = " scmi-dtcheck" in the machine's configuration
#   a device tree     inherit scmi-dtcheck, beside devicetree
#   an image          IMAGE_CLASSES:append = " scmi-dtcheck": what kernel and device tree deployed
#   another recipe    inherit scmi-dtcheck: the same
#
# do_scmi_dtcheck fails the build, each time until the tree is fixed, before do_install, in an
# image before do_image. Findings are BitBake's errors and warnings, with file and line where the
# recipe that compiles the tree inherits the class. It runs again when a tree, one of the files
# named below, a variable or the program has changed.
#
# A file is absolute, or looked for along FILESPATH (the recipe's files/ directory) and BBPATH
# (the layers). What is unpacked or built can be named with ${S} and the like.
#
# SCMI_DTCHECK_DTBS         the host trees to check; patterns are possible. By default all that the
#                           recipe deploys: of a kernel the .dtb files of KERNEL_DEVICETREE, of a
#                           device tree recipe every .dtb, else those of the kernel and of
#                           virtual/dtb. None is an error.
# SCMI_DTCHECK_DIRS         where they are, if not where such a recipe has them
# SCMI_DTCHECK_PROJECT      a project file, scmi-dtcheck-project(5): what belongs to the host tree,
#                           unless one of the variables below says so. Everything in its directory
#                           counts as read.
# SCMI_DTCHECK_VARIANT      of its variants the one to take
# SCMI_DTCHECK_OVERLAYS     applied to each of them, in this order: beside the trees, or files as
#                           above.
# SCMI_DTCHECK_GUESTS       the guests' manifest, scmi-dtcheck-guests(5)
# SCMI_DTCHECK_GUEST        NAME=FILE[,CONFIG]...: partial trees written by hand
# SCMI_DTCHECK_FIRMWARE     what the firmware serves, scmi-dtcheck-firmware(5)
# SCMI_DTCHECK_SCHEMA_DIRS  directories of more schemas
# SCMI_DTCHECK_INCLUDE_DIRS directories of headers, for overlays and partial trees that are sources
#                           with #include
# SCMI_DTCHECK_XEN          Xen's driver: multi-agent, single-agent, or auto
# SCMI_DTCHECK_WARN         no-RULE switches a rule off, error=RULE makes it an error
# SCMI_DTCHECK_FAIL         what fails the build: error; warning, then warnings are errors; or
#                           none, then errors are warnings. What cannot be checked always does.
# SCMI_DTCHECK_FORMATS      reports to write: text gcc json sarif html
# SCMI_DTCHECK_SOURCES      1: read a tree's preprocessed source, where the compilation leaves it
#                           beside the blob; else the blob, which has no lines
#
# Reports of a check that passed are deployed as scmi-dtcheck/RECIPE/TREE.txt, .sarif, ... in
# DEPLOY_DIR_IMAGE, from shared state too, when its warnings are not repeated. Those of one that
# failed are in scmi-dtcheck/RECIPE in LOG_DIR.

SCMI_DTCHECK_DTBS ?= ""
SCMI_DTCHECK_DIRS ?= ""
SCMI_DTCHECK_PROJECT ?= ""
SCMI_DTCHECK_VARIANT ?= ""
SCMI_DTCHECK_OVERLAYS ?= ""
SCMI_DTCHECK_GUESTS ?= ""
SCMI_DTCHECK_GUEST ?= ""
SCMI_DTCHECK_FIRMWARE ?= ""
SCMI_DTCHECK_SCHEMA_DIRS ?= ""
SCMI_DTCHECK_INCLUDE_DIRS ?= ""
SCMI_DTCHECK_XEN ?= "auto"
SCMI_DTCHECK_WARN ?= ""
SCMI_DTCHECK_FAIL ?= "error"
SCMI_DTCHECK_FORMATS ?= "text sarif"
SCMI_DTCHECK_SOURCES ?= "1"

SCMI_DTCHECK_WORKDIR = "${WORKDIR}/scmi-dtcheck"
SCMI_DTCHECK_DEPLOYDIR = "${WORKDIR}/deploy-scmi-dtcheck"
SCMI_DTCHECK_LOGDIR = "${LOG_DIR}/scmi-dtcheck"

def scmi_dtcheck_kind(d):
    for kind in ("kernel", "devicetree", "image"):
        if bb.data.inherits_class(kind, d):
            return kind
    return "other"
SCMI_DTCHECK_KIND ?= "${@scmi_dtcheck_kind(d)}"

python do_scmi_dtcheck() {
    scmi_dtcheck.check.run(d, bb)
}
do_scmi_dtcheck[doc] = "Checks the SCMI configuration of the device trees"
do_scmi_dtcheck[dirs] = "${SCMI_DTCHECK_WORKDIR} ${SCMI_DTCHECK_DEPLOYDIR}"
do_scmi_dtcheck[cleandirs] = "${SCMI_DTCHECK_WORKDIR} ${SCMI_DTCHECK_DEPLOYDIR}"
do_scmi_dtcheck[depends] += "scmi-dtcheck-native:do_populate_sysroot dtc-native:do_populate_sysroot"
do_scmi_dtcheck[file-checksums] += "${@scmi_dtcheck.inputs.checksums(d)}"
addtask scmi_dtcheck after do_compile before do_install

SSTATETASKS += "do_scmi_dtcheck"
do_scmi_dtcheck[sstate-inputdirs] = "${SCMI_DTCHECK_DEPLOYDIR}"
do_scmi_dtcheck[sstate-outputdirs] = "${DEPLOY_DIR_IMAGE}"
python do_scmi_dtcheck_setscene() {
    scmi_dtcheck.check.forget_reports(d)
    sstate_setscene(d)
}
addtask do_scmi_dtcheck_setscene

# Where the trees come from other recipes, those come first; and an image has no do_install.
python () {
    kind = d.getVar("SCMI_DTCHECK_KIND")
    if kind in ("image", "other"):
        depends = " virtual/kernel:do_deploy"
        if d.getVar("PREFERRED_PROVIDER_virtual/dtb"):
            depends += " virtual/dtb:do_deploy"
        d.appendVarFlag("do_scmi_dtcheck", "depends", depends)
    if kind == "image":
        bb.build.addtask("do_scmi_dtcheck", "do_image", None, d)
}
