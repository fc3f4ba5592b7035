# SPDX-License-Identifier: BSD-2-Clause
"""A parser for the files of a layer: .bb, .bbclass, .inc and .conf.

It reads what BitBake reads, but refuses what BitBake takes and means otherwise than it looks:
the quote in a value, an operator after :append, overrides written with underscores, a comment or
a blank behind the backslash that continues a line.
"""

import re
from dataclasses import dataclass

NAME = r"[A-Za-z0-9_.+/~:${}-]+?"
OPERATORS = r":=|\?\?=|\?=|\+=|=\+|=\.|\.=|="
ASSIGNMENT = re.compile(
    r"(?P<export>export\s+)?(?P<name>%s)(?:\[(?P<flag>[A-Za-z0-9_.+@/-]+)\])?\s*"
    r"(?P<operator>%s)\s*(?P<quote>[\"'])(?P<value>.*)(?P=quote)$" % (NAME, OPERATORS))
FUNCTION = re.compile(
    r"(fakeroot\s+)?(?P<python>python\b\s*)?(?P<name>[\w.+:${}-]+)?\s*\(\s*\)\s*\{$")
DEFINITION = re.compile(r"def\s+(?P<name>\w+)\s*\(.*\)\s*:$")
ADDTASK = re.compile(r"(?P<task>\w+)(?P<edges>(\s+(after|before)(\s+(?!after\b|before\b)\S+)+)*)$")
CLASS_DIRECTIVES = ("inherit", "inherit_defer", "EXPORT_FUNCTIONS", "addtask", "deltask",
                    "addhandler")
DIRECTIVES = ("include", "require", "unset", "export")
CONFIGURATION_DIRECTIVES = ("addpylib",)
OLD_OVERRIDE = re.compile(r"_(append|prepend|remove)(_|$)")
CHANGE = re.compile(r":(append|prepend|remove)(:|$)")


class SyntaxFault(Exception):
    """What is wrong, with file and line."""


@dataclass(frozen=True)
class Place:
    file: str
    line: int

    def __str__(self):
        return "%s:%d" % (self.file, self.line)


@dataclass(frozen=True)
class Assignment:
    place: Place
    name: str
    flag: str
    operator: str
    value: str


@dataclass(frozen=True)
class Function:
    """A shell or Python function; without a name it runs when a recipe has been parsed."""

    place: Place
    name: str
    python: bool
    body: str


@dataclass(frozen=True)
class Definition:
    """def, as in Python."""

    place: Place
    name: str
    source: str


@dataclass(frozen=True)
class Directive:
    place: Place
    keyword: str
    words: tuple


def tasks_of(directive):
    """(task, tasks after which it runs, tasks before which it runs) of an addtask line."""
    line = ADDTASK.match(" ".join(directive.words))
    if not line:
        raise SyntaxFault("%s: addtask: TASK [after TASK...] [before TASK...]" % directive.place)
    edges = {"after": [], "before": []}
    kind = None
    for word in line.group("edges").split():
        if word in edges:
            kind = word
        else:
            edges[kind].append(word)
    task = line.group("task")
    return (task if task.startswith("do_") else "do_" + task, edges["after"], edges["before"])


class Parser:
    """Parses one file; the kind is known from its name."""

    def __init__(self, text, file):
        self.lines = text.split("\n")
        self.file = file
        self.at = 0
        self.configuration = file.endswith(".conf")
        if not file.endswith((".conf", ".bb", ".bbappend", ".bbclass", ".inc")):
            raise SyntaxFault("%s: not a file of BitBake's" % file)
        if text and not text.endswith("\n"):
            raise SyntaxFault("%s:%d: no newline at the end" % (file, len(self.lines)))

    def fault(self, line, text):
        return SyntaxFault("%s:%d: %s" % (self.file, line, text))

    def logical_line(self):
        """The next line with those that continue it."""
        words = []
        first = self.at + 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            if words and line.startswith("#"):
                raise self.fault(self.at, "a comment inside a line that is continued")
            if re.search(r"\\[ \t]+$", line):
                raise self.fault(self.at, "a blank behind the backslash")
            if not line.endswith("\\") or line.startswith("#"):
                words.append(line)
                return Place(self.file, first), "".join(words)
            words.append(line[:-1])
        raise self.fault(first, "the last line is continued")

    def assignment(self, place, match):
        name, value = match.group("name"), match.group("value")
        quote = match.group("quote")
        if re.search(r"(?<!\\)" + quote, value):
            raise SyntaxFault("%s: a quote in the value" % place)
        if OLD_OVERRIDE.search(name):
            raise SyntaxFault("%s: %s: overrides are written with colons" % (place, name))
        change = CHANGE.search(name)
        if change and match.group("operator") not in ("=", ":="):
            raise SyntaxFault("%s: %s %s" % (place, change.group(), match.group("operator")))
        if name.count("{") != name.count("}"):
            raise SyntaxFault("%s: %s: braces" % (place, name))
        return Assignment(place, name, match.group("flag"), match.group("operator"), value)

    def function(self, place, match):
        name = match.group("name") or ""
        python = bool(match.group("python"))
        if not python and not name:
            raise SyntaxFault("%s: a shell function without a name" % place)
        if OLD_OVERRIDE.search(name):
            raise SyntaxFault("%s: %s: overrides are written with colons" % (place, name))
        body = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            if line == "}":
                return Function(place, name, python, "\n".join(body) + "\n")
            if python and "\t" in line[:len(line) - len(line.lstrip())]:
                raise self.fault(self.at, "a tab in Python")
            body.append(line)
        raise SyntaxFault("%s: no } ends %s" % (place, name or "the function"))

    def definition(self, place, match, head):
        body = [head]
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line and not line.startswith((" ", "\t", "#")):
                break
            if "\t" in line[:len(line) - len(line.lstrip())]:
                raise self.fault(self.at + 1, "a tab in Python")
            body.append(line)
            self.at += 1
        return Definition(place, match.group("name"), "\n".join(body) + "\n")

    def directive(self, place, line):
        keyword, *words = line.split()
        known = DIRECTIVES + (
            CONFIGURATION_DIRECTIVES if self.configuration else CLASS_DIRECTIVES)
        if keyword not in known:
            raise SyntaxFault("%s: not understood: %s" % (place, line))
        if not words:
            raise SyntaxFault("%s: %s: of what?" % (place, keyword))
        if keyword == "addpylib" and len(words) != 2:
            raise SyntaxFault("%s: addpylib: DIRECTORY MODULE" % place)
        directive = Directive(place, keyword, tuple(words))
        if keyword == "addtask":
            tasks_of(directive)
        return directive

    def statement(self, place, line):
        if line[0].isspace():
            raise SyntaxFault("%s: a line that starts with a blank" % place)
        if not self.configuration:
            match = FUNCTION.match(line)
            if match:
                return self.function(place, match)
            match = DEFINITION.match(line)
            if match:
                return self.definition(place, match, line)
        match = ASSIGNMENT.match(line)
        if match:
            return self.assignment(place, match)
        return self.directive(place, line)

    def statements(self):
        found = []
        while self.at < len(self.lines):
            place, line = self.logical_line()
            if line and not line.startswith("#"):
                found.append(self.statement(place, line))
        return found


def parse(text, file):
    """The statements of a file's text, or SyntaxFault."""
    return Parser(text, file).statements()


def read(path, shown=None):
    """The statements of a file."""
    with open(path, encoding="utf-8") as source:
        return parse(source.read(), shown or path)
