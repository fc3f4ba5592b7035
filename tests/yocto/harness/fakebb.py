# SPDX-License-Identifier: BSD-2-Clause
"""What functions of a layer call as bb, and keeps what they say."""

import os


class Handled(Exception):
    """What bb.fatal raises: the message has been given."""


class SkipRecipe(Exception):
    """The recipe is not for this configuration."""


class Parse:
    SkipRecipe = SkipRecipe


class Utils:
    @staticmethod
    def mkdirhier(path):
        os.makedirs(path, exist_ok=True)

    @staticmethod
    def contains(variable, words, true, false, d):
        wanted = set(words.split() if isinstance(words, str) else words)
        return true if wanted <= set((d.getVar(variable) or "").split()) else false


class Data:
    def __init__(self, recipe):
        self.recipe = recipe

    def inherits_class(self, name, _d):
        return name in self.recipe.inherited


class Build:
    def __init__(self, recipe):
        self.recipe = recipe

    def addtask(self, task, before, after, _d):
        self.recipe.add_task(task, (after or "").split(), (before or "").split())


class FakeBB:
    """One recipe's: messages are (level, text)."""

    BBHandledException = Handled
    parse = Parse
    utils = Utils

    def __init__(self, recipe):
        self.messages = []
        self.data = Data(recipe)
        self.build = Build(recipe)

    def say(self, level, words):
        self.messages.append((level, "".join(str(word) for word in words)))

    def debug(self, _level, *words):
        self.say("debug", words)

    def note(self, *words):
        self.say("note", words)

    def plain(self, *words):
        self.say("plain", words)

    def warn(self, *words):
        self.say("warn", words)

    def error(self, *words):
        self.say("error", words)

    def fatal(self, *words):
        self.say("fatal", words)
        raise Handled()
