# SPDX-License-Identifier: BSD-2-Clause
"""Which variables are in a task's signature, found as BitBake finds them: by what code reads.

A variable counts where its name is a literal, a function where it is called by its name: one of
the same module as it is, one of another module in full. Functions with a leading underscore are
not followed.
"""

import ast
import inspect
import sys

from datastore import REFERENCE

READS = (".getVar", ".appendVar", ".prependVar")


def dotted(node):
    """a.b.c of an expression, or None."""
    words = []
    while isinstance(node, ast.Attribute):
        words.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return ".".join([node.id] + words[::-1])


def module_functions(package):
    """(name in full, module, syntax tree) of the functions of a package's modules."""
    for name in package.BBIMPORTS:
        module = "%s.%s" % (package.__name__, name)
        tree = ast.parse(inspect.getsource(sys.modules[module]))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield "%s.%s" % (module, node.name), module, node


class Tracker:
    def __init__(self, recipe, package="scmi_dtcheck"):
        self.d = recipe.d
        self.functions = {}
        for name, module, node in module_functions(recipe.namespace[package]):
            self.functions[name] = (module, node)
        for name, source in recipe.definitions.items():
            self.functions[name] = (None, ast.parse(source))
        self.variables = set()
        self.followed = set()
        self.unclear = []

    def task(self, name):
        """Follow a task's function."""
        body = "def %s(d):\n%s" % (name, self.d.getVar(name, False))
        self.code(ast.parse(body), None)
        return self

    def code(self, tree, module):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                self.call(node, module)

    def call(self, node, module):
        name = dotted(node.func)
        if not name:
            return
        if name.endswith(READS):
            argument = node.args[0]
            if isinstance(argument, ast.Constant):
                self.variable(argument.value)
            else:
                self.unclear.append(ast.unparse(node))
            return
        for full in ("%s.%s" % (module, name) if module else name, name):
            if full in self.functions:
                self.function(full)
                return

    def function(self, name):
        if name not in self.followed:
            self.followed.add(name)
            module, tree = self.functions[name]
            self.code(tree, module)

    def variable(self, name):
        if name in self.variables:
            return
        self.variables.add(name)
        for match in REFERENCE.finditer(self.d.raw(name) or ""):
            word = match.group(1)
            if word.startswith("@"):
                self.code(ast.parse(word[1:].strip()), None)
            else:
                self.variable(word)
