# SPDX-License-Identifier: BSD-2-Clause
"""What the tests share: the layer, the program, trees, and builds in directories of their own."""

import os
import re
import shutil
import tempfile
import unittest

from build import Build

PROJECT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
LAYER = os.environ.get("YOCTO_LAYER") or os.path.join(
    PROJECT, "samples", "yocto", "meta-scmi-dtcheck")
PROGRAM = os.environ["SCMI_DTCHECK"]

DEVICETREE = """inherit devicetree scmi-dtcheck
SCMI_DTCHECK_FIRMWARE = "firmware.yaml"
"""
GUESTS = """inherit devicetree scmi-dtcheck-generate
DT_FILES = "rcar-gen3-guests.dts"
SCMI_DTCHECK_GUESTS = "rcar-gen3-guests.yaml"
"""
# Two of the agents have one page: errors at channels.dtsi.
SHARED_PAGE = ("channels.dtsi", "&shm_2 2", "&shm_1 2")
# Dom0 asks for an agent that is not there: an error of its own at channels.dtsi.
UNKNOWN_AGENT = ("channels.dtsi", "sci-agent-id = <0>", "sci-agent-id = <7>")
# A page of which half is not used: a warning, and no error.
LARGE_PAGE = ("channels.dtsi", "reg = <0x0 0x47ff2000 0x0 0x1000>",
              "reg = <0x0 0x47ff2000 0x0 0x2000>")


def class_head(name):
    """The comment that a class of the layer begins with."""
    with open(os.path.join(LAYER, "classes-recipe", name + ".bbclass"), encoding="utf-8") as text:
        return re.match(r"(#.*\n)*", text.read()).group(0)


def documented(name):
    """The variables that a class of the layer describes in its head."""
    return set(re.findall(r"^# (SCMI_\w+) ", class_head(name), re.M))


class LayerTest(unittest.TestCase):
    """A test with a build directory, whose trees are those of samples/."""

    def setUp(self):
        self.work = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.work)
        self.programs = os.path.join(self.work, "bin")
        os.mkdir(self.programs)
        os.symlink(os.path.realpath(PROGRAM), os.path.join(self.programs, "scmi-dtcheck"))
        os.mkdir(os.path.join(self.work, "build"))
        self.build = Build(LAYER, os.path.join(self.work, "build"),
                           "%s:%s" % (self.programs, os.environ["PATH"]))

    def add_board(self):
        """samples/tree, with its included file as cpp takes it."""
        samples = os.path.join(PROJECT, "samples", "tree")
        for name in os.listdir(samples):
            directory = self.build.files if name.endswith(".yaml") else self.build.sources
            shutil.copy(os.path.join(samples, name), directory)
        self.edit("board.dts", "/include/", "#include")

    def add_guests(self):
        """The sample with guests: its tree and its manifest."""
        samples = os.path.join(PROJECT, "samples")
        for name in ("rcar-gen3-guests.dts", "rcar-gen3.dts", "rcar-gen3.dtsi"):
            shutil.copy(os.path.join(samples, name), self.build.sources)
        shutil.copy(os.path.join(samples, "rcar-gen3-guests.yaml"), self.build.files)

    def edit(self, name, old, new):
        """Change a source, or a file beside the recipe; OLD has to be there."""
        path = os.path.join(self.build.sources, name)
        if not os.path.exists(path):
            path = os.path.join(self.build.files, name)
        with open(path, encoding="utf-8") as source:
            text = source.read()
        self.assertIn(old, text, name)
        with open(path, "w", encoding="utf-8") as target:
            target.write(text.replace(old, new))

    def replace_program(self, script):
        """Put a shell script in the program's place, or nothing."""
        path = os.path.join(self.programs, "scmi-dtcheck")
        os.unlink(path)
        if script:
            with open(path, "w", encoding="utf-8") as program:
                program.write("#!/bin/sh\n%s\n" % script)
            os.chmod(path, 0o755)

    def passes(self, text, **where):
        outcome = self.build.build(text, **where)
        self.assertFalse(outcome.failed, outcome.crash or outcome.said("error", "fatal"))
        return outcome

    def quiet(self, text, **where):
        """Passes without a warning."""
        outcome = self.passes(text, **where)
        self.assertEqual([], outcome.said("warn", "error"))
        return outcome

    def fails(self, text, **where):
        """Fails as a check has to: by bb.fatal, not by an exception of its own."""
        outcome = self.build.build(text, **where)
        self.assertTrue(outcome.failed, "the build passes")
        self.assertFalse(outcome.crash, outcome.crash)
        self.assertEqual(1, len(outcome.said("fatal")))
        return outcome

    def says(self, outcome, level, pattern):
        """One message of LEVEL fits PATTERN. Returns it."""
        fits = [text for text in outcome.said(level) if re.search(pattern, text)]
        self.assertTrue(fits, "no %s like %s in %s" % (level, pattern, outcome.said(level)))
        return fits[0]

    def deployed(self, *names):
        """A path below DEPLOY_DIR_IMAGE."""
        return os.path.join(self.build.topdir, "tmp", "deploy", "images", "board", *names)
