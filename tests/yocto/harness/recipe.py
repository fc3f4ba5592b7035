# SPDX-License-Identifier: BSD-2-Clause
"""A recipe: its files evaluated, classes of the layer included, and its tasks run."""

import glob
import importlib
import os
import subprocess
import sys

import datastore
import fakebb
import metadata

HERE = os.path.dirname(os.path.abspath(__file__))
# Classes of openembedded-core that the layer's files inherit: what of them matters here.
CORE_CLASSES = {
    "bash-completion": 'PACKAGE_BEFORE_PN += "${PN}-bash-completion"\n'
                       'FILES:${PN}-bash-completion = "${datadir}/bash-completion"\n',
    "deploy": "",
    "devicetree": "inherit deploy\n",
    "image": "",
    "kernel": "",
    "module": "",
    "nopackages": "",
    "pkgconfig": "",
    "ptest": 'PACKAGES:prepend = "${PN}-ptest "\nFILES:${PN}-ptest = "${PTEST_PATH}"\n'
             "do_install_ptest() {\n    :\n}\n",
}
TASKS = {"do_unpack": [], "do_compile": ["do_unpack"], "do_install": ["do_compile"],
         "do_deploy": ["do_install"], "do_build": ["do_install", "do_deploy"]}
IMAGE_TASKS = {"do_rootfs": [], "do_image": ["do_rootfs"], "do_build": ["do_image"]}


class Recipe:
    def __init__(self, layer, topdir, pn, pv="1.0"):
        self.layer = layer
        self.inherited = []
        self.anonymous = []
        self.definitions = {}
        self.after = {}
        self.namespace = {"os": os, "sstate_setscene": lambda d: None}
        self.bb = fakebb.FakeBB(self)
        self.namespace["bb"] = self.bb
        self.d = datastore.DataStore(self.namespace)
        for name, value in (("TOPDIR", topdir), ("PN", pn), ("PV", pv),
                            ("BBPATH", topdir), ("LAYERDIR", layer)):
            self.d.setVar(name, value)
        self.read(os.path.join(HERE, "base.conf"))
        self.read(os.path.join(layer, "conf", "layer.conf"))

    def read(self, path):
        """Evaluate a file."""
        for statement in metadata.read(path):
            self.evaluate(statement)

    def add(self, text, file="test.bb"):
        """Evaluate text, as a recipe or, with another FILE, as configuration."""
        for statement in metadata.parse(text, file):
            self.evaluate(statement)

    def finish(self):
        """Run the anonymous functions, which see a whole recipe."""
        tasks = IMAGE_TASKS if "image" in self.inherited else TASKS
        for task, after in tasks.items():
            self.after.setdefault(task, set()).update(after)
        self.d.expand_names()
        for function in self.anonymous:
            self.call(function.body, "anonymous", function.place)

    def evaluate(self, statement):
        kind = type(statement).__name__.lower()
        getattr(self, "evaluate_" + kind)(statement)

    def evaluate_assignment(self, line):
        d, name = self.d, line.name
        value = line.value.replace('\\"', '"')
        if line.flag:
            self.assign_flag(line, value)
        elif line.operator == "=":
            d.setVar(name, value)
        elif line.operator == ":=":
            d.setVar(name, d.expand(value))
        elif line.operator == "??=":
            d.weak[name] = value
        elif line.operator == "?=":
            if d.values.get(name) is None:
                d.setVar(name, value)
        else:
            d.setVar(name, changed(d.values.get(name) or "", line.operator, value))

    def assign_flag(self, line, value):
        old = self.d.getVarFlag(line.name, line.flag, False)
        if line.operator in ("=", ":="):
            new = value if line.operator == "=" else self.d.expand(value)
        elif line.operator in ("?=", "??="):
            new = value if old is None else old
        else:
            new = changed(old or "", line.operator, value)
        self.d.setVarFlag(line.name, line.flag, new)

    def evaluate_function(self, function):
        if not function.name:
            self.anonymous.append(function)
            return
        self.d.setVar(function.name, function.body)
        self.d.flags.setdefault(function.name, {}).update(
            func="1", python="1" if function.python else "", place=function.place)

    def evaluate_definition(self, definition):
        place = definition.place
        self.definitions[definition.name] = definition.source
        source = "\n" * (place.line - 1) + definition.source
        exec(compile(source, place.file, "exec"), self.namespace)

    def evaluate_directive(self, line):
        words = self.d.expand(" ".join(line.words)).split()
        if line.keyword in ("inherit", "inherit_defer"):
            for name in words:
                self.inherit(name, line.place)
        elif line.keyword in ("require", "include"):
            for name in words:
                self.read(self.included(name, line.place))
        elif line.keyword == "addtask":
            self.add_task(*metadata.tasks_of(line))
        elif line.keyword == "addpylib":
            self.add_library(*words)
        elif line.keyword == "unset":
            self.d.delVar(words[0])

    def inherit(self, name, place):
        if name in self.inherited:
            return
        self.inherited.append(name)
        files = glob.glob(os.path.join(self.layer, "classes*", name + ".bbclass"))
        if files:
            self.read(files[0])
        elif name in CORE_CLASSES:
            self.add(CORE_CLASSES[name], name + ".bbclass")
        else:
            raise metadata.SyntaxFault("%s: no class %s" % (place, name))

    def included(self, name, place):
        for directory in (os.path.dirname(place.file), self.layer):
            path = os.path.join(directory, name)
            if os.path.exists(path):
                return path
        raise metadata.SyntaxFault("%s: no file %s" % (place, name))

    def add_task(self, task, after, before):
        self.after.setdefault(task, set()).update(after)
        for later in before:
            self.after.setdefault(later, set()).add(task)

    def add_library(self, directory, module):
        """Import a layer's module, anew: tests read layers of several places."""
        for name in [n for n in sys.modules if n.split(".")[0] == module]:
            del sys.modules[name]
        sys.path.insert(0, directory)
        try:
            importlib.invalidate_caches()
            self.namespace[module] = importlib.import_module(module)
            for name in self.namespace[module].BBIMPORTS:
                importlib.import_module("%s.%s" % (module, name))
        finally:
            sys.path.remove(directory)

    def earlier(self, task):
        """Every task that has to be done before TASK."""
        found = set()
        waiting = [task]
        while waiting:
            for name in self.after.get(waiting.pop(), ()):
                if name not in found:
                    found.add(name)
                    waiting.append(name)
        return found

    def call(self, body, name, place):
        """Run a Python function's body."""
        head = "\n" * (place.line - 1) + "def %s(d):\n" % name
        exec(compile(head + body, place.file, "exec"), self.namespace)
        self.namespace[name](self.d)

    def run_function(self, name, prelude=""):
        """Run a function as BitBake does; a shell function stops where a command fails."""
        if self.d.getVarFlag(name, "python"):
            self.call(self.d.getVar(name, False), name, self.d.getVarFlag(name, "place"))
            return
        script = prelude + "\n" + (self.d.getVar(name) or "")
        done = subprocess.run(["sh", "-e", "-c", script], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        if done.returncode:
            self.bb.fatal("%s: %s%s" % (name, done.stdout, done.stderr))


def changed(old, operator, value):
    """OLD with VALUE before or behind it, as the operator says."""
    return {"+=": old + " " + value, "=+": value + " " + old,
            ".=": old + value, "=.": value + old}[operator]
