# SPDX-License-Identifier: BSD-2-Clause
"""Variables with overrides and flags, as a recipe's functions see them through d."""

import re

CHANGES = ("append", "prepend", "remove")
REFERENCE = re.compile(r"\$\{(@[^{}]+|[A-Za-z0-9_.+/~:-]+)\}")


class DataStore:
    def __init__(self, namespace):
        """NAMESPACE holds what the Python in values sees, besides d."""
        self.namespace = namespace
        self.values = {}
        self.weak = {}
        self.flags = {}
        self.changes = {}

    def overrides(self):
        return self.expand(self.values.get("OVERRIDES") or "").split(":")

    def setVar(self, name, value):
        base, *words = name.split(":")
        for index, word in enumerate(words):
            if word in CHANGES:
                target = ":".join([base] + words[:index])
                condition = [w for w in words[index + 1:] if w]
                self.changes.setdefault(target, []).append((word, value, condition))
                return
        self.values[name] = value

    def raw(self, name):
        """The value before expansion, or None."""
        active = [] if name == "OVERRIDES" else self.overrides()
        value = self.values.get(name, self.weak.get(name))
        for override in active:
            if override and name + ":" + override in self.values:
                value = self.values[name + ":" + override]
        removed = []
        for change, words, condition in self.changes.get(name, []):
            if not all(word in active for word in condition):
                continue
            if change == "append":
                value = (value or "") + words
            elif change == "prepend":
                value = words + (value or "")
            else:
                removed += self.expand(words).split()
        if removed and value is not None:
            value = " ".join(w for w in self.expand(value).split() if w not in removed)
        return value

    def getVar(self, name, expand=True):
        value = self.raw(name)
        return self.expand(value) if expand and value is not None else value

    def appendVar(self, name, value):
        self.setVar(name, (self.values.get(name, self.weak.get(name)) or "") + value)

    def prependVar(self, name, value):
        self.setVar(name, value + (self.values.get(name, self.weak.get(name)) or ""))

    def delVar(self, name):
        for store in (self.values, self.weak, self.flags, self.changes):
            store.pop(name, None)

    def setVarFlag(self, name, flag, value):
        self.flags.setdefault(name, {})[flag] = value

    def getVarFlag(self, name, flag, expand=True):
        value = self.flags.get(name, {}).get(flag)
        return self.expand(value) if expand and isinstance(value, str) else value

    def appendVarFlag(self, name, flag, value):
        self.setVarFlag(name, flag, (self.getVarFlag(name, flag, False) or "") + value)

    def prependVarFlag(self, name, flag, value):
        self.setVarFlag(name, flag, value + (self.getVarFlag(name, flag, False) or ""))

    def delVarFlag(self, name, flag):
        self.flags.get(name, {}).pop(flag, None)

    def reference(self, match):
        word = match.group(1)
        if word.startswith("@"):
            result = eval(word[1:].strip(), self.namespace, {"d": self})
            return "" if result is None else str(result)
        value = self.getVar(word)
        return match.group(0) if value is None else value

    def expand(self, text):
        """TEXT with each ${VARIABLE} that is known and each ${@EXPRESSION} in its place."""
        before = None
        while before != text:
            before, text = text, REFERENCE.sub(self.reference, text)
        return text

    def expand_names(self):
        """Once all is parsed: FILES:${PN} is a variable of that package."""
        for store in (self.values, self.changes, self.flags):
            for name in [n for n in store if "${" in n]:
                store[self.expand(name)] = store.pop(name)
