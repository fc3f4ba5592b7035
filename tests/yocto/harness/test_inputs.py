# SPDX-License-Identifier: BSD-2-Clause
"""What a check reads: trees by the kind of the recipe, overlays, manifests, and its signature."""

import os
import re
import shutil

import tracking
from build import checksum_words
from case import DEVICETREE, PROJECT, SHARED_PAGE, LayerTest, documented

KERNEL = """inherit kernel scmi-dtcheck
KERNEL_DEVICETREE = "acme/board.dtb"
"""
TASKS = ("do_scmi_dtcheck", "do_scmi_generate")
OVERLAY = """/dts-v1/;
/plugin/;
/ {
	fragment@0 {
		target-path = "/chosen/xen/xen_scmi_config";
		__overlay__ {
			scmi-secondary-agents = <0x82000002 &shm_0 0>, <0x82000004 &shm_1 2>;
		};
	};
};
"""


SCHEMA = """%YAML 1.2
---
$id: http://devicetree.org/schemas/board.yaml#
$schema: http://devicetree.org/meta-schemas/core.yaml#
title: A board
maintainers:
  - Nobody <nobody@example.org>
properties:
  compatible:
    const: acme,board
required:
  - compatible
  - serial-number
additionalProperties: true
"""


class Board(LayerTest):
    def setUp(self):
        super().setUp()
        self.add_board()

    def add_file(self, name, text):
        with open(os.path.join(self.build.files, name), "w", encoding="utf-8") as target:
            target.write(text)

    def deploy_tree(self, *names):
        """Trees as other recipes have deployed them."""
        built = self.build.build(DEVICETREE, pn="builder", target="do_compile").recipe.d
        for name in names:
            os.makedirs(os.path.dirname(self.deployed(name)), exist_ok=True)
            shutil.copy(os.path.join(built.getVar("B"), "board.dtb"), self.deployed(name))


class Trees(Board):
    def test_kernel_has_those_of_its_variable(self):
        outcome = self.quiet(KERNEL)
        self.assertEqual(["board.sarif", "board.txt"],
                         sorted(os.listdir(self.deployed("scmi-dtcheck", "board"))))
        self.assertEqual("kernel", outcome.recipe.d.getVar("SCMI_DTCHECK_KIND"))

    def test_kernel_fails_at_the_line(self):
        self.edit(*SHARED_PAGE)
        outcome = self.fails(KERNEL)
        self.says(outcome, "error",
                  r"^channels\.dtsi:\d+:\d+: error: .*\[management-page-shared\]")

    def test_kernel_finds_the_source_of_a_name_with_a_comma(self):
        self.edit(*SHARED_PAGE)
        os.rename(os.path.join(self.build.sources, "board.dts"),
                  os.path.join(self.build.sources, "acme,board.dts"))
        outcome = self.fails(KERNEL.replace("/board", "/acme,board"))
        self.says(outcome, "error", r"^channels\.dtsi:\d+:")

    def test_kernel_passes_over_overlays_of_its_own(self):
        self.add_source("extra.dtso", OVERLAY.replace("&shm_0", "0").replace("&shm_1", "0"))
        outcome = self.build.recipe(KERNEL + 'KERNEL_DEVICETREE += "acme/extra.dtbo"\n')
        inputs = outcome.namespace["scmi_dtcheck"].inputs
        self.assertEqual(["acme/board.dtb"], inputs.default_patterns(outcome.d))

    def add_source(self, name, text):
        with open(os.path.join(self.build.sources, name), "w", encoding="utf-8") as target:
            target.write(text)

    def test_kernel_without_trees(self):
        outcome = self.fails('inherit kernel scmi-dtcheck\n')
        self.says(outcome, "fatal", "^no tree to check: set SCMI_DTCHECK_DTBS")

    def test_devicetree_has_all_that_it_compiles(self):
        shutil.copy(os.path.join(self.build.sources, "board.dts"),
                    os.path.join(self.build.sources, "second.dts"))
        self.quiet(DEVICETREE)
        self.assertEqual(["board.sarif", "board.txt", "second.sarif", "second.txt"],
                         sorted(os.listdir(self.deployed("scmi-dtcheck", "board"))))

    def test_devicetree_with_one_of_them(self):
        shutil.copy(os.path.join(self.build.sources, "board.dts"),
                    os.path.join(self.build.sources, "second.dts"))
        self.quiet(DEVICETREE)
        self.quiet(DEVICETREE + 'SCMI_DTCHECK_DTBS = "second.dtb"\n')
        self.assertEqual(["second.sarif", "second.txt"],
                         sorted(os.listdir(self.deployed("scmi-dtcheck", "board"))))

    def test_image_has_those_of_the_machine(self):
        self.deploy_tree("board.dtb", "devicetree/other.dtb")
        image = ('KERNEL_DEVICETREE = "acme/board.dtb"\n'
                 'PREFERRED_PROVIDER_virtual/dtb = "dtb"\ninherit image scmi-dtcheck\n')
        outcome = self.quiet(image, pn="image")
        self.assertIn("do_scmi_dtcheck", outcome.recipe.earlier("do_image"))
        self.assertEqual(["board.sarif", "board.txt", "other.sarif", "other.txt"],
                         sorted(os.listdir(self.deployed("scmi-dtcheck", "image"))))

    def test_image_fails(self):
        self.edit(*SHARED_PAGE)
        self.deploy_tree("board.dtb")
        outcome = self.fails('KERNEL_DEVICETREE = "acme/board.dtb"\ninherit image scmi-dtcheck\n',
                             pn="image")
        self.says(outcome, "error", r"^board\.dtb: /chosen/\S+: error: ")
        self.assertNotIn("do_image", outcome.ran)

    def test_other_directories(self):
        self.deploy_tree("elsewhere/board.dtb")
        text = ('inherit scmi-dtcheck\nSCMI_DTCHECK_DTBS = "*.dtb"\n'
                'SCMI_DTCHECK_DIRS = "${DEPLOY_DIR_IMAGE}/elsewhere"\n')
        self.quiet(text, pn="other")

    def test_missing_tree(self):
        outcome = self.fails(DEVICETREE + 'SCMI_DTCHECK_DTBS = "nosuch.dtb"\n')
        self.says(outcome, "fatal", r"^SCMI_DTCHECK_DTBS: no nosuch\.dtb in ")

    def test_two_of_one_name(self):
        self.deploy_tree("a/board.dtb", "b/board.dtb")
        outcome = self.fails('inherit scmi-dtcheck\nSCMI_DTCHECK_DTBS = "*/board.dtb"\n')
        self.says(outcome, "fatal", "^SCMI_DTCHECK_DTBS: two trees are called board")


class Files(Board):
    def test_overlay_is_applied(self):
        self.add_file("agents.dtso", OVERLAY)
        outcome = self.fails(DEVICETREE + 'SCMI_DTCHECK_OVERLAYS = "agents.dtso"\n')
        self.says(outcome, "error", r"error: .*\[management-page-shared\]")

    def test_missing_overlay(self):
        outcome = self.fails(DEVICETREE + 'SCMI_DTCHECK_OVERLAYS = "nosuch.dtbo"\n')
        self.says(outcome, "fatal", r"^SCMI_DTCHECK_OVERLAYS: nosuch\.dtbo is not there, ")

    def test_firmware_that_says_otherwise(self):
        self.edit("firmware.yaml", "0x47ff2000", "0x47ff3000")
        outcome = self.fails(DEVICETREE)
        self.says(outcome, "error", r"\[fw-page\]")

    def test_guest_by_hand(self):
        shutil.copy(os.path.join(PROJECT, "tests", "cli", "trees", "partial.dts"),
                    self.build.files)
        outcome = self.fails(DEVICETREE + 'SCMI_DTCHECK_GUEST = "domU1=partial.dts"\n')
        self.says(outcome, "error",
                  r"partial\.dts:\d+:\d+: error: .*\[guest-no-scmi\]")

    def test_project_file(self):
        self.edit("firmware.yaml", "0x47ff2000", "0x47ff9000")
        self.quiet('inherit devicetree scmi-dtcheck\n')
        outcome = self.fails('inherit devicetree scmi-dtcheck\n'
                             'SCMI_DTCHECK_PROJECT = "scmi-dtcheck.yaml"\n')
        self.says(outcome, "error", r"0x47ff9000")
        self.add_file("firmware.yaml", "agents: [\n")
        outcome = self.fails('inherit devicetree scmi-dtcheck\n'
                             'SCMI_DTCHECK_PROJECT = "scmi-dtcheck.yaml"\n')
        self.says(outcome, "error", re.escape(self.build.files) + r"/firmware\.yaml:")

    def test_variable_stands_before_the_project_file(self):
        self.add_file("other.yaml", "agents: [\n")
        outcome = self.fails(DEVICETREE.replace("firmware.yaml", "other.yaml") +
                             'SCMI_DTCHECK_PROJECT = "scmi-dtcheck.yaml"\n')
        self.says(outcome, "error", r"other\.yaml")

    def test_variant_of_a_project_file(self):
        self.add_file("two.yaml", "variants:\n  a: { host: a.dts, firmware: no.yaml }\n"
                                  "  b: { host: b.dts, firmware: firmware.yaml }\n")
        text = 'inherit devicetree scmi-dtcheck\nSCMI_DTCHECK_PROJECT = "two.yaml"\n'
        self.quiet(text + 'SCMI_DTCHECK_VARIANT = "b"\n')
        self.fails(text + 'SCMI_DTCHECK_VARIANT = "a"\n')

    def test_schema_of_its_own(self):
        os.mkdir(os.path.join(self.build.files, "schemas"))
        self.add_file("schemas/board.yaml", SCHEMA)
        outcome = self.passes(DEVICETREE + 'SCMI_DTCHECK_SCHEMA_DIRS = "schemas"\n'
                              'SCMI_DTCHECK_FAIL = "none"\n')
        self.says(outcome, "warn", "serial-number")

    def test_each_missing_file_is_named(self):
        for variable in ("GUESTS", "FIRMWARE", "SCHEMA_DIRS", "GUEST", "PROJECT"):
            with self.subTest(variable):
                value = "nosuch.yaml" if variable != "GUEST" else "domU1=nosuch.yaml"
                outcome = self.fails(
                    DEVICETREE + 'SCMI_DTCHECK_%s = "%s"\n' % (variable, value))
                self.says(outcome, "fatal", r"^SCMI_DTCHECK_%s: nosuch\.yaml is not there, "
                          "neither along FILESPATH nor BBPATH" % variable)

    def test_guest_without_a_file(self):
        outcome = self.fails(DEVICETREE + 'SCMI_DTCHECK_GUEST = "domU1"\n')
        self.says(outcome, "fatal", r"^SCMI_DTCHECK_GUEST: domU1: expected NAME=FILE\[,CONFIG\]")

    def test_manifest_with_a_mistake(self):
        self.add_file("guests.yaml",
                      "guests:\n  - name: domU1\n    boot: dom0more\n    devices: []\n")
        outcome = self.fails(DEVICETREE + 'SCMI_DTCHECK_GUESTS = "guests.yaml"\n')
        self.says(outcome, "error",
                  r"^%s/guests\.yaml:3:\d+: error: .*\[document-value\]" % self.build.files)

    def test_file_in_a_directory_with_a_blank(self):
        blank = os.path.join(self.build.topdir, "with a blank")
        os.rename(self.build.files, blank)
        os.mkdir(self.build.files)
        text = DEVICETREE + 'FILESPATH = "${TOPDIR}/with a blank"\n'
        outcome = self.quiet(text)
        words = outcome.recipe.d.getVarFlag("do_scmi_dtcheck", "file-checksums")
        self.assertEqual([(os.path.join(blank, "firmware.yaml"), True)],
                         list(checksum_words(words)))

    def test_file_of_a_layer(self):
        os.makedirs(os.path.join(self.build.topdir, "scmi"))
        os.rename(os.path.join(self.build.files, "firmware.yaml"),
                  os.path.join(self.build.topdir, "scmi", "own.yaml"))
        self.quiet('inherit devicetree scmi-dtcheck\nSCMI_DTCHECK_FIRMWARE = "scmi/own.yaml"\n')


class Signature(Board):
    def again(self, text=DEVICETREE):
        """Whether a second build checks again."""
        return "do_scmi_dtcheck" in self.passes(text).ran

    def test_nothing_changed(self):
        self.quiet(DEVICETREE)
        self.assertFalse(self.again())

    def test_file_touched(self):
        self.quiet(DEVICETREE)
        os.utime(os.path.join(self.build.files, "firmware.yaml"), (1, 1))
        self.assertFalse(self.again())

    def test_file_changed(self):
        self.quiet(DEVICETREE)
        self.edit("firmware.yaml", "name: domU1", "name: guest")
        self.assertTrue(self.again())

    def test_source_changed(self):
        self.quiet(DEVICETREE)
        self.edit("board.dts", "A board", "The board")
        self.assertTrue(self.again())

    def test_every_variable_counts(self):
        recipe = self.build.recipe(DEVICETREE)
        tracker = tracking.Tracker(recipe).task("do_scmi_dtcheck")
        self.assertEqual([], tracker.unclear)
        self.assertEqual(set(), documented("scmi-dtcheck") - tracker.variables)

    def test_every_variable_of_generate_counts(self):
        recipe = self.build.recipe(DEVICETREE.replace("-dtcheck\n", "-dtcheck-generate\n"))
        tracker = tracking.Tracker(recipe).task("do_scmi_generate")
        for function in ("scmi_generate_install", "scmi_generate_rootfs"):
            tracker.task(function)
        self.assertEqual([], tracker.unclear)
        wanted = documented("scmi-dtcheck-generate") - {
            "SCMI_GENERATE_PACKAGE"} - tracker.variables
        self.assertEqual(set(), wanted)

    def test_checksums_are_of_every_file(self):
        for name in ("guests.yaml", "part.dts", "part.cfg", "extra.dtbo"):
            self.add_file(name, "")
        os.mkdir(os.path.join(self.build.files, "schemas"))
        text = DEVICETREE + (
            'SCMI_DTCHECK_GUESTS = "guests.yaml"\nSCMI_DTCHECK_GUEST = "one=part.dts,part.cfg"\n'
            'SCMI_DTCHECK_OVERLAYS = "extra.dtbo"\nSCMI_DTCHECK_SCHEMA_DIRS = "schemas"\n')
        d = self.build.recipe(text.replace("-dtcheck\n", "-dtcheck-generate\n")).d
        for task in TASKS:
            words = list(checksum_words(d.getVarFlag(task, "file-checksums") or ""))
            self.assertEqual(
                ["extra.dtbo", "firmware.yaml", "guests.yaml", "part.cfg", "part.dts", "schemas"],
                sorted(os.path.basename(path) for path, there in words if there))
            self.assertEqual({self.build.files}, {os.path.dirname(path) for path, _ in words})

    def test_checksums_are_of_the_directory_of_a_project_file(self):
        d = self.build.recipe(DEVICETREE + 'SCMI_DTCHECK_PROJECT = "scmi-dtcheck.yaml"\n').d
        places = [p for p, there in checksum_words(d.getVarFlag(TASKS[0], "file-checksums"))
                  if there]
        self.assertIn(self.build.files, places)
        self.assertIn(os.path.join(self.build.files, "scmi-dtcheck.yaml"), places)

    def test_checksums_are_of_trees_that_variables_place(self):
        for name in ("one.dtb", "two.dtb", "three.txt"):
            self.add_file(name, "")
        os.makedirs(os.path.join(self.build.topdir, "tmp", "made"))
        shutil.copy(os.path.join(self.build.files, "one.dtb"),
                    os.path.join(self.build.topdir, "tmp", "made"))
        text = DEVICETREE + 'SCMI_DTCHECK_DIRS = "${TMPDIR}/made ${TOPDIR}/recipe/files"\n'
        for trees in ("*.dtb", "${TOPDIR}/recipe/files/*.dtb ${TMPDIR}/made/one.dtb"):
            with self.subTest(trees):
                d = self.build.recipe(text + 'SCMI_DTCHECK_DTBS = "%s"\n' % trees).d
                words = checksum_words(d.getVarFlag("do_scmi_dtcheck", "file-checksums"))
                self.assertEqual(
                    ["firmware.yaml", "one.dtb", "two.dtb"],
                    sorted(os.path.basename(path) for path, there in words if there))

    def test_checksums_are_of_places_where_a_file_could_appear(self):
        os.mkdir(os.path.join(self.build.topdir, "first"))
        text = DEVICETREE + 'FILESPATH = "${TOPDIR}/first:${TOPDIR}/recipe/files"\n'
        self.quiet(text)
        words = self.build.recipe(text).d.getVarFlag("do_scmi_dtcheck", "file-checksums")
        self.assertEqual([False, True], [there for _, there in checksum_words(words)])
        shutil.copy(os.path.join(self.build.files, "firmware.yaml"),
                    os.path.join(self.build.topdir, "first"))
        self.assertTrue(self.again(text))

    def test_program_is_in_the_signature(self):
        d = self.build.recipe(DEVICETREE.replace("-dtcheck\n", "-dtcheck-generate\n")).d
        for task in TASKS:
            depends = (d.getVarFlag(task, "depends") or "").split()
            self.assertIn("scmi-dtcheck-native:do_populate_sysroot", depends)
            self.assertIn("dtc-native:do_populate_sysroot", depends)
        self.assertNotIn("scmi-dtcheck-native", (d.getVar("DEPENDS") or "").split())

    def test_deployed_trees_come_first(self):
        text = 'PREFERRED_PROVIDER_virtual/dtb = "dtb"\ninherit %s scmi-dtcheck\n'
        for kind, wanted in (("image", True), ("kernel", False), ("devicetree", False)):
            with self.subTest(kind):
                d = self.build.recipe(text % kind).d
                depends = d.getVarFlag("do_scmi_dtcheck", "depends").split()
                self.assertEqual(wanted, "virtual/kernel:do_deploy" in depends)
                self.assertEqual(wanted, "virtual/dtb:do_deploy" in depends)

    def test_deploying_is_that_of_shared_state(self):
        recipe = self.build.recipe(DEVICETREE.replace("-dtcheck\n", "-dtcheck-generate\n"))
        restored = []
        recipe.namespace["sstate_setscene"] = restored.append
        for task in TASKS:
            self.assertIn(task, recipe.d.getVar("SSTATETASKS").split())
            self.assertIn(task + "_setscene", recipe.after)
            recipe.run_function(task + "_setscene")
        self.assertEqual([recipe.d] * len(TASKS), restored)
