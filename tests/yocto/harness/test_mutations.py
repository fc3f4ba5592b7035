# SPDX-License-Identifier: BSD-2-Clause
"""The harness's own test: a layer with a mistake makes it fail.

Each mistake is one place of one file changed. Where the layer's words change, these follow.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from case import LAYER, PROGRAM

CHECK = "lib/scmi_dtcheck/check.py"
INPUTS = "lib/scmi_dtcheck/inputs.py"
TOOL = "lib/scmi_dtcheck/tool.py"
GENERATE = "lib/scmi_dtcheck/generate.py"
CLASS = "classes-recipe/scmi-dtcheck.bbclass"
GENERATE_CLASS = "classes-recipe/scmi-dtcheck-generate.bbclass"
RECIPE = "recipes-devtools/scmi-dtcheck/scmi-dtcheck_0.2.0.bb"
# (file, what is there, what comes in its place, the test that has to fail)
MISTAKES = (
    # A check that says what is wrong, and is done all the same.
    (CHECK, 'bb.fatal("the SCMI', 'bb.error("the SCMI',
     "test_check.Verdict.test_broken_tree_fails_again"),
    (CHECK, "bb.error(text)", "bb.warn(text)",
     "test_check.Verdict.test_broken_tree_fails_at_its_line"),
    (CHECK, '!= "none"', '!= "error"', "test_check.Severity.test_nothing_fails_where_asked"),
    (CHECK, "if status not in (0, 1):", "if status not in (0, 1, 2):",
     "test_check.Program.test_cannot_check"),
    (CHECK, "shutil.copytree(reports, kept)", "pass",
     "test_check.Reports.test_those_of_a_failed_check_are_kept_with_the_logs"),
    (TOOL, 'args.append("--warn=error")', "pass",
     "test_check.Severity.test_warnings_fail_where_asked"),
    (TOOL, "return os.path.relpath(path, top(d))", "return path",
     "test_check.Verdict.test_broken_tree_fails_at_its_line"),
    (TOOL, '(d.getVar("SCMI_DTCHECK_WARN") or "")', '(d.getVar("SCMI_DTCHECK_" + "WARN") or "")',
     "test_inputs.Signature.test_every_variable_counts"),
    (INPUTS, "places += candidates(d, name)", "candidates(d, name)",
     "test_inputs.Signature.test_file_changed"),
    (INPUTS, 'names + (d.getVar("SCMI_DTCHECK_OVERLAYS") or "").split()', "names",
     "test_inputs.Signature.test_checksums_are_of_every_file"),
    (INPUTS, "tree_places(d) + project_places(d)", "tree_places(d)",
     "test_inputs.Signature.test_checksums_are_of_the_directory_of_a_project_file"),
    (TOOL, "project_options(d, workdir) + input", "input", "test_inputs.Files.test_project_file"),
    (TOOL, "for n in dirs + names", "for n in names", "test_inputs.Files.test_project_file"),
    (INPUTS, '("TMPDIR", "DEPLOY_DIR")', '("DEPLOY_DIR",)',
     "test_inputs.Signature.test_checksums_are_of_trees_that_variables_place"),
    (CLASS, "do_scmi_dtcheck[file-checksums]", "do_scmi_dtcheck[checksums]",
     "test_inputs.Signature.test_file_changed"),
    (CLASS, "do_compile before do_install", "do_compile before do_build",
     "test_check.Verdict.test_broken_tree_fails_at_its_line"),
    (CLASS, "do_scmi_dtcheck[depends]", "do_scmi_dtcheck[rdepends]",
     "test_inputs.Signature.test_program_is_in_the_signature"),
    (CLASS, 'SSTATETASKS += "do_scmi_dtcheck"', "",
     "test_check.Reports.test_text_and_sarif_by_default"),
    (CLASS, '"do_image", None', '"do_build", None', "test_inputs.Trees.test_image_fails"),
    (CLASS, "# SCMI_DTCHECK_XEN ", "# ", "test_layer.Documents.test_each_variable_is_in_the_head"),
    (CLASS, 'SCMI_DTCHECK_XEN ?= "auto"', 'SCMI_DTCHECK_XEN ?= "auto',
     "test_layer.Syntax.test_parses"),
    (GENERATE_CLASS, "after do_scmi_dtcheck ", "after do_compile ",
     "test_generate.Generate.test_check_comes_first"),
    (GENERATE_CLASS, '"postfuncs", " scmi_generate_install"', '"prefuncs", ""',
     "test_generate.Generate.test_what_the_target_gets"),
    (GENERATE, "    if status:\n        bb.fatal", "    if status:\n        bb.error",
     "test_generate.Failures.test_cannot_generate"),
    (RECIPE, "md5=a", "md5=b", "test_package.Recipes.test_licence_checksums"),
    (RECIPE, 'FILES:${PN}-zsh-completion = "${datadir}/zsh"', "",
     "test_package.Packages.test_packages"),
    (RECIPE, "    oe_runmake all\n", "    if oe_runmake all\n", "test_layer.Syntax.test_shell"),
)


class Mutations(unittest.TestCase):
    def test_each_mistake_is_found(self):
        for file, old, new, name in MISTAKES:
            with self.subTest("%s: %s" % (file, old)):
                self.found(file, old, new, name)

    def found(self, file, old, new, name):
        with tempfile.TemporaryDirectory() as work:
            layer = os.path.join(work, "layer")
            shutil.copytree(LAYER, layer)
            path = os.path.join(layer, file)
            with open(path, encoding="utf-8") as source:
                text = source.read()
            self.assertEqual(1, text.count(old), "once in %s: %s" % (file, old))
            with open(path, "w", encoding="utf-8") as target:
                target.write(text.replace(old, new))
            run = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run")
            done = subprocess.run([sys.executable, run, PROGRAM, name], capture_output=True,
                                  text=True, check=False, env=dict(os.environ, YOCTO_LAYER=layer))
            self.assertIn("FAIL %s\n" % name, done.stdout, done.stdout + done.stderr)
