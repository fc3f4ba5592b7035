# SPDX-License-Identifier: BSD-2-Clause
"""The layer's files, held against BitBake's syntax and against each other."""

import ast
import glob
import hashlib
import os
import re
import shutil
import subprocess
import unittest

import metadata
from case import LAYER, PROJECT, class_head, documented
from datastore import REFERENCE
from recipe import CORE_CLASSES

CLASSES = ("scmi-dtcheck", "scmi-dtcheck-generate")
SERIES = {"scarthgap", "wrynose", "blacksail"}
# Of the harness's test layer as well, where there is one.
TEST_LAYER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "meta-test")
# What BitBake and its functions give a shell body.
SHELL_HEAD = """#!/bin/sh
oe_runmake() { true "$@"; }
bbfatal() { exit 1; }
"""
# What a recipe could say that is in a kernel's place.
UNDOCUMENTED = {"SCMI_DTCHECK_KIND"}


def files(*patterns, layers=(LAYER, TEST_LAYER)):
    return sorted(path for layer in layers for pattern in patterns
                  for path in glob.glob(os.path.join(layer, "**", pattern), recursive=True))


def metadata_files():
    return files("*.bb", "*.bbappend", "*.bbclass", "*.inc", "conf/*.conf")


def text_of(*names):
    with open(os.path.join(*names), encoding="utf-8") as source:
        return source.read()


def assigned(path):
    """name[flag] -> (operator, value) of a file's assignments."""
    return {s.name + ("[%s]" % s.flag if s.flag else ""): (s.operator, s.value)
            for s in metadata.read(path) if isinstance(s, metadata.Assignment)}


class Syntax(unittest.TestCase):
    def test_files_are_there(self):
        self.assertGreaterEqual(len(files("*.bb", layers=(LAYER,))), 2)
        self.assertEqual(len(CLASSES), len(files("*.bbclass", layers=(LAYER,))))

    def test_parses(self):
        for path in metadata_files():
            with self.subTest(os.path.relpath(path, PROJECT)):
                self.assertTrue(metadata.read(path))

    def test_licence_is_named(self):
        for path in metadata_files() + files("*.py", "run-ptest"):
            self.assertIn("SPDX-License-Identifier: ", text_of(path)[:120], path)

    def test_python(self):
        for path in metadata_files():
            for statement in metadata.read(path):
                self.compile(statement)
        for path in files("*.py"):
            compile(text_of(path), path, "exec")

    @staticmethod
    def compile(statement):
        place = statement.place
        if isinstance(statement, metadata.Definition):
            compile("\n" * (place.line - 1) + statement.source, place.file, "exec")
        elif isinstance(statement, metadata.Function) and statement.python:
            compile("\n" * (place.line - 1) + "def function(d):\n" + statement.body,
                    place.file, "exec")
        elif isinstance(statement, metadata.Assignment):
            for match in REFERENCE.finditer(statement.value):
                if match.group(1).startswith("@"):
                    compile(match.group(1)[1:].strip(), str(place), "eval")

    def shell_bodies(self):
        for path in metadata_files():
            for statement in metadata.read(path):
                if isinstance(statement, metadata.Function) and not statement.python:
                    body = REFERENCE.sub("expanded", statement.body)
                    yield "%s: %s" % (statement.place, statement.name), SHELL_HEAD + body
        for path in files("run-ptest"):
            yield path, text_of(path)

    def accepted(self, *command):
        for name, script in self.shell_bodies():
            with self.subTest(name):
                done = subprocess.run(command, input=script, capture_output=True, text=True,
                                      check=False)
                self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def test_shell(self):
        self.accepted("sh", "-n")

    @unittest.skipUnless(shutil.which("shellcheck"), "no shellcheck here")
    def test_shellcheck(self):
        # Directories of a build have no blanks: BitBake refuses them.
        self.accepted("shellcheck", "-s", "sh", "-e", "SC2046,SC2086", "-")


class Names(unittest.TestCase):
    def test_classes_are_there(self):
        own = {os.path.basename(p)[:-len(".bbclass")] for p in files("*.bbclass")}
        for path in metadata_files():
            for line in metadata.read(path):
                if isinstance(line, metadata.Directive) and line.keyword == "inherit":
                    self.assertLessEqual(set(line.words), own | set(CORE_CLASSES), line.place)

    def test_required_files_are_there(self):
        for path in metadata_files():
            for line in metadata.read(path):
                if isinstance(line, metadata.Directive) and line.keyword == "require":
                    places = [os.path.join(where, line.words[0])
                              for where in (os.path.dirname(path), LAYER)]
                    self.assertTrue([p for p in places if os.path.exists(p)], line.place)

    def test_tasks_have_functions(self):
        for path in metadata_files():
            statements = metadata.read(path)
            functions = {s.name for s in statements if isinstance(s, metadata.Function)}
            for line in statements:
                if isinstance(line, metadata.Directive) and line.keyword == "addtask":
                    task = metadata.tasks_of(line)[0]
                    self.assertTrue(task in functions | {"do_deploy"}, line.place)

    def test_functions_of_the_modules_are_there(self):
        for path in files("*.bbclass"):
            for name, function in re.findall(r"scmi_dtcheck\.(\w+)\.(\w+)\(", text_of(path)):
                tree = ast.parse(text_of(LAYER, "lib", "scmi_dtcheck", name + ".py"))
                self.assertIn(function, [n.name for n in tree.body
                                         if isinstance(n, ast.FunctionDef)], path)

    def test_functions_are_tracked(self):
        """BitBake follows no function whose name begins with an underscore."""
        for path in files("*.py"):
            for node in ast.walk(ast.parse(text_of(path))):
                if isinstance(node, ast.FunctionDef):
                    self.assertFalse(node.name.startswith("_"), "%s: %s" % (path, node.name))

    def test_modules_are_all_imported(self):
        words = re.search(r"BBIMPORTS = (\[.*\])",
                          text_of(LAYER, "lib", "scmi_dtcheck", "__init__.py")).group(1)
        there = {os.path.basename(p)[:-3] for p in files("scmi_dtcheck/*.py")} - {"__init__"}
        self.assertEqual(there, set(ast.literal_eval(words)))


class Configuration(unittest.TestCase):
    def setUp(self):
        self.values = assigned(os.path.join(LAYER, "conf", "layer.conf"))

    def test_variables(self):
        name, = self.values["BBFILE_COLLECTIONS"][1].split()
        self.assertEqual((".=", ":${LAYERDIR}"), self.values["BBPATH"])
        self.assertEqual("+=", self.values["BBFILES"][0])
        self.assertEqual("+=", self.values["BBFILE_COLLECTIONS"][0])
        self.assertEqual("^${LAYERDIR}/", self.values["BBFILE_PATTERN_" + name][1])
        self.assertRegex(self.values["BBFILE_PRIORITY_" + name][1], r"^\d+$")
        self.assertEqual(SERIES, set(self.values["LAYERSERIES_COMPAT_" + name][1].split()))
        self.assertIn("core", self.values["LAYERDEPENDS_" + name][1].split())

    def test_every_recipe_is_found(self):
        found = []
        for pattern in self.values["BBFILES"][1].split():
            found += glob.glob(pattern.replace("${LAYERDIR}", LAYER))
        self.assertEqual(files("*.bb", "*.bbappend", layers=(LAYER,)), sorted(found))

    def test_python_is_found(self):
        line, = [s for s in metadata.read(os.path.join(LAYER, "conf", "layer.conf"))
                 if isinstance(s, metadata.Directive)]
        path = line.words[0].replace("${LAYERDIR}", LAYER)
        self.assertTrue(os.path.exists(os.path.join(path, line.words[1], "__init__.py")))


class Documents(unittest.TestCase):
    def used(self, name):
        """Variables of the class's own that it sets or its code reads."""
        prefix = "SCMI_GENERATE_" if "generate" in name else "SCMI_DTCHECK_"
        code = text_of(LAYER, "classes-recipe", name + ".bbclass")[len(class_head(name)):]
        code += "".join(text_of(path) for path in files("scmi_dtcheck/*.py"))
        return set(re.findall(prefix + r"[A-Z_]*[A-Z]", code)) - self.internal() - UNDOCUMENTED

    @staticmethod
    def internal():
        """Variables of the classes that are not for users: they cannot be set from outside."""
        return {variable for name in CLASSES for variable, (operator, _) in assigned(
            os.path.join(LAYER, "classes-recipe", name + ".bbclass")).items()
                if operator == "=" and variable.endswith("DIR")}

    def test_each_variable_is_in_the_head(self):
        for name in CLASSES:
            self.assertEqual(self.used(name), documented(name) - UNDOCUMENTED)

    def test_each_variable_has_a_default(self):
        for name in CLASSES:
            values = assigned(os.path.join(LAYER, "classes-recipe", name + ".bbclass"))
            for variable in documented(name):
                self.assertEqual("?=", values[variable][0], variable)

    def test_readme_names_each_variable(self):
        words = set(re.findall(r"\bSCMI_[A-Z_]*[A-Z0-9]", text_of(LAYER, "README.md")))
        for name in CLASSES:
            self.assertEqual(set(), documented(name) - words)

    def test_readme_names_nothing_else(self):
        words = set(re.findall(r"\bSCMI_[A-Z_0-9]*[A-Z0-9]", text_of(LAYER, "README.md")))
        site = text_of(LAYER, "recipes-devtools", "scmi-dtcheck", "scmi-dtcheck-source.inc")
        known = set(re.findall(r"^(SCMI_\w+) ", site, re.M))
        for name in CLASSES:
            known |= documented(name)
        self.assertEqual(set(), words - known)

    def test_readme_names_the_series(self):
        for series in SERIES:
            self.assertIn(series, text_of(LAYER, "README.md"))

    def test_machine_configuration_of_ten_lines(self):
        block = re.search(r"## A machine's configuration\n\n```\n(.*?)```",
                          text_of(LAYER, "README.md"), re.S).group(1)
        self.assertLessEqual(len(block.strip().split("\n")), 10)
        metadata.parse(block, "machine.conf")

    def test_other_blocks_are_bitbakes(self):
        for block in re.findall(r"^```\n(.*?)^```", text_of(LAYER, "README.md"), re.S | re.M):
            metadata.parse(block, "readme.bb")

    def test_rules_in_the_readme_are_there(self):
        program = os.environ["SCMI_DTCHECK"]
        rules = subprocess.run([program, "list-rules"], capture_output=True, text=True,
                               check=True).stdout.split()
        for value in re.findall(r'SCMI_DTCHECK_WARN = "(.*)"', text_of(LAYER, "README.md")):
            for word in value.split():
                self.assertIn(re.sub("^(no-|error=)", "", word), rules)

    def test_security_and_licence(self):
        for name in ("SECURITY.md", "LICENSE", "README.md"):
            self.assertTrue(text_of(LAYER, name).strip())
        self.assertEqual(hashlib.md5(text_of(PROJECT, "LICENSE").encode()).digest(),
                         hashlib.md5(text_of(LAYER, "LICENSE").encode()).digest())
        self.assertRegex(text_of(LAYER, "README.md"), r"(?s)## Maintainer.*@.*[Pp]atches")
