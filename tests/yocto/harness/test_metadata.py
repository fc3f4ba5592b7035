# SPDX-License-Identifier: BSD-2-Clause
"""The harness's own parser and datastore."""

import os
import unittest

import metadata
from datastore import DataStore
from metadata import SyntaxFault, parse

REFUSED = {
    "words": "do_compile before\n",
    "no quotes": "A = b\n",
    "one quote": 'A = "b\n',
    "a quote in the value": 'A = "b" "c"\n',
    "another quote": "A = \"b'\n",
    "an operator that is none": 'A == "b"\n',
    "an empty name": '= "b"\n',
    "append with an operator": 'A:append += "b"\n',
    "an old override": 'A_append = "b"\n',
    "an old override of a function": "do_install_append() {\n}\n",
    "a blank in front": ' A = "b"\n',
    "a blank behind the backslash": 'A = "b \\ \nc"\n',
    "a comment that is continued into": 'A = "b \\\n# c\nd"\n',
    "a line that is continued by nothing": 'A = "b" \\',
    "no newline at the end": 'A = "b"',
    "a function without an end": "do_compile() {\n    true\n",
    "a shell function without a name": "() {\n}\n",
    "a tab in Python": "python do_x() {\n\tpass\n}\n",
    "a tab in a def": "def x(d):\n\tpass\n",
    "inherit of nothing": "inherit\n",
    "addtask without a task": "addtask\n",
    "addtask with other words": "addtask x behind do_y\n",
    "addtask after nothing": "addtask x after before do_y\n",
    "addpylib in a recipe": "addpylib dir module\n",
    "braces": 'A:${B = "c"\n',
}
READ = """# comment \\
A = "b \\
    c"
A:append:class-native = " d"
E[depends] += "f"
export G ?= 'h "i"'
python () {
    pass
}
python do_x() {
    pass
}
fakeroot do_y:append() {
    true
}
def z(d):
    return 1

    # still in it
inherit one two
addtask x after do_a do_b before do_c
EXPORT_FUNCTIONS do_x
require some.inc
"""


class ParserTest(unittest.TestCase):
    def test_refuses(self):
        for name, text in REFUSED.items():
            with self.subTest(name), self.assertRaisesRegex(SyntaxFault, r"^x\.bb:\d+: "):
                parse(text, "x.bb")

    def test_refuses_functions_in_configuration(self):
        with self.assertRaisesRegex(SyntaxFault, r"^x\.conf:1: not understood"):
            parse("do_x() {\n}\n", "x.conf")

    def test_names_the_line(self):
        with self.assertRaisesRegex(SyntaxFault, r"^x\.bb:6: "):
            parse('A = "b \\\nc"\n\ndo_x() {\n}\nwhat\n', "x.bb")

    def test_reads(self):
        found = parse(READ, "x.bbclass")
        kinds = [type(statement).__name__ for statement in found]
        self.assertEqual(["Assignment"] * 4 + ["Function"] * 3 + ["Definition"]
                         + ["Directive"] * 4, kinds)
        self.assertEqual([2, 4, 5, 6, 7, 10, 13, 16, 20, 21, 22, 23],
                         [statement.place.line for statement in found])
        self.assertEqual("b     c", found[0].value)
        self.assertEqual("depends", found[2].flag)
        self.assertEqual('h "i"', found[3].value)
        self.assertEqual([True, True, False], [f.python for f in found[4:7]])
        self.assertEqual(("do_x", ["do_a", "do_b"], ["do_c"]), metadata.tasks_of(found[9]))

    def test_addpylib(self):
        found, = parse("addpylib ${LAYERDIR}/lib module\n", "x.conf")
        self.assertEqual(("${LAYERDIR}/lib", "module"), found.words)


class DataStoreTest(unittest.TestCase):
    def setUp(self):
        self.d = DataStore({"os": os})

    def test_expands(self):
        self.d.setVar("A", "${B} ${@d.getVar('B') + '!'} ${C}")
        self.d.setVar("B", "b")
        self.assertEqual("b b! ${C}", self.d.getVar("A"))
        self.assertEqual("${B} ${@d.getVar('B') + '!'} ${C}", self.d.getVar("A", False))
        self.assertIsNone(self.d.getVar("C"))

    def test_overrides(self):
        self.d.setVar("OVERRIDES", "one:two")
        for name, value in (("A", "a"), ("A:one", "first"), ("A:two", "second"),
                            ("A:three", "third"), ("A:append", " x"), ("A:append:one", " y"),
                            ("A:append:three", " z"), ("A:prepend", "w "), ("A:remove", "x")):
            self.d.setVar(name, value)
        self.assertEqual("w second y", self.d.getVar("A"))

    def test_names(self):
        self.d.setVar("PN", "p")
        self.d.setVar("FILES:${PN}-x", "f")
        self.d.setVar("FILES:${PN}:append", " g")
        self.d.expand_names()
        self.assertEqual("f", self.d.getVar("FILES:p-x"))
        self.assertEqual(" g", self.d.getVar("FILES:p"))

    def test_flags(self):
        self.d.setVarFlag("t", "depends", "${A}")
        self.d.appendVarFlag("t", "depends", " b")
        self.d.setVar("A", "a")
        self.assertEqual("a b", self.d.getVarFlag("t", "depends"))
