# SPDX-License-Identifier: BSD-2-Clause
"""do_scmi_generate: what it deploys, what reaches the target, and how it fails."""

import json
import os

from case import GUESTS, LayerTest

TARGET = ["domU1.dtb", "domU2.dtb", "domd.cfg", "domd.dtb", "host-overlay.dtbo"]
IMAGE = """KERNEL_DEVICETREE = "acme/rcar-gen3-guests.dtb"
inherit image scmi-dtcheck-generate
SCMI_DTCHECK_GUESTS = "rcar-gen3-guests.yaml"
"""


class Guests(LayerTest):
    def setUp(self):
        super().setUp()
        self.add_guests()

    def image(self, outcome, variable="D", directory="etc/xen"):
        path = os.path.join(outcome.recipe.d.getVar(variable), directory)
        return sorted(os.listdir(path)) if os.path.isdir(path) else None


class Generate(Guests):
    def test_files_are_deployed(self):
        self.quiet(GUESTS)
        names = os.listdir(self.deployed("scmi-guests", "board"))
        for name in TARGET + ["domd.dts", "imagebuilder.cfg", "outputs.json"]:
            self.assertIn(name, names)

    def test_nothing_deployed_names_the_build(self):
        self.quiet(GUESTS)
        there = self.deployed("scmi-guests", "board")
        for name in os.listdir(there):
            with open(os.path.join(there, name), "rb") as content:
                self.assertNotIn(self.build.topdir.encode(), content.read(), name)

    def test_outputs_name_the_manifest(self):
        self.quiet(GUESTS)
        with open(self.deployed("scmi-guests", "board", "outputs.json"), encoding="utf-8") as text:
            self.assertIn("rcar-gen3-guests.yaml", json.dumps(json.load(text)["inputs"]))

    def test_what_the_target_gets(self):
        outcome = self.quiet(GUESTS)
        self.assertEqual(TARGET, self.image(outcome))
        for name in TARGET:
            path = os.path.join(outcome.recipe.d.getVar("D"), "etc/xen", name)
            self.assertEqual(0o644, os.stat(path).st_mode & 0o777)

    def test_check_comes_first(self):
        recipe = self.build.recipe(GUESTS)
        self.assertIn("do_scmi_dtcheck", recipe.earlier("do_scmi_generate"))
        self.assertIn("do_scmi_generate", recipe.earlier("do_install"))

    def test_other_place_and_choice(self):
        outcome = self.quiet(GUESTS + 'SCMI_GENERATE_DIR = "/boot/guests"\n'
                             'SCMI_GENERATE_INSTALL = "dom* !*.dts !domU*"\n')
        self.assertEqual(["domd.cfg", "domd.dtb"], self.image(outcome, directory="boot/guests"))

    def test_package(self):
        d = self.quiet(GUESTS).recipe.d
        package = d.getVar("SCMI_GENERATE_PACKAGE")
        self.assertEqual("board-scmi-guests", package)
        self.assertEqual(package, d.getVar("PACKAGES").split()[0])
        self.assertEqual("/etc/xen", d.getVar("FILES:" + package).strip())
        self.assertEqual("scmi-guests", d.getVar("RPROVIDES:" + package).strip())

    def test_without_sources(self):
        self.quiet(GUESTS + 'SCMI_GENERATE_OPTIONS = ""\n')
        self.assertNotIn("domd.dts", os.listdir(self.deployed("scmi-guests", "board")))

    def test_merged_host_tree_stays_away_from_the_target(self):
        outcome = self.quiet(GUESTS + 'SCMI_GENERATE_OPTIONS = "--sources --merge"\n')
        self.assertIn("host-merged.dtb", os.listdir(self.deployed("scmi-guests", "board")))
        self.assertEqual(TARGET, self.image(outcome))

    def test_image(self):
        built = self.build.build(GUESTS, pn="builder", target="do_compile").recipe.d
        os.makedirs(self.deployed())
        os.rename(os.path.join(built.getVar("B"), "rcar-gen3-guests.dtb"),
                  self.deployed("rcar-gen3-guests.dtb"))
        outcome = self.quiet(IMAGE, pn="image")
        self.assertEqual(TARGET, self.image(outcome, "IMAGE_ROOTFS"))
        self.assertIn("do_scmi_generate", outcome.recipe.earlier("do_rootfs"))


class Changes(Guests):
    def test_nothing_changed(self):
        self.quiet(GUESTS)
        self.assertEqual([], self.quiet(GUESTS).ran)

    def test_manifest_changed(self):
        self.quiet(GUESTS)
        self.edit("rcar-gen3-guests.yaml", "vcpus: 2", "vcpus: 3")
        outcome = self.quiet(GUESTS)
        self.assertIn("do_scmi_generate", outcome.ran)
        path = os.path.join(outcome.recipe.d.getVar("D"), "etc/xen/domd.cfg")
        with open(path, encoding="utf-8") as text:
            self.assertIn("vcpus = 3\n", text.read())

    def test_guest_removed(self):
        self.quiet(GUESTS)
        path = os.path.join(self.build.files, "rcar-gen3-guests.yaml")
        with open(path, encoding="utf-8") as text:
            manifest = text.read()
        with open(path, "w", encoding="utf-8") as text:
            text.write(manifest[:manifest.index("  - name: domU2")])
        outcome = self.passes(GUESTS)
        self.assertNotIn("domU2.dtb", self.image(outcome))
        self.assertNotIn("domU2.dtb", os.listdir(self.deployed("scmi-guests", "board")))


class Failures(Guests):
    def nothing_is_left(self, outcome):
        self.assertNotIn("do_install", outcome.ran)
        there = self.deployed("scmi-guests", "board")
        self.assertEqual([], os.listdir(there) if os.path.isdir(there) else [])
        made = os.path.join(outcome.recipe.d.getVar("SCMI_GENERATE_DEPLOYDIR"), "scmi-guests",
                            "board")
        self.assertFalse(os.path.exists(made))

    def test_isolation_error(self):
        self.edit("rcar-gen3-guests.yaml", "devices: [i2c4]", "devices: [i2c4, avb]")
        outcome = self.fails(GUESTS)
        self.says(outcome, "error",
                  r"^%s/rcar-gen3-guests\.yaml:\d+:\d+: error: .*\[isolation-device-twice\]"
                  % self.build.files)
        self.nothing_is_left(outcome)

    def test_isolation_error_without_the_check(self):
        """Where the check is told to let everything pass, generate does not make it."""
        self.edit("rcar-gen3-guests.yaml", "devices: [i2c4]", "devices: [i2c4, avb]")
        outcome = self.fails(GUESTS + 'SCMI_DTCHECK_FAIL = "none"\n')
        self.assertIn("do_scmi_generate", outcome.ran)
        self.says(outcome, "fatal", r"\[isolation-device-twice\]")
        self.nothing_is_left(outcome)

    def test_device_without_iommu(self):
        self.edit("rcar-gen3-guests.yaml", "        force-assign-without-iommu: true\n", "")
        outcome = self.fails(GUESTS)
        self.assertTrue(outcome.said("error"))
        self.nothing_is_left(outcome)

    def test_fails_again(self):
        self.edit("rcar-gen3-guests.yaml", "devices: [i2c4]", "devices: [i2c4, avb]")
        text = GUESTS + 'SCMI_DTCHECK_FAIL = "none"\n'
        first = self.fails(text)
        self.assertEqual(first.said("fatal"), self.fails(text).said("fatal"))

    def test_failing_removes_what_was_deployed(self):
        self.quiet(GUESTS)
        self.edit("rcar-gen3-guests.yaml", "devices: [i2c4]", "devices: [i2c4, avb]")
        self.nothing_is_left(self.fails(GUESTS + 'SCMI_DTCHECK_FAIL = "none"\n'))

    def test_no_manifest(self):
        outcome = self.fails(GUESTS + 'SCMI_DTCHECK_GUESTS = ""\n')
        self.says(outcome, "fatal", "^SCMI_DTCHECK_GUESTS: the guests' manifest is wanted")

    def test_several_trees(self):
        outcome = self.fails(GUESTS + 'DT_FILES += "rcar-gen3.dts"\nSCMI_DTCHECK_FAIL = "none"\n')
        self.says(outcome, "fatal", "name one in SCMI_DTCHECK_DTBS")

    def generate_alone(self, script):
        """The program, but for generate."""
        real = os.path.realpath(os.path.join(self.programs, "scmi-dtcheck"))
        self.replace_program('[ "$1" = generate ] || exec %s "$@"\n%s' % (real, script))
        return self.fails(GUESTS)

    def test_cannot_generate(self):
        outcome = self.generate_alone("echo 'no space left' >&2; exit 2")
        self.says(outcome, "fatal", "^no space left")
        self.nothing_is_left(outcome)

    def test_killed(self):
        outcome = self.generate_alone("kill -9 $$")
        self.says(outcome, "fatal", "^scmi-dtcheck ended with -9")

    def test_missing(self):
        real = os.path.realpath(os.path.join(self.programs, "scmi-dtcheck"))
        self.replace_program('[ "$1" = report ] || %s "$@"; status=$?\n'
                             'case "$*" in *--format=sarif*) rm "$0" ;; esac; exit $status' % real)
        self.build.path = self.programs + ":/usr/bin:/bin"
        outcome = self.fails(GUESTS)
        self.says(outcome, "fatal", "^scmi-dtcheck cannot be run: ")
